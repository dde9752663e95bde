import JAX

extension Mistake {
  static let transformations = [
    Mistake(
      "D11", "A gradient with respect to integers", .dtypeMismatch,
      why: "A derivative is a limit, and integers have no neighbours to go to it.",
      mending: "Write `2.0`, or convert with `asType(.float32)`."
    ) {
      _ = grad { x in x * x }(2)
    },
    Mistake(
      "D11", "A gradient of several numbers", .shapeMismatch,
      why: "A gradient says how one number changes; of many numbers there is one for each.",
      mending: "Add them up, or ask for all derivatives, `jacrev`, or for a combination of them, `vjp`."
    ) {
      let x = Tensor([1, 2, 3] as [Float])
      _ = grad { x in x * x }(x)
    },
    Mistake(
      "D3", "Batches of different sizes", .shapeMismatch,
      why: "`vmap` calls the function for each position along the first axis of all arguments.",
      mending:
        "Pass `nil` for what all calls share, `vmap(in: [0, nil]) { … }`, or the number of another axis."
    ) {
      let f = vmap { (x: Tensor, w: Tensor) in x * w }
      _ = f(Tensor.ones([8, 3]), Tensor.ones([3]))
    },
    Mistake(
      "D3", "A carry that changes its type", .shapeMismatch,
      why: "A loop has one program for all its iterations, so what one hands to the next keeps its type.",
      mending: "Start with the type that the body gives, or convert what it gives."
    ) {
      let rows = Tensor.ones([8, 3])
      _ = scan(Tensor.zeros([]), over: rows) { sum, row in (sum + row, sum) }
    },
    Mistake(
      "D3", "Branches of different types", .shapeMismatch,
      why: "What follows is compiled for one type, whichever branch runs.",
      mending: "Convert or reshape in one of them: `{ x.sum().broadcast(to: [3]) }`."
    ) {
      let f = jit { (x: Tensor) in
        cond(x.sum() .> 0) {
          x
        } otherwise: {
          x.sum()
        }
      }
      _ = f(Tensor([1, 2, 3] as [Float]))
    },
  ]
}
