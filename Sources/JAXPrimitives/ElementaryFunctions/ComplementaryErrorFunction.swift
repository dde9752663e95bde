package import JAXIR

// erfc(x) = e^−x²·P(t) / (x + K), x ≥ 0, t = (x − K) / (x + K): one smooth function on all of −1…1 (Shepherd and
// Laframboise, "Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x", 1981). P is fitted by Tools/interpolate.py.

extension Scalar {
  /// 1 − erf(x), small without loss where x is large.
  package func erfc() -> Scalar {
    let result = dtype == .float32 ? singleErfc() : doubleErfc()
    let reflected = compare(.less, 0).select(2 - result, result).convert(to: dtype)
    if dtype == .float32 { return reflected }
    // Near 0 the polynomial of erf loses less.
    let near = 1 - (self * self).polynomial(Self.erfNearDouble).fma(self, self)
    return abs.compare(.less, 0.5).select(near, reflected)
  }

  /// Of |x|, in float64.
  private func singleErfc() -> Scalar {
    let x = convert(to: .float64).abs.atMost(10.2)
    let reciprocal = 1 / (x + 3)
    let polynomial = reciprocal.fma(-6, reciprocal.constant(1)).polynomial(Self.erfcSingle)
    // The square is exact.
    return ShortExponential(-(x * x)).value * (reciprocal * polynomial)
  }

  /// Of |x|; all but the polynomial to twice the precision.
  private func doubleErfc() -> Scalar {
    let x = abs.atMost(27.3)
    let square = Pair.product(x, x)
    let head = ExponentialReduction(-square.high)
    let reduction = ExponentialReduction(
      shifted: head.shifted, remainder: Pair(high: head.high, low: head.low - square.low))
    let p = reduction.pairTail()
    let divisor = Pair.exactSum(x, constant(3.75))
    let reciprocal = 1 / divisor.high
    // reciprocal·(1 + e) = 1 / (x + K)
    let e = (-reciprocal).fma(divisor.low, (-reciprocal).fma(divisor.high, constant(1)))
    let turned = Pair.product(reciprocal, constant(-7.5))
    let t = Pair.exactSum(turned.high, constant(1))
    let tail = t.low + turned.high.fma(e, turned.low)
    let rest = t.high.polynomial(Array(Self.erfcDouble[1...]))
    let product = Pair.product(t.high, rest)
    let sum = Pair.exactSum(product.high, constant(Self.erfcDouble[0]))
    let sumLow = tail.fma(rest, sum.low + product.low)
    var quotient = Pair.product(sum.high, reciprocal)
    quotient.low = quotient.high.fma(e, sumLow.fma(reciprocal, quotient.low))
    let raised = Pair.product(quotient.high, p.high)
    let whole = Pair.sum(quotient.high, raised.high)
    let low = quotient.high.fma(p.low, quotient.low.fma(p.high, quotient.low)) + (whole.low + raised.low)
    let (factor, back) = reduction.scale(small: x.compare(.greater, 26.5), normally: 0)
    return (whole.high + low) * factor * back
  }

  private static let erfcSingle = [
    0x1.12f21ddd7c035p+0, -0x1.c44c472103c1fp-1, 0x1.2e32696f3def3p-1, -0x1.3deb1ef42722ap-2,
    0x1.e995d567b5b2ap-4, -0x1.b78bf815d66e5p-6, -0x1.3dab08c8e9d93p-10, 0x1.8e3623aee474p-9,
    -0x1.1f6e0d42ba3fdp-11, -0x1.2f84a462b67bbp-12, 0x1.9c97cf74e1b7ap-14, 0x1.6cafc52e2f985p-15,
    0x1.732140683fb21p-20,
  ]
  private static let erfcDouble = [
    0x1.178842825349dp+0, -0x1.eae02d0a1456bp-1, 0x1.78fecb4e81afap-1, -0x1.f63dd8119616p-2,
    0x1.1dc271189e8a8p-2, -0x1.0e3ea224bdbafp-3, 0x1.92618b78bab28p-5, -0x1.9ac695661b9cfp-7,
    0x1.02900724a30fdp-10, 0x1.a0b7594e48f79p-11, -0x1.6d952c93ce321p-12, 0x1.637a6b530701ep-17,
    0x1.3a55d846e6251p-15, -0x1.2ac7801655f24p-17, -0x1.b9832e32d8b4fp-19, 0x1.bcd4bea718c9fp-20,
    0x1.2cf4e90317a8p-22, -0x1.1d508c3782d15p-22, -0x1.de6cb3d0ae483p-26, 0x1.6e1531d804c4fp-25,
    0x1.2a20b5f419ce3p-28, -0x1.def80ef2c1de3p-28, -0x1.2ac5434045ac2p-30, 0x1.2285165a13793p-30,
    0x1.48035aa5ec599p-32, -0x1.a7d216d836be4p-34, -0x1.cc49b43ea1c67p-35, -0x1.a12fdf5e03b79p-38,
  ]
}
