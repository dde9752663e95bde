import JAXIR

/// The layout of `float32` or `float64`, which is all in which most algorithms differ between the two, beside
/// their polynomials.
struct FloatFormat {
  let dtype: DType
  /// The signed integers of the same width.
  let integer: DType
  /// Bits of the significand that are stored.
  let significandBits: Int
  let bias: Int

  static let single = FloatFormat(dtype: .float32, integer: .int32, significandBits: 23, bias: 127)
  static let double = FloatFormat(dtype: .float64, integer: .int64, significandBits: 52, bias: 1023)

  /// 1.5·2^significandBits: added to a small number, it leaves the nearest integer in the low bits of the sum.
  var roundingShift: Double { Double(sign: .plus, exponent: significandBits - 1, significand: 3) }

  var leastNormal: Double { Double(sign: .plus, exponent: 1 - bias, significand: 1) }

  /// The bits of 2^exponent, as an integer.
  func bits(ofPowerOf2 exponent: Int) -> Int { (bias + exponent) << significandBits }

  /// `single` where the two formats differ in a constant, else `double`.
  func choose<T>(_ single: T, _ double: T) -> T { dtype == .float32 ? single : double }
}

extension Scalar {
  /// The layout of the value's dtype, which must be `float32` or `float64`.
  var format: FloatFormat {
    precondition(dtype == .float32 || dtype == .float64, "an elementary function of \(dtype)")
    return dtype == .float32 ? .single : .double
  }

  /// The bits as a signed integer.
  var bits: Scalar { bitcast(to: format.integer) }

  /// `c₀ + c₁·x + …` by Horner's rule, one fused operation for each coefficient after the last.
  func polynomial(_ coefficients: [Double]) -> Scalar {
    var sum = constant(coefficients[coefficients.count - 1])
    for coefficient in coefficients.dropLast().reversed() { sum = sum.fma(self, coefficient) }
    return sum
  }

  /// `short` at `x` where `condition` holds, else `long` at `y`, in one chain of sums: choosing between two
  /// coefficients costs less than a second chain.
  static func polynomial(
    where condition: Scalar, _ short: [Double], at x: Scalar, else long: [Double], at y: Scalar
  ) -> Scalar {
    let variable = condition.select(x, y)
    let last = short.count - 1
    var sum = condition.select(short[last], y.polynomial(Array(long[last...])))
    for (first, second) in zip(short, long).prefix(last).reversed() {
      sum = sum.fma(variable, condition.select(first, x.constant(second)))
    }
    return sum
  }

  /// The constant whose bits are `bits`.
  func constant(bits: UInt64) -> Scalar { builder.constant(Kernel.Constant(dtype, bits: bits)) }

  func select(_ then: Double, _ otherwise: Scalar) -> Scalar { select(otherwise.constant(then), otherwise) }
  func select(_ then: Scalar, _ otherwise: Double) -> Scalar { select(then, then.constant(otherwise)) }

  /// At most `limit`; NaN stays NaN.
  func atMost(_ limit: Double) -> Scalar { compare(.greater, limit).select(limit, self) }
  /// At least `limit`; NaN stays NaN.
  func atLeast(_ limit: Double) -> Scalar { compare(.less, limit).select(limit, self) }

  /// Integers: the sum with a constant.
  func adding(integer value: Int) -> Scalar { self + constant(integer: value) }

  /// Integers: a float whose exponent field is `self`'s lowest bits plus those of `power` (bits of a power of 2).
  func asPowerOf2(_ format: FloatFormat, times power: Scalar) -> Scalar {
    (shiftLeft(format.significandBits) + power).bitcast(to: format.dtype)
  }

  /// An `int64` from 0 to 2⁵²−1 as `float64`, exactly; cheaper than a conversion where the machine has none for
  /// vectors of 64-bit integers.
  func smallIntegerAsDouble() -> Scalar {
    (self | constant(integer: 0x4330_0000_0000_0000)).bitcast(to: .float64) - 0x1p52
  }
}

/// An unevaluated sum of two floats, the second about as small as the rounding error of the first.
struct Pair {
  var high: Scalar
  var low: Scalar

  /// The exact sum, where `|a| ≥ |b|` or `a` is 0 (Dekker's Fast2Sum).
  static func sum(_ a: Scalar, _ b: Scalar) -> Pair {
    let high = a + b
    return Pair(high: high, low: b - (high - a))
  }

  /// The exact sum, of any two numbers (Knuth's TwoSum).
  static func exactSum(_ a: Scalar, _ b: Scalar) -> Pair {
    let high = a + b
    let partner = high - a
    return Pair(high: high, low: (a - (high - partner)) + (b - partner))
  }

  /// The exact product.
  static func product(_ a: Scalar, _ b: Scalar) -> Pair {
    let high = a * b
    return Pair(high: high, low: a.fma(b, -high))
  }

  /// The square root; 0 of 0.
  var squareRoot: Pair {
    let root = high.sqrt
    // The small number makes 0/0 0.
    return Pair(high: root, low: ((-root).fma(root, high) + low) / (root * 2 + root.format.leastNormal))
  }

  /// The product, but for the product of the low parts.
  static func * (a: Pair, b: Pair) -> Pair {
    let product = Pair.product(a.high, b.high)
    return Pair(high: product.high, low: a.high.fma(b.low, a.low.fma(b.high, product.low)))
  }
}
