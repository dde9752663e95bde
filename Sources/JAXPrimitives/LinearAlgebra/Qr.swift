package import JAXIR

/// The factors of matrices into `Q`, with orthonormal columns, and an upper triangular `R`: `A = Q R`, for each of a
/// batch, by LAPACK's `geqrf` and `orgqr`.
///
/// `[…, m, n] → […, m, k], […, k, n]`, where k is the lesser of m and n, or m for a complete base. The diagonal of `R`
/// is real, of either sign.
///
/// - (C1) The operand is of a dtype that LAPACK computes in and has at least two axes.
package struct Qr: Primitive {
  /// Whether `Q` is square.
  package var isComplete = false

  package init() {}
  package init(isComplete: Bool) { self.isComplete = isComplete }

  package static var attributes: [Attribute<Self>] { [Attribute("is_complete", \.isComplete)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let matrix = try operands.tensors(1)[0]
    _ = try LapackSignature(LapackRoutine(.geqrf), [matrix])
    let (batch, m) = (matrix.shape.extents.dropLast(2), matrix.shape[matrix.rank - 2])
    let n = matrix.shape[matrix.rank - 1]
    let columns = isComplete ? m : min(m, n)
    return [
      .tensor(matrix.with(shape: try Shape(batch + [m, columns]))),
      .tensor(matrix.with(shape: try Shape(batch + [columns, n]))),
    ]
  }
}

extension Qr: ExpandedPrimitive {
  package func expansion(of operands: [TensorType]) throws(JAXError) -> Graph {
    try expansion(of: operands) { (parameters) throws(JAXError) in
      let (m, n) = (parameters[0].rowCount, parameters[0].columnCount)
      let columns = isComplete ? m : min(m, n)
      let factors = Tracer.apply(LapackCall(LapackRoutine(.geqrf)), parameters)
      let reflections = factors[0].leading(m, min(columns, n)).extended(m, columns)
      return [
        .apply(LapackCall(LapackRoutine(.orgqr)), reflections, factors[1]),
        factors[0].leading(columns, n).triangle(isLower: false),
      ]
    }
  }
}

// MARK: - Rules

extension Qr {
  /// With `M = Qᴴ dA R⁻¹`: `dQ = dA R⁻¹ + Q (Ω − M)` and `dR = (M − Ω) R`, where Ω is the skew-Hermitian matrix with the
  /// lower triangle of M, and the imaginary part of its diagonal (Walter and Lehmann, "Algorithmic differentiation of
  /// linear algebra functions with application in optimum experimental design", 2010; Roberts and Roberts, "QR and LQ
  /// decomposition matrix backpropagation algorithms", 2020, for complex and for wide matrices: a wide `A = [A₁ A₂]` has
  /// the factors `Q [R₁ R₂]`, of which `A₁ = Q R₁` determines Q).
  ///
  /// - Throws: `unsupported` for a complete base of a tall matrix: its last columns are not determined.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let results = rule.apply(self)
    guard let change = rule.tangents[0] else { return (results, [nil, nil]) }
    let (q, r) = (results[0], results[1])
    let (m, n) = (change.rowCount, change.columnCount)
    guard !isComplete || m <= n else {
      throw JAXError(
        .unsupported, "the derivative of a complete base of \(change.type): its last columns may be any",
        hint: "the factors without `isComplete` have a derivative")
    }
    let first = r.leading(r.rowCount, r.rowCount)
    let beside = Tracer.apply(
      TriangularSolve(isLeft: false, isLower: false), first, change.leading(m, r.rowCount))
    let inner = q.adjoint().matrixProduct(beside)
    let below = inner.triangle(isLower: true, withDiagonal: false)
    var turn = below - below.adjoint()
    if turn.dtype.isComplex {
      turn = turn + inner.identity() * (inner - inner.real().convert(to: inner.dtype))
    }
    let ofBase = q.matrixProduct(turn - inner) + beside
    var ofTriangle = (inner - turn).matrixProduct(first)
    if n > m {
      let axis = change.shape.rank - 1
      let rest = change.slice(m..<n, along: axis) - ofBase.matrixProduct(r.slice(m..<n, along: axis))
      ofTriangle = ofTriangle.concatenated(with: q.adjoint().matrixProduct(rest), along: axis)
    }
    return (results, [ofBase, ofTriangle])
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands(withBatchAxisAt: 0)), [0, 0])
  }
}
