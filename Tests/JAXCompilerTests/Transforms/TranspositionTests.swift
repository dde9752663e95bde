import JAXIR
import Testing

@testable import JAXCompiler

struct TranspositionTests {
  /// The gradient: the transpose of the derivative, for a cotangent of 1.
  private func gradient(of graph: Graph) throws -> Graph {
    let count = graph.parameterCount
    let derivative = try graph.jvp(graph.parameters.map { _ in true }).graph.droppingResults(1)
    let gradient = try derivative.transposed(linear: (0..<2 * count).map { $0 >= count })
    try gradient.verify()
    return gradient
  }

  @Test func gradientsAreFiniteDifferences() throws {
    let graph = try Network.graph()
    let x = graph.randomArguments(seed: 3)
    let gradients = try gradient(of: graph)(x + [[1]])
    for (position, values) in x.enumerated() {
      let expected = try values.indices.map { element in
        var tangents = x.map { $0.map { _ in 0.0 } }
        tangents[position][element] = 1
        return try graph.difference(x, along: tangents)[0]
      }
      #expect(agree(gradients[position], expected))
    }
  }

  @Test func transposeAndDerivativeHaveOneInnerProduct() throws {
    let graph = try Network.graph()
    let derivative = try graph.jvp(graph.parameters.map { _ in true }).graph.droppingResults(1)
    let (x, tangents) = (graph.randomArguments(seed: 4), graph.randomArguments(seed: 5))
    let cotangents = try gradient(of: graph)(x + [[0.7]])
    let forward = try derivative(x + tangents)[0][0] * 0.7
    let backward = zip(cotangents, tangents).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
    #expect(agree([backward], [forward], within: 1e-12))
  }

  @Test func cotangentsOfAValueReadTwiceAreSummed() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[], %1: f32[2]) {
        %2 = negate %0 : f32[]
        %3 = subtract %2, %0 : f32[]
        return %3, %0
      }
      """)
    let transposed = try graph.transposed(linear: [true, true])
    #expect(
      transposed.description == """
        graph main(%0: f32[], %1: f32[]) {
          %2 = negate %0 : f32[]
          %3 = add %1, %2 : f32[]
          %4 = negate %0 : f32[]
          %5 = add %3, %4 : f32[]
          %6 = constant {literal = f32[2](0.0)} : f32[2]
          return %5, %6
        }

        """)
  }

  @Test func whatIsKnownIsComputedForwardsEffectsIncluded() throws {
    let graph = try Network.graph(
      """
      graph main(%0: token, %1: f32[], %2: f32[]) {
        %3, %4 = test_effect %0, %1 : token, f32[]
        %5 = exp %4 : f32[]
        %6 = multiply %5, %2 : f32[]
        return %3, %6, %5
      }
      """)
    let transposed = try graph.transposed(linear: [false, false, true])
    try transposed.verify()
    #expect(
      transposed.description == """
        graph main(%0: token, %1: f32[], %2: f32[], %3: f32[]) {
          %4, %5 = test_effect %0, %1 : token, f32[]
          %6 = exp %5 : f32[]
          %7 = multiply %6, %2 : f32[]
          return %4, %7
        }

        """)
  }

  @Test func whatIsNotLinearIsAnError() throws {
    for text in [
      "graph main(%0: f32[]) { %1 = sin %0 : f32[] return %1 }",
      "graph main(%0: f32[]) { %1 = multiply %0, %0 : f32[] return %1 }",
      "graph main(%0: f32[]) { %1 = divide %0, %0 : f32[] return %1 }",
      "graph main(%0: f32[]) { %1 = fma %0, %0, %0 : f32[] return %1 }",
      "graph main(%0: f32[2]) { %1 = dot_general %0, %0 {lhs_contracting = [0], rhs_contracting = [0]} : f32[] "
        + "return %1 }",
      "graph main(%0: f32[]) { %1 = test_token : token %2, %3 = test_effect %1, %0 : token, f32[] return %3 }",
    ] {
      let error = try #require(throws: JAXError.self) { try Network.graph(text).transposed(linear: [true]) }
      #expect(error.code == .unsupported && error.operation != nil && error.location != .unknown)
    }
  }
}
