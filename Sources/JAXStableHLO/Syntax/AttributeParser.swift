import JAXIR

extension MLIR.Parser {
  /// An attribute; `: type` after a number or a string is read and dropped when `isTyped`.
  mutating func attribute(isTyped: Bool = true) throws(JAXError) -> MLIR.Attribute {
    try enter()
    defer { leave() }
    lexer.skipBlanks()
    switch lexer.byte {
    case UInt8(ascii: "["): return .array(try attributeList())
    case UInt8(ascii: "{"): return .dictionary(try dictionary())
    case UInt8(ascii: "@"): return .symbol(try symbol())
    case UInt8(ascii: "#"): return try dialectAttribute()
    case UInt8(ascii: "("), UInt8(ascii: "!"): return .type(try type())
    case UInt8(ascii: "\""):
      let string = try lexer.string()
      if isTyped, lexer.accept(":") { _ = try type() }
      return .string(string)
    default:
      if lexer.seesNumber { return try numberAttribute(isTyped: isTyped) }
      return try wordAttribute()
    }
  }

  private mutating func attributeList() throws(JAXError) -> [MLIR.Attribute] {
    try lexer.expect("[")
    var elements: [MLIR.Attribute] = []
    try list(until: "]") { (parser) throws(JAXError) in elements.append(try parser.attribute()) }
    return elements
  }

  private mutating func numberAttribute(isTyped: Bool) throws(JAXError) -> MLIR.Attribute {
    let position = lexer.position
    let number = try lexer.number()
    let type = isTyped && lexer.accept(":") ? try self.type() : nil
    switch number {
    case .float(let value): return .float(value)
    case .integer(let magnitude, let isNegative, let isHexadecimal):
      if isHexadecimal, case .element(let dtype) = type, dtype.isFloat {
        return .float(try float(bits: magnitude, of: dtype, position))
      }
      // A hexadecimal spelling of a negative 64-bit integer gives its bits.
      if isHexadecimal, !isNegative { return .integer(Int(truncatingIfNeeded: magnitude)) }
      guard let value = Int(exactly: magnitude) ?? (isNegative && magnitude == 1 << 63 ? Int.min : nil) else {
        throw lexer.error("an integer does not fit 64 bits", at: position)
      }
      return .integer(isNegative && value != Int.min ? -value : value)
    }
  }

  private func float(bits: UInt64, of dtype: DType, _ position: MLIR.Position) throws(JAXError) -> Double {
    guard dtype == .float64 || bits >> UInt64(dtype.bitWidth) == 0 else {
      throw lexer.error("0x\(String(bits, radix: 16)) does not fit \(dtype)", at: position)
    }
    switch dtype {
    case .float64: return Double(bitPattern: bits)
    case .float32: return Double(Float(bitPattern: UInt32(bits)))
    case .float16: return Double(Float16(bitPattern: UInt16(bits)))
    default: return Double(BFloat16Bits.widen(UInt16(bits)))
    }
  }

  private mutating func wordAttribute() throws(JAXError) -> MLIR.Attribute {
    guard lexer.seesWord else { throw lexer.expected("an attribute") }
    if lexer.sees(word: "loc") {
      try lexer.expect(word: "loc")
      return .location(try parenthesizedLocation())
    }
    let start = lexer
    let word = try lexer.word()
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "unit": return .unit
    case "dense": return .dense(try denseLiteral())
    case "array": return .array(try denseArray())
    case "dense_resource", "sparse", "opaque":
      throw lexer.error(
        "a '\(word)' attribute, whose value does not stand in the text", at: start.here, code: .unsupported,
        hint: "print the module with its large constants inside")
    case "affine_map", "affine_set", "strided", "distinct": return .opaque(word + (try lexer.balancedText()))
    default: break
    }
    guard MLIR.isTypeName(word) else { return .word(word) }
    lexer = start
    return .type(try type())
  }

  /// `array<i64: 1, 2>` after its first word.
  private mutating func denseArray() throws(JAXError) -> [MLIR.Attribute] {
    try lexer.expect("<")
    guard case .element = try type() else { throw lexer.error("expected an element type of an array") }
    var elements: [MLIR.Attribute] = []
    if lexer.accept(":") {
      repeat { elements.append(try attribute(isTyped: false)) } while lexer.accept(",")
    }
    try lexer.expect(">")
    return elements
  }
}

// MARK: - Dictionaries and dialects

extension MLIR.Parser {
  /// `{name = value, unit, "any name" = value}`.
  mutating func dictionary() throws(JAXError) -> [MLIR.NamedAttribute] {
    try lexer.expect("{")
    var entries: [MLIR.NamedAttribute] = []
    var names: Set<String> = []
    try list(until: "}") { (parser) throws(JAXError) in
      let position = parser.lexer.position
      let name =
        parser.lexer.sees("\"") ? try parser.lexer.string() : try parser.lexer.word("an attribute's name")
      guard names.insert(name).inserted else {
        throw parser.lexer.error("attribute '\(name)' is given twice", at: position)
      }
      let value = parser.lexer.accept("=") ? try parser.attribute() : .unit
      entries.append(MLIR.NamedAttribute(name: name, value: value, position: position))
    }
    return entries
  }

  /// `#alias`, `#dialect.name<...>` or `#dialect<...>`.
  private mutating func dialectAttribute() throws(JAXError) -> MLIR.Attribute {
    let position = lexer.position
    try lexer.expect("#")
    let name = try lexer.suffix("an attribute's name")
    let dialect = name.prefix { $0 != "." }
    let isQualified = dialect.count < name.count
    guard isQualified || lexer.byte == UInt8(ascii: "<") else {
      if let attribute = attributeAliases[name] { return attribute }
      // Only locations may be used before they are defined; their users read the alias themselves.
      throw lexer.error("undefined attribute alias '#\(name)'", at: position)
    }
    guard lexer.byte == UInt8(ascii: "<") else { return .dialect(name, []) }
    guard dialect == "stablehlo" || dialect == "chlo" else {
      return .opaque("#" + name + (try lexer.balancedText()))
    }
    return .dialect(name, try dialectFields())
  }

  /// `<name = value, WORD, word WORD, [b, 0]x[0, o]->[b, 0]>`.
  mutating func dialectFields() throws(JAXError) -> [MLIR.NamedAttribute] {
    try lexer.expect("<")
    var fields: [MLIR.NamedAttribute] = []
    while !lexer.accept(">") {
      let position = lexer.position
      var name = ""
      if lexer.seesWord {
        let start = lexer
        name = try lexer.word()
        if !lexer.accept("=") {
          name = ""
          lexer = start
        }
      }
      let value = try listProduct()
      fields.append(MLIR.NamedAttribute(name: name, value: value, position: position))
      _ = lexer.accept(",")
    }
    return fields
  }

  /// An attribute without `: type`, or lists joined as `[0] x [1]` and `[b, f]x[o, i]->[b, f]`, which
  /// become a list of lists.
  mutating func listProduct() throws(JAXError) -> MLIR.Attribute {
    if lexer.sees("<") { return .dialect("", try dialectFields()) }
    let first = try attribute(isTyped: false)
    guard case .array = first, lexer.sees(word: "x") else { return first }
    var factors = [first]
    while lexer.accept(word: "x") || lexer.accept("->") { factors.append(.array(try attributeList())) }
    return .array(factors)
  }
}
