package import JAXIR

/// The tangent of an angle in radians.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Tan: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.tan() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.tan() }

  // d(tan x) = (1 + tan² x) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (y * y + 1) }
}

/// The angle in radians, from −π/2 to π/2, whose sine is `x`; NaN outside of ±1.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Asin: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.asin() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.asin() }

  // d(asin x) = dx / √(1 − x²), in factors that do not cancel
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * ((1 - x) * (x + 1)).rsqrt()
  }
}

/// The angle in radians, from 0 to π, whose cosine is `x`; NaN outside of ±1.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Acos: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.acos() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.acos() }

  // d(acos x) = −dx / √(1 − x²)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    -(dx * ((1 - x) * (x + 1)).rsqrt())
  }
}

/// The angle in radians, from −π/2 to π/2, whose tangent is `x`.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Atan: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.atan() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.atan() }

  // d(atan x) = dx / (1 + x²)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx / (x * x + 1) }
}

extension Tracer {
  package func tan() -> Tracer { .apply(Tan(), self) }
  package func asin() -> Tracer { .apply(Asin(), self) }
  package func acos() -> Tracer { .apply(Acos(), self) }
  package func atan() -> Tracer { .apply(Atan(), self) }
}
