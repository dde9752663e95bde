package import JAXIR
import JAXPrimitives

/// What fusion made of a graph, in words: the kernels with what they compute, read, write and keep, and why the rest
/// did not become one.
package struct Explanation: CustomStringConvertible {
  private let graph: FusionGraph
  private let planner: FusionPlanner
  /// The clusters as they were when products were to be joined with rows.
  private let parts: FusionPlanner
  private let fusion: Fusion

  package init(_ graph: Graph) {
    self.graph = FusionGraph(graph)
    var planner = FusionPlanner(self.graph)
    planner.plan()
    self.planner = planner
    var parts = FusionPlanner(self.graph)
    parts.plan(joinsProducts: false)
    self.parts = parts
    fusion = Fusion(planner)
  }

  package var description: String {
    var lines = [summary]
    for (number, cluster) in fusion.clusters.enumerated() {
      lines += [""] + kernel(number + 1, cluster)
    }
    let reasons = boundaries
    if !reasons.isEmpty { lines += ["", "why these are not one kernel:"] + reasons }
    return lines.joined(separator: "\n") + "\n"
  }

  private var instructions: [Instruction] { graph.graph.instructions }

  private func name(_ instruction: Int) -> String { type(of: instructions[instruction].primitive).name }

  private func named(_ instruction: Int) -> String {
    let results = instructions[instruction].results.map(\.description).joined(separator: ", ")
    return "\(results) = \(name(instruction))"
  }

  private var summary: String {
    let apart = instructions.indices.filter(isComputed).reduce(0) { sum, position in
      let operands = Set(graph.reads[position].map(\.value))
      return sum + byteCount(Array(operands) + instructions[position].results)
    }
    let together = fusion.clusters.reduce(0) { sum, cluster in
      sum + byteCount(reads(of: cluster)) + byteCount(cluster.members.flatMap(written))
    }
    let computed = instructions.indices.count(where: isComputed)
    let free = graph.roles.count { $0 == .free }
    let rest =
      free == 0
      ? "" : "; \(free) more \(free == 1 ? "costs" : "cost") nothing: elements made where they are read"
    return "\(graph.graph.name): \(fusion.clusters.count.counted("kernel")) for "
      + "\(computed.counted("operation"))\(rest)\n"
      + "\(together.bytes) are read and written; one operation after the other it would be \(apart.bytes)"
  }

  private func isComputed(_ instruction: Int) -> Bool {
    graph.isComputed(instruction)
  }

  private func byteCount(_ values: [Graph.Value]) -> Int {
    values.reduce(0) { $0 + (graph.graph[type: $1].tensor?.byteCount ?? 0) }
  }

  // MARK: Kernels

  private func kernel(_ number: Int, _ cluster: Cluster) -> [String] {
    let walked = cluster.blocks?.rows ?? cluster
    let schedule = walked.owner == nil ? fusion.schedule(of: walked) : nil
    var lines = ["kernel \(number)\(loops(of: cluster, schedule))"]
    var rows: [(place: String, operation: String, location: String)] = []
    for member in (cluster.prologue + cluster.members).sorted() {
      let place = place(of: member, cluster.blocks?.stages ?? [cluster], schedule)
      let location = instructions[member].location
      rows.append((place, operation(member), location == .unknown ? "" : location.description))
    }
    let placeWidth = rows.map(\.place.count).max() ?? 0
    let operationWidth = rows.map(\.operation.count).max() ?? 0
    for row in rows {
      let text = "  " + row.place.padded(to: placeWidth) + "  " + row.operation.padded(to: operationWidth)
      lines.append((text + "  " + row.location).withoutTrailingSpaces)
    }
    lines.append("  reads \(list(reads(of: cluster)))")
    lines.append("  writes \(list(cluster.members.flatMap(written)))")
    if let locals = schedule?.locals, !locals.isEmpty {
      let values = locals.sorted { $0.id < $1.id }.map(\.description).joined(separator: ", ")
      lines.append("  keeps a row of \(values) in the cache, \((schedule?.localByteCount ?? 0).bytes)")
    }
    if let blocks = cluster.blocks {
      let values = blocks.values.map(\.description).joined(separator: ", ")
      let byteCount = blocks.byteCount(graph)
      lines.append("  keeps a block of rows of \(values) in the cache, about \(byteCount.bytes)")
      let factors = blocks.factors(graph).map(\.description).joined(separator: ", ")
      lines.append("  reads \(factors) again for each block, from the cache")
    }
    lines.append("  computes about \(work(of: cluster).grouped) operations")
    return lines + regions(of: cluster)
  }

  /// What the regions are that an instruction runs in steps of its own.
  private func regions(of cluster: Cluster) -> [String] {
    guard let owner = cluster.owner, graph.roles[owner] == .apart else { return [] }
    return instructions[owner].regions.enumerated().flatMap { number, region -> [String] in
      if region.isScalarCode { return ["  region \(number): computed inside a kernel, on scalars"] }
      let lines = Explanation(region.graph).description.split(
        separator: "\n", omittingEmptySubsequences: false)
      return ["  region \(number):"] + lines.dropLast().map { $0.isEmpty ? "" : "    \($0)" }
    }
  }

  private func operation(_ member: Int) -> String {
    guard let result = instructions[member].results.last else { return name(member) }
    return named(member) + " : \(graph.graph[type: result])"
  }

  private func loops(of cluster: Cluster, _ schedule: ClusterSchedule?) -> String {
    if let owner = cluster.owner {
      let isApart = graph.roles[owner] == .apart
      return isApart ? ", the steps of \(name(owner))" : ", by the loops of \(name(owner))"
    }
    if let blocks = cluster.blocks {
      var outer = cluster.domain
      let rows = outer.remove(at: blocks.loop)
      let around = outer.map { "\($0)×" }.joined()
      return ", for each of \(around)\(rows) rows, in blocks of about \(min(rows, blocks.count))"
    }
    let extents = cluster.domain.map(\.description).joined(separator: "×")
    switch schedule?.style {
    case .rows where cluster.domain.isEmpty: return ", one row"
    case .rows: return ", for each of \(extents) rows"
    case .columns where cluster.domain.isEmpty: return ", one column"
    case .columns: return ", for each of \(extents) columns"
    case .elements, nil: return cluster.domain.isEmpty ? ", one element" : ", for each of \(extents) elements"
    }
  }

  /// Where one of the stages of a kernel computes a member; `schedule` is that of the stage without owner.
  private func place(of member: Int, _ stages: [Cluster], _ schedule: ClusterSchedule?) -> String {
    guard let stage = stages.first(where: { $0.members.contains(member) }) else { return "where it is read" }
    if member == stage.owner {
      if graph.roles[member] == .apart { return "in steps" }
      return stages.count > 1 ? "for a block of rows" : "in its own loops"
    }
    guard stage.owner == nil, let schedule else { return "on each result" }
    if schedule.inlined.contains(member) { return "where it is read" }
    let row = stage.row(of: member, graph)
    if row.isEmpty { return stages.count > 1 ? "once for each row" : "once" }
    return "along a row of \(row.map(\.description).joined(separator: "×"))"
  }

  private func reads(of cluster: Cluster) -> [Graph.Value] {
    let inside = Set(cluster.members + cluster.prologue)
    let values = (cluster.members + cluster.prologue).flatMap { graph.reads[$0].map(\.value) }
    return Set(values.filter { value in graph.definition[value.index].map { !inside.contains($0) } ?? true })
      .sorted { $0.id < $1.id }
  }

  private func written(_ member: Int) -> [Graph.Value] {
    instructions[member].results.filter { fusion.isWritten[$0.index] }
  }

  private func list(_ values: [Graph.Value]) -> String {
    let tensors = values.compactMap { value in graph.graph[type: value].tensor.map { (value, $0) } }
    if tensors.isEmpty { return "nothing" }
    return tensors.map { "\($0) \($1)" }.joined(separator: ", ") + ": \(byteCount(values).bytes)"
  }

  /// The operations on elements, those that are computed again counted once.
  private func work(of cluster: Cluster) -> Int {
    (cluster.members + cluster.prologue).reduce(0) { sum, member in
      let instruction = instructions[member]
      guard let product = instruction.primitive as? DotGeneral else {
        return sum + graph.costs[member] * graph.walked(by: member).count
      }
      let lhs = graph.shape(of: instruction.operands[0])
      let contracted = product.lhsContracting.reduce(1) { $0 * lhs[$1] }
      return sum + 2 * contracted * graph.shape(of: instruction.results[0]).count
    }
  }

  // MARK: Boundaries

  /// For each tensor that goes through memory, who reads it in another kernel and why.
  private var boundaries: [String] {
    var lines: [String] = []
    for (position, instruction) in instructions.enumerated() {
      for value in instruction.results where graph.graph[type: value].tensor != nil {
        var told: Set<Int> = []
        for reader in graph.readers[value.index] {
          guard let first = planner.home[position], let second = planner.home[reader], first != second,
            told.insert(second).inserted
          else { continue }
          lines.append("  \(named(position)), read by \(named(reader)): \(reason(position, reader))")
        }
      }
    }
    return lines
  }

  private func reason(_ definition: Int, _ reader: Int) -> String {
    guard let first = parts.home[definition], let second = parts.home[reader] else { return "" }
    do throws(FusionProblem) {
      _ = try parts.together(first, second)
      return planner.holdsBlocks(definition) || planner.holdsBlocks(reader)
        ? "a kernel of blocks of rows holds two products at most, and what is between them"
        : "each was complete before this was known to fit"
    } catch {
      return error.description
    }
  }
}
