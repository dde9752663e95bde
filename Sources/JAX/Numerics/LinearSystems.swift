import JAXIR
import JAXPrimitives

extension LinearAlgebra {
  /// The `x` of `a x = b`: `[…, n, n], […, n, k] → […, n, k]`; a `b` of one axis is a column, and so is the result.
  ///
  /// The axes before the last two broadcast against each other. A singular matrix gives infinities and NaN.
  public static func solve(
    _ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("LinearAlgebra.solve", file, line)
    return call.run(a, b) { () throws(JAXError) in
      let (a, sides) = try call.system(a, b, forLapack: true)
      let solution = try Tensor.make(Solve(), [a, sides], at: call.location)
      return b.rank == 1 ? solution.squeezed([a.rank - 1]) : solution
    }
  }

  /// The `x` of `a x = b` for triangular `a`, of which only that triangle is read; with `a` transposed, or conjugated, or
  /// both, where told. Shapes are those of `solve`.
  public static func solveTriangular(
    _ a: Tensor, _ b: Tensor, isLower: Bool = false, hasUnitDiagonal: Bool = false,
    isTransposed: Bool = false,
    isConjugated: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("LinearAlgebra.solveTriangular", file, line)
    return call.run(a, b) { () throws(JAXError) in
      let (a, sides) = try call.system(a, b)
      let primitive = TriangularSolve(
        isLeft: true, isLower: isLower, hasUnitDiagonal: hasUnitDiagonal, transposes: isTransposed,
        conjugates: isConjugated)
      let solution = try Tensor.make(primitive, [a, sides], at: call.location)
      return b.rank == 1 ? solution.squeezed([a.rank - 1]) : solution
    }
  }

  /// The inverses: `[…, n, n] → […, n, n]`. To solve a system, `solve` is quicker and more accurate.
  public static func inv(_ a: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("LinearAlgebra.inv", file, line)
    return call.run(a) { () throws(JAXError) in
      let a = try call.matrices(a, areSquare: true)
      return solve(a, Tensor.eye(a.shape[a.rank - 1], nil, a.dtype), file: file, line: line)
    }
  }

  /// The determinants: `[…, n, n] → […]`.
  public static func det(_ a: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("LinearAlgebra.det", file, line)
    return call.run(a) { () throws(JAXError) in
      let (diagonal, parity) = try call.diagonalOfFactor(a)
      return diagonal.product(axes: [-1]) * parity
    }
  }

  /// The sign of the determinants, a number of magnitude 1 or 0, and the logarithm of their magnitudes:
  /// `[…, n, n] → […], […]`. Neither overflows.
  public static func slogdet(
    _ a: Tensor, file: String = #fileID, line: Int = #line
  ) -> (sign: Tensor, logarithm: Tensor) {
    let call = OperationCall("LinearAlgebra.slogdet", file, line)
    let results = call.run(2, [a]) { () throws(JAXError) in
      let (diagonal, parity) = try call.diagonalOfFactor(a)
      return [sign(diagonal).product(axes: [-1]) * parity, log(abs(diagonal)).sum(axes: [-1])]
    }
    return (results[0], results[1])
  }
}

// MARK: - Parts

extension OperationCall {
  /// The same for several results, which are all poisoned when one operand is.
  func run(_ count: Int, _ operands: [Tensor], body: () throws(JAXError) -> [Tensor]) -> [Tensor] {
    var results: [Tensor] = []
    let first = run(operands) { () throws(JAXError) in
      results = try body()
      return results[0]
    }
    return results.isEmpty ? Array(repeating: first, count: count) : results
  }

  /// The tensor in a dtype that has fractions.
  ///
  /// - Throws: `shapeMismatch` unless it holds matrices, square ones where told; `dtypeMismatch` where LAPACK is to
  ///   compute and does not in this dtype.
  func matrices(
    _ a: Tensor, areSquare: Bool = false, forLapack: Bool = false
  ) throws(JAXError) -> Tensor {
    guard a.rank >= 2 else {
      throw JAXError(.shapeMismatch, "\(a.type) is no matrix: it has \(a.rank == 0 ? "no axis" : "one axis")")
    }
    guard !areSquare || a.shape[a.rank - 1] == a.shape[a.rank - 2] else {
      throw JAXError(.shapeMismatch, "\(a.type) is no square matrix")
    }
    let dtype = Promotion.inexact(a.typed).dtype
    if forLapack { try checkLapack(dtype) }
    return try a.convert(to: Promotion.Typed(dtype), at: location)
  }

