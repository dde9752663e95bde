package import JAXIR

/// `a & b`, bit by bit.
///
/// - (C1) Operands and result have one shape and one dtype, `bool` or an integer.
package struct And: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .boolsAndIntegers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a & b }
}

/// `a | b`, bit by bit.
///
/// - (C1) Operands and result have one shape and one dtype, `bool` or an integer.
package struct Or: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .boolsAndIntegers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a | b }
}

/// `a ^ b`, bit by bit.
///
/// - (C1) Operands and result have one shape and one dtype, `bool` or an integer.
package struct Xor: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .boolsAndIntegers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a ^ b }
}

/// `~x`, bit by bit.
///
/// - (C1) Operand and result have one type, of `bool` or an integer.
package struct Not: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .boolsAndIntegers }
  package func element(_ x: Scalar) -> Scalar { ~x }
}

/// The number of bits that are 1.
///
/// - (C1) Operand and result have one type, of an integer.
package struct PopulationCount: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .integers }
  package func element(_ x: Scalar) -> Scalar { x.builder.apply(.populationCount, x) }
}

/// The number of bits above the highest 1; all of them for 0.
///
/// - (C1) Operand and result have one type, of an integer.
package struct CountLeadingZeros: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .integers }
  package func element(_ x: Scalar) -> Scalar { x.builder.apply(.countLeadingZeros, x) }
}

// MARK: Shifts

/// `a` shifted left by `b` bits; 0 when `b`, read as unsigned, is the width or more.
///
/// - (C1) Operands and result have one shape and one dtype, an integer.
package struct ShiftLeft: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .integers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.builder.apply(.shiftLeft, a, b) }
}

/// `a` shifted right by `b` bits, zeros coming in; 0 when `b`, read as unsigned, is the width or more.
///
/// - (C1) Operands and result have one shape and one dtype, an integer.
package struct ShiftRightLogical: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .integers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.builder.apply(.shiftRightLogical, a, b) }
}

/// `a` shifted right by `b` bits, its highest bit coming in; nothing but that bit when `b`, read as unsigned, is the
/// width or more.
///
/// - (C1) Operands and result have one shape and one dtype, an integer.
package struct ShiftRightArithmetic: BinaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .integers }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar {
    a.builder.apply(.shiftRightArithmetic, a, b)
  }
}
