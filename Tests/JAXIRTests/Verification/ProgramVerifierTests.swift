import Testing

@testable import JAXIR

/// One program for each way to break an invariant of `ProgramVerifier`.
struct ProgramVerifierTests {
  private static let kernels = """
    kernel copy(@0: read f32[3], @1: write f32[3]) { loop %0 in 0 ..< 3 { %1: f32 = load @0[%0]
      store %1, @1[%0] } }
    kernel sized(@0: write f32[?], extent %0) { %1: f32 = constant 1.0
      loop %2 in 0 ..< %0 { store %1, @0[%2] } }
    kernel twice(@0: write f32[3], @1: write f32[3]) { }
    kernel flag(@0: write bool[1]) { }
    """

  /// The invariant, a part of the message, what comes before the kernels, and the steps.
  private static let rejected: [(invariant: String, message: String, declarations: String, steps: String)] = [
    ("P1", "#0 is complex", "{ #0: c64[3] = input 0", ""),
    ("P1", "#0 has an impossible count", "{ #0: f32[9223372036854775807] = input 0", ""),
    ("P1", "#0 has no count", "arena 64 { #0: f32[?] = arena 0", ""),
    ("P2", "inputs are numbered [1]", "{ #0: f32[3] = input 1", ""),
    ("P2", "outputs are numbered [0, 0]", "{ #0: f32[3] = output 0 #1: f32[3] = output 0", ""),
    ("P3", "#0 names no literal", "{ #0: f32[3] = constant 0", ""),
    ("P3", "#0 is no f32[2]", "{ #0: f32[3] = constant 0 constant 0 = f32[2](1.0)", ""),
    ("P3", "#0 is no c64[2]", "{ #0: f32[2] = constant 0 constant 0 = c64[2](1.0, 2.0)", ""),
    ("P4", "the arena's size", "arena 100 {", ""),
    ("P4", "multiple of 64", "arena 128 { #0: f32[3] = arena 32", ""),
    ("P4", "not inside", "arena 128 { #0: f32[17] = arena 64", ""),
    ("P4", "not inside", "arena 128 { #0: f32[3] = arena 9223372036854775744", ""),
    ("P5", "K2", "{ kernel bad() { %0: f32 = neg %1 }", ""),
    ("P6", "no such kernel", "{", "launch 7()"),
    ("P6", "takes 2 buffers", "{", "launch copy()"),
    ("P6", "there is no #5", "{ #0: f32[3] = input 0", "launch copy(#0, #5)"),
    ("P6", "#1 is no f32", "{ #0: f32[3] = input 0 #1: i32[3] = output 0", "launch copy(#0, #1)"),
    ("P6", "does not have 3 elements", "{ #0: f32[3] = input 0 #1: f32[2] = output 0", "launch copy(#0, #1)"),
    ("P6", "does not have 3 elements", "{ #0: f32[?] = input 0 #1: f32[3] = output 0", "launch copy(#0, #1)"),
    ("P7", "takes 1 extents", "{ #0: f32[3] = output 0", "launch sized(#0)"),
    ("P7", "a negative extent", "{ #0: f32[3] = output 0", "launch sized(#0) extents (-1)"),
    ("P7", "no extent 0", "{ #0: f32[3] = output 0", "launch sized(#0) extents (call 0)"),
    ("P8", "#0 is written", "{ #0: f32[3] = input 0", "launch copy(#0, #0)"),
    ("P8", "#0 is written", "{ #0: f32[3] = input 0", "call \"f\"() -> (#0)"),
    (
      "P9", "overlap", "arena 128 { #0: f32[32] = arena 0 #1: f32[16] = arena 64",
      "launch sized(#0) extents (9)\nlaunch copy(#0, #1)"
    ),
    ("P9", "overlap", "{ #0: f32[3] = output 0", "launch twice(#0, #0)"),
    ("P10", "#0 is no bool[1]", "{ #0: f32[3] = input 0", "while { } #0 do { }"),
    ("P10", "#0 is no i32[1]", "{ #0: i32[0] = input 0", "branch #0 { }"),
    ("P10", "there is no branch", "{ #0: i32[1] = input 0", "branch #0"),
    ("P11", "output 0 is not always written", "{ #0: f32[3] = output 0", ""),
    (
      "P11", "output 0 is not always written",
      "{ #0: f32[3] = output 0 #1: i32[1] = input 0 #2: f32[3] = input 1",
      "branch #1 { launch copy(#2, #0) } { }"
    ),
    (
      "P11", "output 0 is not always written",
      "{ #0: f32[3] = output 0 #1: bool[1] = input 0 #2: f32[3] = input 1",
      "while { } #1 do { launch copy(#2, #0) }"
    ),
    ("P12", "#0 is read", "arena 64 { #0: f32[3] = arena 0 #1: f32[3] = output 0", "launch copy(#0, #1)"),
    (
      "P12", "#0 is read", "arena 64 { #0: f32[3] = arena 0 #1: f32[4] = arena 0 #2: f32[3] = output 0",
      "launch sized(#0) extents (3)\nlaunch sized(#1) extents (4)\nlaunch copy(#0, #2)"
    ),
    // The second iteration does not find what the first one has overwritten.
    (
      "P12", "#0 is read",
      "arena 64 { #0: f32[3] = arena 0 #1: f32[4] = arena 0 #2: f32[3] = output 0 #3: bool[1] = input 0",
      "launch sized(#0) extents (3)\nwhile { launch copy(#0, #2) } #3 do { launch sized(#1) extents (4) }"
    ),
    ("P14", "differ", "{ #0: f32[3] = input 0 #1: f32[4] = output 0", "copy #0 to #1"),
    ("P14", "differ", "{ #0: f32[3] = input 0 #1: i32[3] = output 0", "copy #0 to #1"),
    ("P14", "differ", "{ #0: f32[?] = input 0 #1: f32[?] = output 0", "copy #0 to #1"),
    ("P8", "is written", "{ #0: f32[3] = input 0 #1: f32[3] = input 1", "copy #0 to #1"),
    ("P12", "not there", "arena 64 { #0: f32[3] = arena 0 #1: f32[3] = output 0", "copy #0 to #1"),
  ]

