import JAXIR
import JAXPrimitives

extension FusionPlanner {
  /// Puts element-wise clusters whose one result is read at other indices into the kernels that read it, where each
  /// element is read once, or is cheaper to compute again than to write and read.
  mutating func inlineProducers() {
    let order = clusters.indices.filter { clusters[$0] != nil }
      .sorted { clusters[$0]!.position > clusters[$1]!.position }
    for index in order {
      guard let cluster = clusters[index], let value = onlyResult(of: cluster) else { continue }
      let readers = Set(graph.readers[value.index].compactMap { home[$0] })
      guard mayCompute(value, of: cluster, in: readers) else { continue }
      inline(cluster.prologue + cluster.members, of: index, into: readers)
    }
  }

  /// The one value that others read of a cluster that only computes elements.
  private func onlyResult(of cluster: Cluster) -> Graph.Value? {
    guard cluster.owner == nil, cluster.members.allSatisfy({ graph.roles[$0] == .pointwise }),
      let last = cluster.members.last
    else { return nil }
    for member in cluster.members {
      for value in graph.graph.instructions[member].results {
        if graph.isResult[value.index] { return nil }
        let isRead = graph.readers[value.index].contains { home[$0] != home[last] }
        if isRead, member != last { return nil }
      }
    }
    return graph.graph.instructions[last].results.first
  }

  private func mayCompute(_ value: Graph.Value, of cluster: Cluster, in readers: Set<Int>) -> Bool {
    let reads = graph.readers[value.index].flatMap { reader in
      graph.reads[reader].filter { $0.value == value }.map { (reader: reader, read: $0) }
    }
    guard !readers.isEmpty, reads.allSatisfy({ mayHold(cluster, reader: $0.reader) }) else { return false }
    if reads.count == 1, isReadOnce(value, by: reads[0].reader) { return true }
    let cost = cluster.members.reduce(0) { $0 + graph.costs[$1] }
    guard cost <= FusionLimits.cheapCost else { return false }
    let bytes = sourceByteCount(of: cluster)
    // What is made of indices alone takes no memory at all, however often it is made.
    return bytes == 0 || bytes <= byteCount(value) && reads.allSatisfy { isReadOnce(value, by: $0.reader) }
  }

  /// Whether a reader computes its operands itself, once for each element that it reads.
  private func mayHold(_ cluster: Cluster, reader: Int) -> Bool {
    guard let home = home[reader], let other = clusters[home],
      other.size + cluster.size <= FusionLimits.kernelSize
    else { return false }
    if other.owner == reader {
      let primitive = graph.graph.instructions[reader].primitive
      if primitive is any UpdatePrimitive { return !readsUpdated(by: reader, cluster) }
      return primitive is any PiecewisePrimitive || primitive is any ReductionPrimitive
    }
    return other.members.allSatisfy { graph.roles[$0] != .reduction }
      || graph.roles[reader] == .reduction && other.rowAxes(of: reader, graph).isEmpty
  }

  /// Whether a cluster reads what an update changes: then that cannot be changed in place.
  private func readsUpdated(by update: Int, _ cluster: Cluster) -> Bool {
    let count = graph.graph.instructions[update].results.count
    let updated = Set(graph.reads[update].filter { $0.operand < count }.map(\.value))
    return (cluster.prologue + cluster.members).contains { member in
      graph.reads[member].contains { updated.contains($0.value) }
    }
  }

  private func isReadOnce(_ value: Graph.Value, by reader: Int) -> Bool {
    let primitive = graph.graph.instructions[reader].primitive
    return primitive is any PiecewisePrimitive || primitive is any UpdatePrimitive
      || graph.walked(by: reader).count <= graph.shape(of: value).count
  }

  private func byteCount(_ value: Graph.Value) -> Int { graph.graph[type: value].tensor?.byteCount ?? 0 }

  private func sourceByteCount(of cluster: Cluster) -> Int {
    let values = cluster.members.flatMap { graph.reads[$0].map(\.value) }
    return Set(values).reduce(0) { sum, value in
      graph.definition[value.index].flatMap { cluster.axes[$0] } == nil ? sum + byteCount(value) : sum
    }
  }
}
