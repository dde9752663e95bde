package import JAXIR
import JAXPrimitives

/// A graph in two parts: what needs only the known parameters, and the rest.
///
///     f: (a…, x…) → (b…, y…)   ⇒   known: (a…) → (b…, r…),   unknown: (r…, x…) → (y…)
///
/// Residuals r are what the second part reads of the first: each once, none that takes no work to make again.
package struct PartiallyEvaluated {
  package var known: Graph
  package var unknown: Graph
  /// By result of f: whether it is one of y.
  package var isUnknown: [Bool]
  package var residualCount: Int
}

extension Graph {
  /// - Parameters:
  ///   - isUnknown: By parameter: whether it is one of x.
  ///   - results: By result: whether it is to be one of y; nil for those that depend on x.
  /// - Throws: `unsupported` when a result depends on x that is not to be one of y, or an effect does; what a rule
  ///   throws.
  package func partiallyEvaluated(
    unknown isUnknown: [Bool], results: [Bool]? = nil
  ) throws(JAXError) -> PartiallyEvaluated {
    guard isUnknown.count == parameterCount, results.map({ $0.count == self.results.count }) ?? true else {
      throw JAXError(.invalidArgument, "\(isUnknown.count) flags for the parameters of '\(name)'")
    }
    var evaluation = PartialEvaluation(self, isUnknown)
    for instruction in instructions { try evaluation.append(instruction) }
    return try evaluation.finish(results)
  }
}

private struct PartialEvaluation {
  private let graph: Graph
  private let residuals = Residuals()
  /// By value so far.
  private var values: [PartialEvaluationRule.Value] = []
  private let unknownParameters: [Graph.Value]
  /// The first instruction of regions that was kept whole though it may give results that are known.
  private var undivided: Instruction?

  init(_ graph: Graph, _ isUnknown: [Bool]) {
    self.graph = graph
    var unknown: [Graph.Value] = []
    values.reserveCapacity(graph.types.count)
    for (type, isUnknown) in zip(graph.parameterTypes, isUnknown) {
      if isUnknown {
        let tracer = residuals.second.traced(type)
        unknown.append(tracer.value)
        values.append(.unknown(tracer))
      } else {
        values.append(.known(residuals.first.traced(type)))
      }
    }
    unknownParameters = unknown
  }

  mutating func append(_ instruction: Instruction) throws(JAXError) {
    let operands = instruction.operands.map { values[$0.index].at(instruction.location) }
    let known = operands.compactMap(\.known)
    if known.count == operands.count {
      values += try residuals.copy(instruction, known).map { .known($0) }
    } else if let primitive = instruction.primitive as? any PartiallyEvaluatedPrimitive {
      let rule = PartialEvaluationRule(
        operands: operands, regions: instruction.regions, transforms: GraphTransforms(),
        first: residuals.first, second: residuals.second, location: instruction.location,
        residual: { [residuals] in residuals.residual($0) })
      let results = try instruction.located { () throws(JAXError) in try primitive.partiallyEvaluated(rule) }
      precondition(results.count == instruction.results.count, "a rule gives each result")
      values += results
    } else {
      guard instruction.effects == .none else {
        throw JAXError(
          .unsupported, "an effect depends on what is not known yet, such as a derivative",
          operation: instruction.primitive.publicName, location: instruction.location)
      }
      if !instruction.regions.isEmpty, !known.isEmpty, undivided == nil { undivided = instruction }
      values += try residuals.second.copy(instruction, operands.map(later)).map { .unknown($0) }
    }
  }

  /// The value as the second part reads it.
  private func later(_ value: PartialEvaluationRule.Value) -> Tracer {
    switch value {
    case .known(let tracer): residuals.residual(tracer)
    case .unknown(let tracer): tracer
    }
  }

