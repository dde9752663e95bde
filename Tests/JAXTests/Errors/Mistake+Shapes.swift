import JAX

extension Mistake {
  static let shapes = [
    Mistake(
      "D1", "Shapes that do not broadcast", .shapeMismatch,
      why:
        "Tensors are aligned at their last axis. Where their extents differ, one of them must be 1: it is repeated.",
      mending: "Transpose or reshape one of them, or give it an axis of extent 1 with `expanded(at:)`."
    ) {
      let x = Tensor.ones([3, 4])
      let y = Tensor.ones([4, 3])
      _ = x + y
    },
    Mistake(
      "D3", "Matrices that do not multiply", .shapeMismatch,
      why: "The columns of the left matrix are as many as the rows of the right one.",
      mending: "Transpose one of them: `matmul(x, y.transposed())`."
    ) {
      let x = Tensor.ones([2, 3])
      let y = Tensor.ones([2, 3])
      _ = matmul(x, y)
    },
    Mistake(
      "D3", "Elements that do not fill a shape", .shapeMismatch,
      why: "Reshaping keeps all elements.",
      mending: "Write `-1` for one extent, and it is computed from the others: `x.reshaped([3, -1])`."
    ) {
      let x = Tensor.arange(12)
      _ = x.reshaped([5, 2])
    },
    Mistake(
      "D3", "Tensors that are not aligned to be concatenated", .shapeMismatch,
      why: "They differ only along the axis at which one follows the other.",
      mending: "Name the axis, `concatenate([x, y], axis: 1)`, or use `stack` to put them along a new one."
    ) {
      let x = Tensor.ones([2, 3])
      let y = Tensor.ones([2, 5])
      _ = concatenate([x, y])
    },
    Mistake(
      "D3", "An axis that is not there", .invalidArgument,
      why: "Axes are counted from 0; negative ones from the last, which is -1.",
      mending: "Name one of the axes of the type in the message."
    ) {
      let x = Tensor.ones([2, 3])
      _ = x.sum(axes: [2])
    },
    Mistake(
      "D14", "A shape of more elements than memory can address", .shapeOverflow,
      why: "The number of elements is the product of the extents, and it is not allowed to wrap around.",
      mending:
        "Look for extents that were multiplied twice, or were computed from numbers that are not sizes."
    ) {
      let (rows, columns) = (3_000_000_000, 5_000_000_000)
      _ = Tensor.zeros([rows, columns])
    },
    Mistake(
      "D17", "A negative extent", .invalidShape,
      why: "An axis has 0 elements or more. Only `reshaped` takes -1, once, for what is left.",
      mending: "Check the computation of the extent."
    ) {
      let count = 3 - 5
      _ = Tensor.zeros([2, count])
    },
    Mistake(
      "D17", "More axes than a tensor may have", .invalidShape,
      why: "A tensor has 64 axes at most.",
      mending: "Combine axes that are not used one by one with `reshaped`."
    ) {
      let shape = [Int](repeating: 1, count: 65)
      _ = Tensor.zeros(shape)
    },
  ]
}
