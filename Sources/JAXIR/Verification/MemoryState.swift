/// The bytes of a buffer of a program.
struct MemoryRange: Hashable {
  enum Space: Hashable {
    case input(Int), output(Int), constant(Int), arena
  }

  let space: Space
  /// Empty for a buffer of no elements; all of the space where the count is not known.
  let bytes: Range<Int>

  init(_ buffer: Program.Buffer) {
    let end = buffer.count.map { $0 * buffer.dtype.byteCount } ?? Int.max
    switch buffer.place {
    case .input(let number): (space, bytes) = (.input(number), 0..<end)
    case .output(let number): (space, bytes) = (.output(number), 0..<end)
    case .constant(let number): (space, bytes) = (.constant(number), 0..<end)
    case .arena(let offset): (space, bytes) = (.arena, offset..<offset + end)
    }
  }

  func overlaps(_ other: MemoryRange) -> Bool { space == other.space && bytes.overlaps(other.bytes) }

  var isWritable: Bool {
    switch space {
    case .input, .constant: false
    case .output, .arena: true
    }
  }
}

/// Which ranges of arena and outputs hold what was last written to them, at one point of a program.
struct MemoryState {
  private var valid: Set<MemoryRange> = []
  /// The outputs written so far, whatever was read or overwritten later.
  var writtenOutputs: Set<Int> = []

  mutating func write(_ range: MemoryRange) {
    if case .output(let number) = range.space { writtenOutputs.insert(number) }
    valid = valid.filter { !$0.overlaps(range) }
    if !range.bytes.isEmpty { valid.insert(range) }
  }

  /// Whether `range` is made of valid ranges: one or several, all of them inside it.
  func holds(_ range: MemoryRange) -> Bool {
    guard range.isWritable else { return true }
    var position = range.bytes.lowerBound
    let parts = valid.filter { $0.overlaps(range) }.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    for part in parts {
      guard part.bytes.lowerBound <= position, range.bytes.contains(part.bytes) else { return false }
      position = max(position, part.bytes.upperBound)
    }
    return position >= range.bytes.upperBound
  }

  func intersection(_ other: MemoryState) -> MemoryState {
    var common = self
    common.valid.formIntersection(other.valid)
    common.writtenOutputs.formIntersection(other.writtenOutputs)
    return common
  }
}
