package import JAXIR

/// A reduction of axes by an associative operation with an identity, which is also what it gives where there is
/// nothing to reduce: `f32[2,3]` over axis 1 gives `f32[2]`.
package protocol MonoidReduction: ReductionPrimitive {
  /// The operation in the user's words: `a sum`.
  static var noun: String { get }
  static func accepts(_ dtype: DType) -> Bool
  /// The dtype in which elements of `dtype` are combined.
  static func accumulator(for dtype: DType) -> DType
  /// The identity, one constant for each part of an element.
  static func identity(_ dtype: DType) -> [Kernel.Constant]
  static func combine(_ a: Element, _ b: Element) -> Element
}

extension MonoidReduction {
  package init(axes: [Int], order: ReductionOrder) {
    self.init()
    self.axes = axes
    self.order = order
  }

  /// The reduction of an operand of `type` in the order that is standard for it.
  package init(axes: [Int], of type: TensorType) {
    let axes = axes.sorted()
    self.init(axes: axes, order: .standard(type.dtype, type.shape, axes: axes))
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("axes", \Self.axes), Attribute("order", \Self.order)]
  }

  package static func accumulator(for dtype: DType) -> DType { dtype }

  /// One tensor that has the axes, of a dtype that the operation takes.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.count == 1, let type = operands[0].tensor, regions.isEmpty else {
      throw JAXError(.invalidArgument, "\(Self.noun) takes one tensor and no region")
    }
    guard Self.accepts(type.dtype) else {
      throw JAXError(.dtypeMismatch, "\(Self.noun) of \(type) has no meaning")
    }
    try checkReducedAxes(axes, of: type)
    try order.check()
    return [.tensor(type.with(shape: type.shape.removing(axes)))]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let (operand, axis) = movingBatchAxis(
      of: rule.operands[0], rule.axes[0] ?? 0, awayFrom: axes)
    var shifted = self
    shifted.axes = axes.map { $0 < axis ? $0 : $0 + 1 }
    return ([Tracer.apply(shifted, operand)], [axis - axes.count { $0 < axis }])
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.operandTypes[0].tensor else { preconditionFailure("checked by the type rule") }
    try reduction(of: type).lower(Self.name, to: site)
  }

  package func elements(
    at index: [AffineIndex], of operands: [ElementSource], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element] {
    reduction(of: operands[0].type).elements(
      at: ReductionLowering.Place(operands: operands, builder: builder, index: index))
  }

  private func reduction(of type: TensorType) -> ReductionLowering {
    let accumulator = Self.accumulator(for: type.dtype)
    let identity = Self.identity(accumulator)
    return ReductionLowering(
      shape: type.shape, axes: axes, order: order, accumulators: identity.map(\.dtype)
    ) { place in
      identity.map(place.builder.constant)
    } elements: { place in
      place.operands[0].element(at: place.index).parts.map { $0.convert(to: accumulator.component) }
    } combine: {
      Self.combine(Element(parts: $0), Element(parts: $1)).parts
    } results: { values in
      [Element(parts: values.map { $0.convert(to: type.dtype.component) })]
    }
  }
}

/// - Throws: `invalidArgument` unless `axes` are axes of `type` in ascending order, each once.
func checkReducedAxes(_ axes: [Int], of type: TensorType) throws(JAXError) {
  if let axis = axes.first(where: { $0 < 0 || $0 >= type.rank }) {
    throw JAXError(.invalidArgument, "axis \(axis) is out of range: \(type) has \(type.rank) axes")
  }
  for (axis, next) in zip(axes, axes.dropFirst()) where axis >= next {
    throw JAXError(
      .invalidArgument,
      axis == next ? "axis \(axis) is named twice" : "the axes \(axes) are not in ascending order")
  }
}

/// The operand and its batch axis, moved to the front where it would part two reduced axes that the order of the
/// reduction walks as one.
func movingBatchAxis(of operand: Tracer, _ axis: Int, awayFrom axes: [Int]) -> (Tracer, Int) {
  guard axes.contains(axis - 1), axes.contains(axis) else { return (operand, axis) }
  return (operand.movingAxisToFront(axis), 0)
}
