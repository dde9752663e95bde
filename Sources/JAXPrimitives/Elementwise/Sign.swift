package import JAXIR

/// `|x|`; the least signed integer stays what it is.
///
/// - (C1) Operand and result have one type, of a number.
package struct Abs: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ x: Scalar) -> Scalar { x.dtype.kind == .unsigned ? x : x.abs }

  // d|x| = sign x · dx, and 0 at 0
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.sign() }
}

/// −1, 0 or 1 as `x` is negative, zero or positive; ±0 and NaN are themselves.
///
/// - (C1) Operand and result have one type, of a number.
package struct Sign: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ x: Scalar) -> Scalar {
    let (zero, one) = (x.constant(0), x.constant(1))
    if x.dtype.isFloat {
      let isOrdered = x.abs.compare(.greater, zero)
      return isOrdered.select(one.copySign(of: x), x)
    }
    let positive = x.compare(.greater, zero).select(one, zero)
    if x.dtype.kind == .unsigned { return positive }
    return x.compare(.less, zero).select(x.constant(-1), positive)
  }
}

extension Tracer {
  package func abs() -> Tracer { .apply(Abs(), self) }
  package func sign() -> Tracer { .apply(Sign(), self) }
}
