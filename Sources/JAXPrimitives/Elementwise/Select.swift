package import JAXIR

/// `predicate ? then : otherwise`, element by element; every bit is kept.
///
/// - (C1) The first operand is `bool`.
/// - (C2) The second and the third have one dtype, which is the result's.
/// - (C3) All have one shape.
package struct Select: ElementwisePrimitive, LinearPrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(3)
    guard operands[0] == .bool else {
      throw JAXError(.dtypeMismatch, "the predicate is \(operands[0]), not bool")
    }
    return try DTypeDomain.all.common([operands[1], operands[2]])
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    operands[0].scalar.select(operands[1], operands[2])
  }

  // d(p ? a : b) = p ? da : db
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let result = rule.apply(self)[0]
    let (then, otherwise) = (rule.tangents[1], rule.tangents[2])
    guard let given = then ?? otherwise else { return ([result], [nil]) }
    let zeros = given.zeros()
    return ([result], [rule.primals[0].select(then ?? zeros, otherwise ?? zeros)])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let predicate = rule.residual(0) else {
      return [nil, nil, nil]
    }
    return [
      nil,
      rule.linear(1) == nil ? nil : predicate.select(cotangent, 0),
      rule.linear(2) == nil ? nil : predicate.select(0, cotangent),
    ]
  }
}
