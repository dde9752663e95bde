import JAXIR

extension MLIR {
  /// The sections of a bytecode file: tables of strings, names, attributes and types, and the operations.
  ///
  /// Attributes and types are read when they are first asked for: most locations never are.
  struct BytecodeFile {
    let version: Int
    let producer: String
    let strings: [String]
    let dialects: [String]
    /// With their dialects.
    let operationNames: [String]
    let attributeEntries: [Entry]
    let typeEntries: [Entry]
    let operations: BytecodeCursor
    let properties: [BytecodeCursor]

    /// Where an attribute or a type stands.
    struct Entry {
      let dialect: Int
      /// Whether the dialect's own encoding is used, not its text.
      let isEncoded: Bool
      let contents: BytecodeCursor
    }

    static let magic: [UInt8] = [0x4D, 0x4C, 0xEF, 0x52]

    /// The newest version of the format that is known; dialects' versions are their own matter.
    private static let newestVersion: UInt64 = 6
  }
}

extension MLIR.BytecodeFile {
  private enum Section: UInt8 {
    case string, dialect, attributes, attributeOffsets, operations, resources, resourceOffsets,
      dialectVersions
    case properties
  }

  init(_ bytes: [UInt8], file: String) throws(JAXError) {
    var cursor = MLIR.BytecodeCursor(bytes, file: file)
    guard try cursor.blob(4) == Self.magic else { throw cursor.error("this is no MLIR bytecode") }
    let start = cursor
    let version = try cursor.integer()
    guard version <= Self.newestVersion else {
      throw start.error(
        "bytecode of version \(version); versions up to \(Self.newestVersion) are known,", code: .unsupported)
    }
    producer = String(decoding: try cursor.terminatedText(), as: UTF8.self)
    var sections: [Section: MLIR.BytecodeCursor] = [:]
    while !cursor.isAtEnd {
      let start = cursor
      let (id, contents) = try Self.section(&cursor)
      guard let section = Section(rawValue: id) else { throw start.error("section \(id) is not known") }
      guard sections.updateValue(contents, forKey: section) == nil else {
        throw start.error("section \(id) comes twice")
      }
    }
    func required(_ section: Section, _ what: String) throws(JAXError) -> MLIR.BytecodeCursor {
      guard let contents = sections[section] else { throw cursor.error("the file has no \(what),") }
      return contents
    }
    self.version = Int(version)
    strings = try Self.strings(try required(.string, "strings"))
    (dialects, operationNames) = try Self.names(
      try required(.dialect, "names"), strings, version: self.version)
    (attributeEntries, typeEntries) = try Self.entries(
      try required(.attributeOffsets, "attributes"), try required(.attributes, "attributes"),
      dialectCount: dialects.count)
    operations = try required(.operations, "operations")
    properties = try sections[.properties].map(Self.properties) ?? []
  }

  /// One section: its number, and its contents, which the cursor skips.
  static func section(
    _ cursor: inout MLIR.BytecodeCursor
  ) throws(JAXError) -> (id: UInt8, contents: MLIR.BytecodeCursor) {
    let header = try cursor.byte()
    let length = try cursor.count()
    if header & 0x80 != 0 {
      let alignment = try cursor.integer()
      guard alignment > 0, alignment <= 1 << 20, alignment & (alignment - 1) == 0 else {
        throw cursor.error("an alignment of \(alignment) is none")
      }
      while cursor.index % Int(alignment) != 0 { _ = try cursor.byte() }
    }
    return (header & 0x7F, try cursor.part(length))
  }

  /// The lengths come first, last string first; each counts the zero after the string.
  private static func strings(_ section: MLIR.BytecodeCursor) throws(JAXError) -> [String] {
    var cursor = section
    let count = try cursor.count()
    var lengths: [Int] = []
    for _ in 0..<count {
      let length = try cursor.count()
      guard length > 0 else { throw cursor.error("a string has no end") }
      lengths.append(length)
    }
    var strings: [String] = []
    for length in lengths.reversed() {
      strings.append(String(decoding: try cursor.blob(length).dropLast(), as: UTF8.self))
    }
    return strings
  }

  /// The names of dialects, and those of operations, which are grouped by dialect.
  private static func names(
    _ section: MLIR.BytecodeCursor, _ strings: [String], version: Int
  ) throws(JAXError) -> (dialects: [String], operations: [String]) {
    var cursor = section
    var dialects: [String] = []
    for _ in 0..<(try cursor.count()) {
      guard version >= 1 else {
        dialects.append(strings[try cursor.index(below: strings.count, "string")])
        continue
      }
      let (name, isVersioned) = try cursor.flaggedIndex(below: strings.count, "string")
      dialects.append(strings[name])
      // The name of an operation says its version.
      if isVersioned { _ = try Self.section(&cursor) }
    }
    if version >= 4 { _ = try cursor.integer() }
    var operations: [String] = []
    while !cursor.isAtEnd {
      let dialect = dialects[try cursor.index(below: dialects.count, "dialect")]
      for _ in 0..<(try cursor.count()) {
        let name =
          version >= 5
          ? try cursor.flaggedIndex(below: strings.count, "string").index
          : try cursor.index(below: strings.count, "string")
        operations.append(dialect + "." + strings[name])
      }
    }
    return (dialects, operations)
  }

  /// How long each attribute and each type is, grouped by dialect; they stand one after the other.
  private static func entries(
    _ section: MLIR.BytecodeCursor, _ contents: MLIR.BytecodeCursor, dialectCount: Int
  ) throws(JAXError) -> (attributes: [Entry], types: [Entry]) {
    var (cursor, contents) = (section, contents)
    let counts = [try cursor.count(), try cursor.count()]
    var lists: [[Entry]] = []
    for count in counts {
      var entries: [Entry] = []
      while entries.count < count {
        let dialect = try cursor.index(below: dialectCount, "dialect")
        for _ in 0..<(try cursor.count(limit: count - entries.count)) {
          let value = try cursor.integer()
          guard let length = Int(exactly: value >> 1) else { throw cursor.error("a length is too large") }
          entries.append(
            Entry(dialect: dialect, isEncoded: value & 1 == 1, contents: try contents.part(length)))
        }
      }
      lists.append(entries)
    }
    return (lists[0], lists[1])
  }

  private static func properties(_ section: MLIR.BytecodeCursor) throws(JAXError) -> [MLIR.BytecodeCursor] {
    var cursor = section
    var properties: [MLIR.BytecodeCursor] = []
    for _ in 0..<(try cursor.count()) { properties.append(try cursor.part(try cursor.count())) }
    return properties
  }
}
