package import JAXIR

/// A primitive over a named axis of a batch: what each member gets is made of what all of them have.
///
/// Its second operand is the place of the member at hand, an `i32` scalar that differs along that axis and no other. The
/// transform that batches this operand is the one that binds the axis, and leaves no collective of it; any other passes
/// the collective on. So the axis is found by data flow, through captures and regions, whatever its name is elsewhere.
///
/// Outside its batch a collective means nothing: it cannot be lowered.
package protocol CollectivePrimitive: LinearPrimitive {
  /// The name of the axis, for readers.
  var axis: String { get set }
  /// The number of members.
  var size: Int { get set }

  /// The number of axes that the result has before those of the operand.
  static var newAxes: Int { get }

  /// What all members get of `operand`, whose batch axis is `batchAxis`; nil for one that is the same for all.
  func bound(_ operand: Tracer, at batchAxis: Int?) -> Tracer

  /// The cotangent of what the member at `place` had.
  func transposed(_ cotangent: Tracer, at place: Tracer) throws(JAXError) -> Tracer

  /// The type of the result.
  func resultType(of operand: TensorType) throws(JAXError) -> TensorType
}

extension CollectivePrimitive {
  package init(_ axis: String, size: Int) {
    self.init()
    self.axis = axis
    self.size = size
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("axis", \.axis), Attribute("size", \.size)]
  }

  /// The constraints, by number:
  ///
  /// 1. No regions; the operands are a tensor and its place, an `i32` scalar.
  /// 2. The axis has a size, which is not negative.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(2)
    guard types[1] == .scalar(.int32), size >= 0 else {
      throw JAXError(
        .invalidArgument, "\(Self.name) takes the place along '\(axis)' as i32[], not \(types[1])")
    }
    return [.tensor(try resultType(of: types[0]))]
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (rule.apply(self), [rule.tangents[0].map { Tracer.apply(self, $0, rule.primals[1]) }])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let place = rule.residual(1) else { return [nil, nil] }
    return [try transposed(cotangent, at: place), nil]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    guard rule.axes[1] != nil else {
      let batchAxis = rule.axes[0].map { $0 + Self.newAxes }
      return ([Tracer.apply(self, rule.operands[0], rule.operands[1])], [batchAxis])
    }
    guard rule.size == size else {
      throw JAXError(.shapeMismatch, "the axis '\(axis)' has \(size) members, not \(rule.size)")
    }
    return ([bound(rule.operands[0], at: rule.axes[0])], [nil])
  }

  /// - Throws: `unsupported`: a batch has to bind the axis first.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    throw JAXError(
      .unsupported, "no batch binds the axis '\(axis)'", operation: Self.name,
      hint: "only functions under vmap(axisName: \"\(axis)\") have such an axis")
  }
}

/// The sum over all members of a batch; each of them gets it.
package struct AllSum: CollectivePrimitive {
  package var axis = ""
  package var size = 0

  package init() {}

  package static var newAxes: Int { 0 }

  package func resultType(of operand: TensorType) throws(JAXError) -> TensorType {
    guard operand.dtype != .bool else {
      throw JAXError(.dtypeMismatch, "\(Self.name) adds numbers, not \(operand)")
    }
    return operand
  }

  package func bound(_ operand: Tracer, at batchAxis: Int?) -> Tracer {
    if let batchAxis { return operand.sum(over: [batchAxis]) }
    guard operand.dtype.isInteger else { return operand * Double(size) }
    let count = Literal(splat: [Kernel.Constant(operand.dtype, integer: size)], operand.type)
    return operand * operand.builder.constant(count, at: operand.location)
  }

  /// What each member had is in what all of them got.
  package func transposed(_ cotangent: Tracer, at place: Tracer) throws(JAXError) -> Tracer {
    .apply(self, cotangent, place)
  }
}

/// What all members of a batch have, along a new first axis; each of them gets it.
package struct AllGather: CollectivePrimitive {
  package var axis = ""
  package var size = 0

  package init() {}

  package static var newAxes: Int { 1 }

  package func resultType(of operand: TensorType) throws(JAXError) -> TensorType {
    operand.with(shape: try Shape([size] + operand.shape.extents))
  }

  package func bound(_ operand: Tracer, at batchAxis: Int?) -> Tracer {
    batchAxis.map(operand.movingAxisToFront) ?? operand.repeated(size, alongNewAxis: 0)
  }

  /// The sum of the cotangents that belong to the member.
  package func transposed(_ cotangent: Tracer, at place: Tracer) throws(JAXError) -> Tracer {
    let sum = Tracer.apply(AllSum(axis, size: size), cotangent, place)
    let zeros = (1..<sum.shape.rank).map { _ in place.zeros() }
    let member = Array(sum.shape.extents.dropFirst())
    let slice = Tracer.apply(DynamicSlice(sizes: [1] + member), [sum, place] + zeros)[0]
    return .apply(Reshape(shape: member), slice)
  }
}
