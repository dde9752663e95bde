/// Reads little-endian numbers from bytes that may be damaged: past the end everything reads as zero.
struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  var position: Int
  /// Reading stops here.
  var end: Int

  init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
    self.bytes = bytes
    self.position = max(position, 0)
    end = bytes.count
  }

  var isAtEnd: Bool { position >= end }

  mutating func byte() -> UInt8 {
    guard position < end else { return 0 }
    defer { position &+= 1 }
    return bytes[position]
  }

  /// An unsigned number of `size` bytes, at most 8.
  mutating func unsigned(_ size: Int) -> UInt64 {
    guard size <= end - position else {
      position = end
      return 0
    }
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += size
    return value
  }

  mutating func u16() -> Int { Int(unsigned(2)) }
  mutating func u32() -> Int { Int(unsigned(4)) }
  mutating func u64() -> UInt64 { unsigned(8) }

  /// DWARF's variable-length unsigned number.
  mutating func uleb() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      if shift < 64 { value |= UInt64(byte & 0x7F) << shift }
      shift += 7
      if byte & 0x80 == 0 { return value }
    }
  }

  /// DWARF's variable-length signed number.
  mutating func sleb() -> Int64 {
    var value: Int64 = 0
    var shift: Int64 = 0
    while true {
      let byte = byte()
      if shift < 64 { value |= Int64(byte & 0x7F) << shift }
      shift += 7
      if byte & 0x80 == 0 {
        return shift < 64 && byte & 0x40 != 0 ? value | (-1 << shift) : value
      }
    }
  }

  /// A string that ends in a zero byte.
  mutating func string() -> String {
    let start = position
    while byte() != 0 {}
    return String(decoding: bytes[start..<max(start, position - 1)], as: UTF8.self)
  }

  mutating func skip(_ count: UInt64) {
    position = count > UInt64(end - min(position, end)) ? end : position + Int(count)
  }
}
