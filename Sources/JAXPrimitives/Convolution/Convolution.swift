package import JAXIR

/// The roles of the axes of one tensor of a convolution.
package struct ConvolutionAxes: Hashable, Sendable {
  /// The batch; of the kernel the output features.
  package var batch: Int
  /// The features; of the kernel the input features.
  package var feature: Int
  /// The axes along which the kernel walks, in the order in which the three tensors share them.
  package var spatial: [Int]

  package init(batch: Int, feature: Int, spatial: [Int]) {
    self.batch = batch
    self.feature = feature
    self.spatial = spatial
  }

  /// All axes with the batch first and the features last.
  var batchFirst: [Int] { [batch] + spatial + [feature] }
  /// All axes with the features before the batch: of the kernel the order of a matrix product.
  var batchLast: [Int] { spatial + [feature, batch] }
}

/// What a convolution is but for its tensors: each element of the result is the sum of products of the kernel and the
/// part of the left side that it lies on, over kernel positions in row-major order, the input features fastest.
///
/// The semantics are those of `convolution` in the StableHLO specification. It is no primitive, but an expansion:
/// the patches that the kernel lies on, times the kernel as a matrix, in the order of sums of `DotGeneral`.
package struct Convolution: Hashable, Sendable {
  package var lhs: ConvolutionAxes
  package var kernel: ConvolutionAxes
  package var result: ConvolutionAxes
  /// By spatial axis: the steps of the kernel along the left side.
  package var strides: [Int]
  /// By spatial axis: zeros around the left side, after its dilation; a negative number removes places.
  package var low: [Int]
  package var high: [Int]
  /// By spatial axis: the distances between neighbours in the left side and in the kernel.
  package var lhsDilation: [Int]
  package var kernelDilation: [Int]
  /// By spatial axis: whether the kernel is walked from its end.
  package var isReversed: [Bool]
  /// Groups of input features, each of which meets a group of output features alone.
  package var featureGroups: Int
  /// Groups of the batch, each of which meets a group of output features alone.
  package var batchGroups: Int

  /// Lists that are left out are of ones, paddings of zeros, and nothing is reversed.
  package init(
    lhs: ConvolutionAxes, kernel: ConvolutionAxes, result: ConvolutionAxes, strides: [Int]? = nil,
    low: [Int]? = nil, high: [Int]? = nil, lhsDilation: [Int]? = nil, kernelDilation: [Int]? = nil,
    isReversed: [Bool]? = nil, featureGroups: Int = 1, batchGroups: Int = 1
  ) {
    let ones = lhs.spatial.map { _ in 1 }
    let zeros = lhs.spatial.map { _ in 0 }
    (self.lhs, self.kernel, self.result) = (lhs, kernel, result)
    self.strides = strides ?? ones
    self.low = low ?? zeros
    self.high = high ?? zeros
    self.lhsDilation = lhsDilation ?? ones
    self.kernelDilation = kernelDilation ?? ones
    self.isReversed = isReversed ?? lhs.spatial.map { _ in false }
    self.featureGroups = featureGroups
    self.batchGroups = batchGroups
  }

  var groups: Int { max(featureGroups, batchGroups) }
}

// MARK: - Types

extension Convolution {
  /// The type of the result. The constraints, by number:
  ///
  /// 1. The three tensors have as many spatial axes, and each axis of each has one role.
  /// 2. There is one stride, padding, dilation and reversal for each spatial axis.
  /// 3. Strides and dilations are at least 1; none is beyond the extents of any tensor, nor is a padding.
  /// 4. Group counts are at least 1, and at most one of them is more.
  /// 5. The groups of features divide the features of the left side, each of them as many as the kernel takes.
  /// 6. The groups of the batch divide it.
  /// 7. All groups divide the output features.
  /// 8. The dtypes can be multiplied and summed in that of the result (constraint 6 of `DotGeneral`).
  package func resultType(
    _ lhs: TensorType, _ kernel: TensorType, _ dtype: DType
  ) throws(JAXError) -> TensorType {
    try checkAxes(lhs, kernel)
    try checkWindow()
    try checkGroups(lhs, kernel)
    let product = DotGeneral(lhsContracting: [], rhsContracting: [], resultDType: dtype)
    let scalars = [lhs, kernel].map { ValueType.tensor(.scalar($0.dtype)) }
    _ = try product.resultTypes(of: scalars, regions: [])
    var extents = [Int](repeating: 0, count: lhs.rank)
    extents[result.batch] = lhs.shape[self.lhs.batch] / batchGroups
    extents[result.feature] = kernel.shape[self.kernel.batch]
    for (axis, extent) in zip(result.spatial, try spatialExtents(lhs, kernel)) { extents[axis] = extent }
    return TensorType(dtype, try Shape(extents))
  }

