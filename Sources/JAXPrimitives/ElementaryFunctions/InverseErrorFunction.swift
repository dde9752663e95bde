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
    0x1.a755e7c99ae86p+0, 0x1.ebd80d9b13e2bp-3, -0x1.8b6c33114eae7p-8, -0x1.84576948514e9p-11,
    0x1.879c2a20bb963p-13, -0x1.d1d1f7b799e14p-17, -0x1.6e8a53d8b2f84p-20, 0x1.c6b4f5b4485bep-22,
    -0x1.f36ce9a1f1537p-26, -0x1.1a9e34ea80b32p-28, 0x1.20f50c65994a5p-30, -0x1.dc58e86640cd4p-35,
    -0x1.c89af9a5a861dp-37, 0x1.72a472e24d62fp-39, -0x1.6d16abb83554bp-44, -0x1.6d477ac908a6ep-45,
    0x1.da47a520e32a3p-48, 0x1.8fbd6d8bfb534p-56, -0x1.299d9e862c5a3p-53, 0x1.9a782918c0eefp-57,
    0x1.457b7c7ee27bcp-60, -0x1.8c612fe6d4cc6p-63, -0x1.1d97cd0a28444p-72,
  ]
  /// In √w − 3.25, 6.25 ≤ w ≤ 16.
  private static let middleDouble = [
    0x1.8abcc380d5a48p+1, 0x1.0158a6d641d39p+0, 0x1.5ffcfe5b6db7ap-8, -0x1.ebadabb88eb36p-9,
    0x1.468eeca887021p-9, -0x1.ba924133966efp-10, 0x1.f3cc54ba4185ap-11, -0x1.7448a8807fc16p-12,
    0x1.932deb51d5effp-16, 0x1.1e684a09f878bp-14, -0x1.8cf1ea476ca5dp-15, 0x1.a29a626bd0bb9p-17,
    0x1.88e7be48aa51ap-19, -0x1.0d5f12f3cb324p-18, 0x1.918866d43073fp-20, 0x1.3acdcdc26635cp-26,
    -0x1.206ae34abd5a9p-22, 0x1.85a326c1cb527p-24, -0x1.a53a301e22b57p-32,
  ]
  /// In √w − 5, 16 ≤ w ≤ 36.1.
  private static let farDouble = [
    0x1.3664ddd1ad7fbp+2, 0x1.02a30d1fba0dbp+0, -0x1.22ea5df1dc4e3p-13, -0x1.c2f36a8f545a5p-13,
    0x1.3ebf4ef48076p-14, -0x1.4a34980f4e8eep-16, 0x1.2fbd07299180ap-18, -0x1.0a8d315067327p-20,
    0x1.ebd9f30263057p-23, -0x1.22d4d2fb8af29p-24, 0x1.f398e5dc7dab2p-26, -0x1.00f32d6abd252p-26,
    0x1.087273e4dc414p-27, -0x1.049714e2dc386p-28, 0x1.909f8308e6347p-30, -0x1.1828ab453985ap-32,
    -0x1.fbc84daeb77bdp-37,
  ]
}
