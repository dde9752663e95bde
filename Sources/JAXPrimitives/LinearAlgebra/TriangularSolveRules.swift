package import JAXIR

extension TriangularSolve {
  /// `op(A) dX = dB − op(dA) X`, and likewise from the right; of `dA` only what is read of `A` counts.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let solution = rule.apply(self)[0]
    var change = rule.tangents[1]
    if let tangent = rule.tangents[0] {
      var matrix = tangent.triangle(isLower: isLower, withDiagonal: !hasUnitDiagonal)
      if transposes { matrix = matrix.matrixTransposed() }
      if conjugates { matrix = matrix.conjugate() }
      let product = isLeft ? matrix.matrixProduct(solution) : solution.matrixProduct(matrix)
      change = change.map { $0 - product } ?? -product
    }
    return ([solution], [change.map { Tracer.apply(self, rule.primals[0], $0) }])
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
