package import JAXIR

/// The hyperbolic sine.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Sinh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.sinh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.sinh() }

  // d(sinh x) = cosh x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.cosh() }
}

/// The hyperbolic cosine.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Cosh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.cosh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.cosh() }

  // d(cosh x) = sinh x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.sinh() }
}

/// The inverse of the hyperbolic sine.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Asinh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.asinh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.asinh() }

  // d(asinh x) = dx / √(x² + 1)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (x * x + 1).rsqrt() }
}

/// The inverse of the hyperbolic cosine, at least 0; NaN below 1.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Acosh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.acosh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.acosh() }

  // d(acosh x) = dx / √(x² − 1), in factors that do not cancel; of a complex number in two roots, whose product has
  // the sign that the root of the product lacks
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    let (less, more) = (x - 1, x + 1)
    return dx * (x.dtype.isComplex ? less.rsqrt() * more.rsqrt() : (less * more).rsqrt())
  }
}

/// The inverse of the hyperbolic tangent; NaN outside of ±1.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Atanh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.atanh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.atanh() }

  // d(atanh x) = dx / (1 − x²), in factors that do not cancel
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx / ((1 - x) * (x + 1)) }
}

extension Tracer {
  package func sinh() -> Tracer { .apply(Sinh(), self) }
  package func cosh() -> Tracer { .apply(Cosh(), self) }
  package func asinh() -> Tracer { .apply(Asinh(), self) }
  package func acosh() -> Tracer { .apply(Acosh(), self) }
  package func atanh() -> Tracer { .apply(Atanh(), self) }
}
