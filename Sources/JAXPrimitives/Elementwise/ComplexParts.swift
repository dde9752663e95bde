package import JAXIR

/// The complex number with the first operand as real and the second as imaginary part.
///
/// - (C1) Operands and result have one shape.
/// - (C2) Operands are both `float32` or both `float64`.
package struct Complex: ElementwisePrimitive, LinearPrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(2)
    let part = try DTypeDomain.floats.common(operands)
    guard let dtype = DType.allCases.first(where: { $0.isComplex && $0.component == part }) else {
      throw JAXError(.dtypeMismatch, "no complex dtype has parts of \(part)")
    }
    return dtype
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(real: operands[0].scalar, imaginary: operands[1].scalar)
  }

  // d(a + bi) = da + db·i
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    guard let given = rule.tangents[0] ?? rule.tangents[1] else { return (rule.apply(self), [nil]) }
    let parts = rule.tangents.map { $0 ?? given.zeros() }
    return (rule.apply(self), [Tracer.apply(self, parts)[0]])
  }

  // As in JAX, without conjugation: cotangent and tangent are paired by re(c · t).
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    return [
      rule.linear(0) == nil ? nil : cotangent.real(),
      rule.linear(1) == nil ? nil : -cotangent.imaginary(),
    ]
  }
}

/// The real part of a complex number; a float is its own.
///
/// - (C1) Operand and result have one shape; the operand is complex, the result of its parts' dtype, or both are one
///   float dtype.
package struct Real: ElementwisePrimitive, LinearUnaryPrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    return try DTypeDomain.floatsAndComplex.common(operands).component
  }

  package func element(_ operands: [Element], type: DType) -> Element { Element(operands[0].parts[0]) }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    operand.dtype.isComplex ? .apply(Complex(), cotangent, cotangent.zeros()) : cotangent
  }
}

/// The imaginary part of a complex number; of a float 0.
///
/// - (C1) Operand and result have one shape; the operand is complex, the result of its parts' dtype, or both are one
///   float dtype.
package struct Imaginary: ElementwisePrimitive, LinearUnaryPrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    return try DTypeDomain.floatsAndComplex.common(operands).component
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    let parts = operands[0].parts
    return Element(parts.count == 2 ? parts[1] : parts[0].constant(0))
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    operand.dtype.isComplex ? .apply(Complex(), cotangent.zeros(), -cotangent) : cotangent.zeros()
  }
}

extension Tracer {
  /// The real part; the tensor itself where it is not complex.
  package func real() -> Tracer { dtype.isComplex ? .apply(Real(), self) : self }

  /// The imaginary part; 0 where the tensor is not complex.
  package func imaginary() -> Tracer { dtype.isComplex ? .apply(Imaginary(), self) : zeros() }

  /// The complex conjugate; the tensor itself where it is not complex.
  package func conjugate() -> Tracer {
    dtype.isComplex ? .apply(Complex(), real(), -imaginary()) : self
  }
}
