import JAXIR
import JAXPrimitives

/// A product, what is made of its rows, and a product that these are the rows of, or two of the three: one kernel makes
/// them one after the other for a block of rows at a time, so that only a block of what goes between them is kept.
struct RowBlocks {
  /// The product before the rows, and that after them.
  let before: Product?
  let after: Product?
  /// The clusters of both with that of the rows between them, in the order in which they run.
  let stages: [Cluster]
  /// Rows that a block has at most.
  var count = 0

  /// A product, with what is computed from its results.
  struct Product {
    let owner: Int
    let primitive: DotGeneral
    /// The operand that has the rows.
    let operand: Int
    /// By loop of the domain of the rows: the axis of the product's result that it goes along.
    let axes: [Int]
    /// The axis of the result that goes from row to row.
    let rowAxis: Int
    /// By value that one of the clusters leaves to the other: the axis that each loop of the domain goes along.
    let values: [Graph.Value: [Int]]

    var batchCount: Int { primitive.lhsBatch.count }
    var loop: Int { axes.firstIndex(of: rowAxis)! }
  }

  /// The cluster that walks the rows.
  var rows: Cluster { stages.first { $0.owner == nil }! }

  func cluster(of product: Product) -> Cluster { stages.first { $0.owner == product.owner }! }

  /// The loop of the domain of the rows that is cut in blocks.
  var loop: Int { before?.loop ?? after?.loop ?? 0 }

  /// What one stage leaves to the next, and the axis that each loop of the domain goes along: kept for a block.
  private var valueAxes: [Graph.Value: [Int]] {
    (before?.values ?? [:]).merging(after?.values ?? [:]) { first, _ in first }
  }

  var values: [Graph.Value] { valueAxes.keys.sorted { $0.id < $1.id } }

  /// How far neighbours along each axis of a value are from each other in a block of it, and how far its rows are.
  func strides(of value: Graph.Value, _ type: TensorType) -> (strides: [Int], rowStride: Int) {
    let loops = valueAxes[value]!
    var strides = [Int](repeating: 0, count: type.rank)
    var count = 1
    for axis in (0..<type.rank).reversed() where !loops.contains(axis) {
      strides[axis] = type.shape[axis] == 1 ? 0 : count
      count *= type.shape[axis]
    }
    // Rows of at most a line are kept side by side.
    if count * type.dtype.byteCount > 64 { count = type.dtype.rowStride(count) }
    strides[loops[loop]] = count
    return (strides, count)
  }

  /// What is kept for a block.
  func byteCount(_ graph: FusionGraph) -> Int {
    values.reduce(0) { sum, value in
      guard let type = graph.graph[type: value].tensor else { return sum }
      return sum + count * strides(of: value, type).rowStride * type.dtype.byteCount
    }
  }

  /// What the products multiply the rows with.
  func factors(_ graph: FusionGraph) -> [Graph.Value] {
    [before, after].compactMap(\.self).flatMap { product in
      graph.reads[product.owner].filter { $0.operand != product.operand }.map(\.value)
    }
  }
}
