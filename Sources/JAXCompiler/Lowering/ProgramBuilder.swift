import JAXIR

/// A program under construction: what the graph that becomes it and the regions in it have in common.
final class ProgramBuilder {
  let options: LoweringOptions
  private var program: Program
  private var kernelIDs: [Kernel: Int] = [:]
  /// The kernels of the program as they were made, before scheduling.
  private var unscheduled: [Kernel] = []
  private var tables: [Literal: Program.BufferID] = [:]
  /// How many blocks of steps are open.
  private var depth = 1
  var fusionTime = Duration.zero
  private(set) var schedulingTime = Duration.zero

  init(_ name: String, _ options: LoweringOptions) {
    self.options = options
    program = Program(name: name)
  }

  // MARK: Buffers

  func addBuffer(_ type: TensorType, _ place: Program.Place = .arena(offset: 0)) -> Program.BufferID {
    addBuffer(type.dtype.component, count: type.shape.count * type.dtype.partCount, place)
  }

  func addBuffer(_ dtype: DType, count: Int, _ place: Program.Place) -> Program.BufferID {
    program.buffers.append(Program.Buffer(dtype, count: count, place: place))
    return Program.BufferID(program.buffers.count - 1)
  }

  func declaration(of buffer: Program.BufferID) -> Program.Buffer { program[buffer] }

  /// The buffer of a constant; equal ones have one.
  func table(_ literal: Literal) -> Program.BufferID {
    if let known = tables[literal] { return known }
    program.constants.append(literal)
    let buffer = addBuffer(literal.type, .constant(program.constants.count - 1))
    tables[literal] = buffer
    return buffer
  }

  // MARK: Steps

  func append(_ step: Program.Step) { program.steps.append(step) }

  func launch(_ kernel: Kernel, _ buffers: [Program.BufferID]) {
    let start = ContinuousClock.now
    let scheduled = options.vectors.map { kernel.scheduled(for: $0) } ?? kernel
    schedulingTime += ContinuousClock.now - start
    var key = scheduled
    key.name = ""
    let id = kernelIDs[key] ?? program.kernels.count
    if id == program.kernels.count {
      kernelIDs[key] = id
      program.kernels.append(scheduled)
      unscheduled.append(kernel)
    }
    append(.launch(kernel: id, buffers: buffers, extents: []))
  }

  func copy(_ source: Program.BufferID, to destination: Program.BufferID) {
    if source != destination { append(.copy(from: source, to: destination)) }
  }

  /// Copies all at once: what one copy overwrites is another's source as it was.
  func copy(_ moves: [(source: Program.BufferID, destination: Program.BufferID)]) {
    var pending = moves.filter { $0.source != $0.destination }
    while !pending.isEmpty {
      let sources = Set(pending.map(\.source))
      let free = pending.filter { !sources.contains($0.destination) }
      for move in free { copy(move.source, to: move.destination) }
      if free.isEmpty {
        // Only circles are left: one buffer steps aside.
        let saved = addBuffer(like: pending[0].destination)
        copy(pending[0].destination, to: saved)
        for index in pending.indices where pending[index].source == pending[0].destination {
          pending[index].source = saved
        }
      } else {
        pending.removeAll { !sources.contains($0.destination) }
      }
    }
  }

  private func addBuffer(like buffer: Program.BufferID) -> Program.BufferID {
    addBuffer(program[buffer].dtype, count: program[buffer].count ?? 0, .arena(offset: 0))
  }

  /// The steps that `body` appends, which are those of a loop or a branch.
  /// - Throws: `unsupported` when these nest too deep.
  func steps(_ body: () throws(JAXError) -> Void) throws(JAXError) -> [Program.Step] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Program.maximumDepth else {
      throw JAXError(.unsupported, "loops and branches nest deeper than \(Program.maximumDepth)")
    }
    let outer = program.steps
    program.steps = []
    defer { program.steps = outer }
    try body()
    return program.steps
  }

  // MARK: Result

  /// The program with its memory planned.
  func finish(results: [LoweredProgram.ResultPlace]) -> LoweredProgram {
    var program = program
    let mayStore = { [unscheduled] (kernel: Int, result: Kernel.Buffer, operand: Kernel.Buffer) in
      unscheduled[kernel].mayStore(result, inPlaceOf: operand)
    }
    program.planMemory(sharing: options.memory, mayStore: mayStore)
    let donors = options.memory == .full ? program.donors(mayStore: mayStore) : []
    return LoweredProgram(program: program, results: results, donors: donors)
  }
}
