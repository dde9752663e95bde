import JAXIR

// Where slices start: integers of any dtype, which count as the whole numbers that they are.

extension Scalar {
  /// The nearest number in `0...bound` to an integer.
  func clampedIndex(to bound: Int) -> AffineIndex {
    if bound == 0 { return AffineIndex() }
    return builder.clamp(wholeNumber(upTo: bound).index, to: 0...bound)
  }

  /// An integer as an `int64`; one beyond `bound`, which is not negative, may become any number from there on.
  func wholeNumber(upTo bound: Int) -> Scalar {
    dtype == .uint64 ? minimum(constant(integer: bound)).convert(to: .int64) : convert(to: .int64)
  }
}

extension Tracer {
  /// The nearest number in `0...bounds[k]` to each integer at place `k` along `axis`.
  func clampedIndices(to bounds: [Int], along axis: Int) -> Tracer {
    let greatest = Tracer.greatest(of: dtype)
    let limits = integers(bounds.map { min($0, greatest) })
    return .apply(Clamp(), zeros(), self, limits.broadcast(along: [axis], to: shape))
  }

  /// A vector of integers of this tensor's dtype.
  func integers(_ values: [Int]) -> Tracer {
    let constants = values.map { Kernel.Constant(dtype, integer: $0) }
    return builder.constant(Literal(vector: constants, dtype), at: location)
  }

  private static func greatest(of dtype: DType) -> Int {
    let bits = dtype.kind == .unsigned ? dtype.bitWidth : dtype.bitWidth - 1
    return bits >= 63 ? Int.max : 1 << bits - 1
  }
}

extension Literal {
  /// The vector of `elements`, which are of `dtype`.
  init(vector elements: [Kernel.Constant], _ dtype: DType) {
    let size = dtype.byteCount
    let bytes = elements.flatMap { element in
      withUnsafeBytes(of: element.bits.littleEndian) { Array($0.prefix(size)) }
    }
    do throws(JAXError) {
      self = try Literal(TensorType(dtype, Shape([elements.count])), bytes: bytes)
    } catch {
      preconditionFailure("the bytes of a vector are those of its elements")
    }
  }
}

extension [TensorType] {
  /// - Throws: unless these are `rank` scalars of one integer dtype, the starts along the axes of a tensor.
  func checkStarts(rank: Int) throws(JAXError) {
    guard count == rank else {
      throw JAXError(.invalidArgument, "takes a start for each of the \(rank) axes, not \(count)")
    }
    for type in self {
      guard type.rank == 0, type.dtype.isInteger else {
        throw JAXError(.invalidArgument, "a start is an integer, not \(type)")
      }
      guard type.dtype == self[0].dtype else {
        throw JAXError(.dtypeMismatch, "starts of \(self[0].dtype) and \(type.dtype) do not mix")
      }
    }
  }
}

extension BatchingRule {
  /// The scalars from operand `first` on, of which one has a batch axis at least, as rows `[size, scalars]`.
  func rows(from first: Int) -> Tracer {
    let columns = (first..<operands.count).map { position in
      let column = operand(position, withBatchAxisAt: 0)
      return column.repeated(1, alongNewAxis: 1)
    }
    return columns.count == 1 ? columns[0] : Tracer.apply(Concatenate(axis: 1), columns)[0]
  }
}
