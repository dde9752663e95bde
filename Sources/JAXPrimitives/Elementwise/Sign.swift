package import JAXIR

/// `|x|`; the least signed integer stays what it is. Of a complex number, its distance from 0, a float.
///
/// - (C1) Operand and result have one shape, and one dtype, a number; of a complex one the result is its part's.
package struct Abs: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    return try Self.domain.common(operands).component
  }

  package func element(_ x: Scalar) -> Scalar { x.dtype.kind == .unsigned ? x : x.abs }

  package func element(_ operands: [Element], type: DType) -> Element {
    let isComplex = operands[0].parts.count == 2
    return Element(isComplex ? operands[0].complex.magnitude : element(operands[0].scalar))
  }

  // d|x| = sign x · dx, and 0 at 0; of a complex number re(conj(sign x) · dx)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer {
    x.dtype.isComplex ? (x.sign().conjugate() * dx).real() : dx * x.sign()
  }
}

/// −1, 0 or 1 as `x` is negative, zero or positive; ±0 and NaN are themselves. Of a complex number, `x / |x|`.
///
/// - (C1) Operand and result have one type, of a number.
package struct Sign: ComplexUnaryPrimitive {
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

extension Sign {
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.direction }

  // Real signs do not change. d(z / |z|) = i · im(conj(s) · dz) · s / |z| with s = z / |z|, and 0 at 0
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let sign = rule.apply(self)[0]
    guard sign.dtype.isComplex, let tangent = rule.tangents[0] else { return ([sign], [nil]) }
    let magnitude = rule.primals[0].abs()
    let length = magnitude.compare(.equal, 0).select(1, magnitude)
    let turn = (sign.conjugate() * tangent).imaginary() / length
    return ([sign], [sign * .apply(Complex(), turn.zeros(), turn)])
  }
}

extension Tracer {
  package func abs() -> Tracer { .apply(Abs(), self) }
  package func sign() -> Tracer { .apply(Sign(), self) }
}
