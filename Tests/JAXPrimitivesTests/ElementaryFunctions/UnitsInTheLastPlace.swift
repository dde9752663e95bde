/// How far `value` is from `exact`, in units in the last place of `exact` in the format of `value`, of which the
/// smallest is the least denormal; infinite where one is NaN or infinite and the other is not, or where a zero has
/// the wrong sign.
func unitsInTheLastPlace<Value: BinaryFloatingPoint>(_ value: Value, from exact: Double) -> Double {
  if exact.isNaN || value.isNaN { return exact.isNaN == value.isNaN ? 0 : .infinity }
  let expected = Value(exact)
  if expected.isInfinite || value.isInfinite {
    // An infinity may stand for what rounds to it.
    return expected == value || exact.magnitude.binade >= greatestBinade(Value.self) * 2 ? 0 : .infinity
  }
  if value == 0, value.sign != exact.sign { return .infinity }
  let unit = Double(expected.magnitude < Value.leastNormalMagnitude ? .leastNonzeroMagnitude : expected.ulp)
  return (Double(value) - exact).magnitude / unit
}

/// The largest power of 2 of the format, or half the largest where twice that is none in float64.
private func greatestBinade<Value: BinaryFloatingPoint>(_ type: Value.Type) -> Double {
  Double(Value.greatestFiniteMagnitude.binade) / (Value.self == Double.self ? 2 : 1)
}

/// The error found to be the largest, and where.
struct LargestError<Element: BinaryFloatingPoint> {
  private(set) var units = 0.0
  private(set) var arguments: [Element] = []
  private(set) var result: Element = 0
  private(set) var exact = 0.0

  mutating func include(
    _ units: Double, arguments: @autoclosure () -> [Element], result: Element, exact: Double
  ) {
    guard units > self.units else { return }
    (self.units, self.arguments, self.result, self.exact) = (units, arguments(), result, exact)
  }
}

extension LargestError: CustomStringConvertible {
  var description: String { "\(units) ulp at \(arguments): \(result), not \(exact)" }
}