  private func checkAxes(_ lhs: TensorType, _ kernel: TensorType) throws(JAXError) {
    guard lhs.rank == kernel.rank else {
      throw JAXError(.shapeMismatch, "\(lhs) and the kernel \(kernel) do not have as many axes")
    }
    for (name, axes) in [("left side", self.lhs), ("kernel", self.kernel), ("result", self.result)] {
      guard axes.batchFirst.sorted() == Array(0..<lhs.rank) else {
        throw JAXError(
          .invalidArgument,
          "the axes \(axes.batchFirst) of the \(name) do not name each of its \(lhs.rank) axes once")
      }
    }
  }

  private func checkWindow() throws(JAXError) {
    let steps = [strides, lhsDilation, kernelDilation]
    guard (steps + [low, high]).allSatisfy({ $0.count == lhs.spatial.count }),
      isReversed.count == lhs.spatial.count
    else {
      throw JAXError(
        .invalidArgument,
        "takes one stride, padding, dilation and reversal for each of the \(lhs.spatial.count) spatial axes")
    }
    guard steps.allSatisfy({ $0.allSatisfy { $0 >= 1 } }) else {
      throw JAXError(.invalidArgument, "the strides and dilations of a convolution are at least 1")
    }
    guard (steps + [low, high]).allSatisfy({ $0.allSatisfy { $0.magnitude <= Shape.maximumCount } }) else {
      throw JAXError(.shapeOverflow, "a window is beyond the size of any tensor")
    }
  }

  private func checkGroups(_ lhs: TensorType, _ kernel: TensorType) throws(JAXError) {
    guard featureGroups >= 1, batchGroups >= 1, min(featureGroups, batchGroups) == 1 else {
      throw JAXError(
        .invalidArgument,
        "\(featureGroups) groups of features and \(batchGroups) of the batch: "
          + "both are at least 1, and one of them is 1")
    }
    let (features, taken) = (lhs.shape[self.lhs.feature], kernel.shape[self.kernel.feature])
    guard features.isMultiple(of: featureGroups), features / featureGroups == taken else {
      throw JAXError(
        .shapeMismatch,
        "the kernel \(kernel) takes \(taken) features, not those of \(lhs): \(features) in \(featureGroups) "
          + "groups")
    }
    let batch = lhs.shape[self.lhs.batch]
    guard batch.isMultiple(of: batchGroups) else {
      throw JAXError(.shapeMismatch, "a batch of \(batch) does not split in \(batchGroups) groups")
    }
    let given = kernel.shape[self.kernel.batch]
    guard given.isMultiple(of: groups) else {
      throw JAXError(.shapeMismatch, "\(given) output features do not split in \(groups) groups")
    }
  }

  /// The number of places of the kernel along each spatial axis: none where it is longer than the padded left side.
  private func spatialExtents(_ lhs: TensorType, _ kernel: TensorType) throws(JAXError) -> [Int] {
    var extents: [Int] = []
    for axis in self.lhs.spatial.indices {
      let own = try Windows.dilated(lhs.shape[self.lhs.spatial[axis]], by: lhsDilation[axis])
      let size = try Windows.dilated(kernel.shape[self.kernel.spatial[axis]], by: kernelDilation[axis])
      extents.append(Windows.count(own + low[axis] + high[axis], size: size, stride: strides[axis]))
    }
    return extents
  }
}
