package import JAXIR

/// The same number in another dtype.
///
/// To a float it is rounded to nearest even; from a float to an integer truncated and saturated, NaN to 0; from an
/// integer to an integer wrapped; to `bool` it is whether it is not 0; `true` is 1. A complex number from a real one
/// has imaginary part 0; to a real one, its real part is converted.
package struct Convert: ElementwisePrimitive, LinearUnaryPrimitive {
  package var dtype = DType.float32

  package init() {}
  package init(_ dtype: DType) { self.dtype = dtype }

  package static var attributes: [Attribute<Self>] { [Attribute("dtype", \.dtype)] }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    return dtype
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    let parts = operands[0].parts.map { $0.convert(to: dtype.component) }
    guard dtype.isComplex else { return Element(parts[0]) }
    return Element(real: parts[0], imaginary: parts.count == 2 ? parts[1] : parts[0].constant(0))
  }

  /// Linear between floats and complex numbers; other conversions have no tangent.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangent = dtype.hasDerivative ? rule.tangents[0].map { $0.convert(to: dtype) } : nil
    return (rule.apply(self), [tangent])
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    cotangent.convert(to: operand.dtype)
  }
}
