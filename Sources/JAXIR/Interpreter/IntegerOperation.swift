/// The arithmetic and the comparisons of integers and of `bool`, which counts as unsigned.
enum IntegerOperation: Sendable {
  case add, subtract, multiply, negate, divide, remainder, minimum, maximum, abs
  case equal, notEqual, less, lessEqual, greater, greaterEqual

  init?(_ operation: ScalarOperation) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .negate: self = .negate
    case .divide: self = .divide
    case .remainder: self = .remainder
    case .minimum: self = .minimum
    case .maximum: self = .maximum
    case .abs: self = .abs
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
  func unsigned(_ a: UInt64, _ b: UInt64, mask: UInt64) -> UInt64 {
    switch self {
    case .add: (a &+ b) & mask
    case .subtract: (a &- b) & mask
    case .multiply: (a &* b) & mask
    case .negate: (0 &- a) & mask
    case .divide: b == 0 ? mask : a / b
    case .remainder: b == 0 ? a : a % b
    case .minimum: min(a, b)
    case .maximum: max(a, b)
    case .abs: a
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterEqual: a >= b ? 1 : 0
    }
  }

  @inline(__always)
  func signed(_ a: UInt64, _ b: UInt64, width: UInt64, mask: UInt64) -> UInt64 {
    switch self {
    // Wrapping arithmetic and equality do not ask for the sign.
    case .add, .subtract, .multiply, .negate, .equal, .notEqual: return unsigned(a, b, mask: mask)
    default: break
    }
    let x = signExtended(a, width: width)
    let y = signExtended(b, width: width)
    switch self {
    case .divide:
      return b == 0 ? mask : UInt64(bitPattern: x.dividedReportingOverflow(by: y).partialValue) & mask
    case .remainder:
      return b == 0 ? a : UInt64(bitPattern: x.remainderReportingOverflow(dividingBy: y).partialValue) & mask
    case .minimum: return x < y ? a : b
    case .maximum: return x > y ? a : b
    case .abs: return UInt64(bitPattern: x < 0 ? 0 &- x : x) & mask
    case .less: return x < y ? 1 : 0
    case .lessEqual: return x <= y ? 1 : 0
    case .greater: return x > y ? 1 : 0
    default: return x >= y ? 1 : 0
    }
  }
}
