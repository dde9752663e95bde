import Testing

@testable import JAXIR

struct GraphTextTests {
  static let everything = """
    graph main(%0: f32[2,3], %1: token) {
      %2 = test_wave %0 : f32[2,3]
      %3 = test_move %2 {permutation = [1, 0], flag = true, note = "a\\"b", dtype = none, mode = wrap, \
    shape = [2, 0], like = bf16[4]} : f32[3,2]
      %4, %5 = test_effect %1, %3 : token, f32[3,2]
      %6 = test_call %5 (%0: f32[3,2]) {
        %1 = test_call %0 (%0: f32[3,2]) {
          return %0
        } : f32[3,2]
        return %1
      } : f32[3,2]
      test_pass
      return %4, %6, %6
    }

    """

  @Test(arguments: [everything, "graph \"odd name\"() {\n  return\n}\n"])
  func printingIsAFixpoint(_ text: String) throws {
    let graph = try Graph(parsing: text, vocabulary: .test)
    #expect(graph.description == text)
    #expect(try Graph(parsing: graph.description, vocabulary: .test) == graph)
  }

  @Test func locationsAreKept() throws {
    let text = """
      graph main(%0: f32[]) {
        %1 = test_wave %0 : f32[] loc("a \\"b\\".swift":3:4)
        %2 = test_wave %1 : f32[] loc("c.swift":5)
        %3 = test_wave %2 : f32[] loc(unknown)
        return %3
      }

      """
    let graph = try Graph(parsing: text, vocabulary: .test)
    #expect(graph.text(locations: true) == text)
    #expect(graph.instructions[0].location == .source(file: "a \"b\".swift", line: 3, column: 4))
  }

  @Test func anInstructionIsLocatedWhereItStands() throws {
    let text = "graph main(%0: f32[]) {\n  %1 = test_wave %0 : f32[]\n  return %1\n}"
    let graph = try Graph(parsing: text, vocabulary: .test, file: "x.graph")
    #expect(graph.instructions[0].location == .source(file: "x.graph", line: 2, column: 3))
  }

  @Test func numbersOfTheTextAreFree() throws {
    let text = "graph main(%7: f32[]) { %3 = test_wave %7 : f32[] return %3 }"
    let graph = try Graph(parsing: text, vocabulary: .test)
    #expect(graph.description.contains("%1 = test_wave %0 : f32[]"))
  }

  @Test func longAndDeepTextsAreRead() throws {
    let count = 20_000
    let lines = (1...count).map { "%\($0) = test_wave %\($0 - 1) : f32[]" }
    let long = "graph main(%0: f32[]) {\n\(lines.joined(separator: "\n"))\nreturn %\(count)\n}"
    #expect(try Graph(parsing: long, vocabulary: .test).instructions.count == count)
    let deep = try Graph(parsing: nested(Region.maximumDepth), vocabulary: .test)
    #expect(try Graph(parsing: deep.description, vocabulary: .test) == deep)
    let error = try #require(throws: JAXError.self) {
      try Graph(parsing: nested(Region.maximumDepth + 1), vocabulary: .test)
    }
    #expect(error.message.contains("nest deeper"))
  }

  /// Calls within calls.
  private func nested(_ depth: Int) -> String {
    let open = String(repeating: "%1 = test_call %0 (%0: f32[]) {\n", count: depth)
    let close = String(repeating: "return %0 } : f32[]\n", count: depth)
    return "graph main(%0: f32[]) {\n\(open)\(close)return %1\n}"
  }

  static let rejected: [(String, JAXError.Code, Int, Int, String)] = [
    ("graph main(%0: f32[]) {\n  %1 = nothing %0 : f32[]\n  return %1\n}", .parseError, 2, 8, "'nothing'"),
    ("graph main(%0: f32[]) {\n  %1 = test_wave %2 : f32[]\n  return %1\n}", .parseError, 2, 18, "%2 is not"),
    ("graph main(%0: f32[]) {\n  %0 = test_wave %0 : f32[]\n  return %0\n}", .parseError, 2, 3, "%0 is def"),
    ("graph main(%0: f32[], %0: f32[]) {\n  return %0\n}", .parseError, 1, 23, "%0 is defined already"),
    ("graph main(%0: f32[]) {\n  %1 = test_wave %0 : f32[2]\n  return %1\n}", .verifyError, 2, 21, "(f32[])"),
    (
      "graph main(%0: f32[]) {\n  %1, %2 = test_wave %0 : f32[]\n  return %1\n}", .parseError, 2, 3,
      "1 result, not 2"
    ),
    ("graph main(%0: f32[]) {\n  %1 = test_wave %0, %0 : f32[]\n  return\n}", .shapeMismatch, 2, 3, "one"),
    ("graph main(%0: f32[]) {\n  %1 = test_wave %0\n  return %1\n}", .parseError, 3, 3, "expected ':'"),
    ("graph main(%0: f32[]) {\n  return %0\n} x", .parseError, 3, 3, "the end of the text"),
    ("graph main(%0: f32[]) {\n", .parseError, 2, 1, "an instruction or 'return'"),
    ("graph main(%0: f32[]) {\n  %1 = test_move %0 {axes = 1}", .parseError, 2, 22, "'permutation' or"),
    ("graph main() {\n  test_move {flag = true, flag = true}", .parseError, 2, 27, "'flag'"),
    ("graph main() {\n  test_move {mode = odd}", .parseError, 2, 21, "'clip' or 'wrap'"),
    ("graph main() {\n  test_move {shape = [-1]}", .parseError, 2, 22, "negative"),
    ("graph main() {\n  test_wave {flag = true}", .parseError, 2, 14, "no more attributes of test_wave"),
    ("graph main(%0: token) {\n  return %0, %0\n}", .verifyError, 0, 0, "G8"),
    (
      "graph main(%0: f32[]) {\n  %1 = test_call %0 (%1: f32[]) {\n    return %0\n  } : f32[]\n  return\n}",
      .parseError, 3, 12, "%0 is not defined here"
    ),
  ]

  @Test(arguments: rejected)
  func badTextIsRejectedWhereItIsWrong(
    _ text: String, _ code: JAXError.Code, _ line: Int, _ column: Int, _ message: String
  ) throws {
    let error = try #require(throws: JAXError.self) {
      try Graph(parsing: text, vocabulary: .test, file: "t")
    }
    #expect(error.code == code)
    #expect(error.message.contains(message), "\(error)")
    #expect(
      error.location == (line == 0 ? .unknown : .source(file: "t", line: line, column: column)), "\(error)")
  }

  @Test func everyPrefixIsRejected() {
    let text = GraphTextTests.everything
    let end = text.lastIndex(of: "}")!
    for index in text[..<end].indices {
      #expect(throws: JAXError.self) { try Graph(parsing: String(text[..<index]), vocabulary: .test) }
    }
  }
}
