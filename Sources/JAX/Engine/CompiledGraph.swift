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
  /// By output: the inputs whose memory it may take.
  let donors: [[Int]]
  private let calls: ProgramCalls

  /// A tensor that the program fills.
  private struct Output: Sendable {
    let record: TypeInterner<TensorType>.Record
    let byteCount: Int
  }

  package init(
    _ graph: Graph, _ lowered: LoweredProgram, _ executable: Executable, _ statistics: CompiledStatistics
  ) {
    self.executable = executable
    self.statistics = statistics
    results = lowered.results
    donors = lowered.donors
    isPlain = lowered.results == (0..<lowered.results.count).map { .output($0) }
    resultTypes = graph.resultTypes.compactMap(\.tensor)
    var outputTypes: [Int: TensorType] = [:]
    for (place, type) in zip(lowered.results, resultTypes) {
      if case .output(let index) = place { outputTypes[index] = type }
    }
    outputs = outputTypes.sorted { $0.key < $1.key }.map { _, type in
      Output(record: Engine.shared.types.record(of: type), byteCount: type.byteCount)
    }
    calls = ProgramCalls(lowered.program)
    isClosed = calls.isEmpty && !executable.isChecked
  }

  /// Runs the program on the tensor parameters, in order.
  ///
  /// A result that is an input is that tensor, not a copy; a result asked for twice is one tensor twice.
  /// - Throws: `outOfMemory`, or the error of a host function.
  package func callAsFunction(
    _ arguments: [ConcreteTensor], hostFunctions table: [String: HostFunction] = [:]
  ) throws -> [ConcreteTensor] {
    let callbacks = try callbacks(table)
    let frame = makeFrame(argumentCount: arguments.count)
    defer { frame.deallocate() }
    return try withExtendedLifetime(arguments) {
      for index in arguments.indices { frame.setArgument(index, .passUnretained(arguments[index].memory)) }
      try makeOutputs(frame)
      return try results(of: frame) {
        try executable.run(inputs: frame.inputs, outputs: frame.outputs, callbacks: callbacks)
      }
    }
  }

  /// What the machine code calls: routines of libraries, and the functions of `table`.
  ///
  /// - Throws: `unsupported` for one that nobody supplies.
  func callbacks(_ table: [String: HostFunction] = [:]) throws(JAXError) -> [HostCallback] {
    try calls.callbacks(table)
  }

  /// The results on `frame` after `run`.
  func results(of frame: CallFrame, _ run: () throws -> Void) throws -> [ConcreteTensor] {
    do {
      try run()
    } catch {
      dropOutputs(frame)
      throw error
    }
    var made: [ConcreteTensor] = []
    takeResults(frame) { made.append($1) }
    return made
  }

  /// Whether a result is this input.
  func returns(input: Int) -> Bool { results.contains(.input(input)) }

  /// Whether the program calls nothing outside of itself.
  package let isClosed: Bool

  func makeFrame(argumentCount: Int) -> CallFrame {
    CallFrame(argumentCount: argumentCount, outputCount: outputs.count, resultCount: results.count)
  }

  /// Makes the tensors that a run on `frame` fills, in the memory that `adopt` gives for output `index`, or in new
  /// memory; `dropOutputs` or `takeResults` must follow.
  ///
  /// - Throws: `outOfMemory`; then nothing is left.
  @inline(__always)
  func makeOutputs(
    _ frame: CallFrame, adopt: (_ index: Int) -> Block? = { _ in nil }
  ) throws(RuntimeError) {
    for index in outputs.indices {
      do throws(RuntimeError) {
        let output =
          if let block = adopt(index) {
            ConcreteTensor(
              memory: .adopting(block, outputs[index].record, byteCount: outputs[index].byteCount))
          } else {
            try output(index)
          }
        frame.outputs[index] = output.address
        frame.made[index] = .passRetained(output.memory)
      } catch {
        for index in 0..<index { frame.made[index].release() }
        throw error
      }
    }
  }

  func dropOutputs(_ frame: CallFrame) {
    for index in outputs.indices { frame.made[index].release() }
  }

  /// Gives `take` each result and its index.
  @inline(__always)
  func takeResults(_ frame: CallFrame, _ take: (Int, ConcreteTensor) -> Void) {
    if isPlain {
      for index in results.indices {
        take(index, ConcreteTensor(memory: frame.made[index].takeRetainedValue()))
      }
      return
    }
    for (index, place) in results.enumerated() {
      let object =
        switch place {
        case .output(let output): frame.made[output]
        case .input(let input): frame.arguments[input]
        }
      take(index, ConcreteTensor(memory: object.takeUnretainedValue()))
    }
    dropOutputs(frame)
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
