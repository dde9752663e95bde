import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ReducePrecisionTests {
  /// All pairs of widths that a format has room for.
  static let halves: [(DType, Int, Int)] =
    (1...5).flatMap { exponent in (0...10).map { (.float16, exponent, $0) } }
    + (1...8).flatMap { exponent in (0...7).map { (.bfloat16, exponent, $0) } }

  /// Every eleventh number, of all exponents, against arithmetic in f64, which is exact here.
  @Test(arguments: halves.indices) func allWidths(_ index: Int) throws {
    let (dtype, exponentBits, mantissaBits) = Self.halves[index]
    let patterns = (0..<65_536 / 11).map { UInt16($0 * 11) }
    let type = TensorType(dtype, patterns.count)
    let values = try Literal(type, bytes: patterns.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let primitive = ReducePrecision(exponentBits: exponentBits, mantissaBits: mantissaBits)
    let results = try compileAndRun(Sample(primitive, [type]).graph(), [values], LoweringOptions())[0].numbers
    for (value, result) in zip(values.numbers, results) {
      let expected = Self.rounded(value, dtype, exponentBits, mantissaBits)
      let same = expected.isNaN ? result.isNaN : result == expected && result.sign == expected.sign
      guard !same else { continue }
      Issue.record("\(value) to \(exponentBits), \(mantissaBits) bits: \(result), not \(expected)")
      return
    }
  }

  private static func rounded(_ x: Double, _ dtype: DType, _ exponentBits: Int, _ mantissaBits: Int) -> Double
  {
    guard x.isFinite, x != 0 else { return x }
    let (width, least) = dtype == .float16 ? (5, -14) : (8, -126)
    let unit = Double(sign: .plus, exponent: max(Int(x.exponent), least) - mantissaBits, significand: 1)
    let quotient = abs(x) / unit
    var steps = quotient.rounded(.toNearestOrEven)
    // Without a mantissa the last bit is that of the exponent, whose bias is odd.
    if mantissaBits == 0, quotient == 1.5 { steps = Int(x.exponent) % 2 == 0 ? 2 : 1 }
    let magnitude = steps * unit
    let bias = 1 << (exponentBits - 1) - 1
    // What the format itself cannot hold.
    var result =
      magnitude >= Double(sign: .plus, exponent: 1 - least + 1, significand: 1) ? .infinity : magnitude
    if exponentBits < width {
      if magnitude >= Double(sign: .plus, exponent: bias + 1, significand: 1) { result = .infinity }
      if magnitude < Double(sign: .plus, exponent: 1 - bias, significand: 1) { result = 0 }
    }
    return x < 0 ? -result : result
  }
}
