package import JAXIR

extension DotGeneral {
  /// The product in the order that is fast for operands of these types.
  ///
  /// One product after the other, so that vectors run over results, but for two kinds. Where both sides are contiguous
  /// along the sums and there is nothing to run vectors over, a matrix times a vector, sums are dealt to lanes. Where
  /// sums are long and results are few, they are cut in blocks, which can be summed at once. Axes that the types do
  /// not have are for the type rule to reject: any order will do.
  package func ordered(_ lhs: TensorType, _ rhs: TensorType) -> DotGeneral {
    var product = self
    product.order = .sequential
    guard isValid(lhsBatch + lhsContracting, lhs), isValid(rhsBatch + rhsContracting, rhs) else {
      return product
    }
    // Of what has no elements, extents may multiply to more than an integer holds.
    func count(_ axes: [Int], _ type: TensorType) -> Int { axes.reduce(1) { $0 &* type.shape[$1] } }
    let depth = count(lhsContracting, lhs)
    let rows = count(lhsFree(rank: lhs.rank), lhs)
    let columns = count(rhsFree(rank: rhs.rank), rhs)
    let results = rows &* columns &* count(lhsBatch, lhs)
    let accumulator = DotAccumulator(lhs.dtype, rhs.dtype, resultDType).dtype
    if min(rows, columns) == 1, isTrailing(lhsContracting, lhs), isTrailing(rhsContracting, rhs), depth >= 16
    {
      // Four registers of 64 bytes, as a reduction takes.
      let most = min(depth, 256 / accumulator.component.byteCount)
      product.order.lanes = 1 << (Int.bitWidth - 1 - most.leadingZeroBitCount)
      let block = product.order.lanes * 256
      product.order.block = depth > block ? block : 0
    } else if depth >= 8_192, rows <= 4_096, columns <= 4_096, results <= 4_096 {
      var block = 1_024
      while block * 64 < depth { block *= 2 }
      product.order.block = block
    }
    return product
  }

  private func isValid(_ axes: [Int], _ type: TensorType) -> Bool {
    axes.allSatisfy((0..<type.rank).contains)
  }

  private func isTrailing(_ axes: [Int], _ type: TensorType) -> Bool {
    axes == Array(type.rank - axes.count..<type.rank)
  }
}
