package import JAXIR

// asinh x = log(1 + y), y = x + (√(x² + 1) − 1); acosh x = log(1 + y), y = (x − 1) + √((x − 1)·(x + 1)).
// atanh x = ½·log((1 + x) / (1 − x)): with 2^e near that quotient it is e·½·ln 2 + atanh(s),
// s = (1 + x − 2^e·(1 − x)) / (1 + x + 2^e·(1 − x)), |s| ≤ 0.201. The series is fitted by Tools/interpolate.py.

extension Scalar {
  /// The inverse hyperbolic sine.
  package func asinh() -> Scalar {
    (dtype == .float32 ? convert(to: .float64).abs.singleAsinh() : abs.doubleAsinh()).copySign(of: self)
  }

  /// The inverse hyperbolic cosine; NaN below 1.
  package func acosh() -> Scalar {
    let result = dtype == .float32 ? convert(to: .float64).singleAcosh() : doubleAcosh()
    return compare(.less, 1).select(.nan, result)
  }

  /// The inverse hyperbolic tangent; NaN outside of ±1.
  package func atanh() -> Scalar {
    let inside = dtype == .float32 ? convert(to: .float64).abs.singleAtanh() : abs.doubleAtanh()
    let outside = abs.compare(.equal, 1).select(.infinity, constant(.nan))
    return abs.compare(.less, 1).select(inside, outside).copySign(of: self)
  }

  // MARK: float32, in float64 and rounded once

  private func singleAsinh() -> Scalar {
    let y = self + (fma(self, 1).sqrt - 1)
    // Below, the root is too near 1.
    let small = (self * self * self).fma(-1.0 / 6, self)
    return compare(.less, 0x1p-12).select(small, y.singleLog1p()).convert(to: .float32)
  }

  private func singleAcosh() -> Scalar {
    let t = self - 1
    return (t + (t * (t + 2)).sqrt).singleLog1p().convert(to: .float32)
  }

  private func singleAtanh() -> Scalar {
    let (e, power) = Self.quotient(1 + self, 1 - self)
    let scaled = (1 - self) * power
    let isNear = e.compare(.equal, 0)
    let s = isNear.select(self, 1 + self - scaled) / isNear.select(1, 1 + self + scaled)
    let square = s * s
    let series = (s * square).fma(square.polynomial(Self.atanhSingle), s)
    return e.fma(0x1.62e42fefa39efp-2, series).convert(to: .float32)
  }

  /// log(1 + y), y ≥ 0, to some 34 bits; of ∞ it is ∞.
  private func singleLog1p() -> Scalar {
    let reduction = LogarithmReduction(1 + self, lifted: nil)
    let isWhole = reduction.shiftedExponent.compare(
      .equal, reduction.shiftedExponent.constant(integer: 0))
    let result = reduction.shortLogarithm(isWhole.select(self, reduction.m - 1))
    return compare(.less, .infinity).select(result, self)
  }

  // MARK: float64

  private func doubleAsinh() -> Scalar {
    let large = compare(.greater, 0x1p30)
    let x = large.select(1, self)
    let square = Pair.product(x, x)
    var sum = Pair.exactSum(square.high, constant(1))
    sum.low = sum.low + square.low
    let root = sum.squareRoot
    let rise = Pair.exactSum(root.high - 1, root.low)
    var y = Pair.sum(x, rise.high)
    y.low = y.low + rise.low
    return log1p(y, orTwiceSelfWhere: large)
  }

  private func doubleAcosh() -> Scalar {
    let large = compare(.greater, 0x1p30)
    let x = large.select(1, self)
    let t = x - 1
    let sum = Pair.sum(x, constant(1))
    var product = Pair.product(t, sum.high)
    product.low = t.fma(sum.low, product.low)
    let root = product.squareRoot
    var y = Pair.sum(root.high, t)
    y.low = y.low + root.low
    return log1p(y, orTwiceSelfWhere: large)
  }

