package import JAXIR

// Roots without division: an estimate z of x^−1/k by integer arithmetic on the bits (the exponent field, divided
// by −k, is the estimate; Kahan's trick), good to a few percent; then h = 1 − x·zᵏ, computed to nearly twice the
// precision, and one polynomial for the rest: x^−1/k = z·(1 − h)^−1/k.

extension Scalar {
  /// 1 / √x; of ±0 it is ±∞, of less NaN.
  package func rsqrt() -> Scalar {
    let denormal = compare(.less, format.leastNormal)
    let x = denormal.select(self * format.choose(0x1p24, 0x1p54), self)
    let start = x.bits.constant(integer: format.choose(0x5F37_4800, 0x5fe6e90000000000))
    let z = (start - x.bits.shiftRightLogical(1)).bitcast(to: dtype)
    let xz = Pair.product(x, z)
    let h = (-xz.low).fma(z, (-xz.high).fma(z, constant(1)))
    let root = (z * h).fma(h.polynomial(format.choose(Self.rsqrtSingle, Self.rsqrtDouble)), z)
    let result = root * denormal.select(constant(format.choose(0x1p12, 0x1p27)), 1)
    let outside = compare(.equal, 0).select(constant(.infinity).copySign(of: self), .nan)
    // A NaN comes through as the result.
    return compare(.lessEqual, 0).select(outside, compare(.equal, .infinity).select(0, result))
  }

  /// The cube root.
  package func cbrt() -> Scalar {
    let magnitude = abs
    let denormal = magnitude.compare(.less, format.leastNormal)
    let x = denormal.select(magnitude * format.choose(0x1p24, 0x1p54), magnitude)
    let z = x.inverseCubeRootEstimate()
    let xz = Pair.product(x, z)
    let product = Pair.product(xz.high, z)
    let v = Pair(high: product.high, low: xz.low.fma(z, product.low))
    let h = (-v.low).fma(z, (-v.high).fma(z, constant(1)))
    let root = v.high + (v.high * h).fma(h.polynomial(format.choose(Self.cbrtSingle, Self.cbrtDouble)), v.low)
    let result = root * denormal.select(constant(format.choose(0x1p-8, 0x1p-18)), 1)
    return magnitude.compare(.less, .infinity).select(result, magnitude).copySign(of: self)
  }

  /// x^−1/3 to 3.5 %, x positive and normal: a third of the upper bits, by arithmetic on floats whose low bits
  /// are that integer.
  private func inverseCubeRootEstimate() -> Scalar {
    if dtype == .float32 {
      let upper = bits.convert(to: .float32)
      let estimate = upper.fma(-1.0 / 768, constant(Double(0x54A2_0000 >> 8) + 0x1p23))
      return estimate.bits.shiftLeft(8).bitcast(to: .float32)
    }
    let upper = bits.shiftRightLogical(32)
    // 2⁵² + upper; a third of the 2⁵² is given back.
    let float = (upper | upper.constant(integer: 0x4330_0000_0000_0000)).bitcast(to: .float64)
    let third = Double(0x5_5555_5555_5555)
    let estimate = float.fma(-1.0 / 3, constant(third + 0x1p52 + 1430186667))
    return estimate.bits.shiftLeft(32).bitcast(to: .float64)
  }

  /// ((1 − h)^−½ − 1) / h
  private static let rsqrtSingle = [
    0x1p-1, 0x1.7fff74p-2, 0x1.3fff1ep-2, 0x1.197f2cp-2, 0x1.fb7b74p-3,
  ]
  private static let rsqrtDouble = [
    0x1p-1, 0x1.800000000009bp-2, 0x1.40000000001f5p-2, 0x1.17ffffff8b473p-2, 0x1.f7fffffe047dep-3,
    0x1.ce00038a4a484p-3, 0x1.ad0005d012604p-3, 0x1.922a0626f7ea3p-3, 0x1.7bd01718c6eb8p-3,
    0x1.6d6acf19e195cp-3, 0x1.5d871998b869bp-3,
  ]
  /// ((1 − h)^−⅔ − 1) / h
  private static let cbrtSingle = [
    0x1.555556p-1, 0x1.1c71cap-1, 0x1.f9a658p-2, 0x1.cf7ca6p-2, 0x1.b748eep-2, 0x1.a0ba7ep-2,
  ]
  private static let cbrtDouble = [
    0x1.5555555555549p-1, 0x1.1c71c71c71c3p-1, 0x1.f9add3c0da9fp-2, 0x1.cf8a021b95737p-2,
    0x1.b0a2f0b5a54bap-2, 0x1.9899e31d7eaa7p-2, 0x1.8525168af5532p-2, 0x1.74ee5ee4bea13p-2,
    0x1.66f801c1b0e09p-2, 0x1.5af315db140a1p-2, 0x1.5bcec804bae95p-2, 0x1.53d9349af925p-2,
  ]
}
