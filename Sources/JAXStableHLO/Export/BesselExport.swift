import JAXIR
import JAXPrimitives

extension Exporter {
  static let besselRules: [(String, Rule)] = [
    rule(BesselI0e.self) { (_, site) throws(JAXError) in [try site.besselI0e()] }
  ]
}

extension ExportSite {
  /// The function that has no operation, by the polynomials that its primitive has, in f64 and rounded once.
  fileprivate func besselI0e() throws(JAXError) -> Term {
    let (operand, result) = (operands[0], resultTypes[0])
    let type = result.with(dtype: .float64)
    let wide = operand.type == type ? operand : try append("stablehlo.convert", [operand], to: type)
    let x = try append("stablehlo.abs", [wide], to: type)
    let one = splat(1, type)
    let isFar = try exporter.append(
      "stablehlo.compare", [x, splat(8, type)],
      [("comparison_direction", MLIR.Spelling.word("comparison_direction", "GT"))],
      results: [type.with(dtype: .bool)])[0]
    let place = try select(isFar, x, try binary("add", x, one))
    let inverse = try binary("divide", one, place)
    let far = try polynomial(
      BesselI0e.farCoefficients, at: try binary("subtract", inverse, splat(0x1p-4, type)))
    let near = try polynomial(BesselI0e.nearCoefficients, at: try binary("subtract", x, splat(4, type)))
    let root = try append("stablehlo.sqrt", [inverse], to: type)
    let value = try binary("multiply", try select(isFar, far, near), try select(isFar, root, inverse))
    return type == result ? value : try append("stablehlo.convert", [value], to: result)
  }

  private func splat(_ value: Double, _ type: TensorType) -> Term {
    constant(Literal(splat: Kernel.Constant(type.dtype, value), shape: type.shape))
  }

  private func binary(_ operation: String, _ a: Term, _ b: Term) throws(JAXError) -> Term {
    try append("stablehlo.\(operation)", [a, b], to: a.type)
  }

  private func select(_ predicate: Term, _ a: Term, _ b: Term) throws(JAXError) -> Term {
    try append("stablehlo.select", [predicate, a, b], to: a.type)
  }

  /// By Horner's rule, from the last coefficient on.
  private func polynomial(_ coefficients: [Double], at x: Term) throws(JAXError) -> Term {
    var value = splat(coefficients[coefficients.count - 1], x.type)
    for coefficient in coefficients.dropLast().reversed() {
      value = try binary("add", try binary("multiply", value, x), splat(coefficient, x.type))
    }
    return value
  }
}
