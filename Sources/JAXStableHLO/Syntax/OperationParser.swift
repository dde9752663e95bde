import JAXIR

extension MLIR.Parser {
  /// Operations up to the end of the region or of the text.
  ///
  /// One that cannot be read is noted, and what follows it is read on: `noted` has it.
  mutating func operations() throws(JAXError) -> [MLIR.Operation] {
    var operations: [MLIR.Operation] = []
    while !lexer.isAtEnd, !lexer.sees("}"), !lexer.sees("^") {
      let start = self
      do throws(JAXError) {
        if let operation = try operationOrAlias() { operations.append(operation) }
      } catch {
        try note(error, after: start)
      }
    }
    return operations
  }

  /// What comes next; nil for the definition of an alias.
  private mutating func operationOrAlias() throws(JAXError) -> MLIR.Operation? {
    if lexer.sees("{-#") {
      throw lexer.error(
        "constants in a resource section", code: .unsupported, hint: "print them inside the module")
    }
    guard lexer.sees("#") || lexer.sees("!") else { return try operation() }
    try aliasDefinition()
    return nil
  }

  /// `#name = attribute` or `!name = type`.
  private mutating func aliasDefinition() throws(JAXError) {
    let isType = lexer.accept("!")
    if !isType { try lexer.expect("#") }
    let position = lexer.here
    let name = try lexer.suffix("an alias's name")
    let isKnown = isType ? typeAliases[name] != nil : attributeAliases[name] != nil
    guard !isKnown else { throw lexer.error("alias '\(name)' is defined twice", at: position) }
    try lexer.expect("=")
    if isType { typeAliases[name] = try type() } else { attributeAliases[name] = try attribute() }
  }

  private mutating func operation() throws(JAXError) -> MLIR.Operation {
    let results = lexer.sees("%") ? try resultGroups() : []
    var operation = MLIR.Operation(name: "", position: lexer.position, results: results)
    let isGeneric = lexer.sees("\"")
    operation.name = isGeneric ? try lexer.string() : qualified(try lexer.word("an operation"))
    do {
      if isGeneric { try genericForm(&operation) } else { try prettyForm(&operation) }
    } catch {
      throw error.located(at: operation.position.location(in: lexer.file), in: operation.name)
    }
    operation.location = try trailingLocation()
    try checkResults(operation)
    return operation
  }

  /// `return` and `call` belong to the dialect of functions.
  private func qualified(_ name: String) -> String {
    if name.utf8.contains(UInt8(ascii: ".")) { return name }
    return name == "module" ? "builtin.module" : "func." + name
  }

  /// `%a, %b:2 =`.
  private mutating func resultGroups() throws(JAXError) -> [MLIR.ResultGroup] {
    var groups: [MLIR.ResultGroup] = []
    repeat {
      let position = lexer.position
      try lexer.expect("%")
      let name = try lexer.suffix("a value's name")
      let count = lexer.accept(":") ? try lexer.unsignedInteger("a number of results") : 1
      groups.append(MLIR.ResultGroup(name: name, count: count, position: position))
    } while lexer.accept(",")
    try lexer.expect("=")
    return groups
  }

  private func checkResults(_ operation: MLIR.Operation) throws(JAXError) {
    var count = 0
    for group in operation.results {
      let (sum, overflow) = count.addingReportingOverflow(group.count)
      guard !overflow else { throw lexer.error("too many results", at: group.position) }
      count = sum
    }
    guard operation.results.isEmpty || count == operation.resultTypes.count else {
      let message = "\(count) results are named, \(operation.resultTypes.count) have types"
      throw lexer.error(message, at: operation.results[0].position).located(at: .unknown, in: operation.name)
    }
  }

  /// `%name` or `%name#index`.
  mutating func valueUse() throws(JAXError) -> MLIR.ValueUse {
    let position = lexer.position
    try lexer.expect("%")
    let name = try lexer.suffix("a value's name")
    var index = 0
    if lexer.byte == UInt8(ascii: "#") {
      lexer.index += 1
      index = try lexer.unsignedInteger("the index of a result")
    }
    return MLIR.ValueUse(name: name, index: index, position: position)
  }
}

// MARK: - Generic form

extension MLIR.Parser {
  /// `(%a, %b) <{properties}> ({region}, ...) {attributes} : (types) -> types` after the name.
  private mutating func genericForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    try lexer.expect("(")
    var operands: [MLIR.ValueUse] = []
    try list(until: ")") { (parser) throws(JAXError) in operands.append(try parser.valueUse()) }
    operation.operands = operands
    if lexer.sees("[") { throw lexer.error("an operation with successor blocks", code: .unsupported) }
    if lexer.accept("<") {
      operation.attributes += try dictionary()
      try lexer.expect(">")
    }
    if lexer.accept("(") {
      var regions: [MLIR.Region] = []
      try list(until: ")") { (parser) throws(JAXError) in regions.append(try parser.region()) }
      operation.regions = regions
    }
    try optionalDictionary(&operation)
    try lexer.expect(":")
    operation.operandTypes = try parenthesizedTypes()
    try lexer.expect("->")
    operation.resultTypes = try resultTypes()
  }

  mutating func optionalDictionary(_ operation: inout MLIR.Operation) throws(JAXError) {
    guard lexer.sees("{") else { return }
    for entry in try dictionary() {
      guard !operation.attributes.contains(where: { $0.name == entry.name }) else {
        throw lexer.error("attribute '\(entry.name)' is given twice", at: entry.position)
      }
      operation.attributes.append(entry)
    }
  }

  /// `{ ^bb0(%a: type): operations }`; `arguments` are those that the operation's own syntax has named.
  mutating func region(arguments: [MLIR.BlockArgument] = []) throws(JAXError) -> MLIR.Region {
    try enter(depth: MLIR.Parser.regionDepth)
    defer { leave(depth: MLIR.Parser.regionDepth) }
    try lexer.expect("{")
    var region = MLIR.Region(arguments: arguments)
    if lexer.accept("^") {
      _ = try lexer.suffix("a block's name")
      if lexer.accept("(") {
        var arguments: [MLIR.BlockArgument] = []
        try list(until: ")") { (parser) throws(JAXError) in arguments.append(try parser.blockArgument()) }
        region.arguments = arguments
      }
      try lexer.expect(":")
    }
    region.operations = try operations()
    if lexer.sees("^") { throw lexer.error("a region of more than one block", code: .unsupported) }
    try lexer.expect("}")
    return region
  }

  /// `%name: type {attributes} loc(...)`.
  mutating func blockArgument() throws(JAXError) -> MLIR.BlockArgument {
    let position = lexer.position
    try lexer.expect("%")
    let name = try lexer.suffix("a value's name")
    try lexer.expect(":")
    let type = try type()
    let attributes = lexer.sees("{") ? try dictionary() : []
    _ = try trailingLocation()
    return MLIR.BlockArgument(name: name, type: type, attributes: attributes, position: position)
  }
}
