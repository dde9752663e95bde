package import JAXIR
import JAXPrimitives

/// A graph as a program, and where each of its tensor results is found.
package struct LoweredProgram: Sendable {
  package var program: Program
  /// The tensor results, in order.
  package var results: [ResultPlace]
  /// By output: the inputs in whose memory it may be computed, if the caller has no use for them.
  package var donors: [[Int]] = []
  package var timings = LoweringTimings()

  /// Where the caller finds a result: some results take no work and no memory.
  package enum ResultPlace: Hashable, Sendable {
    case output(Int)
    case input(Int)
  }
}

/// What lowering may do.
package struct LoweringOptions: Hashable, Sendable {
  /// Whether pointwise instructions are computed inside the kernels of their readers.
  package var fuses = true
  /// How loops become vectors; nil leaves every loop as the primitives made it.
  package var vectors: VectorTarget? = VectorTarget()
  /// What buffers that are not needed at the same time do with their memory.
  package var memory = Program.MemorySharing.full

  package init(
    fuses: Bool = true, vectors: VectorTarget? = VectorTarget(), memory: Program.MemorySharing = .full
  ) {
    self.fuses = fuses
    self.vectors = vectors
    self.memory = memory
  }

  /// One kernel per instruction, every loop serial, every buffer by itself: what the reference evaluation runs.
  package static let reference = LoweringOptions(fuses: false, vectors: nil, memory: .none)
}

extension LoweredProgram {
  /// Lowers a graph whose calls are inlined; tokens order the steps and vanish.
  package init(_ graph: Graph, options: LoweringOptions = LoweringOptions()) throws(JAXError) {
    let start = ContinuousClock.now
    let fusion = options.fuses ? Fusion(graph) : Fusion.none(graph)
    let fused = ContinuousClock.now
    var assembly = ProgramAssembly(graph, fusion: fusion, options: options)
    for cluster in fusion.clusters { try assembly.lower(cluster) }
    let lowered = ContinuousClock.now
    let scheduling = assembly.schedulingTime
    self = assembly.finish()
    timings.fusion = fused - start
    timings.kernels = lowered - fused - scheduling
    timings.scheduling = scheduling
    timings.memory = ContinuousClock.now - lowered
  }
}

/// The program under construction: gives every value that is not inlined a buffer.
struct ProgramAssembly {
  let graph: Graph
  let fusion: Fusion
  private let options: LoweringOptions
  var target: VectorTarget? { options.vectors }
  /// By value: the instruction that makes it.
  let definition: [Int?]
  private var program: Program
  private var buffers: [Program.BufferID?]
  private var outputs: [LoweredProgram.ResultPlace?]
  private var kernelIDs: [Kernel: Int] = [:]
  /// The kernels of the program as they were made, before scheduling.
  private var unscheduled: [Kernel] = []
  fileprivate private(set) var schedulingTime = Duration.zero

  init(_ graph: Graph, fusion: Fusion, options: LoweringOptions) {
    self.graph = graph
    self.fusion = fusion
    self.options = options
    program = Program(name: graph.name)
    buffers = Array(repeating: nil, count: graph.types.count)
    outputs = Array(repeating: nil, count: graph.types.count)
    var definition = [Int?](repeating: nil, count: graph.types.count)
    for (position, instruction) in graph.instructions.enumerated() {
      for result in instruction.results { definition[result.index] = position }
    }
    self.definition = definition
    bindInputs()
    bindOutputs()
    bindTables()
  }

  private mutating func bindInputs() {
    let tensors = graph.parameters.filter { graph[type: $0].tensor != nil }
    for (position, parameter) in tensors.enumerated() {
      bind(parameter, to: .input(position))
      outputs[parameter.index] = .input(position)
    }
  }

  private mutating func bindOutputs() {
    var count = 0
    for result in graph.results where graph[type: result].tensor != nil && outputs[result.index] == nil {
      bind(result, to: .output(count))
      outputs[result.index] = .output(count)
      count += 1
    }
  }

