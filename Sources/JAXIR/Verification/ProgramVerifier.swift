/// Checks that a program means something. The invariants:
///
/// - P1  A buffer is not complex, has no negative count, and a known one unless it is an input or an output; it
///       takes less than 2^62 bytes.
/// - P2  Inputs and outputs are numbered 0, 1, 2… each once.
/// - P3  A constant buffer names a literal of its component dtype and count.
/// - P4  An arena buffer starts at a multiple of 64 and ends inside the arena, whose size is a multiple of 64.
/// - P5  Every kernel is valid (K1 …).
/// - P6  A launch names a kernel and passes a buffer for each parameter: of its dtype, with at least its count;
///       an unknown count fits only an unknown count.
/// - P7  A launch passes an extent for each of the kernel's, constant and not negative or one of the call's.
/// - P8  Inputs and constants are never written.
/// - P9  What a launch or call writes overlaps no other of its buffers; only a buffer that is read may lie at
///       exactly the place of one that is written (in-place).
/// - P10 A predicate is a `bool`, a branch index an `i32`; both have an element; a branch has branches.
/// - P11 On every path each output that has elements is written.
/// - P12 What is read from arena and outputs has been written before, as one buffer or in parts, and nothing that
///       overlaps it otherwise has been written since.
/// - P13 Steps nest at most 100 deep.
/// - P14 A copy is between buffers of one dtype and one known count.
struct ProgramVerifier {
  let program: Program
  private var depth = 0

  init(_ program: Program) { self.program = program }

  mutating func verify() throws(JAXError) {
    try verifyBuffers()
    for kernel in program.kernels { try kernel.verify() }
    var memory = MemoryState()
    try verify(program.steps, &memory)
    for buffer in program.buffers {
      guard case .output(let number) = buffer.place, buffer.count != 0 else { continue }
      try require(memory.writtenOutputs.contains(number), "P11", "output \(number) is not always written")
    }
  }

  // MARK: Errors

  private func failure(_ invariant: String, _ message: String, _ step: Program.Step? = nil) -> JAXError {
    let place = step.map { " in '\(ProgramPrinter(program).heading($0))'" } ?? ""
    return JAXError(.verifyError, "\(invariant): \(message)\(place)", operation: "program \(program.name)")
  }

  private func require(
    _ condition: Bool, _ invariant: String, _ message: @autoclosure () -> String, _ step: Program.Step? = nil
  ) throws(JAXError) {
    if !condition { throw failure(invariant, message(), step) }
  }

  // MARK: Buffers

  private func verifyBuffers() throws(JAXError) {
    try require(
      program.arenaByteCount >= 0 && program.arenaByteCount % 64 == 0, "P4",
      "the arena's size is no multiple of 64")
    var inputs: [Int] = []
    var outputs: [Int] = []
    for (number, buffer) in program.buffers.enumerated() {
      try require(!buffer.dtype.isComplex, "P1", "#\(number) is complex")
      try require(
        (0..<(1 << 62) / buffer.dtype.byteCount).contains(buffer.count ?? 0), "P1",
        "#\(number) has an impossible count")
      switch buffer.place {
      case .input(let input): inputs.append(input)
      case .output(let output): outputs.append(output)
      case .constant(let constant): try verifyConstant(buffer, number, constant)
      case .arena(let offset):
        guard let count = buffer.count else { throw failure("P1", "#\(number) has no count") }
        try require(offset >= 0 && offset % 64 == 0, "P4", "#\(number) does not start at a multiple of 64")
        let end = offset.addingReportingOverflow(count * buffer.dtype.byteCount)
        try require(
          !end.overflow && end.partialValue <= program.arenaByteCount, "P4",
          "#\(number) is not inside the arena")
      }
    }
    try require(inputs.sorted() == Array(inputs.indices), "P2", "inputs are numbered \(inputs)")
    try require(outputs.sorted() == Array(outputs.indices), "P2", "outputs are numbered \(outputs)")
  }

  private func verifyConstant(_ buffer: Program.Buffer, _ number: Int, _ constant: Int) throws(JAXError) {
    guard program.constants.indices.contains(constant) else {
      throw failure("P3", "#\(number) names no literal")
    }
    let type = program.constants[constant].type
    let count = type.shape.count * (type.dtype.isComplex ? 2 : 1)
    try require(
      buffer.dtype == type.dtype.component && buffer.count == count, "P3", "#\(number) is no \(type)")
  }

  // MARK: Steps

  private mutating func verify(_ steps: [Program.Step], _ memory: inout MemoryState) throws(JAXError) {
    depth += 1
    try require(depth <= Program.maximumDepth, "P13", "steps nest deeper than \(Program.maximumDepth)")
    for step in steps { try verify(step, &memory) }
    depth -= 1
  }