  private func checkLapack(_ dtype: DType) throws(JAXError) {
    guard LapackRoutine.Name.getrf.symbol(for: dtype) == nil else { return }
    throw JAXError(
      .dtypeMismatch, "LAPACK does not compute in \(dtype)", hint: "convert with asType(.float32)")
  }

  /// `(a + aᴴ) / 2` where told.
  func hermitian(_ a: Tensor, _ symmetrizes: Bool) -> Tensor {
    symmetrizes ? 0.5 * (a + a.conjugate.swappedAxes(-1, -2)) : a
  }

  /// The matrices and sides of a system in one dtype and of one batch, a side of one axis as a column.
  func system(
    _ a: Tensor, _ b: Tensor, forLapack: Bool = false
  ) throws(JAXError) -> (Tensor, Tensor) {
    _ = try matrices(a, areSquare: true)
    guard b.rank >= 1 else { throw JAXError(.shapeMismatch, "the right side \(b.type) has no axis") }
    let size = a.shape[a.rank - 1]
    let sides = b.rank == 1 ? b.expanded(at: 1) : b
    guard sides.shape[sides.rank - 2] == size else {
      throw JAXError(.shapeMismatch, "\(a.type) and \(b.type) are no system: there are \(size) unknowns")
    }
    let common = Promotion.inexact(Promotion.common([a.typed, b.typed])).dtype
    if forLapack { try checkLapack(common) }
    func batch(_ x: Tensor) throws(JAXError) -> TensorType {
      x.type.with(shape: try Shape(Array(x.shape.dropLast(2))))
    }
    let shape = try Shape.broadcast([batch(a), batch(sides)]).extents
    func ready(_ x: Tensor) throws(JAXError) -> Tensor {
      try x.convert(to: Promotion.Typed(common), at: location)
        .broadcast(to: Shape(shape + x.shape.suffix(2)), at: location)
    }
    return (try ready(a), try ready(sides))
  }

  func lapack(_ routine: LapackRoutine, _ operands: Tensor...) throws(JAXError) -> [Tensor] {
    return try Tensor.results(of: LapackCall(routine), operands, at: location)
  }

  /// `results` where `info` is 0, NaN for the other matrices of the batch.
  func valid(_ info: Tensor, _ results: [Tensor]) -> [Tensor] {
    let isValid = info .== 0
    return results.map { result in
      let shape = isValid.shape + Array(repeating: 1, count: result.rank - isValid.rank)
      return select(isValid.reshaped(shape), result, Tensor(weak: .nan))
    }
  }

  /// The first `rows` × `columns` elements of each matrix.
  func leading(_ a: Tensor, _ rows: Int, _ columns: Int) throws(JAXError) -> Tensor {
    let limits = Array(a.shape.dropLast(2)) + [rows, columns]
    if limits == a.shape { return a }
    let slice = JAXPrimitives.Slice(
      starts: limits.map { _ in 0 }, limits: limits, strides: limits.map { _ in 1 })
    return try .make(slice, [a], at: location)
  }

  /// Where each element is along `axis`, as `int32`.
  func positions(_ shape: [Int], axis: Int) throws(JAXError) -> Tensor {
    try .make(Iota(.int32, shape: shape, axis: axis), [], at: location)
  }

  /// Which of `count` rows stands in each place after the exchanges: `[…, k] → […, count]`.
  func permutation(_ pivots: Tensor, count: Int) throws(JAXError) -> Tensor {
    try .make(PivotsToPermutation(count: count), [pivots], at: location)
  }

  /// The eigenvalues among the results of `geev` on `a`.
  func values(of results: [Tensor], _ a: Tensor) -> Tensor {
    a.dtype.isComplex ? results[0] : Tensor(real: results[0], imaginary: results[1])
  }

  /// The diagonal of U in `P L U = a`, and 1 or −1 as P is an even or an odd number of exchanges.
  func diagonalOfFactor(_ a: Tensor) throws(JAXError) -> (diagonal: Tensor, parity: Tensor) {
    let a = try matrices(a, areSquare: true, forLapack: true)
    let factors = try lapack(LapackRoutine(.getrf), a)
    let isDiagonal = try positions(a.shape, axis: a.rank - 2) .== positions(a.shape, axis: a.rank - 1)
    let diagonal = select(isDiagonal, factors[0], 0).sum(axes: [-1])
    let isExchanged = try factors[1] - 1 .!= positions(factors[1].shape, axis: a.rank - 2)
    let exchanges = isExchanged.asType(.int32).sum(axes: [-1])
    return (diagonal, (1 - 2 * (exchanges & 1)).asType(a.dtype))
  }
}
