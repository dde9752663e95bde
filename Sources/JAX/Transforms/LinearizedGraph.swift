import JAXCompiler
import JAXIR
import JAXPrimitives

/// A graph in two parts: what it gives, and its derivative there, which is linear.
///
///     f: (x…) → (y…)   ⇒   forward: (x…) → (y…, r…),   linear: (r…, ẋ…) → (ẏ…)
struct LinearizedGraph {
  var forward: Graph
  /// Its parameters are the residuals, then a tangent for each active parameter of the function.
  var linear: Graph
  /// By result of the function: whether `linear` gives its tangent; the tangent of the others is zero.
  var hasTangent: [Bool]

  /// - Parameters:
  ///   - active: By parameter: whether it has a tangent.
  ///   - wanted: By result: whether its tangent is asked for.
  /// - Throws: what the rules of the primitives throw.
  init(_ graph: Graph, active: [Bool], wanted: [Bool]) throws(JAXError) {
    let derivative = try graph.jvp(active)
    hasTangent = zip(derivative.hasTangent, wanted).map { $0 && $1 }
    var split = Split(derivative.graph, parameterCount: graph.parameterCount)
    for instruction in derivative.graph.instructions { try split.place(instruction) }
    let results = derivative.graph.results
    let count = graph.results.count
    let given = derivative.hasTangent.indices.filter { derivative.hasTangent[$0] }
    let tangents = zip(given, results.dropFirst(count)).filter { wanted[$0.0] }.map(\.1)
    linear = try split.linear(results: tangents)
    forward = try split.forward(results: results.prefix(count))
  }
}

/// Puts each instruction of a derivative where it belongs: forward, unless it depends on a tangent.
private struct Split {
  private let graph: Graph
  private let forwardBuilder = GraphBuilder()
  private let linearBuilder = GraphBuilder()
  /// By value, in each part; nil where the part has none.
  private var forwardValues: [Graph.Value?]
  private var linearValues: [Graph.Value?]
  /// Constants, and what is made of them at once: they are made again where they are needed.
  private var makers: [Int: Instruction] = [:]
  private var residuals: [Graph.Value] = []

  init(_ graph: Graph, parameterCount: Int) {
    self.graph = graph
    forwardValues = [Graph.Value?](repeating: nil, count: graph.types.count)
    linearValues = forwardValues
    for parameter in graph.parameters {
      let type = graph[type: parameter]
      if parameter.index < parameterCount {
        forwardValues[parameter.index] = forwardBuilder.parameter(type)
      } else {
        linearValues[parameter.index] = linearBuilder.parameter(type)
      }
    }
  }

  mutating func place(_ instruction: Instruction) throws(JAXError) {
    if instruction.operands.contains(where: { forwardValues[$0.index] == nil }) {
      let operands = try instruction.operands.map { (operand) throws(JAXError) in try inLinear(operand) }
      let results = try linearBuilder.append(
        instruction.primitive, operands, regions: instruction.regions, at: instruction.location)
      for (value, result) in zip(instruction.results, results) { linearValues[value.index] = result }
      return
    }
    let operands = instruction.operands.map { forwardValues[$0.index]! }
    let results = try forwardBuilder.append(
      instruction.primitive, operands, regions: instruction.regions, at: instruction.location)
    for (value, result) in zip(instruction.results, results) { forwardValues[value.index] = result }
    if instruction.operands.allSatisfy({ makers[$0.index]?.operands.isEmpty == true }), results.count == 1 {
      makers[instruction.results[0].index] = instruction
    }
  }

  /// `value` in the linear part: its own, made again, or a residual.
  private mutating func inLinear(_ value: Graph.Value) throws(JAXError) -> Graph.Value {
    if let known = linearValues[value.index] { return known }
    let made: Graph.Value
    if let maker = makers[value.index] {
      let operands = try maker.operands.map { (operand) throws(JAXError) in try inLinear(operand) }
      made = try linearBuilder.append(maker.primitive, operands, regions: maker.regions, at: maker.location)[0]
    } else {
      made = linearBuilder.parameter(graph[type: value])
      residuals.append(value)
    }
    linearValues[value.index] = made
    return made
  }

  /// The linear part, its residuals before its tangents.
  mutating func linear(results: [Graph.Value]) throws(JAXError) -> Graph {
    let results = try results.map { (value) throws(JAXError) in try inLinear(value) }
    let graph = linearBuilder.finish(name: graph.name, results: results)
    let tangentCount = graph.parameterCount - residuals.count
    let positions = Array(tangentCount..<graph.parameterCount) + Array(0..<tangentCount)
    let builder = GraphBuilder()
    let ordered = positions.map { builder.parameter(graph.parameterTypes[$0]) }
    var arguments = ordered
    for (place, position) in positions.enumerated() { arguments[position] = ordered[place] }
    return builder.finish(name: graph.name, results: try builder.inline(graph, arguments))
  }

  func forward(results: ArraySlice<Graph.Value>) throws(JAXError) -> Graph {
    try forwardBuilder.finish(
      name: graph.name, results: (Array(results) + residuals).map { forwardValues[$0.index]! }
    )
    .removingDeadCode()
  }
}
