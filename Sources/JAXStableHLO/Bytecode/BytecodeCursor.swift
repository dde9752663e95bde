import JAXIR

extension MLIR {
  /// A cursor over part of the bytes of an MLIR bytecode file.
  ///
  /// The format is the one of MLIR's documentation, "MLIR Bytecode Format". Every read is checked against the end of
  /// the part, and every error says at which byte of the file it was.
  struct BytecodeCursor {
    let bytes: [UInt8]
    let file: String
    private(set) var index: Int
    let end: Int

    init(_ bytes: [UInt8], file: String) {
      self.init(bytes, file: file, range: 0..<bytes.count)
    }

    private init(_ bytes: [UInt8], file: String, range: Range<Int>) {
      self.bytes = bytes
      self.file = file
      index = range.lowerBound
      end = range.upperBound
    }

    var isAtEnd: Bool { index == end }

    /// The bytes of a binary file are the columns of its only line.
    var position: Position { Position(line: 1, column: index + 1) }

    func error(_ message: String, code: JAXError.Code = .parseError) -> JAXError {
      JAXError(code, "\(message) at byte \(index)", location: position.location(in: file))
    }

    /// A cursor over the next `count` bytes, which this one skips.
    mutating func part(_ count: Int) throws(JAXError) -> BytecodeCursor {
      guard count <= end - index else { throw error("\(count) bytes are expected, \(end - index) are left,") }
      defer { index += count }
      return BytecodeCursor(bytes, file: file, range: index..<index + count)
    }

    /// A cursor over `range` of the file, which lies inside this part.
    func part(in range: Range<Int>) throws(JAXError) -> BytecodeCursor {
      guard range.lowerBound >= index, range.upperBound <= end else {
        throw error("a part is outside its section")
      }
      return BytecodeCursor(bytes, file: file, range: range)
    }
  }
}

extension MLIR.BytecodeCursor {
  mutating func byte() throws(JAXError) -> UInt8 {
    guard index < end else { throw error("the file ends too early") }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func blob(_ count: Int) throws(JAXError) -> [UInt8] {
    let part = try part(count)
    return Array(bytes[part.index..<part.end])
  }

  /// A prefixed variable-length integer: the number of zeros below the lowest one of the first byte is the number of
  /// further bytes.
  mutating func integer() throws(JAXError) -> UInt64 {
    let first = try byte()
    let more = first.trailingZeroBitCount
    var value: UInt64 = more == 8 ? 0 : UInt64(first)
    for position in 0..<more {
      value |= UInt64(try byte()) << UInt64(8 * (more == 8 ? position : position + 1))
    }
    return more == 8 ? value : value >> UInt64(more + 1)
  }

  mutating func signedInteger() throws(JAXError) -> Int64 {
    let value = try integer()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A number of things that each take at least a byte of what is left, or of anything where `limit` says how many.
  mutating func count(limit: Int? = nil) throws(JAXError) -> Int {
    let start = self
    let value = try integer()
    guard value <= UInt64(limit ?? end - index) else { throw start.error("a count of \(value) is too large") }
    return Int(value)
  }

  /// An index below `count`.
  mutating func index(below count: Int, _ what: String) throws(JAXError) -> Int {
    let start = self
    let value = try integer()
    guard value < UInt64(count) else {
      throw start.error("\(what) \(value) does not exist, there are \(count),")
    }
    return Int(value)
  }

  /// An index below `count` and a flag in its lowest bit.
  mutating func flaggedIndex(below count: Int, _ what: String) throws(JAXError) -> (index: Int, flag: Bool) {
    let start = self
    let value = try integer()
    guard value >> 1 < UInt64(count) else {
      throw start.error("\(what) \(value >> 1) does not exist, there are \(count),")
    }
    return (Int(value >> 1), value & 1 == 1)
  }

  /// Text up to a zero byte.
  mutating func terminatedText() throws(JAXError) -> [UInt8] {
    guard let zero = bytes[index..<end].firstIndex(of: 0) else { throw error("a text has no end") }
    defer { index = zero + 1 }
    return Array(bytes[index..<zero])
  }
}
