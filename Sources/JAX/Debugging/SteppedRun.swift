import JAXIR
import JAXPrimitives

/// A graph run one primitive at a time, into the regions of loops, choices and functions, with the bits of the compiled
/// program. It follows numbers that are not finite back to what made them, and tells an observer of every operation.
struct SteppedRun {
  /// A value on the way: a tensor, or a token, which is nothing.
  struct Value {
    var tensor: ConcreteTensor?
    /// Where the number that it holds came from; nil where it holds none that is looked for.
    var offence: Offence?
  }

  /// The numbers that are looked for.
  private let modes: Debugging
  private let observe: (@Sendable (DebuggedOperation) -> Void)?
  /// The call of the function, for errors.
  private let call: String?
  /// The iterations that are running, innermost last.
  private var iterations: [Iteration] = []
  private var count = 0

  private struct Iteration {
    let loop: Loop
    var number = 0

    var text: String { "in iteration \(number) of \(loop.text)" }
  }

  /// How a loop is called.
  private struct Loop {
    let name: String
    let location: Location

    /// Iterations count from 0.
    var text: String { location == .unknown ? "a \(name)" : "the \(name) at \(location)" }
  }

  init(_ modes: Debugging, observe: (@Sendable (DebuggedOperation) -> Void)?, call: String?) {
    self.modes = modes.intersection([.nans, .infinities])
    self.observe = observe
    self.call = call
  }

  /// The results for one value for each parameter.
  ///
  /// - Throws: what a primitive or a host function throws.
  mutating func run(_ graph: Graph, _ arguments: [Value]) throws(JAXError) -> [Value] {
    try run(graph, arguments, of: nil)
  }

  /// - Parameter expanded: the loop that the graph stands for; nil where it stands for itself.
  private mutating func run(
    _ graph: Graph, _ arguments: [Value], of expanded: Loop?
  ) throws(JAXError) -> [Value] {
    precondition(arguments.count == graph.parameterCount, "an argument for each parameter")
    var values = arguments + [Value](repeating: Value(), count: graph.types.count - arguments.count)
    let lastReaders = graph.lastReaders
    for (position, instruction) in graph.instructions.enumerated() {
      let operands = instruction.operands.map { values[$0.index] }
      let results = try run(instruction, operands, graph, of: expanded)
      for (value, result) in zip(instruction.results, results) { values[value.index] = result }
      for value in instruction.operands + instruction.results where lastReaders[value.index] <= position {
        values[value.index] = Value()
      }
    }
    return graph.results.map { values[$0.index] }
  }

  /// By result of one primitive, which gave `results`: where what it holds came from.
  mutating func run(
    _ primitive: any Primitive, _ regions: [Region], _ operands: [Value], _ results: [ConcreteTensor],
    at location: Location
  ) throws(JAXError) -> [Offence?] {
    let builder = GraphBuilder()
    guard !regions.isEmpty else {
      let instruction = Instruction(primitive, [], results: [], location: location)
      return results.map { offence(of: $0, instruction, operands) }
    }
    let parameters = operands.compactMap(\.tensor).map { builder.parameter(.tensor($0.type)) }
    let values = try builder.append(primitive, parameters, regions: regions, at: location)
    return try run(builder.finish(results: values).inlined(), operands).map(\.offence)
  }

  // MARK: Regions

  private mutating func run(
    _ instruction: Instruction, _ operands: [Value], _ graph: Graph, of expanded: Loop?
  ) throws(JAXError) -> [Value] {
    switch instruction.primitive {
    case let loop as While:
      let name = expanded ?? Loop(name: "loop", location: instruction.location)
      return try repeating(loop, instruction.regions, operands, name)
    case let scan as Scan:
      let types = instruction.operands.map { graph[type: $0] }
      let expansion = try scan.expansion(of: types, instruction.regions[0])
      return try run(expansion, operands, of: Loop(name: "scan", location: instruction.location))
    case is Case:
      let branches = instruction.regions
      guard let index = operands[0].tensor?.bytes.load(as: Int32.self) else {
        preconditionFailure("what chooses is a tensor")
      }
      // Out of range means the last.
      let chosen = branches.indices.contains(Int(index)) ? Int(index) : branches.count - 1
      return try run(branches[chosen].graph, Array(operands.dropFirst()))
    case is Call, is Checkpoint, is CustomJvp, is CustomVjp:
      return try run(instruction.regions[0].graph, operands)
    case is CreateToken: return [Value()]
    default: return try runAlone(instruction, operands, instruction.results.map { graph[type: $0] })
    }
  }

  private mutating func repeating(
    _ loop: While, _ regions: [Region], _ operands: [Value], _ name: Loop
  ) throws(JAXError) -> [Value] {
    var state = Array(operands.dropLast(loop.invariants))
    let invariants = operands.suffix(loop.invariants)
    iterations.append(Iteration(loop: name))
    defer { iterations.removeLast() }
    while true {
      let decision = try run(regions[0].graph, state + invariants)[0].tensor
      guard decision?.bytes.first != 0 else { return state }
      state = try run(regions[1].graph, state + invariants)
      iterations[iterations.count - 1].number += 1
    }
  }

  // MARK: One operation

  private mutating func runAlone(
    _ instruction: Instruction, _ operands: [Value], _ types: [ValueType]
  ) throws(JAXError) -> [Value] {
    let inputs = operands.compactMap(\.tensor)
    var tensors: [ConcreteTensor]
    do throws(JAXError) {
      tensors = try results(of: instruction, inputs, operands)
    } catch {
      throw error.located(at: instruction.location)
    }
    count += 1
    if let observe, instruction.location != .unknown {
      observe(
        DebuggedOperation(
          name: instruction.primitive.spelling, location: instruction.location,
          operands: inputs.map { Tensor(.concrete($0)) }, results: tensors.map { Tensor(.concrete($0)) },
          iterations: iterations.map(\.text)))
    }
    return types.map { type in
      guard type.tensor != nil else { return Value() }
      let result = tensors.removeFirst()
      return Value(tensor: result, offence: offence(of: result, instruction, operands))
    }
  }

  private func results(
    of instruction: Instruction, _ inputs: [ConcreteTensor], _ operands: [Value]
  ) throws(JAXError) -> [ConcreteTensor] {
    if let constant = instruction.primitive as? Constant {
      return [try Engine.shared.tensor(constant.literal)]
    }
    return try Engine.shared.run(
      instruction.primitive, inputs, regions: instruction.regions,
      token: operands.firstIndex { $0.tensor == nil })
  }

  private func offence(
    of result: ConcreteTensor, _ instruction: Instruction, _ operands: [Value]
  ) -> Offence? {
    guard !modes.isEmpty, let index = result.firstOffender(modes) else { return nil }
    if let earlier = Offence.earliest(operands.map(\.offence)) { return earlier }
    let made = OffendingResult(
      primitive: instruction.primitive, operands: operands.compactMap(\.tensor), result: result, index: index,
      modes: modes, location: instruction.location,
      places: iterations.reversed().map(\.text) + (call.map { [$0] } ?? []))
    return Offence(order: count, error: made.error)
  }
}
