import JAX

extension Mistake {
  static let memory = [
    Mistake(
      "D15", "A tensor for which there is no memory", .outOfMemory,
      why:
        "The system refused. Nothing was computed, all tensors are as they were, and the program can go on.",
      mending:
        "Look at the shape: a product of outer axes is often meant to be a sum over them. `float16` and `bfloat16` take "
        + "half the memory; `scan` and `map` compute one part after the other."
    ) {
      _ = Tensor.zeros([1 << 20, 1 << 20])
    },
    Mistake(
      "D16", "A function for whose values there is no memory", .outOfMemory,
      why:
        "All that a compiled function keeps on the way to its results is laid out when it is compiled, and asked for "
        + "before it starts: it runs to its end, or not at all.",
      mending:
        "`try f.lower(x).compile().statistics` says how much it takes. `scan` and `map` compute one part after the other."
    ) {
      let f = jit { (x: Tensor) in
        (x * Tensor.arange(1 << 40, .float32)).sorted().sum()
      }
      _ = f(2.0)
    },
  ]
}
