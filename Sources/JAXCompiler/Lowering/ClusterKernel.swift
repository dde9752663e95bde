import JAXIR
import JAXPrimitives

/// One kernel of a cluster under construction: reads tensors from memory or from where the kernel keeps them, and
/// computes those that are inlined in place.
final class ClusterKernel {
  let builder: KernelBuilder
  /// The cluster, or the stage of it, whose members are computed.
  var cluster: Cluster
  private unowned let site: InstructionSite
  private var parameters: [(buffer: Program.BufferID, parameter: Kernel.Buffer)] = []
  /// The elements at the current index of the domain or the row, which everybody reads there.
  var known: [Graph.Value: Element] = [:]
  /// Rows that the kernel keeps.
  var locals: [Graph.Value: Kernel.Buffer] = [:]
  /// Rows of a block that one stage leaves to the next.
  var blocks: [Graph.Value: BlockRows] = [:]
  /// Members that are computed where they are read.
  var inlinedMembers: Set<Int> = []
  /// What went wrong where nothing can be thrown.
  var failure: JAXError?

  init(_ name: String, _ cluster: Cluster, _ site: InstructionSite) {
    builder = KernelBuilder(name: name)
    self.cluster = cluster
    self.site = site
  }

  /// The kernel and what its parameters are bound to.
  func finish() throws(JAXError) -> (Kernel, [Program.BufferID]) {
    if let failure { throw failure }
    return (builder.finish(), parameters.map(\.buffer))
  }

  var graph: Graph { site.assembly.graph }

  func type(of value: Graph.Value) -> TensorType {
    guard let type = graph[type: value].tensor else { preconditionFailure("a token has no elements") }
    return type
  }

  // MARK: Memory

  func parameter(_ buffer: Program.BufferID, _ dtype: DType, count: Int, _ access: Kernel.Access)
    -> Kernel.Buffer
  {
    if let known = parameters.first(where: { $0.buffer == buffer }) {
      if access == .read { builder.allowReading(known.parameter) }
      return known.parameter
    }
    let parameter = builder.parameter(dtype, count: count, access: access)
    parameters.append((buffer, parameter))
    return parameter
  }

  private func parameter(_ value: Graph.Value, _ access: Kernel.Access) -> Kernel.Buffer {
    let type = type(of: value)
    return parameter(
      site.assembly.buffer(of: value), type.dtype.component, count: type.shape.count * type.dtype.partCount,
      access)
  }

  func buffer(_ id: Program.BufferID, _ access: Kernel.Access) -> Kernel.Buffer {
    let declaration = site.assembly.builder.declaration(of: id)
    return parameter(id, declaration.dtype, count: declaration.count ?? 0, access)
  }

  /// Stores an element of a tensor that has memory.
  func store(_ element: Element, of value: Graph.Value, at index: [AffineIndex]) {
    store(element, in: parameter(value, .write), type(of: value).shape, at: index)
  }

  func store(_ element: Element, in buffer: Kernel.Buffer, _ shape: Shape, at index: [AffineIndex]) {
    store(element, in: buffer, shape.extents, at: index)
  }

  private func store(_ element: Element, in buffer: Kernel.Buffer, _ extents: [Int], at index: [AffineIndex])
  {
    let offset = ClusterKernel.offset(of: index, in: extents) * element.parts.count
    for (part, scalar) in element.parts.enumerated() {
      builder.store(scalar, to: buffer, at: offset + part)
    }
  }

  /// The place of an element in row-major order.
  private static func offset(of index: [AffineIndex], in extents: [Int]) -> AffineIndex {
    zip(index, extents).reduce(AffineIndex()) { $0 * max($1.1, 1) + $1.0 }
  }

  /// Whether somebody else reads the value.
  func isWritten(_ value: Graph.Value) -> Bool { site.assembly.fusion.isWritten[value.index] }

  // MARK: Elements

  /// A tensor as it is read at the current place of the kernel.
  func source(of value: Graph.Value) -> ElementSource {
    let type = type(of: value)
    if let element = known[value] { return ElementSource(type) { _ in element } }
    if isComputed(value) {
      // What reads an empty tensor never runs, and rules for indices need not have an answer.
      guard type.shape.count > 0 else {
        return ElementSource(type) { [builder] _ in .zero(type.dtype, in: builder) }
      }
      return ElementSource(type) { [self] index in computed(value, at: index) }
    }
    if let local = locals[value] { return row(of: value, type, in: local) }
    if let rows = blocks[value] {
      return ElementSource(type) { [builder] index in
        builder.element(type.dtype, in: rows.buffer, at: rows.offset(of: index))
      }
    }
    let buffer = parameter(value, .read)
    return ElementSource(type) { [builder] index in
      builder.element(type.dtype, in: buffer, at: ClusterKernel.offset(of: index, in: type.shape.extents))
    }
  }

