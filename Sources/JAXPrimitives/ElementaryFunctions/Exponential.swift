package import JAXIR

// e^x = 2ⁿ·e^r, n = round(x / ln 2), |r| ≤ ln 2 / 2 (Cody and Waite, "Software Manual for the Elementary
// Functions"; Tang, "Table-driven implementation of the exponential function", 1989): n·ln 2 is taken off in two
// parts, the first exactly thanks to fma; e^r = 1 + r + r²·q(r), q fitted by Tools/fit.py.

/// `x = n·ln 2 + high + low`.
struct ExponentialReduction {
  /// Holds n in its low bits.
  let shifted: Scalar
  /// Exact.
  let high: Scalar
  let low: Scalar
  let format: FloatFormat

  /// - Parameter x: so small that n fits half the significand; NaN stays NaN.
  init(_ x: Scalar) {
    format = x.format
    let sum = x.fma(0x1.71547652b82fep+0, x.constant(format.roundingShift))
    let n = sum - format.roundingShift
    shifted = sum.bits
    high = n.fma(format.choose(-0x1.62e43p-1, -0x1.62e42fefa39efp-1), x)
    low = n * format.choose(0x1.05c61p-29, -0x1.abc9e3b39803fp-56)
  }

  /// - Parameter remainder: the two parts, the first not exact.
  init(shifted: Scalar, remainder: Pair) {
    self.shifted = shifted
    (high, low) = (remainder.high, remainder.low)
    format = remainder.high.format
  }

  /// 2^(n + exponent), of which the caller knows that it is a normal number.
  func power(plus exponent: Int) -> Scalar {
    shifted.asPowerOf2(format, times: shifted.constant(integer: format.bits(ofPowerOf2: exponent)))
  }

  /// e^r − 1 with an error of about an ulp of r.
  func tail() -> Scalar {
    let r = high + low
    return (r * r).fma(Self.quadratic(r), r)
  }

  /// e^r − 1 with an error of about a quarter of an ulp of r, mostly that of r².
  func pairTail() -> Pair {
    let r = Pair.sum(high, low)
    let t = r.high * r.high * Self.quadratic(r.high)
    let sum = Pair.sum(r.high, t)
    return Pair(high: sum.high, low: r.low.fma(sum.high, r.low) + sum.low)
  }

  /// (e^r − 1 − r) / r²
  private static func quadratic(_ r: Scalar) -> Scalar {
    r.polynomial(r.format.choose(single, double))
  }

  private static let single = [
    0x1p-1, 0x1.555554p-3, 0x1.5554f8p-5, 0x1.1112d4p-7, 0x1.6d3a98p-10, 0x1.9e7d92p-13,
  ]
  private static let double = [
    0x1p-1, 0x1.5555555555559p-3, 0x1.5555555555554p-5, 0x1.111111110f6c1p-7, 0x1.6c16c16c188e2p-10,
    0x1.a01a01afcfe22p-13, 0x1.a01a0194d09dfp-16, 0x1.71ddf88b9ff34p-19, 0x1.27e50ac67d169p-22,
    0x1.af5e6f82cb833p-26, 0x1.1f20aac1b5ca7p-29,
  ]
}

extension ExponentialReduction {
  /// A factor 2^(n + d) that is normal for every n down to the least denormal, and the 2^−d that takes it back.
  func scale(small: Scalar, normally exponent: Int) -> (factor: Scalar, back: Scalar) {
    let lifted = 64
    let offset = small.select(
      shifted.constant(integer: format.bits(ofPowerOf2: lifted)),
      shifted.constant(integer: format.bits(ofPowerOf2: exponent)))
    let back = small.select(
      high.constant(Double(sign: .plus, exponent: -lifted, significand: 1)),
      high.constant(Double(sign: .plus, exponent: -exponent, significand: 1)))
    return (shifted.asPowerOf2(format, times: offset), back)
  }
}

extension Scalar {
  /// e^x.
  package func exp() -> Scalar {
    let x = atMost(format.choose(89, 710)).atLeast(format.choose(-105, -746))
    let reduction = ExponentialReduction(x)
    // n − 1 keeps the factor finite up to the overflow; below, the result may be denormal and is rounded last.
    let (factor, back) = reduction.scale(
      small: x.compare(.less, format.choose(-86, -707)), normally: -1)
    return factor.fma(reduction.tail(), factor) * back
  }

  /// e^x − 1.
  package func expm1() -> Scalar {
    let x = atMost(format.choose(89, 710)).atLeast(format.choose(-18, -38))
    let reduction = ExponentialReduction(x)
    let p = reduction.pairTail()
    // Half of 2ⁿ·(1 + p) − 1, so that the factor is finite up to the overflow.
    let factor = reduction.power(plus: -1)
    let whole = Pair.sum(factor, constant(-0.5))
    let sum = Pair.sum(whole.high, factor * p.high)
    let result = (sum.high + (factor.fma(p.low, sum.low) + whole.low)) * 2
    // Keeps −0, and denormals, which have no half.
    return abs.compare(.less, format.leastNormal * 4).select(self, result)
  }

  /// 1 / (1 + e^−x).
  package func logistic() -> Scalar {
    let x = (-abs).atLeast(format.choose(-105, -746))
    let reduction = ExponentialReduction(x)
    let p = reduction.tail()
    let (factor, back) = reduction.scale(small: x.compare(.less, format.choose(-86, -707)), normally: 0)
    // u = e^−|x|, but for the factor `back`.
    let u = Pair.sum(factor, factor * p)
    let uLow = u.low
    let divisor = Pair.sum(constant(1), u.high * back)
    let reciprocal = 1 / divisor.high
    // reciprocal·(1 + e) = 1 / (1 + u), to twice the precision.
    let e = (-reciprocal).fma(
      uLow.fma(back, divisor.low), (-reciprocal).fma(divisor.high, constant(1)))
    let negative = compare(.less, 0)
    let numerator = negative.select(u.high, 1)
    let numeratorLow = negative.select(uLow, 0)
    let quotient = numerator.fma(
      reciprocal, (numerator * reciprocal).fma(e, numeratorLow * reciprocal))
    return quotient * negative.select(back, 1)
  }
}
