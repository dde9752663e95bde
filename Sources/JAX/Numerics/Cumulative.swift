import JAXIR
import JAXPrimitives

extension Tensor {
  /// The sums of all elements up to each along an axis; bools are counted. `reverse` starts from the end.
  public func cumulativeSum(
    axis: Int = 0, reverse: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("cumulativeSum", file, line)
    return call.cumulate(self, axis, reverse, from: 0) { .apply(Add(), $0, $1) }
  }

  /// The products of all elements up to each along an axis. `reverse` starts from the end.
  public func cumulativeProduct(
    axis: Int = 0, reverse: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("cumulativeProduct", file, line)
    return call.cumulate(self, axis, reverse, from: 1) { .apply(Multiply(), $0, $1) }
  }

  /// The greatest of all elements up to each along an axis; NaN from the first NaN on.
  public func cumulativeMax(
    axis: Int = 0, reverse: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("cumulativeMax", file, line)
    return call.cumulate(self, axis, reverse, from: nil) { .apply(Maximum(), $0, $1) }
  }

  /// The least of all elements up to each along an axis; NaN from the first NaN on.
  public func cumulativeMin(
    axis: Int = 0, reverse: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("cumulativeMin", file, line)
    return call.cumulate(self, axis, reverse, from: nil) { .apply(Minimum(), $0, $1) }
  }
}

extension OperationCall {
  /// - Parameter identity: what there is before the first element; nil for the identity of an extremum.
  fileprivate func cumulate(
    _ x: Tensor, _ axis: Int, _ isReverse: Bool, from identity: Int?, _ body: (Tracer, Tracer) -> Tracer
  ) -> Tensor {
    run(x) { () throws(JAXError) in
      let isCount = identity != nil && x.dtype == .bool
      let x = try x.convert(to: isCount ? .init(.int32) : x.typed, at: location)
      let cumulation = Cumulate(axis: try normalized(axis, of: x.type), isReverse: isReverse)
      let initial: Literal
      if let identity {
        let parts = [identity, 0].prefix(x.dtype.partCount).map { part in
          x.dtype.component.isFloat
            ? Kernel.Constant(x.dtype.component, Double(part)) : Kernel.Constant(x.dtype, integer: part)
        }
        let size = x.dtype.component.byteCount
        let bytes = parts.flatMap { part in
          withUnsafeBytes(of: part.bits.littleEndian) { Array($0.prefix(size)) }
        }
        initial = try Literal(.scalar(x.dtype), bytes: bytes)
      } else {
        guard !x.dtype.isComplex else {
          throw JAXError(.dtypeMismatch, "complex numbers have no order")
        }
        let limit = name == "cumulativeMax" ? ReduceMax.identity(x.dtype) : ReduceMin.identity(x.dtype)
        initial = Literal(splat: limit[0], shape: .scalar)
      }
      return try Tensor.results(
        of: cumulation, [x, .make(initial, at: location)], regions: [.binary(x.dtype, body)],
        isWeak: x.isWeak,
        at: location)[0]
    }
  }
}
