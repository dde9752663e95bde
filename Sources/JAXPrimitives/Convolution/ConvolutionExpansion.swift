package import JAXIR

extension Tracer {
  /// The convolution of the tensor with a kernel, with sums of `dtype`.
  ///
  /// - Throws: what `Convolution.resultType` throws, and `shapeOverflow` where the patches are beyond any tensor.
  package func convolution(
    _ kernel: Tracer, _ convolution: Convolution, dtype: DType
  ) throws(JAXError) -> Tracer {
    let type = try convolution.resultType(self.type, kernel.type, dtype)
    let sizes = convolution.kernel.spatial.map { kernel.shape[$0] }
    let isEmpty = sizes.contains(0) || kernel.shape[convolution.kernel.feature] == 0
    if isEmpty || type.shape.count == 0 { return zeros(type) }
    let counts = convolution.result.spatial.map { type.shape[$0] }
    if convolution.isSummedElementwise(self.type, kernel.type, dtype, sizes) {
      return try convolution.elementwiseSum(self, kernel, type, sizes, counts)
    }
    let patches = try convolution.patches(of: self, sizes, counts)
    return try convolution.product(patches, try convolution.matrices(of: kernel), type)
  }

  /// `primitive` of this tensor and others; an error where the types do not fit.
  func applying(
    _ primitive: any Primitive, _ others: [Tracer] = []
  ) throws(JAXError) -> Tracer {
    let values = [value] + others.map(\.value)
    return Tracer(try builder.append(primitive, values, at: location)[0], in: builder, at: location)
  }

  func reshaped(_ extents: [Int]) throws(JAXError) -> Tracer {
    extents == shape.extents ? self : try applying(Reshape(shape: extents))
  }

  /// Cuts an axis in `count` groups, which become the leading axis.
  func grouped(_ axis: Int, in count: Int) throws(JAXError) -> Tracer {
    var extents = shape.extents
    extents[axis] /= count
    extents.insert(count, at: axis)
    return try reshaped(extents).movingAxisToFront(axis)
  }
}

extension Convolution {
  /// Kernels of more elements along an axis are laid on the left side by indices rather than by a slice for each.
  private static let mostSlices = 32

  /// `[group, batch · places, kernel positions · features]`: what the kernel meets, wherever it lies.
  fileprivate func patches(
    of operand: Tracer, _ sizes: [Int], _ counts: [Int]
  ) throws(JAXError) -> Tracer {
    var patches = operand.transpose(lhs.batchFirst)
    patches = try patches.grouped(featureGroups > 1 ? patches.shape.rank - 1 : 0, in: groups)
    patches = try padded(patches)
    for axis in sizes.indices { patches = try laid(axis, on: patches, sizes[axis], counts[axis]) }
    let extents = patches.shape.extents
    let depth = try Shape(sizes + [extents[extents.count - 1]]).count
    return try patches.reshaped([groups, try Shape([extents[1]] + counts).count, depth])
  }

  /// `[group, batch, spatial…, feature]` with gaps and padding.
  func padded(_ operand: Tracer) throws(JAXError) -> Tracer {
    // Of up to one element the dilation says nothing, and it may be huge.
    let interior = lhsDilation.enumerated().map { operand.shape[$0 + 2] > 1 ? $1 - 1 : 0 }
    if (low + high + interior).allSatisfy({ $0 == 0 }) { return operand }
    let pad = Pad(low: [0, 0] + low + [0], high: [0, 0] + high + [0], interior: [0, 0] + interior + [0])
    return try operand.applying(pad, [operand.zeros(.scalar(operand.dtype))])
  }

