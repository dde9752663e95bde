import CJAXRuntime
package import JAXCompiler
package import JAXIR
package import JAXRuntime

/// A graph as machine code, callable with tensors.
package final class CompiledGraph: Sendable {
  package let executable: Executable
  /// The types of the tensor results, in order.
  package let resultTypes: [TensorType]
  private let results: [LoweredProgram.ResultPlace]
  /// Whether the results are the outputs, in order.
  private let isPlain: Bool
  private let outputs: [Output]
  private let hostCalls: [HostCallSite]

  /// A buffer that the program fills.
  private struct Output: Sendable {
    let type: TensorType
    let id: TypeID
  }

  /// One host call of the program: what is called, and the bytes of what it is given.
  private struct HostCallSite: Sendable {
    let name: String
    let operandByteCounts: [Int]
    let resultByteCounts: [Int]
  }

  package init(_ graph: Graph, _ lowered: LoweredProgram, _ executable: Executable) {
    self.executable = executable
    results = lowered.results
    isPlain = lowered.results == (0..<lowered.results.count).map { .output($0) }
    resultTypes = graph.resultTypes.compactMap(\.tensor)
    var outputTypes: [Int: TensorType] = [:]
    for (place, type) in zip(lowered.results, resultTypes) {
      if case .output(let index) = place { outputTypes[index] = type }
    }
    outputs = outputTypes.sorted { $0.key < $1.key }.map { _, type in
      Output(type: type, id: Engine.shared.typeID(of: type, isWeak: false))
    }
    let program = lowered.program
    func byteCount(_ buffer: Program.BufferID) -> Int {
      (program[buffer].count ?? 0) * program[buffer].dtype.byteCount
    }
    hostCalls = program.hostCalls.map { call in
      HostCallSite(
        name: call.name, operandByteCounts: call.operands.map(byteCount),
        resultByteCounts: call.results.map(byteCount))
    }
  }

  /// Runs the program on the tensor parameters, in order.
  ///
  /// A result that is an input is that tensor, not a copy; a result asked for twice is one tensor twice.
  /// - Throws: `outOfMemory`, or the error of a host function.
  package func callAsFunction(
    _ arguments: [ConcreteTensor], hostFunctions table: [String: HostFunction] = [:]
  ) throws -> [ConcreteTensor] {
    let callbacks = try hostCalls.map { call -> HostCallback in
      guard let function = table[call.name] else {
        throw JAXError(.unsupported, "the program calls \(call.name), which nobody supplies here")
      }
      return { operands, results in
        try function(
          call.operandByteCounts.enumerated().map { UnsafeRawBufferPointer(start: operands[$0], count: $1) },
          call.resultByteCounts.enumerated().map {
            UnsafeMutableRawBufferPointer(start: results[$0], count: $1)
          })
      }
    }
    return try run(count: arguments.count, callbacks: callbacks) { arguments[$0] }
  }

  /// Whether the program calls nothing outside of itself.
  package var isClosed: Bool { hostCalls.isEmpty }

  /// The same for arguments that are not in an array.
  @inline(__always)
  func run(
    count: Int, callbacks: [HostCallback] = [], _ argument: (Int) -> ConcreteTensor
  ) throws -> [ConcreteTensor] {
    try withUnsafeTemporaryAllocation(of: UnsafeRawPointer?.self, capacity: max(count, 1)) { inputs in
      for index in 0..<count { inputs[index] = UnsafeRawPointer(argument(index).buffer.address) }
      return try withUnsafeTemporaryAllocation(
        of: UnsafeMutableRawPointer?.self, capacity: max(outputs.count, 1)
      ) { pointers in
        var made: [ConcreteTensor] = []
        made.reserveCapacity(outputs.count)
        for index in outputs.indices { made.append(try output(index, &pointers[index])) }
        try executable.run(inputs: inputs.baseAddress!, outputs: pointers.baseAddress!, callbacks: callbacks)
        if isPlain { return made }
        return results.map { place in
          switch place {
          case .output(let index): made[index]
          case .input(let index): argument(index)
          }
        }
      }
    }
  }

  /// Whether the one result is the one output.
  var hasOneResult: Bool { isPlain && outputs.count == 1 }

  /// The only result, without an array around it.
  @inline(__always)
  func runForOneResult(count: Int, _ argument: (Int) -> ConcreteTensor) throws -> ConcreteTensor {
    try withUnsafeTemporaryAllocation(of: UnsafeRawPointer?.self, capacity: max(count, 1)) { inputs in
      for index in 0..<count { inputs[index] = UnsafeRawPointer(argument(index).buffer.address) }
      var pointer: UnsafeMutableRawPointer?
      let result = try output(0, &pointer)
      try executable.run(inputs: inputs.baseAddress!, outputs: &pointer)
      return result
    }
  }

  /// A tensor for output `index`, and where its elements go.
  @inline(__always)
  private func output(_ index: Int, _ pointer: inout UnsafeMutableRawPointer?) throws -> ConcreteTensor {
    let buffer = try Buffer(byteCount: executable.outputByteCounts[index], pool: executable.pool)
    pointer = buffer.address
    return ConcreteTensor(outputs[index].type, buffer, id: outputs[index].id)
  }
}
