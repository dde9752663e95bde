package import JAXIR

/// Windows of the first operand, one for each index vector of the second, which says where it starts. A window that
/// would reach beyond the operand is moved to the nearest place where it does not.
///
/// - (C1) Operand and indices fit the axes (I1–I5).
/// - (C2) There is a size for each axis of the operand, `0 ≤ size ≤ extent`; it is 1 for collapsed axes, and for batch
///   axes that are not empty.
package struct Gather: IndexingPrimitive, PointwisePrimitive, LinearPrimitive {
  package var axes = IndexedAxes()
  /// The extents of a window along every axis of the operand.
  package var sizes: [Int] = []

  package init() {}
  package init(_ axes: IndexedAxes, sizes: [Int]) {
    self.axes = axes
    self.sizes = sizes
  }

  package static var attributes: [Attribute<Self>] { axesAttributes + [Attribute("sizes", \.sizes)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(2)
    let (operand, indices) = (types[0], types[1])
    try axes.check(operand: operand, indices: indices)
    guard sizes.count == operand.rank else {
      throw JAXError(.invalidArgument, "takes one size for each of the \(operand.rank) axes of \(operand)")
    }
    for (axis, size) in sizes.enumerated() {
      let extent = operand.shape[axis]
      guard (0...extent).contains(size) else {
        throw JAXError(.invalidArgument, "a window of \(size) does not fit into axis \(axis) of \(operand)")
      }
      let isOne = size == 1 || extent == 0 && axes.operandBatch.contains(axis)
      guard isOne || !(axes.collapsed + axes.operandBatch).contains(axis) else {
        throw JAXError(.invalidArgument, "a window of \(size) along axis \(axis), which the result lacks")
      }
    }
    return [.tensor(operand.with(shape: try resultShape(operand.rank, indices.shape)))]
  }

  private func resultShape(_ rank: Int, _ indices: Shape) throws(JAXError) -> Shape {
    let outer = axes.indexShape(indices)
    let inner = axes.walked(rank: rank).map { sizes[$0] }
    var extents = [Int](repeating: 0, count: outer.count + inner.count)
    for (axis, extent) in zip(axes.window, inner) { extents[axis] = extent }
    for (axis, extent) in zip(axes.outer(rank: extents.count), outer) { extents[axis] = extent }
    return try Shape(extents)
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let (operand, indices) = (operands[0], operands[1])
    let outer = axes.outer(rank: index.count).map { index[$0] }
    let place = axes.place(rank: sizes.count, outer: outer, inner: axes.window.map { index[$0] }) { axis in
      let room = operand.type.shape[axis] - sizes[axis]
      guard room > 0, let part = axes.part(ofAxis: axis) else { return nil }
      return axes.index(part, at: outer, of: indices).clampedIndex(to: room)
    }
    return operand.element(at: place)
  }
}

// MARK: - Rules

extension Gather {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangent = rule.tangents[0].map { Tracer.apply(self, $0, rule.primals[1]) }
    return (rule.apply(self), [tangent])
  }

  /// The cotangents of the windows are added up where these lie.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let operand = rule.linear(0), let indices = rule.residual(1)
    else { return [nil, nil] }
    let room = axes.indexed.map { operand.shape[$0] - sizes[$0] }
    let places =
      axes.vector < indices.shape.rank
      ? indices.clampedIndices(to: room, along: axes.vector)
      : indices.clampedIndices(to: room[0])
    let sum = Tracer.scatter(cotangent.zeros(operand), places, cotangent, axes) { $0 + $1 }
    return [sum, nil]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let gather: Gather
    switch (rule.axes[0], rule.axes[1]) {
    case (_, nil): gather = Gather(axes.sharingIndices, sizes: [rule.size] + sizes)
    case (nil, _): gather = Gather(axes.sharingOperand, sizes: sizes)
    default: gather = Gather(axes.withLeadingBatch, sizes: [min(1, rule.size)] + sizes)
    }
    let operands = rule.operands.indices.map { position in
      rule.axes[position] == nil ? rule.operands[position] : rule.operand(position, withBatchAxisAt: 0)
    }
    return (Tracer.apply(gather, operands), [0])
  }
}

extension Tracer {
  /// The nearest number in `0...bound` to each integer.
  fileprivate func clampedIndices(to bound: Int) -> Tracer {
    repeated(1, alongNewAxis: shape.rank).clampedIndices(to: [bound], along: shape.rank).reshape(to: shape)
  }
}
