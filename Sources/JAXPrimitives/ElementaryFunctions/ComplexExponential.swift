import JAXIR

// e^(x + iy) = e^x·(cos y + i·sin y), and the hyperbolic functions as products of real ones (Kahan, "Branch cuts for
// complex elementary functions", 1987). Powers of 2 are left out until the end, so that a part is finite where the
// exponential of x alone is not. Where a part cancels, it is computed to twice the precision.

extension ComplexScalar {
  /// e^z.
  package func exp() -> ComplexScalar { inDoublePrecision { $0.doubleExp() } }

  fileprivate func doubleExp() -> ComplexScalar {
    let reduction = ExponentialReduction(real.atMost(1500).atLeast(-1500))
    let tail = reduction.tail()
    let wave = LiftedWave(imaginary)
    let result = wave.scaled(
      wave.cosine.grown(by: tail), wave.sine.grown(by: tail), by: reduction.exponent)
    return ComplexScalar(result.real, imaginary.compare(.equal, 0).select(imaginary, result.imaginary))
  }

  /// e^z − 1.
  package func expm1() -> ComplexScalar {
    inDoublePrecision { z in
      // e^x·cos y − 1 = (e^x − 1)·cos y + (cos y − 1); far on, the 1 is nothing beside e^x·cos y.
      let isLarge = z.real.compare(.greater, 60)
      let exponential = PairExponential(Pair(z.real.atMost(60).atLeast(-100))).minusOne
      let wave = PairWave(Pair(z.imaginary))
      let near = exponential * wave.cosineMinusOne + exponential + wave.cosineMinusOne
      let whole = z.doubleExp()
      let isZero = z.real.compare(.equal, 0) & z.imaginary.compare(.equal, 0)
      let real = isZero.select(z.real, near.value)
      return ComplexScalar(isLarge.select(whole.real, real), whole.imaginary)
    }
  }

  /// 1 / (1 + e^−z).
  package func logistic() -> ComplexScalar {
    inDoublePrecision { z in
      // With E = e^−|x|, all but one of these terms are positive, and that one is computed to twice the precision:
      // the real part is 1 − E + E·(1 + cos y), or E·(E − 1 + (1 + cos y)) for a negative x, the imaginary part
      // E·sin y, both over (1 − E)² + 2·E·(1 + cos y).
      let distance = z.real.abs
      let fall = PairExponential(Pair(-distance.atMost(700))).minusOne
      let exponential = (-distance).exp()
      let wave = PairWave(Pair(z.imaginary))
      let plus = wave.cosinePlusOne
      let divisor = fall * fall + (plus * exponential).scaled(exponential.constant(2))
      let right = -fall + plus * exponential
      let left = (fall + plus).value * exponential
      let isLeft = z.real.compare(.less, 0)
      let sine = z.imaginary.compare(.equal, 0).select(z.imaginary, wave.sine.value)
      return ComplexScalar(isLeft.select(left, right.value), sine * exponential).map { $0 / divisor.value }
    }
  }
}

// MARK: - Hyperbolic and trigonometric functions

extension ComplexScalar {
  /// sinh z = sinh x·cos y + i·cosh x·sin y
  package func sinh() -> ComplexScalar {
    inDoublePrecision { z in
      let hyperbolic = ScaledHyperbolic(z.real)
      let wave = LiftedWave(z.imaginary)
      let result = wave.scaled(
        (hyperbolic.sine * wave.cosine).signedValue, (hyperbolic.cosine * wave.sine).value,
        by: hyperbolic.exponent)
      let isReal = z.imaginary.compare(.equal, 0)
      return ComplexScalar(result.real, isReal.select(z.imaginary, result.imaginary))
    }
  }

  /// cosh z = cosh x·cos y + i·sinh x·sin y
  package func cosh() -> ComplexScalar {
    inDoublePrecision { z in
      let hyperbolic = ScaledHyperbolic(z.real)
      let wave = LiftedWave(z.imaginary)
      let result = wave.scaled(
        (hyperbolic.cosine * wave.cosine).value, (hyperbolic.sine * wave.sine).signedValue,
        by: hyperbolic.exponent)
      let isReal = z.imaginary.compare(.equal, 0)
      let sign = z.imaginary.constant(1).copySign(of: z.real)
      return ComplexScalar(result.real, isReal.select(z.imaginary * sign, result.imaginary))
    }
  }

  /// tanh z = (sinh x·cosh x + i·sin y·cos y) / (sinh² x + cos² y)
  package func tanh() -> ComplexScalar {
    inDoublePrecision { z in
      let hyperbolic = ScaledHyperbolic(z.real)
      let wave = z.imaginary.sineAndCosine()
      let (sine, cosine) = (hyperbolic.sine, wave.cosine)
      let square = (cosine * cosine).scaled(hyperbolic.inverseSquare)
      let divisor = sine * sine + square
      let real = ((sine * hyperbolic.cosine) / divisor).value
      let exponent = hyperbolic.exponent * hyperbolic.exponent.constant(integer: -2)
      let imaginary = ((wave.sine * cosine) / divisor).value.scaled(by: exponent)
      // At infinity the limit, whatever y is.
      let limit = ComplexScalar(z.real.constant(1).copySign(of: z.real), z.imaginary.signedZero)
      let result = ComplexScalar(
        (z.real.compare(.equal, 0) & z.isFinite).select(z.real, real),
        z.imaginary.compare(.equal, 0).select(z.imaginary, imaginary))
      return z.real.isInfinite.select(limit, result)
    }
  }

