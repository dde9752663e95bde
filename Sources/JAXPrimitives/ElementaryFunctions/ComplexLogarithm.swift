import JAXIR

// log z = log |z| + i·arg z. Near the unit circle, log |z| = ½·log(1 + f), f = 2·t + t² + b² with t + 1 one of |x| and
// |y| and b the other, summed to twice the precision (Kahan, "Branch cuts for complex elementary functions", 1987);
// elsewhere ½·log(a² + b²), of numbers scaled so that the squares are in range.

extension ComplexScalar {
  /// log z, its imaginary part from −π to π.
  package func log() -> ComplexScalar {
    inDoublePrecision { ComplexScalar($0.logarithmOfMagnitude, $0.imaginary.atan2($0.real)) }
  }

  /// log(1 + z), its imaginary part from −π to π.
  package func log1p() -> ComplexScalar {
    inDoublePrecision { z in
      let sum = Pair.exactSum(z.real, z.real.constant(1))
      let logarithm = z.logarithm(ofSquare: sum, z.imaginary, minusOne: z.real)
      let isZero = z.real.compare(.equal, 0) & z.imaginary.compare(.equal, 0)
      return ComplexScalar(isZero.select(z.real, logarithm), z.imaginary.atan2(sum.high))
    }
  }

  /// log |z|, of parts in float64.
  var logarithmOfMagnitude: Scalar {
    let (x, y) = (real.abs, imaginary.abs)
    let isWide = x.compare(.greater, y)
    let (a, b) = (isWide.select(x, y), isWide.select(y, x))
    return logarithm(ofSquare: Pair(a), b, minusOne: a - 1)
  }

  /// ½·log(a² + b²), infinite or NaN where a part is.
  /// - Parameter t: a − 1, exact where the sum of squares is near 1.
  private func logarithm(ofSquare a: Pair, _ b: Scalar, minusOne t: Scalar) -> Scalar {
    let larger = a.high.abs.compare(.greater, b.abs).select(a.high.abs, b.abs)
    let (isLarge, isSmall) = (larger.compare(.greater, 0x1p500), larger.compare(.less, 0x1p-450))
    let factor = isLarge.select(0x1p-600, isSmall.select(0x1p600, b.constant(1)))
    let far = Pair.sumOfSquares(a.scaled(factor), b * factor)
    var reduction = LogarithmReduction(far.high, lifted: nil)
    let near = Pair.squareMinusOne(t, b)
    let isNear =
      reduction.shiftedExponent.compare(.equal, reduction.shiftedExponent.constant(integer: 0))
      & factor.compare(.equal, 1)
    let f = isNear.select(near.high, reduction.m - 1)
    let low = isNear.select(near.low, far.low) / far.high
    reduction.exponent = reduction.exponent + isLarge.select(1200, isSmall.select(-1200, b.constant(0)))
    let logarithm = reduction.logarithm(f, low: low) * 0.5
    let finite = larger.compare(.equal, 0).select(-.infinity, logarithm)
    let invalid = (real.isNaN | imaginary.isNaN).select(.nan, finite)
    return isInfinite.select(.infinity, invalid)
  }
}

extension Pair {
  /// `a² + b²`
  static func sumOfSquares(_ a: Pair, _ b: Scalar) -> Pair {
    let (first, second) = (product(a.high, a.high), product(b, b))
    let sum = exactSum(first.high, second.high)
    let low = (a.high * 2).fma(a.low, first.low)
    return Pair.sum(sum.high, sum.low + (low + second.low))
  }

  /// `(1 + t)² + b² − 1`, also where it cancels.
  static func squareMinusOne(_ t: Scalar, _ b: Scalar) -> Pair {
    let (first, second) = (product(t, t), product(b, b))
    let sum = exactSum(t * 2, first.high)
    let whole = exactSum(sum.high, second.high)
    let low = exactSum(sum.low, whole.low) + exactSum(first.low, second.low)
    let result = exactSum(whole.high, low.high)
    return exactSum(result.high, result.low + low.low)
  }
}
