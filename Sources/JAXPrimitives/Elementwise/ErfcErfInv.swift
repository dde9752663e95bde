package import JAXIR

/// The complementary error function, `1 − erf(x)`, small without loss where x is large.
///
/// - (C1) Operand and result have one type, of a float.
package struct Erfc: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.erfc() } }

  // d(erfc x) = −2/√π · exp(−x²) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * ((-(x * x)).exp() * (-2 / Double.pi.squareRoot()))
  }
}

/// The inverse of the error function; infinite at ±1, NaN outside.
///
/// - (C1) Operand and result have one type, of a float.
package struct ErfInv: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.erfInverse() } }

  // d(erf⁻¹ x) = √π/2 · exp(y²) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * ((y * y).exp() * (Double.pi.squareRoot() / 2))
  }
}

extension Tracer {
  package func erfc() -> Tracer { .apply(Erfc(), self) }
  package func erfInv() -> Tracer { .apply(ErfInv(), self) }
}
