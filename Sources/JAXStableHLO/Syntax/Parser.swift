import JAXIR

extension MLIR {
  /// Reads MLIR text into the syntax tree by recursive descent; each kind of thing has its own extension.
  struct Parser {
    var lexer: Lexer
    private var depth = 0
    var attributeAliases: [String: Attribute] = [:]
    var typeAliases: [String: TypeSyntax] = [:]
    /// What could not be read, but was passed over.
    private(set) var noted: [JAXError] = []
    /// Whether something was found after which nothing else can be made out.
    private var isLost = false

    init(_ text: [UInt8], file: String) {
      lexer = Lexer(text, file: file)
    }

    /// How deep things may stand inside each other: the parser and those who walk the tree recurse.
    static let maximumDepth = 1_000

    /// A region takes more stack than an attribute or a type does.
    static let regionDepth = 5

    /// Enters something that can hold others of its kind; `leave` must follow unless an error is thrown.
    mutating func enter(depth step: Int = 1) throws(JAXError) {
      depth += step
      guard depth <= Parser.maximumDepth else {
        isLost = true
        throw lexer.error(
          "the text is nested deeper than \(Parser.maximumDepth) brackets or "
            + "\(Parser.maximumDepth / Parser.regionDepth) regions")
      }
    }

    mutating func leave(depth step: Int = 1) { depth -= step }

    /// `item, item, ...` up to and with `close`.
    mutating func list(
      until close: StaticString, _ item: (inout Parser) throws(JAXError) -> Void
    ) throws(JAXError) {
      if lexer.accept(close) { return }
      repeat { try item(&self) } while lexer.accept(",")
      guard lexer.accept(close) else { throw lexer.expected("',' or '\(close)'") }
    }

    /// `@name` or `@"any name"`, also `@a::@b`.
    mutating func symbol() throws(JAXError) -> String {
      try lexer.expect("@")
      var name = lexer.byte == UInt8(ascii: "\"") ? try lexer.string() : try lexer.suffix("a symbol's name")
      while lexer.accept("::@") {
        name +=
          "::" + (lexer.byte == UInt8(ascii: "\"") ? try lexer.string() : try lexer.suffix("a symbol's name"))
      }
      return name
    }
  }
}

// MARK: - After a mistake

extension MLIR.Parser {
  /// Notes what is wrong with the operation at `start`, and goes to where another one can start.
  ///
  /// - Throws: the report, where there is no way on.
  mutating func note(_ error: JAXError, after start: MLIR.Parser) throws(JAXError) {
    // An operation whose region is wrong is not wrong again.
    if !noted.contains(where: { $0.location == error.location }) { noted.append(error) }
    guard !isLost, noted.count < JAXError.mostListed else { throw report ?? error }
    depth = start.depth
    lexer = start.lexer
    guard lexer.skipOperation() else { throw report ?? error }
  }

  /// What was noted, as one error.
  var report: JAXError? { JAXError(listing: noted) }
}

extension MLIR.Lexer {
  /// Skips to the line on which another operation can start, or to the end of the region, whatever stands in brackets
  /// between; false at the end of the text.
  fileprivate mutating func skipOperation() -> Bool {
    var open = 0
    skipBlanks()
    while index < text.count {
      switch byte {
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"):
        if open == 0 { return true }
        open -= 1
      case UInt8(ascii: "\""): skipQuoted()
      case UInt8(ascii: "\n"), UInt8(ascii: "/"):
        let line = self.line
        let start = index
        skipBlanks()
        if index >= text.count { return false }
        if self.line > line, open == 0, startsOperation { return true }
        if index > start { continue }
      default: break
      }
      index += 1
    }
    return false
  }

  /// To the closing quote, or the end of the line.
  private mutating func skipQuoted() {
    index += 1
    while index < text.count, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") {
      index += byte == UInt8(ascii: "\\") && byte(after: 1) != UInt8(ascii: "\n") ? 2 : 1
    }
    // The end of the line is to be counted.
    if byte == UInt8(ascii: "\n") { index -= 1 }
  }

  /// Whether the line starts as operations do: with results, a name in quotes, or a name with its dialect.
  private var startsOperation: Bool {
    switch byte {
    case UInt8(ascii: "%"), UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "!"):
      return true
    default: break
    }
    var copy = self
    guard let word = try? copy.word() else { return false }
    return word.utf8.contains(UInt8(ascii: ".")) || ["return", "call", "module"].contains(word)
  }
}
