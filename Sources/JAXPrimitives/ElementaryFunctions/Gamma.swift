package import JAXIR

// log Γ: on 2…3 the zeros at 1 and 2 are factors, log Γ(2 + t) = t·(t + 1)·P(t); other numbers below 8 are brought
// there by Γ(x + 1) = x·Γ(x), in the direction that does not cancel; from 8 on Stirling's series. Negative numbers by
// Γ(−a)·Γ(a)·a·sin(πa) = −π. The polynomials are fitted by Tools/interpolate.py.

extension Scalar {
  /// log |Γ(x)|, infinite at 0, −1, −2, … and at ±∞.
  package func logarithmOfGamma() -> Scalar {
    let result =
      dtype == .float32
      ? convert(to: .float64).logarithmOfGamma(.single).convert(to: .float32) : logarithmOfGamma(.double)
    return (isGammaPole | abs.compare(.equal, .infinity)).select(.infinity, result)
  }

  /// Whether it is 0 or a negative integer.
  var isGammaPole: Scalar { compare(.lessEqual, 0) & floor.compare(.equal, self) }

  private func logarithmOfGamma(_ series: GammaSeries) -> Scalar {
    let a = abs
    let (low, high) = (a.compare(.less, 1), a.compare(.greaterEqual, 8))
    let near = a.compare(.less, 2)
    // Γ(a) = Γ(2 + t)·product, or / a below 1.
    let t = low.select(a - 1, near.select(a - 2, a - a.floor))
    let product = (1...5).reduce(constant(1)) { product, step in
      product * (a.compare(.greaterEqual, Double(step + 2)) & !high).select(a - Double(step), 1)
    }
    let close = t * (t + 1) * t.polynomial(series.logarithm)
    let inverse = 1 / a
    let stirling = (a - 0.5).fma(
      series.log(a) - 1, (inverse * (inverse * inverse).polynomial(series.stirling)) + 0.41893853320467274178)
    let core = high.select(stirling, close)
    let negative = compare(.less, 0)
    let turned = SinePi(a, series).sine.abs * low.select(1, a * product)
    let logarithm = series.log(negative.select(turned, low.select(a, product)))
    return negative.select(-logarithm - core, low.select(core - logarithm, core + logarithm))
  }
}

// ψ, the derivative of log Γ: on 1…2 its zero is a factor, ψ(x) = (x − r)·P(x); other numbers below 8 are brought
// there by ψ(x + 1) = ψ(x) + 1/x; from 8 on the asymptotic series. ψ(−a) = ψ(a) + 1/a + π·cot(πa).

extension Scalar {
  /// The derivative of log Γ: −∞ at 0, NaN at −1, −2, … and −∞.
  package func digamma() -> Scalar {
    dtype == .float32 ? convert(to: .float64).digamma(.single).convert(to: .float32) : digamma(.double)
  }

  private func digamma(_ series: GammaSeries) -> Scalar {
    let a = abs
    let (low, high) = (a.compare(.less, 1), a.compare(.greaterEqual, 8))
    let negative = compare(.less, 0)
    let near = low.select(a + 1, a - a.floor + 1)
    let close =
      (near - 0x1.762d86356be3fp+0 - 0x1.b86a722197829p-54) * (near - 1.5).polynomial(series.digamma)
    let inverse = 1 / a
    let square = inverse * inverse
    let asymptotic = series.log(a) - inverse.fma(0.5, square * square.polynomial(series.digammaTail))
    // The sum of 1/(a − 1), 1/(a − 2), … down to 1/1…, as one quotient; below 1 it is −1/a.
    var (numerator, divisor) = (low.select(-1, constant(0)), low.select(a, 1))
    func add(reciprocalOf x: Scalar, where condition: Scalar) {
      numerator = condition.select(numerator.fma(x, divisor), numerator)
      divisor = condition.select(divisor * x, divisor)
    }
    for step in 1...6 {
      add(reciprocalOf: a - Double(step), where: a.compare(.greaterEqual, Double(step + 1)) & !high)
    }
    // −1/a + 1/a below 1.
    numerator = (negative & low).select(0, numerator)
    add(reciprocalOf: a, where: negative & !low)
    let value = high.select(asymptotic, close) + numerator / divisor
    let wave = SinePi(a, series)
    let result = negative.select(value + wave.cosine / wave.sine, value)
    let pole = isGammaPole.select(compare(.equal, 0).select(-.infinity, constant(.nan)), self)
    return (isGammaPole | compare(.equal, .infinity)).select(pole, result)
  }
}

