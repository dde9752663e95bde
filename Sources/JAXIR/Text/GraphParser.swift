extension Graph {
  /// Reads one graph in the grammar that `GraphPrinter` shows, and verifies it.
  ///
  /// Values may carry any numbers in the text; the graph numbers them anew. An instruction without a location of
  /// its own is located where it stands in the text.
  ///
  /// - Throws: `parseError` where the text has not that form, `verifyError` where stated types are not those that
  ///   follow or an invariant of `GraphVerifier` is broken, or what a primitive says of its operands.
  package init(parsing text: String, vocabulary: Vocabulary, file: String = "<text>") throws(JAXError) {
    var reader = try TextReader(text, file: file)
    self = try reader.graph(vocabulary)
    try reader.expectEnd()
    try verify()
  }
}

extension TextReader {
  /// A graph as it prints, not yet verified; types are inferred and checked.
  package mutating func graph(_ vocabulary: Vocabulary) throws(JAXError) -> Graph {
    try expect("graph")
    let name = try name("the name of a graph")
    var parser = GraphParser(self, vocabulary)
    let graph = try parser.parseBody(name: name)
    self = parser.reader
    return graph
  }
}

/// Reads graphs in the grammar that `GraphPrinter` shows; nests as regions nest.
private struct GraphParser {
  var reader: TextReader
  let vocabulary: Vocabulary
  /// How many bodies are open.
  private var depth = 0

  init(_ reader: TextReader, _ vocabulary: Vocabulary) {
    self.reader = reader
    self.vocabulary = vocabulary
  }

  /// `(%0: f32[8]) { … return %1 }`
  mutating func parseBody(name: String) throws(JAXError) -> Graph {
    guard depth <= Region.maximumDepth else {
      throw reader.error("regions nest deeper than \(Region.maximumDepth)")
    }
    depth += 1
    defer { depth -= 1 }
    var scope = Scope()
    try reader.expect("(")
    if !reader.at(")") {
      repeat { try parseParameter(in: &scope) } while try reader.accept(",")
    }
    guard try reader.accept(")") else { throw reader.expected("',' or ')'") }
    try reader.expect("{")
    while !reader.at("return") {
      guard !reader.at("}"), !reader.at(.end) else { throw reader.expected("an instruction or 'return'") }
      try parseInstruction(in: &scope)
    }
    try reader.advance()
    let results = try parseOperands(in: scope)
    try reader.expect("}")
    return scope.builder.finish(name: name, results: results)
  }

  private mutating func parseParameter(in scope: inout Scope) throws(JAXError) {
    let token = reader.token
    let number = try reader.value()
    try reader.expect(":")
    let value = scope.builder.parameter(try reader.valueType())
    guard scope.define(number, value) else { throw redefinition(token) }
  }

  // MARK: Instructions

  /// The values that a graph has defined so far.
  private struct Scope {
    let builder = GraphBuilder()
    private var values: [Int: Graph.Value] = [:]

    subscript(number: Int) -> Graph.Value? { values[number] }

    /// False when `number` is taken.
    mutating func define(_ number: Int, _ value: Graph.Value) -> Bool {
      values.updateValue(value, forKey: number) == nil
    }
  }

  /// `%2, %3 = name %0, %1 {attributes} (%0: f32[]) { … } : f32[], i32[] loc("file":1:2)`
  private mutating func parseInstruction(in scope: inout Scope) throws(JAXError) {
    let start = reader.token
    let defined = try parseDefinitions()
    let primitive = try parsePrimitiveName()
    let operands = try parseOperands(in: scope)
    let complete = try parseAttributes(of: primitive)
    var regions: [Region] = []
    while reader.at("(") { regions.append(Region(try parseBody(name: "region"))) }
    let typeStart = reader.token
    let stated = try parseTypes(count: defined.count)
    let location = try parseLocation() ?? reader.location(of: start)
    let results: [Graph.Value]
    do {
      results = try scope.builder.append(complete, operands, regions: regions, at: location)
    } catch {
      // The text is where the mistake is, wherever its instruction came from.
      var misplaced = error
      misplaced.location = reader.location(of: start)
      throw misplaced
    }
    try check(stated, results.map(scope.builder.type), typeStart)
    guard defined.count == results.count else {
      let count = results.count == 1 ? "1 result" : "\(results.count) results"
      throw reader.error("the instruction has \(count), not \(defined.count)", at: start)
    }
    for (token, value) in zip(defined, results) {
      guard scope.define(Int(token.text.dropFirst())!, value) else { throw redefinition(token) }
    }
  }

