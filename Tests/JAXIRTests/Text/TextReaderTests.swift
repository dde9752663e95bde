import Testing

@testable import JAXIR

struct TextReaderTests {
  @Test func readsListsAndWords() throws {
    var reader = try TextReader("( 1, -2 ,3) f32[2,0] true \"odd name\" 0 ..< 4")
    let numbers = try reader.list("(", ")") { (reader) throws(JAXError) in try reader.integer() }
    #expect(numbers == [1, -2, 3])
    #expect(try reader.tensorType() == TensorType(.float32, Shape([2, 0])))
    #expect(try reader.boolean())
    #expect(try reader.name("a name") == "odd name")
    #expect(try reader.peek().text == "..<")
    #expect(try reader.integer() == 0)
    try reader.expect("..<")
    #expect(try reader.count("a count") == 4)
    try reader.expectEnd()
  }

  private static let failures: [(String, String, @Sendable (inout TextReader) throws -> Void)] = [
    ("x", "expected '(', found 'x'", { try $0.expect("(") }),
    ("", "expected 'loop', found the end of the text", { try $0.expect("loop") }),
    ("\"s\"", "expected a number, found a string", { _ = try $0.integer("a number") }),
    ("-1", "expected a count, found -1", { _ = try $0.count("a count") }),
    ("9223372036854775808", "does not fit in 64 bits", { _ = try $0.integer() }),
    ("f33", "expected a dtype like f32, found 'f33'", { _ = try $0.dtype() }),
    ("f32[-1]", "negative extent", { _ = try $0.tensorType() }),
    (
      "x y", "expected the end of the text, found 'y'",
      {
        try $0.advance(); try $0.expectEnd()
      }
    ),
    ("256", "256 is not a value of u8", { _ = try $0.constant(.uint8) }),
    ("1.5", "expected a constant of i32, found '1.5'", { _ = try $0.constant(.int32) }),
    ("0x1ffff", "has more bits than bf16", { _ = try $0.constant(.bfloat16) }),
    ("f32[2](1, 2, 3)", "takes 8 bytes, not 12", { _ = try $0.literal() }),
    ("u8[2](\"0102f\")", "pairs of hexadecimal digits", { _ = try $0.literal() }),
  ]

  @Test(arguments: failures.indices)
  func failuresSayWhatWasExpected(index: Int) throws {
    let (text, message, read) = TextReaderTests.failures[index]
    var reader = try TextReader(text, file: "t")
    let error = try #require(throws: JAXError.self) { try read(&reader) }
    #expect(error.message.contains(message))
    guard case .source(file: "t", line: 1, column: .some) = error.location else {
      Issue.record("no position in \(error)")
      return
    }
  }

  @Test func nestingIsLimited() throws {
    func nested(_ depth: Int) throws(JAXError) {
      func list(_ reader: inout TextReader) throws(JAXError) {
        _ = try reader.list("(", ")") { (reader) throws(JAXError) in try list(&reader) }
      }
      var reader = try TextReader(String(repeating: "(", count: depth) + String(repeating: ")", count: depth))
      try list(&reader)
    }
    try nested(TextReader.maximumDepth)
    let error = try #require(throws: JAXError.self) { try nested(TextReader.maximumDepth + 1) }
    #expect(error.message == "nesting deeper than 1000")
  }
}
