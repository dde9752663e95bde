import JAXIR

extension MLIR {
  /// A cursor over the bytes of MLIR text that reads one lexical element at a time.
  ///
  /// MLIR cannot be cut into tokens without knowing what is expected (`2x3xf32`, `0x7F`, `]x[`), so the parser
  /// asks for what the grammar allows next. Every method skips blanks and comments before it looks.
  struct Lexer {
    let text: [UInt8]
    let file: String
    /// The offset of the next byte.
    var index = 0
    private(set) var line = 1
    private var lineStart = 0

    init(_ text: [UInt8], file: String) {
      self.text = text
      self.file = file
    }

    /// The next byte, 0 at the end of the text.
    var byte: UInt8 { index < text.count ? text[index] : 0 }

    /// The byte `distance` after the next one, 0 past the end.
    func byte(after distance: Int) -> UInt8 {
      index + distance < text.count ? text[index + distance] : 0
    }

    var isAtEnd: Bool {
      mutating get {
        skipBlanks()
        return index >= text.count
      }
    }

    /// Where the next byte stands.
    var here: Position { Position(line: line, column: index - lineStart + 1) }

    /// Where the next element starts.
    var position: Position {
      mutating get {
        skipBlanks()
        return here
      }
    }

    mutating func skipBlanks() {
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
          index += 1
        case UInt8(ascii: "\n"):
          index += 1
          line += 1
          lineStart = index
        case UInt8(ascii: "/") where byte(after: 1) == UInt8(ascii: "/"):
          while index < text.count, text[index] != UInt8(ascii: "\n") { index += 1 }
        default: return
        }
      }
    }
  }
}

// MARK: - Punctuation and words

extension MLIR.Lexer {
  /// Whether `punctuation` comes next.
  mutating func sees(_ punctuation: StaticString) -> Bool {
    skipBlanks()
    let count = punctuation.utf8CodeUnitCount
    guard index + count <= text.count else { return false }
    return punctuation.withUTF8Buffer { expected in
      for offset in 0..<count where text[index + offset] != expected[offset] { return false }
      return true
    }
  }

  /// Reads `punctuation` when it comes next.
  mutating func accept(_ punctuation: StaticString) -> Bool {
    guard sees(punctuation) else { return false }
    index += punctuation.utf8CodeUnitCount
    return true
  }

  mutating func expect(_ punctuation: StaticString) throws(JAXError) {
    guard accept(punctuation) else { throw expected("'\(punctuation)'") }
  }

  /// Whether `word` comes next, as a whole word.
  mutating func sees(word: StaticString) -> Bool {
    sees(word) && !isWordByte(byte(after: word.utf8CodeUnitCount))
  }

  mutating func accept(word: StaticString) -> Bool {
    guard sees(word: word) else { return false }
    index += word.utf8CodeUnitCount
    return true
  }

  mutating func expect(word: StaticString) throws(JAXError) {
    guard accept(word: word) else { throw expected("'\(word)'") }
  }

  /// Whether a letter or underscore comes next.
  var seesWord: Bool {
    mutating get {
      skipBlanks()
      return isLetter(byte) || byte == UInt8(ascii: "_")
    }
  }

  /// A bare identifier, with its dots: `stablehlo.add`, `mhlo.layout_mode`, `LT`.
  mutating func word(_ what: @autoclosure () -> String = "a name") throws(JAXError) -> String {
    guard seesWord else { throw expected(what()) }
    let start = index
    while isWordByte(byte) { index += 1 }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  /// The rest of `%name`, `@name`, `^name`, `#name`, right after the mark: letters, digits and `$ . _ -`.
  mutating func suffix(_ what: String) throws(JAXError) -> String {
    let start = index
    while isWordByte(byte) || byte == UInt8(ascii: "-") {
      // `#map->x` ends before the arrow.
      if byte == UInt8(ascii: "-"), byte(after: 1) == UInt8(ascii: ">") { break }
      index += 1
    }
    guard index > start else { throw expected(what) }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "$")
  }
}

// MARK: - Strings

extension MLIR.Lexer {
  /// A string in quotes, its escapes replaced; bytes that are not UTF-8 are repaired.
  mutating func string() throws(JAXError) -> String {
    let start = position
    try expect("\"")
    var bytes: [UInt8] = []
    while true {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        bytes.append(try escape())
      case UInt8(ascii: "\n"), 0:
        throw error("this string has no closing quote on its line", at: start)
      case let other:
        bytes.append(other)
        index += 1
      }
    }
  }

  private mutating func escape() throws(JAXError) -> UInt8 {
    defer { index += 1 }
    switch byte {
    case UInt8(ascii: "n"): return UInt8(ascii: "\n")
    case UInt8(ascii: "t"): return UInt8(ascii: "\t")
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    default:
      guard let high = hexDigit(byte), let low = hexDigit(byte(after: 1)) else {
        throw error("a string has an unknown escape after '\\'")
      }
      index += 1
      return high << 4 | low
    }
  }

  func hexDigit(_ byte: UInt8) -> UInt8? {
    let digit = byte &- UInt8(ascii: "0")
    if digit < 10 { return digit }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  /// Skips everything up to the bracket that closes the one that comes next, and returns it as text.
  mutating func balancedText() throws(JAXError) -> String {
    let start = position
    let first = index
    var closers: [UInt8] = []
    repeat {
      skipBlanks()
      switch byte {
      case UInt8(ascii: "<"): closers.append(UInt8(ascii: ">"))
      case UInt8(ascii: "("): closers.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): closers.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): closers.append(UInt8(ascii: "}"))
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      case UInt8(ascii: "-") where byte(after: 1) == UInt8(ascii: ">"): index += 1
      case closers.last: closers.removeLast()
      case UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), 0:
        throw error("this bracket is not closed", at: start)
      default: break
      }
      index += 1
    } while !closers.isEmpty
    return String(decoding: text[first..<index], as: UTF8.self)
  }
}

// MARK: - Errors

extension MLIR.Lexer {
  /// A `parseError` at `position`, or at the next element.
  func error(
    _ message: String, at position: MLIR.Position? = nil, code: JAXError.Code = .parseError,
    hint: String? = nil
  ) -> JAXError {
    JAXError(code, message, location: (position ?? here).location(in: file), hint: hint)
  }

  /// "expected `what`, found ..." at the next element.
  mutating func expected(_ what: String) -> JAXError {
    skipBlanks()
    return error("expected \(what), found \(found)")
  }

  private var found: String {
    guard index < text.count else { return "the end of the text" }
    var end = index
    while end < text.count, end - index < 32, isWordByte(text[end]) { end += 1 }
    if end > index { return "'" + String(decoding: text[index..<end], as: UTF8.self) + "'" }
    let byte = text[index]
    return byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
  }
}
