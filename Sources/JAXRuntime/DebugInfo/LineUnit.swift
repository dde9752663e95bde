/// The header of one line program: what is needed to run it and to name its files. DWARF versions 2 to 5.
struct LineUnit {
  /// Where the program lies in `.debug_line`.
  let program: Range<Int>
  let minimumInstructionLength: UInt64
  let lineBase: Int
  let lineRange: Int
  let opcodeBase: Int
  /// The number of operands of each standard opcode, from opcode 1.
  let operandCounts: [Int]
  /// The offset of the unit's header, from which names are read when they are asked for.
  let offset: Int
  let version: Int
  let is64Bit: Bool
  /// Where the tables of directories and files start.
  let tables: Int

  /// Reads the header at the reader's position and moves the reader to the next unit; nil for a version that is
  /// not known, and at the end.
  init?(_ reader: inout ByteReader) {
    offset = reader.position
    var length = reader.unsigned(4)
    is64Bit = length == 0xFFFF_FFFF
    if is64Bit { length = reader.u64() }
    var header = reader
    reader.skip(length)
    header.end = reader.position
    version = header.u16()
    guard (2...5).contains(version) else { return nil }
    if version == 5 { header.skip(2) }
    let headerLength = header.unsigned(is64Bit ? 8 : 4)
    var start = header
    start.skip(headerLength)
    program = start.position..<header.end
    minimumInstructionLength = UInt64(header.byte())
    if version >= 4 { header.skip(1) }
    header.skip(1)
    lineBase = Int(Int8(bitPattern: header.byte()))
    lineRange = Int(header.byte())
    opcodeBase = Int(header.byte())
    guard lineRange > 0, opcodeBase > 0 else { return nil }
    operandCounts = (1..<max(opcodeBase, 1)).map { _ in Int(header.byte()) }
    tables = header.position
  }
}

extension LineUnit {
  /// The path of file number `index`.
  func path(of index: Int, in sections: LineSections) -> String? {
    var reader = ByteReader(sections.lines, at: tables)
    reader.end = program.lowerBound
    let (directories, files) =
      version == 5 ? tables5(&reader, sections) : tables4(&reader)
    // Files count from 1 before version 5.
    let position = version == 5 ? index : index &- 1
    guard files.indices.contains(position) else { return nil }
    let (name, directory) = files[position]
    let directoryPosition = version == 5 ? directory : directory &- 1
    guard !name.hasPrefix("/"), directories.indices.contains(directoryPosition) else { return name }
    return directories[directoryPosition] + "/" + name
  }

  private typealias Files = [(name: String, directory: Int)]

  private func tables4(_ reader: inout ByteReader) -> ([String], Files) {
    var directories: [String] = []
    while !reader.isAtEnd {
      let directory = reader.string()
      if directory.isEmpty { break }
      directories.append(directory)
    }
    var files: Files = []
    while !reader.isAtEnd {
      let name = reader.string()
      if name.isEmpty { break }
      files.append((name, Int(truncatingIfNeeded: reader.uleb())))
      _ = reader.uleb()
      _ = reader.uleb()
    }
    return (directories, files)
  }

  private func tables5(_ reader: inout ByteReader, _ sections: LineSections) -> ([String], Files) {
    let directories = entries5(&reader, sections).map(\.name)
    return (directories, entries5(&reader, sections))
  }

  /// A table of version 5: a list of (content, form) pairs describes each entry.
  private func entries5(_ reader: inout ByteReader, _ sections: LineSections) -> Files {
    let formats = (0..<reader.byte()).map { _ in (content: reader.uleb(), form: reader.uleb()) }
    let count = reader.uleb()
    var entries: Files = []
    while entries.count < count, !reader.isAtEnd {
      var entry = (name: "", directory: 0)
      for format in formats {
        let value = read(form: format.form, &reader, sections)
        if format.content == 1 { entry.name = value.text }
        if format.content == 2 { entry.directory = Int(truncatingIfNeeded: value.number) }
      }
      entries.append(entry)
    }
    return entries
  }

  private func read(
    form: UInt64, _ reader: inout ByteReader, _ sections: LineSections
  ) -> (text: String, number: UInt64) {
    func text(_ section: UnsafeRawBufferPointer?, at offset: UInt64) -> String {
      guard let section else { return "" }
      var reader = ByteReader(section, at: Int(truncatingIfNeeded: min(offset, UInt64(section.count))))
      return reader.string()
    }
    switch form {
    case 0x08: return (reader.string(), 0)  // string
    case 0x0E: return (text(sections.strings, at: reader.unsigned(is64Bit ? 8 : 4)), 0)  // strp
    case 0x1F: return (text(sections.lineStrings, at: reader.unsigned(is64Bit ? 8 : 4)), 0)  // line_strp
    case 0x0B: return ("", UInt64(reader.byte()))  // data1
    case 0x05: return ("", reader.unsigned(2))  // data2
    case 0x06: return ("", reader.unsigned(4))  // data4
    case 0x07: return ("", reader.unsigned(8))  // data8
    case 0x0F: return ("", reader.uleb())  // udata
    case 0x1E: reader.skip(16)  // data16, a checksum
    case 0x09: reader.skip(reader.uleb())  // block
    // The length of an unknown form is unknown too.
    default: reader.position = reader.end
    }
    return ("", 0)
  }
}

/// The sections that line tables are spread over.
struct LineSections {
  let lines: UnsafeRawBufferPointer
  let lineStrings: UnsafeRawBufferPointer?
  let strings: UnsafeRawBufferPointer?
}
