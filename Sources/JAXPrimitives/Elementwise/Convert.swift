package import JAXIR

/// The same number in another dtype.
///
/// To a float it is rounded to nearest even; from a float to an integer truncated and saturated, NaN to 0; from an
/// integer to an integer wrapped; to `bool` it is whether it is not 0; `true` is 1.
package struct Convert: ElementwisePrimitive, LinearUnaryPrimitive {
  package var dtype = DType.float32

  package init() {}
  package init(_ dtype: DType) { self.dtype = dtype }

  package static var attributes: [Attribute<Self>] { [Attribute("dtype", \.dtype)] }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    try operands[0].checkComputable()
    try dtype.checkComputable()
    return dtype
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(operands[0].scalar.convert(to: dtype))
  }

  /// Linear between floats; other conversions have no tangent.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangent = dtype.isFloat ? rule.tangents[0].map { $0.convert(to: dtype) } : nil
    return (rule.apply(self), [tangent])
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    cotangent.convert(to: operand.dtype)
  }
}
