package import JAXIR

/// The hyperbolic sine.
///
/// - (C1) Operand and result have one type, of a float.
package struct Sinh: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.sinh() } }

  // d(sinh x) = cosh x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.cosh() }
}

/// The hyperbolic cosine.
///
/// - (C1) Operand and result have one type, of a float.
package struct Cosh: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.cosh() } }

  // d(cosh x) = sinh x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.sinh() }
}

/// The inverse of the hyperbolic sine.
///
/// - (C1) Operand and result have one type, of a float.
package struct Asinh: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.asinh() } }

  // d(asinh x) = dx / √(x² + 1)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (x * x + 1).rsqrt() }
}

/// The inverse of the hyperbolic cosine, at least 0; NaN below 1.
///
/// - (C1) Operand and result have one type, of a float.
package struct Acosh: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.acosh() } }

  // d(acosh x) = dx / √(x² − 1), in factors that do not cancel
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * ((x - 1) * (x + 1)).rsqrt()
  }
}

/// The inverse of the hyperbolic tangent; NaN outside of ±1.
///
/// - (C1) Operand and result have one type, of a float.
package struct Atanh: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.atanh() } }

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
