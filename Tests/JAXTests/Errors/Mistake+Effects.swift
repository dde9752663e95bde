import JAX

extension Mistake {
  static let effects = [
    Mistake(
      "D37", "A callback that gives something else than it declared", .shapeMismatch,
      why: "What follows is compiled for the types of `returning`, before the callback runs.",
      mending: "Declare what it gives: `pureCallback(returning: x[0], x) { … }`."
    ) {
      let f = jit { (x: Tensor) in
        pureCallback(returning: x, x) { x in x.sum() }
      }
      _ = f(Tensor([1, 2, 3] as [Float]))
    },
    Mistake(
      "D37", "A derivative of a callback", .unsupported,
      why: "What a callback computes is Swift code, of which there is no record to differentiate.",
      mending: "Say the derivative with `customJVP`, or stop it: `stopGradient(x)` as the argument."
    ) {
      let f = { @Sendable (x: Tensor) in
        pureCallback(returning: x, x) { x in x * x }
      }
      _ = grad(f)(3.0)
    },
    Mistake(
      "D37", "A check that fails", .checkFailed,
      why:
        "That is what it is for: the message is that of `check`, and the call of the function gives nothing.",
      mending: "Look at what the condition reads, with `debugPrint` just before the check."
    ) {
      let f = jit { (x: Tensor) in
        check(x .> 0, "logarithms are of positive numbers")
        return log(x)
      }
      _ = f(Tensor([1, -2, 3] as [Float]))
    },
  ]
}