extension Scalar {
  /// ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹·n!·ζ(n + 1, x) for n = `self`; ψ for 0, NaN for less and between the integers.
  package func polygamma(_ x: Scalar) -> Scalar {
    let (n, q) = (convert(to: .float64), x.convert(to: .float64))
    let (value, magnitude): (Scalar, Scalar)
    if dtype == .float32 {
      let factorial = ShortExponential((n + 1).logarithmOfGamma(.single).atMost(600)).value
      (value, magnitude) = (q.digamma(.single), factorial * (n + 1).zetaForSingle(q))
    } else {
      (value, magnitude) = (q.digamma(), (n + 1).logarithmOfGamma().exp() * (n + 1).zeta(q))
    }
    let half = n * 0.5
    let derivative = half.roundEven.compare(.equal, half).select(-magnitude, magnitude)
    let isOrder = n.compare(.greaterEqual, 0) & n.floor.compare(.equal, n)
    let result = n.compare(.equal, 0).select(value, derivative)
    return isOrder.select(result, .nan).convert(to: dtype)
  }
}

/// sin(πa) / π and cos(πa), but for the sign that both have.
private struct SinePi {
  let sine: Scalar
  let cosine: Scalar

  init(_ a: Scalar, _ series: GammaSeries) {
    // Exact.
    let f = a - a.roundEven
    let square = f * f
    sine = f * square.polynomial(series.sine)
    cosine = square.fma(-4, square.constant(1)) * square.polynomial(series.cosine)
  }
}

/// What log Γ and its derivative take of each format.
private struct GammaSeries {
  let log: @Sendable (Scalar) -> Scalar
  let logarithm: [Double]
  let stirling: [Double]
  let digamma: [Double]
  let digammaTail: [Double]
  let sine: [Double]
  let cosine: [Double]

  /// For a float32 as float64: some 34 bits.
  static let single = GammaSeries(
    log: { x in
      let reduction = LogarithmReduction(x, lifted: nil)
      return reduction.shortLogarithm(reduction.m - 1)
    },
    logarithm: [
      0x1.b0ee6072093cep-2, -0x1.9ae65094b5dbbp-4, 0x1.0e0c9de916c0bp-5, -0x1.95ce31093371ep-7,
      0x1.4797567d1115fp-8, -0x1.144dee60a7ddfp-9, 0x1.dfe5afdd084d9p-11, -0x1.aa080a49c7539p-12,
      0x1.7f6e18f7873a1p-13, -0x1.549130fb3a8ccp-14, 0x1.3892cdcd5c1abp-15, -0x1.617e6480bd49ep-16,
      0x1.4a8e2cbb3aa3fp-17, -0x1.06a524accaadbp-21, 0x1.b4e86670fd2e3p-23, -0x1.48c1cff2cf9cbp-19,
      0x1.3901f465fef3p-20,
    ],
    stirling: [
      0x1.555555554ee56p-4, -0x1.6c16bafa5f149p-9, 0x1.9ff998fa2738dp-11, -0x1.2aebd65128751p-11,
    ],
    digamma: [
      0x1.e6f0cbb359415p-1, -0x1.b1cb62f991d8ep-2, 0x1.eca1a0a5664dep-3, -0x1.2feefae001d2ep-3,
      0x1.850a9b11ed80ep-4, -0x1.fb3912e2595f9p-5, 0x1.4f00033578b98p-5, -0x1.bb6bba9c1d8b7p-6,
      0x1.1523973099fbep-6, -0x1.708afcc34f54p-7, 0x1.6fc2a8cc1ee58p-7, -0x1.ea009c96737f3p-8,
    ],
    digammaTail: [
      0x1.555555551c412p-4, -0x1.111102c738a65p-7, 0x1.03ec4772f206ep-8, -0x1.026adcf02bdefp-8,
    ],
    sine: [
      0x1.ffffffffda705p-1, -0x1.a51a66100ec66p+0, 0x1.9f9cac4cc4157p-1, -0x1.86a6d5206b7b6p-3,
      0x1.abe8791f90fd8p-6, -0x1.253b41d8b2132p-9,
    ],
    cosine: [
      0x1.fffffffff96b4p-1, -0x1.de9e64d7bb582p-1, 0x1.472bde6ea5bb4p-2, -0x1.d4fb66c2e46c8p-5,
      0x1.9eac78a334e5cp-8, -0x1.df10804916aa4p-12,
    ])

