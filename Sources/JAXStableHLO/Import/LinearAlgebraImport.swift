import JAXIR
import JAXPrimitives

extension Importer {
  /// Factors, solutions of triangular systems, and Fourier transforms.
  static let linearAlgebraRules: [String: Rule] = [
    "stablehlo.cholesky": { (site) throws(JAXError) in
      let isLower = try site.boolean("lower", default: false)
      return [try site.apply(Cholesky(isLower: isLower), try site.operands(1)[0])]
    },
    "stablehlo.triangular_solve": { (site) throws(JAXError) in try site.triangularSolve() },
    "stablehlo.fft": { (site) throws(JAXError) in
      let word = try site.word("fft_type") ?? "FFT"
      guard let kind = Fft.Kind(rawValue: word.lowercased()) else {
        throw site.invalid("'\(word)' is no transform")
      }
      return [try site.apply(Fft(kind, lengths: try site.integers("fft_length")), try site.operands(1)[0])]
    },
  ]
}

extension OperationSite {
  mutating func triangularSolve() throws(JAXError) -> [Graph.Value] {
    var solve = TriangularSolve(
      isLeft: try boolean("left_side", default: false), isLower: try boolean("lower", default: false),
      hasUnitDiagonal: try boolean("unit_diagonal", default: false))
    let word = try word("transpose_a") ?? "NO_TRANSPOSE"
    guard ["NO_TRANSPOSE", "TRANSPOSE", "ADJOINT"].contains(word) else {
      throw invalid("'\(word)' is no transposition")
    }
    solve.transposes = word != "NO_TRANSPOSE"
    solve.conjugates = word == "ADJOINT"
    return try apply(solve, try operands(2))
  }
}
