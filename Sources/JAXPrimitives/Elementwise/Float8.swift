package import JAXIR

/// A float of 8 bits: how tensors are stored, not what is computed with.
///
/// The names are those of MLIR: bits of exponent and mantissa; `FN` has no infinity, `UZ` no −0.
package enum Float8Format: String, Hashable, Sendable, CaseIterable {
  case e4m3FN = "f8E4M3FN"
  case e5m2 = "f8E5M2"
  case e4m3B11FNUZ = "f8E4M3B11FNUZ"
  case e4m3FNUZ = "f8E4M3FNUZ"
  case e5m2FNUZ = "f8E5M2FNUZ"
  case e3m4 = "f8E3M4"
  case e4m3 = "f8E4M3"
  /// A power of 2, or NaN.
  case e8m0FNU = "f8E8M0FNU"
}

extension Float8Format: AttributeValue {
  package var text: String { rawValue }

  package init(from reader: inout TextReader) throws(JAXError) {
    for format in Float8Format.allCases where try reader.accept(format.rawValue) {
      self = format
      return
    }
    throw reader.expected("the name of an 8-bit float")
  }
}

/// The number, as `f32`, whose bits in an 8-bit format are those of a `u8`.
///
/// - (C1) The operand is `u8`.
package struct DecodeFloat8: ElementwisePrimitive, NondifferentiablePrimitive {
  package var format = Float8Format.e4m3FN

  package init() {}
  package init(_ format: Float8Format) { self.format = format }

  package static var attributes: [Attribute<Self>] { [Attribute("format", \.format)] }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    guard operands[0] == .uint8 else { throw JAXError(.dtypeMismatch, "takes u8, not \(operands[0])") }
    return .float32
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(format.decode(operands[0].scalar.convert(to: .int32)))
  }
}

/// The bits, as `u8`, of a float in an 8-bit format, rounded once, to nearest even. What is too large is infinite, or
/// NaN where the format has no infinity; a NaN has no sign. Of `f8E8M0FNU`, halfway goes up, and what is not positive is NaN.
///
/// - (C1) The operand is a float.
package struct EncodeFloat8: ElementwisePrimitive, NondifferentiablePrimitive {
  package var format = Float8Format.e4m3FN

  package init() {}
  package init(_ format: Float8Format) { self.format = format }

  package static var attributes: [Attribute<Self>] { [Attribute("format", \.format)] }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    try DTypeDomain.floats.check(operands[0])
    return .uint8
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(format.encode(operands[0].scalar.convert(to: .float64)).convert(to: .uint8))
  }
}

// MARK: - Bits

extension Float8Format {
  /// What a format does beyond its largest number.
  private enum Ending {
    /// An infinity, then NaNs, as in IEEE 754.
    case infinity
    /// All ones are NaN.
    case ones
    /// The bits of −0 are NaN.
    case minusZero
  }

  private var layout: (mantissa: Int, bias: Int, ending: Ending) {
    switch self {
    case .e4m3FN: (3, 7, .ones)
    case .e5m2: (2, 15, .infinity)
    case .e4m3B11FNUZ: (3, 11, .minusZero)
    case .e4m3FNUZ: (3, 8, .minusZero)
    case .e5m2FNUZ: (2, 16, .minusZero)
    case .e3m4: (4, 3, .infinity)
    case .e4m3: (3, 7, .infinity)
    case .e8m0FNU: (0, 127, .ones)
    }
  }

  /// Where infinity is or would be.
  private var top: Int { 0x80 - 1 << layout.mantissa }

  /// - Parameter code: an `int32` from 0 to 255.
  fileprivate func decode(_ code: Scalar) -> Scalar {
    if self == .e8m0FNU { return decodePower(code) }
    let (mantissa, bias, ending) = layout
    let magnitude = code & code.constant(integer: 0x7F)
    let normal = magnitude.shiftLeft(23 - mantissa).adding(integer: (127 - bias) << 23)
    let unit = Double(sign: .plus, exponent: 1 - bias - mantissa, significand: 1)
    let small = magnitude.convert(to: .float32) * unit
    let isSmall = magnitude.compare(.less, magnitude.constant(integer: 1 << mantissa))
    let number = isSmall.select(small, normal.bitcast(to: .float32))
    let sign = code.shiftRightLogical(7).shiftLeft(31)
    let signed = (number.bits | sign).bitcast(to: .float32)
    switch ending {
    case .infinity:
      let limit = magnitude.constant(integer: top)
      let infinity = signed.constant(.infinity).copySign(of: signed)
      let beyond = magnitude.compare(.equal, limit).select(infinity, .nan)
      return magnitude.compare(.less, limit).select(signed, beyond)
    case .ones: return magnitude.compare(.equal, magnitude.constant(integer: 0x7F)).select(.nan, signed)
    case .minusZero: return code.compare(.equal, code.constant(integer: 0x80)).select(.nan, signed)
    }
  }

