/// Reads a kernel in the grammar that `KernelPrinter` shows.
///
/// Only the form is checked here; whether the kernel means something is up to `KernelVerifier`.
struct KernelParser {
  var reader: TextReader
  private(set) var types: [DType] = []
  /// How many blocks of operations are open.
  private var depth = 0

  init(_ reader: TextReader) { self.reader = reader }

  mutating func parseKernel() throws(JAXError) -> Kernel {
    try reader.expect("kernel")
    let name = try reader.name("the name of a kernel")
    let (parameters, extents) = try parseParameters()
    var locals: [Kernel.BufferDeclaration] = []
    try reader.expect("{")
    while try reader.accept("local") {
      try expectNumber(parameters.count + locals.count)
      try reader.expect(":")
      locals.append(try parseArray(.readWrite))
    }
    let body = try parseContents(arguments: [])
    return Kernel(
      name: name, parameters: parameters, extents: extents, locals: locals, body: body, types: types)
  }

  // MARK: Declarations

  private mutating func parseParameters() throws(JAXError) -> ([Kernel.BufferDeclaration], [Kernel.Value]) {
    var parameters: [Kernel.BufferDeclaration] = []
    var extents: [Kernel.Value] = []
    try reader.expect("(")
    while !reader.at(")") {
      if try reader.accept("extent") {
        extents.append(try parseDefinition(.int64))
      } else {
        guard extents.isEmpty else { throw reader.expected("'extent'") }
        try expectNumber(parameters.count)
        try reader.expect(":")
        parameters.append(try parseArray(try parseAccess()))
      }
      guard try reader.accept(",") else { break }
    }
    guard try reader.accept(")") else { throw reader.expected("',' or ')'") }
    return (parameters, extents)
  }

  private mutating func expectNumber(_ number: Int) throws(JAXError) {
    guard reader.at(.buffer), reader.token.text == "@\(number)" else { throw reader.expected("'@\(number)'") }
    try reader.advance()
  }

  private mutating func parseAccess() throws(JAXError) -> Kernel.Access {
    guard let access = Kernel.Access(rawValue: reader.token.text), reader.at(.identifier) else {
      throw reader.expected("'read', 'write' or 'readwrite'")
    }
    try reader.advance()
    return access
  }

  private mutating func parseArray(_ access: Kernel.Access) throws(JAXError) -> Kernel.BufferDeclaration {
    let (dtype, count) = try reader.array()
    return Kernel.BufferDeclaration(dtype, count: count, access: access)
  }

  // MARK: Values

  mutating func parseValue() throws(JAXError) -> Kernel.Value { Kernel.Value(try reader.value()) }

  /// A value that is defined here with a dtype that the grammar implies.
  mutating func parseDefinition(_ dtype: DType) throws(JAXError) -> Kernel.Value {
    let value = try parseValue()
    define(value, dtype)
    return value
  }

  /// `%3: f32`
  mutating func parseTypedDefinition() throws(JAXError) -> Kernel.Value {
    let value = try parseValue()
    try reader.expect(":")
    define(value, try reader.dtype())
    return value
  }

  private mutating func define(_ value: Kernel.Value, _ dtype: DType) {
    // Numbers that no definition uses get a type too; which one is never asked.
    while types.count <= value.index { types.append(.bool) }
    types[value.index] = dtype
  }

  mutating func parseValues() throws(JAXError) -> [Kernel.Value] {
    var values = [try parseValue()]
    while try reader.accept(",") { values.append(try parseValue()) }
    return values
  }

  mutating func parseArguments() throws(JAXError) -> [Kernel.Value] {
    var arguments: [Kernel.Value] = []
    try reader.expect("(")
    if !reader.at(")") {
      repeat { arguments.append(try parseTypedDefinition()) } while try reader.accept(",")
    }
    guard try reader.accept(")") else { throw reader.expected("',' or ')'") }
    return arguments
  }

  /// `(%3: f32 = %1, …)`
  mutating func parseCarried() throws(JAXError) -> (arguments: [Kernel.Value], initial: [Kernel.Value]) {
    var arguments: [Kernel.Value] = []
    var initial: [Kernel.Value] = []
    try reader.expect("(")
    if !reader.at(")") {
      repeat {
        arguments.append(try parseTypedDefinition())
        try reader.expect("=")
        initial.append(try parseValue())
      } while try reader.accept(",")
    }
    guard try reader.accept(")") else { throw reader.expected("',' or ')'") }
    return (arguments, initial)
  }

  mutating func parseBound() throws(JAXError) -> Kernel.Bound {
    if reader.at(.value) { return .value(try parseValue()) }
    return .constant(try reader.integer("an integer or a value like %0"))
  }

  // MARK: Blocks

  mutating func parseBlock(arguments: [Kernel.Value]) throws(JAXError) -> Kernel.Block {
    depth += 1
    guard depth < Kernel.maximumDepth else {
      throw reader.error("blocks nest deeper than \(Kernel.maximumDepth)")
    }
    try reader.expect("{")
    let block = try parseContents(arguments: arguments)
    depth -= 1
    return block
  }

  /// The operations of a block up to its `}`, which is read too.
  private mutating func parseContents(arguments: [Kernel.Value]) throws(JAXError) -> Kernel.Block {
    var block = Kernel.Block(arguments: arguments)
    while !reader.at("}") {
      if try reader.accept("yield") {
        block.results = try parseValues()
        guard reader.at("}") else { throw reader.expected("'}' after the yield") }
      } else {
        block.operations.append(try parseOperation())
      }
    }
    try reader.advance()
    return block
  }
}

extension TextReader {
  /// `f32[8]`, or `f32[?]` where the count is known only at the call.
  mutating func array() throws(JAXError) -> (DType, Int?) {
    let dtype = try dtype()
    try expect("[")
    let count = try accept("?") ? nil : try count("an element count or '?'")
    try expect("]")
    return (dtype, count)
  }
}

extension Kernel {
  /// The kernel that `text` says.
  ///
  /// - Throws: `parseError` at the first token that does not fit; nothing but the form is checked.
  package init(parsing text: String, file: String = "<text>") throws(JAXError) {
    var parser = KernelParser(try TextReader(text, file: file))
    self = try parser.parseKernel()
    try parser.reader.expectEnd()
  }
}
