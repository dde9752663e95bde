import JAXIR
import JAXPrimitives
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

  /// Effects are all in the first part, in their order and in the loop that they were in, and none in the second.
  @Test func effectsAreDoneOnceAndFirst() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[], %1: f32[], %2: f32[3]) {
        %3 = create_token : token
        %4 = sin %0 : f32[]
        %5 = debug_print %3, %4 {format = "before {}", is_ordered = true, limit = 10} : token
        %6, %7, %8 = scan %5, %0, %1, %2 {length = 3, invariants = 0, carries = 3} (%0: token, %1: f32[], %2: f32[], %3: f32[]) {
          %4 = sin %1 : f32[]
          %5 = multiply %2, %4 : f32[]
          %6 = debug_print %0, %4, %3 {format = "{} {}", is_ordered = true, limit = 10} : token
          debug_print %3 {format = "also {}", is_ordered = false, limit = 10}
          return %6, %4, %5
        } : token, f32[], f32[]
        %9 = debug_print %6, %7 {format = "after {}", is_ordered = true, limit = 10} : token
        return %8
      }
      """)
    let parts = try graph.partiallyEvaluated(unknown: [false, true, false])
    #expect(parts.unknown.effects == .none && parts.unknown.instructions.contains { $0.primitive is Scan })
    func formats(_ graph: Graph) -> [String] {
      graph.instructions.flatMap { instruction in
        ((instruction.primitive as? DebugPrint).map { [$0.format] } ?? [])
          + instruction.regions.flatMap { formats($0.graph) }
      }
    }
    #expect(formats(parts.known) == ["before {}", "{} {}", "also {}", "after {}"])
    let scans = parts.known.instructions.filter { $0.primitive is Scan }
    #expect(scans.map(\.effects) == [.ordered])
    try parts.known.verify()
    try parts.unknown.verify()
  }
}
