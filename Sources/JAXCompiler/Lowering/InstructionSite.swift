import JAXIR

/// Where a cluster becomes a kernel, or its owner makes kernels of its own.
final class InstructionSite: LoweringSite {
  let cluster: Cluster
  /// The owner, or the first member.
  private let instruction: Instruction
  let assembly: ProgramAssembly
  private var scratchBuffers: [Program.BufferID] = []
  /// By value that the kernel keeps for a block of rows: how far neighbours along each axis are from each other.
  var blockStrides: [Graph.Value: (strides: [Int], rowStride: Int)] = [:]

  init(_ cluster: Cluster, in assembly: ProgramAssembly) {
    self.cluster = cluster
    instruction = assembly.graph.instructions[cluster.owner ?? cluster.members[0]]
    self.assembly = assembly
  }

  var operandTypes: [ValueType] { instruction.operands.map { assembly.graph[type: $0] } }
  var resultTypes: [ValueType] { instruction.results.map { assembly.graph[type: $0] } }
  var regions: [Region] { instruction.regions }
  var target: VectorTarget? { assembly.target }
  var epilogueCost: Int { assembly.fusion.epilogueCost(of: cluster) }

  /// Appends the kernel of a cluster without owner.
  func run() throws(JAXError) {
    guard let schedule = assembly.fusion.schedule(of: cluster), !cluster.domain.contains(0) else { return }
    let kernel = ClusterKernel(name, cluster, self)
    kernel.run(schedule)
    try append(kernel)
  }

  /// The first operations and how many there are more.
  var name: String {
    let names = cluster.members.map { type(of: assembly.graph.instructions[$0].primitive).name }
    let more = names.count > 3 ? "_and_\(names.count - 3)_more" : ""
    return names.prefix(3).joined(separator: "_") + more
  }

  func kernel(_ name: String, _ body: (any KernelSite) throws(JAXError) -> Void) throws(JAXError) {
    let kernel = ClusterKernel(name, cluster, self)
    try body(ownerKernel(kernel))
    try append(kernel)
  }

  func append(_ kernel: ClusterKernel) throws(JAXError) {
    let (finished, buffers) = try kernel.finish()
    assembly.builder.launch(finished, buffers)
  }

  func draft() -> any KernelSite {
    let kernel = ClusterKernel("draft", cluster, self)
    for (value, (strides, rowStride)) in blockStrides {
      let buffer = kernel.builder.local(kernel.type(of: value).dtype.component, count: 1)
      kernel.blocks[value] = BlockRows(buffer: buffer, strides: strides, rowStride: rowStride)
    }
    return ownerKernel(kernel)
  }

  /// The tensors of the instruction inside a kernel.
  func ownerKernel(_ kernel: ClusterKernel) -> any KernelSite { OwnerKernel(kernel, instruction, self) }

  func copy(operand: Int, to result: Int) throws(JAXError) {
    let (value, copy) = (instruction.operands[operand], instruction.results[result])
    guard let type = assembly.graph[type: copy].tensor, type.shape.count > 0 else { return }
    try place(value, in: assembly.buffer(of: copy))
  }

  func scratch(_ dtype: DType, count: Int) -> ScratchBuffer {
    scratchBuffers.append(assembly.builder.addBuffer(dtype, count: count, .arena(offset: 0)))
    return ScratchBuffer(index: scratchBuffers.count - 1)
  }

  func table(_ literal: Literal) -> ScratchBuffer {
    scratchBuffers.append(assembly.builder.table(literal))
    return ScratchBuffer(index: scratchBuffers.count - 1)
  }

  func buffer(_ scratch: ScratchBuffer) -> Program.BufferID { scratchBuffers[scratch.index] }

  func call(host name: String, _ closure: HostClosure?) throws(JAXError) {
    var operands: [Program.BufferID] = []
    for value in tensorOperands { operands.append(try materialised(value)) }
    let results = tensorResults.map { assembly.buffer(of: $0) }
    assembly.builder.append(
      .call(Program.HostCall(name: name, operands: operands, results: results, closure: closure)))
  }

  // MARK: Tensors in memory

  var tensorOperands: [Graph.Value] { instruction.operands.filter { assembly.graph[type: $0].tensor != nil } }
  var tensorResults: [Graph.Value] { instruction.results.filter { assembly.graph[type: $0].tensor != nil } }

  /// The buffer of a value; one that is inlined elsewhere is computed into memory here.
  func materialised(_ value: Graph.Value) throws(JAXError) -> Program.BufferID {
    if let buffer = assembly.memory(of: value) { return buffer }
    guard let type = assembly.graph[type: value].tensor else { preconditionFailure("a token has no memory") }
    let destination = assembly.builder.addBuffer(type)
    try place(value, in: destination)
    return destination
  }

  /// Appends steps that leave the elements of a tensor in a buffer of its type.
  func place(_ value: Graph.Value, in destination: Program.BufferID) throws(JAXError) {
    if let source = assembly.memory(of: value) { return assembly.builder.copy(source, to: destination) }
    let kernel = ClusterKernel("materialise", cluster, self)
    let type = kernel.type(of: value)
    let source = kernel.source(of: value)
    let memory = kernel.buffer(destination, .write)
    kernel.builder.forEach(type.shape.extents) { index in
      kernel.store(source.element(at: index), in: memory, type.shape, at: index)
    }
    try append(kernel)
  }
}

/// A kernel that the owner of a cluster makes.
private final class OwnerKernel: KernelSite {
  private let kernel: ClusterKernel
  private let instruction: Instruction
  private let site: InstructionSite

  init(_ kernel: ClusterKernel, _ instruction: Instruction, _ site: InstructionSite) {
    self.kernel = kernel
    self.instruction = instruction
    self.site = site
  }

  var builder: KernelBuilder { kernel.builder }

  func operand(_ index: Int) -> ElementSource { kernel.source(of: instruction.operands[index]) }

  func result(_ index: Int) -> ElementSource { kernel.written(instruction.results[index]) }

  func store(_ element: Element, to result: Int, at index: [AffineIndex]) {
    kernel.runEpilogue(of: element, instruction.results[result], at: index)
  }

  func buffer(_ scratch: ScratchBuffer, _ access: Kernel.Access) -> Kernel.Buffer {
    kernel.buffer(site.buffer(scratch), access)
  }
}
