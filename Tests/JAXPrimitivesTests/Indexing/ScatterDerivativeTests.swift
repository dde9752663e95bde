import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Derivatives of scatters where windows meet, lie beyond the tensor, or tie.
struct ScatterDerivativeTests {
  private let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
  private let indices = Literal.make(.int32, integers: 1, 0, 1, 5, -1)
  private let tensor = TensorType(.float64, 3)
  private let updates = TensorType(.float64, 5)

  private func scatter(_ isUnique: Bool = false, _ body: (Tracer, Tracer) -> Tracer) throws -> Graph {
    try graph(
      of: Scatter(axes, isUnique: isUnique), [tensor, indices.type, updates],
      regions: [.binary(.float64, body)])
  }

  private func cotangents(_ graph: Graph) throws -> [[Double]] {
    let transposed = try graph.transposed(linear: [true, false, true])
    return try evaluate(transposed, [indices, .make(.float64, 10, 20, 30)]).map(\.numbers)
  }

  /// The last of several that replace an element takes its cotangent; those beyond the tensor get none.
  @Test func replacementsHaveTheCotangentOfTheirPlace() throws {
    #expect(try cotangents(scatter { $1 }) == [[0, 0, 30], [0, 10, 20, 0, 0]])
    #expect(try cotangents(scatter { $0 + $1 }) == [[10, 20, 30], [20, 10, 20, 0, 0]])
  }

  @Test func windowsThatReachBeyondTheTensorKeepTheirPart() throws {
    let axes = IndexedAxes(window: [1], indexed: [0], vector: 1)
    let windows = TensorType(.float64, 3, 2)
    let starts = Literal.make(.int64, integers: -1, 2, 1)
    let graph = try graph(
      of: Scatter(axes), [tensor, starts.type, windows], regions: [.binary(.float64) { $0 + $1 }])
    let transposed = try graph.transposed(linear: [true, false, true])
    let results = try evaluate(transposed, [starts, .make(.float64, 10, 20, 30)]).map(\.numbers)
    #expect(results == [[10, 20, 30], [0, 10, 30, 0, 20, 30]])
  }

  /// Equal ones share the tangent, as in JAX.
  @Test func theGreatestShareTheTangent() throws {
    let derivative = try scatter { $0.maximum($1) }.jvp([true, false, true]).graph
    let values = [
      Literal.make(.float64, 0, 2, 3), indices, .make(.float64, 2, 1, 2, 9, 9), .make(.float64, 1, 2, 3),
      .make(.float64, 10, 20, 30, 40, 50),
    ]
    let results = try evaluate(derivative, values)
    #expect(results[0].numbers == [1, 2, 3])
    #expect(results[1].numbers == [20, (2 + 10 + 30) / 3.0, 3])
  }

  @Test func productsHaveTangentsAndOneUpdateEachATranspose() throws {
    let values = [
      Literal.make(.float64, 2, 3, 4), indices, .make(.float64, 5, 6, 7, 9, 9), .make(.float64, 1, 1, 1),
      .make(.float64, 1, 1, 1, 1, 1),
    ]
    let derivative = try scatter { $0 * $1 }.jvp([true, false, true]).graph
    // d(3·5·7) = 5·7 + 3·7 + 3·5, d(2·6) = 6 + 2.
    #expect(try evaluate(derivative, values)[1].numbers == [8, 71, 1])
    let error = try #require(throws: JAXError.self) {
      try scatter { $0 * $1 }.transposed(linear: [false, false, true])
    }
    #expect(error.message.contains("neither a sum nor a replacement"))
  }

  @Test func backwardsThroughOtherBodiesIsAClearError() throws {
    let error = try #require(throws: JAXError.self) {
      try scatter { $0 * $1.sin() }.pulledBack([true, false, true])
    }
    #expect(error.operation == "scatter", "\(error)")
    #expect(error.hint?.contains("jvp") == true)
  }
}
