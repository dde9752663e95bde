package import JAXIR

// log x = e·ln 2 + log m, √½ ≤ m < √2, f = m − 1. In float32, log(1 + f) = f − f²/2 + f³·P(f); in float64, with
// s = f / (2 + f), log(1 + f) = log((1 + s) / (1 − s)) = f − f²/2 + s·(f²/2 + s²·R(s²)) (both in Muller,
// "Elementary Functions"). e·ln 2 + f is summed exactly.

/// `x = 2^e·m`, `√½ ≤ m < √2`.
struct LogarithmReduction {
  /// The significand, exactly.
  let m: Scalar
  /// The bits of e, in the place of the exponent field.
  let shiftedExponent: Scalar
  /// e as a float.
  var exponent: Scalar

  /// - Parameter lifted: whether x is 2^significandBits times the number meant, which was denormal; or nil.
  init(_ x: Scalar, lifted: Scalar?) {
    let format = x.format
    let bits = x.bits
    let fromRootHalf = bits - bits.constant(integer: format.choose(0x3F35_04F3, 0x3FE6_A09E_667F_3BCD))
    shiftedExponent = fromRootHalf & bits.constant(integer: -1 << format.significandBits)
    m = (bits - shiftedExponent).bitcast(to: format.dtype)
    if format.dtype == .float32 {
      let e = fromRootHalf.shiftRightArithmetic(23).convert(to: .float32)
      exponent = lifted.map { e - $0.select(e.constant(23), 0) } ?? e
    } else {
      let biased = fromRootHalf.adding(integer: 1023 << 52).shiftRightLogical(52)
      let e = (biased | biased.constant(integer: 0x4330_0000_0000_0000)).bitcast(to: .float64)
      let offset = e.constant(0x1p52 + 1023)
      exponent = e - (lifted.map { $0.select(e.constant(0x1p52 + 1023 + 52), offset) } ?? offset)
    }
  }

  /// e·ln 2 + log(1 + f) + low, where low is far smaller than f.
  func logarithm(_ f: Scalar, low: Scalar? = nil) -> Scalar {
    let format = f.format
    // So few bits that the product is exact.
    let whole = exponent * format.choose(0x1.62ep-1, 0x1.62e42fefa38p-1)
    let sum = Pair.sum(whole, f)
    let rest = exponent.fma(
      format.choose(0x1.0bfbe8p-15, 0x1.ef35793c76730p-45), low.map { sum.low + $0 } ?? sum.low)
    if format.dtype == .float32 {
      let square = f * f
      // The smaller terms first.
      let tail = square.fma(-0.5, (square * f).fma(f.polynomial(Self.single), rest))
      return sum.high + tail
    }
    let s = f / (2 + f)
    let square = s * s
    let half = f * 0.5 * f
    let tail = s.fma(square.fma(square.polynomial(Self.double), half), rest)
    return sum.high + (tail - half)
  }

  /// (log(1 + f) − f + f²/2) / f³
  private static let single = [
    0x1.555554p-2, -0x1.000226p-2, 0x1.99a01ep-3, -0x1.547296p-3, 0x1.22d8f8p-3, -0x1.0d814ap-3,
    0x1.055ffap-3, -0x1.38d308p-4,
  ]
  /// (log((1 + s) / (1 − s)) / s − 2) / s², in s².
  private static let double = [
    0x1.5555555555592p-1, 0x1.999999997ff70p-2, 0x1.24924941db3b8p-2, 0x1.c71c52198a874p-3,
    0x1.74663bda8a6e4p-3, 0x1.39a2040a82b30p-3, 0x1.2f02aded8859dp-3,
  ]
}

extension Scalar {
  /// The natural logarithm; of −0 and 0 it is −∞, of less NaN.
  package func log() -> Scalar {
    let denormal = compare(.less, format.leastNormal)
    let lifted = denormal.select(self * format.choose(0x1p23, 0x1p52), self)
    let reduction = LogarithmReduction(lifted, lifted: denormal)
    let result = reduction.logarithm(reduction.m - 1)
    let outside = compare(.equal, 0).select(constant(-.infinity), .nan)
    return compare(.greater, 0).select(compare(.less, .infinity).select(result, self), outside)
  }

  /// log(1 + x).
  package func log1p() -> Scalar {
    let sum = 1 + self
    // 1 + x = sum + rest
    let rest = self - (sum - 1)
    let reduction = LogarithmReduction(sum, lifted: nil)
    let isWhole = reduction.shiftedExponent.compare(
      .equal, reduction.shiftedExponent.constant(integer: 0))
    // rest·2^−e, by way of 2^(1−e), which is a number for every e.
    let power = reduction.shiftedExponent.constant(integer: format.bits(ofPowerOf2: 1))
    let scaled = rest * 0.5 * (power - reduction.shiftedExponent).bitcast(to: dtype)
    // Where e is 0, x itself is f.
    let f = isWhole.select(self, reduction.m - 1)
    let low = isWhole.select(constant(0), scaled * f.polynomial(Self.reciprocal))
    let result = reduction.logarithm(f, low: low)
    let outside = compare(.equal, -1).select(constant(-.infinity), .nan)
    let inside = compare(.less, .infinity).select(result, self).copySign(of: self)
    return compare(.greater, -1).select(inside, outside)
  }

  /// 1 / (1 + f), √½ ≤ 1 + f < √2, to 1 %.
  private static let reciprocal = [0x1.01476ap+0, -0x1.14a2e4p+0, 0x1.d41530p-1]
}
