package import JAXIR

extension Scalar {
  /// The sine, of any number.
  package func sin() -> Scalar { dtype == .float32 ? singleSine(.sine) : doubleSine(.sine) }
  /// The cosine, of any number.
  package func cos() -> Scalar { dtype == .float32 ? singleSine(.cosine) : doubleSine(.cosine) }

  /// The tangent, of any number.
  package func tan() -> Scalar { dtype == .float32 ? singleTangent() : doubleTangent() }

  /// In float64, rounded once: x = n·π + r, |r| ≤ π/2, where n is an integer for the sine and half an odd one for
  /// the cosine, so that both are ± sin(r).
  private func singleSine(_ function: Wave) -> Scalar {
    let reduction = SingleWaveReduction(self, function)
    let square = reduction.remainder * reduction.remainder
    let sine = reduction.remainder * square.fma(square.polynomial(Self.sineSingle), square.constant(1))
    let turned = (sine.bits ^ reduction.parity.shiftLeft(63)).bitcast(to: .float64)
    return turned.convert(to: .float32)
  }

  /// In float64, rounded once: x = n·π/2 + r, |r| ≤ π/4; tan(r), or −1 / tan(r) where n is odd.
  private func singleTangent() -> Scalar {
    let reduction = SingleWaveReduction(self, .tangent)
    let r = reduction.remainder
    let square = r * r
    let sine = r * square.fma(square.polynomial(Self.shortSineSingle), square.constant(1))
    let cosine = square.fma(
      square.fma(square.polynomial(Self.shortCosineSingle), square.constant(-0.5)), square.constant(1))
    let isOdd = Self.isOdd(reduction.parity)
    return (isOdd.select(-cosine, sine) / isOdd.select(sine, cosine)).convert(to: .float32)
  }

  /// x = n·π/2 + r, |r| ≤ π/4, r a pair; sine or cosine of r by the parity of n.
  private func doubleSine(_ function: Wave) -> Scalar {
    let reduction = DoubleWaveReduction(self)
    let (sine, cosine) = Self.sineAndCosine(reduction.remainder)
    // cos(x) = sin(x + π/2)
    let quadrant = function == .sine ? reduction.quadrant : reduction.quadrant.adding(integer: 1)
    let chosen = Self.isOdd(quadrant).select(cosine.high + cosine.low, sine.high + sine.low)
    let sign = quadrant.shiftRightLogical(1).shiftLeft(63)
    let result = (chosen.bits ^ sign).bitcast(to: dtype)
    // Keeps −0.
    return function == .sine ? compare(.equal, 0).select(self, result) : result
  }

  /// The quotient of sine and cosine, or minus the other way round, to twice the precision.
  private func doubleTangent() -> Scalar {
    let reduction = DoubleWaveReduction(self)
    let rough = Self.sineAndCosine(reduction.remainder)
    let sine = Pair.sum(rough.sine.high, rough.sine.low)
    let cosine = Pair.sum(rough.cosine.high, rough.cosine.low)
    let isOdd = Self.isOdd(reduction.quadrant)
    let numerator = isOdd.select(-cosine.high, sine.high)
    let divisor = isOdd.select(sine.high, cosine.high)
    let reciprocal = 1 / divisor
    let quotient = numerator * reciprocal
    let low = isOdd.select(-cosine.low, sine.low) - quotient * isOdd.select(sine.low, cosine.low)
    let rest = (-quotient).fma(divisor, numerator) + low
    // Keeps −0.
    return compare(.equal, 0).select(self, rest.fma(reciprocal, quotient))
  }

  /// As sums of two numbers, the second at most a tenth of the first.
  static func sineAndCosine(_ r: Pair) -> (sine: Pair, cosine: Pair) {
    let square = r.high * r.high
    let half = square * 0.5
    let tail = (r.high * square).fma(square.polynomial(sineDouble), (-half).fma(r.low, r.low))
    let rest = (square * square).fma(square.polynomial(cosineDouble), -(r.high * r.low))
    let whole = Pair.sum(r.high.constant(1), -half)
    return (Pair(high: r.high, low: tail), Pair(high: whole.high, low: whole.low + rest))
  }

  static func isOdd(_ integer: Scalar) -> Scalar {
    (integer & integer.constant(integer: 1)).compare(.notEqual, integer.constant(integer: 0))
  }

  /// (sin(r) − r) / r³ in r², |r| ≤ π/2.
  private static let sineSingle = [
    -0x1.55555547537b1p-3, 0x1.11110c43e2361p-7, -0x1.a017d789ed4c7p-13, 0x1.71703935666efp-19,
    -0x1.9a621969a3bcap-26,
  ]
  /// For the tangent: (sin(r) − r) / r³ in r², |r| ≤ π/4, and (cos(r) − 1 + r²/2) / r⁴.
  private static let shortSineSingle = [
    -0x1.555555545b642p-3, 0x1.11110de8bef6ap-7, -0x1.a0139ee6251afp-13, 0x1.6dbb39071a797p-19,
  ]
  private static let shortCosineSingle = [
    0x1.5555555501eccp-5, -0x1.6c16bf509b67cp-10, 0x1.a015beb24060bp-16, -0x1.25226dee4a3dap-22,
  ]
  /// (sin(r) − r) / r³ in r², |r| ≤ π/4.
  private static let sineDouble = [
    -0x1.5555555555548p-3, 0x1.111111110f742p-7, -0x1.a01a019bece83p-13, 0x1.71de35596e4b8p-19,
    -0x1.ae5e4f76c6bb3p-26, 0x1.5d8ca0287cdecp-33,
  ]
  /// (cos(r) − 1 + r²/2) / r⁴ in r², |r| ≤ π/4.
  private static let cosineDouble = [
    0x1.555555555554bp-5, -0x1.6c16c16c15000p-10, 0x1.a01a019c8baeap-16, -0x1.27e4f7ee4f0dep-22,
    0x1.1ee9d930a950cp-29, -0x1.8fa4fda420cb6p-37,
  ]
}

/// What is asked of a reduction that these functions share.
enum Wave {
  case sine, cosine, tangent
}
