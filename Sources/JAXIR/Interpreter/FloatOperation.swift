/// The arithmetic and the comparisons of floats.
enum FloatOperation: Sendable {
  case add, subtract, multiply, divide, remainder, fma, minimum, maximum
  case sqrt, floor, ceil, truncate, roundEven
  case equal, notEqual, less, lessEqual, greater, greaterEqual

  init?(_ operation: ScalarOperation) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .remainder: self = .remainder
    case .fma: self = .fma
    case .minimum: self = .minimum
    case .maximum: self = .maximum
    case .sqrt: self = .sqrt
    case .floor: self = .floor
    case .ceil: self = .ceil
    case .truncate: self = .truncate
    case .roundEven: self = .roundEven
    case .compare(.equal): self = .equal
    case .compare(.notEqual): self = .notEqual
    case .compare(.less): self = .less
    case .compare(.lessEqual): self = .lessEqual
    case .compare(.greater): self = .greater
    case .compare(.greaterEqual): self = .greaterEqual
    default: return nil
    }
  }

  @inline(__always)
  func evaluate<Format: FloatFormat>(_ a: UInt64, _ b: UInt64, _ c: UInt64, _: Format.Type) -> UInt64 {
    let x = Format.decode(a)
    let y = Format.decode(b)
    switch self {
    case .add: return Format.encode(x + y)
    case .subtract: return Format.encode(x - y)
    case .multiply: return Format.encode(x * y)
    case .divide: return Format.encode(x / y)
    case .remainder: return Format.encode(x.truncatingRemainder(dividingBy: y))
    case .fma: return Format.encode(Format.decode(c).addingProduct(x, y))
    case .minimum: return isFirst(x, y, x < y, zero: .minus) ? a : b
    case .maximum: return isFirst(x, y, x > y, zero: .plus) ? a : b
    case .sqrt: return Format.encode(x.squareRoot())
    case .floor: return Format.encode(x.rounded(.down))
    case .ceil: return Format.encode(x.rounded(.up))
    case .truncate: return Format.encode(x.rounded(.towardZero))
    case .roundEven: return Format.encode(x.rounded(.toNearestOrEven))
    case .equal: return x == y ? 1 : 0
    case .notEqual: return x != y ? 1 : 0
    case .less: return x < y ? 1 : 0
    case .lessEqual: return x <= y ? 1 : 0
    case .greater: return x > y ? 1 : 0
    case .greaterEqual: return x >= y ? 1 : 0
    }
  }

  /// Whether the extremum is the first operand: a NaN always wins, and of two zeros the one of sign `zero`.
  @inline(__always)
  private func isFirst<Value: BinaryFloatingPoint>(
    _ x: Value, _ y: Value, _ isBeyond: Bool, zero: FloatingPointSign
  ) -> Bool {
    if x.isNaN { return true }
    if y.isNaN { return false }
    return x == y ? x.sign == zero : isBeyond
  }
}

/// How the bits of a float dtype become a number to compute with, and back.
protocol FloatFormat {
  associatedtype Value: BinaryFloatingPoint
  /// Exact.
  static func decode(_ bits: UInt64) -> Value
  /// To nearest, ties to even.
  static func encode(_ value: Value) -> UInt64
}

enum Float64Format: FloatFormat {
  @inline(__always) static func decode(_ bits: UInt64) -> Double { Double(bitPattern: bits) }
  @inline(__always) static func encode(_ value: Double) -> UInt64 { value.bitPattern }
}

enum Float32Format: FloatFormat {
  @inline(__always) static func decode(_ bits: UInt64) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: bits))
  }
  @inline(__always) static func encode(_ value: Float) -> UInt64 { UInt64(value.bitPattern) }
}

enum Float16Format: FloatFormat {
  @inline(__always) static func decode(_ bits: UInt64) -> Float {
    Float(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
  }
  @inline(__always) static func encode(_ value: Float) -> UInt64 { UInt64(Float16(value).bitPattern) }
}

enum BFloat16Format: FloatFormat {
  @inline(__always) static func decode(_ bits: UInt64) -> Float {
    BFloat16Bits.widen(UInt16(truncatingIfNeeded: bits))
  }
  @inline(__always) static func encode(_ value: Float) -> UInt64 { UInt64(BFloat16Bits.round(value)) }
}
