package import JAXIR

// e^−|x|·I₀(x) and e^−|x|·I₁(x): up to 8 a polynomial in |x|, over 1 + |x| (I₁: times x), beyond it one in 1/|x|, times
// 1/√|x|, as in Cephes (Moshier, "Methods and Programs for Mathematical Functions"). Fitted by Tools/interpolate.py.

extension Scalar {
  /// The modified Bessel function of order 0, times e^−|x|.
  package func besselI0e() -> Scalar { scaledBessel(order: 0) }

  /// The modified Bessel function of order 1, times e^−|x|.
  package func besselI1e() -> Scalar { scaledBessel(order: 1).copySign(of: self) }

  /// Of |x|; for a float32 in float64 and rounded once.
  private func scaledBessel(order: Int) -> Scalar {
    let isSingle = dtype == .float32
    let near = [[Self.i0NearSingle, Self.i1NearSingle], [Self.i0NearDouble, Self.i1NearDouble]]
    let far = [[Self.i0FarSingle, Self.i1FarSingle], [Self.i0FarDouble, Self.i1FarDouble]]
    let format = isSingle ? 0 : 1
    let x = convert(to: .float64).abs
    let isFar = x.compare(.greater, 8)
    let inverse = 1 / isFar.select(x, x + 1)
    let polynomial = Scalar.polynomial(
      where: isFar, far[format][order], at: inverse - 0x1p-4, else: near[format][order], at: x - 4)
    let factor = isFar.select(inverse.sqrt, order == 0 ? inverse : x * inverse)
    return (polynomial * factor).convert(to: dtype)
  }

