import JAXIR
import JAXPrimitives

extension OperationSite {
  /// Checks of a test's results, with the tolerances of StableHLO's own runner of such tests
  /// (`stablehlo/tools/StablehloTranslateMain.cpp`): the documentation of the operations has others.
  private static let checks: [String: Check.Comparison] = [
    "check.expect_eq": .equal,
    "check.expect_close": .close(ulps: 3),
    "check.expect_almost_eq": .almostEqual(tolerance: 1e-3),
  ]

  mutating func customCall() throws(JAXError) -> [Graph.Value] {
    let target = try string("call_target_name")
    if target == "shape_assertion" { return try shapeAssertion() }
    if target == "check.eq" { return try checkQuantized() }
    if let routine = LapackRoutine.Name.named(target: target) {
      return try lapackCall(routine.name, routine.dtype, target)
    }
    guard var comparison = OperationSite.checks[target] else {
      throw unsupported("custom call of '\(target)'")
    }
    if let kept = try keptComparison() { comparison = kept }
    // A check has its effect whether the text says so or not.
    ignore("has_side_effect", "api_version", "backend_config")
    try scope.appendEffect(Check(comparison), try operands(2), at: location)
    return []
  }

  /// `check.eq(%expected, %got)`, which gives whether they are equal: what it gives is true, or the run fails.
  private mutating func checkQuantized() throws(JAXError) -> [Graph.Value] {
    ignore("has_side_effect", "api_version", "backend_config")
    let values = try operands(2)
    let isFloat = try type(of: values[0]).dtype.component.isFloat
    let comparison: Check.Comparison = isFloat ? .almostEqual(tolerance: 1e-4) : .equal
    try scope.appendEffect(Check(comparison), [values[1], values[0]], at: location)
    let truth = Literal(splat: Kernel.Constant(.bool, integer: 1), shape: .scalar)
    return operation.resultTypes.isEmpty ? [] : try apply(Constant(truth), [])
  }

  /// The comparison that our own text holds beside the operation's name, which does not say the tolerance.
  private mutating func keptComparison() throws(JAXError) -> Check.Comparison? {
    guard let attribute = attribute("backend_config"), case .string(let text) = attribute.value, !text.isEmpty
    else { return nil }
    do throws(JAXError) {
      var reader = try TextReader(text)
      let comparison = try Check.Comparison(from: &reader)
      try reader.expectEnd()
      return comparison
    } catch {
      throw invalid("'\(text)' is no tolerance of a check", at: attribute.position)
    }
  }

  /// `check.expect_eq_const %value, dense<...> : type`.
  mutating func checkAgainstConstant(_ comparison: Check.Comparison) throws(JAXError) -> [Graph.Value] {
    var comparison = comparison
    if let tolerance = attribute("tolerance") {
      guard case .float(let value) = tolerance.value else {
        throw invalid("attribute 'tolerance' is not a float", at: tolerance.position)
      }
      comparison = .almostEqual(tolerance: value)
    }
    let value = try operands(1)[0]
    let attribute = try required("value")
    guard case .dense(let literal) = attribute.value else {
      throw invalid("attribute 'value' is not dense<...>", at: attribute.position)
    }
    let expected = try apply(Constant(literal), [], regions: [])[0]
    try scope.appendEffect(Check(comparison), [value, expected], at: location)
    return []
  }
}
