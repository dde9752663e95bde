import JAXIR
import JAXPrimitives

/// Makes clusters from the first instruction to the last: each joins, where the costs allow it, the clusters that it
/// reads, and so joins them to each other.
///
/// Clusters are totally ordered by positions. Two of them may become one, at the place of either, if nothing that has
/// to run between them is in the way; so there is never a cycle, and no search for one. A cluster has a bounded size,
/// and looks only at its own members and whom they read, so planning is linear in the graph.
struct FusionPlanner {
  let graph: FusionGraph
  /// By first instruction; nil when joined to another.
  private(set) var clusters: [Cluster?]
  /// By instruction: its cluster; nil for one that has no kernel.
  private(set) var home: [Int?]
  /// By value: whether it is computed where it is read.
  private(set) var isInlined: [Bool]

  init(_ graph: FusionGraph) {
    self.graph = graph
    let count = graph.roles.count
    clusters = Array(repeating: nil, count: count)
    home = Array(repeating: nil, count: count)
    isInlined = Array(repeating: false, count: graph.readers.count)
    for (position, instruction) in graph.graph.instructions.enumerated() where graph.roles[position] == .free
    {
      for result in instruction.results { isInlined[result.index] = true }
    }
  }

  /// - Parameter joinsProducts: whether products share kernels with the rows before and after them.
  mutating func plan(joinsProducts: Bool = true) {
    for instruction in graph.roles.indices {
      guard graph.isComputed(instruction) else { continue }
      clusters[instruction] = Cluster(instruction, in: graph)
      home[instruction] = instruction
      joinSources(of: instruction)
    }
    // What has grown since may fit now.
    for instruction in graph.roles.indices where home[instruction] != nil { joinSources(of: instruction) }
    joinSiblings()
    inlineProducers()
    if joinsProducts { joinProducts() }
  }

  private mutating func joinSources(of instruction: Int) {
    guard [.pointwise, .reduction].contains(graph.roles[instruction]) else { return }
    let sources = Set(graph.reads[instruction].compactMap { graph.definition[$0.value.index] })
    for source in sources.sorted(by: >) {
      guard let first = home[source], let second = home[instruction], first != second else { continue }
      join(first, second)
    }
  }

  /// Clusters that walk the same indices of the same value.
  private mutating func joinSiblings() {
    for index in graph.readers.indices where !isInlined[index] {
      // A value that everybody reads brings nobody together; the bound keeps planning linear.
      let readers = graph.readers[index].prefix(FusionLimits.kernelSize)
      var last: Int?
      for reader in readers {
        guard let next = home[reader] else { continue }
        if let first = last, first != next, join(first, next, areSiblings: true) {
          last = home[reader]
        } else {
          last = next
        }
      }
    }
  }

  @discardableResult
  private mutating func join(_ a: Int, _ b: Int, areSiblings: Bool = false) -> Bool {
    guard let joined = try? joined(a, b, areSiblings: areSiblings) else { return false }
    let (kept, gone) = clusters[a]!.size >= clusters[b]!.size ? (a, b) : (b, a)
    for member in clusters[gone]!.members { home[member] = kept }
    clusters[gone] = nil
    clusters[kept] = joined
    return true
  }

  /// Whether a value has memory: it is a result, or a kernel reads it that does not make it.
  func isWritten(_ value: Graph.Value) -> Bool {
    guard let definition = graph.definition[value.index], let home = home[definition] else { return false }
    return graph.isResult[value.index] || graph.readers[value.index].contains { self.home[$0] != home }
  }

  // MARK: Inlining

  mutating func inline(_ members: [Int], of cluster: Int, into readers: Set<Int>) {
    for member in members {
      home[member] = nil
      for result in graph.graph.instructions[member].results { isInlined[result.index] = true }
    }
    for reader in readers { clusters[reader]!.prologue += members }
    clusters[cluster] = nil
  }

  // MARK: Blocks of rows

  /// Makes one cluster of those at `indices`, which are there still.
  mutating func replace(_ indices: [Int], by joined: Cluster) {
    for index in indices { clusters[index] = nil }
    clusters[indices[0]] = joined
    for member in joined.members { home[member] = indices[0] }
  }

  // MARK: Joining two

  /// The cluster that two would be.
  /// - Throws: why they stay apart.
  func joined(_ a: Int, _ b: Int, areSiblings: Bool = false) throws(FusionProblem) -> Cluster {
    let aIsFirst = clusters[a]!.position < clusters[b]!.position
    let (first, second) = aIsFirst ? (clusters[a]!, clusters[b]!) : (clusters[b]!, clusters[a]!)
    if first.size + second.size > FusionLimits.kernelSize { throw .tooLarge }
    try checkOwners(first, second)
    let position = try commonPosition(first, second)
    let isInside = { (instruction: Int) in home[instruction] == a || home[instruction] == b }
    let loops = try areSiblings ? siblingLoops(first, second) : loops(of: first, readBy: second) ?? []
    var joined = Cluster(first, second, loops: loops)
    joined.position = position
    if let owner = joined.owner {
      // Only what is computed element by element, at the index of the element just made.
      for member in joined.members where member != owner {
        guard graph.roles[member] == .pointwise, joined.rowAxes(of: member, graph).isEmpty else {
          throw .elementsOnly(name: name(of: owner))
        }
      }
      guard joined.rowAxes(of: owner, graph).isEmpty else { throw .elementsOnly(name: name(of: owner)) }
    } else {
      try check(joined, first, second, isInside)
    }
    return joined
  }

