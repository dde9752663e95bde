import JAXIR

// Arithmetic on pairs to about 2⁻¹⁰⁰ of the larger operand (Dekker, "A floating-point technique for extending the
// available precision", 1971; Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks
// of double-word arithmetic", 2017).

extension Pair {
  /// The number itself.
  init(_ value: Scalar) { self.init(high: value, low: value.constant(0)) }

  /// The nearest number.
  var value: Scalar { high + low }

  /// The nearest number, −0 where `high` is.
  var signedValue: Scalar { low.compare(.equal, 0).select(high, high + low) }

  /// The sum, also of numbers that cancel.
  static func + (a: Pair, b: Pair) -> Pair {
    let sum = exactSum(a.high, b.high)
    return exactSum(sum.high, sum.low + (a.low + b.low))
  }

  static func + (a: Pair, b: Double) -> Pair {
    let sum = exactSum(a.high, a.high.constant(b))
    return exactSum(sum.high, sum.low + a.low)
  }

  static func - (a: Pair, b: Pair) -> Pair { a + -b }

  static prefix func - (a: Pair) -> Pair { Pair(high: -a.high, low: -a.low) }

  static func * (a: Pair, b: Scalar) -> Pair {
    let product = product(a.high, b)
    return Pair(high: product.high, low: a.low.fma(b, product.low))
  }

  static func / (a: Pair, b: Pair) -> Pair {
    let quotient = a.high / b.high
    let rest = (-quotient).fma(b.high, a.high) + (-quotient).fma(b.low, a.low)
    return sum(quotient, rest / b.high)
  }

  /// Both parts times a power of 2.
  func scaled(_ power: Scalar) -> Pair { Pair(high: high * power, low: low * power) }
}

extension Scalar {
  func select(_ then: Pair, _ otherwise: Pair) -> Pair {
    Pair(high: select(then.high, otherwise.high), low: select(then.low, otherwise.low))
  }

  /// A pair turned where `self` is 1, its sign bit, in the highest bit of an integer.
  func turning(_ pair: Pair) -> Pair {
    func turned(_ number: Scalar) -> Scalar { (number.bits ^ self).bitcast(to: number.dtype) }
    return Pair(high: turned(pair.high), low: turned(pair.low))
  }
}

// MARK: - Series

/// `Σ zᵏ / (first + step·k)!` of a `float64` pair, |z| < 0.62, to about 2⁻¹⁰⁰: the leading terms as pairs, of those
/// so small that their rounding does not matter the nearest numbers.
struct FactorialSeries {
  let first: Int
  let step: Int
  /// How many terms are pairs.
  let pairCount: Int
  let count: Int

  func callAsFunction(_ z: Pair) -> Pair {
    let coefficients = (0..<count).map { Self.inverseFactorials[first + step * $0] }
    let tail = z.high.polynomial(coefficients[pairCount...].map(\.high))
    var sum = Pair(tail)
    for coefficient in coefficients[..<pairCount].reversed() {
      let product = z * sum
      sum = Pair.sum(z.high.constant(coefficient.high), product.high)
      sum.low = sum.low + (product.low + coefficient.low)
    }
    return sum
  }

  /// 1/k! for k from 0.
  private static let inverseFactorials: [(high: Double, low: Double)] = [
    (1, 0), (1, 0), (0x1p-1, 0),
    (0x1.5555555555555p-3, 0x1.5555555555555p-57), (0x1.5555555555555p-5, 0x1.5555555555555p-59),
    (0x1.1111111111111p-7, 0x1.1111111111111p-63), (0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65),
    (0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73), (0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76),
    (0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73), (0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76),
    (0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80), (0x1.1eed8eff8d898p-29, -0x1.2aec959e14c06p-83),
    (0x1.6124613a86d09p-33, 0x1.f28e0cc748ebep-87), (0x1.93974a8c07c9dp-37, 0x1.05d6f8a2efd1fp-92),
    (0x1.ae7f3e733b81fp-41, 0x1.1d8656b0ee8cbp-97), (0x1.ae7f3e733b81fp-45, 0x1.1d8656b0ee8cbp-101),
    (0x1.952c77030ad4ap-49, 0),
    (0x1.6827863b97d97p-53, 0), (0x1.2f49b46814157p-57, 0), (0x1.e542ba4020225p-62, 0),
    (0x1.71b8ef6dcf572p-66, 0), (0x1.0ce396db7f853p-70, 0), (0x1.761b41316381ap-75, 0),
    (0x1.f2cf01972f578p-80, 0), (0x1.3f3ccdd165fa9p-84, 0), (0x1.88e85fc6a4e5ap-89, 0),
    (0x1.d1ab1c2dccea3p-94, 0),
  ]
}
