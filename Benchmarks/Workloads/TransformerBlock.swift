import JAX

/// One block of a transformer that normalises first: attention with four heads and a layer of four times the width,
/// each added to what it works on.
struct TransformerBlock: TensorTree {
  var attentionGain, attentionBias: Tensor
  var projectionWeight, projectionBias: Tensor
  var outputWeight, outputBias: Tensor
  var feedForwardGain, feedForwardBias: Tensor
  var wideWeight, wideBias: Tensor
  var narrowWeight, narrowBias: Tensor

  private static let headCount = 4

  func callAsFunction(_ x: Tensor) -> Tensor {
    let (batch, time, width) = (x.shape[0], x.shape[1], x.shape[2])
    func heads(_ x: Tensor) -> Tensor {
      x.reshaped([batch, time, Self.headCount, -1]).transposed([0, 2, 1, 3])
    }
    let normalised = Workload.layerNorm(x, attentionGain, attentionBias)
    let parts = split(matmul(normalised, projectionWeight) + projectionBias, into: 3, axis: -1).map(heads)
    let attended = Workload.attend(parts[0], parts[1], parts[2])
    let joined = attended.transposed([0, 2, 1, 3]).reshaped([batch, time, width])
    let y = x + matmul(joined, outputWeight) + outputBias
    let wide = matmul(Workload.layerNorm(y, feedForwardGain, feedForwardBias), wideWeight) + wideBias
    return y + matmul(gelu(wide, approximate: true), narrowWeight) + narrowBias
  }

  func flatten(into leaves: inout TreeFlattener) {
    for parameter in [
      attentionGain, attentionBias, projectionWeight, projectionBias, outputWeight, outputBias,
      feedForwardGain, feedForwardBias, wideWeight, wideBias, narrowWeight, narrowBias,
    ] { leaves.append(parameter) }
  }

  func rebuild(from leaves: inout TreeRebuilder) -> TransformerBlock {
    TransformerBlock(
      attentionGain: leaves.next(attentionGain), attentionBias: leaves.next(attentionBias),
      projectionWeight: leaves.next(projectionWeight), projectionBias: leaves.next(projectionBias),
      outputWeight: leaves.next(outputWeight), outputBias: leaves.next(outputBias),
      feedForwardGain: leaves.next(feedForwardGain), feedForwardBias: leaves.next(feedForwardBias),
      wideWeight: leaves.next(wideWeight), wideBias: leaves.next(wideBias),
      narrowWeight: leaves.next(narrowWeight), narrowBias: leaves.next(narrowBias))
  }
}

extension TransformerBlock {
  static let inputs: [UniformInput] = [
    .uniform([256], 0.5...1.5), .uniform([256]),
    .uniform([256, 768], -0.1...0.1), .uniform([768]),
    .uniform([256, 256], -0.1...0.1), .uniform([256]),
    .uniform([256], 0.5...1.5), .uniform([256]),
    .uniform([256, 1024], -0.1...0.1), .uniform([1024]),
    .uniform([1024, 256], -0.1...0.1), .uniform([256]),
  ]

  /// From the inputs of a workload, of which the first is the sequence.
  init(_ x: [Tensor]) {
    self.init(
      attentionGain: x[1], attentionBias: x[2], projectionWeight: x[3], projectionBias: x[4],
      outputWeight: x[5], outputBias: x[6], feedForwardGain: x[7], feedForwardBias: x[8],
      wideWeight: x[9], wideBias: x[10], narrowWeight: x[11], narrowBias: x[12])
  }
}
