import JAXIR
import JAXPrimitives

extension Exporter {
  static let linearAlgebraRules: [(String, Rule)] = [
    rule(Cholesky.self) { (cholesky, site) throws(JAXError) in
      try site.append("stablehlo.cholesky", [("lower", cholesky.isLower.description)])
    },
    rule(TriangularSolve.self) { (solve, site) throws(JAXError) in
      var matrix = site.operands[0]
      // There is no word for a conjugate that is not transposed.
      if solve.conjugates, !solve.transposes { matrix = try site.conjugate(matrix) }
      let word = solve.transposes ? solve.conjugates ? "ADJOINT" : "TRANSPOSE" : "NO_TRANSPOSE"
      let attributes = [
        (name: "left_side", value: solve.isLeft.description),
        (name: "lower", value: solve.isLower.description),
        (name: "unit_diagonal", value: solve.hasUnitDiagonal.description),
        (name: "transpose_a", value: MLIR.Spelling.word("transpose", word)),
      ]
      return [
        try site.append(
          "stablehlo.triangular_solve", [matrix, site.operands[1]], attributes, to: site.resultTypes[0])
      ]
    },
    expanded(PivotsToPermutation.self), expanded(Qr.self), expanded(Solve.self),
    rule(Fft.self) { (fft, site) throws(JAXError) in
      try site.append(
        "stablehlo.fft",
        [
          ("fft_type", MLIR.Spelling.word("fft_type", fft.kind.rawValue.uppercased())),
          ("fft_length", MLIR.Spelling.array(fft.lengths)),
        ])
    },
  ]
}

extension Exporter {
  /// An entry for a primitive that means other ones, which are written where it stands.
  private static func expanded<P: ExpandedPrimitive>(_: P.Type) -> (String, Rule) {
    rule(P.self) { (primitive, site) throws(JAXError) in
      let expansion = try primitive.expansion(of: site.operands.map(\.type))
      return try site.exporter.body(expansion, site.operands).compactMap { $0 }
    }
  }
}

extension ExportSite {
  fileprivate func conjugate(_ term: Exporter.Term) throws(JAXError) -> Exporter.Term {
    guard term.type.dtype.isComplex else { return term }
    let parts = term.type.with(dtype: term.type.dtype.component)
    let real = try append("stablehlo.real", [term], to: parts)
    let imaginary = try append("stablehlo.imag", [term], to: parts)
    return try append(
      "stablehlo.complex", [real, try append("stablehlo.negate", [imaginary], to: parts)], to: term.type)
  }
}
