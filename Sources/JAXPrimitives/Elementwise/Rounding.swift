package import JAXIR

/// The largest integral number that is not above `x`.
///
/// - (C1) Operand and result have one type, of a float.
package struct Floor: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.floor }
}

/// The least integral number that is not below `x`.
///
/// - (C1) Operand and result have one type, of a float.
package struct Ceil: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.ceil }
}

/// The integral number nearest to `x`, of two the even one.
///
/// - (C1) Operand and result have one type, of a float.
package struct RoundNearestEven: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.roundEven }
}

/// The integral number nearest to `x`, of two the one farther from zero.
///
/// - (C1) Operand and result have one type, of a float.
package struct RoundNearestAwayFromZero: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }

  package func element(_ x: Scalar) -> Scalar {
    // x − trunc x is exact; x + 0.5 would round.
    let magnitude = x.abs
    let whole = magnitude.truncate
    let isUp = (magnitude - whole).compare(.greaterEqual, 0.5)
    // An infinity has no fraction: ∞ − ∞ is NaN, which is not at least 0.5.
    return isUp.select(whole + 1, whole).copySign(of: x)
  }
}

extension Tracer {
  package func floor() -> Tracer { .apply(Floor(), self) }
}