  /// A tensor that kernels of the cluster write, as it is in memory at this point of the kernel.
  func written(_ value: Graph.Value) -> ElementSource {
    let type = type(of: value)
    let buffer = parameter(value, .write)
    builder.allowReading(buffer)
    return ElementSource(type) { [builder] index in
      builder.element(type.dtype, in: buffer, at: ClusterKernel.offset(of: index, in: type.shape.extents))
    }
  }

  private func row(of value: Graph.Value, _ type: TensorType, in local: Kernel.Buffer) -> ElementSource {
    let axes = rowAxes(of: value)
    let row = axes.map { type.shape[$0] }
    return ElementSource(type) { [builder] index in
      builder.element(type.dtype, in: local, at: ClusterKernel.offset(of: axes.map { index[$0] }, in: row))
    }
  }

  func storeLocally(_ element: Element, of value: Graph.Value, at index: [AffineIndex]) {
    if let rows = blocks[value] {
      let offset = rows.offset(of: index) * element.parts.count
      for (part, scalar) in element.parts.enumerated() {
        builder.store(scalar, to: rows.buffer, at: offset + part)
      }
    }
    guard let local = locals[value] else { return }
    let axes = rowAxes(of: value)
    let row = axes.map { type(of: value).shape[$0] }
    store(element, in: local, row, at: axes.map { index[$0] })
  }

  func rowAxes(of value: Graph.Value) -> [Int] { rowAxes(ofMember: position(of: value)) }

  func rowAxes(ofMember member: Int) -> [Int] {
    site.assembly.fusion.graph.map { cluster.rowAxes(of: member, $0) } ?? []
  }

  private func isComputed(_ value: Graph.Value) -> Bool {
    if site.assembly.fusion.isInlined[value.index] { return true }
    guard let definition = site.assembly.definition[value.index] else { return false }
    return inlinedMembers.contains(definition)
  }

  private func position(of value: Graph.Value) -> Int { site.assembly.definition[value.index]! }

  /// The element of an inlined value at `index`.
  private func computed(_ value: Graph.Value, at index: [AffineIndex]) -> Element {
    // Rows are read at other indices from here on, scalars of the domain at the same.
    elements(of: position(of: value), at: index)[0]
  }

  /// The elements of an instruction's results at `index`.
  ///
  /// Element-wise producers at the same index are computed in order of the graph, not by recursion, so the depth of
  /// calls is that of changes of index, not the length of the chain.
  func elements(of member: Int, at index: [AffineIndex]) -> [Element] {
    var here: [Graph.Value: Element] = [:]
    var elements: [Element] = []
    for next in aligned(with: member) {
      let instruction = graph.instructions[next]
      let isElementwise = instruction.primitive is any ElementwisePrimitive
      let operands = instruction.operands.map { operand in
        if isElementwise, let element = here[operand] {
          return ElementSource(type(of: operand)) { _ in element }
        }
        return source(of: operand)
      }
      elements = evaluate(instruction, at: index, of: operands)
      for (result, element) in zip(instruction.results, elements) { here[result] = element }
    }
    return elements
  }

  private func evaluate(_ instruction: Instruction, at index: [AffineIndex], of operands: [ElementSource])
    -> [Element]
  {
    if let primitive = instruction.primitive as? any PointwisePrimitive {
      let type = type(of: instruction.results[0])
      return [primitive.element(at: index, of: operands, type: type, in: builder)]
    }
    guard let reduction = instruction.primitive as? any ReductionPrimitive else {
      preconditionFailure("only elements and reductions are computed in place")
    }
    do throws(JAXError) {
      return try reduction.elements(at: index, of: operands, regions: instruction.regions, in: builder)
    } catch {
      failure = failure ?? error.located(at: instruction.location, in: Swift.type(of: reduction).name)
      return instruction.results.map { .zero(type(of: $0).dtype, in: builder) }
    }
  }

  /// The inlined instructions that element-wise ones read for `member` at its own index, in graph order; it is the last.
  private func aligned(with member: Int) -> [Int] {
    var pending = [member]
    var found: Set<Int> = []
    while let next = pending.popLast() {
      guard found.insert(next).inserted else { continue }
      guard graph.instructions[next].primitive is any ElementwisePrimitive else { continue }
      for operand in graph.instructions[next].operands where known[operand] == nil && isComputed(operand) {
        pending.append(position(of: operand))
      }
    }
    return found.sorted()
  }
}

extension KernelBuilder {
  /// The element at place `position` of a tensor of `dtype` in memory.
  func element(_ dtype: DType, in buffer: Kernel.Buffer, at position: AffineIndex) -> Element {
    let parts = dtype.partCount
    return Element(parts: (0..<parts).map { load(buffer, at: position * parts + $0) })
  }
}
