package import JAXIR

/// A call of a function, its region, by name: what a `jit` inside another leaves in the graph.
///
/// It means its body: passes inline it before lowering. What the body needs from outside is an operand.
package struct Call: Primitive {
  /// The name of the function, for readers.
  package var function = ""
  /// Whether the body has ordered effects: then the first operand and the first result are tokens.
  package var isOrdered = false

  package init() {}

  package init(_ function: String, isOrdered: Bool = false) {
    self.function = function
    self.isOrdered = isOrdered
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("function", \Self.function), Attribute("is_ordered", \Self.isOrdered)]
  }

  package var effects: Effects { isOrdered ? .ordered : .none }

  /// The constraints, by number:
  ///
  /// 1. One region, whose parameters have the types of the operands.
  /// 2. The first operand and the first result are tokens if and only if the call is ordered; no others are.
  /// 3. A call that is not ordered has a body without ordered effects.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 1 else {
      throw JAXError(.invalidArgument, "a call has one body, not \(regions.count)")
    }
    let body = regions[0].graph
    guard operands == body.parameterTypes else {
      throw JAXError(
        .shapeMismatch, "'\(function)' takes \(list(body.parameterTypes)), not \(list(operands))")
    }
    let tokens = [operands, body.resultTypes].map { types in
      types.indices.filter { types[$0] == .token }
    }
    guard tokens.allSatisfy({ $0 == (isOrdered ? [0] : []) }) else {
      throw JAXError(
        .invalidArgument,
        "'\(function)' takes and gives "
          + (isOrdered ? "a token first and no other" : "tokens, though it is not ordered"))
    }
    if !isOrdered, let effect = body.instructions.first(where: { $0.effects == .ordered }) {
      throw JAXError(
        .invalidArgument,
        "'\(function)' has an effect, \(type(of: effect.primitive).name), but is not ordered")
    }
    return body.resultTypes
  }

  private func list(_ types: [ValueType]) -> String {
    "(" + types.map(\.description).joined(separator: ", ") + ")"
  }

  /// A call of the derivative: primal operands and all tangents in, primal results and all tangents out.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    guard !isOrdered else { throw unsupportedEffects("derivative") }
    let tangents = zip(rule.primals, rule.tangents).map { $1 ?? $0.zeros() }
    let derivative = try rule.transforms.jvp(rule.regions[0])
    let results = Tracer.apply(
      Call("\(function)_jvp"), rule.primals + tangents, regions: [derivative])
    let count = rule.regions[0].graph.results.count
    return (Array(results.prefix(count)), results.dropFirst(count).map(Optional.some))
  }

  /// A call of the batched function; the batch axis comes first.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    guard !isOrdered else { throw unsupportedEffects("batching") }
    let isBatched = rule.axes.map { $0 != nil }
    let operands = rule.operands(batched: isBatched)
    let body = try rule.transforms.batched(rule.regions[0], isBatched, size: rule.size)
    let results = Tracer.apply(Call("\(function)_batched"), operands, regions: [body])
    return (results, results.map { _ in 0 })
  }

  private func unsupportedEffects(_ transform: String) -> JAXError {
    JAXError(.unsupported, "the \(transform) of '\(function)', which has effects")
  }

  /// - Throws: `unsupported`: a call has to be inlined first.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    throw JAXError(.unsupported, "'\(function)' was not inlined before lowering")
  }
}