  // f(iz) of a hyperbolic function is the trigonometric one, up to a factor of i.
  package func sin() -> ComplexScalar { timesI.sinh().timesMinusI }
  package func cos() -> ComplexScalar { timesI.cosh() }
  package func tan() -> ComplexScalar { timesI.tanh().timesMinusI }
}

/// Hyperbolic sine and cosine of a float64, without the power of 2 that is near e^|x|.
struct ScaledHyperbolic {
  let sine: Pair
  let cosine: Pair
  /// An `int64`; to be multiplied by 2 to this power.
  let exponent: Scalar
  /// The square of that power, inverse; 0 where it is nothing beside 1.
  let inverseSquare: Scalar

  init(_ x: Scalar) {
    let reduction = ExponentialReduction(x.abs.atMost(1500))
    let r = Pair.sum(reduction.high, reduction.low)
    exponent = reduction.exponent
    let isLarge = exponent.compare(.greater, exponent.constant(integer: 200))
    let down = exponent.constant(integer: 1023) - exponent - exponent
    inverseSquare = isLarge.select(0, down.shiftLeft(52).bitcast(to: .float64))
    // Of e^±n·ln 2, over 2ⁿ: half the sum and half the difference.
    let (one, low) = (x.constant(0.5), inverseSquare * 0.5)
    let (sum, difference) = (Pair.sum(one, low), Pair.sum(one, -low))
    let square = r.high * r.high
    // sinh r − r.high and cosh r − 1
    let sineTail = (r.high * square).fma(square.polynomial(ShortExponential.sineDouble), r.low)
    let cosineTail = square.fma(
      square.fma(square.polynomial(ShortExponential.cosineDouble), square.constant(0.5)), r.high * r.low)
    func combined(_ a: Pair, _ b: Pair) -> Pair {
      // a·cosh r + b·sinh r
      let product = Pair.product(b.high, r.high)
      let main = Pair.exactSum(a.high, product.high)
      let small = a.low + b.low.fma(r.high, product.low) + main.low
      return Pair.exactSum(main.high, a.high.fma(cosineTail, b.high.fma(sineTail, small)))
    }
    let magnitude = combined(difference, sum)
    let isTiny = x.abs.compare(.less, 0x1p-500)
    let sign = x.bits & x.bits.constant(integer: Int.min)
    sine = sign.turning(isTiny.select(Pair(x.abs), magnitude))
    cosine = combined(sum, difference)
  }
}

/// Sine and cosine of a float64, the sine times a power of 2 where products with it might be denormal before they are
/// scaled.
private struct LiftedWave {
  let sine: Pair
  let cosine: Pair
  /// How far the sine is lifted, an `int64`.
  private let lift: Scalar

  init(_ y: Scalar) {
    let wave = y.sineAndCosine()
    let isSmall = y.abs.compare(.less, 0x1p-500)
    sine = wave.sine.scaled(isSmall.select(0x1p512, y.constant(1)))
    cosine = wave.cosine
    let zero = y.bits.constant(integer: 0)
    lift = isSmall.select(zero.constant(integer: 512), zero)
  }

  /// A product with the cosine and one with the sine, times 2^exponent.
  func scaled(_ real: Scalar, _ imaginary: Scalar, by exponent: Scalar) -> ComplexScalar {
    ComplexScalar(real.scaled(by: exponent), imaginary.scaled(by: exponent - lift))
  }
}

extension Scalar {
  /// Sine and cosine of a float64, to about a third of an ulp.
  func sineAndCosine() -> (sine: Pair, cosine: Pair) {
    let reduction = DoubleWaveReduction(self)
    let rough = Self.sineAndCosine(reduction.remainder)
    let (sine, cosine) = (
      Pair.sum(rough.sine.high, rough.sine.low), Pair.sum(rough.cosine.high, rough.cosine.low)
    )
    let quadrant = reduction.quadrant
    let isOdd = Self.isOdd(quadrant)
    let sineSign = quadrant.shiftRightLogical(1).shiftLeft(63)
    let cosineSign = quadrant.adding(integer: 1).shiftRightLogical(1).shiftLeft(63)
    let turned = sineSign.turning(isOdd.select(cosine, sine))
    // Keeps −0.
    return (compare(.equal, 0).select(Pair(self), turned), cosineSign.turning(isOdd.select(sine, cosine)))
  }

  var signedZero: Scalar { constant(0).copySign(of: self) }
}

extension Pair {
  /// `self·(1 + growth)`, rounded.
  fileprivate func grown(by growth: Scalar) -> Scalar { high + high.fma(growth, low) }
}

extension ExponentialReduction {
  /// n as an `int64`, of a float64.
  var exponent: Scalar {
    shifted.adding(integer: -Int(bitPattern: UInt(format.roundingShift.bitPattern)))
  }
}
