package import JAXIR

extension TriangularSolve {
  /// `op(A) dX = dB − op(dA) X`, and likewise from the right; of `dA` only what is read of `A` counts.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let solution = rule.apply(self)[0]
    return ([solution], [tangent(of: solution, rule.primals[0], rule.tangents[0], rule.tangents[1])])
  }

  /// The tangent of a solution with `matrix`; nil for a tangent that is zero.
  func tangent(
    of solution: Tracer, _ matrix: Tracer, _ ofMatrix: Tracer?, _ ofSide: Tracer?
  ) -> Tracer? {
    var change = ofSide
    if let ofMatrix {
      var read = ofMatrix.triangle(isLower: isLower, withDiagonal: !hasUnitDiagonal)
      if transposes { read = read.matrixTransposed() }
      if conjugates { read = read.conjugate() }
      let product = isLeft ? read.matrixProduct(solution) : solution.matrixProduct(read)
      change = change.map { $0 - product } ?? -product
    }
    return change.map { Tracer.apply(self, matrix, $0) }
  }

  /// The solution with the transposed matrix.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let matrix = rule.residual(0) else {
      throw JAXError(.unsupported, "the transpose of a triangular solution in its matrix")
    }
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    var solve = self
    solve.transposes.toggle()
    return [nil, Tracer.apply(solve, matrix, cotangent)]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands(withBatchAxisAt: 0)), [0])
  }
}
