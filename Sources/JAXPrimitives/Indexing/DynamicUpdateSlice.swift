package import JAXIR

/// The first operand with the second in the place of a slice of its shape, from where the other operands say, one
/// start for each axis. A start that would reach beyond the operand is moved to the nearest that does not.
///
/// - (C1) The second operand has the rank and the dtype of the first, and extents no greater.
/// - (C2) There is a scalar start for each axis of the operand, all of one integer dtype.
package struct DynamicUpdateSlice: LinearPrimitive, UpdatePrimitive {
  package init() {}

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors()
    guard types.count >= 2 else {
      throw JAXError(.invalidArgument, "takes an operand, an update and its starts")
    }
    let (operand, update) = (types[0], types[1])
    guard update.dtype == operand.dtype else {
      throw JAXError(.dtypeMismatch, "an update of \(update.dtype) does not go into \(operand)")
    }
    guard update.rank == operand.rank,
      zip(update.shape.extents, operand.shape.extents).allSatisfy({ $0 <= $1 })
    else { throw JAXError(.shapeMismatch, "the update \(update) does not fit into \(operand)") }
    try Array(types.dropFirst(2)).checkStarts(rank: operand.rank)
    return [.tensor(operand)]
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.operandTypes[0].tensor, let update = site.operandTypes[1].tensor else {
      preconditionFailure("checked by the type rule")
    }
    try site.copy(operand: 0, to: 0)
    guard update.shape.count > 0 else { return }
    try site.kernel(Self.name) { kernel in
      let starts = (0..<type.rank).map { axis in
        let room = type.shape[axis] - update.shape[axis]
        return room == 0
          ? AffineIndex() : kernel.operand(2 + axis).element(at: []).scalar.clampedIndex(to: room)
      }
      let source = kernel.operand(1)
      kernel.builder.forEach(update.shape.extents) { index in
        kernel.store(source.element(at: index), to: 0, at: zip(starts, index).map(+))
      }
    }
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let result = rule.apply(self)[0]
    guard rule.tangents[0] != nil || rule.tangents[1] != nil else { return ([result], [nil]) }
    let tangents = (0..<2).map { rule.tangents[$0] ?? rule.primals[$0].zeros() }
    return ([result], [Tracer.apply(self, tangents + rule.primals.dropFirst(2))[0]])
  }

  /// The update gets the cotangent of its slice, the operand that of the rest.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    var results = [Tracer?](repeating: nil, count: rule.operands.count)
    guard let cotangent = rule.cotangents[0] else { return results }
    let starts = rule.operands.indices.dropFirst(2).compactMap(rule.residual)
    let update = rule.linear(1) ?? rule.residual(1)!.type
    if rule.linear(0) != nil {
      results[0] = Tracer.apply(self, [cotangent, cotangent.zeros(update)] + starts)[0]
    }
    if rule.linear(1) != nil {
      results[1] = Tracer.apply(DynamicSlice(sizes: update.shape.extents), [cotangent] + starts)[0]
    }
    return results
  }

  /// Starts of their own for each element of the batch make it a scatter of one window each.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let operand = rule.operand(0, withBatchAxisAt: 0)
    let update = rule.operand(1, withBatchAxisAt: 0)
    guard rule.axes.dropFirst(2).contains(where: { $0 != nil }) else {
      let starts = rule.operands.dropFirst(2)
      let first = (starts.first ?? operand).integerZero()
      return (Tracer.apply(self, [operand, update, first] + starts), [0])
    }
    let windows = Array(1..<operand.shape.rank)
    let room = windows.map { operand.shape[$0] - update.shape[$0] }
    let starts = rule.rows(from: 2).clampedIndices(to: room, along: 1)
    let axes = IndexedAxes(
      window: windows, operandBatch: [0], indexBatch: [0], indexed: windows, vector: 1)
    return ([.scatter(operand, starts, update, axes, isUnique: true) { $1 }], [0])
  }
}
