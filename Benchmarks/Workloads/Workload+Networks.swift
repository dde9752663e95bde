import JAX

extension Workload {
  static let networks: [Workload] = [
    Workload("mlp_fwd", .fused, [.uniform([128, 784], 0...1)] + Perceptron.inputs) {
      let (f, x, network) = (jit { (x: Tensor, network: Perceptron) in network(x) }, $0[0], Perceptron($0))
      return PreparedCall { f(x, network) }
    },
    Workload("transformer_fwd", .fused, [.uniform([4, 128, 256])] + TransformerBlock.inputs) {
      let (x, block) = ($0[0], TransformerBlock($0))
      let f = jit { (x: Tensor, block: TransformerBlock) in block(x) }
      return PreparedCall { f(x, block) }
    },
    attention("attention", [4, 4, 128, 64]),
    attention("attention_long", [1, 8, 1024, 64]),
  ]

  private static func attention(_ name: String, _ shape: [Int]) -> Workload {
    Workload(name, .fused, Array(repeating: .uniform(shape), count: 3)) {
      let (f, queries, keys, values) = (jit(attend), $0[0], $0[1], $0[2])
      return PreparedCall { f(queries, keys, values) }
    }
  }

  /// Attention over [batch, head, time, feature], every time to every time.
  @Sendable static func attend(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> Tensor {
    let scale = 1 / Double(queries.shape[3]).squareRoot()
    let scores = einsum("bhqd,bhkd->bhqk", queries, keys) * Tensor(weak: scale)
    return einsum("bhqk,bhkd->bhqd", softmax(scores), values)
  }
}

/// Three layers, 784–512–512–10.
struct Perceptron: TensorTree {
  struct Layer: TensorTree {
    var weight, bias: Tensor

    func flatten(into leaves: inout TreeFlattener) {
      leaves.append(weight)
      leaves.append(bias)
    }

    func rebuild(from leaves: inout TreeRebuilder) -> Layer {
      Layer(weight: leaves.next(weight), bias: leaves.next(bias))
    }

    func callAsFunction(_ x: Tensor) -> Tensor { matmul(x, weight) + bias }
  }

  var first, second, third: Layer

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(first)
    leaves.append(second)
    leaves.append(third)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Perceptron {
    Perceptron(first: leaves.next(first), second: leaves.next(second), third: leaves.next(third))
  }

  func callAsFunction(_ x: Tensor) -> Tensor { third(relu(second(relu(first(x))))) }
}

extension Perceptron {
  static let inputs: [UniformInput] = [
    .uniform([784, 512], -0.05...0.05), .uniform([512], -0.1...0.1), .uniform([512, 512], -0.05...0.05),
    .uniform([512], -0.1...0.1), .uniform([512, 10], -0.05...0.05), .uniform([10], -0.1...0.1),
  ]

  /// From the inputs of a workload, of which the first is the batch.
  init(_ inputs: [Tensor]) {
    first = Layer(weight: inputs[1], bias: inputs[2])
    second = Layer(weight: inputs[3], bias: inputs[4])
    third = Layer(weight: inputs[5], bias: inputs[6])
  }
}
