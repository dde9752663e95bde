package import JAXIR

// erfc(x) = e^−x²·P(t) / (x + K), x ≥ 0, t = (x − K) / (x + K): one smooth function on all of −1…1 (Shepherd and
// Laframboise, "Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x", 1981). P is fitted by Tools/interpolate.py.

extension Scalar {
  /// 1 − erf(x), small without loss where x is large.
  package func erfc() -> Scalar {
    let result = dtype == .float32 ? singleErfc() : doubleErfc()
    return compare(.less, 0).select(2 - result, result)
  }

  /// Of |x|, in float64.
  private func singleErfc() -> Scalar {
    let x = convert(to: .float64).abs.atMost(10.2)
    let reciprocal = 1 / (x + 3)
    let polynomial = reciprocal.fma(-6, reciprocal.constant(1)).polynomial(Self.erfcSingle)
    // The square is exact.
    return (ShortExponential(-(x * x)).value * (reciprocal * polynomial)).convert(to: .float32)
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
    0x1.178842825349dp+0, -0x1.eae02d0a1456bp-1, 0x1.78fecb4e81afap-1, -0x1.f63dd8119615fp-2,
    0x1.1dc271189e8bcp-2, -0x1.0e3ea224bdc06p-3, 0x1.92618b78b98c4p-5, -0x1.9ac69566160a8p-7,
    0x1.02900726da06cp-10, 0x1.a0b7594ba3fb8p-11, -0x1.6d952ce4d2995p-12, 0x1.637a6ce8dd18fp-17,
    0x1.3a55e6f9b96dep-15, -0x1.2ac775294889p-17, -0x1.b986ac8e8075p-19, 0x1.bcd17340a08f5p-20,
    0x1.2d3ab212afa26p-22, -0x1.1d1d5d9a8d1acp-22, -0x1.e557666d50cd3p-26, 0x1.6a9045380a529p-25,
    0x1.4324e85b41cc7p-28, -0x1.ba947713d5198p-28, -0x1.4b26a83285226p-30, 0x1.788d79f8560a8p-31,
    0x1.f7ee74a878289p-33, 0x1.1053c8b35a168p-37,
  ]
}
