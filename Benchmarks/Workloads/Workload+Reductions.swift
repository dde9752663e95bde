import JAX

extension Workload {
  static let reductions: [Workload] = [
    Workload("sum_16m", .reduction, [.uniform([1 << 24], 0...1)]) {
      let (f, x) = (jit { (x: Tensor) in x.sum() }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload("logsumexp_4096x1024", .reduction, [.uniform([4096, 1024], -5...5)]) {
      let (f, x) = (jit { (x: Tensor) in logSumExp(x, axes: [-1]) }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload("softmax_4096x1024", .reduction, [.uniform([4096, 1024], -5...5)]) {
      let (f, x) = (jit { (x: Tensor) in softmax(x) }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload(
      "layernorm_4096x768", .reduction, [.uniform([4096, 768], -2...3), .uniform([768]), .uniform([768])]
    ) {
      let (f, x, gain, bias) = (jit(layerNorm), $0[0], $0[1], $0[2])
      return PreparedCall { f(x, gain, bias) }
    },
    Workload("var0_4096x1024", .reduction, [.uniform([4096, 1024], -2...3)]) {
      let (f, x) = (jit { (x: Tensor) in x.variance(axes: [0]) }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload("argmax_4096x1024", .reduction, [.uniform([4096, 1024])]) {
      let (f, x) = (jit { (x: Tensor) in x.argmax(axis: -1) }, $0[0])
      return PreparedCall { f(x) }
    },
  ]

  /// Rows of mean 0 and variance 1, then scaled and shifted.
  @Sendable static func layerNorm(_ x: Tensor, _ gain: Tensor, _ bias: Tensor) -> Tensor {
    let centred = x - x.mean(axes: [-1], keepingAxes: true)
    let variance = x.variance(axes: [-1], keepingAxes: true)
    return centred * rsqrt(variance + 1e-5) * gain + bias
  }
}
