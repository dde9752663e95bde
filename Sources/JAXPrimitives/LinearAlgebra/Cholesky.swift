package import JAXIR

/// The triangular factors of Hermitian matrices: `A = L Lᴴ`, or `A = Uᴴ U`, for each of a batch.
///
/// `[…, m, m] → […, m, m]`, with zeros in the other triangle. Only one triangle of `A` is read, the one that the
/// factor has, and of its diagonal the real part. Column after column, each element less one product after the other,
/// each with one rounding; half precision is computed in `float32` and rounded once. A matrix that is not positive
/// definite gives NaN.
///
/// - (C1) The operand is of a floating or complex dtype and has at least two axes, of which the last two are equal.
package struct Cholesky: Primitive {
  /// Whether the lower triangle is read, and `L` the result.
  package var isLower = true

  package init() {}
  package init(isLower: Bool) { self.isLower = isLower }

  package static var attributes: [Attribute<Self>] { [Attribute("lower", \.isLower)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let matrix = try operands.tensors(1)[0]
    try DTypeDomain.floatsAndComplex.check(matrix.dtype)
    guard matrix.rank >= 2, matrix.shape[matrix.rank - 1] == matrix.shape[matrix.rank - 2] else {
      throw JAXError(.shapeMismatch, "takes square matrices, not \(matrix)")
    }
    return [.tensor(matrix)]
  }
}

// MARK: - Lowering

extension Cholesky {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.operandTypes[0].tensor else { preconditionFailure("checked by the type rule") }
    guard type.shape.count > 0 else { return }
    let component = type.dtype.component.accumulator
    let factor = site.scratch(component, count: type.shape.count * type.dtype.partCount)
    try site.kernel(Self.name) { kernel in
      let memory = kernel.buffer(factor, .readWrite)
      kernel.builder.forEach(Array(type.shape.extents.dropLast(2))) { batch in
        let column = CholeskyColumn(
          isLower: isLower, type: type, component: component, kernel: kernel, memory: memory, batch: batch)
        kernel.builder.loop(.serial, to: type.shape[type.rank - 1]) { column.emit($0) }
      }
    }
  }
}

/// One column of `L`, kept as a row of memory, so that neighbours in a column lie side by side.
private struct CholeskyColumn {
  let isLower: Bool
  let type: TensorType
  let component: DType
  let kernel: any KernelSite
  let memory: Kernel.Buffer
  let batch: [AffineIndex]

  private var size: Int { type.shape[type.rank - 1] }
  private var parts: Int { type.dtype.partCount }

  func emit(_ column: Scalar) {
    let builder = kernel.builder
    let rest = remainder(column.index, column)
    let diagonal = [rest[0].sqrt] + rest.dropFirst().map { $0.constant(0) }
    keep(diagonal, row: column.index, column: column.index)
    builder.loop(.parallel, from: .constant(0), to: .value(column.value)) { row, _ in
      let zero = diagonal.map { $0.constant(0) }
      store(zero, row: row.index, column: column.index)
      return []
    }
    let below = builder.value(of: column.index + 1)
    builder.loop(.parallel, from: .value(below.value), to: .constant(size)) { row, _ in
      let rest = remainder(row.index, column)
      keep(rest.map { $0 / diagonal[0] }, row: row.index, column: column.index)
      return []
    }
  }

  /// `a[row, column] − Σ L[row, k] · conj(L[column, k])` over the columns before.
  private func remainder(_ row: AffineIndex, _ column: Scalar) -> [Scalar] {
    let index = batch + (isLower ? [row, column.index] : [column.index, row])
    let element = kernel.operand(0).element(at: index).widened(to: component)
    return kernel.builder.loop(
      from: .constant(0), to: .value(column.value), carrying: isLower ? element : element.conjugated
    ) { earlier, sum in
      sum.subtracting(factor(row, earlier.index), factor(column.index, earlier.index).conjugated)
    }
  }

  private func place(_ row: AffineIndex, _ column: AffineIndex, part: Int) -> AffineIndex {
    let start = Reshape.offset(of: batch, in: type.shape)
    return (start + column * size + row) * parts + part
  }

  private func factor(_ row: AffineIndex, _ column: AffineIndex) -> [Scalar] {
    (0..<parts).map { kernel.builder.load(memory, at: place(row, column, part: $0)) }
  }

  private func keep(_ value: [Scalar], row: AffineIndex, column: AffineIndex) {
    for (part, scalar) in value.enumerated() {
      kernel.builder.store(scalar, to: memory, at: place(row, column, part: part))
    }
    store(value, row: row, column: column)
  }

  private func store(_ value: [Scalar], row: AffineIndex, column: AffineIndex) {
    let element = isLower ? value : value.conjugated
    let rounded = Element(parts: element.map { $0.convert(to: type.dtype.component) })
    kernel.store(rounded, to: 0, at: batch + (isLower ? [row, column] : [column, row]))
  }
}

// MARK: - Rules

extension Cholesky {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let result = rule.apply(self)[0]
    return ([result], [rule.tangents[0].map { Self.tangent(of: result, isLower: isLower, $0) }])
  }

  /// `dL = L Φ(L⁻¹ dA L⁻ᴴ)`, where Φ keeps the lower triangle with half of the diagonal (Murray, "Differentiation of
  /// the Cholesky decomposition", 2016); `dA` is the Hermitian matrix of the triangle that is read of `change`.
  static func tangent(of result: Tracer, isLower: Bool, _ change: Tracer) -> Tracer {
    let factor = isLower ? result : result.adjoint()
    let right = Tracer.apply(
      TriangularSolve(isLeft: false, isLower: true, transposes: true, conjugates: true), factor,
      change.hermitian(ofLower: isLower))
    let both = Tracer.apply(TriangularSolve(isLeft: true, isLower: true), factor, right)
    let below = both.triangle(isLower: true, withDiagonal: false)
    let half = (both.triangle(isLower: true) - below) * 0.5
    let derivative = factor.matrixProduct(below + half)
    return isLower ? derivative : derivative.adjoint()
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (rule.operands(withBatchAxisAt: 0).flatMap { Tracer.apply(self, [$0]) }, [0])
  }
}
