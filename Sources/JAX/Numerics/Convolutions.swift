import JAXIR
import JAXPrimitives

/// What a convolution adds around its input along each spatial axis.
public enum ConvolutionPadding: Sendable {
  /// Nothing: the kernel lies within the input.
  case valid
  /// As much as makes the result as large as the input by the strides, half of it before.
  case same
  /// Zeros before and after, by axis; negative numbers take elements away.
  case explicit([(before: Int, after: Int)])
}

/// Where the features of a convolution's tensors are.
public enum ConvolutionLayout: Sendable {
  /// Input `[n, features, …]`, kernel `[outputs, features, …]`, result `[n, outputs, …]`.
  case featuresFirst
  /// Input `[n, …, features]`, kernel `[…, features, outputs]`, result `[n, …, outputs]`.
  case featuresLast

  fileprivate func axes(_ rank: Int) -> (input: ConvolutionAxes, kernel: ConvolutionAxes) {
    switch self {
    case .featuresFirst:
      let axes = ConvolutionAxes(batch: 0, feature: 1, spatial: Array(2..<rank))
      return (axes, axes)
    case .featuresLast:
      let spatial = Array(1..<rank - 1)
      return (
        ConvolutionAxes(batch: 0, feature: rank - 1, spatial: spatial),
        ConvolutionAxes(batch: rank - 1, feature: rank - 2, spatial: spatial.map { $0 - 1 })
      )
    }
  }
}

/// The sums of products of `kernel` and the parts of `x` that it lies on, wherever it does: a cross-correlation over any
/// number of spatial axes, as networks use it.
///
/// ```swift
/// let edges = convolution(images, kernel, padding: .same)      // [n, 1, h, w], [8, 1, 3, 3] → [n, 8, h, w]
/// ```
///
/// - Parameters:
///   - strides: The steps of the kernel, by spatial axis; 1 where nil.
///   - inputDilation: The distances between the elements of `x`, zeros between them: above 1 a transposed convolution.
///   - kernelDilation: The distances between the elements of the kernel.
///   - groups: Groups of input features, each of which meets a group of outputs alone.
public func convolution(
  _ x: Tensor, _ kernel: Tensor, strides: [Int]? = nil, padding: ConvolutionPadding = .valid,
  inputDilation: [Int]? = nil, kernelDilation: [Int]? = nil, groups: Int = 1,
  layout: ConvolutionLayout = .featuresFirst, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("convolution", file, line)
  return call.run(x) { () throws(JAXError) in
    let types = [try x.checkedType(), try kernel.checkedType()]
    guard types[0].rank >= 2, types[1].rank == types[0].rank else {
      throw JAXError(
        .shapeMismatch, "\(types[0]) and the kernel \(types[1]) do not have as many axes, at least 2")
    }
    let dtype = Promotion.common([x.typed, kernel.typed]).dtype
    let axes = layout.axes(types[0].rank)
    var convolution = Convolution(
      lhs: axes.input, kernel: axes.kernel, result: axes.input, strides: strides,
      lhsDilation: inputDilation, kernelDilation: kernelDilation, featureGroups: groups)
    try convolution.pad(padding, types[0], types[1])
    let builder = GraphBuilder()
    let parameters = types.map {
      Tracer(builder.parameter(.tensor($0.with(dtype: dtype))), in: builder, at: call.location)
    }
    let result = try parameters[0].convolution(parameters[1], convolution, dtype: dtype)
    let graph = builder.finish(name: "convolution", results: [result.value])
    let operands = try [x, kernel].map { (tensor) throws(JAXError) in
      try tensor.convert(to: .init(dtype), at: call.location)
    }
    return try graph.applied(to: operands, isWeak: [false], at: call.location)[0]
  }
}

extension Convolution {
  fileprivate mutating func pad(
    _ padding: ConvolutionPadding, _ input: TensorType, _ kernel: TensorType
  ) throws(JAXError) {
    switch padding {
    case .valid: break
    case .explicit(let widths):
      low = widths.map(\.before)
      high = widths.map(\.after)
    case .same:
      for axis in lhs.spatial.indices
      where strides.indices.contains(axis) && kernelDilation.indices.contains(axis) {
        let extent = input.shape[lhs.spatial[axis]]
        let size = (kernel.shape[self.kernel.spatial[axis]] - 1) * kernelDilation[axis] + 1
        guard strides[axis] > 0 else { continue }
        let results = (extent + strides[axis] - 1) / strides[axis]
        let zeros = max(0, (results - 1) * strides[axis] + size - extent)
        low[axis] = zeros / 2
        high[axis] = zeros - zeros / 2
      }
    }
  }
}