  private func decodePower(_ code: Scalar) -> Scalar {
    let power = code.shiftLeft(23).bitcast(to: .float32)
    let least = code.compare(.equal, code.constant(integer: 0)).select(0x1p-127, power)
    return code.compare(.equal, code.constant(integer: 0xFF)).select(.nan, least)
  }

  /// - Parameter x: a `float64`; an `int64` from 0 to 255 comes back.
  fileprivate func encode(_ x: Scalar) -> Scalar {
    if self == .e8m0FNU { return encodePower(x) }
    let (mantissa, bias, ending) = layout
    let bits = x.abs.bits
    let dropped = 52 - mantissa
    let last = bits.shiftRightLogical(dropped) & bits.constant(integer: 1)
    let rounded = (bits.adding(integer: 1 << (dropped - 1) - 1) + last).shiftRightLogical(dropped)
    let normal = rounded.adding(integer: -(1023 - bias) << mantissa)
    // The sum with a power of 2 whose last bit is the least number is rounded as it should be.
    let magic = Double(sign: .plus, exponent: 52 + 1 - bias - mantissa, significand: 1)
    let small = (x.abs + magic).bits.adding(integer: -Int(magic.bitPattern))
    let isSmall = x.abs.compare(.less, Double(sign: .plus, exponent: 1 - bias, significand: 1))
    let code = isSmall.select(small, normal)
    let sign = x.bits.shiftRightLogical(63).shiftLeft(7)
    let isNaN = x.compare(.notEqual, x)
    func constant(_ value: Int) -> Scalar { code.constant(integer: value) }
    switch ending {
    case .infinity:
      let finite = code.compare(.greater, constant(top)).select(constant(top), code)
      return isNaN.select(constant(top + 1 << (mantissa - 1)), finite | sign)
    case .ones:
      return (isNaN | code.compare(.greater, constant(0x7E))).select(constant(0x7F), code | sign)
    case .minusZero:
      let signed = code.compare(.equal, constant(0)).select(code, code | sign)
      return (isNaN | code.compare(.greater, constant(0x7F))).select(constant(0x80), signed)
    }
  }

  private func encodePower(_ x: Scalar) -> Scalar {
    // Half a step more carries into the exponent from the middle of two powers on.
    let code = x.bits.adding(integer: 1 << 51).shiftRightLogical(52).adding(integer: -(1023 - 127))
    func constant(_ value: Int) -> Scalar { code.constant(integer: value) }
    let positive = code.compare(.less, constant(0)).select(constant(0), code)
    let isNumber = x.compare(.greater, 0) & positive.compare(.less, constant(0xFF))
    return isNumber.select(positive, constant(0xFF))
  }
}

extension Float8Format {
  /// The number whose bits are `code`.
  package func number(of code: UInt8) -> Float {
    let (mantissa, bias, ending) = layout
    if self == .e8m0FNU {
      return code == 0xFF ? .nan : Float(sign: .plus, exponent: Int(code) - bias, significand: 1)
    }
    let magnitude = Int(code & 0x7F)
    switch ending {
    case .infinity where magnitude >= top:
      return magnitude > top ? .nan : code < 0x80 ? .infinity : -.infinity
    case .ones where magnitude == 0x7F: return .nan
    case .minusZero where code == 0x80: return .nan
    default: break
    }
    let exponent = max(magnitude >> mantissa, 1)
    let significand = magnitude - (exponent - 1) << mantissa
    let number = Float(sign: .plus, exponent: exponent - bias - mantissa, significand: Float(significand))
    return code < 0x80 ? number : -number
  }
}

extension Tracer {
  /// The numbers rounded to an 8-bit format, as `f32`.
  package func rounded(to format: Float8Format) -> Tracer {
    .apply(DecodeFloat8(format), .apply(EncodeFloat8(format), self))
  }
}
