import JAX

extension GradientProgram {
  static let arrays: [GradientProgram] = [
    GradientProgram("sort_loss") {
      [grad { (x: Tensor) in (x.sorted() * numbers(9, seed: 2)).sum() }(numbers(9, seed: 1))]
    },
    GradientProgram("top_k") {
      let gradient = grad { (x: Tensor) in (square(x.topK(3).values) * Tensor([1.0, 2, 3])).sum() }
      return [gradient(numbers(2, 8, seed: 1))]
    },
    GradientProgram("median_by_argsort") {
      [grad { (x: Tensor) in square(x[x.argsort()[3]]) }(numbers(7, seed: 1))]
    },
    GradientProgram("embedding") {
      let rows = Tensor([1, 4, 1, 5, 0, 1])
      let gradient = grad { (table: Tensor) in
        (square(take(table, rows, axis: 0)) * numbers(6, 3, seed: 2)).sum()
      }
      return [gradient(numbers(6, 3, seed: 1))]
    },
    GradientProgram("scatter_add") {
      let rows = Tensor([0, 3, 3, 1])
      let loss = { @Sendable (x: Tensor, updates: Tensor) in (x.at[rows].add(updates) ** 3).sum() }
      let (x, updates) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, 2, seed: 1), numbers(4, 2, seed: 2))
      return [x, updates]
    },
    GradientProgram("scatter_set") {
      let rows = Tensor([0, 3])
      let loss = { @Sendable (x: Tensor, updates: Tensor) in (x.at[rows].set(updates) ** 3).sum() }
      let (x, updates) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, 2, seed: 1), numbers(2, 2, seed: 2))
      return [x, updates]
    },
    GradientProgram("segment_mean") {
      let rows = Tensor([0, 1, 0, 2, 1, 0])
      let gradient = grad { (x: Tensor) in
        let sums = Tensor.zeros([3, 2], .float64).at[rows].add(x)
        let counts = Tensor.zeros([3], .float64).at[rows].add(1.0)
        return square(sums / counts.expanded(at: 1)).sum()
      }
      return [gradient(numbers(6, 2, seed: 1))]
    },
    GradientProgram("take_along_axis") {
      let places = Tensor([0, 4, 2, 2, 3, 1], shape: [3, 2])
      let gradient = grad { (x: Tensor) in
        (square(takeAlongAxis(x, places, axis: 1)) * numbers(3, 2, seed: 2)).sum()
      }
      return [gradient(numbers(3, 5, seed: 1))]
    },
    GradientProgram("cumulative_sum") {
      let gradient = grad { (x: Tensor) in (square(x.cumulativeSum(axis: 1)) * numbers(3, 4, seed: 2)).sum() }
      return [gradient(numbers(3, 4, seed: 1))]
    },
    GradientProgram("cumulative_product") {
      let gradient = grad { (x: Tensor) in (x.cumulativeProduct(axis: 0) * numbers(3, 4, seed: 2)).sum() }
      return [gradient(numbers(3, 4, seed: 1, 0.5, 2))]
    },
    GradientProgram("cumulative_max") {
      [grad { (x: Tensor) in (x.cumulativeMax() * numbers(10, seed: 2)).sum() }(numbers(10, seed: 1))]
    },
    GradientProgram("product") {
      [grad { (x: Tensor) in square(x.product(axes: [1])).sum() }(numbers(2, 5, seed: 1, 0.5, 2))]
    },
    GradientProgram("extrema") {
      let gradient = grad { (x: Tensor) in (square(x.max(axes: [1])) - x.min(axes: [1]) ** 3).sum() }
      return [gradient(numbers(4, 5, seed: 1))]
    },
    GradientProgram("tied_extrema") {
      let gradient = grad { (x: Tensor) in x.max() * 2 + x.min() * 3 + maximum(x, 3).sum() }
      return [gradient(Tensor([1.0, 3, 3, 2, 1]))]
    },
    GradientProgram("standard_deviation") {
      let gradient = grad { (x: Tensor) in (x.standardDeviation(axes: [1]) * x.variance(axes: [1])).sum() }
      return [gradient(numbers(3, 6, seed: 1))]
    },
    GradientProgram("log_sum_exp") {
      [grad { (x: Tensor) in square(logSumExp(x, axes: [1])).sum() }(numbers(3, 4, seed: 1, -30, 30))]
    },
    GradientProgram("concatenate_and_split") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        let halves = split(concatenate([a, b, a * b[0..., ..<3]], axis: 1), into: 2, axis: 1)
        return (halves[0] * halves[1]).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(2, 3, seed: 1), numbers(2, 4, seed: 2))
      return [a, b]
    },
    GradientProgram("pad_roll_flip") {
      let gradient = grad { (x: Tensor) in
        let y = x.padded([(1, 0), (0, 2)], with: 2.0)
        return (y.rolled(by: 2, axis: 1) * y.reversed(axes: [0]) * numbers(4, 6, seed: 2)).sum()
      }
      return [gradient(numbers(3, 4, seed: 1))]
    },
    GradientProgram("strided_slices") {
      let gradient = grad { (x: Tensor) in
        (square(x[Slice(from: 1, by: 2), ..<4]) * x[Slice(to: 6, by: 2), 2...]).sum()
      }
      return [gradient(numbers(7, 6, seed: 1))]
    },
    GradientProgram("bilinear_einsum") {
      let loss = { @Sendable (x: Tensor, w: Tensor, y: Tensor) in
        square(einsum("bi,ijk,bk->bj", x, w, y)).sum()
      }
      let (x, w, y) = grad(loss, withRespectTo: \.0, \.1, \.2)(
        numbers(3, 2, seed: 1), numbers(2, 4, 3, seed: 2), numbers(3, 3, seed: 3))
      return [x, w, y]
    },
    GradientProgram("tensordot") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        square(tensordot(a, b, axes: [1, 2], [1, 0])).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(2, 3, 4, seed: 1), numbers(4, 3, 2, seed: 2))
      return [a, b]
    },
    GradientProgram("batched_products") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        matmul(sin(matmul(a, b)), b.swappedAxes(1, 2)).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(2, 3, 4, seed: 1), numbers(2, 4, 3, seed: 2))
      return [a, b]
    },
  ]
}
