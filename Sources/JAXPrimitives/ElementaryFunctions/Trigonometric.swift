package import JAXIR

extension Scalar {
  /// The sine, of any number.
  package func sin() -> Scalar { dtype == .float32 ? singleSine(.sine) : doubleSine(.sine) }
  /// The cosine, of any number.
  package func cos() -> Scalar { dtype == .float32 ? singleSine(.cosine) : doubleSine(.cosine) }

  /// In float64, rounded once: x = n·π + r, |r| ≤ π/2, where n is an integer for the sine and half an odd one for
  /// the cosine, so that both are ± sin(r).
  private func singleSine(_ function: Wave) -> Scalar {
    let reduction = SingleWaveReduction(self, function)
    let square = reduction.remainder * reduction.remainder
    let sine = reduction.remainder * square.fma(square.polynomial(Self.sineSingle), square.constant(1))
    let turned = (sine.bits ^ reduction.parity.shiftLeft(63)).bitcast(to: .float64)
    return turned.convert(to: .float32)
  }

  /// x = n·π/2 + r, |r| ≤ π/4, r a pair; sine or cosine of r by the parity of n.
  private func doubleSine(_ function: Wave) -> Scalar {
    let reduction = DoubleWaveReduction(self)
    let r = reduction.remainder
    let square = r.high * r.high
    let half = square * 0.5
    let tail = (r.high * square).fma(square.polynomial(Self.sineDouble), (-half).fma(r.low, r.low))
    let sine = r.high + tail
    let rest = (square * square).fma(square.polynomial(Self.cosineDouble), -(r.high * r.low))
    let whole = Pair.sum(constant(1), -half)
    let cosine = whole.high + (whole.low + rest)
    // cos(x) = sin(x + π/2)
    let quadrant = function == .sine ? reduction.quadrant : reduction.quadrant.adding(integer: 1)
    let odd = quadrant & quadrant.constant(integer: 1)
    let chosen = odd.compare(.notEqual, odd.constant(integer: 0)).select(cosine, sine)
    let sign = quadrant.shiftRightLogical(1).shiftLeft(63)
    let result = (chosen.bits ^ sign).bitcast(to: dtype)
    // Keeps −0.
    return function == .sine ? compare(.equal, 0).select(self, result) : result
  }

  /// (sin(r) − r) / r³ in r², |r| ≤ π/2.
  private static let sineSingle = [
    -0x1.55555547537b1p-3, 0x1.11110c43e2361p-7, -0x1.a017d789ed4c7p-13, 0x1.71703935666efp-19,
    -0x1.9a621969a3bcap-26,
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

/// The two functions that differ in their phase.
enum Wave {
  case sine, cosine
}
