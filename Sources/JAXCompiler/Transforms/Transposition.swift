package import JAXIR
import JAXPrimitives

/// A transposed graph of which some cotangents are symbolic zeros.
package struct Transposed {
  package var graph: Graph
  /// By linear parameter: whether the graph gives its cotangent; that of the others is zero.
  package var hasCotangent: [Bool]
}

extension Graph {
  /// The transpose of a graph that is linear in some of its parameters:
  ///
  ///     f: (r…, x…) → (y…), y = A(r) · x   ⇒   (r…, ȳ…) → (x̄…), x̄ = A(r)ᵀ · ȳ
  ///
  /// Parameters of the result: those that are not linear, in order, then a cotangent for each result that is a
  /// tensor. Results: the tokens among the results, then a cotangent for each linear parameter, zeros where none
  /// reaches it.
  ///
  /// What does not depend on a linear parameter is computed forwards; then the others are walked from the last to
  /// the first, and cotangents of values with several readers are summed.
  ///
  /// - Parameter linear: By parameter: whether the graph is linear in it.
  /// - Throws: `unsupported` when a linear value enters something that is not linear; what a rule throws.
  package func transposed(linear: [Bool]) throws(JAXError) -> Graph {
    let all = linear.filter(\.self)
    return try transposed(linear: linear, given: resultTypes.map { $0 != .token }, results: all).graph
  }

  /// The transpose that takes only the cotangents of the results that `given` names; the others are zero.
  ///
  /// - Parameter chosen: By linear parameter: whether its cotangent is a result; nil for those that are not always
  ///   zero.
  package func transposed(
    linear: [Bool], given: [Bool], results chosen: [Bool]?
  ) throws(JAXError) -> Transposed {
    guard linear.count == parameterCount, !zip(linear, parameterTypes).contains(where: { $0 && $1 == .token })
    else {
      throw JAXError(.invalidArgument, "\(linear.count) flags for the parameters of '\(name)'")
    }
    var transposition = Transposition(self, linear)
    for instruction in instructions where !transposition.isLinear(instruction) {
      try transposition.copy(instruction)
    }
    transposition.seed(given)
    for instruction in instructions.reversed() where transposition.isLinear(instruction) {
      try transposition.pullBack(instruction)
    }
    return try transposition.finish(chosen)
  }
}

private struct Transposition {
  private let graph: Graph
  private let builder = GraphBuilder()
  /// By value: whether it depends on a linear parameter.
  private var isLinear: [Bool]
  /// By value: what is computed forwards.
  private var known: [Tracer?]
  /// By value: the sum of the cotangents so far, nil for zero.
  private var cotangents: [Tracer?]

  init(_ graph: Graph, _ linear: [Bool]) {
    self.graph = graph
    isLinear = linear + [Bool](repeating: false, count: graph.types.count - linear.count)
    for instruction in graph.instructions {
      guard instruction.operands.contains(where: { [isLinear] in isLinear[$0.index] }) else { continue }
      for result in instruction.results { isLinear[result.index] = true }
    }
    known = Array(repeating: nil, count: graph.types.count)
    cotangents = known
    for parameter in graph.parameters where !linear[parameter.index] {
      known[parameter.index] = builder.traced(graph[type: parameter])
    }
  }

  func isLinear(_ instruction: Instruction) -> Bool {
    instruction.operands.contains { isLinear[$0.index] }
  }

  mutating func copy(_ instruction: Instruction) throws(JAXError) {
    let copies = try builder.copy(instruction, instruction.operands.map { known[$0.index]! })
    for (result, copy) in zip(instruction.results, copies) { known[result.index] = copy }
  }

  /// Takes the cotangents of the results; that of a result which is not linear leads nowhere.
  mutating func seed(_ given: [Bool]) {
    for (result, isGiven) in zip(graph.results, given) where isGiven {
      let cotangent = builder.traced(graph[type: result])
      if isLinear[result.index] { accumulate(cotangent, into: result) }
    }
  }

  private mutating func accumulate(_ cotangent: Tracer, into value: Graph.Value) {
    cotangents[value.index] =
      cotangents[value.index].map { $0.at(cotangent.location) + cotangent } ?? cotangent
  }

  mutating func pullBack(_ instruction: Instruction) throws(JAXError) {
    let given = instruction.results.map { cotangents[$0.index]?.at(instruction.location) }
    guard instruction.effects == .none, let primitive = instruction.primitive as? any LinearPrimitive else {
      throw notLinear(instruction)
    }
    guard given.contains(where: { $0 != nil }) else { return }
    let rule = TransposeRule(
      operands: instruction.operands.map { operand($0, at: instruction.location) }, cotangents: given,
      regions: instruction.regions, transforms: GraphTransforms())
    let results = try instruction.located { () throws(JAXError) in try primitive.transposed(rule) }
    precondition(results.count == instruction.operands.count, "a rule gives a cotangent for each operand")
    for (operand, cotangent) in zip(instruction.operands, results) where isLinear[operand.index] {
      if let cotangent {
        accumulate(cotangent.at(instruction.location), into: operand)
      } else if given.count == 1, instruction.regions.isEmpty {
        // With one result, whatever is linear in the operand gives it a cotangent: a divisor gets none.
        throw notLinear(instruction)
      }
    }
  }

  private func notLinear(_ instruction: Instruction) -> JAXError {
    JAXError(
      .unsupported, "what is transposed is not linear in its operands",
      operation: type(of: instruction.primitive).name, location: instruction.location)
  }

  private func operand(_ value: Graph.Value, at location: Location) -> TransposeRule.Operand {
    if let known = known[value.index] { return .residual(known.at(location)) }
    guard let type = graph[type: value].tensor else { preconditionFailure("no token is linear") }
    return .linear(type)
  }

  func finish(_ chosen: [Bool]?) throws(JAXError) -> Transposed {
    var results = graph.results.filter { graph[type: $0] == .token }.compactMap { known[$0.index]?.value }
    let parameters = graph.parameters.filter { isLinear[$0.index] }
    let hasCotangent = chosen ?? parameters.map { cotangents[$0.index] != nil }
    for (parameter, isGiven) in zip(parameters, hasCotangent) where isGiven {
      guard let type = graph[type: parameter].tensor else { continue }
      let cotangent = if let given = cotangents[parameter.index] { given } else { try builder.zeros(type) }
      results.append(cotangent.value)
    }
    let transposed = try builder.finish(name: graph.name, results: results).removingDeadCode()
    return Transposed(graph: transposed, hasCotangent: hasCotangent)
  }
}
