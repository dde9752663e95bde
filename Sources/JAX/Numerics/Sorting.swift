import JAXIR
import JAXPrimitives

extension Tensor {
  /// The tensor with its elements along `axis` in ascending order, or in descending order. NaNs come last, or first.
  public func sorted(
    axis: Int = -1, descending: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("sorted", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.sort(self, axis: axis, descending: descending, withPlaces: false)[0]
    }
  }

  /// Where each element of `sorted` along `axis` was; of equal ones the first one comes first.
  public func argsort(
    axis: Int = -1, descending: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("argsort", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.sort(self, axis: axis, descending: descending, withPlaces: true)[1]
    }
  }

  /// The `count` greatest elements along the last axis, the greatest first, and where they were. NaN is greater than
  /// all numbers; of equal elements the first one comes first.
  public func topK(
    _ count: Int, file: String = #fileID, line: Int = #line
  ) -> (values: Tensor, indices: Tensor) {
    let call = OperationCall("topK", file, line)
    func part(_ number: Int) -> Tensor {
      call.run(self) { () throws(JAXError) in
        guard let last = shape.last, (0...last).contains(count) else {
          throw JAXError(.invalidArgument, "there are no \(count) elements along the last axis of \(type)")
        }
        let sorted = try call.sort(self, axis: -1, descending: true, withPlaces: true)[number]
        let limits = Array(shape.dropLast()) + [count]
        return try Tensor.make(
          JAXPrimitives.Slice(starts: limits.map { _ in 0 }, limits: limits, strides: limits.map { _ in 1 }),
          [sorted], at: call.location)
      }
    }
    return (part(0), part(1))
  }
}

extension OperationCall {
  /// The elements along `axis` in order and, if asked for, where they were.
  fileprivate func sort(
    _ x: Tensor, axis: Int, descending: Bool, withPlaces: Bool
  ) throws(JAXError) -> [Tensor] {
    let x = try x.convert(to: x.typed, at: location)
    let axis = try normalized(axis, of: x.type)
    guard !x.dtype.isComplex else { throw JAXError(.dtypeMismatch, "complex numbers have no order") }
    let dtype: DType = x.shape[axis] > Int(Int32.max) ? .int64 : .int32
    let places =
      withPlaces ? [try Tensor.make(Iota(dtype, shape: x.shape, axis: axis), [], at: location)] : []
    let comparator = Region.order(of: x.dtype, with: places.map(\.dtype), descending: descending)
    return try Tensor.results(of: Sort(axis: axis), [x] + places, regions: [comparator], at: location)
  }
}

extension Region {
  /// Whether the first of two elements comes before the second, by value: zeros are equal, and all NaNs are, which are
  /// greater than numbers. Pairs of other dtypes follow.
  fileprivate static func order(of dtype: DType, with others: [DType], descending: Bool) -> Region {
    let builder = GraphBuilder()
    let parameters = ([dtype] + others).flatMap { dtype in
      (0..<2).map { _ in Tracer(builder.parameter(.tensor(.scalar(dtype))), in: builder) }
    }
    let keys = parameters.prefix(2).map { x in
      guard dtype.isFloat else { return x }
      let zero = x.compare(.equal, 0).select(0, x)
      return x.compare(.notEqual, x).select(x.filled(.nan), zero)
    }
    let isBefore = Tracer.apply(Compare(descending ? .greater : .less, isTotal: true), keys[0], keys[1])
    return Region(builder.finish(name: "compare", results: [isBefore.value]))
  }
}
