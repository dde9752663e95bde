package import JAXCompiler
package import JAXIR
package import JAXRuntime

/// A graph as machine code, callable with tensors.
package final class CompiledGraph: Sendable {
  package let executable: Executable
  let statistics: CompiledStatistics
  /// The types of the tensor results, in order.
  package let resultTypes: [TensorType]
  private let results: [LoweredProgram.ResultPlace]
  /// Whether the results are the outputs, in order.
  private let isPlain: Bool
  private let outputs: [Output]
  private let hostCalls: [HostCallSite]

  /// A tensor that the program fills.
  private struct Output: Sendable {
    let record: TypeInterner<TensorType>.Record
    let byteCount: Int
  }

  /// One host call of the program: what is called, and the bytes of what it is given.
  private struct HostCallSite: Sendable {
    let name: String
    let operandByteCounts: [Int]
    let resultByteCounts: [Int]
  }

  package init(
    _ graph: Graph, _ lowered: LoweredProgram, _ executable: Executable, _ statistics: CompiledStatistics
  ) {
    self.executable = executable
    self.statistics = statistics
    results = lowered.results
    isPlain = lowered.results == (0..<lowered.results.count).map { .output($0) }
    resultTypes = graph.resultTypes.compactMap(\.tensor)
    var outputTypes: [Int: TensorType] = [:]
    for (place, type) in zip(lowered.results, resultTypes) {
      if case .output(let index) = place { outputTypes[index] = type }
    }
    outputs = outputTypes.sorted { $0.key < $1.key }.map { _, type in
      Output(record: Engine.shared.types.record(of: type), byteCount: type.byteCount)
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
    return try withExtendedLifetime(arguments) {
      try withUnsafeTemporaryAllocation(of: Argument.self, capacity: max(arguments.count, 1)) { objects in
        for index in arguments.indices { objects[index] = .passUnretained(arguments[index].memory) }
        return try run(UnsafeBufferPointer(rebasing: objects[..<arguments.count]), callbacks) { _, result in
          result
        }
      }
    }
  }

  /// Whether the program calls nothing outside of itself.
  package var isClosed: Bool { hostCalls.isEmpty }

  /// A tensor that the caller keeps alive.
  typealias Argument = Unmanaged<TensorMemory>

  /// The same for arguments that are not in an array; `wrap` is given each result and its index.
  @inline(__always)
  func run<Result>(
    _ arguments: UnsafeBufferPointer<Argument>, _ callbacks: [HostCallback] = [],
    _ wrap: (Int, ConcreteTensor) -> Result
  ) throws -> [Result] {
    // One piece of the stack for both lists of addresses.
    try withUnsafeTemporaryAllocation(
      of: UnsafeMutableRawPointer?.self, capacity: arguments.count + outputs.count + 1
    ) { pointers in
      let inputs = pointers.baseAddress!
      for index in 0..<arguments.count {
        inputs[index] = arguments[index]._withUnsafeGuaranteedRef { $0.address }
      }
      let addresses = inputs + arguments.count
      var made: [ConcreteTensor] = []
      if !isPlain { made.reserveCapacity(outputs.count) }
      var wrapped: [Result] = []
      wrapped.reserveCapacity(results.count)
      for index in outputs.indices {
        let output = try output(index)
        addresses[index] = output.address
        if isPlain { wrapped.append(wrap(index, output)) } else { made.append(output) }
      }
      try inputs.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: arguments.count) { inputs in
        if isClosed {
          try executable.runClosed(inputs: inputs, outputs: addresses)
        } else {
          try executable.run(inputs: inputs, outputs: addresses, callbacks: callbacks)
        }
      }
      if isPlain { return wrapped }
      for (index, place) in results.enumerated() {
        switch place {
        case .output(let output): wrapped.append(wrap(index, made[output]))
        case .input(let input):
          wrapped.append(wrap(index, ConcreteTensor(memory: arguments[input].takeUnretainedValue())))
        }
      }
      return wrapped
    }
  }

  /// Whether the one result is the one output.
  var hasOneResult: Bool { isPlain && outputs.count == 1 }

  /// The only result of a closed program whose inputs are at these addresses.
  @inline(__always)
  func runForOneResult(_ inputs: UnsafePointer<UnsafeRawPointer?>) throws -> ConcreteTensor {
    let result = try output(0)
    var address: UnsafeMutableRawPointer? = result.address
    try executable.runClosed(inputs: inputs, outputs: &address)
    return result
  }

  /// A tensor for output `index`, not filled yet.
  @inline(__always)
  private func output(_ index: Int) throws(RuntimeError) -> ConcreteTensor {
    ConcreteTensor(memory: try .uninitialised(outputs[index].record, byteCount: outputs[index].byteCount))
  }
}
