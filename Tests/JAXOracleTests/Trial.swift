import JAX
import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXRuntime

/// One program, one set of arguments, compiled in one way and held against the reference evaluation.
struct Trial {
  var graph: Graph
  var arguments: [Literal]
  let choices: Choices
  /// What the program was made of, as far as it is known.
  var patterns: Set<RandomProgram.Pattern> = []

  /// What came of it.
  struct Outcome {
    /// The first difference between compiled code and the reference; nil when there is none.
    var difference: String?
    var features: Set<Feature>
  }

  /// What compiling a program exercised.
  enum Feature: String, CaseIterable {
    case vectors, remainders, threads, fusion, reductions, effects, loops, branches
    /// Several steps that share memory, each in a place of its own, and each between pages that fault.
    case plannedArena, separateArena, guardedArena
    /// Code that looks at its accesses.
    case checks
  }

  /// - Parameter fault: made on the way to machine code.
  /// - Returns: nil when the program has no place for the fault.
  /// - Throws: what compiling or running the program throws, which it should not.
  func run(planting fault: PlantedFault? = nil) throws -> Outcome? {
    var choices = choices
    // A mistake of the memory plan shows only where it is followed.
    if fault == .earlyReuse { (choices.memory.arena, choices.memory.sharing) = (.planned, .full) }
    if fault?.needsChecks == true { choices.options.checksBounds = true }
    var handed = graph
    if let fault, fault.isInGraph {
      guard let faulty = try fault.plant(in: graph) else { return nil }
      handed = faulty
    }
    let optimised = try Pipeline(choices.options, context: .folding).optimise(handed)
    var lowered = try LoweredProgram(optimised, options: choices.lowering)
    if fault == nil { try lowered.program.verify() }
    if let fault, !fault.isInGraph {
      guard let faulty = fault.plant(in: lowered.program, threadCount: choices.options.threadCount ?? 1)
      else { return nil }
      lowered.program = faulty
    }
    return Outcome(
      difference: try difference(optimised, lowered, choices), features: features(optimised, lowered.program))
  }

  private func difference(
    _ optimised: Graph, _ lowered: LoweredProgram, _ choices: Choices
  ) throws -> String? {
    let meaning = try Pipeline(choices.options).meaning(of: graph)
    let expected = Recorder()
    var reference = ReferenceEvaluation()
    let wanted = try reference.run(
      meaning, arguments, hostFunctions: expected.hostFunctions(for: meaning))
    guard graph.repeatsEffects || expected.entries.map(\.function) == graph.effects.map(\.name) else {
      return "the reference did \(expected.entries.map(\.function)), not \(graph.effects.map(\.name))"
    }
    let recorder = Recorder()
    let compiled = try GuardedRun(optimised, lowered, choices)
    let outcome: GuardedRun.Outcome
    do {
      outcome = try compiled(arguments, recorder.hostFunctions(for: meaning, optimised))
    } catch RuntimeError.outOfBounds(let access) {
      return access.description
    }
    let types = optimised.resultTypes.compactMap(\.tensor)
    let got = try zip(types, outcome.results).map { try Literal($0, bytes: $1) }
    return difference(got, wanted) ?? difference(recorder.entries, expected.entries) ?? outcome.damage
  }

  private func difference(_ got: [Literal], _ wanted: [Literal]) -> String? {
    guard got.map(\.type) == wanted.map(\.type) else {
      return "results \(got.map(\.type)), not \(wanted.map(\.type))"
    }
    for (position, (a, b)) in zip(got, wanted).enumerated() {
      let (elements, expected) = (a.canonicalElements, b.canonicalElements)
      guard let index = elements.indices.first(where: { elements[$0] != expected[$0] }) else { continue }
      let count = elements.indices.count { elements[$0] != expected[$0] }
      return "result \(position), \(a.type), differs in \(count) elements: element \(index) is "
        + "\(elements[index]), not \(expected[index])"
    }
    return nil
  }

  private func difference(_ got: [Recorder.Entry], _ wanted: [Recorder.Entry]) -> String? {
    guard got.map(\.function) == wanted.map(\.function) else {
      return "effects \(got.map(\.function)), not \(wanted.map(\.function))"
    }
    guard let index = got.indices.first(where: { got[$0] != wanted[$0] }) else { return nil }
    return "effect \(index), \(got[index].function), saw other values"
  }

  private func features(_ optimised: Graph, _ program: Program) -> Set<Feature> {
    var features: Set<Feature> = []
    let arenas = program.buffers.count { if case .arena = $0.place { true } else { false } }
    if arenas > 1 {
      switch choices.memory.arena {
      case .planned: features.insert(.plannedArena)
      case .separate: features.insert(.separateArena)
      case .guarded: features.insert(.guardedArena)
      }
    }
    program.collectFeatures(program.steps, &features)
    if choices.options.checksBounds { features.insert(.checks) }
    if choices.fuses {
      let fusion = Fusion(optimised)
      let isInlined = optimised.instructions.contains { instruction in
        !(instruction.primitive is Constant) && instruction.results.contains { fusion.isInlined[$0.index] }
      }
      let isFused = isInlined || fusion.clusters.contains { $0.members.count > 1 }
      if isFused { features.insert(.fusion) }
    }
    return features
  }
}

extension Program {
  fileprivate func collectFeatures(_ steps: [Step], _ features: inout Set<Trial.Feature>) {
    for step in steps {
      switch step {
      case .launch(let kernel, _, _): kernels[kernel].body.collectFeatures(&features)
      case .call: features.insert(.effects)
      case .copy: break
      case .whileLoop(let condition, _, let body):
        features.insert(.loops)
        collectFeatures(condition + body, &features)
      case .branch(_, let branches):
        features.insert(.branches)
        for branch in branches { collectFeatures(branch, &features) }
      }
    }
  }
}

extension Kernel.Block {
  fileprivate func collectFeatures(_ features: inout Set<Trial.Feature>) {
    for operation in operations {
      switch operation.kind {
      case .loop(let loop):
        if case .threads = loop.schedule { features.insert(.threads) }
        guard case .vector(let lanes, let interleave) = loop.schedule, let count = loop.upper.constant else {
          break
        }
        if count >= lanes { features.insert(.vectors) }
        if count > lanes, !count.isMultiple(of: lanes * interleave) { features.insert(.remainders) }
      case .reduce(let reduction):
        features.insert(.reductions)
        if reduction.vector > 1 { features.insert(.vectors) }
      default: break
      }
      for block in operation.blocks { block.collectFeatures(&features) }
    }
  }
}