  private func checkOwners(_ first: Cluster, _ second: Cluster) throws(FusionProblem) {
    for owner in [first.owner, second.owner].compactMap(\.self) {
      let instruction = graph.graph.instructions[owner]
      guard graph.roles[owner] != .apart else { throw .ownSteps(name: name(of: owner)) }
      guard instruction.effects == .none, instruction.results.count == 1 else { throw .effect }
      if instruction.primitive is any AccumulatingPrimitive { throw .update(name: name(of: owner)) }
    }
    if first.owner != nil, second.owner != nil { throw .bothOwnLoops }
  }

  /// Where both can run: at the place of either, where nothing that it has to wait for, or that waits for it, is passed.
  private func commonPosition(_ first: Cluster, _ second: Cluster) throws(FusionProblem) -> Int {
    let mayMoveUp = second.members.allSatisfy { member in
      graph.reads[member].allSatisfy { read in
        guard let source = position(ofDefinition: read.value) else { return true }
        return source <= first.position || source == second.position
      }
    }
    if mayMoveUp { return first.position }
    let mayMoveDown = first.members.allSatisfy { member in
      graph.graph.instructions[member].results.allSatisfy { value in
        graph.readers[value.index].allSatisfy { reader in
          guard let cluster = home[reader] else { return true }
          let position = clusters[cluster]!.position
          return position >= second.position || position == first.position
        }
      }
    }
    if mayMoveDown { return second.position }
    throw .between
  }

  private func position(ofDefinition value: Graph.Value) -> Int? {
    graph.definition[value.index].flatMap { home[$0] }.map { clusters[$0]!.position }
  }

  /// The loops of the two domains that go along the same axes of everything that `second` reads of `first`; nil when
  /// it reads nothing of it.
  func loops(
    of first: Cluster, readBy second: Cluster
  ) throws(FusionProblem) -> [(first: Int, second: Int)]? {
    var shared: [(first: Int, second: Int)]?
    for member in second.members {
      for read in graph.reads[member] {
        guard let source = graph.definition[read.value.index], let axes = first.axes[source] else { continue }
        if member == second.owner {
          throw .ownLoops(name: name(of: member), reads: reads(of: read.value, by: member))
        }
        let loops = second.axes[member]!
        let common = axes.enumerated().flatMap { i, axis in
          loops.enumerated().filter { read.axes[axis] == $1 }.map { (first: i, second: $0.offset) }
        }
        shared = shared.map { known in known.filter { loop in common.contains { $0 == loop } } } ?? common
      }
    }
    return shared?.sorted { $0.second < $1.second }
  }

  func name(of instruction: Int) -> String {
    type(of: graph.graph.instructions[instruction].primitive).name
  }

  /// How often an instruction reads each element of a value.
  private func reads(of value: Graph.Value, by member: Int) -> Int {
    let instruction = graph.graph.instructions[member]
    let count = max(1, graph.shape(of: value).count)
    guard let product = instruction.primitive as? DotGeneral, let result = instruction.results.first else {
      return 1
    }
    let lhs = graph.shape(of: instruction.operands[0])
    let contracted = product.lhsContracting.reduce(1) { $0 * lhs[$1] }
    return max(1, graph.shape(of: result).count * contracted / count)
  }

  /// All loops of two domains that are one: something that both read is read along the same axes by both.
  private func siblingLoops(
    _ first: Cluster, _ second: Cluster
  ) throws(FusionProblem) -> [(first: Int, second: Int)] {
    guard first.owner == nil, second.owner == nil, first.domain == second.domain, first.domain.count > 0
    else { throw .otherIndex }
    func axes(_ cluster: Cluster) -> [Graph.Value: [[Int?]]] {
      var axes: [Graph.Value: [[Int?]]] = [:]
      for member in cluster.members {
        for read in graph.reads[member] {
          let loops = cluster.axes[member]!.map { loop in read.axes.firstIndex(of: loop) }
          axes[read.value, default: []].append(loops)
        }
      }
      return axes
    }
    let others = axes(second)
    let areTogether = axes(first).contains { value, loops in
      others[value].map { other in loops.contains { !$0.contains(nil) && other.contains($0) } } ?? false
    }
    guard areTogether else { throw .nothingShared }
    let all = first.domain.indices.map { (first: $0, second: $0) }
    // One may read the other as well, but at no other index.
    if let between = try loops(of: first, readBy: second), !between.elementsEqual(all, by: ==) {
      throw .otherIndex
    }
    return all
  }
}
