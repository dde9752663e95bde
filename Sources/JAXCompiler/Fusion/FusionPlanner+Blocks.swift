import JAXIR
import JAXPrimitives

extension FusionPlanner {
  /// Puts products and the rows between them into one kernel, where that keeps more out of memory than it reads again.
  mutating func joinProducts() {
    for index in clusters.indices {
      guard let rows = clusters[index], rows.owner == nil, !rows.domain.isEmpty else { continue }
      let before = Set(
        rows.members.flatMap { graph.reads[$0] }.compactMap { graph.definition[$0.value.index] }
      )
      .compactMap { home[$0] }.filter { $0 != index && owner(of: $0) != nil }.sorted()
      let after = Set(
        rows.members.flatMap { graph.graph.instructions[$0].results }
          .flatMap { graph.readers[$0.index] }
      ).compactMap { home[$0] }
        .filter { $0 != index && owner(of: $0) != nil }.sorted()
      joinProducts(around: index, before: before.prefix(4), after: after.prefix(4))
    }
  }

  private mutating func joinProducts(
    around index: Int, before: ArraySlice<Int>, after: ArraySlice<Int>
  ) {
    // Both products where possible, else one of them.
    let first = before.map(Optional.some) + [nil]
    let second = after.map(Optional.some) + [nil]
    for a in first {
      for b in second where a != nil || b != nil {
        guard a != b, let joined = try? blocks(of: index, before: a, after: b) else { continue }
        return replace([a, index, b].compactMap(\.self).sorted(), by: Cluster(joined))
      }
    }
  }

  private func owner(of cluster: Int) -> DotGeneral? {
    guard let cluster = clusters[cluster], let owner = cluster.owner else { return nil }
    return graph.graph.instructions[owner].primitive as? DotGeneral
  }

  /// What the clusters around one of rows would be together with it.
  /// - Throws: why they stay apart.
  func blocks(of index: Int, before: Int?, after: Int?) throws(FusionProblem) -> RowBlocks {
    let rows = clusters[index]!
    guard rows.blocks == nil,
      let schedule = try? ClusterSchedule(rows, graph, isInside: { home[$0] == index }),
      schedule.style == .rows
    else { throw .loopOrder }
    var blocks = RowBlocks(
      before: try before.map { product throws(FusionProblem) in try self.product(product, before: index) },
      after: try after.map { product throws(FusionProblem) in try self.product(product, after: index) },
      stages: [before, index, after].compactMap { $0.flatMap { clusters[$0] } })
    if let a = blocks.before, let b = blocks.after, a.loop != b.loop { throw .loopOrder }
    if blocks.stages.reduce(0, { $0 + $1.size }) > FusionLimits.kernelSize { throw .tooLarge }
    try checkPositions(blocks.stages)
    try checkReads(blocks)
    if schedule.localByteCount > FusionLimits.blockLocalByteCount {
      throw .longRow(byteCount: schedule.localByteCount)
    }
    let rowByteCount = blocks.values.reduce(0) { $0 + self.rowByteCount($1, rows) }
    let extent = rows.domain[blocks.loop]
    let least = min(extent, FusionLimits.blockRows.lowerBound)
    blocks.count = min(FusionLimits.blockRows.upperBound, FusionLimits.blockByteCount / max(1, rowByteCount))
    if blocks.count < least { throw .longRow(byteCount: least * rowByteCount) }
    return blocks
  }

  /// All run where the last of them does: nobody may wait for what the others make.
  private func checkPositions(_ stages: [Cluster]) throws(FusionProblem) {
    let position = stages.map(\.position).max()!
    let inside = Set(stages.flatMap(\.members))
    for value in inside.flatMap({ graph.graph.instructions[$0].results }) {
      for reader in graph.readers[value.index] where !inside.contains(reader) {
        if let home = home[reader], clusters[home]!.position < position { throw .between }
      }
    }
  }

  /// Of what the kernel makes, only the block at hand is there: rows read the product before them, which is known to be at
  /// their own index, and the product after them reads rows.
  private func checkReads(_ blocks: RowBlocks) throws(FusionProblem) {
    let rows = Set(blocks.rows.members)
    let inside = Set(blocks.stages.flatMap(\.members))
    for stage in blocks.stages {
      let own = Set(stage.members)
      for member in stage.members + stage.prologue where !rows.contains(member) {
        for read in graph.reads[member] {
          guard let definition = graph.definition[read.value.index], inside.contains(definition),
            !own.contains(definition)
          else { continue }
          let isRow =
            member == blocks.after?.owner && read.operand == blocks.after?.operand
            && rows.contains(definition)
          if !isRow { throw .otherIndex }
        }
      }
    }
  }

  private func rowByteCount(_ value: Graph.Value, _ rows: Cluster) -> Int {
    (graph.graph[type: value].tensor?.byteCount ?? 0) / max(1, rows.domainCount)
  }

  /// Whether the kernel of an instruction works on blocks of rows.
  func holdsBlocks(_ instruction: Int) -> Bool {
    home[instruction].map { clusters[$0]?.blocks != nil } ?? false
  }

  /// What two clusters would be together, in any way.
  /// - Throws: why they stay apart.
  func together(_ a: Int, _ b: Int) throws(FusionProblem) -> Cluster {
    let (first, second) = clusters[a]!.position < clusters[b]!.position ? (a, b) : (b, a)
    switch (owner(of: first), owner(of: second)) {
    case (_?, nil) where clusters[second]!.owner == nil && hasReduction(clusters[second]!):
      return Cluster(try blocks(of: second, before: first, after: nil))
    case (nil, _?) where clusters[first]!.owner == nil && hasReduction(clusters[first]!):
      return Cluster(try blocks(of: first, before: nil, after: second))
    default: return try joined(a, b)
    }
  }

