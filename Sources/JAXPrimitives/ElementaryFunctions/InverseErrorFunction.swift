package import JAXIR

// erf⁻¹(x) = x·P(w), w = −log((1 − x)·(1 + x)), in pieces, those of large w in √w (Giles, "Approximating the erfinv
// function", 2010). The polynomials are fitted by Tools/interpolate.py.

extension Scalar {
  /// The inverse of `erf`; infinite at ±1, NaN outside.
  package func erfInverse() -> Scalar {
    let inside = dtype == .float32 ? singleErfInverse() : doubleErfInverse()
    let outside = abs.compare(.equal, 1).select(.infinity, constant(.nan)).copySign(of: self)
    return abs.compare(.less, 1).select(inside, outside)
  }

  /// In float64 and rounded once.
  private func singleErfInverse() -> Scalar {
    let x = convert(to: .float64)
    let reduction = LogarithmReduction(x.fma(-x, x.constant(1)), lifted: nil)
    let w = -reduction.shortLogarithm(reduction.m - 1)
    let near = w.compare(.less, 5)
    let polynomial = Scalar.polynomial(
      where: near, Self.nearSingle, at: w - 2.5, else: Self.farSingle, at: w.sqrt - 3)
    return (x * polynomial).convert(to: .float32)
  }

  private func doubleErfInverse() -> Scalar {
    let w = -((1 - self) * (1 + self)).log()
    let (near, farthest) = (w.compare(.less, 6.25), w.compare(.greaterEqual, 16))
    let root = w.sqrt
    let variable = near.select(w - 3.125, farthest.select(root - 5, root - 3.25))
    let coefficients = Self.nearDouble.indices.map { index in
      let middle = index < Self.middleDouble.count ? Self.middleDouble[index] : 0
      let far = index < Self.farDouble.count ? Self.farDouble[index] : 0
      return near.select(Self.nearDouble[index], farthest.select(far, constant(middle)))
    }
    return self * coefficients.dropLast().reversed().reduce(coefficients.last!) { $0.fma(variable, $1) }
  }

  /// erf⁻¹(x) / x in w − 2.5, w ≤ 5.
  private static let nearSingle = [
    0x1.805c5cffaabf1p+0, 0x1.f91e899417acp-3, -0x1.11c3e29af6b02p-8, -0x1.4863ced547e02p-10,
    0x1.c9bba8f339f32p-13, -0x1.4f46a0da98c92p-18, -0x1.cbdd9c4cb7373p-19, 0x1.00fe9cd1418bbp-21,
    0x1.1b87cb49df7c4p-26, -0x1.75351001f6a5ap-27, 0x1.dd41c8690491bp-32, 0x1.0f810cd459d8fp-33,
  ]
  /// In √w − 3, 5 ≤ w ≤ 16.
  private static let farSingle = [
    0x1.6a9efbd6bd05cp+1, 0x1.006dca265a8dp+0, 0x1.3582bcaea0a4ap-7, -0x1.f4e785a23f3a1p-8,
    0x1.74931d0ed4d71p-8, -0x1.d32966b136dep-9, 0x1.85ad57ab7a5cdp-10, -0x1.0ff3258f652b6p-13,
    -0x1.37db1237f22f6p-12, 0x1.719aed9050eaep-13, -0x1.209bdebc9fde4p-16, -0x1.4c9bbb75e55ccp-17,
  ]
  /// In w − 3.125, w ≤ 6.25.
  private static let nearDouble = [
    0x1.a755e7c99ae86p+0, 0x1.ebd80d9b13df9p-3, -0x1.8b6c33114ea71p-8, -0x1.845769483523p-11,
    0x1.879c2a20b13ap-13, -0x1.d1d1f7ca61a14p-17, -0x1.6e8a53ca14edfp-20, 0x1.c6b4f898a7553p-22,
    -0x1.f36cee3c60d01p-26, -0x1.1a9eb3bfcd07cp-28, 0x1.20f53f519ed0ap-30, -0x1.dc3e5172ac9cfp-35,
    -0x1.c8a5ab52e0019p-37, 0x1.7231a3e48d582p-39, -0x1.6ba68d1796bcfp-44, -0x1.682f41a549495p-45,
    0x1.d63b2bb633bd2p-48, -0x1.97658b3d58e2ep-55, -0x1.1ac450727647cp-53, 0x1.2702e1128be12p-56,
    0x1.7997aa9237e9cp-61, -0x1.bed537ed97e92p-62, 0x1.61fa58bed690ap-66, 0x1.493dd47a7b686p-68,
    -0x1.98901e99d9c27p-72, -0x1.71e85cb7c66e7p-76,
  ]
  /// In √w − 3.25, 6.25 ≤ w ≤ 16.
  private static let middleDouble = [
    0x1.8abcc380d5a48p+1, 0x1.0158a6d641d55p+0, 0x1.5ffcfe5b6cd38p-8, -0x1.ebadabba02be5p-9,
    0x1.468eeca944c44p-9, -0x1.ba9240d8768c3p-10, 0x1.f3cc545d9ca81p-11, -0x1.7448bcc8e9aa7p-12,
    0x1.932e8fd4360edp-16, 0x1.1e6abbe66ca02p-14, -0x1.8cf463501e9ap-15, 0x1.a241c6f237f34p-17,
    0x1.899aa0e374402p-19, -0x1.0b79e820e8497p-18, 0x1.8db69feb41fb6p-20, -0x1.da75906425fdap-26,
    -0x1.079a074d6994p-22, 0x1.1a9484c4d3628p-23, -0x1.674f1725daa65p-26, -0x1.06f1da245bfd3p-26,
    0x1.07e3c2020286fp-27,
  ]
  /// In √w − 5, 16 ≤ w ≤ 36.1.
  private static let farDouble = [
    0x1.3664ddd1ad7fbp+2, 0x1.02a30d1fba10dp+0, -0x1.22ea5df1c5059p-13, -0x1.c2f36aa248aeap-13,
    0x1.3ebf4ef9a4d2ep-14, -0x1.4a348fc2c46d2p-16, 0x1.2fbcfe7a995a5p-18, -0x1.0a9073bca0b22p-20,
    0x1.ebe27ddf44c79p-23, -0x1.2227296c17024p-24, 0x1.f2980d5ee3284p-26, -0x1.0612a3c946ff2p-26,
    0x1.0c8ba21edd728p-27, -0x1.dd21cff5a1426p-29, 0x1.6b50dffc6876dp-30, -0x1.e10f234323a88p-32,
    0x1.244ceff7a33cdp-34, 0x1.7934134aef5eap-35, -0x1.5a60cd00c0f4dp-36,
  ]
}
