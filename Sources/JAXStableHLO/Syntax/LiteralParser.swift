import JAXIR
import JAXPrimitives

extension MLIR.Parser {
  /// `dense<...> : type` after its first word.
  ///
  /// The elements come before the type that says what they are: they are skipped, the type is read, and then they
  /// are decoded straight to bytes. Nothing is allocated that the text or the type's size does not account for.
  mutating func denseLiteral() throws(JAXError) -> Literal {
    try lexer.expect("<")
    let elements = lexer
    try skipElements()
    try lexer.expect(">")
    try lexer.expect(":")
    let position = lexer.position
    let syntax = try type()
    let type = try tensorType(of: syntax, position)
    let end = lexer
    lexer = elements
    let bytes: [UInt8]
    if case .float8(let format) = syntax.narrow {
      bytes = try denseElements(type, format)
    } else {
      bytes = try denseElements(type)
    }
    lexer = end
    do {
      return try Literal(type, bytes: bytes)
    } catch {
      throw error.located(at: elements.here.location(in: lexer.file))
    }
  }

  private func tensorType(of type: MLIR.TypeSyntax, _ position: MLIR.Position) throws(JAXError) -> TensorType
  {
    do {
      return try type.tensorType()
    } catch {
      throw error.located(at: position.location(in: lexer.file))
    }
  }

  /// Moves to the `>` that closes the elements; they contain no other one.
  private mutating func skipElements() throws(JAXError) {
    while !lexer.sees(">") {
      if lexer.sees("\"") {
        try skipString()
      } else {
        guard !lexer.isAtEnd else { throw lexer.expected("'>'") }
        lexer.index += 1
      }
    }
  }

  private mutating func skipString() throws(JAXError) {
    let start = lexer.position
    lexer.index += 1
    while lexer.byte != UInt8(ascii: "\"") {
      guard lexer.byte != 0, lexer.byte != UInt8(ascii: "\n") else {
        throw lexer.error("this string has no closing quote on its line", at: start)
      }
      lexer.index += 1
    }
    lexer.index += 1
  }

  /// - Parameter format: That of numbers in hexadecimal, which are bits; nil for those of the dtype.
  private mutating func denseElements(
    _ type: TensorType, _ format: Float8Format? = nil
  ) throws(JAXError) -> [UInt8] {
    if lexer.sees("\"") {
      guard let format else { return try hexElements(type) }
      let codes = try hexElements(type.with(dtype: .uint8))
      return codes.flatMap { code in
        withUnsafeBytes(of: format.number(of: code).bitPattern.littleEndian) { Array($0) }
      }
    }
    var elements = Elements(type)
    elements.format = format
    if lexer.sees("[") {
      try nestedList(axis: 0, &elements)
      guard elements.bytes.count == type.byteCount else {
        throw lexer.error("\(elements.count) elements for type \(type)")
      }
    } else if !lexer.sees(">") {
      try element(&elements)
    }
    guard lexer.sees(">") else { throw lexer.expected("'>'") }
    return elements.bytes
  }
}

// MARK: - Lists of elements

extension MLIR.Parser {
  /// The elements read so far.
  private struct Elements {
    let type: TensorType
    var format: Float8Format?
    var bytes: [UInt8] = []

    init(_ type: TensorType) { self.type = type }

    var count: Int { bytes.count / type.dtype.byteCount }

    mutating func append(bits: UInt64, byteCount: Int) {
      for byte in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
    }
  }

  private mutating func nestedList(axis: Int, _ elements: inout Elements) throws(JAXError) {
    try enter()
    defer { leave() }
    let position = lexer.position
    guard axis < elements.type.rank else {
      throw lexer.error("a list is nested deeper than type \(elements.type) has axes", at: position)
    }
    try lexer.expect("[")
    var count = 0
    let isInnermost = axis == elements.type.rank - 1
    if !lexer.accept("]") {
      repeat {
        if isInnermost { try element(&elements) } else { try nestedList(axis: axis + 1, &elements) }
        count += 1
      } while lexer.accept(",")
      guard lexer.accept("]") else { throw lexer.expected("',' or ']'") }
    }
    let extent = elements.type.shape[axis]
    guard count == extent else {
      throw lexer.error("\(count) elements along axis \(axis) of type \(elements.type)", at: position)
    }
  }

  private mutating func element(_ elements: inout Elements) throws(JAXError) {
    let dtype = elements.type.dtype
    guard dtype.isComplex else { return try scalar(dtype, &elements) }
    let part: DType = dtype == .complex64 ? .float32 : .float64
    try lexer.expect("(")
    try scalar(part, &elements)
    try lexer.expect(",")
    try scalar(part, &elements)
    try lexer.expect(")")
  }

