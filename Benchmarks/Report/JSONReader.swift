import JAX

extension JSON {
  /// The value that `text` says.
  ///
  /// - Throws: `parseError` with the offset of what is wrong.
  init(parsing text: some StringProtocol) throws(JAXError) {
    var reader = JSONReader(Array(text.utf8))
    self = try reader.readAll()
  }

  /// One value for each line that says an object; other lines are left out, as programs print messages between.
  static func lines(_ text: String) -> [JSON] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.hasPrefix("{") else { return nil }
      return try? JSON(parsing: line)
    }
  }
}

/// Reads JSON (RFC 8259) from bytes.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func readAll() throws(JAXError) -> JSON {
    let value = try readValue()
    skipSpace()
    guard position == bytes.count else { throw error("something after the value") }
    return value
  }

  private mutating func readValue() throws(JAXError) -> JSON {
    skipSpace()
    guard depth < 100 else { throw error("a value nested in 100 others") }
    depth += 1
    defer { depth -= 1 }
    switch peek {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray()
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    // Python writes these, though JSON has no such numbers.
    case UInt8(ascii: "N"): return try readWord("NaN", .null)
    case UInt8(ascii: "I"): return try readWord("Infinity", .null)
    default: return try readNumber()
    }
  }

  private mutating func readObject() throws(JAXError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      let name = try readString()
      guard take(":") else { throw error("no ':'") }
      members.append(JSON.Member(name: name, value: try readValue()))
    } while take(",")
    guard take("}") else { throw error("no '}'") }
    return .object(members)
  }

  private mutating func readArray() throws(JAXError) -> JSON {
    position += 1
    var elements: [JSON] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try readValue()) } while take(",")
    guard take("]") else { throw error("no ']'") }
    return .array(elements)
  }

  private mutating func readString() throws(JAXError) -> String {
    guard peek == UInt8(ascii: "\"") else { throw error("no '\"'") }
    position += 1
    var units: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      position += 1
      if byte == UInt8(ascii: "\\") {
        units += Array(String(try readEscape()).utf8)
      } else {
        units.append(byte)
      }
    }
    guard peek != nil else { throw error("a string without an end") }
    position += 1
    return String(decoding: units, as: UTF8.self)
  }

  private mutating func readEscape() throws(JAXError) -> Unicode.Scalar {
    guard let byte = peek else { throw error("a string without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return try readCodePoint()
    default: return Unicode.Scalar(byte)
    }
  }

  /// Four digits, or eight as a pair of surrogates.
  private mutating func readCodePoint() throws(JAXError) -> Unicode.Scalar {
    var code = try readFourDigits()
    if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\") {
      position += 2
      code = 0x10000 + (code - 0xD800) << 10 + (try readFourDigits() &- 0xDC00) & 0x3FF
    }
    return Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  private mutating func readFourDigits() throws(JAXError) -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw error("not four hexadecimal digits") }
    position += 4
    return code
  }

  private mutating func readNumber() throws(JAXError) -> JSON {
    let start = position
    while let byte = peek, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if text == "-", peek == UInt8(ascii: "I") { return try readWord("Infinity", .null) }
    guard let value = Double(text) else {
      position = start
      throw error("no value")
    }
    return .number(value)
  }

  private mutating func readWord(_ word: String, _ value: JSON) throws(JAXError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw error("no value") }
    position += word.utf8.count
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private func error(_ message: String) -> JAXError {
    JAXError(.parseError, "\(message) at byte \(position) of a JSON text")
  }
}
