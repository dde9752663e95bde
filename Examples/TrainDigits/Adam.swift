import JAX

/// The optimizer of Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015): steps along the mean of past
/// gradients, by the size that they usually have.
struct Adam<Model: TensorTree>: TensorTree {
  var rate: Tensor
  private var count: Tensor = 0.0
  private var mean: Model
  private var square: Model

  init(_ model: Model, rate: Tensor) {
    self.rate = rate
    mean = treeMap(model) { .zeros($0.shape, $0.dtype) }
    square = mean
  }

  /// The model after one step against the gradient.
  mutating func step(_ model: Model, _ gradient: Model) -> Model {
    count = count + 1
    mean = treeMap(mean, gradient) { 0.9 * $0 + 0.1 * $1 }
    square = treeMap(square, gradient) { 0.999 * $0 + 0.001 * $1 * $1 }
    let (meanScale, squareScale) = (1 / (1 - pow(0.9, count)), 1 / (1 - pow(0.999, count)))
    return treeMap(model, mean, square) { parameter, mean, square in
      parameter - rate * (mean * meanScale) / (sqrt(square * squareScale) + 1e-8)
    }
  }

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(rate)
    leaves.append(count)
    leaves.append(mean)
    leaves.append(square)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Adam {
    var adam = self
    adam.rate = leaves.next(rate)
    adam.count = leaves.next(count)
    adam.mean = leaves.next(mean)
    adam.square = leaves.next(square)
    return adam
  }
}
