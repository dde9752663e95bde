package import JAXIR

/// The solutions of systems with triangular matrices: `op(A) X = B`, or `X op(A) = B`, for each of a batch.
///
/// `[…, m, m], […, m, n] → […, m, n]` with the matrix on the left, `[…, m, m], […, n, m] → […, n, m]` on the right.
/// Only one triangle of `A` is read, without its diagonal where that is said to be of ones. By substitution: each
/// element is computed from those before it, one fused multiply–subtract after the other, and divided by the diagonal;
/// half precision is computed in `float32` and rounded once.
///
/// - (C1) Both operands are of one floating or complex dtype, and have as many axes, at least two.
/// - (C2) They agree in the batch axes; `A` is square and as large as the axis of `B` that it is multiplied along.
package struct TriangularSolve: LinearPrimitive {
  /// Whether the matrix stands on the left of the unknown.
  package var isLeft = true
  /// Whether the lower triangle is read.
  package var isLower = true
  package var hasUnitDiagonal = false
  /// Whether `op` transposes, and whether it takes the complex conjugate.
  package var transposes = false
  package var conjugates = false

  package init() {}
  package init(
    isLeft: Bool, isLower: Bool, hasUnitDiagonal: Bool = false, transposes: Bool = false,
    conjugates: Bool = false
  ) {
    self.isLeft = isLeft
    self.isLower = isLower
    self.hasUnitDiagonal = hasUnitDiagonal
    self.transposes = transposes
    self.conjugates = conjugates
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("left", \.isLeft), Attribute("lower", \.isLower),
      Attribute("unit_diagonal", \.hasUnitDiagonal), Attribute("transposes", \.transposes),
      Attribute("conjugates", \.conjugates),
    ]
  }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(2)
    let (matrix, side) = (types[0], types[1])
    try DTypeDomain.floatsAndComplex.check(matrix.dtype)
    guard side.dtype == matrix.dtype else {
      throw JAXError(.dtypeMismatch, "operands of \(matrix.dtype) and \(side.dtype) do not mix")
    }
    let rank = matrix.rank
    guard rank >= 2, side.rank == rank,
      matrix.shape.extents.dropLast(2) == side.shape.extents.dropLast(2),
      matrix.shape[rank - 1] == matrix.shape[rank - 2],
      matrix.shape[rank - 1] == side.shape[isLeft ? rank - 2 : rank - 1]
    else {
      throw JAXError(
        .shapeMismatch, "the matrix \(matrix) does not stand \(isLeft ? "left" : "right") of a \(side)")
    }
    return [.tensor(side)]
  }
}

// MARK: - Lowering

extension TriangularSolve {
  /// Where one unknown follows from others, the sides beside each other are solved at once: `M y = c` for every
  /// column `c`, with `M` the matrix or its transpose, so that it stands on the left.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let matrix = site.operandTypes[0].tensor, let side = site.operandTypes[1].tensor else {
      preconditionFailure("checked by the type rule")
    }
    guard side.shape.count > 0 else { return }
    let rank = side.rank
    let size = matrix.shape[rank - 1]
    let columns = side.shape[isLeft ? rank - 1 : rank - 2]
    let component = side.dtype.component.accumulator
    let isFlipped = transposes == isLeft
    let isForward = isLower != isFlipped
    let parts = side.dtype.partCount
    let solved = site.scratch(component, count: side.shape.count * parts)
    try site.kernel(Self.name) { kernel in
      let builder = kernel.builder
      let memory = kernel.buffer(solved, .readWrite)
      let batch = Array(side.shape.extents.dropLast(2))
      func place(_ step: AffineIndex) -> AffineIndex { isForward ? step : step * -1 + (size - 1) }
      func coefficient(_ batch: [AffineIndex], _ row: AffineIndex, _ column: AffineIndex) -> [Scalar] {
        let index = batch + (isFlipped ? [column, row] : [row, column])
        let element = kernel.operand(0).element(at: index).widened(to: component)
        return conjugates ? element.conjugated : element
      }
      builder.forEach(batch) { batch in
        let start = Reshape.offset(of: batch, in: side.shape)
        func known(_ row: AffineIndex, _ column: AffineIndex, part: Int) -> AffineIndex {
          (start + row * columns + column) * parts + part
        }
        builder.loop(.serial, to: size) { step in
          let row = place(step.index)
          builder.loop(.parallel, to: columns) { column in
            let index = batch + (isLeft ? [row, column.index] : [column.index, row])
            let right = kernel.operand(1).element(at: index).widened(to: component)
            var sum = builder.loop(from: .constant(0), to: .value(step.value), carrying: right) {
              earlier, sum in
              let other = place(earlier.index)
              let values = (0..<parts).map { builder.load(memory, at: known(other, column.index, part: $0)) }
              return sum.subtracting(coefficient(batch, row, other), values)
            }
            if !hasUnitDiagonal { sum = sum.divided(by: coefficient(batch, row, row)) }
            for (part, value) in sum.enumerated() {
              builder.store(value, to: memory, at: known(row, column.index, part: part))
            }
            kernel.store(Element(parts: sum.map { $0.convert(to: side.dtype.component) }), to: 0, at: index)
          }
        }
      }
    }
  }
}

// MARK: - Numbers in parts

extension Element {
  func widened(to component: DType) -> [Scalar] { parts.map { $0.convert(to: component) } }
}

/// A number, real or with two parts.
extension [Scalar] {
  var conjugated: [Scalar] { count == 1 ? self : [self[0], -self[1]] }

  /// `self − a · b`, one rounding for each product.
  func subtracting(_ a: [Scalar], _ b: [Scalar]) -> [Scalar] {
    if count == 1 { return [(-a[0]).fma(b[0], self[0])] }
    return [
      a[1].fma(b[1], (-a[0]).fma(b[0], self[0])), (-a[1]).fma(b[0], (-a[0]).fma(b[1], self[1])),
    ]
  }

  func divided(by divisor: [Scalar]) -> [Scalar] {
    if count == 1 { return [self[0] / divisor[0]] }
    let quotient = ComplexScalar(self[0], self[1]) / ComplexScalar(divisor[0], divisor[1])
    return [quotient.real, quotient.imaginary]
  }
}
