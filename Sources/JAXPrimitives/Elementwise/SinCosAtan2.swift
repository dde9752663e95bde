package import JAXIR

/// The sine of an angle in radians.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Sin: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.sin() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.sin() }

  // d(sin x) = cos x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.cos() }
}

/// The cosine of an angle in radians.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Cos: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.cos() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.cos() }

  // d(cos x) = −sin x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { -(dx * x.sin()) }
}

/// The angle, in radians from −π to π, between the first axis and the point `(b, a)`.
///
/// - (C1) Operands and result have one shape and one dtype, a float or a complex one.
package struct Atan2: DifferentiableBinaryPrimitive, ComplexBinaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar {
    .inSinglePrecision(a, b) { $0.atan2($1) }
  }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a.atan2(b) }

  // d(atan2(a, b)) = (b · da − a · db) / (a² + b²)
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer {
    da * (b / (a * a + b * b))
  }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer {
    db * (-a / (a * a + b * b))
  }
}

extension Tracer {
  package func sin() -> Tracer { .apply(Sin(), self) }
  package func cos() -> Tracer { .apply(Cos(), self) }
}
