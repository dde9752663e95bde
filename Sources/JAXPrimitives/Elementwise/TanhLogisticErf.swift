package import JAXIR

/// The hyperbolic tangent.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Tanh: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.tanh() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.tanh() }

  // d(tanh x) = (1 − tanh² x) · dx, written so that it does not cancel
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { (dx + dx * y) * (1 - y) }
}

/// `1 / (1 + e⁻ˣ)`.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Logistic: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.logistic() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.logistic() }

  // dy = y · (1 − y) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * y * (1 - y) }
}

/// The error function, `2/√π · ∫₀ˣ exp(−t²) dt`.
///
/// - (C1) Operand and result have one type, of a float.
package struct Erf: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.erf() } }

  // d(erf x) = 2/√π · exp(−x²) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * ((-(x * x)).exp() * (2 / Double.pi.squareRoot()))
  }
}

extension Tracer {
  package func tanh() -> Tracer { .apply(Tanh(), self) }
  package func logistic() -> Tracer { .apply(Logistic(), self) }
  package func erf() -> Tracer { .apply(Erf(), self) }
}
