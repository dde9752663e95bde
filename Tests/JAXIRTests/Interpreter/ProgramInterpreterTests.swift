import Testing

@testable import JAXIR

struct ProgramInterpreterTests {
  private struct Refusal: Error {}

  private func run(
    _ values: [Float], branch: Int32, limit: Int = .max, tell: HostFunction?
  ) throws -> [Float] {
    let program = try Program(parsing: try Case.text("power.program"))
    let interpreter = try ProgramInterpreter(program)
    var result = [Float](repeating: 0, count: 3)
    try values.withUnsafeBytes { values in
      try withUnsafeBytes(of: branch) { branch in
        try result.withUnsafeMutableBytes { result in
          try interpreter.run(
            inputs: [values, branch], outputs: [result], hostFunctions: tell.map { ["tell": $0] } ?? [:],
            iterationLimit: limit)
        }
      }
    }
    return result
  }

  @Test func textRoundTrips() throws {
    let text = try Case.text("power.program")
    let program = try Program(parsing: text)
    #expect(try Program(parsing: program.description) == program)
    #expect(
      program.description.split(separator: "\n") == text.split(separator: "\n").filter { !$0.contains("//") })
  }

  @Test(
    arguments: [
      (0, [128, 256, -128]), (1, [129, 258, -125]), (7, [129, 258, -125]), (-1, [129, 258, -125]),
    ] as [(Int32, [Float])])
  func loopsBranchesAndCalls(branch: Int32, expected: [Float]) throws {
    nonisolated(unsafe) var told: [Float] = []
    let result = try run([1, 2, -1], branch: branch) { operands, results in
      told.append(operands[0].loadUnaligned(as: Float.self))
      results[0].storeBytes(of: 7, as: Int32.self)
    }
    #expect(result == expected)
    #expect(told == [2, 4, 8, 16, 32, 64, 128])
  }

  @Test func failuresAreErrors() throws {
    func message(_ body: () throws -> [Float]) throws -> JAXError {
      try #require(throws: JAXError.self) { try body() }
    }
    #expect(
      try message { try run([1, 2, 3], branch: 0, tell: nil) }.message.contains("no host function 'tell'"))
    let refused = try message { try run([1, 2, 3], branch: 0) { _, _ in throw Refusal() } }
    #expect(refused.code == .callbackFailed)
    #expect(refused.message.contains("Refusal"))
    let own = try message { try run([1, 2, 3], branch: 0) { _, _ in throw JAXError(.checkFailed, "no") } }
    #expect(own == JAXError(.checkFailed, "no"))
    #expect(
      try message { try run([0, 2, 3], branch: 0, limit: 9) { _, _ in } }.message.contains("9 iterations"))
    #expect(try message { try run([1, 2], branch: 0) { _, _ in } }.message.contains("has only 8 bytes"))
  }
}
