import JAXIR

// √z: with d = √((|z| + |x|) / 2), the parts are d and |y| / 2d, in the order that the sign of x says (Kahan, "Branch
// cuts for complex elementary functions", 1987).

extension ComplexScalar {
  /// √z, its real part not negative.
  package func sqrt() -> ComplexScalar {
    inDoublePrecision { z in
      let root = PairRoot(Pair(z.real), z.imaginary)
      let larger = root.larger.value.scaled(by: root.exponent)
      // Not scaled, so that it is rounded once where it is small.
      let smaller = z.imaginary.abs / (larger * 2 + larger.constant(.leastNonzeroMagnitude))
      let isLeft = z.real.compare(.less, 0)
      let parts = ComplexScalar(
        isLeft.select(smaller, larger), isLeft.select(larger, smaller).copySign(of: z.imaginary))
      // √(±∞ + iy) and √(x ± i∞)
      let (infinity, zero) = (larger.constant(.infinity), larger.constant(0))
      let isSteep = z.imaginary.isInfinite
      let limit = ComplexScalar(
        (isSteep | !isLeft).select(infinity, z.imaginary.isNaN.select(.nan, zero)),
        (isSteep | isLeft).select(infinity, z.imaginary.isNaN.select(.nan, zero)).copySign(of: z.imaginary))
      return z.isInfinite.select(limit, parts)
    }
  }

  /// 1 / √z.
  package func rsqrt() -> ComplexScalar {
    inDoublePrecision { z in
      let root = PairRoot(Pair(z.real), z.imaginary)
      let exponent = root.exponent.constant(integer: 0) - root.exponent
      let larger = (root.larger / root.magnitude).value.scaled(by: exponent)
      let smaller = (root.smaller / root.magnitude).value.scaled(by: exponent)
      let isLeft = z.real.compare(.less, 0)
      let isZero = z.real.compare(.equal, 0) & z.imaginary.compare(.equal, 0)
      let parts = ComplexScalar(
        isZero.select(.infinity, isLeft.select(smaller, larger)),
        isLeft.select(larger, smaller).copySign(of: -z.imaginary))
      let limit = ComplexScalar(larger.constant(0), (-z.imaginary).signedZero)
      return z.isInfinite.select(limit, parts)
    }
  }

  /// ∛z, of the argument's third.
  package func cbrt() -> ComplexScalar {
    inDoublePrecision { z in
      let wave = (z.imaginary.atan2(z.real) / 3).sineAndCosine()
      let length = z.magnitude.cbrt()
      let parts = ComplexScalar((wave.cosine * length).value, (wave.sine * length).value)
      // Where the angle may be too small a number, ∛(x + iy) = ∛x + iy / 3·∛x².
      let isNarrow = z.imaginary.abs.compare(.lessEqual, z.real * 0x1p-60)
      let low = z.imaginary / (length * length * 3)
      let root = ComplexScalar(parts.real, isNarrow.select(low, parts.imaginary))
      let isZero = length.compare(.equal, 0)
      return isZero.select(z, root)
    }
  }
}

/// The square root of `x + iy`, x a pair, without a power of 2.
struct PairRoot {
  /// d
  let larger: Pair
  /// |y| / 2d
  let smaller: Pair
  /// |x + iy|, without the square of that power.
  let magnitude: Pair
  /// An `int64`: the parts are to be multiplied by 2 to this power.
  let exponent: Scalar

  init(_ x: Pair, _ y: Scalar) {
    let size = ComplexScalar(x.high, y).exponent
    exponent = size.shiftRightArithmetic(1)
    let scale = exponent * exponent.constant(integer: -2)
    let scaledY = y.abs.scaled(by: scale)
    let high = x.high.scaled(by: scale)
    let turn = high.bits & high.bits.constant(integer: Int.min)
    let scaledX = turn.turning(Pair(high: high, low: x.low.scaled(by: scale)))
    magnitude = Pair.sumOfSquares(scaledX, scaledY).squareRoot
    larger = (magnitude + scaledX).scaled(high.constant(0.5)).squareRoot
    var divisor = larger.scaled(high.constant(2))
    // Makes 0/0 0, and is nothing beside any other.
    divisor.high = divisor.high + high.format.leastNormal
    smaller = Pair(scaledY) / divisor
  }

  /// The parts with their power of 2.
  var scaled: (larger: Pair, smaller: Pair) {
    func scaled(_ pair: Pair) -> Pair {
      Pair(high: pair.high.scaled(by: exponent), low: pair.low.scaled(by: exponent))
    }
    return (scaled(larger), scaled(smaller))
  }
}
