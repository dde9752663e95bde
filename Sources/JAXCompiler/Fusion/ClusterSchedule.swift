import JAXIR
import JAXPrimitives

/// What a kernel does at each index of a cluster's domain, in order, and what it keeps in memory meanwhile.
struct ClusterSchedule {
  enum Step {
    /// One element of each result, in a register from here on.
    case scalar(Int)
    /// A loop over the row that these members share.
    case row([Int])
  }

  /// How the loops of the domain and those over rows lie in memory.
  enum Style {
    /// There are no rows.
    case elements
    /// Neighbours in a row are neighbours in memory: loops over rows run as vectors.
    case rows
    /// Neighbours in the domain are neighbours in memory: the domain runs as vectors, the loops over rows inside it
    /// one element after the other, and no row is kept.
    case columns
  }

  private(set) var steps: [Step] = []
  private(set) var style = Style.elements
  /// Rows that are read again but belong to no tensor in memory.
  private(set) var locals: Set<Graph.Value> = []
  /// Members whose results are computed where they are read.
  private(set) var inlined: Set<Int> = []
  /// The bytes of all locals.
  private(set) var localByteCount = 0

  private let cluster: Cluster
  private let graph: FusionGraph

  /// - Parameter isInside: whether an instruction is a member of the cluster.
  /// - Throws: `loopOrder` when no order of loops suits all members.
  init(
    _ cluster: Cluster, _ graph: FusionGraph, isInside: (Int) -> Bool
  ) throws(FusionProblem) {
    self.cluster = cluster
    self.graph = graph
    let values = cluster.members.flatMap { graph.graph.instructions[$0].results }.filter { value in
      graph.isResult[value.index] || graph.readers[value.index].contains { !isInside($0) }
    }
    let written = Set(values.compactMap { graph.definition[$0.index] })
    style = try chooseStyle(written: written)
    chooseInlined(written: written)
    for member in cluster.members where !inlined.contains(member) { append(member) }
    chooseLocals(written: Set(values))
    if style == .columns, !locals.isEmpty { throw .loopOrder }
  }

  private func hasRow(_ member: Int) -> Bool { !cluster.rowAxes(of: member, graph).isEmpty }
  private func rowCount(_ member: Int) -> Int { cluster.row(of: member, graph).reduce(1, *) }

  // MARK: Style

  /// Reductions and rows that are written have a say; with less than 8 elements a row may be walked either way.
  private func chooseStyle(written: Set<Int>) throws(FusionProblem) -> Style {
    var votes: Set<Style> = []
    var hasRows = false
    for member in cluster.members {
      let instruction = graph.graph.instructions[member]
      if let reduction = instruction.primitive as? any ReductionPrimitive, graph.roles[member] == .reduction {
        hasRows = true
        let shape = graph.shape(of: instruction.operands[0])
        let isInnermost = shape.extents.lastIndex { $0 != 1 }.map(reduction.axes.contains) ?? true
        if reduction.order.lanes > 1 {
          votes.insert(.rows)
        } else if !isInnermost, !hasRow(member) {
          votes.insert(.columns)
        }
      } else if hasRow(member) {
        hasRows = true
        guard written.contains(member), rowCount(member) >= 8 else { continue }
        let shape = graph.shape(of: instruction.results[0])
        let innermost = shape.extents.lastIndex { $0 != 1 }
        votes.insert(cluster.rowAxes(of: member, graph).last == innermost ? .rows : .columns)
      }
    }
    guard hasRows else { return .elements }
    if votes.count > 1 { throw .loopOrder }
    // What a reduction leaves in a row is kept, so there must be rows.
    let keepsRows = cluster.members.contains { graph.roles[$0] == .reduction && hasRow($0) }
    return votes.first ?? (keepsRows ? .rows : .columns)
  }

  // MARK: What is computed again

  /// A row is written once where computing it at each use takes more than the loop that writes it, about two
  /// operations per element.
  private mutating func chooseInlined(written: Set<Int>) {
    guard style != .elements else { return }
    let costs = costsWithOperands()
    // By member: how many of its elements are asked for at an index of the domain.
    var asked: [Int: Int] = [:]
    for member in cluster.members.reversed() {
      let count = rowCount(member)
      let demand = asked[member, default: 0]
      if count > 1, !written.contains(member), graph.roles[member] == .pointwise {
        // Reading what was written takes one load of what computing takes.
        let again = (demand - count) * (costs[member, default: 1] - 1)
        if style == .columns || again <= 2 * count { inlined.insert(member) }
      }
      let walked = inlined.contains(member) ? demand : count * reducedCount(member)
      for source in sources(of: member) { asked[source, default: 0] += walked }
    }
  }

