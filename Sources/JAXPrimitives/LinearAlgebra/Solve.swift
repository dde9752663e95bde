package import JAXIR

/// The solutions of systems: `A X = B`, or `Aᵀ X = B`, for each of a batch, by LAPACK's `getrf` and `trsm`.
///
/// `[…, n, n], […, n, k] → […, n, k]`. A singular matrix gives infinities and NaN.
///
/// - (C1) Both operands are of one dtype that LAPACK computes in, and have as many axes, at least two.
/// - (C2) They agree in the batch axes and in the number of rows; `A` is square.
package struct Solve: LinearPrimitive {
  /// Whether the matrix is transposed.
  package var transposes = false

  package init() {}
  package init(transposes: Bool) { self.transposes = transposes }

  package static var attributes: [Attribute<Self>] { [Attribute("transposes", \.transposes)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(2)
    return try LapackSignature(LapackRoutine(.trsm, "NLNL"), types).resultTypes().map(ValueType.tensor)
  }
}

extension Solve: ExpandedPrimitive {
  package func expansion(of operands: [TensorType]) throws(JAXError) -> Graph {
    try expansion(of: operands) { (parameters) throws(JAXError) in
      let (matrix, side) = (parameters[0], parameters[1])
      let factors = Tracer.apply(
        LapackCall(LapackRoutine(.getrf)), [transposes ? matrix.matrixTransposed() : matrix])
      let rows = Tracer.apply(PivotsToPermutation(count: side.rowCount), factors[1])
      let below = Tracer.apply(
        LapackCall(LapackRoutine(.trsm, "ULNL")), factors[0], side.rowsTaken(rows))
      return [.apply(LapackCall(LapackRoutine(.trsm, "NLNU")), factors[0], below)]
    }
  }
}

// MARK: - Rules

extension Solve {
  /// `A dX = dB − dA X` (Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
  /// differentiation", 2008).
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let solution = rule.apply(self)[0]
    var change = rule.tangents[1]
    if let tangent = rule.tangents[0] {
      let product = (transposes ? tangent.matrixTransposed() : tangent).matrixProduct(solution)
      change = change.map { $0 - product } ?? -product
    }
    return ([solution], [change.map { Tracer.apply(self, rule.primals[0], $0) }])
  }

  /// The solution with the transposed matrix.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let matrix = rule.residual(0) else {
      throw JAXError(.unsupported, "the transpose of the solution of a system in its matrix")
    }
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    return [nil, Tracer.apply(Solve(transposes: !transposes), matrix, cotangent)]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands(withBatchAxisAt: 0)), [0])
  }
}
