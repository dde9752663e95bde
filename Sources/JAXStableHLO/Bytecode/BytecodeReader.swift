import JAXIR

extension MLIR {
  /// Reads a bytecode file of the dialects `builtin` and `vhlo`, a portable artifact of StableHLO, into the same
  /// syntax tree as text.
  struct BytecodeReader {
    let contents: BytecodeFile
    let file: String
    private var attributes: [Resolution<Attribute>]
    private var types: [Resolution<TypeSyntax>]
    private var depth = 0

    /// How far an attribute or a type is read. One may be used in many places of others: how many parts it has when
    /// each of them is counted bounds what walking through it takes.
    private enum Resolution<Part> {
      case unread, reading
      case read(Part, size: Int)
    }

    init(_ bytes: [UInt8], file: String) throws(JAXError) {
      contents = try BytecodeFile(bytes, file: file)
      self.file = file
      attributes = contents.attributeEntries.map { _ in .unread }
      types = contents.typeEntries.map { _ in .unread }
    }

    /// Attributes, types and regions inside each other.
    static let maximumDepth = 200
    private static let maximumSize = 1 << 20

    /// The parts of the attribute or type that is being read, counted as often as they are used.
    private var size = 0
    /// How many attributes and types are being read inside each other.
    private var openParts = 0

    mutating func enter(_ cursor: BytecodeCursor) throws(JAXError) {
      depth += 1
      guard depth <= Self.maximumDepth else { throw cursor.error("things are nested too deeply") }
    }

    mutating func leave() { depth -= 1 }
  }
}

// MARK: - Tables

extension MLIR.BytecodeReader {
  mutating func attribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute {
    try attribute(try cursor.index(below: attributes.count, "attribute"), cursor)
  }

  /// The attribute of number `index`, which `cursor` has just read.
  mutating func attribute(_ index: Int, _ cursor: MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute {
    switch attributes[index] {
    case .reading: throw cursor.error("attribute \(index) is part of itself")
    case .read(let attribute, let size):
      try add(size, cursor)
      return attribute
    case .unread: break
    }
    let entry = contents.attributeEntries[index]
    let (attribute, size) = try measured(cursor) { (reader) throws(JAXError) in
      reader.attributes[index] = .reading
      return try reader.attribute(of: entry)
    }
    attributes[index] = .read(attribute, size: size)
    return attribute
  }

  mutating func type(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax {
    try type(try cursor.index(below: types.count, "type"), cursor)
  }

  /// The type of number `index`, which `cursor` has just read.
  mutating func type(_ index: Int, _ cursor: MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax {
    switch types[index] {
    case .reading: throw cursor.error("type \(index) is part of itself")
    case .read(let type, let size):
      try add(size, cursor)
      return type
    case .unread: break
    }
    let entry = contents.typeEntries[index]
    let (type, size) = try measured(cursor) { (reader) throws(JAXError) in
      reader.types[index] = .reading
      return try reader.type(of: entry)
    }
    types[index] = .read(type, size: size)
    return type
  }

  private mutating func add(_ more: Int, _ cursor: MLIR.BytecodeCursor) throws(JAXError) {
    // What operations hold does not add up.
    guard openParts > 0 else { return }
    size += more
    guard size <= Self.maximumSize else { throw cursor.error("an attribute is too large") }
  }

  /// What `read` gives, and how many parts it has.
  private mutating func measured<Part>(
    _ cursor: MLIR.BytecodeCursor,
    _ read: (inout MLIR.BytecodeReader) throws(JAXError) -> Part
  ) throws(JAXError) -> (Part, size: Int) {
    try enter(cursor)
    openParts += 1
    let outer = size
    size = 1
    let part = try read(&self)
    let inner = size
    size = outer
    openParts -= 1
    leave()
    try add(inner, cursor)
    return (part, inner)
  }

  private mutating func attribute(of entry: MLIR.BytecodeFile.Entry) throws(JAXError) -> MLIR.Attribute {
    var cursor = entry.contents
    guard entry.isEncoded else {
      // The text of what dialects do not encode, such as an attribute of `sdy`.
      return .opaque(String(decoding: try cursor.terminatedText(), as: UTF8.self))
    }
    switch contents.dialects[entry.dialect] {
    case "vhlo": return try vhloAttribute(&cursor)
    case "builtin": return try builtinAttribute(&cursor)
    // What other dialects say, such as `sdy` of shardings, is dropped with the attribute that holds it, or is refused there.
    case let dialect: return .opaque("#\(dialect)")
    }
  }

  private mutating func type(of entry: MLIR.BytecodeFile.Entry) throws(JAXError) -> MLIR.TypeSyntax {
    var cursor = entry.contents
    guard entry.isEncoded else {
      let text = try cursor.terminatedText()
      var parser = MLIR.Parser(text, file: file)
      do throws(JAXError) {
        return try parser.type()
      } catch {
        throw entry.contents.error("a type's text cannot be read (\(error.message))")
      }
    }
    switch contents.dialects[entry.dialect] {
    case "vhlo": return try vhloType(&cursor)
    case "builtin": return try builtinType(&cursor)
    case let dialect: throw cursor.error("a type of dialect '\(dialect)'", code: .unsupported)
    }
  }

  /// A list as it is written everywhere: a count, then its elements.
  mutating func list<Part>(
    _ cursor: inout MLIR.BytecodeCursor,
    _ element: (inout MLIR.BytecodeReader, inout MLIR.BytecodeCursor) throws(JAXError) -> Part
  ) throws(JAXError) -> [Part] {
    var parts: [Part] = []
    for _ in 0..<(try cursor.count()) { parts.append(try element(&self, &cursor)) }
    return parts
  }

  mutating func attributes(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> [MLIR.Attribute] {
    try list(&cursor) { (reader, cursor) throws(JAXError) in try reader.attribute(&cursor) }
  }

  mutating func types(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> [MLIR.TypeSyntax] {
    try list(&cursor) { (reader, cursor) throws(JAXError) in try reader.type(&cursor) }
  }

  func string(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> String {
    contents.strings[try cursor.index(below: contents.strings.count, "string")]
  }

  /// The name that a string attribute holds.
  mutating func name(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> String {
    let start = cursor
    guard case .string(let name) = try attribute(&cursor) else { throw start.error("a name is no string") }
    return name
  }
}
