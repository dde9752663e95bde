import Testing

@testable import JAXIR

struct LexerTests {
  private func tokens(_ text: String) throws -> [Token] {
    var lexer = Lexer(text, file: "t")
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      if token.kind == .end { return tokens }
      tokens.append(token)
    }
  }

  @Test(arguments: [
    ("loop", Token.Kind.identifier), ("cmp.lt", .identifier), ("_x1", .identifier), ("%3", .value),
    ("@2", .buffer), ("#4", .programBuffer), ("12", .integer), ("-12", .integer), ("1.5", .float),
    ("-1.5e-3", .float), ("1e10", .float), ("0x7FC00000", .hexadecimal), ("->", .punctuation),
    ("..<", .punctuation), ("...", .punctuation), ("{", .punctuation), ("-", .punctuation),
  ])
  func oneToken(text: String, kind: Token.Kind) throws {
    let token = try #require(try tokens(text).first)
    #expect(token.kind == kind)
    #expect(token.text == text)
    #expect(try tokens(text).count == 1)
  }

  @Test func tokensTouch() throws {
    #expect(
      try tokens("@0[%3*4+5]0..<8 a.b.").map(\.text)
        == ["@0", "[", "%3", "*", "4", "+5", "]", "0", "..<", "8", "a.b", "."])
  }

  @Test func positionsCountLinesAndColumns() throws {
    let tokens = try tokens("a // comment -> \"\n  b\n\n\t%1")
    #expect(tokens.map(\.line) == [1, 2, 4])
    #expect(tokens.map(\.column) == [1, 3, 2])
  }

  @Test func stringsUnescape() throws {
    #expect(try tokens(#""a\"\\\n\t\41é""#).map(\.text) == ["a\"\\\n\tAé"])
  }

  @Test(arguments: [
    ("  %", 1, 3, "expected the number of a value"),
    ("@x", 1, 1, "expected the number of a buffer"),
    ("%99999999999999999999", 1, 1, "the number of a value is too large"),
    ("a\n \"b", 2, 2, "this string has no end"),
    (#""\q""#, 1, 1, "two hexadecimal digits"),
    (#""\ff""#, 1, 1, "not UTF-8"),
    ("12ab", 1, 1, "a number runs into a name"),
    ("0x", 1, 1, "expected hexadecimal digits"),
    ("é", 1, 1, "a character that means nothing here"),
  ])
  func malformed(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: JAXError.self) { try tokens(text) }
    #expect(error.code == .parseError)
    #expect(error.message.contains(message))
    #expect(error.location == .source(file: "t", line: line, column: column))
  }
}
