package import JAXIR

// asin and acos: up to ½ by x + x³·P(x²); above it asin(x) = π/2 − 2·asin(√((1 − x) / 2)), where the argument of the
// root is exact (Muller, "Elementary Functions"). P is fitted by Tools/interpolate.py.

extension Scalar {
  /// The arc sine, from −π/2 to π/2; NaN outside of ±1.
  package func asin() -> Scalar {
    let result = dtype == .float32 ? singleInverseSine() : InverseSine(self).asin
    return result.copySign(of: self)
  }

  /// The arc cosine, from 0 to π; NaN outside of ±1.
  package func acos() -> Scalar { dtype == .float32 ? singleInverseCosine() : InverseSine(self).acos }

  /// asin |x|, in float64 and rounded once.
  private func singleInverseSine() -> Scalar {
    let (angle, far) = singleAngleOfHalf()
    return far.select(angle.fma(-2, angle.constant(.pi / 2)), angle).convert(to: .float32)
  }

  /// π/2 − asin(x), which is 2·angle or π − 2·angle far from 0.
  private func singleInverseCosine() -> Scalar {
    let (angle, far) = singleAngleOfHalf()
    let turned = angle.copySign(of: convert(to: .float64))
    let offset = far.select(signBit.select(.pi, angle.constant(0)), .pi / 2)
    return turned.fma(far.select(2, turned.constant(-1)), offset).convert(to: .float32)
  }

  /// asin of |x|, or where that is above ½ of √((1 − |x|) / 2), as float64.
  private func singleAngleOfHalf() -> (angle: Scalar, far: Scalar) {
    let x = convert(to: .float64).abs
    let far = x.compare(.greater, 0.5)
    let square = far.select((1 - x) * 0.5, x * x)
    let base = far.select(square.sqrt, x)
    return ((base * square).fma(square.polynomial(InverseSine.single), base), far)
  }
}

/// What asin and acos of a float64 have in common: asin of |x|, or where that is above ½ of √((1 − |x|) / 2).
private struct InverseSine {
  let x: Scalar
  let far: Scalar
  let base: Scalar
  /// What is added to `base`, far smaller.
  let tail: Scalar

  init(_ x: Scalar) {
    self.x = x
    let magnitude = x.abs
    far = magnitude.compare(.greater, 0.5)
    let square = far.select((1 - magnitude) * 0.5, magnitude * magnitude)
    let root = Pair(high: square, low: square.constant(0)).squareRoot
    base = far.select(root.high, magnitude)
    tail = (base * square).fma(square.polynomial(Self.double), far.select(root.low, 0))
  }

  /// asin |x|
  var asin: Scalar {
    let difference = Pair.sum(base.constant(.pi / 2), base * -2)
    let rest = difference.low + tail.fma(-2, tail.constant(Self.halfPiTail))
    return far.select(difference.high + rest, base + tail)
  }

  var acos: Scalar {
    let unit = x.constant(1).copySign(of: x)
    let signed = far.select(unit * 2, -unit)
    let negative = x.signBit
    let offset = far.select(negative.select(.pi, x.constant(0)), .pi / 2)
    let offsetTail = far.select(negative.select(2 * Self.halfPiTail, x.constant(0)), Self.halfPiTail)
    let sum = Pair.sum(offset, base * signed)
    return sum.high + (sum.low + tail.fma(signed, offsetTail))
  }

  /// π/2 − its float64.
  private static let halfPiTail = 0x1.1a62633145c07p-54

  /// (asin(x) − x) / x³ in x², x ≤ ½.
  static let single = [
    0x1.55555554ee47bp-3, 0x1.333334ceb652p-4, 0x1.6db5cfb6af282p-5, 0x1.f208eb1ddd0fbp-6,
    0x1.6a9e3262c37dbp-6, 0x1.3c5053c2afce1p-6, 0x1.64b97e009bd03p-8, 0x1.e0231588b1e55p-6,
  ]
  static let double = [
    0x1.5555555555555p-3, 0x1.3333333333388p-4, 0x1.6db6db6dac1ep-5, 0x1.f1c71c7a52ba3p-6,
    0x1.6e8ba123e494cp-6, 0x1.1c4efce23019fp-6, 0x1.c990ad3d8fdcap-7, 0x1.7b027ee1dd585p-7,
    0x1.3b49de7121487p-7, 0x1.31622469ce5adp-7, 0x1.8f193743418ffp-9, 0x1.406192d124629p-6,
    -0x1.3b416bb7d9257p-6, 0x1.e529c6fce9bb4p-6,
  ]
}
