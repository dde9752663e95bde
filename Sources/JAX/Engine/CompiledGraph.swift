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
  private let outputTypes: [TensorType]
  private let hostCalls: [HostCallSite]

  /// One host call of the program: what is called, and the bytes of what it is given.
  private struct HostCallSite: Sendable {
    let name: String
    let operandByteCounts: [Int]
    let resultByteCounts: [Int]
  }

  package init(_ graph: Graph, _ lowered: LoweredProgram, _ executable: Executable) {
    self.executable = executable
    results = lowered.results
    resultTypes = graph.resultTypes.compactMap(\.tensor)
    var outputTypes: [Int: TensorType] = [:]
    for (place, type) in zip(lowered.results, resultTypes) {
      if case .output(let index) = place { outputTypes[index] = type }
    }
    self.outputTypes = outputTypes.sorted { $0.key < $1.key }.map(\.value)
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
    let buffers = try executable.run(arguments.map(\.buffer), callbacks: callbacks)
    let outputs = zip(outputTypes, buffers).map { ConcreteTensor($0, $1) }
    return results.map { place in
      switch place {
      case .output(let index): outputs[index]
      case .input(let index): arguments[index]
      }
    }
  }
}
