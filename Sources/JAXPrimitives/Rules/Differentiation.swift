package import JAXIR

/// A primitive whose results do not change with small changes of its operands, or are not floats: the tangents are
/// zero.
package protocol NondifferentiablePrimitive: Primitive {}

extension NondifferentiablePrimitive {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let results = rule.apply(self)
    return (results, results.map { _ in nil })
  }
}

/// An elementwise function of one operand with a derivative.
package protocol DifferentiableUnaryPrimitive: UnaryElementwisePrimitive {
  /// The tangent of the result `y` where `x` has the tangent `dx`.
  func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer
}

extension DifferentiableUnaryPrimitive {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let result = rule.apply(self)[0]
    return ([result], [rule.tangents[0].map { tangent(rule.primals[0], result, $0) }])
  }
}

/// An elementwise function of two operands with partial derivatives.
package protocol DifferentiableBinaryPrimitive: BinaryElementwisePrimitive {
  /// The tangent of the result `y` where `a` alone has a tangent.
  func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer
  /// The tangent of the result `y` where `b` alone has a tangent.
  func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer
}

extension DifferentiableBinaryPrimitive {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let (a, b) = (rule.primals[0], rule.primals[1])
    let result = rule.apply(self)[0]
    let left = rule.tangents[0].map { tangent(a, b, result, da: $0) }
    let right = rule.tangents[1].map { tangent(a, b, result, db: $0) }
    return ([result], [.sum(left, right)])
  }
}

/// A primitive of one operand whose single result is linear in it.
package protocol LinearUnaryPrimitive: LinearPrimitive {
  /// The cotangent of the operand, which has type `operand`.
  func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer
}

extension LinearUnaryPrimitive {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (rule.apply(self), [rule.tangents[0].map { Tracer.apply(self, $0) }])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let type = rule.linear(0) else { return [nil] }
    return [try transposed(cotangent, to: type)]
  }
}

/// A primitive whose single result is linear in all its operands taken together, as a sum is.
package protocol JointlyLinearPrimitive: LinearPrimitive {}

extension JointlyLinearPrimitive {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangents = zip(rule.primals, rule.tangents).map { $1 ?? $0.zeros() }
    return (rule.apply(self), [Tracer.apply(self, tangents)[0]])
  }
}

/// A primitive whose single result is linear in each of its two operands while the other is held.
package protocol BilinearPrimitive: LinearPrimitive {
  /// The cotangent of the first operand, which has type `left`.
  func transposed(_ cotangent: Tracer, to left: TensorType, with right: Tracer) throws(JAXError) -> Tracer
  /// The cotangent of the second operand, which has type `right`.
  func transposed(_ cotangent: Tracer, with left: Tracer, to right: TensorType) throws(JAXError) -> Tracer
}

extension BilinearPrimitive {
  /// `d(a∘b) = da∘b + a∘db`
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let (a, b) = (rule.primals[0], rule.primals[1])
    let left = rule.tangents[0].map { Tracer.apply(self, $0, b) }
    let right = rule.tangents[1].map { Tracer.apply(self, a, $0) }
    return (rule.apply(self), [.sum(left, right)])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    switch (rule.operands[0], rule.operands[1]) {
    case (.linear(let left), .residual(let right)):
      return [try transposed(cotangent, to: left, with: right), nil]
    case (.residual(let left), .linear(let right)):
      return [nil, try transposed(cotangent, with: left, to: right)]
    default: throw JAXError(.unsupported, "a product of two linear operands is not linear")
    }
  }
}

extension JVPRule {
  /// The results for the primals.
  package func apply(_ primitive: any Primitive) -> [Tracer] {
    Tracer.apply(primitive, primals, regions: regions)
  }
}

extension TransposeRule {
  /// The type of operand `index` if the result is linear in it.
  package func linear(_ index: Int) -> TensorType? {
    if case .linear(let type) = operands[index] { type } else { nil }
  }

  /// Operand `index` if it is known.
  package func residual(_ index: Int) -> Tracer? {
    if case .residual(let tracer) = operands[index] { tracer } else { nil }
  }
}

extension Tracer? {
  /// The sum, where nil is zero.
  package static func sum(_ a: Tracer?, _ b: Tracer?) -> Tracer? {
    if let a, let b { a + b } else { a ?? b }
  }
}
