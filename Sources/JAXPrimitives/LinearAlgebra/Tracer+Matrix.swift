import JAXIR

// Matrices are the last two axes; the others are a batch that both sides of an operation share.

extension Tracer {
  /// `[…, m, k] × […, k, n] → […, m, n]`
  func matrixProduct(_ other: Tracer) -> Tracer {
    let rank = shape.rank
    let batch = Array(0..<rank - 2)
    let product = DotGeneral(
      lhsBatch: batch, rhsBatch: batch, lhsContracting: [rank - 1], rhsContracting: [rank - 2],
      resultDType: dtype)
    return .apply(product.ordered(type, other.type), self, other)
  }

  /// `[…, m, n] → […, n, m]`
  func matrixTransposed() -> Tracer {
    let rank = shape.rank
    return transpose(Array(0..<rank - 2) + [rank - 1, rank - 2])
  }

  func adjoint() -> Tracer { matrixTransposed().conjugate() }

  /// The elements on one side of the diagonal, and on it where told; zeros elsewhere.
  func triangle(isLower: Bool, withDiagonal: Bool = true) -> Tracer {
    let rank = shape.rank
    let (row, column) = (places(along: rank - 2), places(along: rank - 1))
    let comparison: Comparison =
      switch (isLower, withDiagonal) {
      case (true, true): .greaterEqual
      case (true, false): .greater
      case (false, true): .lessEqual
      case (false, false): .less
      }
    return row.compare(comparison, column).select(self, 0)
  }
}