  static let double = GammaSeries(
    log: { $0.log() },
    // log Γ(2 + t) / (t·(t + 1)), |t| ≤ 1.
    logarithm: [
      0x1.b0ee6072093cep-2, -0x1.9ae6509ea109ep-4, 0x1.0e0c9df29353p-5, -0x1.95ce223a9d24ap-7,
      0x1.47974853aa7eap-8, -0x1.145121f959a87p-9, 0x1.dfebcf8e001b7p-11, -0x1.a96a403976f3ap-12,
      0x1.7ed733d21cbf4p-13, -0x1.5c86af6d067p-14, 0x1.402f0a28deda1p-15, -0x1.285110f192ea9p-16,
      0x1.13e4c880cb9a3p-17, -0x1.022302a40660bp-18, 0x1.e541e1a32fbd5p-20, -0x1.cb3ff70f30455p-21,
      0x1.b2c54c428c424p-22, -0x1.8ff67cc7ad32ep-23, 0x1.7c7b8a89c3cd7p-24, -0x1.bdb9f4ce42d8dp-25,
      0x1.ab61d22cc9788p-26, -0x1.f849c85b95e9dp-31, 0x1.a42ed3de5b793p-32, -0x1.3103f029c7bap-27,
      0x1.27da3df04045p-28, 0x1.4ff438323b2c8p-29, -0x1.47270e5e1fb65p-30, -0x1.c035341ec058fp-31,
      0x1.b3541ab65bdbfp-32,
    ],
    // (log Γ(x) − (x − ½)·log x + x − ½·log 2π)·x in 1/x².
    stirling: [
      0x1.5555555555555p-4, -0x1.6c16c16c16b29p-9, 0x1.a01a019ee0dbep-11, -0x1.38137ec070147p-11,
      0x1.b94f6d6592192p-11, -0x1.f5ff2fdcdf048p-10, 0x1.96db40614b193p-8, -0x1.55b3a71b66a2ep-6,
    ],
    // ψ(x) / (x − r) in x − 1.5.
    digamma: [
      0x1.e6f0cbb873617p-1, -0x1.b1cb63005ee97p-2, 0x1.eca189b8e6da1p-3, -0x1.2feeeb98a7cd8p-3,
      0x1.8512e5905d18p-4, -0x1.fb442029cdbf4p-5, 0x1.4de9aa05d3418p-5, -0x1.b9f8b1367959dp-6,
      0x1.256475e5ac975p-6, -0x1.86355f6f68797p-7, 0x1.03c00801ba958p-7, -0x1.5a071c746535bp-8,
      0x1.cd3e42d157015p-9, -0x1.33661f9073563p-9, 0x1.980fc9c9f0be8p-10, -0x1.1002aaf6255f5p-10,
      0x1.7b3b41b0b38cdp-11, -0x1.f99f529bd0771p-12, 0x1.dc8ae08af0fc4p-13, -0x1.3db05b36d9a48p-13,
      0x1.104c9d0897b58p-12, -0x1.6b107f71aa124p-13,
    ],
    // (log x − 1/2x − ψ(x))·x² in 1/x².
    digammaTail: [
      0x1.5555555555555p-4, -0x1.11111111110eep-7, 0x1.04104103f3357p-8, -0x1.111110c5db913p-8,
      0x1.f07bbcef74ac4p-8, -0x1.59837b4a4780cp-6, 0x1.5356fbc92b38cp-4, -0x1.a43dc8de6cf74p-2,
      0x1.c5b8542e7f8cap+0,
    ],
    // sin(πf) / πf in f², |f| ≤ ½.
    sine: [
      0x1p+0, -0x1.a51a6625307d3p+0, 0x1.9f9cb402bc46cp-1, -0x1.86a8e4720db2bp-3, 0x1.ac6805cf32063p-6,
      -0x1.33816aa2f7e7dp-9, 0x1.3747192da83d2p-13, -0x1.d424086bd36bbp-18, 0x1.0faad1ce2b62p-22,
      -0x1.e76f9713ceb75p-28,
    ],
    // cos(πf) / (1 − 4f²) in f².
    cosine: [
      0x1p+0, -0x1.de9e64df22ef3p-1, 0x1.472be122434a5p-2, -0x1.d4fcd83116a91p-5, 0x1.9f05cb009ec5ep-8,
      -0x1.f309e857df9ffp-12, 0x1.b26876d8e0b8p-16, -0x1.1e75ac7a4a2eap-20, 0x1.280409c0ddbe9p-25,
      -0x1.dfcb1f6ce8ab8p-31,
    ])
}
