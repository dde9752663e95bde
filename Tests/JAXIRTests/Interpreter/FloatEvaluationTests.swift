import Testing

@testable import JAXIR

/// Float operations against expectations computed another way, on special and random values.
struct FloatEvaluationTests {
  static let dtypes: [DType] = [.float16, .bfloat16, .float32, .float64]

  /// A value of any float dtype, exactly.
  private static func double(_ bits: UInt64, _ dtype: DType) -> Double {
    switch dtype {
    case .float16: Double(Float16(bitPattern: UInt16(bits)))
    case .bfloat16: Double(Float(bitPattern: UInt32(bits) << 16))
    case .float32: Double(Float(bitPattern: UInt32(bits)))
    default: Double(bitPattern: bits)
    }
  }

  /// The bits of the dtype's value nearest to `exact`, ties to even, found by comparing distances.
  static func nearest(_ exact: Double, _ dtype: DType) -> UInt64 {
    if dtype == .float64 { return exact.bitPattern }
    let width = UInt64(dtype.bitWidth)
    let sign: UInt64 = exact.sign == .minus ? 1 << (width - 1) : 0
    let magnitude = exact.magnitude
    let infinity: UInt64 = dtype == .float16 ? 0x7C00 : dtype == .bfloat16 ? 0x7F80 : 0x7F80_0000
    if exact.isNaN { return infinity + 1 }
    // Positive floats are ordered as their bits are: look for the last one that is not greater.
    var (low, high) = (UInt64(0), infinity)
    while low < high {
      let middle = (low + high + 1) / 2
      if double(middle, dtype) <= magnitude { low = middle } else { high = middle - 1 }
    }
    if low == infinity { return sign | infinity }
    let below = double(low, dtype)
    // What would come after the greatest number, were there one.
    let above = low + 1 == infinity ? 2 * below - double(low - 1, dtype) : double(low + 1, dtype)
    let (down, up) = (magnitude - below, above - magnitude)
    return sign | (up < down || (up == down && low & 1 == 1) ? low + 1 : low)
  }

  static func values(_ dtype: DType, random count: Int, seed: UInt64) -> [UInt64] {
    let special: [Double] = [
      0, -0.0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3, 65_504, 1e-8, -1e-8, 1e30, -1e30, .infinity,
      -.infinity,
      .nan, 255.5, -128.5,
    ]
    var random = SplitMix(seed: seed)
    let mask = UInt64.max >> UInt64(64 - dtype.bitWidth)
    var bits = special.map { nearest($0, dtype) } + [1, 2, mask >> 1]
    for _ in 0..<count {
      bits.append(random.next() & mask)
      bits.append(nearest(Double.random(in: -100...100, using: &random), dtype))
    }
    return bits
  }

  private static func same(_ a: UInt64, _ b: UInt64, _ dtype: DType) -> Bool {
    a == b || (double(a, dtype).isNaN && double(b, dtype).isNaN)
  }

  private func evaluate(_ operation: ScalarOperation, _ dtype: DType, _ bits: UInt64...) -> UInt64 {
    let operands = bits + [0, 0]
    return ScalarEvaluator(operation, operands: Array(repeating: dtype, count: operation.operandCount))!(
      operands[0], operands[1], operands[2])
  }

  /// f32 arithmetic is exact enough in f64 to be rounded again, and so is f16 and bf16 in f32 (Figueroa, "When is
  /// double rounding innocuous?", 1995); so is that of f64 itself, computed directly.
  @Test(arguments: dtypes)
  func arithmeticRoundsOnce(dtype: DType) {
    let values = Self.values(dtype, random: 60, seed: 11)
    let operations: [(ScalarOperation, (Double, Double) -> Double)] = [
      (.add, { $0 + $1 }), (.subtract, { $0 - $1 }), (.multiply, { $0 * $1 }), (.divide, { $0 / $1 }),
    ]
    for (operation, reference) in operations {
      for a in values {
        for b in values {
          let expected = Self.nearest(reference(Self.double(a, dtype), Self.double(b, dtype)), dtype)
          let found = evaluate(operation, dtype, a, b)
          #expect(Self.same(found, expected, dtype), "\(operation.name) \(dtype) \(a) \(b)")
        }
      }
    }
    for a in values {
      let expected = Self.nearest(Self.double(a, dtype).squareRoot(), dtype)
      #expect(Self.same(evaluate(.sqrt, dtype, a), expected, dtype), "sqrt \(dtype) \(a)")
    }
  }

  @Test(arguments: dtypes)
  func movementKeepsEveryBit(dtype: DType) {
    let sign: UInt64 = 1 << UInt64(dtype.bitWidth - 1)
    for a in Self.values(dtype, random: 60, seed: 12) {
      #expect(evaluate(.negate, dtype, a) == a ^ sign)
      #expect(evaluate(.abs, dtype, a) == a & ~sign)
      #expect(evaluate(.copySign, dtype, a, sign) == a | sign)
      #expect(evaluate(.copySign, dtype, a, 0) == a & ~sign)
      let select = ScalarEvaluator(.select, operands: [.bool, dtype, dtype])!
      #expect(select(1, a, 3) == a)
      #expect(select(0, 3, a) == a)
    }
  }

