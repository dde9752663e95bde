import JAX

extension Mistake {
  static let dtypes = [
    Mistake(
      "D2", "Elements read as another type", .dtypeMismatch,
      why: "Elements are read as what they are; a conversion would be silent and might lose digits.",
      mending: "Convert the tensor, `x.asType(.float64)`, or read `x.elements(as: Float.self)`."
    ) {
      let x = Tensor([1, 2, 3] as [Float])
      _ = try x.elements(as: Double.self)
    },
    Mistake(
      "D2", "Bits of numbers that are no integers", .dtypeMismatch,
      why: "`&`, `|`, `^` and `~` combine booleans, or the bits of integers.",
      mending: "Compare first, `(x .> 0) & (y .> 0)`, or convert with `asType(.int32)`."
    ) {
      let x = Tensor([1, 2, 3] as [Float])
      _ = x & 1
    },
    Mistake(
      "D2", "A condition that is no boolean", .dtypeMismatch,
      why: "`select` takes elements of one or the other tensor by a tensor of booleans.",
      mending: "Say what is to be true: `select(x .!= 0, x, y)`."
    ) {
      let x = Tensor([1, 0, 3] as [Float])
      _ = select(x, x, 1)
    },
    Mistake(
      "D2", "A number that the type cannot hold", .invalidArgument,
      why:
        "A number in the program takes the type of the tensor that it meets; wrapping it around would be silent.",
      mending: "Give one of both a wider type: `x.asType(.int32) + 1_000`."
    ) {
      let x = Tensor([1, 2, 3] as [Int8])
      _ = x + 1_000
    },
    Mistake(
      "D3", "An index beyond the axis", .invalidArgument,
      why:
        "An `Int` in a subscript is known when the line runs, so it is checked; elements of tensors of indices are not.",
      mending: "Count from the end with negative numbers: `x[-1]` is the last element."
    ) {
      let x = Tensor([1, 2, 3] as [Float])
      _ = x[3]
    },
    Mistake(
      "D3", "Indices that are no integers", .dtypeMismatch,
      why: "A tensor in a subscript holds positions along the axis.",
      mending: "Round as it is meant, and convert: `x[floor(p).asType(.int32)]`."
    ) {
      let x = Tensor([1, 2, 3] as [Float])
      _ = x[Tensor([0.5] as [Float])]
    },
    Mistake(
      "D6", "A mask as an index", .dtypeMismatch,
      why: "How many elements a mask chooses depends on their values, and the shape of a tensor never does.",
      mending:
        "Keep the shape, with something harmless where the mask does not hold: `select(x .> 0, x, 0).sum()`. Positions "
        + "can be had from `argsort` or `topK`."
    ) {
      let x = Tensor([1, -2, 3] as [Float])
      _ = x[x .> 0]
    },
  ]
}
