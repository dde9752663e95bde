import JAXIR

/// A scalar in memory.
struct Number: CustomStringConvertible {
  let dtype: DType
  let bits: UInt64

  init(_ bytes: UnsafeRawBufferPointer, _ dtype: DType, at position: Int) {
    let size = dtype.byteCount
    var bits: UInt64 = 0
    for byte in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[position * size + byte]) }
    self.dtype = dtype
    self.bits = bits
  }

  /// The value of a float, exactly.
  var float: Double? {
    switch dtype {
    case .float16: Double(Float16(bitPattern: UInt16(bits)))
    case .bfloat16: Double(BFloat16Bits.widen(UInt16(bits)))
    case .float32: Double(Float(bitPattern: UInt32(bits)))
    case .float64: Double(bitPattern: bits)
    default: nil
    }
  }

  /// How many steps from one representable value to the next part two finite floats; both zeros are one.
  func ulps(to other: Number) -> UInt64 {
    let sign: UInt64 = 1 << UInt64(dtype.bitWidth - 1)
    let (a, b) = (bits & ~sign, other.bits & ~sign)
    if bits & sign == other.bits & sign { return a > b ? a - b : b - a }
    return a + b
  }

  var description: String {
    guard let float, !float.isFinite else { return Kernel.Constant(dtype, bits: bits).description }
    return "\(float)"
  }
}
