package import JAXIR
import JAXPrimitives

/// Which instructions of a graph share a kernel, and which values are computed where they are read.
///
/// A value is *free* when it costs nothing to compute again: a splat constant, an iota, and any movement of elements.
/// Free values are inlined into every reader. All others are members of clusters, one kernel each.
package struct Fusion {
  /// In the order in which they run.
  package let clusters: [Cluster]
  /// By value id: whether the value is computed where it is read.
  package let isInlined: [Bool]

  /// By value id: whether a kernel leaves it in memory.
  package let isWritten: [Bool]
  /// What the clusters are made from; nil without fusion.
  let graph: FusionGraph?

  /// One kernel or more per instruction; only splat constants are inlined.
  package static func none(_ graph: Graph) -> Fusion {
    var isInlined = [Bool](repeating: false, count: graph.types.count)
    for instruction in graph.instructions where instruction.isSplatConstant {
      isInlined[instruction.results[0].index] = !graph.results.contains(instruction.results[0])
    }
    let lowered = graph.instructions.indices.filter { position in
      let instruction = graph.instructions[position]
      return !instruction.isTable && !instruction.results.contains { isInlined[$0.index] }
    }
    return Fusion(
      clusters: lowered.map(Cluster.init(alone:)), isInlined: isInlined, isWritten: isInlined.map { !$0 },
      graph: nil)
  }

  private init(clusters: [Cluster], isInlined: [Bool], isWritten: [Bool], graph: FusionGraph?) {
    self.clusters = clusters
    self.isInlined = isInlined
    self.isWritten = isWritten
    self.graph = graph
  }

  package init(_ graph: Graph) {
    var planner = FusionPlanner(FusionGraph(graph))
    planner.plan()
    self.init(planner)
  }

  init(_ planner: FusionPlanner) {
    self.init(
      clusters: planner.clusters.compactMap(\.self).sorted { $0.position < $1.position },
      isInlined: planner.isInlined,
      isWritten: planner.graph.readers.indices.map { planner.isWritten(Graph.Value($0)) },
      graph: planner.graph)
  }

  /// How the kernel of a cluster without owner goes.
  func schedule(of cluster: Cluster) -> ClusterSchedule? {
    guard let graph else { return nil }
    let members = Set(cluster.members)
    guard let schedule = try? ClusterSchedule(cluster, graph, isInside: members.contains) else {
      preconditionFailure("the planner joins only what has a schedule")
    }
    return schedule
  }

  /// The operations for each element of its result that the owner of a cluster is to make room for.
  func epilogueCost(of cluster: Cluster) -> Int {
    guard let graph, let owner = cluster.owner else { return 0 }
    return cluster.members.reduce(0) { $1 == owner ? $0 : $0 + graph.costs[$1] }
  }
}

extension Instruction {
  package var isSplatConstant: Bool { (primitive as? Constant)?.literal.isSplat ?? false }

  /// Whether the instruction is a constant that lives in memory, not in code.
  package var isTable: Bool { (primitive as? Constant).map { !$0.literal.isSplat } ?? false }
}
