package import JAXIR

extension Scalar {
  /// The error function.
  package func erf() -> Scalar {
    let magnitude = abs
    let square = self * self
    let near = magnitude.fma(square.polynomial(format.choose(Self.nearSingle, Self.nearDouble)), magnitude)
    let far = dtype == .float32 ? magnitude.singleFarErf() : magnitude.doubleFarErf(square: square)
    return magnitude.compare(.less, 1).select(near, far).copySign(of: self)
  }

  /// erf(x), x ≥ 1: a polynomial; from 3.93 on the result is 1.
  private func singleFarErf() -> Scalar {
    let polynomial = (self - 2.4375).polynomial(Self.farSingle)
    return compare(.greater, 3.93).select(1, polynomial)
  }

  /// erf(x), x ≥ 1: 1 − e^−x²·P(x), whose subtrahend is small beside 1.
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
  private static let nearDouble = [
    0x1.06eba8214db68p-3, -0x1.812746b0379a3p-2, 0x1.ce2f21a03ffb7p-4, -0x1.b82ce311cd1dbp-6,
    0x1.565bccf40c5c6p-8, -0x1.c02daf8dc1209p-11, 0x1.f9a2abaf67854p-14, -0x1.f4c979b1b5975p-17,
    0x1.b9784030d2492p-20, -0x1.5bdbc4d035a33p-23, 0x1.d600d42243f78p-27, -0x1.a8920d6b8cba9p-31,
  ]
  /// erf(x) in x − 2.4375, 1 ≤ x ≤ 3.9375.
  private static let farSingle = [
    0x1.ffb5bep-1, 0x1.84b7fap-9, -0x1.d9c4a8p-8, 0x1.6093bep-7, -0x1.5ea9dep-7, 0x1.d7e914p-8,
    -0x1.89dc4cp-9, 0x1.988e5cp-12, 0x1.b7c22ap-12, -0x1.4b3ff2p-12, 0x1.1e510cp-14, 0x1.eccf64p-16,
    -0x1.1cf806p-16, -0x1.0affdap-22, 0x1.1940fcp-20,
  ]
  /// erfc(x)·e^x² in x − 2, 1 ≤ x ≤ 6, to what matters beside 1 once it is multiplied by e^−x².
  private static let farDouble = [
    0x1.058671b52c76ep-2, -0x1.b57034efd415p-4, 0x1.5672b9ea15576p-5, -0x1.fa9d3ac91ca0fp-7,
    0x1.64907215484eap-8, -0x1.e028e8be414bfp-10, 0x1.369ff9f980453p-11, -0x1.83821d233bdc7p-13,
    0x1.d37baf6efd5bfp-15, -0x1.115d5dd2b324ep-16, 0x1.3696854d9345cp-18, -0x1.576e10afa0082p-20,
    0x1.725c292ecfca6p-22, -0x1.866324825efcfp-24, 0x1.905ab0cd33ebcp-26, -0x1.8cabe31c77a05p-28,
    0x1.8cbf63baecfecp-30, -0x1.a9ccaa4833ff2p-32, 0x1.a4eb9f14699e3p-34, -0x1.16361e8683d31p-36,
    0x1.4a0765d97ddf5p-40,
  ]
}
