import JAX

extension GradientProgram {
  static let transformations: [GradientProgram] = [
    GradientProgram("hessian_vector_product") {
      let f = { @Sendable (x: Tensor) in (sin(x) * x.cumulativeSum()).sum() * x.product() }
      return [jvp(grad(f), numbers(4, seed: 1), numbers(4, seed: 2)).1]
    },
    GradientProgram("reverse_over_reverse") {
      let f = { @Sendable (x: Tensor) in (square(tanh(x)) * x.reversed()).sum() }
      return [grad { (x: Tensor) in dot(grad(f)(x), numbers(4, seed: 2)) }(numbers(4, seed: 1))]
    },
    GradientProgram("hessian") {
      let f = { @Sendable (x: Tensor) in
        (100 * square(x[1...] - square(x[..<2])) + square(1 - x[..<2])).sum()
      }
      return [hessian(f)(numbers(3, seed: 1))]
    },
    GradientProgram("third_derivative") {
      [grad(grad(grad { (x: Tensor) in sin(x) * exp(x * 0.5) }))(Tensor(0.7 as Double))]
    },
    GradientProgram("jacobian_forwards") {
      [jacfwd { (x: Tensor) in outer(sin(x), x * x) }(numbers(3, seed: 1))]
    },
    GradientProgram("jacobian_backwards") {
      [jacrev { (x: Tensor) in tanh(matmul(x, x.T)) }(numbers(2, 2, seed: 1))]
    },
    GradientProgram("per_example_gradients") {
      let loss = { @Sendable (w: Tensor, x: Tensor, y: Tensor) in square(tanh(dot(x, w)) - y) }
      return [
        vmap(in: [nil, 0, 0], grad(loss))(numbers(3, seed: 1), numbers(4, 3, seed: 2), numbers(4, seed: 3))
      ]
    },
    GradientProgram("gradient_of_a_batch") {
      let x = numbers(4, 3, seed: 2)
      let gradient = grad { (w: Tensor) in
        vmap { (x: Tensor) in softmax(matmul(x, w)) * Tensor([0.0, 1]) }(x).sum()
      }
      return [gradient(numbers(3, 2, seed: 1))]
    },
    GradientProgram("pullback") {
      let (_, back) = vjp(
        { (a: Tensor, b: Tensor) in sin(matmul(a, b)) }, numbers(2, 3, seed: 1), numbers(3, 2, seed: 2))
      let (a, b) = back(numbers(2, 2, seed: 3))
      return [a, b]
    },
    GradientProgram("pushforward") {
      let (value, tangent) = jvp(
        { (a: Tensor, b: Tensor) in sin(matmul(a, b)) }, (numbers(2, 3, seed: 1), numbers(3, 2, seed: 2)),
        (numbers(2, 3, seed: 3), numbers(3, 2, seed: 4)))
      return [value, tangent]
    },
    GradientProgram("stopped_gradient") {
      [grad { (x: Tensor) in (x * stopGradient(sin(x)) + cos(x)).sum() }(numbers(5, seed: 1))]
    },
    GradientProgram("linear_transposition") {
      let f = { @Sendable (x: Tensor) in (x.padded([(1, 1)]) * numbers(6, seed: 2)).cumulativeSum() }
      return [linearTranspose(f, numbers(4, seed: 1))(numbers(6, seed: 3))]
    },
  ]
}
