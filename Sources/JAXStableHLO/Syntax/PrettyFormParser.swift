import JAXIR

extension MLIR.Parser {
  /// The pretty form of an operation, after its name.
  mutating func prettyForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    switch operation.name {
    case "builtin.module": try moduleForm(&operation)
    case "func.func": try functionForm(&operation)
    case "stablehlo.constant": try constantForm(&operation)
    case "stablehlo.reduce": try reduceForm(&operation)
    case "stablehlo.while": try whileForm(&operation)
    default: try sharedForm(&operation)
    }
  }

  /// The layout that `AssemblyFormat` describes.
  private mutating func sharedForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    var format = MLIR.AssemblyFormat.of(operation.name)
    let position = lexer.position
    if let name = format.symbol {
      let target = lexer.sees("@") ? try symbol() : try lexer.string()
      let value: MLIR.Attribute = name == "callee" ? .symbol(target) : .string(target)
      operation.attributes.append(MLIR.NamedAttribute(name: name, value: value, position: position))
    }
    if lexer.accept("("), !lexer.accept(")") {
      repeat { try item(&operation, &format) } while lexer.accept(",")
      try lexer.expect(")")
    }
    if seesItem(format) {
      repeat { try item(&operation, &format) } while lexer.accept(",")
    }
    if operation.name == "stablehlo.dot_general" { gatherDotDimensions(&operation) }
    try optionalDictionary(&operation)
    if lexer.accept(":") { return try types(&operation) }
    guard operation.results.isEmpty else { throw lexer.expected("':'") }
    guard seesEndOfOperation else {
      let message = "the pretty form of operation '\(operation.name)' is not known"
      throw lexer.error(message, at: operation.position, code: .unsupported)
    }
  }

  /// Whether another operation can start here, or the region ends.
  private var seesEndOfOperation: Bool {
    mutating get {
      lexer.isAtEnd || lexer.seesWord || lexer.sees("%") || lexer.sees("\"") || lexer.sees("}")
        || lexer.sees("^") || lexer.sees("#") || lexer.sees("!")
    }
  }

  private mutating func seesItem(_ format: MLIR.AssemblyFormat) -> Bool {
    // An operation without operands or types must not swallow the name of the next one.
    lexer.sees("%") || !format.words.isEmpty || !format.keys.isEmpty
  }

  private mutating func item(
    _ operation: inout MLIR.Operation, _ format: inout MLIR.AssemblyFormat
  ) throws(JAXError) {
    if lexer.sees("%") {
      operation.operands.append(try valueUse())
      if lexer.sees("[") { try bracket(&operation) }
      return
    }
    let position = lexer.position
    if lexer.sees(word: "dense") {
      // The value that `check.expect_eq_const` and its like compare with.
      return operation.attributes.append(
        MLIR.NamedAttribute(name: "value", value: try attribute(), position: position))
    }
    let word = try lexer.word("an operand or an attribute")
    guard lexer.accept("=") else {
      guard let name = format.words.first else { throw lexer.error("unexpected '\(word)'", at: position) }
      format.words.removeFirst()
      let attribute = MLIR.NamedAttribute(name: name, value: .word(word), position: position)
      return operation.attributes.append(attribute)
    }
    if word == "window" { return try window(&operation, format) }
    let attribute = MLIR.NamedAttribute(
      name: format.keys[word] ?? word, value: try listProduct(), position: position)
    guard !operation.attributes.contains(where: { $0.name == attribute.name }) else {
      throw lexer.error("'\(word)' is given twice", at: position)
    }
    if word == "format", operation.name == "stablehlo.reduce_precision" {
      return try floatFormat(attribute, &operation)
    }
    operation.attributes.append(attribute)
  }

  /// What follows `:`, a function type or a list of types that leaves some out.
  private mutating func types(_ operation: inout MLIR.Operation) throws(JAXError) {
    var types: [MLIR.TypeSyntax]
    if lexer.sees("(") {
      types = try parenthesizedTypes()
      guard lexer.sees("->") else { throw lexer.expected("'->'") }
    } else {
      types = [try type()]
      while lexer.accept(",") { types.append(try type()) }
    }
    if lexer.accept("->") {
      operation.operandTypes = types
      operation.resultTypes = try resultTypes()
    } else if operation.results.isEmpty {
      operation.operandTypes = types
    } else {
      // One type for everything, or a type for each result; `select` writes its predicate's type first.
      let count = operation.results.reduce(0) { $0 &+ $1.count }
      operation.resultTypes = count == types.count ? types : [types[types.count - 1]]
    }
  }
}

