import Testing

@testable import JAX

/// Transformations of transformations.
struct CompositionTests {
  let x = Tensor([0.5, -1.25, 2] as [Float])
  private let f = { @Sendable (x: Tensor) in (sin(x) * x * x).sum() }

  /// Derivatives of sin(x) x², by hand.
  private func derivative(_ order: Int) -> Tensor {
    switch order {
    case 1: cos(x) * x * x + 2 * x * sin(x)
    case 2: (2 - x * x) * sin(x) + 4 * x * cos(x)
    default: (6 - x * x) * cos(x) - 6 * x * sin(x)
    }
  }

  @Test func higherOrders() throws {
    let second = { @Sendable [f] (x: Tensor) in grad { grad(f)($0).sum() }(x) }
    let third = { @Sendable (x: Tensor) in grad { second($0).sum() }(x) }
    try expectClose(second(x), derivative(2), 1e-5)
    try expectClose(jit(second)(x), derivative(2), 1e-5)
    try expectClose(third(x), derivative(3), 1e-5)
    try expectClose(jit(third)(x), derivative(3), 1e-5)
  }

  @Test func orders() throws {
    let v = Tensor([1, 2, -1] as [Float])
    let expected = derivative(2) * v
    let f = f
    // Forward over reverse, reverse over forward, forward over forward.
    let hvps: [@Sendable (Tensor) -> Tensor] = [
      { x in jvp(grad(f), x, v).1 },
      { x in grad { x in jvp(f, x, v).1 }(x) },
      { x in grad { x in (grad(f)(x) * v).sum() }(x) },
      { x in linearize(grad(f), at: x).1(v) },
      { x in vjp(grad(f), x).1(v) },
    ]
    for hvp in hvps {
      try expectClose(hvp(x), expected, 1e-5)
      try expectClose(jit(hvp)(x), expected, 1e-5)
      let batch = stack([x, x * 2], axis: 0)
      try expectClose(vmap(hvp)(batch)[0], expected, 1e-5)
      try expectClose(jit(vmap(hvp))(batch)[0], expected, 1e-5)
    }
    let twice = jvp({ x in jvp(f, x, v).1 }, x, v).1
    try expectClose(twice, (expected * v).sum(), 1e-5)
  }

  @Test func batches() throws {
    let f = f
    let batch = stack([x, x * 2, x - 1], axis: 0)
    let rows = stack((0..<3).map { grad(f)(batch[$0]) }, axis: 0)
    try expectClose(vmap(grad(f))(batch), rows, 1e-6)
    try expectClose(jit(vmap(grad(f)))(batch), rows, 1e-6)
    let summed = { @Sendable (b: Tensor) in vmap(f)(b).sum() }
    try expectClose(grad(summed)(batch), rows, 1e-6)
    try expectClose(jit(grad(summed))(batch), rows, 1e-6)
    try expectClose(vmap(jit(grad(jit(f))))(batch), rows, 1e-6)
    try expectClose(grad(jit(f))(x), derivative(1), 1e-6)
    let h = hessian(f)(x)
    try expectClose(vmap(hessian(f))(batch)[0], h, 1e-6)
    try expectClose(jit(hessian(f))(x), h, 1e-6)
    try expectClose((h * Tensor.ones([3])).sum(axes: [0]), derivative(2), 1e-5)
  }

  /// Variables of different derivatives are not confused: the textbook cases give the wrong answer otherwise.
  @Test func perturbations() throws {
    // d/dx (x · d/dy (x + y) at 1) = 1, where confusion gives 2.
    let nested = { @Sendable (x: Tensor) in x * grad { y in x + y }(1.0) }
    #expect(try floats(grad(nested)(1.0)) == [1])
    #expect(try floats(jit(grad(nested))(1.0)) == [1])
    let forward = { @Sendable (x: Tensor) in x * jvp({ y in x + y }, 1.0, 1.0).1 }
    #expect(try floats(jvp(forward, 1.0, 1.0).1) == [1])
    #expect(try floats(jit { (x: Tensor) in jvp(forward, x, 1.0).1 }(1.0)) == [1])
    #expect(try floats(grad(forward)(1.0)) == [1])
    // d/dx (x · d/dy (x · y² ) at 2) = d/dx 4x² = 8x.
    let product = { @Sendable (x: Tensor) in x * grad { y in x * y * y }(2.0) }
    #expect(try floats(grad(product)(3.0)) == [24])
    #expect(try floats(vmap(grad(product))(Tensor([1, 3] as [Float]))) == [8, 24])
    // A derivative in a mapped function that takes values of both.
    let mixed = { @Sendable (x: Tensor) in
      grad { x in vmap { y in grad { z in (z * z * x * y).sum() }(y) }(x).sum() }(x)
    }
    // g(x) = Σᵢ 2 xᵢ² Σ xⱼ … with y = xᵢ: d/dz(z² y Σx)(xᵢ) = 2 xᵢ² Σx.
    let s = x.sum()
    let expected = 4 * x * s + 2 * (x * x).sum()
    try expectClose(mixed(x), expected, 1e-5)
    try expectClose(jit(mixed)(x), expected, 1e-5)
  }

  @Test func capturedValues() throws {
    let scale = Tensor([2, 3, 4] as [Float])
    #expect(try floats(grad { x in (x * scale).sum() }(x)) == [2, 3, 4])
    let outer = jit { (a: Tensor) in grad { x in (x * a * scale).sum() }(a) }
    try expectClose(outer(x), x * scale, 1e-6)
    try expectClose(
      vmap { (a: Tensor) in grad { y in (y * a * scale).sum() }(scale) }(stack([x, x], axis: 0))[1],
      x * scale, 1e-6)
    // A pullback from outside a trace, in it.
    let (_, pullback) = vjp({ x in x * x }, x)
    try expectClose(grad { d in (pullback(d) * d).sum() }(x), 4 * x * x, 1e-5)
  }

  @Test func stopped() throws {
    try expectClose(grad { x in (stopGradient(x) * x).sum() }(x), x, 1e-6)
    try expectClose(jit(grad { x in (stopGradient(sin(x)) * x).sum() })(x), sin(x), 1e-6)
    #expect(try floats(stopGradient(x)) == floats(x))
    let graph = try jit { (x: Tensor) in stopGradient(x) * 2 }.lower(x).optimisedText
    #expect(!graph.contains("stop_gradient"))
  }

  @Test func inCompiledCode() throws {
    let network = Network.sample([3, 4, 2])
    let (x, y) = (Tensor.ones([2, 3]), Tensor.ones([2, 2]))
    let step = jit { (network: Network, x: Tensor, y: Tensor) in
      let (value, gradient) = valueAndGrad(loss)(network, x, y)
      return (value, network.with(zip(network.tensors, gradient.tensors).map { $0 - 0.1 * $1 }))
    }
    var (trained, losses) = (network, [Float]())
    for _ in 0..<5 {
      let (value, next) = step(trained, x, y)
      losses.append(try value.item())
      trained = next
    }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 }, "\(losses)")
    #expect(step.statistics.traces == 1)
  }
}
