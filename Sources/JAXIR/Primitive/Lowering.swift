/// Where a primitive is lowered: it reads the types of its instruction and appends kernels and calls to a program.
package protocol LoweringSite: AnyObject {
  var operandTypes: [ValueType] { get }
  var resultTypes: [ValueType] { get }
  var regions: [Region] { get }

  /// What the kernels are scheduled for; nil where they run as the primitive makes them, as in reference evaluation.
  /// A primitive that knows better than the scheduling passes may then make loops `vector` or `unrolled` itself.
  var target: VectorTarget? { get }

  /// About how many operations `KernelSite.store` adds for each element of the result, because what reads the result
  /// there is computed at once. Many of them in a hot loop cost registers: then the elements are better kept in a local
  /// tile first and stored by a loop over it.
  var epilogueCost: Int { get }

  /// Appends a kernel that `body` builds.
  func kernel(_ name: String, _ body: (any KernelSite) throws(JAXError) -> Void) throws(JAXError)

  /// Makes result `result` start as a copy of operand `operand`, which has its type. Where nothing reads the operand
  /// from here on, the two are one memory and nothing is copied.
  func copy(operand: Int, to result: Int) throws(JAXError)

  /// A kernel that is never appended: to see what reading the operands takes.
  func draft() -> any KernelSite

  /// Memory for what one kernel of this instruction leaves to the next.
  func scratch(_ dtype: DType, count: Int) -> ScratchBuffer

  /// Memory that holds the numbers of a literal, which is not complex, to be read only.
  func table(_ literal: Literal) -> ScratchBuffer

  /// Appends a call of host code with the tensor operands; it fills the tensor results.
  ///
  /// - Parameter closure: The code; nil where whoever runs the program supplies it under the name.
  func call(host name: String, _ closure: HostClosure?) throws(JAXError)

  /// Appends a loop of steps that runs `body` while `condition` holds. Both take all operands: the first ones, one for
  /// each result, are the state, which `body` gives anew and which ends as the results; the others stay as they are.
  func loop(while condition: Region, _ body: Region) throws(JAXError)

  /// Appends the steps of a graph that takes all operands and gives the results.
  func expand(_ graph: Graph) throws(JAXError)

  /// Appends steps of which those of one branch run: the one that operand 0, an `i32`, names, or the last if there is
  /// none. Branches take the other operands and give the results.
  func branch(_ branches: [Region]) throws(JAXError)
}

/// Memory of a `LoweringSite`.
package struct ScratchBuffer: Hashable, Sendable {
  package let index: Int
  package init(index: Int) { self.index = index }
}

/// One kernel under construction, with the tensors of the instruction at hand.
package protocol KernelSite: AnyObject {
  var builder: KernelBuilder { get }

  /// Operand `index`: its elements come from memory, or are computed in place when fusion decided so.
  func operand(_ index: Int) -> ElementSource

  /// Result `index` as it is in memory at this point of the kernel.
  func result(_ index: Int) -> ElementSource

  /// Stores an element of result `result`.
  func store(_ element: Element, to result: Int, at index: [AffineIndex])

  /// Memory of the site, to be read or written by this kernel.
  func buffer(_ scratch: ScratchBuffer, _ access: Kernel.Access) -> Kernel.Buffer
}

extension LoweringSite {
  /// Appends a call of host code that whoever runs the program supplies.
  package func call(host name: String) throws(JAXError) { try call(host: name, nil) }

  /// How far neighbours along each axis of an operand are from each other in memory, in elements; nil when its
  /// elements are computed, or are not at such places.
  package func strides(ofOperand operand: Int) -> [Int]? {
    guard let type = operandTypes[operand].tensor else { return nil }
    let kernel = draft()
    var strides: [Int]?
    kernel.builder.forEach(type.shape.extents) { index in
      let element = kernel.operand(operand).element(at: index)
      let axes = index.map { $0.values[0] }
      guard let source = kernel.builder.source(of: element.parts[0]), source.values.allSatisfy(axes.contains)
      else { return }
      strides = axes.map { source.stride(of: $0) / element.parts.count }
    }
    return strides
  }
}

extension KernelBuilder {
  /// A nest of loops over all indices of `shape`, outermost axis first, whose iterations are independent. None, where
  /// there are no indices.
  package func forEach(_ shape: [Int], _ body: ([AffineIndex]) -> Void) {
    if shape.contains(0) { return }
    func nest(_ axis: Int, _ index: [AffineIndex]) {
      if axis == shape.count { return body(index) }
      loop(.parallel, to: shape[axis]) { nest(axis + 1, index + [$0.index]) }
    }
    nest(0, [])
  }

  /// The results of a region of scalars, inlined as code.
  /// - Throws: `unsupported` when an instruction of the region is not computed on scalars.
  package func inline(_ region: Region, _ operands: [Element]) throws(JAXError) -> [Element] {
    var elements = operands
    for instruction in region.graph.instructions {
      let sources = instruction.operands.map { elements[$0.index] }
      let types = (instruction.operands + instruction.results).map { region.graph[type: $0].tensor }
      if types.allSatisfy({ $0?.rank == 0 }) {
        if let primitive = instruction.primitive as? any PointwisePrimitive, let type = types.last ?? nil {
          let operands = zip(sources, types).map { element, type in ElementSource(type!) { _ in element } }
          elements.append(primitive.element(at: [], of: operands, type: type, in: self))
          continue
        }
        if let control = instruction.primitive as? any ScalarControlPrimitive {
          elements += try control.elements(sources, regions: instruction.regions, in: self)
          continue
        }
      }
      throw JAXError(
        .unsupported, "\(type(of: instruction.primitive).name) inside a region of scalars",
        location: instruction.location)
    }
    return region.graph.results.map { elements[$0.index] }
  }
}

extension PointwisePrimitive {
  /// One kernel: a loop nest over the result. A result without elements takes none.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.resultTypes[0].tensor else { preconditionFailure("a pointwise result is a tensor") }
    guard type.shape.count > 0 else { return }
    let count = site.operandTypes.count
    try site.kernel(Self.name) { kernel in
      let operands = (0..<count).map(kernel.operand)
      kernel.builder.forEach(type.shape.extents) { index in
        kernel.store(element(at: index, of: operands, type: type, in: kernel.builder), to: 0, at: index)
      }
    }
  }
}
