package import JAXIR

/// `eˣ`.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Exp: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.exp() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.exp() }

  // d(exp x) = exp x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * y }
}

/// `eˣ − 1`, accurate near 0.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Expm1: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.expm1() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.expm1() }

  // d(exp x − 1) = exp x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (y + 1) }
}

/// The natural logarithm: −∞ of ±0, NaN of less.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Log: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.log() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.log() }

  // d(log x) = dx / x
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx / x }
}

/// `log(1 + x)`, accurate near 0.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Log1p: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.log1p() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.log1p() }

  // d(log(1 + x)) = dx / (1 + x)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx / (x + 1) }
}

extension Tracer {
  package func exp() -> Tracer { .apply(Exp(), self) }
  package func expm1() -> Tracer { .apply(Expm1(), self) }
  package func log() -> Tracer { .apply(Log(), self) }
  package func log1p() -> Tracer { .apply(Log1p(), self) }
}
