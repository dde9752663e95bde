package import JAXIR

// e^−|x|·I₀(x) and e^−|x|·I₁(x): up to 8 a polynomial in |x| (I₁: times x), beyond it one in 1/|x|, times 1/√|x|, as
// in Cephes (Moshier, "Methods and Programs for Mathematical Functions"). Fitted by Tools/interpolate.py.

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
    let inverse = 1 / x
    let polynomial = Scalar.polynomial(
      where: isFar, far[format][order], at: inverse - 0x1p-4, else: near[format][order], at: x - 4)
    let factor = isFar.select(inverse.sqrt, order == 0 ? x.constant(1) : x)
    return (polynomial * factor).convert(to: dtype)
  }

  /// e^−x·I₀(x) in x − 4, x ≤ 8.
  private static let i0NearSingle = [
    0x1.a7f09f8bcd88p-3, -0x1.cedda00257d1bp-6, 0x1.8322d6ba939adp-8, -0x1.6cb8d27d06b97p-10,
    0x1.65c1951a2965p-12, -0x1.5c0257dbb07b2p-14, 0x1.44be1634c36a8p-16, -0x1.1cda042ace50ap-18,
    0x1.d0b7256b4fa39p-21, -0x1.600020e8185f1p-23, 0x1.f165a1e0857c9p-26, -0x1.43841a8386c27p-28,
    0x1.7ab61c0054cc2p-31, -0x1.b3e84d286a133p-34, 0x1.110624fc96c6cp-36, -0x1.06bb0c39704c5p-39,
    0x1.b2857af2838fap-44, -0x1.dc8901e1b5649p-47, 0x1.6d284185c643fp-48, -0x1.13d1967d9f2p-51,
  ]
  private static let i0NearDouble = [
    0x1.a7f09f8eedf5ap-3, -0x1.cedda00486203p-6, 0x1.8322d1d8a3bcbp-8, -0x1.6cb8d0c915d76p-10,
    0x1.65c235bfea67cp-12, -0x1.5c028fe63ac01p-14, 0x1.44b6196a7e5edp-16, -0x1.1cd73a8f65403p-18,
    0x1.d11e10f563ea4p-21, -0x1.602411cd57d69p-23, 0x1.ee6f56579a579p-26, -0x1.427b0ab901a2dp-28,
    0x1.87e8674c081c8p-31, -0x1.bd25799e2f366p-34, 0x1.da1aa5c31040bp-37, -0x1.dafac01bde31bp-40,
    0x1.c0f4746e5c54ap-43, -0x1.9176a6e8e5197p-46, 0x1.54986036f96f9p-49, -0x1.1302f643478c2p-52,
    0x1.a6c3624a6c1a1p-56, -0x1.3429316a1f562p-59, 0x1.b1d84b43be1a7p-63, -0x1.328a2c8357506p-66,
    0x1.88e7c898f8b9dp-70, -0x1.7122a4a4cd22cp-74, 0x1.cc61933fa56fap-78, -0x1.1839e2f01f649p-80,
    0x1.2dfb90af4b9ccp-84,
  ]
  /// √x·e^−x·I₀(x) in 1/x − 1/16, x ≥ 8.
  private static let i0FarSingle = [
    0x1.9bd428ac75fd1p-2, 0x1.b8796a2484ee8p-5, 0x1.1dab29fa3a14ep-5, 0x1.75d91e60aa877p-5,
    0x1.8c11e9e2c5dfp-4, 0x1.463d010b3e4ap-2, 0x1.d49747a145d29p+0, 0x1.20ede94d34bdep+3,
  ]
  private static let i0FarDouble = [
    0x1.9bd428ad249a5p-2, 0x1.b87969bb93bcbp-5, 0x1.1daa72b5ccfadp-5, 0x1.75e5ee702e57ap-5,
    0x1.8e513c6a21829p-4, 0x1.3f49ac32e14bfp-2, 0x1.7d0cd4fd1f2b8p+0, 0x1.51ccdc47b6c77p+3,
    0x1.7288379f891f7p+6, 0x1.03bcdeab408e2p+9, -0x1.d72c8d3f0b6bcp+12, -0x1.cd5da3da6b614p+17,
    -0x1.58ce729fc478ap+20, 0x1.05248ba2f26ap+25, 0x1.c034e59a2db9bp+28, -0x1.ece52144ada18p+31,
    -0x1.3756a636aa04fp+36, 0x1.ba2352eb42f2p+38, 0x1.295fc465ff477p+43, -0x1.5be16a36a0dap+45,
    -0x1.650b3e7f898bp+49, 0x1.852f5d42d1ca3p+51, 0x1.90df137cc1a36p+54, -0x1.ada2c97f3fdddp+56,
  ]
  /// e^−x·I₁(x) / x in x − 4, x ≤ 8.
  private static let i1NearSingle = [
    0x1.6e14eb8cd66cbp-5, -0x1.f4bb0719f5fa9p-7, 0x1.16c3917640d1cp-8, -0x1.188137d27b6cdp-10,
    0x1.0530e47adc36p-12, -0x1.c4da981688137p-15, 0x1.6dfb52204b1cp-17, -0x1.13d698cd3d2bdp-19,
    0x1.83f93049d674fp-22, -0x1.fe2cee162b636p-25, 0x1.3ac5c4c331107p-27, -0x1.6b31caab54c42p-30,
    0x1.837f136c47596p-33, -0x1.8f1b4d3c433aap-36, 0x1.a9bf3ae0c0615p-39, -0x1.7d4f4422fa496p-42,
    0x1.893ffdf9dfc91p-46, -0x1.6a32550bd8febp-49, 0x1.8e488d62e00f5p-51, -0x1.1c5677ced4fc3p-54,
  ]
  private static let i1NearDouble = [
    0x1.6e14eb8e5d319p-5, -0x1.f4bb071a7752ap-7, 0x1.16c390ddb08edp-8, -0x1.1881379ffb627p-10,
    0x1.0530f817ff9fcp-12, -0x1.c4daa5133fb98p-15, 0x1.6df95e8be0c47p-17, -0x1.13d5f358ccda3p-19,
    0x1.84125b0d13a2ap-22, -0x1.fe3d9bfac793cp-25, 0x1.3a0c1a021d4e6p-27, -0x1.6ab6a3e67aad6p-30,
    0x1.89f8a67329811p-33, -0x1.93681fb46e1cap-36, 0x1.8656c3457cd2bp-39, -0x1.65bfbdc51c701p-42,
    0x1.3742f9b2f5b02p-45, -0x1.01a11a7a8dff7p-48, 0x1.96942f24ec5d6p-52, -0x1.32923121b37e5p-55,
    0x1.ba0fc13069d74p-59, -0x1.300fe978e9508p-62, 0x1.93e9a08b4d036p-66, -0x1.0acdeab55f889p-69,
    0x1.459211f49b902p-73, -0x1.34c8bcd8dddap-77, 0x1.6b6f1c670609fp-81, -0x1.856439397efdp-84,
    0x1.937c2c973bbafp-88,
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
