import JAX

extension GradientProgram {
  static let losses: [GradientProgram] = [
    GradientProgram("mlp") {
      let weights = [
        "b1": numbers(4, seed: 1), "b2": numbers(2, seed: 2), "w1": numbers(3, 4, seed: 3),
        "w2": numbers(4, 2, seed: 4),
      ]
      let (x, y) = (numbers(5, 3, seed: 5), numbers(5, 2, seed: 6))
      let gradient = grad { (w: [String: Tensor]) in
        let h = tanh(matmul(x, w["w1"]!) + w["b1"]!)
        return square(matmul(h, w["w2"]!) + w["b2"]! - y).mean()
      }
      return [gradient(weights)]
    },
    GradientProgram("classifier") {
      let (x, labels) = (numbers(6, 4, seed: 3), Tensor([0, 1, 2, 0, 1, 2]))
      let loss = { @Sendable (w: Tensor, b: Tensor) in
        let logits = logSoftmax(relu(matmul(x, w) + b) * 2.0)
        return -(oneHot(labels, count: 3, .float64) * logits).sum(axes: [1]).mean()
      }
      let (w, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(4, 3, seed: 1), numbers(3, seed: 2))
      return [w, b]
    },
    GradientProgram("logistic_regression") {
      let (x, y) = (numbers(7, 4, seed: 2), Tensor([0.0, 1, 0, 1, 0, 1, 0]))
      let (value, gradient) = valueAndGrad { (w: Tensor) in
        let p = sigmoid(matmul(x, w))
        return -(y * log(p) + (1 - y) * log(1 - p)).mean() + 0.1 * square(w).sum()
      }(numbers(4, seed: 1))
      return [value, gradient]
    },
    GradientProgram("huber") {
      let gradient = grad { (x: Tensor) in
        let size = abs(x)
        return select(size .< 1, 0.5 * x * x, size - 0.5).sum()
      }
      return [gradient(numbers(9, seed: 1, -3, 3))]
    },
    GradientProgram("hinge") {
      let (x, y) = (numbers(6, 3, seed: 1), Tensor([-1.0, 1, -1, 1, -1, 1]))
      return [grad { (w: Tensor) in maximum(0, 1 - y * matmul(x, w)).mean() }(numbers(3, seed: 2))]
    },
    GradientProgram("poisson") {
      let (x, counts) = (numbers(5, 3, seed: 2), Tensor([0.0, 1, 2, 3, 4]))
      let gradient = grad { (w: Tensor) in
        let rate = matmul(x, w)
        return (exp(rate) - counts * rate + lgamma(counts + exp(w[0]))).sum()
      }
      return [gradient(numbers(3, seed: 1))]
    },
    GradientProgram("cosine_similarity") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        let lengths = sqrt((a * a).sum(axes: [1])) * sqrt((b * b).sum(axes: [1]))
        return ((a * b).sum(axes: [1]) / lengths).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(4, 3, seed: 1), numbers(4, 3, seed: 2))
      return [a, b]
    },
    GradientProgram("contrastive") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        let scores = matmul(a, b.T) / 0.5
        let diagonal = (scores * .eye(4, nil, .float64)).sum(axes: [1])
        return (logSumExp(scores, axes: [1]) - diagonal).mean()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(4, 3, seed: 1), numbers(4, 3, seed: 2))
      return [a, b]
    },
    GradientProgram("soft_kmeans") {
      let points = numbers(10, 2, seed: 1)
      let (value, gradient) = valueAndGrad { (centres: Tensor) in
        let distances = square(points.expanded(at: 1) - centres.expanded(at: 0)).sum(axes: [-1])
        return -logSumExp(-distances, axes: [1]).sum()
      }(numbers(3, 2, seed: 2))
      return [value, gradient]
    },
    GradientProgram("kernel_matrix") {
      let loss = { @Sendable (x: Tensor, scale: Tensor) in
        let distances = square(x.expanded(at: 1) - x.expanded(at: 0)).sum(axes: [-1])
        return (exp(-distances / (2 * square(scale))) * numbers(5, 5, seed: 2)).sum()
      }
      let (x, scale) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, 2, seed: 1), Tensor(0.7 as Double))
      return [x, scale]
    },
  ]
}
