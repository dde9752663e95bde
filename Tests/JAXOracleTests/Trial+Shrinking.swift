import JAX
import JAXCompiler
import JAXIR

extension Trial {
  /// The trial with as little left of its program as still fails in the same way: the first value that is wrong by
  /// itself or else the results and effects that matter, and arguments for what can be one.
  ///
  /// - Parameter fault: what is planted when it fails.
  func shrunk(planting fault: PlantedFault? = nil) -> Trial {
    let failure = failure(fault)
    func fails(_ candidate: Trial) -> Bool { candidate.failure(fault) == failure }
    var smallest = firstWrongValue(fails) ?? withoutOtherResults(fails)
    // Late instructions first: what they were computed from goes with them.
    for position in graph.instructions.indices.reversed() {
      let graph = smallest.graph
      guard graph.instructions.indices.contains(position) else { continue }
      let values = graph.instructions[position].results
      if let candidate = smallest.keeping(graph.results, cutting: values), fails(candidate) {
        smallest = candidate
      }
    }
    return smallest
  }

  /// The program up to the first instruction whose tensors alone are a program that fails.
  private func firstWrongValue(_ fails: (Trial) -> Bool) -> Trial? {
    let given = graph.tensorsOfEffects
    for instruction in graph.instructions where instruction.results.allSatisfy({ graph[type: $0] != .token })
    {
      if let candidate = keeping(instruction.results, cutting: given, dropsEffects: true), fails(candidate) {
        return candidate
      }
    }
    return nil
  }

  private func withoutOtherResults(_ fails: (Trial) -> Bool) -> Trial {
    var smallest = self
    for position in graph.results.indices.reversed() {
      var results = smallest.graph.results
      results.remove(at: position)
      if let candidate = smallest.keeping(results), fails(candidate) { smallest = candidate }
    }
    let graph = smallest.graph
    let candidate = smallest.keeping(graph.results, cutting: graph.tensorsOfEffects, dropsEffects: true)
    if let candidate, fails(candidate) { return candidate }
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