  /// log(1 + y), y ≥ 0; where `large`, log(2·self).
  private func log1p(_ y: Pair, orTwiceSelfWhere large: Scalar) -> Scalar {
    let sum = Pair.exactSum(y.high, constant(1))
    var reduction = LogarithmReduction(large.select(self, sum.high), lifted: nil)
    let exponent = reduction.shiftedExponent
    let isWhole = exponent.compare(.equal, exponent.constant(integer: 0)) & !large
    // What is missing to the whole, times 2^−e.
    let power = (exponent.constant(integer: format.bits(ofPowerOf2: 0)) - exponent).bitcast(to: dtype)
    let low = isWhole.select(y.low, large.select(0, (sum.low + y.low) * power))
    let f = isWhole.select(y.high, reduction.m - 1)
    reduction.exponent = reduction.exponent + large.select(1, constant(0))
    let result = reduction.logarithm(f, low: low * f.polynomial(Self.reciprocal))
    return compare(.less, .infinity).select(result, self)
  }

  private func doubleAtanh() -> Scalar {
    let (v, u) = (Pair.sum(constant(1), self), Pair.sum(constant(1), -self))
    let (e, power) = Self.quotient(v.high, u.high)
    let isNear = e.compare(.equal, 0)
    let (scaled, low) = (u.high * power, u.low * power)
    let sum = Pair.exactSum(v.high, scaled)
    let numerator = v.high - scaled
    let quotient = numerator / sum.high
    let rest = (v.low - low) - quotient * (sum.low + (v.low + low))
    let s = isNear.select(self, quotient)
    let correction = isNear.select(0, ((-quotient).fma(sum.high, numerator) + rest) / sum.high)
    let square = s * s
    let tail = (s * square).fma(square.polynomial(Self.atanhDouble), correction)
    // So few bits that the product is exact.
    let whole = Pair.sum(e * 0x1.62e42fefa38p-2, s)
    return whole.high + e.fma(0x1.ef35793c76730p-46, whole.low + tail)
  }

  /// The power of 2 that is nearest to a/b, a ≥ b, and its exponent as a float64.
  private static func quotient(_ a: Scalar, _ b: Scalar) -> (exponent: Scalar, power: Scalar) {
    // The bits of a float are a logarithm that is off by at most 0.09.
    let e = (a.bits - b.bits).adding(integer: 1 << 51).shiftRightLogical(52)
    let one = e.constant(integer: FloatFormat.double.bits(ofPowerOf2: 0))
    return (e.smallIntegerAsDouble(), e.asPowerOf2(.double, times: one))
  }

  /// 1 / (1 + f), √½ ≤ 1 + f < √2, to 1 %.
  private static let reciprocal = [0x1.01476ap+0, -0x1.14a2e4p+0, 0x1.d41530p-1]

  /// (atanh(s) − s) / s³ in s², |s| ≤ 0.201.
  static let atanhSingle = [
    0x1.55555555a408fp-2, 0x1.999996a30d317p-3, 0x1.2494904845cc4p-3, 0x1.c5e40ad379558p-4,
    0x1.962d229e8948ap-4,
  ]
  private static let atanhDouble = [
    0x1.5555555555555p-2, 0x1.999999999999ap-3, 0x1.2492492492495p-3, 0x1.c71c71c71bfe5p-4,
    0x1.745d17462a5b1p-4, 0x1.3b13b11332294p-4, 0x1.11111c33d938p-4, 0x1.e1dde5e208b3cp-5,
    0x1.af9d2c3f00992p-5, 0x1.7ddcb569213bcp-5, 0x1.b6885c1e7b379p-5,
  ]
}

extension LogarithmReduction {
  /// e·ln 2 + log(1 + f) of a float64, to some 34 bits of either.
  func shortLogarithm(_ f: Scalar) -> Scalar {
    let s = f / (2 + f)
    let square = s * s
    let series = (s * square).fma(square.polynomial(Scalar.atanhSingle), s)
    return exponent.fma(0x1.62e42fefa39efp-1, series * 2)
  }
}
