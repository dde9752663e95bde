package import JAXIR

extension ElementwisePrimitive {
  /// All operands have one shape, which is the result's; `resultType(of:)` judges the dtypes.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors()
    let dtype = try resultType(of: types.map(\.dtype))
    for type in types where type.shape != types[0].shape {
      throw JAXError(.shapeMismatch, "operands \(types[0]) and \(type) differ in shape")
    }
    return [.tensor(TensorType(dtype, types[0].shape))]
  }

  /// Applies to operands whose batch axes were brought to one place; one without is repeated along it.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    guard let axis = rule.axes.lazy.compactMap(\.self).first else {
      preconditionFailure("no operand is batched")
    }
    return ([Tracer.apply(self, rule.operands(withBatchAxisAt: axis))[0]], [axis])
  }
}

/// An elementwise primitive of one operand, its result of the same dtype.
package protocol UnaryElementwisePrimitive: ElementwisePrimitive {
  static var domain: DTypeDomain { get }
  func element(_ x: Scalar) -> Scalar
}

extension UnaryElementwisePrimitive {
  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    return try Self.domain.common(operands)
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(element(operands[0].scalar))
  }
}

/// An elementwise primitive of two operands of one dtype, its result of the same dtype.
package protocol BinaryElementwisePrimitive: ElementwisePrimitive {
  static var domain: DTypeDomain { get }
  func element(_ a: Scalar, _ b: Scalar) -> Scalar
}

extension BinaryElementwisePrimitive {
  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(2)
    return try Self.domain.common(operands)
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    Element(element(operands[0].scalar, operands[1].scalar))
  }
}

extension [DType] {
  /// - Throws: `invalidArgument` unless there are `count`.
  func checkCount(_ count: Int) throws(JAXError) {
    guard self.count == count else {
      throw JAXError(
        .invalidArgument, "takes \(count) operand\(count == 1 ? "" : "s"), not \(self.count)")
    }
  }
}

extension Scalar {
  /// `function` of the value, in `float32` for the half-precision dtypes and then rounded once.
  func inSinglePrecision(_ function: (Scalar) -> Scalar) -> Scalar {
    function(convert(to: dtype.accumulator)).convert(to: dtype)
  }

  /// `function` of two values, in `float32` for the half-precision dtypes and then rounded once.
  static func inSinglePrecision(
    _ a: Scalar, _ b: Scalar, _ function: (Scalar, Scalar) -> Scalar
  ) -> Scalar {
    function(a.convert(to: a.dtype.accumulator), b.convert(to: b.dtype.accumulator)).convert(to: a.dtype)
  }
}
