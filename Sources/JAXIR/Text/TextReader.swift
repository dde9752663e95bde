/// Reads the text form of our IRs token by token: what the parsers of `Graph`, `Kernel` and `Program` stand on.
///
/// Every failure is a `parseError` at the offending token that says what was expected there.
package struct TextReader {
  /// The token to be read next.
  package private(set) var token: Token
  private var lexer: Lexer
  /// The token after `token`, where it has been asked for.
  private var lookahead: Token?
  private var depth = 0

  /// How deep blocks, lists and the like may nest.
  package static let maximumDepth = 1_000

  /// - Throws: `parseError` when the first token is malformed.
  package init(_ text: String, file: String = "<text>") throws(JAXError) {
    lexer = Lexer(text, file: file)
    token = try lexer.next()
  }

  // MARK: Errors

  package var location: Location { location(of: token) }

  package func location(of token: Token) -> Location {
    .source(file: lexer.file, line: token.line, column: token.column)
  }

  /// An error at `token`, or at the token to be read next.
  package func error(_ message: String, at token: Token? = nil) -> JAXError {
    JAXError(.parseError, message, location: location(of: token ?? self.token))
  }

  /// The error that the token to be read next is not `what`.
  package func expected(_ what: String) -> JAXError { error("expected \(what), found \(token)") }

  // MARK: Tokens

  /// Reads the next token, whatever it is.
  @discardableResult
  package mutating func advance() throws(JAXError) -> Token {
    let read = token
    if let next = lookahead {
      token = next
      lookahead = nil
    } else {
      token = try lexer.next()
    }
    return read
  }

  /// The token after the one to be read next.
  package mutating func peek() throws(JAXError) -> Token {
    if let lookahead { return lookahead }
    let next = try lexer.next()
    lookahead = next
    return next
  }

  /// Whether the next token is the keyword or punctuation `text`.
  package func at(_ text: String) -> Bool {
    (token.kind == .identifier || token.kind == .punctuation) && token.text == text
  }

  package func at(_ kind: Token.Kind) -> Bool { token.kind == kind }

  /// Reads the keyword or punctuation `text` if it comes next.
  package mutating func accept(_ text: String) throws(JAXError) -> Bool {
    guard at(text) else { return false }
    try advance()
    return true
  }

  package mutating func expect(_ text: String) throws(JAXError) {
    guard try accept(text) else { throw expected("'\(text)'") }
  }

  /// Reads a token of `kind`; `what` names it in the error.
  package mutating func expect(_ kind: Token.Kind, _ what: String) throws(JAXError) -> Token {
    guard token.kind == kind else { throw expected(what) }
    return try advance()
  }

  package mutating func expectEnd() throws(JAXError) {
    guard token.kind == .end else { throw expected("the end of the text") }
  }

  // MARK: Lists and nesting

  /// Reads `open element, element, … close`.
  package mutating func list<Element>(
    _ open: String, _ close: String,
    _ element: (inout TextReader) throws(JAXError) -> Element
  ) throws(JAXError) -> [Element] {
    var elements: [Element] = []
    try enter()
    try expect(open)
    if !at(close) {
      repeat { elements.append(try element(&self)) } while try accept(",")
    }
    guard try accept(close) else { throw expected("',' or '\(close)'") }
    leave()
    return elements
  }

  /// Reads `{ element element … }`.
  package mutating func braces(
    _ element: (inout TextReader) throws(JAXError) -> Void
  ) throws(JAXError) {
    try enter()
    try expect("{")
    while !at("}") {
      if at(.end) { throw expected("'}'") }
      try element(&self)
    }
    try advance()
    leave()
  }

  /// Begins one level of nesting, which `leave` ends.
  ///
  /// - Throws: `parseError` past `maximumDepth`.
  package mutating func enter() throws(JAXError) {
    depth += 1
    if depth > TextReader.maximumDepth {
      throw error("nesting deeper than \(TextReader.maximumDepth)")
    }
  }

  package mutating func leave() { depth -= 1 }
}

// MARK: Words

extension TextReader {
  package mutating func identifier(_ what: String) throws(JAXError) -> String {
    try expect(.identifier, what).text
  }

  /// A name: an identifier, or a string where it has other characters.
  package mutating func name(_ what: String) throws(JAXError) -> String {
    if at(.string) { return try advance().text }
    return try identifier(what)
  }

  package mutating func string(_ what: String) throws(JAXError) -> String {
    try expect(.string, what).text
  }

  /// A decimal integer that fits in `Int`.
  package mutating func integer(_ what: String = "an integer") throws(JAXError) -> Int {
    guard at(.integer) else { throw expected(what) }
    guard let number = Int(token.text) else { throw error("\(token.text) does not fit in 64 bits") }
    try advance()
    return number
  }

  /// An integer of at least 0.
  package mutating func count(_ what: String) throws(JAXError) -> Int {
    let start = token
    let number = try integer(what)
    guard number >= 0 else { throw error("expected \(what), found \(number)", at: start) }
    return number
  }

  package mutating func boolean() throws(JAXError) -> Bool {
    if try accept("true") { return true }
    if try accept("false") { return false }
    throw expected("'true' or 'false'")
  }

  /// The number of a `%3`.
  package mutating func value() throws(JAXError) -> Int { try number(.value, "a value like %0") }

  /// The number of a `@2`.
  package mutating func buffer() throws(JAXError) -> Int { try number(.buffer, "a buffer like @0") }

  /// The number of a `#4`.
  package mutating func programBuffer() throws(JAXError) -> Int {
    try number(.programBuffer, "a buffer like #0")
  }

  private mutating func number(_ kind: Token.Kind, _ what: String) throws(JAXError) -> Int {
    // The lexer has checked that the digits are there and fit.
    Int(try expect(kind, what).text.dropFirst())!
  }

  package mutating func dtype() throws(JAXError) -> DType {
    guard at(.identifier), let dtype = DType(token.text) else { throw expected("a dtype like f32") }
    try advance()
    return dtype
  }

  /// `f32[2,3]`.
  package mutating func tensorType() throws(JAXError) -> TensorType {
    let dtype = try dtype()
    let start = token
    let extents = try list("[", "]") { (reader) throws(JAXError) in try reader.integer("an extent") }
    do {
      return TensorType(dtype, try Shape(extents))
    } catch {
      throw self.error(error.message, at: start)
    }
  }
}
