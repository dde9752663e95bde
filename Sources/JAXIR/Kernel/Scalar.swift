/// A scalar value of a kernel under construction, with the arithmetic that builds more of the kernel.
///
/// The operators append scalar operations of the operands' dtype; literals take the dtype of the other operand.
package struct Scalar {
  package let builder: KernelBuilder
  package let value: Kernel.Value
  package let dtype: DType

  package init(builder: KernelBuilder, value: Kernel.Value, dtype: DType) {
    self.builder = builder
    self.value = value
    self.dtype = dtype
  }

  /// The value as an index; it must be `int64`.
  package var index: AffineIndex {
    precondition(dtype == .int64, "an index is int64, not \(dtype)")
    return AffineIndex(value)
  }

  /// A constant of the same dtype, rounded to it; an integer dtype takes an integral value.
  package func constant(_ value: Double) -> Scalar { builder.constant(Kernel.Constant(dtype, value)) }

  /// A constant of the same integer dtype, wrapped to its width.
  package func constant(integer value: Int) -> Scalar {
    builder.constant(Kernel.Constant(dtype, integer: value))
  }
}

extension Kernel.Constant {
  /// `value` rounded to `dtype`, which is not complex.
  package init(_ dtype: DType, _ value: Double) {
    switch dtype {
    case .float64: self.init(.float64, bits: value.bitPattern)
    case .float32: self.init(.float32, bits: UInt64(Float(value).bitPattern))
    case .float16: self.init(.float16, bits: UInt64(Float16(value).bitPattern))
    case .bfloat16: self.init(.bfloat16, bits: UInt64(BFloat16Bits.round(value)))
    default: self.init(dtype, integer: Int(value))
    }
  }

  /// `value` wrapped to an integer dtype or `bool`.
  package init(_ dtype: DType, integer value: Int) {
    precondition(dtype.isInteger || dtype == .bool, "an integer constant of \(dtype)")
    let bits = UInt64(bitPattern: Int64(value))
    self.init(dtype, bits: dtype.bitWidth == 64 ? bits : bits & ((1 << UInt64(dtype.bitWidth)) - 1))
  }

  /// The number that the bits of a bool or integer are; nil for other dtypes and beyond the range of `Int`.
  package var integer: Int? {
    switch dtype.kind {
    case .bool, .unsigned: Int(exactly: bits)
    case .signed:
      // The sign is the highest of the bits that count.
      Int(Int64(bitPattern: bits << UInt64(64 - dtype.bitWidth)) >> Int64(64 - dtype.bitWidth))
    case .float, .complex: nil
    }
  }
}

/// The bits of a bfloat16: the upper half of a `Float`.
package enum BFloat16Bits {
  /// To nearest, ties to even; a NaN stays a NaN.
  package static func round(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(bits >> 16) | 0x40 }
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
  }

  /// To nearest, ties to even, with one rounding.
  package static func round(_ value: Double) -> UInt16 {
    let nearest = Float(value)
    let error = value - Double(nearest)
    guard error != 0, nearest.isFinite, nearest.bitPattern & 1 == 0 else { return round(nearest) }
    // The neighbour with an odd last bit lies on the side of the exact value: rounding it again cannot go wrong
    // (Boldo and Melquiond, "When double rounding is odd", 2005).
    return round(error > 0 ? nearest.nextUp : nearest.nextDown)
  }

  package static func widen(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }
}

extension Scalar {
  package static func + (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.add, a, b) }
  package static func - (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.subtract, a, b) }
  package static func * (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.multiply, a, b) }
  package static func / (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.divide, a, b) }
  package static func % (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.remainder, a, b) }
  package static prefix func - (a: Scalar) -> Scalar { a.builder.apply(.negate, a) }

  package static func + (a: Scalar, b: Double) -> Scalar { a + a.constant(b) }
  package static func - (a: Scalar, b: Double) -> Scalar { a - a.constant(b) }
  package static func * (a: Scalar, b: Double) -> Scalar { a * a.constant(b) }
  package static func / (a: Scalar, b: Double) -> Scalar { a / a.constant(b) }
  package static func + (a: Double, b: Scalar) -> Scalar { b.constant(a) + b }
  package static func - (a: Double, b: Scalar) -> Scalar { b.constant(a) - b }
  package static func * (a: Double, b: Scalar) -> Scalar { b.constant(a) * b }
  package static func / (a: Double, b: Scalar) -> Scalar { b.constant(a) / b }

  package static func & (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.and, a, b) }
  package static func | (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.or, a, b) }
  package static func ^ (a: Scalar, b: Scalar) -> Scalar { a.builder.apply(.xor, a, b) }
  package static prefix func ! (a: Scalar) -> Scalar { a.builder.apply(.not, a) }
  package static prefix func ~ (a: Scalar) -> Scalar { a.builder.apply(.not, a) }

  /// `self * factor + addend` with one rounding.
  package func fma(_ factor: Scalar, _ addend: Scalar) -> Scalar { builder.apply(.fma, self, factor, addend) }
  package func fma(_ factor: Scalar, _ addend: Double) -> Scalar { fma(factor, constant(addend)) }
  package func fma(_ factor: Double, _ addend: Scalar) -> Scalar { fma(constant(factor), addend) }

  package func compare(_ comparison: Comparison, _ other: Scalar) -> Scalar {
    builder.apply(.compare(comparison), self, other)
  }
  package func compare(_ comparison: Comparison, _ other: Double) -> Scalar {
    compare(comparison, constant(other))
  }
  /// `self ? then : otherwise`, for a `bool`.
  package func select(_ then: Scalar, _ otherwise: Scalar) -> Scalar {
    builder.apply(.select, self, then, otherwise)
  }

  package func convert(to dtype: DType) -> Scalar {
    dtype == self.dtype ? self : builder.apply(.convert(dtype), self)
  }
  package func bitcast(to dtype: DType) -> Scalar {
    dtype == self.dtype ? self : builder.apply(.bitcast(dtype), self)
  }

  package func minimum(_ other: Scalar) -> Scalar { builder.apply(.minimum, self, other) }
  package func maximum(_ other: Scalar) -> Scalar { builder.apply(.maximum, self, other) }
  package func copySign(of sign: Scalar) -> Scalar { builder.apply(.copySign, self, sign) }
  package func shiftLeft(_ distance: Int) -> Scalar {
    builder.apply(.shiftLeft, self, constant(integer: distance))
  }
  package func shiftRightLogical(_ distance: Int) -> Scalar {
    builder.apply(.shiftRightLogical, self, constant(integer: distance))
  }
  package func shiftRightArithmetic(_ distance: Int) -> Scalar {
    builder.apply(.shiftRightArithmetic, self, constant(integer: distance))
  }
  package var abs: Scalar { builder.apply(.abs, self) }
  package var sqrt: Scalar { builder.apply(.sqrt, self) }
  package var floor: Scalar { builder.apply(.floor, self) }
  package var ceil: Scalar { builder.apply(.ceil, self) }
  package var truncate: Scalar { builder.apply(.truncate, self) }
  package var roundEven: Scalar { builder.apply(.roundEven, self) }
}
