import JAXIR
import JAXPrimitives

extension FusionPlanner {
  /// Whether two clusters without loops of their own are better as one.
  func check(
    _ joined: Cluster, _ first: Cluster, _ second: Cluster, _ isInside: (Int) -> Bool
  ) throws(FusionProblem) {
    let isNarrowed = joined.domain.count < second.domain.count
    if !isNarrowed, joined.domain.count == first.domain.count, !hasReduction(joined) { return }
    if joined.domain.count < first.domain.count, !hasReduction(second) { throw .otherIndex }
    if joined.domain.isEmpty, !first.domain.isEmpty, !second.domain.isEmpty, hasReduction(first) {
      throw hasReduction(second) ? .loopOrder : .fewShared(count: 1)
    }
    if isNarrowed {
      // Elements that read one number each along an axis are no reason to walk all of the axis at once.
      guard hasReduction(first) else { throw .otherIndex }
      try checkShared(joined, first, second)
    }
    let schedule = try ClusterSchedule(joined, graph, isInside: isInside)
    if schedule.localByteCount > FusionLimits.localByteCount {
      throw .longRow(byteCount: schedule.localByteCount)
    }
    if schedule.style == .rows { try checkScalarWork(joined) }
  }

  func hasReduction(_ cluster: Cluster) -> Bool {
    cluster.members.contains { graph.roles[$0] == .reduction }
  }

  /// Elements of the largest shape that the cluster walks.
  private func walkedCount(_ cluster: Cluster) -> Int {
    cluster.members.reduce(1) { max($0, graph.walked(by: $1).count) }
  }

  /// What is gained by walking rows: that something large is read, or computed, by both.
  private func checkShared(_ joined: Cluster, _ first: Cluster, _ second: Cluster) throws(FusionProblem) {
    let count = joined.domainCount
    if count < FusionLimits.sharedCount, walkedCount(joined) > FusionLimits.smallCount {
      throw .fewShared(count: count)
    }
    func rows(_ cluster: Cluster) -> Set<Graph.Value> {
      var values: Set<Graph.Value> = []
      for member in cluster.members {
        values.formUnion(graph.reads[member].map(\.value))
        values.formUnion(graph.graph.instructions[member].results)
      }
      return values.filter { graph.shape(of: $0).count > count }
    }
    let (a, b) = (rows(first), rows(second))
    if a.isDisjoint(with: b), makers(of: a).isDisjoint(with: makers(of: b)) { throw .nothingShared }
  }

  /// The products that values are made by, or at the indices of.
  private func makers(of values: Set<Graph.Value>) -> Set<Int> {
    Set(
      values.compactMap { graph.definition[$0.index].flatMap { home[$0] } }.filter {
        clusters[$0]?.owner != nil
      })
  }

  /// One number per row runs without vectors: that must not take longer than the row.
  private func checkScalarWork(_ cluster: Cluster) throws(FusionProblem) {
    var scalar = 0
    var row = 0
    for member in cluster.members {
      let count = graph.walked(by: member).count / max(1, cluster.domainCount)
      if count <= 1 { scalar += graph.costs[member] } else { row += graph.costs[member] * count }
    }
    if scalar * FusionLimits.lanes > 4 * max(row, 256) { throw .scalarWork }
  }
}