  private mutating func verify(_ step: Program.Step, _ memory: inout MemoryState) throws(JAXError) {
    switch step {
    case .launch(let number, let buffers, let extents):
      let kernel = try verifyLaunch(number, buffers, extents, step)
      let accesses = zip(buffers, kernel.parameters).map { ($0, $1.access) }
      try verifyAccesses(accesses, step, &memory)
    case .call(let call):
      try verifyAccesses(call.operands.map { ($0, .read) } + call.results.map { ($0, .write) }, step, &memory)
    case .copy(let source, let destination):
      let (from, to) = (try buffer(source, step), try buffer(destination, step))
      try require(
        from.dtype == to.dtype && from.count == to.count && from.count != nil, "P14",
        "\(source) and \(destination) differ", step)
      try verifyAccesses([(source, .read), (destination, .write)], step, &memory)
    case .branch(let index, let branches):
      try verifyControl(index, .int32, step, &memory)
      try require(!branches.isEmpty, "P10", "there is no branch", step)
      var states: [MemoryState] = []
      for branch in branches {
        var state = memory
        try verify(branch, &state)
        states.append(state)
      }
      memory = states.dropFirst().reduce(states[0]) { $0.intersection($1) }
    case .whileLoop(let condition, let predicate, let body):
      try verifyLoop(condition, predicate, body, step, &memory)
    }
  }

  private func verifyLaunch(
    _ number: Int, _ buffers: [Program.BufferID], _ extents: [Program.Extent], _ step: Program.Step
  ) throws(JAXError) -> Kernel {
    guard program.kernels.indices.contains(number) else {
      throw failure("P6", "there is no such kernel", step)
    }
    let kernel = program.kernels[number]
    try require(
      buffers.count == kernel.parameters.count, "P6", "the kernel takes \(kernel.parameters.count) buffers",
      step)
    for (id, parameter) in zip(buffers, kernel.parameters) {
      let buffer = try buffer(id, step)
      try require(buffer.dtype == parameter.dtype, "P6", "\(id) is no \(parameter.dtype)", step)
      guard let count = parameter.count else { continue }
      try require(buffer.count ?? -1 >= count, "P6", "\(id) does not have \(count) elements", step)
    }
    try require(
      extents.count == kernel.extents.count, "P7", "the kernel takes \(kernel.extents.count) extents", step)
    for extent in extents {
      switch extent {
      case .constant(let extent): try require(extent >= 0, "P7", "a negative extent", step)
      case .call(let number):
        try require((0..<program.extentCount).contains(number), "P7", "there is no extent \(number)", step)
      }
    }
    return kernel
  }

  private func buffer(_ id: Program.BufferID, _ step: Program.Step) throws(JAXError) -> Program.Buffer {
    guard id.index < program.buffers.count else { throw failure("P6", "there is no \(id)", step) }
    return program[id]
  }

  private func verifyControl(
    _ id: Program.BufferID, _ dtype: DType, _ step: Program.Step, _ memory: inout MemoryState
  ) throws(JAXError) {
    let buffer = try buffer(id, step)
    try require(buffer.dtype == dtype && buffer.count ?? 0 >= 1, "P10", "\(id) is no \(dtype)[1]", step)
    try verifyAccesses([(id, .read)], step, &memory)
  }

  /// Past this depth of `while` in `while` the state before the first iteration stands for that before all others.
  private static let maximumRevisitedDepth = 8

  private mutating func verifyLoop(
    _ condition: [Program.Step], _ predicate: Program.BufferID, _ body: [Program.Step], _ step: Program.Step,
    _ memory: inout MemoryState
  ) throws(JAXError) {
    var state = memory
    try verify(condition, &state)
    try verifyControl(predicate, .bool, step, &state)
    let leaving = state
    try verify(body, &state)
    guard depth <= Self.maximumRevisitedDepth else {
      memory = leaving
      return
    }
    // Later iterations find what the body left behind.
    state = state.intersection(memory)
    try verify(condition, &state)
    try verifyControl(predicate, .bool, step, &state)
    memory = state
    memory.writtenOutputs.formUnion(leaving.writtenOutputs)
    try verify(body, &state)
  }

  // MARK: Memory

  private func verifyAccesses(
    _ accesses: [(id: Program.BufferID, access: Kernel.Access)], _ step: Program.Step,
    _ memory: inout MemoryState
  ) throws(JAXError) {
    let ranges = try accesses.map { (access) throws(JAXError) in
      MemoryRange(try buffer(access.id, step))
    }
    for (position, (id, access)) in accesses.enumerated() {
      if access != .read { try require(ranges[position].isWritable, "P8", "\(id) is written", step) }
      for other in accesses.indices where other != position && access != .read {
        let isInPlace = accesses[other].access == .read && ranges[other] == ranges[position]
        try require(
          isInPlace || !ranges[other].overlaps(ranges[position]), "P9",
          "\(id) and \(accesses[other].id) overlap", step)
      }
      // A kernel may use what it reads and writes as scratch memory.
      if access == .read {
        try require(memory.holds(ranges[position]), "P12", "\(id) is read, but its bytes are not there", step)
      }
    }
    for (range, access) in zip(ranges, accesses) where access.access != .read { memory.write(range) }
  }
}

extension Program {
  /// - Throws: `verifyError` naming the first invariant of `ProgramVerifier` that the program breaks, and where.
  package func verify() throws(JAXError) {
    var verifier = ProgramVerifier(self)
    try verifier.verify()
  }
}
