import JAXIR

// Matrices are the last two axes; the others are a batch that both sides of an operation share.

extension Tracer {
  var rowCount: Int { shape[shape.rank - 2] }
  var columnCount: Int { shape[shape.rank - 1] }

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

  /// The Hermitian matrix of which this one has a triangle; the imaginary part of its diagonal does not count.
  func hermitian(ofLower isLower: Bool) -> Tracer {
    let read = isLower ? self : adjoint()
    let beside = read.triangle(isLower: true, withDiagonal: false)
    let diagonal = read.triangle(isLower: true) - beside
    return beside + beside.adjoint() + diagonal.real().convert(to: dtype)
  }

  // MARK: Diagonals

  private func isDiagonal() -> Tracer {
    places(along: shape.rank - 2).compare(.equal, places(along: shape.rank - 1))
  }

  /// Matrices of this one's type with ones on the diagonal, and zeros.
  func identity() -> Tracer { isDiagonal().select(1, zeros()) }

  /// `[…, n, n] → […, n]`
  func diagonal() -> Tracer { isDiagonal().select(self, 0).sum(over: [shape.rank - 1]) }

  /// Numbers `[…, n]` as those of the columns of matrices like `matrix`, which multiply each its column.
  func perColumn(of matrix: Tracer) -> Tracer {
    convert(to: matrix.dtype).broadcast(over: [matrix.shape.rank - 2], to: matrix.shape)
  }

  /// Numbers `[…, m]` as those of the rows of matrices like `matrix`.
  func perRow(of matrix: Tracer) -> Tracer {
    convert(to: matrix.dtype).broadcast(over: [matrix.shape.rank - 1], to: matrix.shape)
  }

  // MARK: Parts

  /// The first `rows` × `columns` elements of each matrix.
  func leading(_ rows: Int, _ columns: Int) -> Tracer {
    let limits = shape.extents.dropLast(2) + [rows, columns]
    return Array(limits) == shape.extents ? self : slice(limits.map { _ in 0 }, Array(limits))
  }

  /// The matrices with zeros after their rows and columns, `rows` × `columns` altogether.
  func extended(_ rows: Int, _ columns: Int) -> Tracer {
    if (rows, columns) == (rowCount, columnCount) { return self }
    let none = shape.extents.map { _ in 0 }
    let pad = Pad(
      low: none, high: none.dropLast(2) + [rows - rowCount, columns - columnCount], interior: none)
    return .apply(pad, self, filled(0, .scalar(dtype)))
  }

  /// Row `rows[…, i]` of each matrix in place `i`.
  func rowsTaken(_ rows: Tracer) -> Tracer {
    guard shape.count > 0 else { return self }
    return taken(rows.broadcast(over: [shape.rank - 1], to: shape), along: shape.rank - 2)
  }
}
