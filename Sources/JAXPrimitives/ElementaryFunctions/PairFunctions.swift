import JAXIR

// The exponential, sine and cosine of float64 to twice its precision, for what cancels: the reductions of the single
// functions, then Taylor's series in pairs.

/// `e^x = 2ⁿ·(1 + p)` of a pair, to about 2⁻⁹⁸.
struct PairExponential {
  let reduction: ExponentialReduction
  /// p, relative to its own size.
  let p: Pair

  /// - Parameter x: so small that n fits half the significand; NaN stays NaN.
  init(_ x: Pair) {
    reduction = ExponentialReduction(x.high)
    let n = reduction.shifted.bitcast(to: .float64) - x.high.format.roundingShift
    let product = Pair.product(n, n.constant(-0x1.abc9e3b39803fp-56))
    let low = n.fma(-0x1.7b57a079a1934p-111, product.low + x.low)
    let r = Pair.exactSum(reduction.high, product.high)
    let remainder = Pair.exactSum(r.high, r.low + low)
    p = remainder * FactorialSeries(first: 1, step: 1, pairCount: 13, count: 22)(remainder)
  }

  /// e^x, where 2ⁿ is a normal number.
  var value: Pair { (p + 1).scaled(reduction.power(plus: 0)) }

  /// e^x − 1, where 2ⁿ is a normal number.
  var minusOne: Pair {
    let power = reduction.power(plus: 0)
    return Pair.exactSum(power, power.constant(-1)) + p.scaled(power)
  }
}

/// Sine and cosine of any float64 x, the lower part of a pair added, to about 2⁻⁹⁸, with 1 + cos x and cos x − 1
/// relative to their own size.
struct PairWave {
  let sine: Pair
  let cosine: Pair
  let cosinePlusOne: Pair
  let cosineMinusOne: Pair

  init(_ x: Pair) {
    let reduction = DoubleWaveReduction(x.high)
    let quadrant = reduction.quadrant
    let r = Pair.exactSum(reduction.remainder.high, reduction.remainder.low + x.low)
    let z = -(r * r)
    let ofR = r * FactorialSeries(first: 1, step: 2, pairCount: 8, count: 14)(z)
    // cos r − 1
    let rise = z * FactorialSeries(first: 2, step: 2, pairCount: 8, count: 13)(z)
    let isOdd = Scalar.isOdd(quadrant)
    let sineSign = quadrant.shiftRightLogical(1).shiftLeft(63)
    let cosineSign = quadrant.adding(integer: 1).shiftRightLogical(1).shiftLeft(63)
    sine = sineSign.turning(isOdd.select(rise + 1, ofR))
    cosine = cosineSign.turning(isOdd.select(ofR, rise + 1))
    // In an even quadrant cos x is ±cos r.
    let isNegative = cosineSign.compare(.less, cosineSign.constant(integer: 0))
    let (plus, minus) = (cosine + 1, cosine + -1)
    cosinePlusOne = (!isOdd & isNegative).select(-rise, plus)
    cosineMinusOne = (!isOdd & !isNegative).select(rise, minus)
  }
}
