import JAXIR

extension MLIR.Lexer {
  /// A number as it is written, before a type says what it may be.
  enum Number {
    /// Decimal or `0x…`; the sign is apart because `0x…` may be the bits of a float.
    case integer(magnitude: UInt64, isNegative: Bool, isHexadecimal: Bool)
    case float(Double)
  }

  /// Whether a digit or a minus sign before one comes next.
  var seesNumber: Bool {
    mutating get {
      skipBlanks()
      return isDigit(byte) || (byte == UInt8(ascii: "-") && isDigit(byte(after: 1)))
    }
  }

  mutating func number() throws(JAXError) -> Number {
    guard seesNumber else { throw expected("a number") }
    let start = index
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative { index += 1 }
    if byte == UInt8(ascii: "0"), byte(after: 1) == UInt8(ascii: "x"), hexDigit(byte(after: 2)) != nil {
      index += 2
      return .integer(magnitude: try hexadecimal(), isNegative: isNegative, isHexadecimal: true)
    }
    var decimal = Decimal()
    while isDigit(byte) { take(digit: byte, into: &decimal) }
    guard byte == UInt8(ascii: ".") else {
      guard !decimal.overflows else { throw error("an integer does not fit 64 bits") }
      return .integer(magnitude: decimal.digits, isNegative: isNegative, isHexadecimal: false)
    }
    index += 1
    let point = index
    while isDigit(byte) { take(digit: byte, into: &decimal) }
    decimal.exponent = -(index - point)
    try takeExponent(into: &decimal)
    return .float(try value(of: decimal, isNegative: isNegative, start: start))
  }

  /// A decimal integer without a sign that fits `Int`.
  mutating func unsignedInteger(_ what: String) throws(JAXError) -> Int {
    guard seesNumber, byte != UInt8(ascii: "-") else { throw expected(what) }
    var value = 0
    while isDigit(byte) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else { throw error("an integer does not fit 64 bits") }
      value = sum
      index += 1
    }
    return value
  }

  private mutating func hexadecimal() throws(JAXError) -> UInt64 {
    var value: UInt64 = 0
    while let digit = hexDigit(byte) {
      guard value >> 60 == 0 else { throw error("an integer does not fit 64 bits") }
      value = value << 4 | UInt64(digit)
      index += 1
    }
    return value
  }
}

// MARK: - Decimal fractions

extension MLIR.Lexer {
  private struct Decimal {
    var digits: UInt64 = 0
    var exponent = 0
    var overflows = false
  }

  private mutating func take(digit: UInt8, into decimal: inout Decimal) {
    let (tens, overflow) = decimal.digits.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
    decimal.digits = sum
    decimal.overflows = decimal.overflows || overflow || carry
    index += 1
  }

  private mutating func takeExponent(into decimal: inout Decimal) throws(JAXError) {
    guard byte | 0x20 == UInt8(ascii: "e") else { return }
    index += 1
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative || byte == UInt8(ascii: "+") { index += 1 }
    guard isDigit(byte) else { throw expected("an exponent") }
    var exponent = 0
    while isDigit(byte) {
      // Past this bound every double is zero or infinite; the digits are still read.
      exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
      index += 1
    }
    decimal.exponent += isNegative ? -exponent : exponent
  }

  /// Rounds to nearest once: digits and power of ten that are exact in a double give the right quotient or
  /// product (Clinger, "How to Read Floating Point Numbers Accurately", 1990); the rest takes the slow way.
  private func value(of decimal: Decimal, isNegative: Bool, start: Int) throws(JAXError) -> Double {
    if !decimal.overflows, decimal.digits < 1 << 53, abs(decimal.exponent) <= 22 {
      let digits = Double(decimal.digits)
      let power = MLIR.Lexer.powersOfTen[abs(decimal.exponent)]
      let magnitude = decimal.exponent < 0 ? digits / power : digits * power
      return isNegative ? -magnitude : magnitude
    }
    let spelling = String(decoding: text[start..<index], as: UTF8.self)
    guard let value = Double(spelling), value.isFinite else {
      throw error("\(spelling.prefix(40)) does not fit a 64-bit float")
    }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}