  private mutating func scalar(_ dtype: DType, _ elements: inout Elements) throws(JAXError) {
    if dtype == .bool, lexer.seesWord {
      if lexer.accept(word: "true") { return elements.append(bits: 1, byteCount: 1) }
      if lexer.accept(word: "false") { return elements.append(bits: 0, byteCount: 1) }
    }
    guard lexer.seesNumber else { throw lexer.expected(dtype == .bool ? "'true' or 'false'" : "a number") }
    let position = lexer.here
    let number = try lexer.number()
    if let format = elements.format, case .integer(let code, false, true) = number {
      guard code <= 0xFF else {
        throw lexer.error("the number does not fit \(format.rawValue)", at: position)
      }
      let bits = format.number(of: UInt8(code)).bitPattern
      return elements.append(bits: UInt64(bits), byteCount: dtype.byteCount)
    }
    let bits = try bits(of: number, as: dtype, position)
    elements.append(bits: bits, byteCount: dtype.byteCount)
  }

  /// A hexadecimal integer gives a float's bits; any other spelling must be a value of the dtype.
  private func bits(
    of number: MLIR.Lexer.Number, as dtype: DType, _ position: MLIR.Position
  ) throws(JAXError) -> UInt64 {
    switch number {
    case .float(let value) where dtype.isFloat: return Kernel.Constant(dtype, value).bits
    case .integer(let magnitude, let isNegative, true) where dtype.isFloat && !isNegative:
      if dtype.bitWidth == 64 || magnitude >> UInt64(dtype.bitWidth) == 0 { return magnitude }
    case .integer(let magnitude, let isNegative, _) where !dtype.isFloat:
      if let bits = integerBits(magnitude, isNegative: isNegative, dtype) { return bits }
    case .integer: throw lexer.error("an integer where \(dtype) needs a number with a point", at: position)
    case .float: throw lexer.error("a number with a point in a tensor of \(dtype)", at: position)
    }
    throw lexer.error("the number does not fit \(dtype)", at: position)
  }

  /// The low bits of an integer that fits the width; nil where it does not. `i8` says no sign in MLIR: 255 is a
  /// spelling of -1, and `-1` is one of `true`.
  private func integerBits(_ magnitude: UInt64, isNegative: Bool, _ dtype: DType) -> UInt64? {
    let width = UInt64(dtype.bitWidth)
    if dtype == .bool { return magnitude <= 1 ? magnitude : nil }
    let largest: UInt64 =
      isNegative ? (dtype.kind == .unsigned ? 0 : 1 << (width - 1)) : ~0 >> (64 - width)
    guard magnitude <= largest else { return nil }
    return (isNegative ? 0 &- magnitude : magnitude) & (~0 >> (64 - width))
  }
}

// MARK: - Hexadecimal blobs

extension MLIR.Parser {
  /// `"0x..."`: little-endian elements, all or one; `i1` as a byte each, or packed with the lowest bit first.
  private mutating func hexElements(_ type: TensorType) throws(JAXError) -> [UInt8] {
    let position = lexer.here
    guard lexer.accept("\"0x") else { throw lexer.error("expected a string that starts with 0x") }
    let bytes = try hexBytes()
    guard type.dtype == .bool else {
      guard bytes.count == type.byteCount || bytes.count == type.dtype.byteCount else {
        throw lexer.error(
          "\(bytes.count) bytes for type \(type), which takes \(type.byteCount)", at: position)
      }
      return bytes
    }
    let count = type.shape.count
    if bytes.count == count || bytes.count == 1 { return bytes.map { $0 == 0 ? 0 : 1 } }
    guard bytes.count == (count + 7) / 8 else {
      throw lexer.error("\(bytes.count) bytes for type \(type), which takes \(count)", at: position)
    }
    return (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 }
  }

  /// Digits in pairs up to the closing quote.
  private mutating func hexBytes() throws(JAXError) -> [UInt8] {
    let start = lexer.index
    while lexer.byte != UInt8(ascii: "\""), lexer.index < lexer.text.count { lexer.index += 1 }
    let digits = lexer.text[start..<lexer.index]
    let count = digits.count / 2
    var isValid = digits.count % 2 == 0
    let bytes = digits.withUnsafeBufferPointer { digits in
      [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
        var invalid: UInt8 = 0
        for index in 0..<count {
          let high = MLIR.Parser.hexValues[Int(digits[2 * index])]
          let low = MLIR.Parser.hexValues[Int(digits[2 * index + 1])]
          // A byte that is no digit has the value 255.
          invalid |= high | low
          bytes.initializeElement(at: index, to: high << 4 | low & 15)
        }
        initialized = count
        if invalid & 0xF0 != 0 { isValid = false }
      }
    }
    try lexer.expect("\"")
    guard isValid else { throw lexer.error("a string of hexadecimal digits in pairs is expected") }
    return bytes
  }

  private static let hexValues: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: 255
    }
  }
}