  func finish(_ chosen: [Bool]?) throws(JAXError) -> PartiallyEvaluated {
    let isUnknown = graph.results.enumerated().map {
      chosen?[$0.offset] ?? values[$0.element.index].isUnknown
    }
    var known: [Graph.Value] = []
    var unknown: [Graph.Value] = []
    for (result, isUnknown) in zip(graph.results, isUnknown) {
      if isUnknown {
        unknown.append(later(values[result.index]).value)
      } else if let tracer = values[result.index].known {
        known.append(tracer.value)
      } else {
        throw JAXError(
          .unsupported,
          "the results are computed together with what is not known yet, such as their derivatives",
          operation: undivided.map { type(of: $0.primitive).name }, location: undivided?.location ?? .unknown,
          hint: "differentiate forwards (jvp, jacfwd), or use sums, minima, maxima or a scan in its place")
      }
    }
    let second = try residuals.second.finish(name: graph.name + "_linear", results: unknown)
      .removingDeadCode()
    // Parameters of the second part so far: the unknown ones, then residuals, of which some may have lost their readers.
    let isRead = second.isParameterRead(by: second.results)
    let given = residuals.given.indices.filter { isRead[unknownParameters.count + $0] }
    let order = given.map { unknownParameters.count + $0 } + unknownParameters.indices
    let results = known + given.map { residuals.given[$0] }
    return PartiallyEvaluated(
      known: try residuals.first.finish(name: graph.name, results: results).removingDeadCode(),
      unknown: try second.taking(parameters: order), isUnknown: isUnknown, residualCount: given.count)
  }
}

/// The two graphs of a partial evaluation and what the second reads of the first.
private final class Residuals {
  let first = GraphBuilder()
  let second = GraphBuilder()
  /// The values of the first graph that are parameters of the second, in order.
  private(set) var given: [Graph.Value] = []
  /// Values of the first graph as they are read in the second.
  private var known: [Graph.Value: Tracer] = [:]
  /// Values of the first graph that are made, element by element, of nothing but constants.
  private var constants: Set<Graph.Value> = []

  func copy(_ instruction: Instruction, _ operands: [Tracer]) throws(JAXError) -> [Tracer] {
    let results = try first.copy(instruction, operands)
    if instruction.primitive is any PointwisePrimitive,
      operands.allSatisfy({ constants.contains($0.value) || isNullary($0.value) })
    {
      constants.insert(results[0].value)
    }
    return results
  }

  private func isNullary(_ value: Graph.Value) -> Bool {
    guard let instruction = first.definition(of: value) else { return false }
    return instruction.operands.isEmpty && instruction.primitive is any PointwisePrimitive
  }

  func residual(_ tracer: Tracer) -> Tracer {
    // The effects of a chain are all in the first part: what takes a token in the second passes it by.
    if tracer.isToken { return second.apply(CreateToken(), at: tracer.location)[0] }
    // By hand, not by recursion: what is made again may be a long chain.
    var pending = [tracer.value]
    while let value = pending.last {
      if known[value] == nil {
        if let instruction = madeAgain(value) {
          let missing = instruction.operands.filter { known[$0] == nil }
          pending += missing
          if !missing.isEmpty { continue }
          known[value] =
            second.apply(
              instruction.primitive, instruction.operands.compactMap { known[$0] }, at: instruction.location)[
              0]
        } else {
          given.append(value)
          known[value] = second.traced(first.type(of: value))
        }
      }
      pending.removeLast()
    }
    return known[tracer.value]!.at(tracer.location)
  }

  /// The instruction that makes a value, if it is better run again than its result kept.
  private func madeAgain(_ value: Graph.Value) -> Instruction? {
    guard let instruction = first.definition(of: value) else { return nil }
    switch instruction.primitive {
    // Its operand has no more elements, and is read in the place of the result.
    case is BroadcastInDim, is Reshape, is Transpose: return instruction
    default: return constants.contains(value) || isNullary(value) ? instruction : nil
    }
  }
}

extension PartialEvaluationRule.Value {
  fileprivate func at(_ location: Location) -> Self {
    switch self {
    case .known(let tracer): .known(tracer.at(location))
    case .unknown(let tracer): .unknown(tracer.at(location))
    }
  }
}

extension Graph {
  /// The graph with those of its parameters that are at these positions, in this order; nothing reads the others.
  func taking(parameters positions: [Int]) throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    var arguments = parameters
    for position in positions { arguments[position] = builder.parameter(types[position]) }
    return builder.finish(name: name, results: try builder.inline(self, arguments))
  }
}
