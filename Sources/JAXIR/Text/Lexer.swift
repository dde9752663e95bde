/// Splits a text into tokens, one at a time; blanks and `//` comments separate them.
package struct Lexer {
  package let file: String
  private let source: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  package init(_ text: String, file: String) {
    source = Array(text.utf8)
    self.file = file
  }

  /// The next token; `end` again and again once the text is over.
  ///
  /// - Throws: `parseError` at a character, a number or a string that means nothing.
  package mutating func next() throws(JAXError) -> Token {
    skipBlanks()
    let start = Start(offset: position, line: line, column: position - lineStart + 1)
    guard let byte = peek() else { return token(.end, from: start) }
    switch byte {
    case _ where byte.isIdentifierHead:
      skipIdentifier()
      return token(.identifier, from: start)
    case UInt8(ascii: "%"): return try numbered(.value, "a value", from: start)
    case UInt8(ascii: "@"): return try numbered(.buffer, "a buffer", from: start)
    case UInt8(ascii: "#"): return try numbered(.programBuffer, "a buffer of the program", from: start)
    case UInt8(ascii: "\""): return try string(from: start)
    case _ where byte.isDigit: return try number(from: start)
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      if peek(1)?.isDigit == true { return try number(from: start) }
      return punctuation(from: start)
    case 0x21..<0x7F: return punctuation(from: start)
    default: throw error("a character that means nothing here", at: start)
    }
  }

  // MARK: Characters

  private struct Start {
    let offset: Int
    let line: Int
    let column: Int
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < source.count ? source[position + distance] : nil
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      position + text.count <= source.count && source[position..<position + text.count].elementsEqual(text)
    }
  }

  private mutating func skipBlanks() {
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\n"):
        position += 1
        line += 1
        lineStart = position
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
      default: return
      }
    }
  }

  private mutating func skip(while matches: (UInt8) -> Bool) {
    while let byte = peek(), matches(byte) { position += 1 }
  }

  // MARK: Tokens

  private func token(_ kind: Token.Kind, text: String? = nil, from start: Start) -> Token {
    let text = text ?? String(decoding: source[start.offset..<position], as: UTF8.self)
    return Token(kind: kind, text: text, line: start.line, column: start.column)
  }

  private func error(_ message: String, at start: Start) -> JAXError {
    JAXError(.parseError, message, location: .source(file: file, line: start.line, column: start.column))
  }

  private mutating func skipIdentifier() {
    while let byte = peek() {
      let isInnerDot = byte == UInt8(ascii: ".") && peek(1)?.isIdentifierHead == true
      guard byte.isIdentifierHead || byte.isDigit || isInnerDot else { return }
      position += 1
    }
  }

  /// The largest number after `%`, `@` and `#`: tables indexed by it stay small whatever a text says.
  private static let maximumNumber = 1 << 24

  private mutating func numbered(
    _ kind: Token.Kind, _ noun: String, from start: Start
  ) throws(JAXError) -> Token {
    position += 1
    let digits = position
    skip { $0.isDigit }
    let text = String(decoding: source[digits..<position], as: UTF8.self)
    guard position > digits else { throw error("expected the number of \(noun)", at: start) }
    guard let number = Int(text), number < Lexer.maximumNumber else {
      throw error("the number of \(noun) is too large", at: start)
    }
    return token(kind, from: start)
  }

  private mutating func number(from start: Start) throws(JAXError) -> Token {
    if peek()?.isDigit == false { position += 1 }
    var kind = Token.Kind.integer
    if starts(with: "0x"), position == start.offset {
      kind = .hexadecimal
      position += 2
      let digits = position
      skip { $0.hexadecimalDigit != nil }
      guard position > digits else { throw error("expected hexadecimal digits after '0x'", at: start) }
    } else {
      skip { $0.isDigit }
      if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
        kind = .float
        position += 1
        skip { $0.isDigit }
      }
      if skipExponent() { kind = .float }
    }
    if peek()?.isIdentifierHead == true || peek()?.isDigit == true {
      throw error("a number runs into a name", at: start)
    }
    return token(kind, from: start)
  }

  private mutating func skipExponent() -> Bool {
    guard peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") else { return false }
    let signed = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
    guard peek(signed ? 2 : 1)?.isDigit == true else { return false }
    position += signed ? 2 : 1
    skip { $0.isDigit }
    return true
  }

  private mutating func punctuation(from start: Start) -> Token {
    position += starts(with: "->") ? 2 : starts(with: "..<") || starts(with: "...") ? 3 : 1
    return token(.punctuation, from: start)
  }

  /// Escapes: `\"`, `\\`, `\n`, `\t`, and `\hh` for any byte.
  private mutating func string(from start: Start) throws(JAXError) -> Token {
    position += 1
    var bytes: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw error("the bytes of this string are not UTF-8", at: start)
        }
        return token(.string, text: text, from: start)
      case UInt8(ascii: "\\"): bytes.append(try escaped(in: start))
      default: bytes.append(byte)
      }
    }
    throw error("this string has no end", at: start)
  }

  private mutating func escaped(in start: Start) throws(JAXError) -> UInt8 {
    guard let byte = peek() else { throw error("this string has no end", at: start) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "n"): return UInt8(ascii: "\n")
    case UInt8(ascii: "t"): return UInt8(ascii: "\t")
    default:
      guard let high = byte.hexadecimalDigit, let low = peek()?.hexadecimalDigit else {
        throw error("expected '\"', '\\', 'n', 't' or two hexadecimal digits after '\\'", at: start)
      }
      position += 1
      return high << 4 | low
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// The value of this character as a hexadecimal digit.
  var hexadecimalDigit: UInt8? {
    if isDigit { return self - UInt8(ascii: "0") }
    let letter = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(letter) ? letter - UInt8(ascii: "a") + 10 : nil
  }

  fileprivate var isIdentifierHead: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
}
