package import JAXIR

/// The `sizes` elements of the operand from where the other operands say, one start for each axis. A start that would
/// reach beyond the operand is moved to the nearest that does not.
///
/// - (C1) There is a scalar start for each axis of the operand, all of one integer dtype.
/// - (C2) There is a size for each axis, `0 ≤ size ≤ extent`.
package struct DynamicSlice: PointwisePrimitive, LinearPrimitive {
  package var sizes: [Int] = []

  package init() {}
  package init(sizes: [Int]) { self.sizes = sizes }

  package static var attributes: [Attribute<Self>] { [Attribute("sizes", \.sizes)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors()
    guard let operand = types.first else {
      throw JAXError(.invalidArgument, "takes an operand and its starts")
    }
    try Array(types.dropFirst()).checkStarts(rank: operand.rank)
    guard sizes.count == operand.rank else {
      throw JAXError(.invalidArgument, "takes one size for each of the \(operand.rank) axes of \(operand)")
    }
    for (axis, size) in sizes.enumerated() {
      guard (0...operand.shape[axis]).contains(size) else {
        throw JAXError(.invalidArgument, "size \(size) is not within axis \(axis) of \(operand)")
      }
    }
    return [.tensor(operand.with(shape: try Shape(sizes)))]
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let shape = operands[0].type.shape
    let place = index.indices.map { axis in
      let room = shape[axis] - sizes[axis]
      return room == 0
        ? index[axis]
        : operands[1 + axis].element(at: []).scalar.clampedIndex(to: room) + index[axis]
    }
    return operands[0].element(at: place)
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangent = rule.tangents[0].map { Tracer.apply(self, [$0] + rule.primals.dropFirst())[0] }
    return (rule.apply(self), [tangent])
  }

  /// Zeros where the slice did not look.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    var results = [Tracer?](repeating: nil, count: rule.operands.count)
    let starts = rule.operands.indices.dropFirst().compactMap(rule.residual)
    if let cotangent = rule.cotangents[0], let operand = rule.linear(0) {
      results[0] = Tracer.apply(DynamicUpdateSlice(), [cotangent.zeros(operand), cotangent] + starts)[0]
    }
    return results
  }

  /// Starts of their own for each element of the batch make it a gather of one window each.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let windows = sizes.indices.map { $0 + 1 }
    guard rule.axes.dropFirst().contains(where: { $0 != nil }) else {
      let operand = rule.operand(0, withBatchAxisAt: 0)
      let starts = rule.operands.dropFirst()
      let first = (starts.first ?? operand).integerZero()
      let slice = DynamicSlice(sizes: [rule.size] + sizes)
      return (Tracer.apply(slice, [operand, first] + starts), [0])
    }
    let starts = rule.rows(from: 1)
    let gather: Gather
    if rule.axes[0] == nil {
      let axes = IndexedAxes(window: windows, indexed: Array(sizes.indices), vector: 1)
      gather = Gather(axes, sizes: sizes)
    } else {
      let axes = IndexedAxes(
        window: windows, operandBatch: [0], indexBatch: [0], indexed: windows, vector: 1)
      gather = Gather(axes, sizes: [min(1, rule.size)] + sizes)
    }
    let operand = rule.axes[0] == nil ? rule.operands[0] : rule.operand(0, withBatchAxisAt: 0)
    return ([.apply(gather, operand, starts)], [0])
  }
}

extension Tracer {
  /// A scalar zero of this tensor's dtype if that is an integer, else of `int32`.
  func integerZero() -> Tracer {
    builder.constant(
      Literal(splat: Kernel.Constant(dtype.isInteger ? dtype : .int32, integer: 0), shape: .scalar),
      at: location)
  }
}
