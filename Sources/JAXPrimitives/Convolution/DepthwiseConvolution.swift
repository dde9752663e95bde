import JAXIR

/// Convolutions whose kernel takes one feature: there is nothing for a product of matrices to sum but the few kernel
/// positions, and patches would be a copy of the left side for each of them.
extension Convolution {
  private static let mostPositions = 64

  func isSummedElementwise(_ lhs: TensorType, _ kernel: TensorType, _ dtype: DType, _ sizes: [Int]) -> Bool {
    // Each size is checked alone too, so that the product cannot overflow.
    guard featureGroups > 1, kernel.shape[self.kernel.feature] == 1, dtype.kind != .bool,
      lhs.dtype.kind == dtype.kind, kernel.dtype.kind == dtype.kind
    else { return false }
    return sizes.reduce(1) { min($0, 65) * min($1, 65) } <= Self.mostPositions
  }

  /// The sum over kernel positions, in row-major order, from 0, of rounded products: `[batch, spatial…, group, feature]`.
  ///
  /// Half precision is summed in f32 and rounded once, as in `DotGeneral`.
  func elementwiseSum(
    _ operand: Tracer, _ kernel: Tracer, _ type: TensorType, _ sizes: [Int], _ counts: [Int]
  ) throws(JAXError) -> Tracer {
    let accumulator = DotAccumulator(operand.dtype, kernel.dtype, type.dtype).dtype
    let left = try padded(try operand.transpose(lhs.batchFirst).grouped(0, in: 1)).convert(to: accumulator)
    let ordered = try walked(kernel).convert(to: accumulator)
    let outputs = ordered.shape.extents[ordered.shape.rank - 1] / featureGroups
    let positions = sizes.reduce(1, *)
    let weights = try ordered.reshaped([positions, featureGroups, outputs])
    let shape = try Shape([left.shape[1]] + counts + [featureGroups, outputs])
    var sum = left.zeros(TensorType(accumulator, shape))
    for position in 0..<positions {
      let part = try under(position, of: left, sizes, counts).broadcast(
        along: Array(0..<shape.rank - 1), to: shape)
      let weight = try weights.slice(position..<position + 1, along: 0).reshaped([featureGroups, outputs])
        .broadcast(along: [shape.rank - 2, shape.rank - 1], to: shape)
      let product = try part.applying(Multiply(), [weight]).rounded()
      sum = try sum.applying(Add(), [product])
    }
    return try laidOut(sum, type).convert(to: type.dtype)
  }

  /// `[batch, places…, feature]`: what the element of the kernel at a position meets.
  private func under(
    _ position: Int, of operand: Tracer, _ sizes: [Int], _ counts: [Int]
  ) throws(JAXError) -> Tracer {
    let extents = operand.shape.extents
    var slice = Slice(starts: extents.map { _ in 0 }, limits: extents, strides: extents.map { _ in 1 })
    var rest = position
    for axis in sizes.indices.reversed() {
      // Of one place, or one element, the distance to the next says nothing, and it may be huge.
      let start = rest % sizes[axis] == 0 ? 0 : rest % sizes[axis] * kernelDilation[axis]
      let stride = counts[axis] > 1 ? strides[axis] : 1
      rest /= sizes[axis]
      slice.starts[axis + 2] = start
      slice.limits[axis + 2] = start + (counts[axis] - 1) * stride + 1
      slice.strides[axis + 2] = stride
    }
    return try operand.applying(slice).reshaped([extents[1]] + counts + [extents[extents.count - 1]])
  }
}

extension Tracer {
  /// The tensor in its own precision: contraction leaves such products alone, for results of few terms that nearly
  /// cancel then agree with what others compute.
  fileprivate func rounded() throws(JAXError) -> Tracer {
    switch dtype {
    case .float32: try applying(ReducePrecision(exponentBits: 8, mantissaBits: 23))
    case .float64: try applying(ReducePrecision(exponentBits: 11, mantissaBits: 52))
    default: self
    }
  }
}
