package import JAXIR

extension Fft {
  /// Real and imaginary parts are kept apart in memory of their own; each stage is a kernel from one such memory to
  /// the other, for one axis of all rows. Convolutions lose bits that `float64` has to spare.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let operand = site.operandTypes[0].tensor, let result = site.resultTypes[0].tensor else {
      preconditionFailure("checked by the type rule")
    }
    guard result.shape.count > 0 else { return }
    let outer = Array(operand.shape.extents.dropLast(lengths.count))
    let shape = try Shape(outer + lengths)
    let first = shape.rank - lengths.count
    let hasSmallFactors = lengths.allSatisfy { $0.smallFactors != nil }
    let plan = FftPlan(
      site: site, dtype: hasSmallFactors ? operand.dtype.component : .float64, isForward: kind.isForward)
    // Along the last axis first, where the numbers are real; backwards, last.
    let axes = Array(first..<shape.rank)
    var signal = try load(site, operand, shape, plan)
    for axis in kind == .irfft ? axes : axes.reversed() {
      let inner = shape.extents[(axis + 1)...].reduce(1, *)
      let rows = shape.extents[..<axis].reduce(1, *)
      signal = try plan.transform(signal, rows: rows, length: shape[axis], inner: inner)
    }
    try store(signal, site, shape, result)
  }

  /// All numbers of the transform: those of `irfft` that the operand does not have are conjugates of those that it
  /// has, at the opposite place of every axis.
  private func load(
    _ site: any LoweringSite, _ operand: TensorType, _ shape: Shape, _ plan: FftPlan
  ) throws(JAXError) -> FftPlan.Signal {
    let signal = plan.signal(count: shape.count)
    try site.kernel(Self.name + "_load") { kernel in
      let builder = kernel.builder
      let memory = FftPlan.Memory(kernel, signal, .write)
      let source = kernel.operand(0)
      let known = operand.shape[operand.rank - 1]
      func keep(_ parts: [Scalar], at index: [AffineIndex]) {
        let parts = parts.map { $0.convert(to: plan.dtype) }
        let zero = parts[0].constant(0)
        let number = ComplexScalar(parts[0], parts.count > 1 ? parts[1] : zero)
        memory.store(number, at: Reshape.offset(of: index, in: shape))
      }
      let leading = Array(shape.extents.dropLast())
      builder.forEach(leading + [known]) { keep(source.element(at: $0).parts, at: $0) }
      guard kind == .irfft else { return }
      let first = shape.rank - lengths.count
      builder.forEach(leading + [lengths[lengths.count - 1] - known]) { index in
        var place = index
        place[shape.rank - 1] = index[shape.rank - 1] + known
        let opposite = place.enumerated().map { axis, index in
          axis < first ? index : builder.opposite(index, in: shape[axis])
        }
        keep(source.element(at: opposite).parts.conjugated, at: place)
      }
    }
    return signal
  }

  private func store(
    _ signal: FftPlan.Signal, _ site: any LoweringSite, _ shape: Shape, _ result: TensorType
  ) throws(JAXError) {
    let scale = Double(kind.isForward ? 1 : lengths.reduce(1, *))
    try site.kernel(Self.name + "_store") { kernel in
      let memory = FftPlan.Memory(kernel, signal, .read)
      kernel.builder.forEach(result.shape.extents) { index in
        var number = memory.load(at: Reshape.offset(of: index, in: shape))
        if kind == .rfft, lengths.count == 1 {
          let zero = number.imaginary.constant(0)
          number.imaginary = isReal(index[shape.rank - 1], kernel.builder).select(zero, number.imaginary)
        }
        if scale != 1 { number = number.map { $0 / scale } }
        let parts = (result.dtype.isComplex ? [number.real, number.imaginary] : [number.real]).map {
          $0.convert(to: result.dtype.component)
        }
        kernel.store(Element(parts: parts), to: 0, at: index)
      }
    }
  }

  /// Whether the transform of real numbers is real at a place: the first, and the one in the middle of an even length.
  private func isReal(_ index: AffineIndex, _ builder: KernelBuilder) -> Scalar {
    let twice = builder.value(of: index * 2)
    let first = twice.compare(.equal, twice.constant(integer: 0))
    return first | twice.compare(.equal, twice.constant(integer: lengths[0]))
  }
}

extension KernelBuilder {
  /// `(extent − index) mod extent`
  fileprivate func opposite(_ index: AffineIndex, in extent: Int) -> AffineIndex {
    let place = value(of: index)
    let isFirst = place.compare(.equal, place.constant(integer: 0))
    return isFirst.select(place, place.constant(integer: extent) - place).index
  }
}
