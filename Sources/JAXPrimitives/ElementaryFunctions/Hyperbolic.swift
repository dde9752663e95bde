package import JAXIR

extension Scalar {
  /// The hyperbolic tangent.
  package func tanh() -> Scalar {
    (dtype == .float32 ? abs.singleTanh() : abs.doubleTanh()).copySign(of: self)
  }

  /// tanh(x), x ≥ 0: below 0.85 an odd polynomial, above it 1 − 2u/(1 + u), u = e^−2x, which is so small
  /// beside 1 that its errors hardly count: `x + x³·P(x²)` or `1 + u·Q(u)`.
  private func singleTanh() -> Scalar {
    // NaN counts as near: far off, its payload would get lost in the exponent.
    let far = compare(.greaterEqual, 0.85)
    let square = self * self
    let u = atMost(10).singlePowerOfMinus2()
    let polynomial = Scalar.polynomial(
      where: far, Self.farSingle, at: u, else: Self.tanhSingle, at: square)
    return far.select(u, self * square).fma(polynomial, far.select(1, self))
  }

  /// e^−2x, 0 ≤ x ≤ 10, to about an ulp: −2x = n·ln 2 − 2r, and n is added to the exponent of e^−2r.
  private func singlePowerOfMinus2() -> Scalar {
    let shifted = fma(-0x1.715476p+1, constant(format.roundingShift))
    let r = (shifted - format.roundingShift).fma(0x1.62e43p-2, self)
    return shifted.bits.asPowerOf2(format, times: r.polynomial(Self.powerSingle).bits)
  }

  /// tanh(x), x ≥ 0, as E / (E + 2), E = e^2x − 1, all to twice the precision.
  private func doubleTanh() -> Scalar {
    let reduction = ExponentialReduction(atMost(20) * 2)
    let p = reduction.pairTail()
    let factor = reduction.power(plus: 0)
    let numerator = Pair.sum(factor - 1, factor * p.high)
    let numeratorLow = factor.fma(p.low, numerator.low)
    let divisor = numerator.high + 2
    let divisorLow = numerator.high - (divisor - 2) + numeratorLow
    let reciprocal = 1 / divisor
    let quotient = numerator.high * reciprocal
    let rest = (-quotient).fma(divisor, numerator.high) + (-quotient).fma(divisorLow, numeratorLow)
    // The product with the reciprocal would lose denormals' last bit.
    return compare(.less, 0x1p-30).select(self, rest.fma(reciprocal, quotient))
  }

  /// (tanh(x) − x) / x³ in x², x ≤ 0.85.
  private static let tanhSingle = [
    -0x1.555528p-2, 0x1.110758p-3, -0x1.b8b344p-5, 0x1.5a0bcap-6, -0x1.d41a80p-8, 0x1.7984e8p-10,
  ]
  /// −2 / (1 + u), 0 ≤ u ≤ e^−1.7.
  private static let farSingle = [
    -0x1.fffffap+0, 0x1.fffd82p+0, -0x1.ffa6f2p+0, 0x1.fa3200p+0, -0x1.cd9e9ap+0, 0x1.1a4dbep+0,
  ]
  /// e^−2r, |r| ≤ ln 2 / 4.
  private static let powerSingle = [
    1, -2, 0x1.fffffcp+0, -0x1.555490p+0, 0x1.5558bcp-1, -0x1.123b70p-2, 0x1.6a4666p-4,
  ]
}
