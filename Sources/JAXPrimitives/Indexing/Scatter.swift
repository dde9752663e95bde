package import JAXIR

/// Tensors with windows of others combined into them, one window for each index vector, which says where it starts.
///
/// Operands: the `n` tensors, the indices, the `n` tensors of windows. The region gives the elements that take the
/// place of those in the tensors: `(element…, update…) → (element…)`, on scalars. An update that lies beyond the
/// tensors changes nothing. The windows are combined one after the other, in the row-major order of their indices.
///
/// - (C1) There is at least one tensor; tensors have one shape, and so have their windows, which are of their dtypes.
/// - (C2) Tensors and indices fit the axes (I1–I5), and the windows the tensors and the indices.
/// - (C3) One region takes a scalar of each tensor and of each update, and gives one for each tensor.
package struct Scatter: IndexingPrimitive, LinearPrimitive, UpdatePrimitive {
  package var axes = IndexedAxes()
  /// Whether no two windows touch one element, as whoever made the program knows. It changes no result.
  package var isUnique = false

  package init() {}
  package init(_ axes: IndexedAxes, isUnique: Bool = false) {
    self.axes = axes
    self.isUnique = isUnique
  }

  package static var attributes: [Attribute<Self>] { axesAttributes + [Attribute("unique", \.isUnique)] }
}

// MARK: - Types

extension Scatter {
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = try operands.tensors()
    guard types.count >= 3, types.count % 2 == 1 else {
      throw JAXError(
        .invalidArgument, "takes tensors, indices, and as many updates, not \(types.count) operands")
    }
    let count = types.count / 2
    let (tensors, indices, updates) = (types.prefix(count), types[count], types.suffix(count))
    for (tensor, update) in zip(tensors, updates) {
      guard update.dtype == tensor.dtype else {
        throw JAXError(.dtypeMismatch, "updates of \(update.dtype) do not go into \(tensor)")
      }
      guard tensor.shape == tensors[0].shape, update.shape == updates[count + 1].shape else {
        throw JAXError(.shapeMismatch, "the tensors or the updates differ in shape")
      }
    }
    try axes.check(operand: tensors[0], indices: indices)
    try checkUpdates(updates[count + 1], tensors[0], indices)
    try checkBody(regions, tensors.map(\.dtype))
    return tensors.map(ValueType.tensor)
  }

  private func checkUpdates(
    _ update: TensorType, _ tensor: TensorType, _ indices: TensorType
  ) throws(JAXError) {
    let outer = axes.indexShape(indices.shape)
    let walked = axes.walked(rank: tensor.rank)
    guard update.rank == outer.count + walked.count,
      axes.outer(rank: update.rank).map({ update.shape[$0] }) == outer
    else { throw JAXError(.shapeMismatch, "the updates \(update) are not one window for each of \(indices)") }
    for (axis, own) in zip(axes.window, walked) where update.shape[axis] > tensor.shape[own] {
      throw JAXError(
        .shapeMismatch, "axis \(axis) of the updates \(update) does not fit axis \(own) of \(tensor)")
    }
  }

  private func checkBody(_ regions: [Region], _ dtypes: [DType]) throws(JAXError) {
    let scalars = dtypes.map { ValueType.tensor(.scalar($0)) }
    guard regions.count == 1, regions[0].graph.parameterTypes == scalars + scalars,
      regions[0].graph.resultTypes == scalars
    else {
      throw JAXError(
        .invalidArgument,
        "the body takes a scalar of each tensor and each update, and gives one for each tensor")
    }
  }
}

// MARK: - Appending

extension Tracer {
  /// `operand` with `updates` combined into it by `body`, which is given the element and the update.
  static func scatter(
    _ operand: Tracer, _ indices: Tracer, _ updates: Tracer, _ axes: IndexedAxes, isUnique: Bool = false,
    _ body: (Tracer, Tracer) -> Tracer
  ) -> Tracer {
    let region = Region.binary(operand.dtype, body)
    return .apply(Scatter(axes, isUnique: isUnique), [operand, indices, updates], regions: [region])[0]
  }
}

extension Region {
  /// `(a, b) → body(a, b)` on scalars of `dtype`.
  package static func binary(_ dtype: DType, _ body: (Tracer, Tracer) -> Tracer) -> Region {
    let builder = GraphBuilder()
    let parameters = (0..<2).map { _ in Tracer(builder.parameter(.tensor(.scalar(dtype))), in: builder) }
    return Region(builder.finish(name: "body", results: [body(parameters[0], parameters[1]).value]))
  }
}
