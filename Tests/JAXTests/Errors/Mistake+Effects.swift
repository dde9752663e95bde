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
      "D37", "An ordered callback for each of a batch", .unsupported,
      why: "The elements of a batch are computed together, in no order.",
      mending: "Leave out `ordered: true`, or go through the batch in order with `map` or `scan`."
    ) {
      let f = vmap { (x: Tensor) in
        ioCallback(returning: x, x, ordered: true) { x in x * 2 }
      }
      _ = f(Tensor([1, 2, 3] as [Float]))
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
    Mistake(
      "D13", "A number that is not finite, looked for", .nonFinite,
      why:
        "Under `withDebugging(.nans)` a function that gives NaN runs again, one operation after the other.",
      mending: "The operation that is named made it: look at its operands, and keep them where it is defined."
    ) {
      let f = jit { (x: Tensor) in sqrt(x - 2).sum() }
      _ = withDebugging(.nans) { f(Tensor([1, 2, 3] as [Float])) }
    },
  ]
}