  @Test(arguments: dtypes)
  func extremaPropagateNaNAndOrderZeros(dtype: DType) {
    let values = Self.values(dtype, random: 30, seed: 13)
    for a in values {
      for b in values {
        let (x, y) = (Self.double(a, dtype), Self.double(b, dtype))
        let minimum = evaluate(.minimum, dtype, a, b)
        let maximum = evaluate(.maximum, dtype, a, b)
        if x.isNaN || y.isNaN {
          #expect(Self.double(minimum, dtype).isNaN && Self.double(maximum, dtype).isNaN)
        } else {
          // The order that knows the sign of zero.
          let aIsLess = x < y || (x == y && x.sign == .minus)
          #expect(minimum == (aIsLess ? a : b))
          #expect(maximum == (aIsLess ? b : a))
        }
        let comparisons: [(Comparison, Bool)] = [
          (.equal, x == y), (.notEqual, !(x == y)), (.less, x < y), (.lessEqual, x <= y), (.greater, y < x),
          (.greaterEqual, y <= x),
        ]
        for (comparison, expected) in comparisons {
          #expect(evaluate(.compare(comparison), dtype, a, b) == (expected ? 1 : 0))
        }
      }
    }
  }

  @Test(arguments: dtypes)
  func roundingToIntegers(dtype: DType) {
    for a in Self.values(dtype, random: 200, seed: 14) {
      let x = Self.double(a, dtype)
      var expected = [Double](repeating: x, count: 4)
      if x.magnitude < 1e9 {
        let whole = Double(Int64(x))
        let fraction = x - whole
        let floor = fraction < 0 ? whole - 1 : whole
        let ceil = fraction > 0 ? whole + 1 : whole
        let isTie = fraction.magnitude == 0.5
        let even =
          isTie ? (Int64(whole) % 2 == 0 ? whole : whole + fraction * 2) : x - floor < 0.5 ? floor : ceil
        expected = [floor, ceil, whole, even].map {
          $0 == 0 ? Double(sign: x.sign, exponent: 0, significand: 0) : $0
        }
      }
      for (operation, value) in zip([.floor, .ceil, .truncate, .roundEven] as [ScalarOperation], expected) {
        let found = evaluate(operation, dtype, a)
        #expect(Self.same(found, Self.nearest(value, dtype), dtype), "\(operation.name) \(x): \(found)")
      }
    }
  }

  @Test func remaindersAreExact() {
    var random = SplitMix(seed: 15)
    for _ in 0..<2_000 {
      let a = Int.random(in: -16_777_216...16_777_216, using: &random)
      let b = Int.random(in: 1...100_000, using: &random)
      let found = evaluate(
        .remainder, .float32, Kernel.Constant(.float32, Double(a)).bits,
        Kernel.Constant(.float32, Double(b)).bits)
      #expect(Float(bitPattern: UInt32(found)) == Float(a % b))
    }
    let infinity = Double.infinity
    let cases: [(Double, Double, Double)] = [
      (5.5, 3, 2.5), (-5.5, 3, -2.5), (5.5, -3, 2.5), (-3, 3, -0.0), (3, infinity, 3), (-0.0, 1, -0.0),
      (1e300, 7, 1),
      (infinity, 3, .nan), (3, 0, .nan), (.nan, 3, .nan),
    ]
    for (a, b, expected) in cases {
      let found = evaluate(.remainder, .float64, a.bitPattern, b.bitPattern)
      #expect(Self.same(found, expected.bitPattern, .float64), "\(a) % \(b)")
    }
  }

  @Test func fusedProductsRoundOnce() {
    // (1 + 2^-12)(1 - 2^-12) - 1 = -2^-24, which a rounded product loses.
    let ulp = Float(sign: .plus, exponent: -12, significand: 1)
    let found = evaluate(
      .fma, .float32, UInt64((1 + ulp).bitPattern), UInt64((1 - ulp).bitPattern), UInt64(Float(-1).bitPattern)
    )
    #expect(Float(bitPattern: UInt32(found)) == -ulp * ulp)
    let small = Double(sign: .plus, exponent: -27, significand: 1)
    let wide = evaluate(.fma, .float64, (1 + small).bitPattern, (1 - small).bitPattern, Double(-1).bitPattern)
    #expect(Double(bitPattern: wide) == -small * small)
    #expect(evaluate(.fma, .float16, 0x4000, 0x4200, 0x3C00) == 0x4700)  // 2 * 3 + 1
    #expect(evaluate(.fma, .bfloat16, 0x4000, 0x4040, 0x3F80) == 0x40E0)
  }
}
