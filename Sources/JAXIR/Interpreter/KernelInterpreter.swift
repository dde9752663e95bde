/// Runs one kernel on memory, scalar by scalar: the meaning of a kernel, against which compiled code is checked.
///
/// Made once, it may run on any number of threads at once. Schedules are ignored, reductions follow their own
/// order.
package struct KernelInterpreter: Sendable {
  package let kernel: Kernel
  private let decoded: DecodedKernel

  /// - Throws: `verifyError` for a kernel that breaks an invariant.
  package init(_ kernel: Kernel) throws(JAXError) {
    try kernel.verify()
    self.kernel = kernel
    var decoder = KernelDecoder(kernel)
    decoded = decoder.decode()
  }

  /// Runs the kernel.
  ///
  /// - Parameters:
  ///   - buffers: Memory for each parameter, of any alignment; what is only read stays as it is.
  ///   - extents: The extents that are known only at the call.
  ///   - iterationLimit: How many iterations all loops together may take.
  /// - Throws: `invalidArgument` when memory or extents do not fit the parameters, when an access is outside its
  ///   buffer (what has been stored until then stays), or when the limit is exceeded.
  package func run(
    buffers: [UnsafeMutableRawBufferPointer], extents: [Int] = [], iterationLimit: Int = .max
  ) throws(JAXError) {
    try checkArguments(buffers, extents)
    let registers = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: decoded.registers.count)
    defer { registers.deallocate() }
    _ = registers.initialize(from: decoded.registers)
    for (value, extent) in zip(kernel.extents, extents) {
      registers[value.index] = UInt64(bitPattern: Int64(extent))
    }

    let locals = kernel.locals.map { local in
      let size = local.count! * local.dtype.byteCount
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
      // What a local holds at the start is not defined; a pattern shows who reads it nevertheless.
      memory.initializeMemory(as: UInt8.self, repeating: 0xA5)
      return memory
    }
    defer { for memory in locals { memory.deallocate() } }
    let declarations = kernel.parameters + kernel.locals
    let memories = zip(declarations, buffers + locals).map { declaration, memory in
      KernelMemory(
        base: memory.baseAddress, count: declaration.count ?? memory.count / declaration.dtype.byteCount)
    }
    var machine = KernelMachine(registers: registers.baseAddress!, iterationsLeft: iterationLimit)
    let outcome = memories.withUnsafeBufferPointer { memories in
      decoded.steps.withUnsafeBufferPointer { machine.run($0, memories) }
    }
    try check(outcome, memories, iterationLimit)
  }

  private func failure(_ message: String) -> JAXError {
    JAXError(.invalidArgument, message, operation: "kernel \(kernel.name)")
  }

  private func checkArguments(
    _ buffers: [UnsafeMutableRawBufferPointer], _ extents: [Int]
  ) throws(JAXError) {
    guard buffers.count == kernel.parameters.count, extents.count == kernel.extents.count else {
      throw failure(
        "takes \(kernel.parameters.count) buffers and \(kernel.extents.count) extents, not \(buffers.count) "
          + "and \(extents.count)")
    }
    for (number, declaration) in kernel.parameters.enumerated() {
      guard let count = declaration.count else { continue }
      let (size, overflow) = count.multipliedReportingOverflow(by: declaration.dtype.byteCount)
      guard !overflow, buffers[number].count >= size else {
        throw failure(
          "@\(number) has \(buffers[number].count) bytes, too few for \(count) \(declaration.dtype)")
      }
    }
  }

  private func check(
    _ outcome: KernelMachine.Outcome, _ memories: [KernelMemory], _ limit: Int
  ) throws(JAXError) {
    switch outcome {
    case .finished: return
    case .outOfRange(let buffer, let index):
      throw failure("element \(index) of @\(buffer), which has \(memories[buffer].count)")
    case .exhausted: throw failure("took more than \(limit) iterations")
    }
  }
}

/// The memory of a buffer, counted in elements.
struct KernelMemory {
  let base: UnsafeMutableRawPointer?
  let count: Int
}
