/// What `convert` does to the bits of a value; every conversion rounds at most once.
enum Conversion {
  static func convert(_ bits: UInt64, from source: DType, to target: DType) -> UInt64 {
    switch (source.kind, target.kind) {
    case (.float, .float): float(bits, from: source, to: target)
    case (.float, .bool): double(bits, source) != 0 ? 1 : 0
    case (.float, _): integer(double(bits, source), target)
    case (_, .float):
      source.kind == .signed ? float(signed(bits, source), target) : float(bits, target)
    case (_, .bool): bits != 0 ? 1 : 0
    default: UInt64(bitPattern: signed(bits, source)) & mask(target)
    }
  }

  private static func mask(_ dtype: DType) -> UInt64 {
    dtype.bitWidth == 64 ? UInt64.max : (1 << UInt64(dtype.bitWidth)) - 1
  }

  /// The value of an integer or `bool`, those of u64 past the range of `Int64` wrapped.
  private static func signed(_ bits: UInt64, _ dtype: DType) -> Int64 {
    dtype.kind == .signed ? signExtended(bits, width: UInt64(dtype.bitWidth)) : Int64(bitPattern: bits)
  }

  // MARK: From floats

  /// Exact: every float dtype is part of f64.
  private static func double(_ bits: UInt64, _ dtype: DType) -> Double {
    switch dtype {
    case .float16: Double(Float16Format.decode(bits))
    case .bfloat16: Double(BFloat16Format.decode(bits))
    case .float32: Double(Float32Format.decode(bits))
    default: Float64Format.decode(bits)
    }
  }

  private static func float(_ bits: UInt64, from source: DType, to target: DType) -> UInt64 {
    guard source == .float64 else {
      let value = Float(double(bits, source))
      switch target {
      case .float16: return Float16Format.encode(value)
      case .bfloat16: return BFloat16Format.encode(value)
      case .float32: return Float32Format.encode(value)
      default: return Float64Format.encode(Double(value))
      }
    }
    let value = Double(bitPattern: bits)
    switch target {
    case .float16: return UInt64(Float16(value).bitPattern)
    case .bfloat16: return UInt64(BFloat16Bits.round(value))
    default: return Float32Format.encode(Float(value))
    }
  }

  private static func integer(_ value: Double, _ target: DType) -> UInt64 {
    if value.isNaN { return 0 }
    let width = target.bitWidth
    if target.kind == .signed {
      // Both ends are exact in f64; between them the conversion cannot trap.
      let limit = Double(sign: .plus, exponent: width - 1, significand: 1)
      if value >= limit { return mask(target) >> 1 }
      if value <= -limit { return 1 << UInt64(width - 1) }
      return UInt64(bitPattern: Int64(value)) & mask(target)
    }
    if value >= Double(sign: .plus, exponent: width, significand: 1) { return mask(target) }
    return value <= 0 ? 0 : UInt64(value)
  }

  // MARK: From integers

  private static func float(_ value: some FixedWidthInteger, _ target: DType) -> UInt64 {
    switch target {
    // f32 holds every integer that f16 does not take to infinity.
    case .float16: Float16Format.encode(Float(value))
    case .bfloat16: UInt64(BFloat16Bits.round(toOdd(value)))
    case .float32: Float32Format.encode(Float(value))
    default: Float64Format.encode(Double(value))
    }
  }

  /// The integer with its last bits gathered into one that is odd, so that a later rounding to fewer bits is right.
  private static func toOdd(_ value: some FixedWidthInteger) -> Double {
    let magnitude = UInt64(value.magnitude)
    let excess = 64 - 53 - magnitude.leadingZeroBitCount
    var exact = magnitude
    if excess > 0 {
      let lost = magnitude & ((1 << UInt64(excess)) - 1)
      exact = magnitude - lost | (lost != 0 ? 1 << UInt64(excess) : 0)
    }
    return value < 0 ? -Double(exact) : Double(exact)
  }
}
