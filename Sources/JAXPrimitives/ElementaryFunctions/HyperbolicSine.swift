package import JAXIR

// x = n·ln 2 + r, |r| ≤ ln 2 / 2: sinh x = sinh(n·ln 2)·cosh r + cosh(n·ln 2)·sinh r, and cosh x the other way round.
// Neither cancels nor divides, and sinh x is sinh r where n is 0. P and Q are fitted by Tools/interpolate.py.

extension Scalar {
  /// The hyperbolic sine.
  package func sinh() -> Scalar {
    (dtype == .float32 ? singleHyperbolic(.sine) : doubleHyperbolic(.sine)).copySign(of: self)
  }

  /// The hyperbolic cosine.
  package func cosh() -> Scalar { dtype == .float32 ? singleHyperbolic(.cosine) : doubleHyperbolic(.cosine) }

  /// Of |x|, in float64 and rounded once.
  private func singleHyperbolic(_ function: Wave) -> Scalar {
    let reduction = ShortExponential(convert(to: .float64).abs.atMost(100))
    let (up, down) = (reduction.power(plus: -1), reduction.inversePower(plus: -1))
    let (sum, difference) = (up + down, up - down)
    let result =
      function == .sine
      ? difference.fma(reduction.cosine, sum * reduction.sine)
      : sum.fma(reduction.cosine, difference * reduction.sine)
    return result.convert(to: .float32)
  }

  /// Of |x|.
  private func doubleHyperbolic(_ function: Wave) -> Scalar {
    let x = abs.atMost(710.6)
    let reduction = ExponentialReduction(x)
    let r = Pair.sum(reduction.high, reduction.low)
    let square = r.high * r.high
    // sinh r − r.high and cosh r − 1
    let sineTail = (r.high * square).fma(square.polynomial(ShortExponential.sineDouble), r.low)
    let cosineTail = square.fma(
      square.fma(square.polynomial(ShortExponential.cosineDouble), square.constant(0.5)), r.high * r.low)
    // Quarters, so that they are finite up to the overflow.
    let up = reduction.power(plus: -2)
    let exponent = reduction.shifted.shiftLeft(format.significandBits)
    let quarter = exponent.constant(integer: format.bits(ofPowerOf2: -2))
    let down = x.compare(.greater, 64).select(0, (quarter - exponent).bitcast(to: dtype))
    let (sum, difference) = (Pair.sum(up, down), Pair.sum(up, -down))
    let (a, b) = function == .sine ? (difference, sum) : (sum, difference)
    let product = Pair.product(b.high, r.high)
    let main = Pair.sum(a.high, product.high)
    let small = a.low + b.low.fma(r.high, product.low) + main.low
    let result = (main.high + a.high.fma(cosineTail, b.high.fma(sineTail, small))) * 2
    // Denormals have no quarter.
    return function == .sine ? abs.compare(.less, format.leastNormal * 8).select(abs, result) : result
  }
}

/// `x = n·ln 2 + r` for a float64 of which some 34 bits matter, with the functions of r: e^r is the sum of its sine
/// and cosine.
struct ShortExponential {
  /// Holds n in its low bits.
  let shifted: Scalar
  /// sinh r
  let sine: Scalar
  /// cosh r
  let cosine: Scalar

  init(_ x: Scalar) {
    let sum = x.fma(0x1.71547652b82fep+0, x.constant(x.format.roundingShift))
    shifted = sum.bits
    let r = (sum - x.format.roundingShift).fma(-0x1.62e42fefa39efp-1, x)
    let square = r * r
    sine = (r * square).fma(square.polynomial(Self.sineSingle), r)
    cosine = square.fma(
      square.fma(square.polynomial(Self.cosineSingle), square.constant(0.5)), square.constant(1))
  }

  /// e^x
  var value: Scalar { power(plus: 0) * (sine + cosine) }

  /// 2^(n + exponent)
  func power(plus exponent: Int) -> Scalar {
    shifted.asPowerOf2(
      .double, times: shifted.constant(integer: FloatFormat.double.bits(ofPowerOf2: exponent)))
  }

  /// 2^(exponent − n)
  func inversePower(plus exponent: Int) -> Scalar {
    (shifted.constant(integer: FloatFormat.double.bits(ofPowerOf2: exponent)) - shifted.shiftLeft(52))
      .bitcast(to: .float64)
  }

  /// (sinh(r) − r) / r³ in r², |r| ≤ ln 2 / 2.
  static let sineSingle = [
    0x1.5555555a8831fp-3, 0x1.1110e09310fecp-7, 0x1.a125f92746ea7p-13,
  ]
  static let sineDouble = [
    0x1.5555555555555p-3, 0x1.1111111111111p-7, 0x1.a01a01a019687p-13, 0x1.71de3a5ab746p-19,
    0x1.ae642c2fe27dcp-26, 0x1.61c043600f0bdp-33,
  ]
  /// (cosh(r) − 1 − r²/2) / r⁴ in r².
  static let cosineSingle = [
    0x1.5555555769884p-5, 0x1.6c169aa38275ap-10, 0x1.a0f055f70a8p-16,
  ]
  static let cosineDouble = [
    0x1.5555555555555p-5, 0x1.6c16c16c16c17p-10, 0x1.a01a01a019b51p-16, 0x1.27e4fb7a2f479p-22,
    0x1.1eed79d87e1d6p-29, 0x1.94332901c76d3p-37,
  ]
}
