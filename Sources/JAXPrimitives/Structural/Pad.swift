package import JAXIR

/// The first operand with copies of the second, a scalar, around and between its elements: `low[i]` before the
/// first, `high[i]` after the last and `interior[i]` between any two along axis `i`. A negative `low` or `high`
/// removes elements.
///
/// - (C1) The second operand is a scalar of the first one's dtype.
/// - (C2) There is one low, high and interior for each axis.
/// - (C3) Interiors are not negative, nor is an extent of the result; none is beyond the extents of any tensor.
package struct Pad: StructuralPrimitive, PiecewisePrimitive, JointlyLinearPrimitive {
  package var low: [Int] = []
  package var high: [Int] = []
  package var interior: [Int] = []

  package init() {}
  package init(low: [Int], high: [Int], interior: [Int]) {
    self.low = low
    self.high = high
    self.interior = interior
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("low", \.low), Attribute("high", \.high), Attribute("interior", \.interior)]
  }

  package static var operandCount: Int? { 2 }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let (operand, padding) = (operands[0], operands[1])
    guard padding == .scalar(operand.dtype) else {
      throw JAXError(.dtypeMismatch, "the padding is \(padding), not \(TensorType.scalar(operand.dtype))")
    }
    guard [low, high, interior].allSatisfy({ $0.count == operand.rank }) else {
      throw JAXError(
        .invalidArgument,
        "takes one low, high and interior for each of the \(operand.rank) axes of \(operand)")
    }
    var extents: [Int] = []
    for axis in 0..<operand.rank { extents.append(try extent(of: operand, axis)) }
    return operand.with(shape: try Shape(extents))
  }

  private func extent(of operand: TensorType, _ axis: Int) throws(JAXError) -> Int {
    guard interior[axis] >= 0 else {
      throw JAXError(.invalidArgument, "interior \(interior[axis]) of axis \(axis) is negative")
    }
    guard [low, high, interior].allSatisfy({ $0[axis].magnitude <= Shape.maximumCount }) else {
      throw JAXError(.shapeOverflow, "the padding of axis \(axis) is beyond the size of any tensor")
    }
    let gaps = max(operand.shape[axis] - 1, 0).multipliedReportingOverflow(by: interior[axis])
    guard !gaps.overflow, gaps.partialValue <= Int.max / 2 else {
      throw JAXError(.shapeOverflow, "axis \(axis) of \(operand) becomes too long")
    }
    let sum = gaps.partialValue + operand.shape[axis] + low[axis] + high[axis]
    guard sum >= 0 else {
      throw JAXError(
        .invalidArgument,
        "low \(low[axis]) and high \(high[axis]) remove more than axis \(axis) of \(operand) has")
    }
    return sum
  }

  /// The cotangents of the elements go back to where they came from, those of the padding are added up.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    let zero = cotangent.zeros(.scalar(cotangent.dtype))
    let ofOperand: Tracer? = rule.linear(0).map { _ in
      let removing = Pad(low: low.map(-), high: high.map(-), interior: interior.map { _ in 0 })
      let dilated = Tracer.apply(removing, cotangent, zero)
      return dilated.slice(low.map { _ in 0 }, dilated.shape.extents, strides: interior.map { $0 + 1 })
    }
    let shape = rule.linear(0)?.shape ?? rule.residual(0)!.shape
    let ofPadding: Tracer? = rule.linear(1).map { _ in
      isPadding(shape, cotangent).select(cotangent, 0).sum(over: Array(0..<cotangent.shape.rank))
    }
    return [ofOperand, ofPadding]
  }

  /// Where the result for an operand of `shape` is padding.
  private func isPadding(_ shape: Shape, _ tracer: Tracer) -> Tracer {
    .apply(self, tracer.zeros(TensorType(.bool, shape)), tracer.filled(1, .scalar(.bool)))
  }

  package func withLeadingAxis(_ size: Int) -> Self {
    Self(low: [0] + low, high: [0] + high, interior: [0] + interior)
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let operand = rule.operand(0, withBatchAxisAt: 0)
    let pad = withLeadingAxis(rule.size)
    guard rule.axes[1] != nil else { return ([.apply(pad, operand, rule.operands[1])], [0]) }
    // Each element of the batch has a padding of its own, put in where zeros were.
    let padded = Tracer.apply(pad, operand, operand.zeros(.scalar(operand.dtype)))
    let padding = rule.operands[1].broadcast(along: [0], to: padded.shape)
    return ([pad.isPadding(operand.shape, operand).select(padding, padded)], [0])
  }

  /// A kernel of its own fills the result with padding, then copies what stays of the operand.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let result = site.resultTypes[0].tensor, let operand = site.operandTypes[0].tensor else {
      preconditionFailure("checked by the type rule")
    }
    let kept = (0..<operand.rank).map {
      keptIndices(ofExtent: operand.shape[$0], $0, resultExtent: result.shape[$0])
    }
    try site.kernel(Self.name) { kernel in
      let (source, padding) = (kernel.operand(0), kernel.operand(1))
      kernel.builder.forEach(result.shape.extents) { kernel.store(padding.element(at: []), to: 0, at: $0) }
      kernel.builder.forEach(kept.map(\.count)) { index in
        let position = zip(index, kept).map { $0 + $1.lowerBound }
        let place = position.indices.map { position[$0] * distance($0, operand.shape[$0]) + low[$0] }
        kernel.store(source.element(at: position), to: 0, at: place)
      }
    }
  }

  /// The indices along `axis` of the operand, of `extent`, that the result has.
  private func keptIndices(ofExtent extent: Int, _ axis: Int, resultExtent: Int) -> Range<Int> {
    let step = distance(axis, extent)
    func firstIndex(reaching place: Int) -> Int {
      min(max(0, (place - low[axis] + step - 1) / step), extent)
    }
    return firstIndex(reaching: 0)..<max(firstIndex(reaching: 0), firstIndex(reaching: resultExtent))
  }

  /// How far elements that are neighbours along `axis`, of `extent`, are apart in the result; no two of them, no
  /// distance.
  private func distance(_ axis: Int, _ extent: Int) -> Int { extent > 1 ? interior[axis] + 1 : 1 }

  /// Inside the kernel of a reader, a choice between padding and the operand, which is read at its nearest index.
  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let padding = operands[1].element(at: [])
    let shape = operands[0].type.shape
    guard shape.count > 0 else { return padding }
    var isInside: Scalar?
    func require(_ condition: Scalar) { isInside = isInside.map { $0 & condition } ?? condition }
    let position = index.indices.map { axis in
      source(of: index[axis], axis, from: shape[axis], to: type.shape[axis], builder, require)
    }
    let element = operands[0].element(at: position)
    return isInside.map { $0.select(element, padding) } ?? element
  }

  /// The operand's index along `axis` for the result's, clamped; calls `require` with what must hold for it to be
  /// an element and not padding.
  private func source(
    of index: AffineIndex, _ axis: Int, from extent: Int, to resultExtent: Int, _ builder: KernelBuilder,
    _ require: (Scalar) -> Void
  ) -> AffineIndex {
    let step = distance(axis, extent)
    let shifted = index + -low[axis]
    if low[axis] > 0 { require(builder.value(of: shifted).compare(.greaterEqual, 0)) }
    if high[axis] > 0 {
      let end = (extent - 1) * step
      require(builder.value(of: shifted).compare(.lessEqual, builder.value(of: AffineIndex(offset: end))))
    }
    let (quotient, remainder) = builder.divide(shifted, by: step)
    if step > 1 { require(builder.value(of: remainder).compare(.equal, 0)) }
    return builder.clamp(quotient, to: 0...(extent - 1))
  }
}
