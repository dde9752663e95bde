package import JAXIR

extension MLIR {
  /// A module: functions, and the aliases that stand around it.
  package struct Module: Hashable, Sendable {
    package var name: String
    package var attributes: [NamedAttribute]
    package var functions: [Function]
    /// `#name = loc(...)`, which may be defined after their uses.
    package var locations: [String: SourceLocation]
  }

  package struct Function: Hashable, Sendable {
    package var name: String
    package var position: Position
    package var isPrivate: Bool
    /// Without what the other properties hold.
    package var attributes: [NamedAttribute]
    package var arguments: [BlockArgument]
    package var resultTypes: [TypeSyntax]
    package var resultAttributes: [[NamedAttribute]]
    /// nil for a function that is only declared.
    package var body: [Operation]?
  }

  /// Reads a text of one module, or of functions without one, or a module in MLIR's bytecode.
  ///
  /// - Throws: `parseError`, or `unsupported` for what no program of ours can mean, at the line and column in `file`.
  package static func parseModule(_ bytes: [UInt8], file: String) throws(JAXError) -> Module {
    if bytes.starts(with: BytecodeFile.magic) {
      var reader = try BytecodeReader(bytes, file: file)
      return try Module(try reader.operations(), file: file)
    }
    var parser = Parser(bytes, file: file)
    return try parser.module()
  }

  /// Whether `bytes` start as MLIR's bytecode does, which is no text.
  package static func isBytecode(_ bytes: [UInt8]) -> Bool { bytes.starts(with: BytecodeFile.magic) }
}

extension MLIR.Parser {
  mutating func module() throws(JAXError) -> MLIR.Module {
    let operations = try self.operations()
    if let report { throw report }
    guard lexer.isAtEnd else { throw lexer.expected("an operation") }
    var module = try MLIR.Module(operations, file: lexer.file)
    for (name, value) in attributeAliases {
      if case .location(let location) = value { module.locations[name] = location }
    }
    return module
  }
}

// MARK: - Functions

extension MLIR.Module {
  /// What `operations` are: one module, or functions.
  init(_ operations: [MLIR.Operation], file: String) throws(JAXError) {
    var operations = operations
    self.init(name: "", attributes: [], functions: [], locations: [:])
    if operations.count == 1, operations[0].name == "builtin.module" {
      attributes = operations[0].attributes
      if case .string(let name) = attributes.removeValue(named: "sym_name") { self.name = name }
      operations = operations[0].regions.first?.operations ?? []
    }
    var names: Set<String> = []
    // Meshes of devices, for shardings, which mean nothing on one device.
    for operation in operations where operation.name != "sdy.mesh" {
      let function = try MLIR.Function(operation, file: file)
      guard names.insert(function.name).inserted else {
        throw operation.error("function @\(function.name) is defined twice", file)
      }
      functions.append(function)
    }
    guard !functions.isEmpty else {
      throw JAXError(
        .parseError, "there is no function", location: .source(file: file, line: 1, column: 1))
    }
  }
}

extension MLIR.Operation {
  fileprivate func error(_ message: String, code: JAXError.Code = .parseError, _ file: String) -> JAXError {
    JAXError(code, message, location: position.location(in: file))
  }
}

