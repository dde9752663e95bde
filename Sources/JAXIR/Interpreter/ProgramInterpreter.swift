/// Host code that a program calls: operands and results in the order of the call, as raw memory.
package typealias HostFunction =
  @Sendable (
    _ operands: [UnsafeRawBufferPointer], _ results: [UnsafeMutableRawBufferPointer]
  ) throws -> Void

/// Runs a program step by step, its kernels in the interpreter: what compiled programs are checked against.
///
/// Made once, it may run on any number of threads at once.
package struct ProgramInterpreter: Sendable {
  package let program: Program
  private let kernels: [KernelInterpreter]
  private let constants: [[UInt8]]

  /// - Throws: `verifyError` for a program that breaks an invariant.
  package init(_ program: Program) throws(JAXError) {
    try program.verify()
    self.program = program
    kernels = try program.kernels.map { (kernel) throws(JAXError) in try KernelInterpreter(kernel) }
    constants = program.constants.map(\.expandedBytes)
  }

  private static let maximumArenaByteCount = 1 << 32

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - inputs: Memory for each input, in order, of any alignment.
  ///   - outputs: Memory for each output, in order; it may not overlap the inputs.
  ///   - extents: The extents that are known only at the call.
  ///   - hostFunctions: What the program calls, by name; instead of what it brings along.
  ///   - iterationLimit: How many iterations a `while` of the program or all loops of one launch may take.
  /// - Throws: `invalidArgument` when these do not fit the program; `outOfMemory` for an arena past 4 GiB; what a kernel throws; `callbackFailed` with the
  ///   words of an error that host code throws, or the error itself when it is a `JAXError`.
  package func run(
    inputs: [UnsafeRawBufferPointer], outputs: [UnsafeMutableRawBufferPointer], extents: [Int] = [],
    hostFunctions: [String: HostFunction] = [:], iterationLimit: Int = .max
  ) throws(JAXError) {
    guard
      inputs.count == program.inputCount, outputs.count == program.outputCount,
      extents.count == program.extentCount
    else {
      throw failure(
        "takes \(program.inputCount) inputs, \(program.outputCount) outputs and \(program.extentCount) extents, "
          + "not \(inputs.count), \(outputs.count) and \(extents.count)")
    }
    guard program.arenaByteCount <= Self.maximumArenaByteCount else {
      throw JAXError(
        .outOfMemory, "needs an arena of \(program.arenaByteCount) bytes; the interpreter has 4 GiB",
        operation: "program \(program.name)")
    }
    let arena = UnsafeMutableRawBufferPointer.allocate(byteCount: program.arenaByteCount, alignment: 64)
    defer { arena.deallocate() }
    // As with the locals of a kernel: who reads what was never written shall be found out.
    arena.initializeMemory(as: UInt8.self, repeating: 0xA5)
    let literals = constants.map { bytes in
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
      memory.copyBytes(from: bytes)
      return memory
    }
    defer { for memory in literals { memory.deallocate() } }

    let buffers = try program.buffers.enumerated().map { (number, buffer) throws(JAXError) in
      try place(buffer, number, inputs: inputs, outputs: outputs, literals: literals, arena: arena)
    }
    let run = ProgramRun(
      program: program, kernels: kernels, buffers: buffers, extents: extents, hostFunctions: hostFunctions,
      iterationLimit: iterationLimit)
    try run.run(program.steps)
  }

  private func failure(_ message: String) -> JAXError {
    JAXError(.invalidArgument, message, operation: "program \(program.name)")
  }

  private func place(
    _ buffer: Program.Buffer, _ number: Int, inputs: [UnsafeRawBufferPointer],
    outputs: [UnsafeMutableRawBufferPointer], literals: [UnsafeMutableRawBufferPointer],
    arena: UnsafeMutableRawBufferPointer
  ) throws(JAXError) -> UnsafeMutableRawBufferPointer {
    let size = buffer.count.map { $0 * buffer.dtype.byteCount }
    let memory =
      switch buffer.place {
      // The verifier has made sure that no step writes an input.
      case .input(let input): UnsafeMutableRawBufferPointer(mutating: inputs[input])
      case .output(let output): outputs[output]
      case .constant(let constant): literals[constant]
      case .arena(let offset):
        UnsafeMutableRawBufferPointer(rebasing: arena[offset..<offset + (size ?? 0)])
      }
    guard memory.count >= size ?? 0 else {
      throw failure("#\(number) (\(buffer)) has only \(memory.count) bytes")
    }
    // A kernel that does not know the count sees that of the buffer.
    return UnsafeMutableRawBufferPointer(rebasing: memory[..<(size ?? memory.count)])
  }
}

/// One run of a program: its memory and what the steps do to it.
private struct ProgramRun {
  let program: Program
  let kernels: [KernelInterpreter]
  let buffers: [UnsafeMutableRawBufferPointer]
  let extents: [Int]
  let hostFunctions: [String: HostFunction]
  let iterationLimit: Int

  func run(_ steps: [Program.Step]) throws(JAXError) {
    for step in steps { try run(step) }
  }

  private func run(_ step: Program.Step) throws(JAXError) {
    switch step {
    case .launch(let kernel, let ids, let kernelExtents):
      try kernels[kernel].run(
        buffers: ids.map { buffers[$0.index] }, extents: kernelExtents.map(value),
        iterationLimit: iterationLimit)
    case .whileLoop(let condition, let predicate, let body):
      var iterations = 0
      try run(condition)
      while buffers[predicate.index][0] != 0 {
        guard iterations < iterationLimit else {
          throw failure(.invalidArgument, "took more than \(iterationLimit) iterations")
        }
        iterations += 1
        try run(body)
        try run(condition)
      }
    case .branch(let index, let branches):
      let number = Int(buffers[index.index].loadUnaligned(as: Int32.self))
      try run(branches[branches.indices.contains(number) ? number : branches.count - 1])
    case .call(let call): try run(call)
    case .copy(let source, let destination):
      buffers[destination.index].copyMemory(from: UnsafeRawBufferPointer(buffers[source.index]))
    }
  }

  private func value(_ extent: Program.Extent) -> Int {
    switch extent {
    case .constant(let extent): extent
    case .call(let number): extents[number]
    }
  }

  private func run(_ call: Program.HostCall) throws(JAXError) {
    guard let function = hostFunctions[call.name] ?? call.closure?.body else {
      throw failure(.invalidArgument, "there is no host function '\(call.name)'")
    }
    do {
      try function(
        call.operands.map { UnsafeRawBufferPointer(buffers[$0.index]) },
        call.results.map { buffers[$0.index] })
    } catch let error as JAXError {
      throw error
    } catch {
      throw failure(.callbackFailed, "host function '\(call.name)' failed: \(error)").caused(by: error)
    }
  }

  private func failure(_ code: JAXError.Code, _ message: String) -> JAXError {
    JAXError(code, message, operation: "program \(program.name)")
  }
}
