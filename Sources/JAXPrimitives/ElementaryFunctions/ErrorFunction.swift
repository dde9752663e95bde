package import JAXIR

extension Scalar {
  /// The error function.
  package func erf() -> Scalar {
    (dtype == .float32 ? abs.singleErf() : abs.doubleErf()).copySign(of: self)
  }

  /// erf(x), x ≥ 0: `x + x·P(x²)` below 1, above it a polynomial; from 3.93 on the result is 1.
  private func singleErf() -> Scalar {
    let near = compare(.less, 1)
    let distance = self - 2.4375
    let polynomial = Scalar.polynomial(
      where: near, Self.nearSingle, at: self * self, else: Array(Self.farSingle[1...]), at: distance)
    let result = near.select(self, distance).fma(polynomial, near.select(self, Self.farSingle[0]))
    return compare(.greater, 3.93).select(1, result)
  }

  private func doubleErf() -> Scalar {
    let square = self * self
    let near = fma(square.polynomial(Self.erfNearDouble), self)
    return compare(.less, 0.95).select(near, doubleFarErf(square: square))
  }

  /// erf(x), x ≥ 0.95: 1 − e^−x²·P(x), whose subtrahend is small beside 1.
  private func doubleFarErf(square: Scalar) -> Scalar {
    let x = atMost(6)
    let reduction = ExponentialReduction(square.atMost(36) * -1)
    let factor = reduction.power(plus: 0)
    let exponential = factor.fma(reduction.tail(), factor)
    return (-exponential).fma((x - 2).polynomial(Self.farDouble), constant(1))
  }

  /// erf(x) / x − 1 in x², |x| ≤ 1.
  private static let nearSingle = [
    0x1.06eba8p-3, -0x1.81273ep-2, 0x1.ce2ce6p-4, -0x1.b7f71cp-6, 0x1.53f24cp-8, -0x1.a35366p-11,
    0x1.477a78p-14,
  ]
  static let erfNearDouble = [
    0x1.06eba8214db68p-3, -0x1.812746b03799bp-2, 0x1.ce2f21a03f5dbp-4, -0x1.b82ce3119691cp-6,
    0x1.565bcceb53bfap-8, -0x1.c02dae0046763p-11, 0x1.f9a280abbc6cfp-14, -0x1.f4c688122b4f3p-17,
    0x1.b95773caafc97p-20, -0x1.5afa77f5dfa5cp-23, 0x1.cf34bb5304dc3p-27, -0x1.91fd876e00455p-31,
  ]
  /// erf(x) in x − 2.4375, 1 ≤ x ≤ 3.9375.
  private static let farSingle = [
    0x1.ffb5bep-1, 0x1.84b7fap-9, -0x1.d9c4a8p-8, 0x1.6093bep-7, -0x1.5ea9dep-7, 0x1.d7e914p-8,
    -0x1.89dc4cp-9, 0x1.988e5cp-12, 0x1.b7c22ap-12, -0x1.4b3ff2p-12, 0x1.1e510cp-14, 0x1.eccf64p-16,
    -0x1.1cf806p-16, -0x1.0affdap-22, 0x1.1940fcp-20,
  ]
  /// erfc(x)·e^x² in x − 2, 0.95 ≤ x ≤ 6, to what matters beside 1 once it is multiplied by e^−x².
  private static let farDouble = [
    0x1.058671b52c774p-2, -0x1.b57034efd3ed1p-4, 0x1.5672b9ea14ac3p-5, -0x1.fa9d3ac95e4f6p-7,
    0x1.64907214f37e5p-8, -0x1.e028e8a4e2814p-10, 0x1.369ffa37d3d03p-11, -0x1.83822111dd6aep-13,
    0x1.d37b99613fd62p-15, -0x1.115d0cfdf25a9p-16, 0x1.369844065f294p-18, -0x1.577607659567fp-20,
    0x1.72373e07286ecp-22, -0x1.85daa5b452464p-24, 0x1.91f73e6096756p-26, -0x1.92dd8f978eae1p-28,
    0x1.851be7058a598p-30, -0x1.7f04e69fb5ff8p-32, 0x1.9a8533b2a72fcp-34, -0x1.908a070d1e129p-36,
    0x1.002ba5e6eee72p-38, -0x1.22f877372cea5p-42,
  ]
}
