package import JAXIR

/// A primitive that reduces axes of operands of one shape: each result has the axes that are kept.
package protocol ReductionPrimitive: Primitive {
  /// The reduced axes, in ascending order.
  var axes: [Int] { get set }
  var order: ReductionOrder { get set }

  /// The elements of the results at `index`, one index per axis that is kept, reduced right there.
  ///
  /// The order allows it: `ReductionOrder.isOnePass`.
  /// - Throws: `unsupported` when a region does what cannot be inlined.
  func elements(
    at index: [AffineIndex], of operands: [ElementSource], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element]
}

extension ReductionOrder {
  /// Whether `axes` of `shape` are not cut in blocks.
  package func isWhole(_ shape: Shape, axes: [Int]) -> Bool {
    block == 0 || AxisGroups(axes, of: shape).extents.last ?? 1 <= block
  }

  /// Whether one loop nest can reduce `axes` of `shape` in this order without memory for the results of blocks.
  package func isOnePass(_ shape: Shape, axes: [Int]) -> Bool {
    if isWhole(shape, axes: axes) { return true }
    let extent = AxisGroups(axes, of: shape).extents.last ?? 1
    // One lane takes the results of blocks as they come, if those are not cut in blocks in turn.
    return lanes == 1 && (extent + block - 1) / block <= block
  }

  /// How many accumulators make one result, those of blocks and of the results of blocks included.
  func accumulatorCount(of shape: Shape, axes: [Int]) -> Int {
    var extent = AxisGroups(axes, of: shape).extents.last ?? 1
    var count = lanes
    while block > 0, extent > block {
      extent = (extent + block - 1) / block
      count += extent * lanes
    }
    return count
  }
}
