import JAXIR
import JAXPrimitives

/// A primitive of which tests use types, effects and text only.
protocol TextOnlyPrimitive: Primitive {}

extension TextOnlyPrimitive {
  func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { throw JAXError(.unsupported, "no jvp") }
  func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    throw JAXError(.unsupported, "no batching")
  }
  func lower(_ site: any LoweringSite) throws(JAXError) { throw JAXError(.unsupported, "no lowering") }
}

/// Does something to the world: a token and tensors in, the same out.
struct TestEffect: Primitive {
  var effects: Effects { .ordered }

  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] { operands }

  func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { (rule.apply(self), rule.tangents) }

  func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands), rule.axes)
  }

  func lower(_ site: any LoweringSite) throws(JAXError) { throw JAXError(.unsupported, "no lowering") }
}

/// The start of a chain of effects.
struct TestToken: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] { [.token] }
}

/// Runs its region on the operands, and is never inlined.
struct TestCall: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    regions[0].graph.resultTypes
  }
}

extension Vocabulary {
  static let test = standard.adding([TestEffect.self, TestToken.self, TestCall.self])
}
