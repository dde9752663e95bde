import JAXIR

/// The operations of a bytecode file.
extension MLIR.BytecodeReader {
  /// What an operation has, as bits.
  private struct Parts: OptionSet {
    let rawValue: UInt8
    static let attributes = Parts(rawValue: 1)
    static let results = Parts(rawValue: 2)
    static let operands = Parts(rawValue: 4)
    static let successors = Parts(rawValue: 8)
    static let regions = Parts(rawValue: 16)
    static let useOrders = Parts(rawValue: 32)
    static let properties = Parts(rawValue: 64)
  }

  /// The values that operations may name: those of the function, and of regions inside each other.
  private struct Scope {
    /// The number of the next value of each region, the innermost last.
    var next: [Int] = [0]
    /// How many values there are, those of open regions that are not defined yet included.
    var count = 0
  }

  /// The operations at the top of the file.
  mutating func operations() throws(JAXError) -> [MLIR.Operation] {
    var cursor = contents.operations
    var scope = Scope()
    return try block(&cursor, &scope, in: "").operations
  }

  /// Operations, and before them the types of arguments.
  private mutating func block(
    _ cursor: inout MLIR.BytecodeCursor, _ scope: inout Scope, in parent: String
  ) throws(JAXError) -> MLIR.Region {
    let start = cursor
    let header = try cursor.integer()
    guard header >> 1 <= UInt64(cursor.end - cursor.index) else {
      throw start.error("a block of \(header >> 1) operations is too large")
    }
    var region = MLIR.Region()
    if header & 1 == 1 {
      for _ in 0..<(try cursor.count()) {
        let position = cursor.position
        let type: MLIR.TypeSyntax
        if contents.version >= 4 {
          let (index, hasLocation) = try cursor.flaggedIndex(below: contents.typeEntries.count, "type")
          type = try self.type(index, cursor)
          if hasLocation { _ = try cursor.integer() }
        } else {
          type = try self.type(&cursor)
          _ = try cursor.integer()
        }
        region.arguments.append(
          MLIR.BlockArgument(name: try define(&scope, cursor), type: type, position: position))
      }
      if contents.version >= 3, try cursor.byte() != 0 {
        try skipUseOrders(&cursor, valueCount: region.arguments.count)
      }
    }
    for _ in 0..<(header >> 1) { region.operations.append(try operation(&cursor, &scope, in: parent)) }
    return region
  }

  /// Gives the next value of the innermost region its name.
  private func define(_ scope: inout Scope, _ cursor: MLIR.BytecodeCursor) throws(JAXError) -> String {
    let number = scope.next[scope.next.count - 1]
    guard number < scope.count else { throw cursor.error("a region has more values than it says") }
    scope.next[scope.next.count - 1] += 1
    return String(number)
  }

  private mutating func operation(
    _ cursor: inout MLIR.BytecodeCursor, _ scope: inout Scope, in parent: String
  ) throws(JAXError) -> MLIR.Operation {
    let position = cursor.position
    let name = contents.operationNames[
      try cursor.index(below: contents.operationNames.count, "operation name")]
    var operation = MLIR.Operation(name: name, position: position)
    let parts = Parts(rawValue: try cursor.byte())
    _ = try cursor.index(below: contents.attributeEntries.count, "location")
    if parts.contains(.attributes) {
      let start = cursor
      guard case .dictionary(let entries) = try attribute(&cursor) else {
        throw start.error("the attributes of \(name) are no dictionary")
      }
      operation.attributes = entries
    }
    if parts.contains(.properties) {
      var properties = contents.properties[
        try cursor.index(below: contents.properties.count, "list of properties")]
      operation.attributes += try self.properties(of: name, &properties, at: cursor)
    }
    if parts.contains(.results) {
      operation.resultTypes = try types(&cursor)
      for _ in operation.resultTypes {
        operation.results.append(
          MLIR.ResultGroup(name: try define(&scope, cursor), count: 1, position: position))
      }
    }
    if parts.contains(.operands) {
      operation.operands = try list(&cursor) { (_, cursor) throws(JAXError) in
        let position = cursor.position
        let number = try cursor.index(below: scope.count, "value")
        return MLIR.ValueUse(name: String(number), index: 0, position: position)
      }
    }
    if parts.contains(.successors) {
      throw cursor.error("an operation with successor blocks", code: .unsupported)
    }
    if parts.contains(.useOrders) { try skipUseOrders(&cursor, valueCount: operation.results.count) }
    if parts.contains(.regions) { operation.regions = try regions(&cursor, &scope, of: name) }
    return try translated(operation, in: parent, cursor)
  }

  private mutating func regions(
    _ cursor: inout MLIR.BytecodeCursor, _ scope: inout Scope, of name: String
  ) throws(JAXError) -> [MLIR.Region] {
    try enter(cursor)
    defer { leave() }
    let (count, isIsolated) = try cursor.flaggedIndex(below: 1 << 16, "region")
    guard isIsolated, contents.version >= 2 else {
      if !isIsolated { return try regions(count, &cursor, &scope, of: name) }
      var inner = Scope()
      return try regions(count, &cursor, &inner, of: name)
    }
    // What sees nothing outside is a section of its own, so that others can skip it.
    let start = cursor
    var (id, section) = try MLIR.BytecodeFile.section(&cursor)
    guard id == 4 else { throw start.error("section \(id) where regions are expected") }
    var inner = Scope()
    return try regions(count, &section, &inner, of: name)
  }

  private mutating func regions(
    _ count: Int, _ cursor: inout MLIR.BytecodeCursor, _ scope: inout Scope, of name: String
  ) throws(JAXError) -> [MLIR.Region] {
    var regions: [MLIR.Region] = []
    for _ in 0..<count {
      let start = cursor
      let blocks = try cursor.integer()
      guard blocks > 0 else {
        regions.append(MLIR.Region())
        continue
      }
      guard blocks == 1 else { throw start.error("a region of more than one block", code: .unsupported) }
      let values = try cursor.count()
      scope.next.append(scope.count)
      scope.count += values
      regions.append(try block(&cursor, &scope, in: name))
      scope.next.removeLast()
      scope.count -= values
    }
    return regions
  }

  /// In which order the uses of values stood in the writer's memory, which means nothing.
  private func skipUseOrders(_ cursor: inout MLIR.BytecodeCursor, valueCount: Int) throws(JAXError) {
    let count = valueCount > 1 ? try cursor.count() : 1
    for _ in 0..<count {
      if valueCount > 1 { _ = try cursor.integer() }
      let start = cursor
      let header = try cursor.integer()
      guard header >> 1 <= UInt64(cursor.end - cursor.index) else {
        throw start.error("a list of uses is too long")
      }
      for _ in 0..<(header >> 1) { _ = try cursor.integer() }
    }
  }
}
