import Testing

@testable import JAXIR

struct KernelTextTests {
  @Test func randomKernelsRoundTrip() throws {
    var operations = 0
    for seed in UInt64(0)..<300 {
      let kernel = RandomKernel.make(seed: seed)
      try kernel.verify()
      let text = kernel.description
      let parsed = try Kernel(parsing: text)
      #expect(parsed == kernel, "seed \(seed)")
      #expect(parsed.description == text, "seed \(seed)")
      // Numbers are no part of the meaning, and the builder makes no gaps.
      #expect(kernel.renumbered.renumbered == kernel.renumbered, "seed \(seed)")
      try kernel.renumbered.verify()
      operations += text.count { $0 == "=" }
    }
    #expect(operations > 5_000)
  }

  @Test func renumberedKernelsAreEqualButForTheName() throws {
    let one = try Kernel(
      parsing: "kernel a(extent %7) { %3: f32 = constant 1.0\nloop %9 in 0 ..< %7 { %1: f32 = neg %3 } }")
    let two = try Kernel(
      parsing: "kernel b(extent %0) { %1: f32 = constant 1.0\nloop %2 in 0 ..< %0 { %3: f32 = neg %1 } }")
    #expect(one != two)
    #expect(one.identity == two.identity)
    #expect(one.renumbered.name == "a")
    let other = try Kernel(
      parsing: "kernel b(extent %0) { %1: f32 = constant 1.0\nloop %2 in 0 ..< %0 { %3: f32 = abs %1 } }")
    #expect(two.identity != other.identity)
  }

  @Test(arguments: [
    ("", 1, 1, "expected 'kernel', found the end of the text"),
    ("kernel k(", 1, 10, "expected '@0'"),
    ("kernel k(@1: read f32[3]) {}", 1, 10, "expected '@0', found '@1'"),
    ("kernel k(@0: own f32[3]) {}", 1, 14, "expected 'read', 'write' or 'readwrite'"),
    ("kernel k(@0: read f32[-3]) {}", 1, 23, "expected an element count or '?', found -3"),
    ("kernel k(extent %0, @0: read f32[3]) {}", 1, 21, "expected 'extent'"),
    ("kernel k() {\n  %0: f33 = constant 1.0\n}", 2, 7, "expected a dtype"),
    ("kernel k() {\n  %0: f32 = constant true\n}", 2, 22, "expected a constant of f32"),
    ("kernel k() {\n  %0: f32 = frobnicate %1\n}", 2, 13, "there is no operation 'frobnicate'"),
    ("kernel k() {\n  store %0 @1[2]\n}", 2, 12, "expected ','"),
    ("kernel k() {\n  store %0, @1[%2 %3]\n}", 2, 19, "expected '+', '-' or ']'"),
    ("kernel k() {\n  store %0, @1[%2*]\n}", 2, 19, "expected an integer"),
    ("kernel k() {\n  store %0, @1[9223372036854775807 + 1]\n}", 2, 38, "does not fit in 64 bits"),
    ("kernel k() {\n  loop %0 in 0 ..< 3 vector(4) { }\n}", 2, 30, "expected 'x', found ')'"),
    ("kernel k() {\n  loop %0 in 0 ..< 3 { yield %0 yield %0 }\n}", 2, 33, "expected '}' after the yield"),
    (
      "kernel k() {\n  %1: f32 = reduce %0 in 1 ..< 3 lanes(1) from () { } combine () { }\n}", 2, 26,
      "expected '0'"
    ),
    ("kernel k() { loop %0 in 0 ..< 3 {", 1, 34, "expected an operation or '}', found the end"),
    ("kernel k() { } kernel", 1, 16, "expected the end of the text"),
  ])
  func malformedTextSaysWhere(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: JAXError.self) { try Kernel(parsing: text, file: "k.kernel") }
    #expect(error.message.contains(message), "\(error)")
    #expect(error.location == .source(file: "k.kernel", line: line, column: column), "\(error)")
  }

  @Test func truncatedTextIsAnError() throws {
    for name in ["merge_sort.kernel", "argmax.kernel"] {
      let text = try Case.text(name).trimmingSuffix(while: \.isWhitespace)
      for count in stride(from: 0, to: text.utf8.count, by: 7) {
        let start = String(decoding: Array(text.utf8.prefix(count)), as: UTF8.self)
        #expect(throws: JAXError.self) { try Kernel(parsing: start) }
      }
    }
  }

  @Test func deepTextIsAnError() throws {
    let text = "kernel k() { " + String(repeating: "loop %0 in 0 ..< 1 { ", count: 100_000)
    let error = try #require(throws: JAXError.self) { try Kernel(parsing: text) }
    #expect(error.message == "blocks nest deeper than 100")
    let steps = "program p { run { " + String(repeating: "branch #0 { ", count: 100_000)
    #expect(throws: JAXError.self) { try Program(parsing: steps) }
  }
}

extension String {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, matches(last) { text.removeLast() }
    return text
  }
}