extension MLIR.Function {
  /// What the generic form of a function says.
  fileprivate init(_ operation: MLIR.Operation, file: String) throws(JAXError) {
    guard operation.name == "func.func" else {
      throw operation.error("operation '\(operation.name)' outside a function", code: .unsupported, file)
    }
    var attributes = operation.attributes
    guard case .string(let name) = attributes.removeValue(named: "sym_name"),
      case .type(.function(let operandTypes, let resultTypes)) = attributes.removeValue(
        named: "function_type"),
      operation.regions.count == 1
    else {
      throw operation.error("a function needs a name, a type and a region", file)
    }
    let visibility = attributes.removeValue(named: "sym_visibility")
    let region = operation.regions[0]
    let isDeclaration = region.operations.isEmpty
    var arguments = region.arguments
    guard isDeclaration || arguments.map(\.type) == operandTypes else {
      throw operation.error("the arguments of @\(name) do not have the types of its type", file)
    }
    if case .array(let dictionaries) = attributes.removeValue(named: "arg_attrs") {
      for (index, value) in dictionaries.enumerated().prefix(arguments.count) {
        if case .dictionary(let entries) = value { arguments[index].attributes += entries }
      }
    }
    var resultAttributes: [[MLIR.NamedAttribute]] = []
    if case .array(let dictionaries) = attributes.removeValue(named: "res_attrs") {
      resultAttributes = dictionaries.map { if case .dictionary(let entries) = $0 { entries } else { [] } }
    }
    self.init(
      name: name, position: operation.position, isPrivate: visibility == .string("private"),
      attributes: attributes, arguments: arguments, resultTypes: resultTypes,
      resultAttributes: resultAttributes,
      body: isDeclaration ? nil : region.operations)
  }
}

// MARK: - Pretty forms

extension MLIR.Parser {
  /// `@name attributes {...} {...}` after `module`.
  mutating func moduleForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    let position = lexer.position
    if lexer.sees("@") {
      operation.attributes.append(
        MLIR.NamedAttribute(name: "sym_name", value: .string(try symbol()), position: position))
    }
    if lexer.accept(word: "attributes") { try optionalDictionary(&operation) }
    operation.regions = [try region()]
  }

  /// `public @name(%a: T {...}, ...) -> (T {...}, ...) attributes {...} {...}` after `func.func`.
  mutating func functionForm(_ operation: inout MLIR.Operation) throws(JAXError) {
    let position = lexer.position
    func named(_ name: String, _ value: MLIR.Attribute) -> MLIR.NamedAttribute {
      MLIR.NamedAttribute(name: name, value: value, position: position)
    }
    for visibility in ["public", "private", "nested"] as [StaticString] where lexer.accept(word: visibility) {
      operation.attributes.append(named("sym_visibility", .string("\(visibility)")))
    }
    operation.attributes.append(named("sym_name", .string(try symbol())))
    let arguments = try functionArguments()
    var resultTypes: [MLIR.TypeSyntax] = []
    var resultAttributes: [MLIR.Attribute] = []
    if lexer.accept("->") {
      if lexer.accept("(") {
        try list(until: ")") { (parser) throws(JAXError) in
          resultTypes.append(try parser.type())
          resultAttributes.append(.dictionary(parser.lexer.sees("{") ? try parser.dictionary() : []))
        }
      } else {
        resultTypes = [try type()]
      }
    }
    operation.attributes.append(named("res_attrs", .array(resultAttributes)))
    operation.attributes.append(
      named("function_type", .type(.function(arguments.map(\.type), resultTypes))))
    if lexer.accept(word: "attributes") { try optionalDictionary(&operation) }
    let isDefinition = lexer.sees("{")
    operation.regions = [isDefinition ? try region(arguments: arguments) : MLIR.Region(arguments: arguments)]
  }

  /// `(%a: T {...} loc(...), ...)`, or the types alone where a function is only declared.
  private mutating func functionArguments() throws(JAXError) -> [MLIR.BlockArgument] {
    try lexer.expect("(")
    var arguments: [MLIR.BlockArgument] = []
    try list(until: ")") { (parser) throws(JAXError) in
      if parser.lexer.sees("%") { return arguments.append(try parser.blockArgument()) }
      let position = parser.lexer.position
      let type = try parser.type()
      let attributes = parser.lexer.sees("{") ? try parser.dictionary() : []
      arguments.append(MLIR.BlockArgument(name: "", type: type, attributes: attributes, position: position))
    }
    return arguments
  }
}

extension [MLIR.NamedAttribute] {
  /// Takes out the value of `name`.
  package mutating func removeValue(named name: String) -> MLIR.Attribute? {
    firstIndex { $0.name == name }.map { remove(at: $0).value }
  }
}