  /// (1 + x)·e^−x·I₀(x) in x − 4, x ≤ 8.
  private static let i0NearSingle = [
    0x1.08f663bbafbb6p+0, 0x1.0d4c3714ad4ap-4, 0x1.50ddeef24d6b5p-10, -0x1.1310c186d3341p-10,
    0x1.49eb914b9008fp-12, -0x1.350562e1ccd38p-14, 0x1.cea8591c1f589p-17, -0x1.f526f00be7a51p-20,
    0x1.8a390a88a7accp-24, 0x1.8b6fc49312cb1p-25, -0x1.6ab8d209b1235p-26, 0x1.740202f074263p-28,
    -0x1.0eb027aa54229p-30, 0x1.a913af1c4a009p-33, -0x1.94bcfb6b7f86ap-35, 0x1.b344f562c25c2p-38,
    -0x1.75a062840253dp-44, 0x1.115fb38ae4619p-45, -0x1.d75e2743b0ad6p-46, 0x1.818a86ee859fep-49,
  ]
  fileprivate static let i0NearDouble = [
    0x1.08f663b954b98p+0, 0x1.0d4c371834425p-4, 0x1.50de64a468e46p-10, -0x1.1310cc8adcbdep-10,
    0x1.49e7c99b39fd1p-12, -0x1.3503f87fbaf8dp-14, 0x1.cf087ef7a2cfp-17, -0x1.f56efc7900678p-20,
    0x1.76e40244fbc38p-24, 0x1.8f0fa9aa7516bp-25, -0x1.58f3de41f22fap-26, 0x1.6d56295d9e8b7p-28,
    -0x1.36272af9735afp-30, 0x1.c6c3b97cc3a99p-33, -0x1.29a993a7dc05fp-35, 0x1.627d2538bd71fp-38,
    -0x1.84c48f562fa36p-41, 0x1.8c08f29edc69ep-44, -0x1.792a7fb632066p-47, 0x1.51b8190c70554p-50,
    -0x1.1de0d16a8aaa8p-53, 0x1.c9a6567b251f3p-57, -0x1.589f66ce591aap-60, 0x1.f568641409c59p-64,
    -0x1.71e3ba96ce983p-67, 0x1.e4ef3e2b05a37p-71, -0x1.b65c1c9009fbcp-75, 0x1.1a92a81211453p-78,
    -0x1.7aac44e21972p-81, 0x1.9de611df4f688p-85,
  ]
  /// √x·e^−x·I₀(x) in 1/x − 1/16, x ≥ 8.
  private static let i0FarSingle = [
    0x1.9bd428ac75fd1p-2, 0x1.b8796a2484ee8p-5, 0x1.1dab29fa3a14ep-5, 0x1.75d91e60aa877p-5,
    0x1.8c11e9e2c5dfp-4, 0x1.463d010b3e4ap-2, 0x1.d49747a145d29p+0, 0x1.20ede94d34bdep+3,
  ]
  fileprivate static let i0FarDouble = [
    0x1.9bd428ad249a5p-2, 0x1.b87969bb93bcbp-5, 0x1.1daa72b5ccfadp-5, 0x1.75e5ee702e57ap-5,
    0x1.8e513c6a21829p-4, 0x1.3f49ac32e14bfp-2, 0x1.7d0cd4fd1f2b8p+0, 0x1.51ccdc47b6c77p+3,
    0x1.7288379f891f7p+6, 0x1.03bcdeab408e2p+9, -0x1.d72c8d3f0b6bcp+12, -0x1.cd5da3da6b614p+17,
    -0x1.58ce729fc478ap+20, 0x1.05248ba2f26ap+25, 0x1.c034e59a2db9bp+28, -0x1.ece52144ada18p+31,
    -0x1.3756a636aa04fp+36, 0x1.ba2352eb42f2p+38, 0x1.295fc465ff477p+43, -0x1.5be16a36a0dap+45,
    -0x1.650b3e7f898bp+49, 0x1.852f5d42d1ca3p+51, 0x1.90df137cc1a36p+54, -0x1.ada2c97f3fdddp+56,
  ]
  /// (1 + x)·e^−x·I₁(x) / x in x − 4, x ≤ 8.
  private static let i1NearSingle = [
    0x1.c99a26747d61bp-3, -0x1.03d4dd539d0c9p-5, 0x1.885bc22a3bb6bp-8, -0x1.1f77d14365d94p-10,
    0x1.6fe0f86212c1dp-13, -0x1.5d7ba9338d63p-16, 0x1.26751cff03457p-21, 0x1.52f131fbea538p-21,
    -0x1.09ad06e87d951p-22, 0x1.14746defed5b7p-24, -0x1.db867cbda7b8cp-27, 0x1.5f1a986070578p-29,
    -0x1.bc8e2873d4761p-32, 0x1.141c064d3aa98p-34, -0x1.791957ac612e2p-37, 0x1.76db6095c7e6fp-40,
    -0x1.166764d62bac4p-44, 0x1.4dc111a4f053dp-47, -0x1.1f97e7eaaab1p-48, 0x1.b925050335e36p-52,
  ]
  private static let i1NearDouble = [
    0x1.c99a2671f47dfp-3, -0x1.03d4dd52b7f5ep-5, 0x1.885bc61f8425bp-8, -0x1.1f77d2a92691ap-10,
    0x1.6fdff3f020ba2p-13, -0x1.5d7af1409779fp-16, 0x1.274446e70208ep-21, 0x1.52dee5d119ff3p-21,
    -0x1.0a53d3862ff82p-22, 0x1.14af66309781p-24, -0x1.d6b9edcdd09bep-27, 0x1.5d67cf2f4cca2p-29,
    -0x1.d1ecf03c597e5p-32, 0x1.1baf1cf56658ap-34, -0x1.3ee3c5f9dc7p-37, 0x1.4d7e4375bf1eep-40,
    -0x1.466bf7d66db94p-43, 0x1.2c78d2de8d8f1p-46, -0x1.05242d621761dp-49, 0x1.ae21edf296ca8p-53,
    -0x1.50e83ee649626p-56, 0x1.f652c67ff97ep-60, -0x1.6352976879204p-63, 0x1.e5315789fbb7fp-67,
    -0x1.4bad619e96e7dp-70, 0x1.9cfc8a84d972cp-74, -0x1.7e7b02c1bf062p-78, 0x1.ce2bf495aee4ep-82,
    -0x1.0bd7c6b23baeep-84, 0x1.1922a8835905bp-88,
  ]
  /// √x·e^−x·I₁(x) in 1/x − 1/16, x ≥ 8.
  private static let i1FarSingle = [
    0x1.8ebe783b59c09p-2, -0x1.3f7961b35d006p-3, -0x1.cbc62cce289f4p-5, -0x1.f88f405d331bp-5,
    -0x1.e9e58599225d8p-4, -0x1.7cfc0d8e4b86fp-2, -0x1.08893a744e8a6p+1, -0x1.452e4764e49e5p+3,
  ]
  private static let i1FarDouble = [
    0x1.8ebe783a8403p-2, -0x1.3f796198ee63dp-3, -0x1.cbc54df1d28edp-5, -0x1.f89c2304c35d3p-5,
    -0x1.ec8e127b73a3fp-4, -0x1.761383996deap-2, -0x1.ad8afba84040bp+0, -0x1.727891f52aef6p+3,
    -0x1.91e870dc073a7p+6, -0x1.21ba2485afab4p+9, 0x1.d68fdf13b4f0fp+12, 0x1.e2d0791db759ap+17,
    0x1.7ee7fbfb39f9p+20, -0x1.0821c71098c2bp+25, -0x1.dd37812c1dd72p+28, 0x1.e14768d6db225p+31,
    0x1.475d4e2f2acfep+36, -0x1.a250a944e85b4p+38, -0x1.36f288e187d2ep+43, 0x1.42be4263f9ec5p+45,
    0x1.7455f3bd09231p+49, -0x1.6612a100e112cp+51, -0x1.a1752f6235857p+54, 0x1.8a72ab2fc6959p+56,
  ]
}

extension BesselI0e {
  /// `(1 + x)·e^−x·I₀(x)` in x − 4 up to 8, the constant first.
  package static var nearCoefficients: [Double] { Scalar.i0NearDouble }
  /// `√x·e^−x·I₀(x)` in 1/x − 1/16 beyond 8, the constant first.
  package static var farCoefficients: [Double] { Scalar.i0FarDouble }
}
