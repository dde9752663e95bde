package import JAXIR

/// `x` rounded to a float of `exponentBits` and `mantissaBits`, in its own dtype: to nearest even, too large is
/// infinite, below the least normal number is 0, NaN stays.
///
/// - (C1) The operand is a float.
/// - (C2) `exponentBits` is at least 1, `mantissaBits` at least 0.
package struct ReducePrecision: UnaryElementwisePrimitive, LinearUnaryPrimitive {
  package var exponentBits = 8
  package var mantissaBits = 23

  package init() {}
  package init(exponentBits: Int, mantissaBits: Int) {
    self.exponentBits = exponentBits
    self.mantissaBits = mantissaBits
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("exponent_bits", \.exponentBits), Attribute("mantissa_bits", \.mantissaBits)]
  }

  package static var domain: DTypeDomain { .floats }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    guard exponentBits >= 1, mantissaBits >= 0 else {
      throw JAXError(
        .invalidArgument, "there is no float of \(exponentBits) exponent and \(mantissaBits) mantissa bits")
    }
    return try Self.domain.common(operands)
  }

  package func element(_ x: Scalar) -> Scalar {
    let layout = x.dtype.layout
    if exponentBits >= layout.exponent, mantissaBits >= layout.mantissa { return x }
    let bits = x.bitcast(to: x.dtype.signedOfSameWidth)
    let sign = bits & bits.constant(integer: Int.min >> (64 - x.dtype.bitWidth))
    var magnitude = bits ^ sign
    if mantissaBits < layout.mantissa {
      magnitude = round(magnitude, dropping: layout.mantissa - mantissaBits)
    }
    if exponentBits < layout.exponent { magnitude = limit(magnitude, layout) }
    let rounded = (magnitude | sign).bitcast(to: x.dtype)
    return x.compare(.equal, x).select(rounded, x)
  }

  /// To nearest even: a carry out of the mantissa raises the exponent, up to infinity.
  private func round(_ magnitude: Scalar, dropping count: Int) -> Scalar {
    let last = magnitude.shiftRightLogical(count) & magnitude.constant(integer: 1)
    let half = magnitude.constant(integer: 1 << (count - 1) - 1)
    return (magnitude + half + last) & magnitude.constant(integer: -1 << count)
  }

  private func limit(_ magnitude: Scalar, _ layout: (exponent: Int, mantissa: Int)) -> Scalar {
    let bias = 1 << (layout.exponent - 1) - 1
    let reach = 1 << (exponentBits - 1) - 1
    let exponent = magnitude.shiftRightLogical(layout.mantissa)
    let isTooLarge = exponent.compare(.greater, exponent.constant(integer: bias + reach))
    let isTooSmall = exponent.compare(.lessEqual, exponent.constant(integer: bias - reach))
    let infinity = magnitude.constant(integer: (1 << layout.exponent - 1) << layout.mantissa)
    return isTooLarge.select(infinity, isTooSmall.select(magnitude.constant(integer: 0), magnitude))
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    .apply(self, cotangent)
  }
}

extension DType {
  /// Bits of the exponent and of the mantissa of a float.
  fileprivate var layout: (exponent: Int, mantissa: Int) {
    switch self {
    case .float16: (5, 10)
    case .bfloat16: (8, 7)
    case .float32: (8, 23)
    default: (11, 52)
    }
  }
}
