package import JAXIR

/// `a + b`; of `bool`s, `a` or `b`.
///
/// - (C1) Operands and result have one shape and one dtype.
package struct Add: ComplexBinaryPrimitive, LinearPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .all }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.dtype == .bool ? a | b : a + b }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a + b }

  // d(a + b) = da + db
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (rule.apply(self), [.sum(rule.tangents[0], rule.tangents[1])])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    [0, 1].map { rule.linear($0) == nil ? nil : rule.cotangents[0] }
  }
}

/// `a − b`.
///
/// - (C1) Operands and result have one shape and one dtype, a number.
package struct Subtract: ComplexBinaryPrimitive, LinearPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a - b }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a - b }

  // d(a − b) = da − db
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let (left, right) = (rule.tangents[0], rule.tangents[1])
    let tangent: Tracer? = if let left, let right { left - right } else { left ?? right.map { -$0 } }
    return (rule.apply(self), [tangent])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let cotangent = rule.cotangents[0]
    return [
      rule.linear(0) == nil ? nil : cotangent,
      rule.linear(1) == nil ? nil : cotangent.map { -$0 },
    ]
  }
}

/// `a · b`; of `bool`s, `a` and `b`.
///
/// - (C1) Operands and result have one shape and one dtype.
package struct Multiply: ComplexBinaryPrimitive, BilinearPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .all }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.dtype == .bool ? a & b : a * b }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a * b }

  package func transposed(
    _ cotangent: Tracer, to left: TensorType, with right: Tracer
  ) throws(JAXError) -> Tracer { cotangent * right }

  package func transposed(
    _ cotangent: Tracer, with left: Tracer, to right: TensorType
  ) throws(JAXError) -> Tracer { left * cotangent }
}

/// `a / b`. Integers: truncated; `a / 0` is all ones and the least integer divided by −1 is itself.
///
/// - (C1) Operands and result have one shape and one dtype, a number.
package struct Divide: DifferentiableBinaryPrimitive, ComplexBinaryPrimitive, LinearPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a / b }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a / b }

  // d(a / b) = da / b − (a / b) · db / b
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer { da / b }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer { -(y / b) * db }

  /// Linear in the numerator.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let divisor = rule.residual(1) else { return [nil, nil] }
    return [cotangent / divisor, nil]
  }
}

/// The remainder of the truncated quotient `a / b`: it has the sign of `a`. Integers: of `a / 0` it is `a`.
///
/// - (C1) Operands and result have one shape and one dtype, an integer or a float.
package struct Remainder: DifferentiableBinaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .realNumbers }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a % b }

  // d(a − trunc(a / b) · b) = da − trunc(a / b) · db
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer { da }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer {
    let quotient = a / b
    return -(quotient.sign() * quotient.abs().floor()) * db
  }
}

/// `−x`; integers wrap.
///
/// - (C1) Operand and result have one type, of a number.
package struct Negate: ComplexUnaryPrimitive, LinearUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ x: Scalar) -> Scalar { -x }
  package func element(_ z: ComplexScalar) -> ComplexScalar { -z }
  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    -cotangent
  }
}

/// `a · b + c` with one rounding. Made by contraction.
///
/// - (C1) Operands and result have one shape and one dtype, a float.
package struct Fma: ElementwisePrimitive, LinearPrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(3)
    return try DTypeDomain.floats.common(operands)
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(operands[0].scalar.fma(operands[1].scalar, operands[2].scalar))
  }

  // d(a · b + c) = da · b + a · db + dc
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let left = rule.tangents[0].map { $0 * rule.primals[1] }
    let right = rule.tangents[1].map { rule.primals[0] * $0 }
    return (rule.apply(self), [.sum(.sum(left, right), rule.tangents[2])])
  }

  /// Linear in a factor and the addend, the other factor known.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0] else { return [nil, nil, nil] }
    return [
      rule.linear(0) == nil ? nil : rule.residual(1).map { cotangent * $0 },
      rule.linear(1) == nil ? nil : rule.residual(0).map { $0 * cotangent },
      rule.linear(2) == nil ? nil : cotangent,
    ]
  }
}
