package import JAXIR
import JAXPrimitives

/// What a graph means, computed the plain way: one primitive at a time, each lowered alone, unfused and unscheduled,
/// in the interpreter. Compiled code must give the same bits.
package struct ReferenceEvaluation {
  /// Lowered instructions by what they compute on which types.
  private var programs: [Key: ProgramInterpreter] = [:]

  private struct Key: Hashable {
    let primitive: AnyHashable
    let operands: [ValueType]
    let regions: [Region]
  }

  package init() {}

  /// The tensor results of `graph`, whose calls are inlined.
  ///
  /// - Parameters:
  ///   - arguments: one literal per tensor parameter, of its type.
  ///   - hostFunctions: what the program calls, by name.
  /// - Throws: what a primitive's lowering or a host function throws.
  package mutating func run(
    _ graph: Graph, _ arguments: [Literal], hostFunctions: [String: HostFunction] = [:]
  ) throws(JAXError) -> [Literal] {
    var values = [Literal?](repeating: nil, count: graph.types.count)
    let tensors = graph.parameters.filter { graph[type: $0].tensor != nil }
    guard tensors.count == arguments.count else {
      throw JAXError(.invalidArgument, "\(arguments.count) arguments for \(tensors.count) parameters")
    }
    for (parameter, argument) in zip(tensors, arguments) { values[parameter.index] = argument }
    for instruction in graph.instructions {
      let operands = instruction.operands.compactMap { values[$0.index] }
      let results = try run(
        instruction, operandTypes: instruction.operands.map { graph[type: $0] }, operands,
        resultTypes: instruction.results.map { graph[type: $0] }, hostFunctions)
      let tensorResults = instruction.results.filter { graph[type: $0].tensor != nil }
      for (value, literal) in zip(tensorResults, results) { values[value.index] = literal }
    }
    return graph.results.compactMap { values[$0.index] }
  }

  /// The tensor results of one instruction.
  package mutating func run(
    _ instruction: Instruction, operandTypes: [ValueType], _ operands: [Literal], resultTypes: [ValueType],
    _ hostFunctions: [String: HostFunction] = [:]
  ) throws(JAXError) -> [Literal] {
    let interpreter = try interpreter(for: instruction, operandTypes)
    let types = resultTypes.compactMap(\.tensor)
    let inputs = operands.map { AlignedMemory.holding($0.expandedBytes) }
    let outputs = types.map { AlignedMemory.holding([UInt8](repeating: 0, count: $0.byteCount)) }
    defer { for memory in inputs + outputs { memory.deallocate() } }
    try interpreter.run(
      inputs: inputs.map { UnsafeRawBufferPointer($0) }, outputs: outputs, hostFunctions: hostFunctions)
    var results: [Literal] = []
    for (type, output) in zip(types, outputs) { results.append(try Literal(type, bytes: Array(output))) }
    return results
  }

  private mutating func interpreter(
    for instruction: Instruction, _ operandTypes: [ValueType]
  ) throws(JAXError) -> ProgramInterpreter {
    let key = Key(
      primitive: AnyHashable(instruction.primitive), operands: operandTypes, regions: instruction.regions)
    if let known = programs[key] { return known }
    let builder = GraphBuilder()
    let parameters = operandTypes.map(builder.parameter)
    let results = try builder.append(
      instruction.primitive, parameters, regions: instruction.regions, at: instruction.location)
    let lowered = try LoweredProgram(builder.finish(results: results), options: .reference)
    let interpreter = try ProgramInterpreter(lowered.program)
    programs[key] = interpreter
    return interpreter
  }
}

/// Memory as aligned as a compiled program's; the caller deallocates it.
private enum AlignedMemory {
  static func holding(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    memory.copyBytes(from: bytes)
    return memory
  }
}

extension PassContext {
  /// Folds constants by reference evaluation.
  package static var folding: PassContext {
    PassContext { (instruction, operands) throws(JAXError) in
      guard !(instruction.primitive is any HostPrimitive) else {
        throw JAXError(.unsupported, "code of the host runs when the program does")
      }
      let types = operands.map { ValueType.tensor($0.type) }
      var evaluation = ReferenceEvaluation()
      return try evaluation.run(
        instruction, operandTypes: types, operands,
        resultTypes: try instruction.primitive.resultTypes(of: types, regions: instruction.regions))
    }
  }
}
