import JAXIR

/// One kernel under construction: gives its primitive the elements of the operands, from memory or, where fusion
/// decided so, computed in place.
final class FusedKernel: KernelSite {
  let builder: KernelBuilder
  private let instruction: Instruction
  private let site: InstructionSite
  private var parameters: [(buffer: Program.BufferID, parameter: Kernel.Buffer)] = []

  init(_ name: String, _ instruction: Instruction, _ site: InstructionSite) {
    builder = KernelBuilder(name: name)
    self.instruction = instruction
    self.site = site
  }

  /// The kernel and what its parameters are bound to.
  func finish() -> (Kernel, [Program.BufferID]) { (builder.finish(), parameters.map(\.buffer)) }

  private var graph: Graph { site.assembly.graph }

  // MARK: Memory

  private func parameter(_ buffer: Program.BufferID, _ dtype: DType, count: Int, _ access: Kernel.Access)
    -> Kernel.Buffer
  {
    if let known = parameters.first(where: { $0.buffer == buffer }) { return known.parameter }
    let parameter = builder.parameter(dtype, count: count, access: access)
    parameters.append((buffer, parameter))
    return parameter
  }

  private func parameter(_ value: Graph.Value, _ type: TensorType, _ access: Kernel.Access) -> Kernel.Buffer {
    parameter(
      site.assembly.buffer(of: value), type.dtype.component, count: type.shape.count * type.dtype.partCount,
      access)
  }

  func buffer(_ scratch: ScratchBuffer, _ access: Kernel.Access) -> Kernel.Buffer {
    let id = site.buffer(scratch)
    let declaration = site.assembly.declaration(of: id)
    return parameter(id, declaration.dtype, count: declaration.count ?? 0, access)
  }

  func store(_ element: Element, to result: Int, at index: [AffineIndex]) {
    let value = instruction.results[result]
    guard let type = graph[type: value].tensor else { preconditionFailure("a token is not stored") }
    store(element, in: parameter(value, type, .write), type.shape, at: index)
  }

  func store(_ element: Element, in buffer: Kernel.Buffer, _ shape: Shape, at index: [AffineIndex]) {
    let offset = FusedKernel.offset(of: index, in: shape) * element.parts.count
    for (part, scalar) in element.parts.enumerated() {
      builder.store(scalar, to: buffer, at: offset + part)
    }
  }

  private static func offset(of index: [AffineIndex], in shape: Shape) -> AffineIndex {
    zip(index, shape.strides).reduce(AffineIndex()) { $0 + $1.0 * $1.1 }
  }

  // MARK: Elements

  func operand(_ index: Int) -> ElementSource { source(of: instruction.operands[index]) }

  func source(of value: Graph.Value) -> ElementSource {
    guard let type = graph[type: value].tensor else { preconditionFailure("a token has no elements") }
    guard site.assembly.fusion.isInlined[value.index] else { return loads(of: value, type) }
    // What reads an empty tensor never runs, and rules for indices need not have an answer.
    guard type.shape.count > 0 else { return zeros(type) }
    declareLeaves(of: value)
    return ElementSource(type) { [self] index in computed(value, at: index) }
  }

  private func loads(of value: Graph.Value, _ type: TensorType) -> ElementSource {
    let buffer = parameter(value, type, .read)
    let parts = type.dtype.partCount
    return ElementSource(type) { [builder] index in
      let offset = FusedKernel.offset(of: index, in: type.shape) * parts
      return Element(parts: (0..<parts).map { builder.load(buffer, at: offset + $0) })
    }
  }

  private func zeros(_ type: TensorType) -> ElementSource {
    ElementSource(type) { [builder] _ in
      let zero = Kernel.Constant(type.dtype.component, bits: 0)
      return Element(parts: (0..<type.dtype.partCount).map { _ in builder.constant(zero) })
    }
  }

  private func definition(of value: Graph.Value) -> Instruction {
    graph.instructions[site.assembly.definition[value.index]!]
  }

  /// Declares the buffers that an inlined value reads, before the kernel makes locals.
  private func declareLeaves(of value: Graph.Value) {
    var pending = [value]
    var seen: Set<Graph.Value> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if site.assembly.fusion.isInlined[next.index] {
        pending += definition(of: next).operands
      } else if let type = graph[type: next].tensor {
        _ = parameter(next, type, .read)
      }
    }
  }

  /// The element of an inlined value at `index`.
  ///
  /// Element-wise producers at the same index are computed in order of the graph, not by recursion, so the depth of
  /// calls is that of changes of index, not the length of the chain.
  private func computed(_ value: Graph.Value, at index: [AffineIndex]) -> Element {
    var known: [Graph.Value: Element] = [:]
    for next in aligned(with: value) {
      let instruction = definition(of: next)
      guard let primitive = instruction.primitive as? any PointwisePrimitive,
        let type = graph[type: next].tensor
      else { preconditionFailure("only pointwise values are inlined") }
      let operands = instruction.operands.map { operand in
        if primitive is any ElementwisePrimitive, let element = known[operand] {
          return ElementSource(graph[type: operand].tensor!) { _ in element }
        }
        return source(of: operand)
      }
      known[next] = primitive.element(at: index, of: operands, type: type, in: builder)
    }
    return known[value]!
  }

  /// `value` and the inlined values that element-wise instructions read for it at its own index, in graph order.
  private func aligned(with value: Graph.Value) -> [Graph.Value] {
    var pending = [value]
    var found: Set<Graph.Value> = []
    while let next = pending.popLast() {
      guard site.assembly.fusion.isInlined[next.index], found.insert(next).inserted else { continue }
      let instruction = definition(of: next)
      if instruction.primitive is any ElementwisePrimitive { pending += instruction.operands }
    }
    return found.sorted { $0.id < $1.id }
  }
}