  private mutating func bindTables() {
    for instruction in graph.instructions where instruction.isTable {
      guard let constant = instruction.primitive as? Constant, let value = instruction.results.first else {
        continue
      }
      program.constants.append(constant.literal)
      let place = Program.Place.constant(program.constants.count - 1)
      if buffers[value.index] == nil {
        bind(value, to: place)
      } else {
        // The constant is a result itself: its buffer is the output, which a kernel fills from the table.
        copyTable(addBuffer(constant.literal.type, place), to: value, constant.literal.type)
      }
    }
  }

  private mutating func copyTable(_ table: Program.BufferID, to value: Graph.Value, _ type: TensorType) {
    let builder = KernelBuilder(name: "constant")
    let count = type.shape.count * type.dtype.partCount
    let source = builder.parameter(type.dtype.component, count: count, access: .read)
    let destination = builder.parameter(type.dtype.component, count: count, access: .write)
    builder.forEach([count]) { index in
      builder.store(builder.load(source, at: index[0]), to: destination, at: index[0])
    }
    launch(builder.finish(), [table, buffer(of: value)])
  }

  private mutating func bind(_ value: Graph.Value, to place: Program.Place) {
    guard let type = graph[type: value].tensor else { return }
    buffers[value.index] = addBuffer(type, place)
  }

  private mutating func addBuffer(_ type: TensorType, _ place: Program.Place) -> Program.BufferID {
    addBuffer(type.dtype.component, count: type.shape.count * type.dtype.partCount, place)
  }

  mutating func addBuffer(_ dtype: DType, count: Int, _ place: Program.Place) -> Program.BufferID {
    program.buffers.append(Program.Buffer(dtype, count: count, place: place))
    return Program.BufferID(program.buffers.count - 1)
  }

  func declaration(of buffer: Program.BufferID) -> Program.Buffer { program[buffer] }

  /// The buffer of a value that is not inlined; arena offsets are planned at the end.
  mutating func buffer(of value: Graph.Value) -> Program.BufferID {
    if let buffer = buffers[value.index] { return buffer }
    bind(value, to: .arena(offset: 0))
    return buffers[value.index]!
  }

  /// The buffer that holds the elements of a value in order, if one does: that of the value, or of what it is a
  /// reshaped view of.
  mutating func memory(of value: Graph.Value) -> Program.BufferID? {
    var value = value
    while fusion.isInlined[value.index] {
      guard let position = definition[value.index], graph.instructions[position].primitive is Reshape else {
        return nil
      }
      value = graph.instructions[position].operands[0]
    }
    return buffer(of: value)
  }

  mutating func copy(_ source: Program.BufferID, to destination: Program.BufferID) {
    program.steps.append(.copy(from: source, to: destination))
  }

  mutating func launch(_ kernel: Kernel, _ buffers: [Program.BufferID]) {
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
    program.steps.append(.launch(kernel: id, buffers: buffers, extents: []))
  }

  mutating func call(_ name: String, operands: [Program.BufferID], results: [Program.BufferID]) {
    program.steps.append(.call(Program.HostCall(name: name, operands: operands, results: results)))
  }

  mutating func lower(_ cluster: Cluster) throws(JAXError) {
    let site = InstructionSite(cluster, in: self)
    if let blocks = cluster.blocks {
      try site.run(blocks)
    } else if let owner = cluster.owner {
      let instruction = graph.instructions[owner]
      do throws(JAXError) {
        try instruction.primitive.lower(site)
      } catch {
        throw error.located(at: instruction.location, in: type(of: instruction.primitive).name)
      }
    } else {
      try site.run()
    }
    self = site.assembly
  }

  func finish() -> LoweredProgram {
    var program = program
    let mayStore = { [unscheduled] (kernel: Int, result: Kernel.Buffer, operand: Kernel.Buffer) in
      unscheduled[kernel].mayStore(result, inPlaceOf: operand)
    }
    program.planMemory(sharing: options.memory, mayStore: mayStore)
    let results = graph.results.compactMap { outputs[$0.index] }
    let donors = options.memory == .full ? program.donors(mayStore: mayStore) : []
    return LoweredProgram(program: program, results: results, donors: donors)
  }
}
