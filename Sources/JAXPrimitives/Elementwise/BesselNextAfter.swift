package import JAXIR

/// The modified Bessel function of the first kind of order 0, scaled: `e^−|x| · I₀(x)`.
///
/// - (C1) Operand and result have one type, of a float.
package struct BesselI0e: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.besselI0e() } }

  // d(e^−|x|·I₀) = (e^−|x|·I₁ − sign(x) · y) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    dx * (x.besselI1e() - x.sign() * y)
  }
}

/// The modified Bessel function of the first kind of order 1, scaled: `e^−|x| · I₁(x)`.
///
/// - (C1) Operand and result have one type, of a float.
package struct BesselI1e: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.besselI1e() } }

  // d(e^−|x|·I₁) = (e^−|x|·I₀ − y · (sign(x) + 1/x)) · dx; y/x is ½ at 0
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    let isZero = x.compare(.equal, 0)
    let ratio = isZero.select(0.5, y / isZero.select(1, x))
    return dx * (x.besselI0e() - y * x.sign() - ratio)
  }
}

/// The neighbour of `a` among the floats of its dtype in the direction of `b`; `b` where they are equal.
///
/// - (C1) Operands and result have one shape and one dtype, a float.
package struct NextAfter: BinaryElementwisePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.nextAfter(b) }

  // Neighbours are as far apart as what they are neighbours of.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (rule.apply(self), [rule.tangents[0]])
  }
}

extension Tracer {
  package func besselI0e() -> Tracer { .apply(BesselI0e(), self) }
  package func besselI1e() -> Tracer { .apply(BesselI1e(), self) }
  package func nextAfter(_ target: Tracer) -> Tracer { .apply(NextAfter(), self, target) }
}