  /// The members that one reads, once for each index at which it does.
  private func sources(of member: Int) -> [Int] {
    var seen: Set<[Int?]> = []
    return graph.reads[member].compactMap { read in
      guard let source = graph.definition[read.value.index], cluster.axes[source] != nil else { return nil }
      return seen.insert([read.value.index] + read.axes).inserted ? source : nil
    }
  }

  private func reducedCount(_ member: Int) -> Int {
    let instruction = graph.graph.instructions[member]
    guard graph.roles[member] == .reduction, let result = instruction.results.first else { return 1 }
    return graph.shape(of: instruction.operands[0]).count / max(1, graph.shape(of: result).count)
  }

  /// By member with a row: the operations for one element when everything with a row before it is computed again.
  private func costsWithOperands() -> [Int: Int] {
    var costs: [Int: Int] = [:]
    for member in cluster.members where hasRow(member) {
      guard graph.roles[member] == .pointwise else {
        costs[member] = 1
        continue
      }
      let operands = graph.reads[member].reduce(0) { sum, read in
        // A scalar of the domain is in a register.
        guard let source = graph.definition[read.value.index], cluster.axes[source] != nil else {
          return sum + 1
        }
        return sum + costs[source, default: 0]
      }
      costs[member] = min(graph.costs[member] + operands, 1_000)
    }
    return costs
  }

  // MARK: Steps

  private mutating func append(_ member: Int) {
    guard hasRow(member) else {
      steps.append(.scalar(member))
      return
    }
    if case .row(let others) = steps.last,
      cluster.row(of: others[0], graph) == cluster.row(of: member, graph),
      mayShareLoop(member, others)
    {
      steps[steps.count - 1] = .row(others + [member])
    } else {
      steps.append(.row([member]))
    }
  }

  /// Whether `member` reads those of a loop only at the index where the loop is.
  private func mayShareLoop(_ member: Int, _ others: [Int]) -> Bool {
    let others = Set(others)
    var pending = [(member, true)]
    var seen: Set<Int> = []
    while let (next, isAligned) = pending.popLast() {
      let isElementwise = graph.graph.instructions[next].primitive is any ElementwisePrimitive
      for read in graph.reads[next] {
        guard let source = graph.definition[read.value.index], cluster.axes[source] != nil else { continue }
        let isDirect = graph.graph.instructions[next].operands[read.operand] == read.value
        let staysAligned = isAligned && isElementwise && isDirect
        if others.contains(source), !staysAligned { return false }
        if inlined.contains(source), seen.insert(source << 1 | (staysAligned ? 1 : 0)).inserted {
          pending.append((source, staysAligned))
        }
      }
    }
    return true
  }

  /// Rows that somebody reads in another loop than the one that computes them.
  private mutating func chooseLocals(written: Set<Graph.Value>) {
    var loop: [Int: Int] = [:]
    for (position, step) in steps.enumerated() {
      if case .row(let members) = step { for member in members { loop[member] = position } }
    }
    for (position, step) in steps.enumerated() {
      let members =
        switch step {
        case .scalar(let member): [member]
        case .row(let members): members
        }
      for value in rowsRead(by: members) where !written.contains(value) {
        if loop[graph.definition[value.index]!] != position { locals.insert(value) }
      }
    }
    localByteCount = locals.reduce(0) { sum, value in
      let byteCount = graph.graph[type: value].tensor?.dtype.byteCount ?? 0
      return sum + rowCount(graph.definition[value.index]!) * byteCount
    }
  }

  /// The rows that are kept and that `members`, and what is inlined into them, read.
  private func rowsRead(by members: [Int]) -> Set<Graph.Value> {
    var pending = members
    var seen: Set<Graph.Value> = []
    var found: Set<Graph.Value> = []
    while let next = pending.popLast() {
      for read in graph.reads[next] {
        guard let source = graph.definition[read.value.index], cluster.axes[source] != nil, hasRow(source),
          seen.insert(read.value).inserted
        else { continue }
        if inlined.contains(source) { pending.append(source) } else { found.insert(read.value) }
      }
    }
    return found
  }
}
