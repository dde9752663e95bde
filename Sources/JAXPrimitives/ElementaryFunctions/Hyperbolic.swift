package import JAXIR

extension Scalar {
  /// The hyperbolic tangent.
  package func tanh() -> Scalar {
    (dtype == .float32 ? abs.singleTanh() : abs.doubleTanh()).copySign(of: self)
  }

  /// tanh(x), x ≥ 0: below 1 an odd polynomial, above it 1 − 2u/(1 + u), u = e^−2x, which is so small
  /// beside 1 that its errors hardly count.
  private func singleTanh() -> Scalar {
    let square = self * self
    let small = (self * square).fma(square.polynomial(Self.tanhSingle), self)
    let reduction = ExponentialReduction(atMost(10) * -2)
    let factor = reduction.power(plus: 0)
    let u = factor.fma(reduction.tail(), factor)
    let large = u.fma(u.polynomial(Self.farSingle), constant(1))
    return compare(.less, 1).select(small, large)
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

  /// (tanh(x) − x) / x³ in x², |x| ≤ 1.
  private static let tanhSingle = [
    -0x1.55553cp-2, 0x1.110be6p-3, -0x1.b96286p-5, 0x1.600bcp-6, -0x1.0466f8p-7, 0x1.2db66ep-9,
    -0x1.7803e2p-12,
  ]
  /// −2 / (1 + u), 0 ≤ u ≤ e⁻².
  private static let farSingle = [
    -0x1.ffffe8p+0, 0x1.fff5d2p+0, -0x1.fe9902p+0, 0x1.ea2296p+0, -0x1.5f0b76p+0,
  ]
}
