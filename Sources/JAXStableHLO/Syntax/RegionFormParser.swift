import JAXIR

/// The pretty forms that are laid out like no other: those with regions, and constants.
extension MLIR.Parser {
  /// `{attributes} dense<...> : type`.
  mutating func constantForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    try optionalDictionary(&operation)
    let position = lexer.position
    guard case .dense(let literal) = try attribute() else {
      throw lexer.error("expected 'dense<...>'", at: position)
    }
    operation.attributes.append(
      MLIR.NamedAttribute(name: "value", value: .dense(literal), position: position))
    operation.operandTypes = []
    operation.resultTypes = [MLIR.TypeSyntax(literal.type)]
  }

  /// `(%a init: %b), ... applies name across dimensions = [0] : types`, or without `applies` and with
  /// `reducer(%x: T, %y: T) ... {...}` at the end.
  mutating func reduceForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    var initial: [MLIR.ValueUse] = []
    repeat {
      try lexer.expect("(")
      operation.operands.append(try valueUse())
      try lexer.expect(word: "init")
      try lexer.expect(":")
      initial.append(try valueUse())
      try lexer.expect(")")
    } while lexer.accept(",")
    operation.operands += initial
    let position = lexer.position
    let body = lexer.accept(word: "applies") ? try lexer.word("an operation") : nil
    try lexer.expect(word: "across")
    let dimensions = lexer.position
    try lexer.expect(word: "dimensions")
    try lexer.expect("=")
    operation.attributes.append(
      MLIR.NamedAttribute(name: "dimensions", value: try attribute(), position: dimensions))
    try optionalDictionary(&operation)
    try lexer.expect(":")
    operation.operandTypes = try parenthesizedTypes()
    try lexer.expect("->")
    operation.resultTypes = try resultTypes()
    if let body {
      operation.regions = [try reducer(applying: body, in: operation, position)]
    } else {
      try lexer.expect(word: "reducer")
      operation.regions = [try reducer(initial.count)]
    }
  }

  /// The region that `applies name` stands for.
  private func reducer(
    applying name: String, in operation: MLIR.Operation, _ position: MLIR.Position
  ) throws(JAXError) -> MLIR.Region {
    guard operation.operands.count == 2, let types = operation.operandTypes, types.count == 2 else {
      throw lexer.error("'applies' takes one operand and its initial value", at: position)
    }
    func use(_ name: String) -> MLIR.ValueUse { MLIR.ValueUse(name: name, index: 0, position: position) }
    var body = MLIR.Operation(name: name, position: position)
    body.results = [MLIR.ResultGroup(name: "result", count: 1, position: position)]
    body.operands = [use("lhs"), use("rhs")]
    body.resultTypes = [types[1]]
    var end = MLIR.Operation(name: "stablehlo.return", position: position)
    end.operands = [use("result")]
    let arguments = ["lhs", "rhs"].map { MLIR.BlockArgument(name: $0, type: types[1], position: position) }
    return MLIR.Region(arguments: arguments, operations: [body, end])
  }

  /// `(%x: T, %y: T) ... {...}`, one pair for each operand; the block takes all first ones, then all second ones.
  private mutating func reducer(_ count: Int) throws(JAXError) -> MLIR.Region {
    var first: [MLIR.BlockArgument] = []
    var second: [MLIR.BlockArgument] = []
    for _ in 0..<count {
      try lexer.expect("(")
      first.append(try blockArgument())
      try lexer.expect(",")
      second.append(try blockArgument())
      try lexer.expect(")")
    }
    return try region(arguments: first + second)
  }

  /// `(%name = %initial, ...) : types attributes {...} cond {...} do {...}`.
  mutating func whileForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    var names: [(name: String, position: MLIR.Position)] = []
    var operands: [MLIR.ValueUse] = []
    try lexer.expect("(")
    try list(until: ")") { (parser) throws(JAXError) in
      let argument = try parser.valueUse()
      names.append((argument.name, argument.position))
      try parser.lexer.expect("=")
      operands.append(try parser.valueUse())
    }
    operation.operands = operands
    if lexer.accept(":") {
      repeat { operation.resultTypes.append(try type()) } while lexer.accept(",")
    }
    guard names.count == operation.resultTypes.count else {
      throw lexer.error("\(names.count) values, but \(operation.resultTypes.count) types")
    }
    if lexer.accept(word: "attributes") { try optionalDictionary(&operation) }
    let arguments = zip(names, operation.resultTypes).map {
      MLIR.BlockArgument(name: $0.name, type: $1, position: $0.position)
    }
    try lexer.expect(word: "cond")
    operation.regions.append(try region(arguments: arguments))
    try lexer.expect(word: "do")
    operation.regions.append(try region(arguments: arguments))
  }
}
