package import JAXIR

/// An elementwise primitive of one operand that also takes complex numbers, and then gives one.
package protocol ComplexUnaryPrimitive: UnaryElementwisePrimitive {
  func element(_ z: ComplexScalar) -> ComplexScalar
}

extension ComplexUnaryPrimitive {
  package func element(_ operands: [Element], type: DType) -> Element {
    type.isComplex ? Element(element(operands[0].complex)) : Element(element(operands[0].scalar))
  }
}

/// An elementwise primitive of two operands of one dtype that may also be complex, its result of the same dtype.
package protocol ComplexBinaryPrimitive: BinaryElementwisePrimitive {
  func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar
}

extension ComplexBinaryPrimitive {
  package func element(_ operands: [Element], type: DType) -> Element {
    type.isComplex
      ? Element(element(operands[0].complex, operands[1].complex))
      : Element(element(operands[0].scalar, operands[1].scalar))
  }
}

extension Element {
  init(_ number: ComplexScalar) { self.init(real: number.real, imaginary: number.imaginary) }

  /// The number of an element of a complex dtype.
  var complex: ComplexScalar {
    precondition(parts.count == 2, "an element of a dtype that is not complex is one scalar")
    return ComplexScalar(parts[0], parts[1])
  }
}
