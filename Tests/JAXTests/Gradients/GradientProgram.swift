import JAX
import Testing

/// A derivative of a program that users write, which JAX was asked for too: `Tools/make_references.py` holds the same
/// programs under the same names.
struct GradientProgram: Sendable, CustomTestStringConvertible {
  let name: String
  let run: @Sendable () -> [any TensorTree]

  init(_ name: String, _ run: @escaping @Sendable () -> [any TensorTree]) {
    self.name = name
    self.run = run
  }

  var testDescription: String { name }

  static let all: [GradientProgram] =
    losses + layers + arrays + functions + transformations + control + linearAlgebra + factors
    + rules

  /// Numbers between `low` and `high` that both sides compute exactly alike.
  static func numbers(_ shape: Int..., seed: Int, _ low: Double = -1, _ high: Double = 1) -> Tensor {
    let count = shape.reduce(1, *)
    let elements = (0..<count).map { place in
      Double((place * 7919 + seed * 104_729 + 13) % 1009) / 1009 * (high - low) + low
    }
    return Tensor(elements, shape: shape)
  }
}
