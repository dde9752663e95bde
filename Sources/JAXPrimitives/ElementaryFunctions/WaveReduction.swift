import JAXIR

// Cody and Waite's reduction in float64, whose first step is exact thanks to fma: n·π has no more bits than the
// difference needs. Beyond its reach, where hardly an argument ever is, Payne and Hanek's ("Radian reduction for
// trigonometric functions", 1983): of the digits of 1/π only those are multiplied that are neither whole turns
// nor too small to matter, in integers.

/// `x = n·π + remainder`, `|remainder| ≤ π/2`, for a float32 x; for the tangent half of either.
struct SingleWaveReduction {
  /// float64
  let remainder: Scalar
  /// An `int64` whose lowest bit says whether sin(remainder) changes its sign, and for the tangent that of n.
  let parity: Scalar

  init(_ x: Scalar, _ function: Wave) {
    let wide = x.convert(to: .float64)
    // n is found and subtracted with ample precision up to here.
    let large = wide.abs.compare(.greater, 0x1p40)
    let shift = wide.format.roundingShift
    let results = x.builder.conditional(large) {
      let (remainder, n) = Self.largeReduction(x, function)
      return [remainder, n]
    } otherwise: {
      let half = function == .tangent ? 0.5 : 1
      let turns =
        function == .cosine
        ? wide.fma(0x1.45f306dc9c883p-2, wide.constant(-0.5)) + shift
        : wide.fma(0x1.45f306dc9c883p-2 / half, wide.constant(shift))
      let n = function == .cosine ? turns - shift + 0.5 : turns - shift
      let high = n.fma(-0x1.921fb54442d18p+1 * half, wide)
      return [n.fma(-0x1.1a62633145c07p-53 * half, high), turns.bits]
    }
    remainder = results[0]
    // cos((k + ½)π + r) = −(−1)ᵏ sin r
    parity = function == .cosine ? ~results[1] : results[1]
  }

  /// Any |x| ≥ 2²⁰; the digits of 1/π, in words of 32 bits, times the integer significand, modulo 4.
  private static func largeReduction(_ x: Scalar, _ function: Wave) -> (remainder: Scalar, n: Scalar) {
    let bits = x.abs.bits.convert(to: .int64)
    let significand = bits & bits.constant(integer: 0x7F_FFFF) | bits.constant(integer: 0x80_0000)
    // The first digit that is not a multiple of 4 turns.
    let position = bits.shiftRightLogical(23).adding(integer: -152)
    var words = Digits.window(of: Digits.inversePi, at: position.shiftRightLogical(5), levels: 2, count: 4)
    let within = position & position.constant(integer: 31)
    let mask = position.constant(integer: 0xFFFF_FFFF)
    words = (0..<3).map {
      let pair = words[$0].shiftLeft(32) | words[$0 + 1]
      return pair.builder.apply(.shiftLeft, pair, within).shiftRightLogical(32)
    }
    let low = significand * words[2]
    let middle = significand * words[1] + low.shiftRightLogical(32)
    let high = significand * words[0] + middle.shiftRightLogical(32)
    // Two bits before the point, 62 after it.
    var turns = high.shiftLeft(32) | (middle & mask)
    if function == .cosine { turns = turns.adding(integer: -1 << 61) }
    if function == .tangent { turns = turns.shiftLeft(1) }
    let n = turns.adding(integer: 1 << 61).shiftRightLogical(62)
    let unit = function == .tangent ? Double.pi / 2 : Double.pi
    let fraction = turns.shiftLeft(2).convert(to: .float64) * (unit * 0x1p-64)
    // NaN for an infinity.
    let wide = x.convert(to: .float64)
    let invalid = wide - wide
    if function == .cosine { return (fraction + invalid, n) }
    return (x.signBit.select(-fraction, fraction) + invalid, n)
  }
}

/// `x = n·π/2 + remainder`, `|remainder| ≤ π/4`, for a float64 x.
struct DoubleWaveReduction {
  let remainder: Pair
  /// An `int64` whose lowest two bits are those of n.
  let quadrant: Scalar

  init(_ x: Scalar) {
    let large = x.abs.compare(.greater, 0x1p30)
    let results = x.builder.conditional(large) {
      let (remainder, n) = Self.largeReduction(x)
      return [remainder.high, remainder.low, n]
    } otherwise: {
      let shifted = x.fma(0x1.45f306dc9c883p-1, x.constant(x.format.roundingShift))
      let n = shifted - x.format.roundingShift
      let first = n.fma(-0x1.921fb54442d18p+0, x)
      let second = Pair.product(n, x.constant(0x1.1a62633145c07p-54))
      let high = first - second.high
      let low = (first - high) - second.high - second.low
      return [high, n.fma(0x1.f1976b7ed8fbcp-110, low), shifted.bits]
    }
    remainder = Pair(high: results[0], low: results[1])
    quadrant = results[2]
  }

