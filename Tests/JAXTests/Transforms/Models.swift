import JAX

/// A layer with a static choice and an optional bias.
struct DenseLayer: TensorTree {
  var weight: Tensor
  var bias: Tensor?
  var isSquashed = true

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(weight)
    leaves.append(bias)
    leaves.appendStatic(isSquashed)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> DenseLayer {
    DenseLayer(weight: leaves.next(weight), bias: leaves.next(bias), isSquashed: isSquashed)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    var y = matmul(x, weight)
    if let bias { y = y + bias }
    return isSquashed ? tanh(y) : y
  }
}

/// Layers in an array, and a dictionary of scales.
struct Network: TensorTree {
  var layers: [DenseLayer]
  var scales: [String: Tensor]

  func flatten(into leaves: inout TreeFlattener) {
    // Not in the order of declaration.
    leaves.append(scales)
    leaves.append(layers)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Network {
    let scales = leaves.next(scales)
    return Network(layers: leaves.next(layers), scales: scales)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    layers.reduce(x) { $1($0) } * scales["out"]!
  }

  /// Weights without order, always the same.
  static func sample(_ sizes: [Int], isBiased: Bool = true) -> Network {
    let layers = zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
      let angles = Tensor.arange(size.0 * size.1, .float32).reshaped([size.0, size.1])
      return DenseLayer(
        weight: sin(angles * 1.7 + Tensor(weak: Double(index))) * 0.5,
        bias: isBiased ? cos(Tensor.arange(size.1, .float32)) * 0.1 : nil,
        isSquashed: index + 2 < sizes.count)
    }
    return Network(layers: layers, scales: ["out": Tensor(0.5 as Float), "unused": Tensor(3 as Float)])
  }
}

/// The mean squared error of a network.
@Sendable func loss(_ network: Network, _ x: Tensor, _ y: Tensor) -> Tensor {
  let difference = network(x) - y
  return (difference * difference).mean()
}

@Sendable func cube(_ x: Tensor) -> Tensor { (x * x * x).sum() }