  // MARK: One product

  private func types(_ instruction: Int) -> [TensorType] {
    graph.graph.instructions[instruction].operands.compactMap { graph.graph[type: $0].tensor }
  }

  /// The product whose results `index` reads as rows.
  private func product(_ product: Int, before index: Int) throws(FusionProblem) -> RowBlocks.Product {
    let (cluster, rows) = (clusters[product]!, clusters[index]!)
    guard let owner = cluster.owner, let primitive = self.owner(of: product) else { throw .bothOwnLoops }
    let apart = FusionProblem.elementsOnly(name: name(of: owner))
    // The rows share all loops with the product but the one over its columns.
    guard let shared = try loops(of: cluster, readBy: rows), shared.count == rows.domain.count,
      cluster.domain.count == shared.count + 1, let resultAxes = cluster.axes[owner],
      let columns = cluster.domain.indices.first(where: { loop in !shared.contains { $0.first == loop } })
    else { throw apart }
    let axes = shared.map { resultAxes[$0.first] }
    let types = types(owner)
    for operand in 0...1 {
      guard let matrix = primitive.matrixAxes(rows: operand, types), matrix.column == resultAxes[columns],
        axes.contains(matrix.row)
      else { continue }
      let values = try values(of: cluster, readBy: rows)
      try checkFactor(1 - operand, of: primitive, types, Set(values.keys))
      return RowBlocks.Product(
        owner: owner, primitive: primitive, operand: operand, axes: axes, rowAxis: matrix.row,
        values: values.mapValues { own in shared.map { own[$0.first] } })
    }
    throw apart
  }

  /// The product whose rows `index` makes.
  private func product(_ product: Int, after index: Int) throws(FusionProblem) -> RowBlocks.Product {
    let (cluster, rows) = (clusters[product]!, clusters[index]!)
    guard let owner = cluster.owner, let primitive = self.owner(of: product) else { throw .bothOwnLoops }
    let reads = graph.reads[owner].filter {
      graph.definition[$0.value.index].map(rows.members.contains) ?? false
    }
    guard let first = reads.first, reads.allSatisfy({ $0.operand == first.operand }) else {
      throw .otherIndex
    }
    let types = types(owner)
    let values = try values(of: rows, readBy: cluster)
    let resultType = graph.graph[type: graph.graph.instructions[owner].results[0]].tensor!
    guard Set(values.keys) == Set(reads.map(\.value)),
      let matrix = primitive.matrixAxes(rows: first.operand, types)
    else { throw .otherIndex }
    let axes = try domainAxes(of: reads, rows)
    // Every index of the batch has rows of its own.
    let around = (0..<resultType.rank).filter { $0 != matrix.column && resultType.shape[$0] != 1 }
    guard axes.sorted() == around, axes.contains(matrix.row) else { throw .otherIndex }
    try checkFactor(1 - first.operand, of: primitive, types, Set(values.keys))
    return RowBlocks.Product(
      owner: owner, primitive: primitive, operand: first.operand, axes: axes, rowAxis: matrix.row,
      values: values)
  }

  /// By loop of the domain of `rows`: the axis of the reader's result at whose index the values are read.
  private func domainAxes(of reads: [FusionGraph.Read], _ rows: Cluster) throws(FusionProblem) -> [Int] {
    var known: [Int]?
    for read in reads {
      guard let definition = graph.definition[read.value.index], let own = rows.axes[definition] else {
        continue
      }
      let axes = own.compactMap { read.axes[$0] }
      guard axes.count == own.count, known == nil || known == axes else { throw .otherIndex }
      known = axes
    }
    return known ?? []
  }

  /// What `second` reads of `first`, and the axes of it along which the loops of `first` go.
  ///
  /// What others read as well goes through memory anyway.
  private func values(
    of first: Cluster, readBy second: Cluster
  ) throws(FusionProblem) -> [Graph.Value: [Int]] {
    let inside = Set(first.members)
    let readers = Set(second.members)
    var values: [Graph.Value: [Int]] = [:]
    for read in second.members.flatMap({ graph.reads[$0] }) {
      if let definition = graph.definition[read.value.index], inside.contains(definition) {
        values[read.value] = first.axes[definition]
      }
    }
    let own = values.filter { value, _ in
      !graph.isResult[value.index]
        && graph.readers[value.index].allSatisfy { readers.contains($0) || inside.contains($0) }
    }
    if own.isEmpty { throw .needed }
    return own
  }

  /// The factor that is read again for each block: better that than what goes through memory.
  private func checkFactor(
    _ operand: Int, of product: DotGeneral, _ types: [TensorType], _ values: Set<Graph.Value>
  ) throws(FusionProblem) {
    let factor = types[operand]
    let byteCount = values.reduce(0) { $0 + (graph.graph[type: $1].tensor?.byteCount ?? 0) }
    if byteCount < factor.byteCount {
      throw .smallRows(byteCount: byteCount, factorByteCount: factor.byteCount)
    }
    let batch = (operand == 0 ? product.lhsBatch : product.rhsBatch).reduce(1) { $0 * factor.shape[$1] }
    let near = factor.byteCount / max(1, batch)
    if near > FusionLimits.factorByteCount { throw .farFactor(byteCount: near) }
  }
}