  /// Any |x| ≥ 2³⁰; 192 digits of 2/π times the integer significand, modulo 4.
  private static func largeReduction(_ x: Scalar) -> (remainder: Pair, n: Scalar) {
    let bits = x.abs.bits
    let significand = bits & bits.constant(integer: (1 << 52) - 1) | bits.constant(integer: 1 << 52)
    let position = bits.shiftRightLogical(52).adding(integer: -1013)
    let words = Digits.window(
      of: Digits.inverseHalfPi, at: position.shiftRightLogical(6), levels: 5, count: 4)
    let within = position & position.constant(integer: 63)
    let opposite = within.constant(integer: 64) - within
    let digits = (0..<3).map {
      words[$0].builder.apply(.shiftLeft, words[$0], within)
        | words[$0 + 1].builder.apply(.shiftRightLogical, words[$0 + 1], opposite)
    }
    let low = significand * digits[2]
    let lowCarry = Digits.upperProduct(significand, digits[2])
    let middle = significand * digits[1] + lowCarry
    let carry = Digits.isLess(middle, lowCarry).select(
      middle.constant(integer: 1), middle.constant(integer: 0))
    let high = significand * digits[0] + Digits.upperProduct(significand, digits[1]) + carry
    // `high` begins with two bits before the point: n is rounded, the fraction signed.
    let n = high.adding(integer: 1 << 61).shiftRightLogical(62)
    let fraction = [
      high.shiftLeft(2) | middle.shiftRightLogical(62), middle.shiftLeft(2) | low.shiftRightLogical(62),
    ]
    let remainder = Digits.halfPiTimes(fraction)
    let invalid = x - x
    let negative = x.signBit
    return (
      Pair(
        high: negative.select(-remainder.high, remainder.high) + invalid,
        low: negative.select(-remainder.low, remainder.low)),
      negative.select(-n, n)
    )
  }
}

/// Arithmetic on long binary fractions in `int64` words.
private enum Digits {
  /// 1/π in words of 32 bits.
  static let inversePi: [UInt64] = [
    0x517c_c1b7, 0x2722_0a94, 0xfe13_abe8, 0xfa9a_6ee0, 0x6db1_4acc, 0x9e21_c820, 0xff28_b1d5,
  ]

  /// 64 zeros, then 2/π, in words of 64 bits.
  static let inverseHalfPi: [UInt64] = [
    0, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e, 0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b, 0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d, 0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
  ]

  /// The `count` words of `table` from word `start` < 2^levels on: one bit of `start` after the other, the highest
  /// first, selects between the table and itself moved, of which ever fewer words are needed.
  static func window(of table: [UInt64], at start: Scalar, levels: Int, count: Int) -> [Scalar] {
    var words = table.map { start.constant(bits: $0) }
    for level in (0..<levels).reversed() {
      let distance = 1 << level
      let bit = start & start.constant(integer: distance)
      let moved = bit.compare(.notEqual, start.constant(integer: 0))
      let needed = min(words.count, count + distance - 1)
      words = (0..<needed).map { index in
        index + distance < words.count ? moved.select(words[index + distance], words[index]) : words[index]
      }
    }
    return words
  }

  /// a < b as unsigned integers.
  static func isLess(_ a: Scalar, _ b: Scalar) -> Scalar {
    a.convert(to: .uint64).compare(.less, b.convert(to: .uint64))
  }

  /// The upper 64 bits of the unsigned product.
  static func upperProduct(_ a: Scalar, _ b: Scalar) -> Scalar {
    let mask = a.constant(integer: 0xFFFF_FFFF)
    let (aLow, aHigh) = (a & mask, a.shiftRightLogical(32))
    let (bLow, bHigh) = (b & mask, b.shiftRightLogical(32))
    let first = aLow * bHigh + (aLow * bLow).shiftRightLogical(32)
    let second = aHigh * bLow + (first & mask)
    return aHigh * bHigh + first.shiftRightLogical(32) + second.shiftRightLogical(32)
  }

  /// π/2 times a signed fraction of 128 bits, in two words, as a pair.
  static func halfPiTimes(_ fraction: [Scalar]) -> Pair {
    let sign = fraction[0].shiftRightArithmetic(63)
    // The ones' complement is near enough.
    let magnitude = fraction.map { $0 ^ sign }
    let zeros = magnitude[0].builder.apply(.countLeadingZeros, magnitude[0])
    let opposite = zeros.constant(integer: 64) - zeros
    let builder = zeros.builder
    let upper =
      builder.apply(.shiftLeft, magnitude[0], zeros)
      | builder.apply(.shiftRightLogical, magnitude[1], opposite)
    let lower = builder.apply(.shiftLeft, magnitude[1], zeros)
    // Two pieces of 52 bits, the first 2^(−52 − zeros) of the whole.
    let exponent = (zeros.constant(integer: 1023 - 52) - zeros).shiftLeft(52)
    let unit = (exponent | (sign & sign.constant(integer: Int.min))).bitcast(to: .float64)
    let high = upper.shiftRightLogical(12).smallIntegerAsDouble() * unit
    let low = (upper.shiftLeft(52) | lower.shiftRightLogical(12)).shiftRightLogical(12).smallIntegerAsDouble()
    let halfPi = Pair(high: high.constant(Double.pi / 2), low: high.constant(0x1.1a62633145c07p-54))
    let product = Pair(high: high, low: low * (unit * 0x1p-52)) * halfPi
    return Pair.sum(product.high, product.low)
  }
}