  @Test(arguments: rejected.indices)
  func rejects(index: Int) throws {
    let (invariant, message, declarations, steps) = ProgramVerifierTests.rejected[index]
    let program = try Program(
      parsing: "program p \(declarations)\n\(ProgramVerifierTests.kernels)\nrun {\n\(steps)\n}\n}")
    let error = try #require(throws: JAXError.self) { try program.verify() }
    #expect(error.code == .verifyError)
    #expect(invariant == "P5" || error.message.hasPrefix("\(invariant): "), "\(error)")
    #expect(error.message.contains(message), "\(error)")
  }

  @Test(arguments: [
    // Nothing of an empty output needs to be written.
    ("{ #0: f32[0] = output 0", ""),
    // In place, under another number.
    (
      "arena 64 { #0: f32[3] = arena 0 #1: f32[3] = arena 0",
      "launch sized(#0) extents (3)\nlaunch copy(#0, #1)\nlaunch copy(#1, #1)"
    ),
    // Both branches write the output.
    (
      "{ #0: f32[3] = output 0 #1: i32[1] = input 0",
      "branch #1 { launch sized(#0) extents (3) } { call \"f\"() -> (#0) }"
    ),
    // Two halves make a whole.
    (
      "arena 128 { #0: f32[16] = arena 0 #1: f32[16] = arena 64 #2: f32[32] = arena 0",
      "launch sized(#0) extents (16)\nlaunch sized(#1) extents (16)\ncall \"f\"(#2) -> ()"
    ),
  ])
  func accepts(declarations: String, steps: String) throws {
    try Program(parsing: "program p \(declarations)\n\(ProgramVerifierTests.kernels)\nrun {\n\(steps)\n}\n}")
      .verify()
  }

  @Test func rejectsDeepNesting() throws {
    var steps: [Program.Step] = []
    for _ in 0..<Program.maximumDepth { steps = [.branch(index: Program.BufferID(0), branches: [steps])] }
    let buffer = Program.Buffer(.int32, count: 1, place: .input(0))
    let error = try #require(throws: JAXError.self) {
      try Program(name: "p", buffers: [buffer], steps: steps).verify()
    }
    #expect(error.message.hasPrefix("P13: "))
  }
}