// MARK: - Parts of single operations

extension MLIR.Parser {
  /// `[0:4:2, 1:3]` of a slice; `[0]` of other operations.
  private mutating func bracket(_ operation: inout MLIR.Operation) throws(JAXError) {
    let position = lexer.position
    guard operation.name == "stablehlo.slice" else {
      let attribute = MLIR.NamedAttribute(name: "index", value: try attribute(), position: position)
      return operation.attributes.append(attribute)
    }
    var starts: [MLIR.Attribute] = []
    var limits: [MLIR.Attribute] = []
    var strides: [MLIR.Attribute] = []
    try lexer.expect("[")
    try list(until: "]") { (parser) throws(JAXError) in
      starts.append(.integer(try parser.lexer.unsignedInteger("where the slice starts")))
      try parser.lexer.expect(":")
      limits.append(.integer(try parser.lexer.unsignedInteger("where the slice ends")))
      let stride = parser.lexer.accept(":") ? try parser.lexer.unsignedInteger("a stride") : 1
      strides.append(.integer(stride))
    }
    for (name, values) in [("start_indices", starts), ("limit_indices", limits), ("strides", strides)] {
      operation.attributes.append(MLIR.NamedAttribute(name: name, value: .array(values), position: position))
    }
  }

  /// `window = {stride = [2], pad = [[0, 1]]}`.
  private mutating func window(
    _ operation: inout MLIR.Operation, _ format: MLIR.AssemblyFormat
  ) throws(JAXError) {
    for var entry in try dictionary() {
      entry.name = format.keys[entry.name] ?? entry.name
      operation.attributes.append(entry)
    }
  }

  /// `format = e5m10`.
  private func floatFormat(
    _ attribute: MLIR.NamedAttribute, _ operation: inout MLIR.Operation
  ) throws(JAXError) {
    guard case .word(let word) = attribute.value, word.first == "e",
      case let parts = word.dropFirst().split(separator: "m", omittingEmptySubsequences: false),
      parts.count == 2, let exponent = Int(parts[0]), let mantissa = Int(parts[1])
    else { throw lexer.error("expected a format such as e5m10", at: attribute.position) }
    for (name, bits) in [("exponent_bits", exponent), ("mantissa_bits", mantissa)] {
      operation.attributes.append(
        MLIR.NamedAttribute(name: name, value: .integer(bits), position: attribute.position))
    }
  }

  /// Makes `batching_dims = [0] x [0], contracting_dims = [2] x [1]` the one attribute of the generic form.
  private func gatherDotDimensions(_ operation: inout MLIR.Operation) {
    var fields: [MLIR.NamedAttribute] = []
    for (key, field) in [("batching_dims", "batching"), ("contracting_dims", "contracting")] {
      guard let index = operation.attributes.firstIndex(where: { $0.name == key }),
        case .array(let sides) = operation.attributes[index].value, sides.count == 2, case .array = sides[0]
      else { continue }
      let position = operation.attributes.remove(at: index).position
      for (side, axes) in zip(["lhs", "rhs"], sides) {
        fields.append(
          MLIR.NamedAttribute(name: "\(side)_\(field)_dimensions", value: axes, position: position))
      }
    }
    guard let position = fields.first?.position else { return }
    operation.attributes.append(
      MLIR.NamedAttribute(
        name: "dot_dimension_numbers", value: .dialect("stablehlo.dot", fields), position: position))
  }
}
