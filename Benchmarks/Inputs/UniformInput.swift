import JAX

/// One input of a workload: uniform numbers that depend on nothing but the workload's name and the input's place, so
/// that every peer in every language computes on the same data.
struct UniformInput: Sendable {
  let shape: [Int]
  let dtype: DType
  let range: ClosedRange<Double>

  static func uniform(
    _ shape: [Int], _ range: ClosedRange<Double> = -1...1, _ dtype: DType = .float32
  ) -> UniformInput {
    UniformInput(shape: shape, dtype: dtype, range: range)
  }

  /// The tensor that input `index` of `workload` is.
  func tensor(workload: String, index: Int) -> Tensor {
    let key = Self.key(workload: workload, index: index)
    let count = shape.reduce(1, *)
    switch dtype {
    case .float64:
      return Tensor((0..<count).map { element($0, key: key) }, shape: shape)
    default:
      return Tensor((0..<count).map { Float(element($0, key: key)) }, shape: shape)
    }
  }

  /// Element `position` in row-major order, before it is rounded.
  func element(_ position: Int, key: UInt32) -> Double {
    let random = Self.splitMix64(UInt64(key) << 32 &+ UInt64(position))
    let (lower, upper) = (range.lowerBound, range.upperBound)
    return lower + (upper - lower) * (Double(random >> 40) * 0x1p-24)
  }

  /// What the numbers of input `index` of `workload` start from.
  static func key(workload: String, index: Int) -> UInt32 {
    CRC32.checksum(workload.utf8) ^ UInt32(truncatingIfNeeded: UInt64(index) &* 0x9E37_79B9)
  }

  /// One step of the generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from `state`.
  static func splitMix64(_ state: UInt64) -> UInt64 {
    var z = state &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The checksum of zip files and PNG: the reflected polynomial 0xEDB88320.
enum CRC32 {
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = (remainder >> 1) ^ (remainder & 1 == 0 ? 0 : 0xEDB8_8320) }
    }
    return ~remainder
  }
}
