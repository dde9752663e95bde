import JAXIR

extension MLIR {
  /// Reads MLIR text into the syntax tree by recursive descent; each kind of thing has its own extension.
  struct Parser {
    var lexer: Lexer
    private var depth = 0
    var attributeAliases: [String: Attribute] = [:]
    var typeAliases: [String: TypeSyntax] = [:]

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
      guard depth <= Parser.maximumDepth else { throw lexer.error("the text is nested too deeply") }
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
