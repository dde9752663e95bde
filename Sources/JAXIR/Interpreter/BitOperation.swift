/// The operations whose result is a matter of bits, whatever these stand for: they keep NaNs as they are.
enum BitOperation: Sendable {
  case copy, select
  case and, or, xor, not
  case shiftLeft, shiftRightLogical, shiftRightArithmetic
  case populationCount, countLeadingZeros
  case negateSign, clearSign, copySign

  init?(_ operation: ScalarOperation, isFloat: Bool) {
    switch operation {
    case .bitcast: self = .copy
    case .select: self = .select
    case .and: self = .and
    case .or: self = .or
    case .xor: self = .xor
    case .not: self = .not
    case .shiftLeft: self = .shiftLeft
    case .shiftRightLogical: self = .shiftRightLogical
    case .shiftRightArithmetic: self = .shiftRightArithmetic
    case .populationCount: self = .populationCount
    case .countLeadingZeros: self = .countLeadingZeros
    case .negate where isFloat: self = .negateSign
    case .abs where isFloat: self = .clearSign
    case .copySign: self = .copySign
    default: return nil
    }
  }

  @inline(__always)
  func evaluate(_ a: UInt64, _ b: UInt64, _ c: UInt64, width: UInt64, mask: UInt64) -> UInt64 {
    switch self {
    case .copy: return a
    case .select: return a != 0 ? b : c
    case .and: return a & b
    case .or: return a | b
    case .xor: return a ^ b
    case .not: return a ^ mask
    case .shiftLeft: return b >= width ? 0 : (a << b) & mask
    case .shiftRightLogical: return b >= width ? 0 : a >> b
    case .shiftRightArithmetic:
      return UInt64(bitPattern: signExtended(a, width: width) >> Int64(min(b, 63))) & mask
    case .populationCount: return UInt64(a.nonzeroBitCount)
    case .countLeadingZeros: return UInt64(a.leadingZeroBitCount) - (64 - width)
    case .negateSign: return a ^ (1 << (width - 1))
    case .clearSign: return a & (mask >> 1)
    case .copySign: return (a & (mask >> 1)) | (b & (1 << (width - 1)))
    }
  }
}

/// The value of a two's complement number of `width` bits.
@inline(__always)
func signExtended(_ bits: UInt64, width: UInt64) -> Int64 {
  let unused = 64 &- width
  return Int64(bitPattern: bits << unused) >> Int64(unused)
}
