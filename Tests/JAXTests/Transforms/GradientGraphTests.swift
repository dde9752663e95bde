import Testing

@testable import JAX

/// The graphs of gradients are as small as those of JAX.
struct GradientGraphTests {
  @Sendable private func mlp(_ p: [Tensor], _ x: Tensor, _ y: Tensor) -> Tensor {
    let difference = matmul(tanh(matmul(x, p[0]) + p[1]), p[2]) + p[3] - y
    return (difference * difference).mean()
  }

  @Test func ofTwoLayers() throws {
    let p = [Tensor.ones([3, 4]), Tensor.ones([4]), Tensor.ones([4, 2]), Tensor.ones([2])]
    let lowered = try jit(grad(mlp)).lower(p, Tensor.ones([5, 3]), Tensor.ones([5, 2]))
    let names = lowered.optimised.instructions.map { type(of: $0.primitive).name }
    // jax.make_jaxpr(jax.jit(jax.grad(loss))) has as many products, in 29 equations.
    #expect(names.count { $0 == "dot_general" } == 5)
    // The way to the difference; its double over the count, and the pullback. The loss itself is not computed.
    #expect(
      names == [
        "dot_general", "broadcast_in_dim", "add", "tanh", "constant", "subtract",
        "dot_general", "broadcast_in_dim", "add", "subtract", "constant", "multiply", "fma",
        "reduce_sum", "dot_general", "dot_general", "multiply", "multiply", "fma", "reduce_sum",
        "dot_general",
      ], "\(lowered.optimised)")
    let isRead = Set(lowered.optimised.instructions.flatMap(\.operands) + lowered.optimised.results)
    #expect(lowered.optimised.instructions.allSatisfy { $0.results.contains { isRead.contains($0) } })
  }
}
