import JAX

/// A layer whose every output sees every input: `[n, inputs] → [n, outputs]`.
struct Dense: TensorTree {
  var weight: Tensor
  var bias: Tensor

  /// Weights from a normal distribution whose variance keeps that of what passes through (He et al., 2015).
  init(_ inputs: Int, _ outputs: Int, from generator: inout some RandomNumberGenerator) {
    let scale = (2 / Double(inputs)).squareRoot()
    let numbers = (0..<inputs * outputs).map { _ in Float(scale * generator.nextNormal()) }
    weight = Tensor(numbers, shape: [inputs, outputs])
    bias = .zeros([outputs])
  }

  func callAsFunction(_ x: Tensor) -> Tensor { matmul(x, weight) + bias }

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(weight)
    leaves.append(bias)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Dense {
    var layer = self
    layer.weight = leaves.next(weight)
    layer.bias = leaves.next(bias)
    return layer
  }
}

/// Two layers: 64 pixels, 128 features, 10 digits.
struct Network: TensorTree {
  var hidden: Dense
  var output: Dense

  init(from generator: inout some RandomNumberGenerator) {
    hidden = Dense(64, 128, from: &generator)
    output = Dense(128, 10, from: &generator)
  }

  /// How likely each digit is, as a logarithm up to a constant: `[n, 64] → [n, 10]`.
  func callAsFunction(_ images: Tensor) -> Tensor { output(relu(hidden(images))) }

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(hidden)
    leaves.append(output)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Network {
    var network = self
    network.hidden = leaves.next(hidden)
    network.output = leaves.next(output)
    return network
  }
}

/// The cross entropy of the predicted digits and the true ones, `i32[n]`.
@Sendable func loss(_ network: Network, _ images: Tensor, _ labels: Tensor) -> Tensor {
  let likelihoods = logSoftmax(network(images))
  return -(oneHot(labels, count: 10) * likelihoods).sum(axes: [1]).mean()
}

/// The share of images whose most likely digit is the true one.
@Sendable func accuracy(_ network: Network, _ images: Tensor, _ labels: Tensor) -> Tensor {
  (network(images).argmax(axis: 1) .== labels).asType(.float32).mean()
}

extension RandomNumberGenerator {
  /// A number from the normal distribution of mean 0 and variance 1 (Marsaglia's polar method).
  fileprivate mutating func nextNormal() -> Double {
    while true {
      let (x, y) = (Double.random(in: -1...1, using: &self), Double.random(in: -1...1, using: &self))
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      return x * (-2 * logarithm(square) / square).squareRoot()
    }
  }
}