  /// Replaces the places along a spatial axis by those where the kernel starts, and adds an axis for the elements of the
  /// kernel before the features, unless it has one alone.
  private func laid(
    _ axis: Int, on operand: Tracer, _ size: Int, _ count: Int
  ) throws(JAXError) -> Tracer {
    // Of one place, or one element, the distance to the next says nothing, and it may be huge.
    let stride = count > 1 ? strides[axis] : 1
    let dilation = size > 1 ? kernelDilation[axis] : 1
    if size > Self.mostSlices {
      return try gathered(axis + 2, of: operand, (count, stride), (size, dilation))
    }
    let extents = operand.shape.extents
    let last = extents.count - 1
    var slices: [Tracer] = []
    for element in 0..<size {
      var slice = Slice(starts: extents.map { _ in 0 }, limits: extents, strides: extents.map { _ in 1 })
      slice.starts[axis + 2] = element * dilation
      slice.limits[axis + 2] = element * dilation + (count - 1) * stride + 1
      slice.strides[axis + 2] = stride
      let part =
        slice.limits == extents && element == 0 && stride == 1 ? operand : try operand.applying(slice)
      slices.append(size == 1 ? part : try part.reshaped(part.shape.extents[..<last] + [1, extents[last]]))
    }
    if size == 1 { return slices[0] }
    return try slices[0].applying(Concatenate(axis: last), Array(slices[1...]))
  }

  private func gathered(
    _ axis: Int, of operand: Tracer, _ places: (count: Int, step: Int), _ elements: (count: Int, step: Int)
  ) throws(JAXError) -> Tracer {
    let extents = [places.count, elements.count]
    func positions(_ axis: Int, _ step: Int) throws(JAXError) -> Tracer {
      let iota = Iota(.int64, shape: extents, axis: axis)
      let positions = Tracer(
        try operand.builder.append(iota, [], at: operand.location)[0], in: operand.builder,
        at: operand.location)
      return .apply(Multiply(), positions, positions.filled(Double(step)))
    }
    let indices = try positions(0, places.step).applying(Add(), [try positions(1, elements.step)])
    let rank = operand.shape.rank
    var sizes = operand.shape.extents
    sizes[axis] = 1
    let axes = IndexedAxes(
      window: (0...rank).filter { $0 != axis && $0 != rank - 1 }, collapsed: [axis], indexed: [axis],
      vector: 2)
    return try operand.applying(Gather(axes, sizes: sizes), [indices])
  }

  /// `[group, kernel positions · input features, output features]`.
  fileprivate func matrices(of operand: Tracer) throws(JAXError) -> Tracer {
    let ordered = try walked(operand)
    let matrices = try ordered.grouped(ordered.shape.rank - 1, in: groups)
    let extents = matrices.shape.extents
    let depth = try Shape(Array(extents[1..<extents.count - 1])).count
    return try matrices.reshaped([groups, depth, extents[extents.count - 1]])
  }

  /// The kernel as it is walked: `[spatial…, input feature, output feature]`.
  func walked(_ operand: Tracer) throws(JAXError) -> Tracer {
    let reversed = kernel.spatial.indices.filter { isReversed[$0] }.map { kernel.spatial[$0] }
    let walked = reversed.isEmpty ? operand : try operand.applying(Reverse(axes: reversed))
    return walked.transpose(kernel.batchLast)
  }

  /// The product of patches and matrices in the layout of the result.
  fileprivate func product(
    _ patches: Tracer, _ matrices: Tracer, _ type: TensorType
  ) throws(JAXError) -> Tracer {
    var (left, right) = (patches, matrices)
    var product = DotGeneral(
      lhsBatch: [0], rhsBatch: [0], lhsContracting: [2], rhsContracting: [1], resultDType: type.dtype)
    if groups == 1 {
      // A product without batch axes is the simpler one.
      left = try left.reshaped(Array(left.shape.extents[1...]))
      right = try right.reshaped(Array(right.shape.extents[1...]))
      product = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: type.dtype)
    }
    var sums = try left.applying(product.ordered(left.type, right.type), [right])
    if groups > 1 { sums = sums.transpose([1, 0, 2]) }
    return try laidOut(sums, type)
  }

  /// Elements of `[batch, spatial…, feature]` in the layout of the result.
  func laidOut(_ sums: Tracer, _ type: TensorType) throws(JAXError) -> Tracer {
    let order = result.batchFirst
    let axes = order.indices.sorted { order[$0] < order[$1] }
    return try sums.reshaped(order.map { type.shape[$0] }).transpose(axes)
  }
}
