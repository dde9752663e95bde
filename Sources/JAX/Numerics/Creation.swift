public import JAXIR
import JAXPrimitives

/// For each index a row of `count` numbers, 1 at the index and 0 elsewhere; all 0 when it is out of range.
///
/// The rows are a new last axis. `indices` are integers.
public func oneHot(
  _ indices: Tensor, count: Int, _ dtype: DType = .float32, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("oneHot", file, line)
  return call.run(indices) { () throws(JAXError) in
    guard indices.dtype.kind == .signed || indices.dtype.kind == .unsigned else {
      throw JAXError(.dtypeMismatch, "the indices are \(indices.type), not integers")
    }
    // Positions of 32 bits, or of the indices when those are wider, are exact; narrower ones would wrap.
    let position: DType = indices.dtype.byteCount > 4 ? indices.dtype : .int32
    let positions = try Tensor.make(Iota(position, shape: [count], axis: 0), [], at: call.location)
    let column = try call.reshape(indices, to: indices.shape + [1])
    let equal = try call(Compare(.equal), column, positions)
    return try equal.convert(to: Promotion.Typed(dtype), at: call.location)
  }
}

extension Tensor {
  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], _ dtype: DType = .float32, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    filled(0, shape, dtype, OperationCall("zeros", file, line))
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], _ dtype: DType = .float32, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    filled(1, shape, dtype, OperationCall("ones", file, line))
  }

  /// A tensor with `value`, a scalar, in every element; of its dtype unless another is given.
  public static func full(
    _ shape: [Int], _ value: Tensor, _ dtype: DType? = nil, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("full", file, line)
    return call.run(value) { () throws(JAXError) in
      guard value.rank == 0 else {
        throw JAXError(.shapeMismatch, "the value is \(value.type), not a scalar")
      }
      let type = Promotion.Typed(dtype ?? value.dtype)
      return try value.convert(to: type, at: call.location).broadcast(to: Shape(shape), at: call.location)
    }
  }

  /// 0, 1, 2, … up to `count` elements.
  public static func arange(
    _ count: Int, _ dtype: DType = .int32, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("arange", file, line)
    return call.run { () throws(JAXError) in
      try .make(Iota(dtype, shape: [count], axis: 0), [], at: call.location)
    }
  }

  /// `count` numbers at equal distances from `start` to `end`, both included.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int, _ dtype: DType = .float32, file: String = #fileID,
    line: Int = #line
  ) -> Tensor {
    let call = OperationCall("linspace", file, line)
    return call.run { () throws(JAXError) in
      guard dtype.isFloat else {
        throw JAXError(.dtypeMismatch, "\(dtype) does not hold numbers at equal distances")
      }
      let positions = try Tensor.make(Iota(dtype, shape: [count], axis: 0), [], at: call.location)
      // Each end has its whole weight at itself, so that both are met exactly.
      let weight = try call(Divide(), positions, Tensor(weak: Double(Swift.max(count - 1, 1))))
      let fromStart = try call(Multiply(), call(Subtract(), 1, weight), Tensor(weak: start))
      return try call(Add(), fromStart, call(Multiply(), weight, Tensor(weak: end)))
    }
  }

  /// A matrix with ones on its diagonal and zeros elsewhere.
  public static func eye(
    _ rows: Int, _ columns: Int? = nil, _ dtype: DType = .float32, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("eye", file, line)
    return call.run { () throws(JAXError) in
      let shape = [rows, columns ?? rows]
      let row = try Tensor.make(Iota(.int32, shape: shape, axis: 0), [], at: call.location)
      let column = try Tensor.make(Iota(.int32, shape: shape, axis: 1), [], at: call.location)
      let equal = try call(Compare(.equal), row, column)
      return try equal.convert(to: Promotion.Typed(dtype), at: call.location)
    }
  }

  private static func filled(_ value: Int, _ shape: [Int], _ dtype: DType, _ call: OperationCall) -> Tensor {
    call.run { () throws(JAXError) in
      try .make(Number.integer(value).literal(dtype, Shape(shape)), at: call.location)
    }
  }

  /// The elements in another dtype: floats are truncated to integers, which saturate; integers wrap; `bool` asks
  /// whether an element is not 0. Of a complex number the real part is converted.
  public func asType(_ dtype: DType, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("asType", file, line)
    return call.run(self) { () throws(JAXError) in
      try convert(to: typed, at: call.location).convert(to: Promotion.Typed(dtype), at: call.location)
    }
  }

  /// The same bits as elements of another dtype of the same width.
  public func bitCast(to dtype: DType, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("bitCast", file, line)
    return call.run(self) { () throws(JAXError) in
      try .make(BitcastConvert(dtype), [convert(to: typed, at: call.location)], at: call.location)
    }
  }
}
