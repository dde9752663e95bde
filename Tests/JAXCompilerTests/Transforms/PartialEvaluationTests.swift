import JAXIR
import Testing

@testable import JAXCompiler

struct PartialEvaluationTests {
  private static let text = """
    graph main(%0: f32[], %1: f32[], %2: f32[]) {
      %3 = exp %0 : f32[]
      %4 = multiply %3, %1 : f32[]
      %5 = sin %2 : f32[]
      return %4, %5, %3
    }
    """

  @Test func whatNeedsOnlyKnownParametersComesFirst() throws {
    let parts = try Network.graph(PartialEvaluationTests.text).partiallyEvaluated(unknown: [
      false, true, false,
    ])
    #expect(parts.isUnknown == [true, false, false] && parts.residualCount == 1)
    #expect(
      parts.known.description == """
        graph main(%0: f32[], %1: f32[]) {
          %2 = exp %0 : f32[]
          %3 = sin %1 : f32[]
          return %3, %2, %2
        }

        """)
    #expect(
      parts.unknown.description == """
        graph main_linear(%0: f32[], %1: f32[]) {
          %2 = multiply %0, %1 : f32[]
          return %2
        }

        """)
  }

  @Test func aKnownResultMayBeAskedOfTheSecondPart() throws {
    let graph = try Network.graph(PartialEvaluationTests.text)
    let parts = try graph.partiallyEvaluated(unknown: [false, true, false], results: [true, true, false])
    #expect(parts.unknown.results.count == 2 && parts.residualCount == 2)
    let error = try #require(throws: JAXError.self) {
      try graph.partiallyEvaluated(unknown: [false, true, false], results: [false, true, false])
    }
    #expect(error.code == .unsupported)
    #expect(throws: JAXError.self) { try graph.partiallyEvaluated(unknown: [false]) }
    #expect(throws: JAXError.self) {
      try graph.partiallyEvaluated(unknown: [false, true, false], results: [true])
    }
  }

  @Test func effectsWaitForNothing() throws {
    let graph = try Network.graph(
      "graph main(%0: token, %1: f32[]) { %2, %3 = test_effect %0, %1 : token, f32[] return %2, %3 }")
    let error = try #require(throws: JAXError.self) { try graph.partiallyEvaluated(unknown: [false, true]) }
    #expect(
      error.message.contains("an effect depends on what is not known") && error.operation == "test_effect")
  }
}
