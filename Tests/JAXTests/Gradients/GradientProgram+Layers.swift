import JAX

extension GradientProgram {
  static let layers: [GradientProgram] = [
    GradientProgram("attention") {
      let loss = { @Sendable (q: Tensor, k: Tensor, v: Tensor) in
        let scores = einsum("bqd,bkd->bqk", q, k) / 2
        return square(einsum("bqk,bkd->bqd", softmax(scores), v)).sum()
      }
      let (q, k, v) = grad(loss, withRespectTo: \.0, \.1, \.2)(
        numbers(2, 3, 4, seed: 1), numbers(2, 5, 4, seed: 2), numbers(2, 5, 3, seed: 3))
      return [q, k, v]
    },
    GradientProgram("causal_attention") {
      let mask = Tensor.ones([4, 4], .float64).lowerTriangle() .> 0
      let loss = { @Sendable (x: Tensor, w: Tensor) in
        let parts = split(matmul(x, w), into: 3, axis: 1)
        let scores = select(mask, matmul(parts[0], parts[1].T), -1e9)
        return (matmul(softmax(scores), parts[2]) * numbers(4, 3, seed: 3)).sum()
      }
      let (x, w) = grad(loss, withRespectTo: \.0, \.1)(numbers(4, 3, seed: 1), numbers(3, 9, seed: 2))
      return [x, w]
    },
    GradientProgram("layer_norm") {
      let loss = { @Sendable (x: Tensor, scale: Tensor, bias: Tensor) in
        let centred = x - x.mean(axes: [1], keepingAxes: true)
        let variance = x.variance(axes: [1], keepingAxes: true)
        return ((centred * rsqrt(variance + 1e-5) * scale + bias) ** 3).sum()
      }
      let (x, scale, bias) = grad(loss, withRespectTo: \.0, \.1, \.2)(
        numbers(4, 6, seed: 1), numbers(6, seed: 2), numbers(6, seed: 3))
      return [x, scale, bias]
    },
    GradientProgram("batch_norm") {
      let loss = { @Sendable (x: Tensor, scale: Tensor) in
        sin((x - x.mean(axes: [0])) / sqrt(x.variance(axes: [0]) + 1e-3) * scale).sum()
      }
      let (x, scale) = grad(loss, withRespectTo: \.0, \.1)(numbers(8, 3, seed: 1), numbers(3, seed: 2))
      return [x, scale]
    },
    GradientProgram("rms_norm") {
      let gradient = grad { (x: Tensor) in
        (x / sqrt((x * x).mean(axes: [1], keepingAxes: true)) * numbers(3, 5, seed: 2)).sum()
      }
      return [gradient(numbers(3, 5, seed: 1))]
    },
    GradientProgram("activations") {
      let gradient = grad { (x: Tensor) in
        let y = gelu(x, approximate: true) + silu(x) + log1p(exp(x)) + sigmoid(x)
        return (y * numbers(12, seed: 2)).sum()
      }
      return [gradient(numbers(12, seed: 1, -3, 3))]
    },
    GradientProgram("conv_net") {
      let images = numbers(2, 1, 6, 6, seed: 1)
      let loss = { @Sendable (kernel: Tensor, w: Tensor) in
        let features = relu(convolution(images, kernel, padding: .same)).mean(axes: [2, 3])
        return logSoftmax(matmul(features, w))[0..., 0].sum()
      }
      let (kernel, w) = grad(loss, withRespectTo: \.0, \.1)(
        numbers(3, 1, 3, 3, seed: 2), numbers(3, 2, seed: 3))
      return [kernel, w]
    },
    GradientProgram("strided_conv") {
      let loss = { @Sendable (x: Tensor, kernel: Tensor) in
        let y = convolution(
          x, kernel, strides: [2], padding: .explicit([(1, 1)]), kernelDilation: [2], layout: .featuresLast)
        return square(y).sum()
      }
      let (x, kernel) = grad(loss, withRespectTo: \.0, \.1)(
        numbers(1, 7, 2, seed: 1), numbers(3, 2, 4, seed: 2))
      return [x, kernel]
    },
  ]
}
