package import JAXIR

/// The elements in each window of tensors, reduced by any body of scalars: `n` operands of one shape, `n` scalars to
/// start from, one region `(accumulator…, element…) → (accumulator…)`.
///
/// Places of padding, and gaps, count as the scalars. The places of a window are taken in row-major order.
///
/// - (C1) As many tensors of one shape as scalars of their dtypes, at least one.
/// - (C2) The windows walk the tensors (W1, W2).
/// - (C3) One region takes a scalar for each accumulator and each element, and gives the accumulators.
package struct ReduceWindow: WindowedPrimitive, LinearPrimitive {
  package var windows = Windows()

  package init() {}
  package init(_ windows: Windows) { self.windows = windows }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = try operands.accumulated(by: regions)
    let shape = try Shape(windows.extents(of: types[0]))
    return types.map { .tensor($0.with(shape: shape)) }
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let types = site.operandTypes.compactMap(\.tensor)
    let count = types.count / 2
    let (shape, result) = (types[0].shape, site.resultTypes[0].tensor!.shape)
    guard result.count > 0 else { return }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      let operands = types.indices.map(kernel.operand)
      var body = InlinedBody(site.regions[0], types.prefix(count).map(\.dtype), kernel.builder)
      kernel.builder.forEach(result.extents) { window in
        let initial = operands.suffix(count).map { $0.element(at: []) }
        let values = windows.reduce(in: kernel.builder, from: initial.flatMap(\.parts)) { offset in
          // Of tensors without elements windows have padding alone.
          if shape.count == 0 { return initial.flatMap(\.parts) }
          let (place, isInside) = windows.place(
            window, offset, in: shape, count: result.extents, kernel.builder)
          let elements = operands.prefix(count).map { $0.element(at: place) }
          return zip(elements, initial).flatMap { element, padding in
            zip(element.parts, padding.parts).map { part, none in isInside?.select(part, none) ?? part }
          }
        } combine: {
          body($0, $1)
        }
        for (position, element) in body.elements(values).enumerated() {
          kernel.store(element, to: position, at: window)
        }
      }
      if let failure = body.failure { throw failure }
    }
  }
}

// MARK: - Bodies

extension [ValueType] {
  /// The tensors that a region accumulates: operands are these, then as many scalars to start from.
  func accumulated(by regions: [Region]) throws(JAXError) -> [TensorType] {
    let types = try tensors()
    guard !types.isEmpty, types.count % 2 == 0 else {
      throw JAXError(.invalidArgument, "takes tensors and as many initial values, not \(count) operands")
    }
    let operands = Array<TensorType>(types.prefix(types.count / 2))
    for (operand, initial) in zip(operands, types.suffix(types.count / 2)) {
      guard operand.shape == operands[0].shape else {
        throw JAXError(.shapeMismatch, "the operands \(operands[0]) and \(operand) differ in shape")
      }
      guard initial == .scalar(operand.dtype) else {
        throw JAXError(
          .shapeMismatch, "the initial value of \(operand) is \(initial), not a scalar of its dtype")
      }
    }
    let scalars = operands.map { ValueType.tensor(.scalar($0.dtype)) }
    guard regions.count == 1, regions[0].graph.parameterTypes == scalars + scalars,
      regions[0].graph.resultTypes == scalars
    else {
      throw JAXError(.invalidArgument, "the body takes accumulators and elements, and gives accumulators")
    }
    return operands
  }
}

/// A region of scalars as code that combines accumulators and elements, given as the scalars that they are made of.
struct InlinedBody {
  private let region: Region
  private let dtypes: [DType]
  private let builder: KernelBuilder
  /// Why the region cannot be inlined.
  private(set) var failure: JAXError?

  init(_ region: Region, _ dtypes: [DType], _ builder: KernelBuilder) {
    self.region = region
    self.dtypes = dtypes
    self.builder = builder
  }

  mutating func callAsFunction(_ accumulators: [Scalar], _ elements: [Scalar]) -> [Scalar] {
    do throws(JAXError) {
      return try builder.inline(region, self.elements(accumulators) + self.elements(elements)).flatMap(
        \.parts)
    } catch {
      failure = error
      return accumulators
    }
  }

  /// The elements that scalars are the parts of.
  func elements(_ scalars: [Scalar]) -> [Element] {
    var rest = scalars[...]
    return dtypes.map { dtype in
      defer { rest = rest.dropFirst(dtype.partCount) }
      return Element(parts: Array(rest.prefix(dtype.partCount)))
    }
  }
}

extension Region {
  /// The primitive that a region of two scalars applies to them, in either order; nil for any other region.
  var binaryPrimitive: (any Primitive)? {
    guard graph.instructions.count == 1, graph.parameterCount == 2,
      graph.results == graph.instructions[0].results,
      Set(graph.instructions[0].operands) == Set(graph.parameters)
    else { return nil }
    return graph.instructions[0].primitive
  }
}
