import JAXIR
import JAXPrimitives

// Reductions of axes, all of them by default. A negative axis counts from the last. The reduced axes are gone from
// the result, or have extent 1 with `keepingAxes`.

extension Tensor {
  /// The sum; integers narrower than 32 bits and `bool` are summed as 32-bit integers, and half precision is
  /// accumulated in `float32`.
  public func sum(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("sum", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.reduce(
        ReduceSum.self, convert(to: typed.summed, at: call.location), axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// The product; integers narrower than 32 bits and `bool` are multiplied as 32-bit integers.
  public func product(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("product", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.reduce(
        ReduceProduct.self, convert(to: typed.summed, at: call.location), axes: axes, keepingAxes: keepingAxes
      )
    }
  }

  /// The largest element, NaN if one is.
  public func max(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("max", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.checkNotEmpty(self, axes: axes)
      return try call.reduce(ReduceMax.self, self, axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// The smallest element, NaN if one is.
  public func min(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("min", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.checkNotEmpty(self, axes: axes)
      return try call.reduce(ReduceMin.self, self, axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// Whether all elements are true, or not 0.
  public func all(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("all", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.reduce(ReduceAnd.self, call.truth(of: self), axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// Whether any element is true, or not 0.
  public func any(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("any", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.reduce(ReduceOr.self, call.truth(of: self), axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// The arithmetic mean; of no elements it is NaN.
  public func mean(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("mean", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.mean(self, axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// The mean squared distance from the mean, computed in two passes; of complex numbers it is real.
  public func variance(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("variance", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.variance(self, axes: axes, keepingAxes: keepingAxes)
    }
  }

  /// The square root of the variance.
  public func standardDeviation(
    axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("standardDeviation", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.inexact(Sqrt(), call.variance(self, axes: axes, keepingAxes: keepingAxes))
    }
  }
}

extension OperationCall {
  /// The reduction of `axes` of an operand whose dtype it takes.
  func reduce(
    _ reduction: (some MonoidReduction).Type, _ x: Tensor, axes: [Int]?, keepingAxes: Bool
  ) throws(JAXError) -> Tensor {
    let reduced = try normalized(axes, of: x.type)
    let x = try x.convert(to: x.typed, at: location)
    let result =
      reduced.isEmpty
      ? x : try .make(reduction.init(axes: reduced, of: x.type), [x], isWeak: x.isWeak, at: location)
    return keepingAxes ? try keeping(reduced, of: x.type, in: result) : result
  }

  /// The axes as numbers from 0, in ascending order; all of them for nil.
  ///
  /// - Throws: `invalidArgument` for an axis that there is not, or that is named twice.
  func normalized(_ axes: [Int]?, of type: TensorType) throws(JAXError) -> [Int] {
    guard let axes else { return Array(0..<type.rank) }
    let normalized = try axes.map { (axis) throws(JAXError) in try self.normalized(axis, of: type) }.sorted()
    for (axis, next) in zip(normalized, normalized.dropFirst()) where axis == next {
      throw JAXError(.invalidArgument, "axis \(axis) of \(type) is named twice in \(axes)")
    }
    return normalized
  }

  /// The axis as a number from 0.
  func normalized(_ axis: Int, of type: TensorType) throws(JAXError) -> Int {
    guard (-type.rank..<type.rank).contains(axis) else {
      throw JAXError(.invalidArgument, "axis \(axis) is out of range: \(type) has \(type.rank) axes")
    }
    return axis < 0 ? axis + type.rank : axis
  }

  /// The result of a reduction with the reduced axes back, of extent 1.
  func keeping(_ axes: [Int], of type: TensorType, in result: Tensor) throws(JAXError) -> Tensor {
    let extents = type.shape.extents.indices.map { axes.contains($0) ? 1 : type.shape[$0] }
    return try reshape(result, to: extents)
  }

  /// The tensor without `axes`, which have extent 1.
  func dropping(_ axes: [Int]?, from x: Tensor) throws(JAXError) -> Tensor {
    let dropped = try normalized(axes, of: x.type)
    return try reshape(x, to: x.shape.indices.filter { !dropped.contains($0) }.map { x.shape[$0] })
  }

  func mean(_ x: Tensor, axes: [Int]?, keepingAxes: Bool) throws(JAXError) -> Tensor {
    let x = try x.convert(to: Promotion.inexact(x.typed), at: location)
    let count = try normalized(axes, of: x.type).map { x.shape[$0] }.reduce(1, *)
    let sum = try reduce(ReduceSum.self, x, axes: axes, keepingAxes: keepingAxes)
    return try self(Divide(), sum, Tensor(.number(.float(Double(count))), isWeak: true))
  }

  func variance(_ x: Tensor, axes: [Int]?, keepingAxes: Bool) throws(JAXError) -> Tensor {
    let x = try x.convert(to: Promotion.inexact(x.typed), at: location)
    let centred = try self(Subtract(), x, mean(x, axes: axes, keepingAxes: true))
    guard x.dtype.isComplex else {
      return try mean(self(Multiply(), centred, centred), axes: axes, keepingAxes: keepingAxes)
    }
    let parts = try [self(Real(), centred), self(Imaginary(), centred)]
    let squares = try parts.map { (part) throws(JAXError) in try self(Multiply(), part, part) }
    return try mean(self(Add(), squares[0], squares[1]), axes: axes, keepingAxes: keepingAxes)
  }

  /// - Throws: `invalidArgument` when there is nothing to take the largest or smallest of.
  func checkNotEmpty(_ x: Tensor, axes: [Int]?) throws(JAXError) {
    for axis in try normalized(axes, of: x.type) where x.shape[axis] == 0 {
      throw JAXError(.invalidArgument, "\(x.type) has no elements along axis \(axis)")
    }
  }

  /// The tensor itself if it is `bool`, or whether each element is not 0.
  fileprivate func truth(of x: Tensor) throws(JAXError) -> Tensor {
    x.dtype == .bool ? x : try self(Compare(.notEqual), x, 0)
  }
}

extension Promotion.Typed {
  /// The type in which elements are summed.
  fileprivate var summed: Promotion.Typed {
    switch dtype {
    case .bool, .int8, .int16: Promotion.Typed(.int32)
    case .uint8, .uint16: Promotion.Typed(.uint32)
    default: self
    }
  }
}
