import JAXIR

/// Where one instruction is lowered.
final class InstructionSite: LoweringSite {
  private let instruction: Instruction
  var assembly: ProgramAssembly
  private var scratchBuffers: [Program.BufferID] = []

  init(_ instruction: Instruction, in assembly: ProgramAssembly) {
    self.instruction = instruction
    self.assembly = assembly
  }

  var operandTypes: [ValueType] { instruction.operands.map { assembly.graph[type: $0] } }
  var resultTypes: [ValueType] { instruction.results.map { assembly.graph[type: $0] } }
  var regions: [Region] { instruction.regions }
  var target: VectorTarget? { assembly.target }

  func kernel(_ name: String, _ body: (any KernelSite) throws(JAXError) -> Void) throws(JAXError) {
    let kernel = FusedKernel(name, instruction, self)
    try body(kernel)
    let (finished, buffers) = kernel.finish()
    assembly.launch(finished, buffers)
  }

  func draft() -> any KernelSite { FusedKernel("draft", instruction, self) }

  func scratch(_ dtype: DType, count: Int) -> ScratchBuffer {
    scratchBuffers.append(assembly.addBuffer(dtype, count: count, .arena(offset: 0)))
    return ScratchBuffer(index: scratchBuffers.count - 1)
  }

  func buffer(_ scratch: ScratchBuffer) -> Program.BufferID { scratchBuffers[scratch.index] }

  func call(host name: String) throws(JAXError) {
    var operands: [Program.BufferID] = []
    for value in instruction.operands where assembly.graph[type: value].tensor != nil {
      operands.append(try materialised(value))
    }
    let results = instruction.results.filter { assembly.graph[type: $0].tensor != nil }
    assembly.call(name, operands: operands, results: results.map { assembly.buffer(of: $0) })
  }

  /// The buffer of a value; one that is inlined elsewhere is computed into memory here.
  private func materialised(_ value: Graph.Value) throws(JAXError) -> Program.BufferID {
    guard assembly.fusion.isInlined[value.index], let type = assembly.graph[type: value].tensor else {
      return assembly.buffer(of: value)
    }
    let destination = scratch(type.dtype.component, count: type.shape.count * type.dtype.partCount)
    try kernel("materialise") { site in
      guard let kernel = site as? FusedKernel else { return }
      let source = kernel.source(of: value)
      let buffer = kernel.buffer(destination, .write)
      kernel.builder.forEach(type.shape.extents) { index in
        kernel.store(source.element(at: index), in: buffer, type.shape, at: index)
      }
    }
    return buffer(destination)
  }
}
