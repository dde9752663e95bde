import JAXIR

// With √(1 − z) = p ∓ iq and √(1 + z) = u ± iv (Kahan, "Branch cuts for complex elementary functions", 1987):
//
//     asin z = atan2(x, p·u + q·v) ± i·asinh(p·v + q·u)
//     acos z = 2·atan2(p, u) ∓ i·asinh(p·v + q·u)
//
// where no sum cancels; the roots are pairs, and 1 ± x is exact. The signs are those of y, of zero too, which say on
// which side of a branch cut z is. Far away, the arguments of asinh are replaced by their logarithm.

extension ComplexScalar {
  package func asin() -> ComplexScalar {
    inDoublePrecision { z in
      let parts = InverseSineParts(z)
      return ComplexScalar(parts.sine, parts.height.copySign(of: z.imaginary))
    }
  }

  package func acos() -> ComplexScalar {
    inDoublePrecision { z in
      let parts = InverseSineParts(z)
      return ComplexScalar(parts.cosine, parts.height.copySign(of: -z.imaginary))
    }
  }

  /// acosh z = ±i·acos z, its real part not negative.
  package func acosh() -> ComplexScalar {
    inDoublePrecision { z in
      let parts = InverseSineParts(z)
      return ComplexScalar(parts.height, parts.cosine.copySign(of: z.imaginary))
    }
  }

  // f(iz) of an inverse hyperbolic function is the trigonometric one, up to a factor of i.
  package func asinh() -> ComplexScalar { timesI.asin().timesMinusI }
  package func atan() -> ComplexScalar { timesI.atanh().timesMinusI }
}

/// What the inverse sine and cosine of a number in float64 are made of.
private struct InverseSineParts {
  /// The real part of asin z.
  let sine: Scalar
  /// The real part of acos z.
  let cosine: Scalar
  /// The magnitude of the imaginary part of both.
  let height: Scalar

  init(_ z: ComplexScalar) {
    let isLarge = z.real.abs.compare(.greater, 0x1p300) | z.imaginary.abs.compare(.greater, 0x1p300)
    let (x, y) = (isLarge.select(1, z.real), isLarge.select(1, z.imaginary.abs))
    let one = x.constant(1)
    let minus = PairRoot(Pair.exactSum(one, -x), y).scaled
    let plus = PairRoot(Pair.exactSum(one, x), y).scaled
    let (right, left) = (x.compare(.greater, 1), x.compare(.less, -1))
    let (p, q) = (right.select(minus.smaller, minus.larger), right.select(minus.larger, minus.smaller))
    let (u, v) = (left.select(plus.smaller, plus.larger), left.select(plus.larger, plus.smaller))
    let near = (p * u + q * v).value
    sine = z.real.atan2(isLarge.select(z.imaginary.abs, near))
    let (rise, run) = (isLarge.select(z.imaginary.abs, p.value), isLarge.select(z.real, u.value))
    cosine = rise.atan2(run) * isLarge.select(1, one.constant(2))
    let logarithm = z.logarithmOfMagnitude + 0x1.62e42fefa39efp-1
    height = isLarge.select(logarithm, (p * v + q * u).value.asinh())
  }
}

// MARK: - The inverse hyperbolic tangent

extension ComplexScalar {
  /// atanh z = ¼·log1p(4·x / ((1 − x)² + y²)) + i·½·atan2(2·y, 1 − x² − y²), for x ≥ 0.
  package func atanh() -> ComplexScalar {
    inDoublePrecision { z in
      let isLarge = z.real.abs.compare(.greater, 0x1p60) | z.imaginary.abs.compare(.greater, 0x1p60)
      let (x, y) = (isLarge.select(2, z.real.abs), isLarge.select(2, z.imaginary))
      let one = x.constant(1)
      let square = Pair.sumOfSquares(Pair.exactSum(one, -x), y)
      let logarithm = (Pair(x * 4) / square).value.log1p() * 0.25
      // At 1, the square of y may be too small.
      let isPole = x.compare(.equal, 1) & y.abs.compare(.less, 0x1p-450)
      let nearPole = (y.abs * 0.5).log() * -0.5
      // Beyond 2⁶⁰, atanh z = 1 / z ± iπ/2.
      let exponent = z.exponent
      let scaled = z.scaled(by: -exponent)
      let inverse = (scaled.real / scaled.squaredMagnitude).scaled(by: -exponent).abs
      let far = z.isInfinite.select(0, inverse)
      let real = isLarge.select(far, isPole.select(nearPole, logarithm))
      let angle = (y * 2).atan2(Pair.oneMinusSquares(x, y)) * 0.5
      let right = (z.imaginary.isNaN).select(.nan, one.constant(Double.pi / 2))
      let imaginary = isLarge.select(right.copySign(of: z.imaginary), angle)
      return ComplexScalar(real.copySign(of: z.real), imaginary)
    }
  }
}

extension Pair {
  /// `1 − a² − b²`, rounded; also where it cancels.
  fileprivate static func oneMinusSquares(_ a: Scalar, _ b: Scalar) -> Scalar {
    let (first, second) = (product(a, a), product(b, b))
    let sum = exactSum(a.constant(1), -first.high)
    let whole = exactSum(sum.high, -second.high)
    return whole.high + ((sum.low + whole.low) - (first.low + second.low))
  }
}
