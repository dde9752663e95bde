/// A small seeded generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Numbers at which something may go wrong.
let specialNumbers: [Double] =
  [
    0, 0.5, 1, 1.5, 2, 3, 4, 0x1p24, 0x1.fffffep23, 0x1p53, 0x1.fffffffffffffp52, 3.5, 1e-20, 1e20, 0x1p-149,
    0x1p-126, 0x1.fffffep127, 0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023, 1e38, 1e308, .infinity,
  ].flatMap { [$0, -$0] } + [.nan]

/// Numbers of every exponent and both signs, `each` of each.
func everyExponent(_ each: Int, seed: UInt64) -> [Float] {
  var random = SplitMix(seed: seed)
  return (0..<UInt32(512)).flatMap { head in
    (0..<each).map { _ in Float(bitPattern: head << 23 | UInt32.random(in: 0..<1 << 23, using: &random)) }
  }
}

/// `count` numbers from `range`, evenly.
func uniform<Element: BinaryFloatingPoint>(
  _ count: Int, in range: ClosedRange<Element>, seed: UInt64
) -> [Element] where Element.RawSignificand: FixedWidthInteger {
  var random = SplitMix(seed: seed)
  return (0..<count).map { _ in Element.random(in: range, using: &random) }
}
