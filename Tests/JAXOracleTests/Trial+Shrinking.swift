import JAX
import JAXCompiler
import JAXIR

extension Trial {
  /// The trial with as little left of its program as still fails in the same way: no results and effects that do not
  /// matter, and arguments for what can be one.
  ///
  /// - Parameter fault: what is planted when it fails.
  func shrunk(planting fault: PlantedFault? = nil) -> Trial {
    let failure = failure(fault)
    var smallest = self
    func attempt(_ candidate: Trial?) {
      if let candidate, candidate.failure(fault) == failure { smallest = candidate }
    }
    for position in graph.results.indices.reversed() {
      var results = smallest.graph.results
      results.remove(at: position)
      attempt(smallest.keeping(results))
    }
    attempt(
      smallest.keeping(smallest.graph.results, cutting: smallest.graph.tensorsOfEffects, dropsEffects: true))
    // Late instructions first: what they were computed from goes with them.
    for position in graph.instructions.indices.reversed() {
      guard smallest.graph.instructions.indices.contains(position) else { continue }
      let values = smallest.graph.instructions[position].results
      attempt(smallest.keeping(smallest.graph.results, cutting: values))
    }
    return smallest
  }

  private enum Failure { case difference, error }

  private func failure(_ fault: PlantedFault?) -> Failure? {
    do {
      return try run(planting: fault)?.difference == nil ? nil : .difference
    } catch {
      return .error
    }
  }

  /// The program that computes `results`, with the tensors `cut` as arguments; nil when it has no such form.
  private func keeping(
    _ results: [Graph.Value], cutting cut: [Graph.Value] = [], dropsEffects: Bool = false
  ) -> Trial? {
    guard cut.allSatisfy({ graph[type: $0].tensor != nil && !graph.results.contains($0) }) else { return nil }
    do {
      return try keepingChecked(results, cutting: cut, dropsEffects)
    } catch {
      return nil
    }
  }

  private func keepingChecked(
    _ results: [Graph.Value], cutting cut: [Graph.Value], _ dropsEffects: Bool
  ) throws -> Trial {
    let tensors = graph.parameters.filter { graph[type: $0].tensor != nil }
    var literals = Dictionary(uniqueKeysWithValues: zip(tensors, arguments))
    for (value, literal) in zip(cut, try values(of: cut)) { literals[value] = literal }
    var needed = Set(results)
    var kept: [Instruction] = []
    for instruction in graph.instructions.reversed() where !instruction.results.contains(where: cut.contains)
    {
      let isEffect = instruction.results.contains { graph[type: $0] == .token }
      guard isEffect && !dropsEffects || instruction.results.contains(where: needed.contains) else {
        continue
      }
      needed.formUnion(instruction.operands)
      kept.append(instruction)
    }
    let builder = GraphBuilder()
    var map: [Graph.Value: Graph.Value] = [:]
    var trial = self
    trial.arguments = []
    for value in graph.parameters + cut where needed.contains(value) {
      map[value] = builder.parameter(graph[type: value])
      if let literal = literals[value] { trial.arguments.append(literal) }
    }
    for instruction in kept.reversed() {
      let made = try builder.append(
        instruction.primitive, instruction.operands.map { map[$0]! }, regions: instruction.regions)
      for (old, new) in zip(instruction.results, made) { map[old] = new }
    }
    trial.graph = builder.finish(results: results.map { map[$0]! })
    return trial
  }

  /// What the reference evaluation gives for values inside the program.
  private func values(of values: [Graph.Value]) throws -> [Literal] {
    guard !values.isEmpty else { return [] }
    var all = graph
    all.results = values
    let meaning = try Pipeline(choices.options).meaning(of: all)
    var reference = ReferenceEvaluation()
    return try reference.run(meaning, arguments, hostFunctions: Recorder().hostFunctions(for: meaning))
  }
}

extension Graph {
  /// What comes out of instructions with effects.
  fileprivate var tensorsOfEffects: [Value] {
    instructions.flatMap { instruction in
      let hasEffect = instruction.results.contains { self[type: $0] == .token }
      return hasEffect ? instruction.results.filter { self[type: $0].tensor != nil } : []
    }
  }
}
