import JAXCompiler
import JAXIR
import JAXPrimitives

extension Graph {
  /// The graph with the bodies of functions that it calls in place of the calls.
  func inlined() throws(JAXError) -> Graph { try inliningCalls() }

  /// The results for `operands`, the parameters in order: recorded where functions are traced, computed at once
  /// elsewhere.
  ///
  /// - Parameters:
  ///   - isWeak: By result: whether its dtype gives way.
  ///   - known: Results that were computed before.
  /// - Throws: what running throws.
  func applied(
    to operands: [Tensor], isWeak: [Bool], known: KnownResults? = nil, at location: Location
  ) throws(JAXError) -> [Tensor] {
    precondition(operands.count == parameterCount, "an operand for each parameter")
    guard let trace = Ambient.recordingTrace else {
      return zip(try ran(on: operands, known), isWeak).map { Tensor($0.storage, isWeak: $1) }
    }
    let values = try operands.map { (operand) throws(JAXError) in
      try trace.value(of: operand, for: name, at: location)
    }
    let results = try trace.builder.inline(self, values, continuing: &trace.token)
    return zip(zip(results, resultTypes), isWeak).map { result, isWeak in
      guard let type = result.1.tensor else { preconditionFailure("a function of tensors gives tensors") }
      return Tensor(
        .traced(.init(trace: trace, value: result.0, type: type, location: location)), isWeak: isWeak)
    }
  }

  /// The results, one instruction after the other; a value lives until its last reader has run.
  private func ran(on operands: [Tensor], _ known: KnownResults?) throws(JAXError) -> [Tensor] {
    var values: [Tensor?] = operands + [Tensor?](repeating: nil, count: types.count - operands.count)
    var names = known.map { KnownResults.Names(for: self, in: $0) }
    let lastReaders = lastReaders
    // Constants stay such where a trace remembers: loops count by them.
    let trace = Ambient.activeTrace
    for (position, instruction) in instructions.enumerated() {
      let known = names?.results(of: instruction)
      // Effects are in order by themselves, so tokens are nothing.
      let tensorResults = instruction.results.filter { self[type: $0] != .token }
      guard !(instruction.operands.isEmpty && tensorResults.count < instruction.results.count) else {
        continue
      }
      let results =
        if let trace, instruction.operands.isEmpty {
          try trace.stage(
            instruction.primitive, [], regions: instruction.regions, isWeak: false, known: known,
            at: instruction.location)
        } else {
          try Tensor.results(
            of: instruction.primitive,
            instruction.operands.filter { self[type: $0] != .token }.map { values[$0.index]! },
            regions: instruction.regions, token: instruction.operands.firstIndex { self[type: $0] == .token },
            known: known, at: instruction.location)
        }
      for (value, result) in zip(tensorResults, results) { values[value.index] = result }
      for value in instruction.operands + instruction.results where lastReaders[value.index] <= position {
        values[value.index] = nil
      }
    }
    return results.map { values[$0.index]! }
  }

  /// By value: the position of the last instruction that reads it; -1 for none, past the end for a result.
  var lastReaders: [Int] {
    var last = [Int](repeating: -1, count: types.count)
    for (position, instruction) in instructions.enumerated() {
      for operand in instruction.operands { last[operand.index] = position }
    }
    for result in results { last[result.index] = instructions.count }
    return last
  }
}

/// What the instructions of a graph gave when it was traced, to be found again in graphs that were made from it.
struct KnownResults {
  private let parameterCount: Int
  private var results: [Instruction.Key: Found] = [:]

  fileprivate struct Found {
    let values: [Graph.Value]
    let tensors: [ConcreteTensor]?
  }

  /// - Parameter memory: What the trace of `graph` remembered.
  init(_ graph: Graph, _ memory: TraceMemory) {
    parameterCount = graph.parameterCount
    // Of instructions that are the same, the results of all are called like those of the first.
    var names = graph.types.indices.map { Graph.Value($0) }
    for (position, instruction) in graph.instructions.enumerated() {
      var named = instruction
      named.operands = instruction.operands.map { names[$0.index] }
      if let first = results[named.key] {
        for (value, name) in zip(instruction.results, first.values) { names[value.index] = name }
      } else {
        results[named.key] = Found(values: instruction.results, tensors: memory.results[position])
      }
    }
  }

  /// What the values of another graph, which begins with the same parameters, are called in the original.
  struct Names {
    private let known: KnownResults
    private var names: [Graph.Value?]

    fileprivate init(for graph: Graph, in known: KnownResults) {
      self.known = known
      names = graph.types.indices.map { $0 < known.parameterCount ? Graph.Value($0) : nil }
    }

    /// The results of an instruction if the original has the same one; to be asked in order.
    fileprivate mutating func results(of instruction: Instruction) -> [ConcreteTensor]? {
      var original = instruction
      for (position, operand) in instruction.operands.enumerated() {
        guard let name = names[operand.index] else { return nil }
        original.operands[position] = name
      }
      guard let found = known.results[original.key] else { return nil }
      for (value, name) in zip(instruction.results, found.values) { names[value.index] = name }
      return found.tensors
    }
  }
}
