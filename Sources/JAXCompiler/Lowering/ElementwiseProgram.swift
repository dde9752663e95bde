package import JAXIR

extension LoweredProgram {
  /// One element-wise primitive over any number of elements: the only input of the program beside the operands is
  /// the count, so one program serves every shape.
  ///
  /// - Parameter operands: the dtype of each operand, and whether it is one element for all.
  package init(
    elementwise primitive: any ElementwisePrimitive, operands: [(dtype: DType, isScalar: Bool)],
    result: DType, vectors: VectorTarget?
  ) {
    let builder = KernelBuilder(name: type(of: primitive).name)
    let parameters = operands.map { operand in
      builder.parameter(
        operand.dtype.component, count: operand.isScalar ? operand.dtype.partCount : nil, access: .read)
    }
    let destination = builder.parameter(result.component, count: nil, access: .write)
    let count = builder.extent()
    builder.loop(.parallel, to: .value(count.value)) { index, _ in
      let elements = zip(parameters, operands).map { parameter, operand in
        let offset = operand.isScalar ? AffineIndex() : index.index * operand.dtype.partCount
        return Element(parts: (0..<operand.dtype.partCount).map { builder.load(parameter, at: offset + $0) })
      }
      let element = primitive.element(elements, type: result)
      for (part, scalar) in element.parts.enumerated() {
        builder.store(scalar, to: destination, at: index.index * result.partCount + part)
      }
      return []
    }
    let kernel = builder.finish()
    self.init(
      program: Program(elementwise: vectors.map { kernel.scheduled(for: $0) } ?? kernel),
      results: [.output(0)])
  }
}

extension Program {
  /// A program of one kernel whose parameters are its inputs and, last, its output, and whose extent is the call's.
  fileprivate init(elementwise kernel: Kernel) {
    let buffers = kernel.parameters.enumerated().map { position, parameter in
      Program.Buffer(
        parameter.dtype, count: parameter.count,
        place: position == kernel.parameters.count - 1 ? .output(0) : .input(position))
    }
    self.init(
      name: kernel.name, buffers: buffers, extentCount: 1, kernels: [kernel],
      steps: [.launch(kernel: 0, buffers: buffers.indices.map(BufferID.init), extents: [.call(0)])])
  }
}
