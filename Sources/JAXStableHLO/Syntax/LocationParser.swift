import JAXIR

extension MLIR.Parser {
  /// `loc(...)` when it comes next.
  mutating func trailingLocation() throws(JAXError) -> MLIR.SourceLocation? {
    guard lexer.accept(word: "loc") else { return nil }
    return try parenthesizedLocation()
  }

  /// What follows the word `loc`.
  mutating func parenthesizedLocation() throws(JAXError) -> MLIR.SourceLocation {
    try lexer.expect("(")
    let location = try locationBody()
    try lexer.expect(")")
    return location
  }

  private mutating func locationBody() throws(JAXError) -> MLIR.SourceLocation {
    try enter()
    defer { leave() }
    if lexer.sees("\"") { return try fileOrName() }
    if lexer.accept("#") { return .alias(try lexer.suffix("a location's name")) }
    if lexer.accept(word: "loc") { return try parenthesizedLocation() }
    if lexer.accept(word: "unknown") { return .unknown }
    if lexer.accept(word: "callsite") {
      try lexer.expect("(")
      let callee = try locationBody()
      try lexer.expect(word: "at")
      let caller = try locationBody()
      try lexer.expect(")")
      return .callSite(callee: callee, caller: caller)
    }
    guard lexer.accept(word: "fused") else { throw lexer.expected("a location") }
    if lexer.accept("<") {
      _ = try attribute()
      try lexer.expect(">")
    }
    try lexer.expect("[")
    var parts: [MLIR.SourceLocation] = []
    try list(until: "]") { (parser) throws(JAXError) in parts.append(try parser.locationBody()) }
    return .fused(parts)
  }

  /// `"file":line:column`, also with ` to :line:column`, or `"name"(location)`.
  private mutating func fileOrName() throws(JAXError) -> MLIR.SourceLocation {
    let name = try lexer.string()
    if lexer.accept("(") {
      let child = try locationBody()
      try lexer.expect(")")
      return .named(name, child)
    }
    guard lexer.accept(":") else { return .named(name, nil) }
    let line = try lexer.unsignedInteger("a line number")
    try lexer.expect(":")
    let column = try lexer.unsignedInteger("a column number")
    if lexer.accept(word: "to") {
      if lexer.seesNumber { _ = try lexer.unsignedInteger("a line number") }
      try lexer.expect(":")
      _ = try lexer.unsignedInteger("a column number")
    }
    return .file(name, line: line, column: column)
  }
}
