extension Kernel.Constant: CustomStringConvertible {
  /// A text that reads back to exactly these bits: `true`, `-3`, `0.1`; bits like `0x7fc00000` where there is no
  /// such number.
  package var description: String {
    switch dtype {
    case .bool: bits == 0 ? "false" : bits == 1 ? "true" : hexadecimal
    case .int8, .int16, .int32, .int64:
      dtype.bitWidth < 64 && bits >> UInt64(dtype.bitWidth) != 0 ? hexadecimal : signed.description
    case .uint8, .uint16, .uint32, .uint64: bits.description
    case .float16: finite(UInt16(exactly: bits).map { Float16(bitPattern: $0) })
    case .bfloat16: finite(UInt16(exactly: bits).map { BFloat16Bits.widen($0) })
    case .float32: finite(UInt32(exactly: bits).map { Float(bitPattern: $0) })
    case .float64: finite(Double(bitPattern: bits))
    case .complex64, .complex128: hexadecimal
    }
  }

  private var hexadecimal: String { "0x" + String(bits, radix: 16) }

  private var signed: Int64 {
    let unused = Int64(64 - dtype.bitWidth)
    return Int64(bitPattern: bits << UInt64(unused)) >> unused
  }

  private func finite(_ value: (some BinaryFloatingPoint & CustomStringConvertible)?) -> String {
    guard let value, value.isFinite else { return hexadecimal }
    return value.description
  }
}

extension TextReader {
  /// A scalar of a dtype that is not complex, as `Kernel.Constant` prints it.
  package mutating func constant(_ dtype: DType) throws(JAXError) -> Kernel.Constant {
    if at(.hexadecimal) { return try hexadecimal(dtype) }
    if dtype == .bool { return Kernel.Constant(.bool, bits: try boolean() ? 1 : 0) }
    guard at(.integer) || (dtype.isFloat && at(.float)) else { throw expected("a constant of \(dtype)") }
    guard let bits = TextReader.bits(of: token.text, dtype) else {
      throw error("\(token.text) is not a value of \(dtype)")
    }
    try advance()
    return Kernel.Constant(dtype, bits: bits)
  }

  private mutating func hexadecimal(_ dtype: DType) throws(JAXError) -> Kernel.Constant {
    guard let bits = UInt64(token.text.dropFirst(2), radix: 16),
      dtype.bitWidth >= 64 || bits >> dtype.bitWidth == 0
    else { throw error("\(token.text) has more bits than \(dtype)") }
    try advance()
    return Kernel.Constant(dtype, bits: bits)
  }

  /// The bits of the number that `text` stands for, nil when `dtype` cannot hold it.
  private static func bits(of text: String, _ dtype: DType) -> UInt64? {
    switch dtype {
    case .int8: Int8(text).map { UInt64(UInt8(bitPattern: $0)) }
    case .int16: Int16(text).map { UInt64(UInt16(bitPattern: $0)) }
    case .int32: Int32(text).map { UInt64(UInt32(bitPattern: $0)) }
    case .int64: Int64(text).map { UInt64(bitPattern: $0) }
    case .uint8: UInt8(text).map(UInt64.init)
    case .uint16: UInt16(text).map(UInt64.init)
    case .uint32: UInt32(text).map(UInt64.init)
    case .uint64: UInt64(text)
    case .float16: Float16(text).map { UInt64($0.bitPattern) }
    case .bfloat16: Float(text).map { UInt64(BFloat16Bits.round($0)) }
    case .float32: Float(text).map { UInt64($0.bitPattern) }
    case .float64: Double(text)?.bitPattern
    case .bool, .complex64, .complex128: nil
    }
  }
}

extension Literal: CustomStringConvertible {
  /// Past so many elements the bytes are printed instead.
  private static let maximumListedCount = 256

  /// The type applied to the elements: `f32[2,3](1.0)` for a splat, `i32[2](1, 2)`, `c64[](1.0, 2.0)` with two
  /// numbers for each element; many elements as the hexadecimal of their bytes, `f32[1000]("0000803f…")`.
  package var description: String {
    let dtype = type.dtype.component
    let count = bytes.count / dtype.byteCount
    guard count <= Literal.maximumListedCount else { return "\(type)(\"\(hexadecimal)\")" }
    return type.description + TextWriter.list("(", (0..<count).map { component(at: $0, dtype) }, ")")
  }

  private var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private func component(at index: Int, _ dtype: DType) -> Kernel.Constant {
    let start = index * dtype.byteCount
    var bits: UInt64 = 0
    for byte in (0..<dtype.byteCount).reversed() { bits = bits << 8 | UInt64(bytes[start + byte]) }
    return Kernel.Constant(dtype, bits: bits)
  }
}

extension TextReader {
  /// A literal as `Literal` prints it.
  package mutating func literal() throws(JAXError) -> Literal {
    let start = token
    let type = try tensorType()
    let component = type.dtype.component
    var bytes: [UInt8] = []
    if try peek().kind == .string {
      try expect("(")
      bytes = try hexadecimalBytes()
      try expect(")")
    } else {
      let constants = try list("(", ")") { (reader) throws(JAXError) in try reader.constant(component) }
      for constant in constants {
        withUnsafeBytes(of: constant.bits.littleEndian) { bytes += $0.prefix(component.byteCount) }
      }
    }
    do {
      return try Literal(type, bytes: bytes)
    } catch {
      throw self.error(error.message, at: start)
    }
  }

  private mutating func hexadecimalBytes() throws(JAXError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(token.text.utf8.count / 2)
    var high: UInt8?
    for character in token.text.utf8 {
      guard let digit = character.hexadecimalDigit else { throw expected("pairs of hexadecimal digits") }
      if let upper = high { bytes.append(upper << 4 | digit) }
      high = high == nil ? digit : nil
    }
    guard high == nil else { throw expected("pairs of hexadecimal digits") }
    try advance()
    return bytes
  }
}
