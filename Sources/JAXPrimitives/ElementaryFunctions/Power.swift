package import JAXIR

// x^y = 2^(y·log₂|x|). With |x| = 2^e·m, √½ ≤ m < √2, and s = (m − 1) / (m + 1), log₂ m = 2/ln 2·(s + s³/3 + …).
// In float64 the logarithm is a pair of floats of 66 bits and more, since y·log₂|x| may take 10 bits before the
// point (Muller, "Elementary Functions", chapter on pow).

extension Scalar {
  /// x^y, with the special cases of C's `pow`.
  package func pow(_ y: Scalar) -> Scalar {
    precondition(y.dtype == dtype, "pow of \(dtype) and \(y.dtype)")
    let magnitude =
      dtype == .float32
      ? convert(to: .float64).abs.singlePower(y.convert(to: .float64)).convert(to: .float32)
      : abs.doublePower(y)
    // Half of an odd integer is not an integer; of an infinity it is one.
    let isInteger = y.roundEven.compare(.equal, y)
    let half = y * 0.5
    let isOdd = isInteger & half.roundEven.compare(.notEqual, half)
    let signed = (signBit & isOdd).select(-magnitude, magnitude)
    let undefined = !isInteger & compare(.less, 0) & compare(.greater, -.infinity)
    let power = undefined.select(.nan, signed)
    return (y.compare(.equal, 0) | compare(.equal, 1)).select(1, power)
  }

  /// x^y, x a float32 ≥ 0, to some 30 bits, as a float64 that does not overflow where float32 does.
  func singlePower(_ y: Scalar) -> Scalar {
    let reduction = LogarithmReduction(self, lifted: nil)
    let f = reduction.m - 1
    let s = f / (reduction.m + 1)
    let logarithm = s.fma((s * s).polynomial(Self.log2Single), reduction.exponent)
    let whole = compare(.equal, 0).select(-.infinity, compare(.less, .infinity).select(logarithm, self))
    // Finite, so that 1^∞ is 1.
    let product = (y.atMost(0x1p130).atLeast(-0x1p130) * whole).atMost(200).atLeast(-200)
    let sum = product + format.roundingShift
    let r = product - (sum - format.roundingShift)
    let power = sum.bits.asPowerOf2(format, times: sum.bits.constant(integer: format.bits(ofPowerOf2: 0)))
    return (power * r).fma(r.polynomial(Self.exp2Single), power)
  }

  /// x^y, x ≥ 0.
  private func doublePower(_ y: Scalar) -> Scalar {
    let logarithm = doubleLogarithmBase2()
    // Finite, so that 1^∞ is 1; beyond, every other power has left the format.
    let y = y.atMost(0x1p66).atLeast(-0x1p66)
    let product = Pair.product(y, logarithm.high)
    let clamped = product.high.atMost(1024).atLeast(-1080)
    let low = clamped.compare(.notEqual, product.high).select(0, y.fma(logarithm.low, product.low))
    let sum = clamped + format.roundingShift
    let r = Pair(high: clamped - (sum - format.roundingShift), low: low)
    let ln2 = Pair(high: constant(0x1.62e42fefa39efp-1), low: constant(0x1.abc9e3b39803fp-56))
    let reduction = ExponentialReduction(shifted: sum.bits, remainder: r * ln2)
    let (factor, back) = reduction.scale(small: clamped.compare(.less, -1020), normally: -1)
    let p = reduction.pairTail()
    return (factor + factor.fma(p.high, factor * p.low)) * back
  }

  /// log₂ x, x ≥ 0, as a pair; of 0 it is −∞.
  private func doubleLogarithmBase2() -> Pair {
    let denormal = compare(.less, format.leastNormal)
    let reduction = LogarithmReduction(denormal.select(self * 0x1p52, self), lifted: denormal)
    let m = reduction.m
    let divisor = Pair(high: m + 1, low: m - ((m + 1) - 1))
    let reciprocal = 1 / divisor.high
    let quotient = (m - 1) * reciprocal
    let rest = (-quotient).fma(divisor.low, (-quotient).fma(divisor.high, m - 1))
    let s = Pair(high: quotient, low: rest * reciprocal)
    let z = s * s
    // The coefficient 1/3 as a pair, then the rest of the series.
    var series = Pair.sum(constant(0x1.5555555555555p-2), z.high * z.high.polynomial(Self.log2Double))
    series.low = series.low + 0x1.5555555555555p-56
    let cubic = s * (z * series)
    var tail = Pair.sum(s.high, cubic.high)
    tail.low = tail.low + (s.low + cubic.low)
    let base = Pair(high: constant(0x1.71547652b82fep+1), low: constant(0x1.777d0ffda0d24p-55))
    let scaled = tail * base
    let sum = Pair.sum(reduction.exponent, scaled.high)
    let high = compare(.equal, 0).select(-.infinity, compare(.less, .infinity).select(sum.high, self))
    return Pair(high: high, low: sum.low + scaled.low)
  }

  /// log₂((1 + s) / (1 − s)) / s in s².
  private static let log2Single = [
    0x1.71547652b8250p+1, 0x1.ec709dc53e39ap-1, 0x1.2776c29137f2dp-1, 0x1.a61a30592097ep-2,
    0x1.4795182bd927fp-2, 0x1.21b440b67c25bp-2,
  ]
  /// (2^r − 1) / r, |r| ≤ ½.
  private static let exp2Single = [
    0x1.62e4300bf35e1p-1, 0x1.ebfbe0465d009p-3, 0x1.c6b054aa231d1p-5, 0x1.3b2a1ab7b3b25p-7,
    0x1.5dc08a9a7c151p-10, 0x1.4440d47e7d8a2p-13, 0x1.c0496edb08980p-17,
  ]
  /// (log((1 + s) / (1 − s)) / 2s − 1 − s²/3) / s⁴ in s².
  private static let log2Double = [
    0x1.9999999999996p-3, 0x1.2492492492f5p-3, 0x1.c71c71c596a87p-4, 0x1.745d182947e51p-4,
    0x1.3b1364cda844dp-4, 0x1.11206e79bc6abp-4, 0x1.de3d8e76fa13ap-5, 0x1.eac4be5a2edccp-5,
  ]
}
