package import JAXIR

/// A token from nowhere: the start of a chain of effects.
///
/// It has no effect itself; the instructions that take a token and give the next one are what is ordered. An effect
/// needs no reader to stay: passes keep it for its `effects`.
package struct CreateToken: Primitive {
  package init() {}

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.isEmpty, regions.isEmpty else {
      throw JAXError(.invalidArgument, "a new token depends on nothing")
    }
    return [.token]
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    preconditionFailure("no operand can have a tangent")
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    preconditionFailure("no operand can be batched")
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {}
}
