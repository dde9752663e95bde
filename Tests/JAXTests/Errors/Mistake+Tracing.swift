import JAX

extension Mistake {
  static let tracing = [
    Mistake(
      "D4", "A choice by the elements of a traced tensor", .concretization,
      why:
        "`jit` and `vmap` run a function once, before there are elements, to record what it computes. Swift's `if` would "
        + "have to choose at that time. A comparison of tensors is a tensor, which `if` does not take, so the mistake "
        + "needs a read.",
      mending:
        "`cond(x.sum() .> 0) { x } otherwise: { -x }` makes the choice when the function runs, `select` chooses for each "
        + "element. Outside `jit` and `vmap`, also inside `grad`, elements can be read."
    ) {
      let f = jit { (x: Tensor) -> Tensor in
        return stopping { try x.sum().item(as: Float.self) > 0 ? x : -x }
      }
      _ = f(Tensor([1, 2, 3] as [Float]))
    },
    Mistake(
      "D5", "A shape made of the elements of a traced tensor", .concretization,
      why: "Shapes are part of the compiled program, and elements are not known when it is made.",
      mending:
        "Pass the number as `Static(n)` or let the closure capture an `Int`: there is one program for each. Or compute "
        + "with the largest shape, and a mask."
    ) {
      let f = jit { (n: Tensor) -> Tensor in
        return stopping { try Tensor.zeros([Int(n.item(as: Int32.self))]) }
      }
      _ = f(Tensor(3 as Int32))
    },
    Mistake(
      "D7", "A traced tensor kept for later", .escapedTracer,
      why:
        "A tensor in a traced function stands for a value of each later call, and is none itself. Swift refuses most ways "
        + "to store one outside, because the closure is `@Sendable`.",
      mending: "Return it, as one of several results, and store what the call gives."
    ) {
      nonisolated(unsafe) var losses: [Tensor] = []
      let step = jit { (x: Tensor) -> Tensor in
        let loss = (x * x).sum()
        losses.append(loss)
        return x - 0.1 * loss
      }
      _ = step(Tensor([1, 2, 3] as [Float]))
      _ = losses[0] + 1
    },
    Mistake(
      "D11", "A tensor used after it was donated", .donatedTensor,
      why: "The memory of a donated argument was taken for a result of that call.",
      mending: "Use the result, `w = step(w, x)`, or do not donate the argument."
    ) {
      let step = jit(name: "step", donating: [0]) { (w: Tensor, x: Tensor) in w - 0.1 * x }
      let w = Tensor.ones([256])
      _ = step(w, Tensor.ones([256]))
      _ = w + 1
    },
    Mistake(
      "D12", "A compiled function that calls itself", .recursiveTrace,
      why: "Calls are recorded as if they were written out, and this recording would never end.",
      mending:
        "Repeat with `whileLoop`, `foriLoop` or `scan`. Recursion that ends is fine where a shape or a `Static` argument "
        + "decides."
    ) {
      enum Power {
        static let all: Jit<Tensor, Tensor> = jit(name: "power") { x in x * Power.all(x) }
      }
      _ = Power.all(2.0)
    },
  ]
}
