import JAXIR

// a^b = e^(b·log a). The error of the logarithm is multiplied by b, so it takes twice the precision: one step of
// Newton's method from the logarithm in float64, L' = L + log(|a|·e^−L) and θ' = θ + (y·cos θ − x·sin θ) / |a|.

extension ComplexScalar {
  /// a^b: 1 to the power 0, and 0 of 0 to a power with a positive real part; NaN of 0 to others.
  package func pow(_ exponent: ComplexScalar) -> ComplexScalar {
    let b = exponent.map { $0.convert(to: .float64) }
    return inDoublePrecision { $0.doublePower(b, isSingle: real.dtype == .float32) }
  }

  private func doublePower(_ b: ComplexScalar, isSingle: Bool) -> ComplexScalar {
    let angle = imaginary.atan2(real)
    let logarithm = logarithmOfMagnitude
    let precise = isSingle ? (Pair(logarithm), Pair(angle)) : refined(logarithm, angle)
    // A factor of 0 makes 0, beside an infinity too.
    func product(_ pair: Pair, _ factor: Scalar) -> Pair {
      let isZero = factor.compare(.equal, 0) | pair.high.compare(.equal, 0)
      return isZero.select(Pair(factor.constant(0)), pair * factor)
    }
    let growth = product(precise.0, b.real) - product(precise.1, b.imaginary)
    let turn = product(precise.0, b.imaginary) + product(precise.1, b.real)
    let power = Self.exponential(growth, turn)
    let zero = real.constant(0)
    let ofZero = b.real.compare(.greater, 0).select(zero, .nan)
    let isZero = real.compare(.equal, 0) & imaginary.compare(.equal, 0)
    let isOne = b.real.compare(.equal, 0) & b.imaginary.compare(.equal, 0)
    let result = isZero.select(ComplexScalar(ofZero, ofZero), power)
    return isOne.select(ComplexScalar(zero.constant(1), zero), result)
  }

  /// log |a| and arg a to twice the precision, from those of float64; as they are where they are not finite.
  private func refined(_ logarithm: Scalar, _ angle: Scalar) -> (logarithm: Pair, angle: Pair) {
    let size = exponent
    let a = scaled(by: -size)
    // log of the scaled magnitude: the power of 2 is taken off in two parts, the first without rounding.
    let n = size.convert(to: .float64)
    let rest = (n * -0x1.62e42fefa38p-1 + logarithm) - n * 0x1.ef35793c76730p-45
    let inverse = PairExponential(Pair(rest * -2)).value
    let error = Pair.sumOfSquares(Pair(a.real), a.imaginary) * inverse + -1
    let correction = error * error.high.fma(-0.25, error.high.constant(0.5))
    let base = Pair.exactSum(n * 0x1.62e42fefa38p-1, rest)
    let tail = n * 0x1.ef35793c76730p-45
    let whole = Pair.exactSum(base.high, base.low + tail + correction.value)
    let wave = PairWave(Pair(angle))
    let across = wave.cosine * a.imaginary - wave.sine * a.real
    let along = a.real * wave.cosine.high + a.imaginary * wave.sine.high
    let turned = Pair.sum(angle, across.value / along)
    let isFinite = isFinite & logarithm.abs.compare(.less, .infinity)
    return (
      isFinite.select(whole, Pair(logarithm)), isFinite.select(turned, Pair(angle))
    )
  }

  /// e^(x + iy) of pairs.
  private static func exponential(_ x: Pair, _ y: Pair) -> ComplexScalar {
    let clamped = x.high.atMost(1500).atLeast(-1500)
    let low = clamped.compare(.equal, x.high).select(x.low, 0)
    let exponential = PairExponential(Pair(high: clamped, low: low))
    let wave = PairWave(y)
    let growth = exponential.p + 1
    let result = ComplexScalar((wave.cosine * growth).value, (wave.sine * growth).value)
      .scaled(by: exponential.reduction.exponent)
    let isReal = y.high.compare(.equal, 0)
    return ComplexScalar(result.real, isReal.select(y.high, result.imaginary))
  }
}

extension ComplexScalar {
  /// −i·log((x + iy) / √(x² + y²)) for `y.atan2(x)`: the arc tangent of y / x, continued as that of real numbers is.
  package func atan2(_ x: ComplexScalar) -> ComplexScalar {
    let wide = x.map { $0.convert(to: .float64) }
    return inDoublePrecision { y in
      let square = wide * wide + y * y
      return ((wide + y.timesI) / square.sqrt()).log().timesMinusI
    }
  }
}