  /// `%2, %3 =`, or nothing.
  private mutating func parseDefinitions() throws(JAXError) -> [Token] {
    guard reader.at(.value) else { return [] }
    var tokens: [Token] = []
    repeat { tokens.append(try reader.expect(.value, "a value like %0")) } while try reader.accept(",")
    try reader.expect("=")
    return tokens
  }

  private mutating func parsePrimitiveName() throws(JAXError) -> any Primitive.Type {
    guard reader.at(.identifier) else { throw reader.expected("the name of a primitive") }
    guard let primitive = vocabulary[reader.token.text] else {
      throw reader.error("there is no primitive '\(reader.token.text)'")
    }
    try reader.advance()
    return primitive
  }

  private mutating func parseOperands(in scope: Scope) throws(JAXError) -> [Graph.Value] {
    guard reader.at(.value) else { return [] }
    var operands: [Graph.Value] = []
    repeat {
      let token = reader.token
      guard let value = scope[try reader.value()] else {
        throw reader.error("\(token.text) is not defined here", at: token)
      }
      operands.append(value)
    } while try reader.accept(",")
    return operands
  }

  /// `{name = value, …}`; what is not stated keeps its default.
  private mutating func parseAttributes<P: Primitive>(of type: P.Type) throws(JAXError) -> any Primitive {
    var primitive = P()
    guard reader.at("{") else { return primitive }
    var remaining = P.attributes
    _ = try reader.list("{", "}") { (reader) throws(JAXError) in
      guard let position = remaining.firstIndex(where: { reader.at($0.name) }) else {
        throw reader.expected(Self.choice(of: remaining.map(\.name), of: P.name))
      }
      try reader.advance()
      try reader.expect("=")
      try remaining.remove(at: position).read(&primitive, &reader)
    }
    return primitive
  }

  private static func choice(of names: [String], of primitive: String) -> String {
    if names.isEmpty { return "no more attributes of \(primitive)" }
    return names.map { "'\($0)'" }.joined(separator: " or ") + " of \(primitive)"
  }

  // MARK: Types and locations

  private mutating func parseTypes(count: Int) throws(JAXError) -> [ValueType] {
    guard count > 0 else { return [] }
    try reader.expect(":")
    var types: [ValueType] = []
    repeat { types.append(try reader.valueType()) } while try reader.accept(",")
    return types
  }

  private func check(_ stated: [ValueType], _ inferred: [ValueType], _ token: Token) throws(JAXError) {
    guard stated != inferred else { return }
    let (found, expected) = (TextWriter.joined(stated), TextWriter.joined(inferred))
    throw JAXError(
      .verifyError, "the results are of types (\(expected)), not (\(found))",
      location: reader.location(of: token))
  }

  /// `loc("file":3:4)`, `loc("file":3)` or `loc(unknown)`.
  private mutating func parseLocation() throws(JAXError) -> Location? {
    guard try reader.accept("loc") else { return nil }
    try reader.expect("(")
    var location = Location.unknown
    if try !reader.accept("unknown") {
      let file = try reader.string("the name of a file or 'unknown'")
      try reader.expect(":")
      let line = try reader.count("a line")
      let column = try reader.accept(":") ? try reader.count("a column") : nil
      location = .source(file: file, line: line, column: column)
    }
    try reader.expect(")")
    return location
  }

  private func redefinition(_ token: Token) -> JAXError {
    reader.error("\(token.text) is defined already", at: token)
  }
}

extension TextReader {
  /// `f32[2,3]` or `token`.
  package mutating func valueType() throws(JAXError) -> ValueType {
    try accept("token") ? .token : .tensor(try tensorType())
  }
}
