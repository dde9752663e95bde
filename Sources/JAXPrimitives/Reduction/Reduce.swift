package import JAXIR

/// The reduction of axes of any number of tensors at once by any body of scalars: `n` operands of one shape, `n`
/// initial values, one region `(accumulator…, element…) → (accumulator…)`.
///
/// The body and the initial values must form a monoid for the result not to depend on the order: the initial value
/// takes part once for each accumulator of the order, and it is the result where there is nothing to reduce. It is a
/// scalar, or has the shape of the results and differs between them.
package struct Reduce: ReductionPrimitive {
  /// The reduced axes, in ascending order.
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package init(axes: [Int], order: ReductionOrder) {
    self.axes = axes
    self.order = order
  }

  /// The reduction of operands of these types in the order that is standard for the widest of them.
  package init(axes: [Int], of types: [TensorType]) {
    self.axes = axes.sorted()
    guard let widest = types.max(by: { $0.dtype.byteCount < $1.dtype.byteCount }) else { return }
    order = .standard(widest.dtype, widest.shape, axes: self.axes)
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("axes", \Self.axes), Attribute("order", \Self.order)]
  }
}

// MARK: Types

extension Reduce {
  /// The constraints, by number:
  ///
  /// 1. As many operands as initial values, at least one, all tensors.
  /// 2. The operands have one shape, and it has the axes.
  /// 3. Each initial value has the dtype of its operand and is a scalar or has the shape of the results.
  /// 4. One region, which takes a scalar for each accumulator and for each element and gives the accumulators.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = operands.compactMap(\.tensor)
    guard types.count == operands.count, !types.isEmpty, types.count % 2 == 0 else {
      throw JAXError(
        .invalidArgument, "a reduction takes tensors and as many initial values, not \(operands.count) values"
      )
    }
    let (elements, initial) = (types.prefix(types.count / 2), types.suffix(types.count / 2))
    let shape = types[0].shape
    if let other = elements.first(where: { $0.shape != shape }) {
      throw JAXError(.shapeMismatch, "the operands \(types[0]) and \(other) differ in shape")
    }
    try checkReducedAxes(axes, of: types[0])
    try order.check()
    let kept = shape.removing(axes)
    for (element, initial) in zip(elements, initial) {
      guard element.dtype == initial.dtype, initial.shape == .scalar || initial.shape == kept else {
        throw JAXError(
          .shapeMismatch,
          "the initial value of \(element) is \(TensorType.scalar(element.dtype)), not \(initial)")
      }
    }
    try checkBody(regions, elements.map(\.dtype))
    return elements.map { .tensor($0.with(shape: kept)) }
  }

  private func checkBody(_ regions: [Region], _ dtypes: [DType]) throws(JAXError) {
    guard regions.count == 1 else {
      throw JAXError(.invalidArgument, "a reduction has one body, not \(regions.count)")
    }
    let scalars = dtypes.map { ValueType.tensor(.scalar($0)) }
    let body = regions[0].graph
    guard body.parameterTypes == scalars + scalars, body.resultTypes == scalars else {
      throw JAXError(
        .invalidArgument,
        "the body of the reduction takes \(list(scalars + scalars)) and gives \(list(scalars)); this one takes "
          + "\(list(body.parameterTypes)) and gives \(list(body.resultTypes))")
    }
  }

  private func list(_ types: [ValueType]) -> String {
    "(" + types.map(\.description).joined(separator: ", ") + ")"
  }
}

// MARK: Lowering

extension Reduce {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    var failure: JAXError?
    let reduction = reduction(of: site.operandTypes.compactMap(\.tensor), by: site.regions[0]) {
      failure = $0
    }
    try reduction.lower(Self.name, to: site)
    if let failure { throw failure }
  }

  package func elements(
    at index: [AffineIndex], of operands: [ElementSource], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element] {
    var failure: JAXError?
    let reduction = reduction(of: operands.map(\.type), by: regions[0]) { failure = $0 }
    let place = ReductionLowering.Place(operands: operands, builder: builder, index: index)
    let elements = reduction.elements(at: place)
    if let failure { throw failure }
    return elements
  }

  /// - Parameter fail: told why the body cannot be inlined.
  private func reduction(
    of operands: [TensorType], by body: Region, fail: @escaping (JAXError) -> Void
  ) -> ReductionLowering {
    let count = operands.count / 2
    let types = Array(operands.prefix(count))
    return ReductionLowering(
      shape: types[0].shape, axes: axes, order: order,
      accumulators: types.flatMap { Array(repeating: $0.dtype.component, count: $0.dtype.partCount) }
    ) { place in
      place.operands.suffix(count).flatMap { $0.element(at: $0.type.rank == 0 ? [] : place.index).parts }
    } elements: { place in
      place.operands.prefix(count).flatMap { $0.element(at: place.index).parts }
    } combine: { accumulators, elements in
      let arguments = Reduce.grouped(accumulators, types) + Reduce.grouped(elements, types)
      do throws(JAXError) {
        return try accumulators[0].builder.inline(body, arguments).flatMap(\.parts)
      } catch {
        fail(error)
        return accumulators
      }
    } results: { values in
      Reduce.grouped(values, types)
    }
  }

  /// The elements that scalars are the parts of.
  private static func grouped(_ scalars: [Scalar], _ types: [TensorType]) -> [Element] {
    var rest = scalars[...]
    return types.map { type in
      defer { rest = rest.dropFirst(type.dtype.partCount) }
      return Element(parts: Array(rest.prefix(type.dtype.partCount)))
    }
  }
}
