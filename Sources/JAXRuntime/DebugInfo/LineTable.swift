/// The line of every machine instruction of one file, from its DWARF line programs.
///
/// Making it runs every program once for the address ranges alone; a query runs again the one program that holds
/// the address.
struct LineTable {
  /// Consecutive instructions described by one stretch of a line program.
  private struct Sequence {
    let addresses: Range<UInt64>
    let unit: LineUnit
    /// Where the stretch starts in `.debug_line`.
    let start: Int
  }

  /// One row: from `address` on, instructions belong to this line.
  struct Row {
    var address: UInt64 = 0
    var file = 1
    var line = 1
    var column = 0
  }

  private let sections: LineSections
  private var sequences: [Sequence] = []

  /// Nil when the file has no debug information.
  init?(_ file: ELFFile) {
    guard let lines = file[".debug_line"] else { return nil }
    self.init(
      LineSections(lines: lines, lineStrings: file[".debug_line_str"], strings: file[".debug_str"]))
  }

  init(_ sections: LineSections) {
    self.sections = sections
    let lines = sections.lines
    var reader = ByteReader(lines)
    while !reader.isAtEnd {
      guard let unit = LineUnit(&reader) else { continue }
      var program = ByteReader(lines, at: unit.program.lowerBound)
      program.end = unit.program.upperBound
      while !program.isAtEnd {
        let start = program.position
        var first: UInt64?
        let last = Self.run(&program, unit) { row in if first == nil { first = row.address } }
        // What the linker threw away was left at address 0.
        if let first, let last, first > 0, first < last {
          sequences.append(Sequence(addresses: first..<last, unit: unit, start: start))
        }
      }
    }
  }

  /// The place in the source of the instruction at `address`, as an offset in the file.
  func place(of address: UInt64) -> (path: String, line: Int, column: Int)? {
    for sequence in sequences where sequence.addresses.contains(address) {
      var program = ByteReader(sections.lines, at: sequence.start)
      program.end = sequence.unit.program.upperBound
      var best: Row?
      // Line 0 is code that no line accounts for: the line before it goes on.
      _ = Self.run(&program, sequence.unit) { row in
        if row.address <= address, row.line > 0 { best = row }
      }
      guard let best, let path = sequence.unit.path(of: best.file, in: sections) else { continue }
      return (path, best.line, best.column)
    }
    return nil
  }

  /// Runs a line program to the end of one sequence; the address after it, or nil if the program ends before.
  private static func run(_ reader: inout ByteReader, _ unit: LineUnit, _ emit: (Row) -> Void) -> UInt64? {
    var row = Row()
    while !reader.isAtEnd {
      let opcode = Int(reader.byte())
      if opcode >= unit.opcodeBase {
        let adjusted = opcode - unit.opcodeBase
        row.address &+= UInt64(adjusted / unit.lineRange) &* unit.minimumInstructionLength
        row.line &+= unit.lineBase + adjusted % unit.lineRange
        emit(row)
        continue
      }
      switch opcode {
      case 0:
        let length = reader.uleb()
        var operand = reader
        reader.skip(length)
        operand.end = reader.position
        switch operand.byte() {
        case 1: return row.address
        case 2: row.address = operand.u64()
        default: break
        }
      case 1: emit(row)
      case 2: row.address &+= reader.uleb() &* unit.minimumInstructionLength
      case 3: row.line = Int(truncatingIfNeeded: Int64(row.line) &+ reader.sleb())
      case 4: row.file = Int(truncatingIfNeeded: reader.uleb())
      case 5: row.column = Int(truncatingIfNeeded: reader.uleb())
      case 8:
        let step = (255 - unit.opcodeBase) / unit.lineRange
        row.address &+= UInt64(step) &* unit.minimumInstructionLength
      case 9: row.address &+= reader.unsigned(2)
      default: for _ in 0..<unit.operandCounts[opcode - 1] { _ = reader.uleb() }
      }
    }
    return nil
  }
}
