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
    let assembly = ProgramAssembly(graph, options: options)
    try assembly.lower()
    let lowered = ContinuousClock.now
    let builder = assembly.builder
    self = builder.finish(results: assembly.resultPlaces)
    timings.fusion = builder.fusionTime
    timings.scheduling = builder.schedulingTime
    timings.kernels = lowered - start - timings.fusion - timings.scheduling
    timings.memory = ContinuousClock.now - lowered
  }
}

/// The lowering of one graph, or of a region in it: gives every value that is not inlined a buffer.
final class ProgramAssembly {
  let graph: Graph
  let fusion: Fusion
  let builder: ProgramBuilder
  var target: VectorTarget? { builder.options.vectors }
  /// By value: the instruction that makes it.
  let definition: [Int?]
  private var buffers: [Program.BufferID?]
  private var outputs: [LoweredProgram.ResultPlace?]

  private init(_ graph: Graph, in builder: ProgramBuilder) {
    self.graph = graph
    self.builder = builder
    let start = ContinuousClock.now
    fusion = builder.options.fuses ? Fusion(graph) : Fusion.none(graph)
    builder.fusionTime += ContinuousClock.now - start
    buffers = Array(repeating: nil, count: graph.types.count)
    outputs = Array(repeating: nil, count: graph.types.count)
    var definition = [Int?](repeating: nil, count: graph.types.count)
    for (position, instruction) in graph.instructions.enumerated() {
      for result in instruction.results { definition[result.index] = position }
    }
    self.definition = definition
  }

  /// The assembly of a whole program, whose parameters are its inputs and whose results its outputs.
  convenience init(_ graph: Graph, options: LoweringOptions) {
    self.init(graph, in: ProgramBuilder(graph.name, options))
    bindInputs()
    bindOutputs()
    bindTables()
  }

  /// The assembly of a region whose tensor parameters are in the given buffers.
  ///
  /// - Parameter results: By tensor result: where it is to be computed if an instruction of the region does that and
  ///   no other result is there; nil leaves the place open.
  convenience init(
    _ graph: Graph, in builder: ProgramBuilder, arguments: [Program.BufferID], results: [Program.BufferID?]
  ) {
    self.init(graph, in: builder)
    let parameters = graph.parameters.filter { graph[type: $0].tensor != nil }
    for (parameter, buffer) in zip(parameters, arguments) { buffers[parameter.index] = buffer }
    bindTables()
    for (result, buffer) in zip(tensorResults, results) where buffers[result.index] == nil {
      buffers[result.index] = buffer
    }
  }

  private var tensorResults: [Graph.Value] { graph.results.filter { graph[type: $0].tensor != nil } }

  private func bindInputs() {
    let tensors = graph.parameters.filter { graph[type: $0].tensor != nil }
    for (position, parameter) in tensors.enumerated() {
      bind(parameter, to: .input(position))
      outputs[parameter.index] = .input(position)
    }
  }

  private func bindOutputs() {
    var count = 0
    for result in tensorResults where outputs[result.index] == nil {
      bind(result, to: .output(count))
      outputs[result.index] = .output(count)
      count += 1
    }
  }

  private func bindTables() {
    for instruction in graph.instructions where instruction.isTable {
      guard let constant = instruction.primitive as? Constant, let value = instruction.results.first else {
        continue
      }
      let table = builder.table(constant.literal)
      if let buffer = buffers[value.index] {
        // The constant is a result itself: its buffer is the output.
        builder.copy(table, to: buffer)
      } else {
        buffers[value.index] = table
      }
    }
  }

  private func bind(_ value: Graph.Value, to place: Program.Place) {
    guard let type = graph[type: value].tensor else { return }
    buffers[value.index] = builder.addBuffer(type, place)
  }

  /// The buffer of a value that is not inlined; arena offsets are planned at the end.
  func buffer(of value: Graph.Value) -> Program.BufferID {
    if let buffer = buffers[value.index] { return buffer }
    bind(value, to: .arena(offset: 0))
    return buffers[value.index]!
  }

  /// The buffer that holds the elements of a value in order, if one does: that of the value, or of what it is a
  /// reshaped view of.
  func memory(of value: Graph.Value) -> Program.BufferID? {
    var value = value
    while fusion.isInlined[value.index] {
      guard let position = definition[value.index], graph.instructions[position].primitive is Reshape else {
        return nil
      }
      value = graph.instructions[position].operands[0]
    }
    return buffer(of: value)
  }

  func lower() throws(JAXError) {
    for cluster in fusion.clusters { try lower(cluster) }
  }

  private func lower(_ cluster: Cluster) throws(JAXError) {
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
  }

  /// Where the tensor results of a lowered region are.
  func resultBuffers() -> [Program.BufferID] { tensorResults.map { buffer(of: $0) } }

  /// Where the caller of the program finds its tensor results.
  var resultPlaces: [LoweredProgram.ResultPlace] { tensorResults.compactMap { outputs[$0.index] } }
}
