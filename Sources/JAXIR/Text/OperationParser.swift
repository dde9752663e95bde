extension KernelParser {
  mutating func parseOperation() throws(JAXError) -> Kernel.Operation {
    var results: [Kernel.Value] = []
    if reader.at(.value) {
      repeat { results.append(try parseTypedDefinition()) } while try reader.accept(",")
      try reader.expect("=")
    }
    return Kernel.Operation(try parseKind(results), results: results)
  }

  private mutating func parseKind(_ results: [Kernel.Value]) throws(JAXError) -> Kernel.Operation.Kind {
    let start = reader.token
    let word = try reader.identifier("an operation or '}'")
    switch word {
    case "constant":
      guard results.count == 1 else { throw reader.error("a constant defines one value", at: start) }
      return .constant(try reader.constant(types[results[0].index]))
    case "index": return .index(try parseIndex())
    case "load": return try parseLoad()
    case "store": return try parseStore()
    case "loop": return .loop(try parseLoop())
    case "reduce": return .reduce(try parseReduction())
    case "if":
      let condition = try parseValue()
      let then = try parseBlock(arguments: [])
      let otherwise = try reader.accept("else") ? try parseBlock(arguments: []) : Kernel.Block()
      return .conditional(condition, then: then, otherwise: otherwise)
    case "while": return .whileLoop(try parseWhileLoop())
    default:
      guard let operation = ScalarOperation(name: word) else {
        throw reader.error("there is no operation '\(word)'", at: start)
      }
      return .scalar(operation, try parseValues())
    }
  }

  private mutating func parseLoad() throws(JAXError) -> Kernel.Operation.Kind {
    let (buffer, index) = try parseElement()
    guard try reader.accept("where") else { return .load(buffer, index, mask: nil, otherwise: nil) }
    let mask = try parseValue()
    try reader.expect("else")
    return .load(buffer, index, mask: mask, otherwise: try parseValue())
  }

  private mutating func parseStore() throws(JAXError) -> Kernel.Operation.Kind {
    let value = try parseValue()
    try reader.expect(",")
    let (buffer, index) = try parseElement()
    return .store(value, buffer, index, mask: try reader.accept("where") ? try parseValue() : nil)
  }

  /// `@2[%3*4 + 7]`
  private mutating func parseElement() throws(JAXError) -> (Kernel.Buffer, AffineIndex) {
    (Kernel.Buffer(try reader.buffer()), try parseIndex())
  }

  private mutating func parseLoop() throws(JAXError) -> Kernel.Loop {
    let index = try parseDefinition(.int64)
    try reader.expect("in")
    let lower = try parseBound()
    try reader.expect("..<")
    let upper = try parseBound()
    let step = try reader.accept("step") ? try reader.integer("a step") : 1
    let schedule = try parseSchedule()
    var carried: (arguments: [Kernel.Value], initial: [Kernel.Value]) = ([], [])
    if try reader.accept("carrying") { carried = try parseCarried() }
    return Kernel.Loop(
      schedule: schedule, lower: lower, upper: upper, step: step, initial: carried.initial,
      body: try parseBlock(arguments: [index] + carried.arguments))
  }

  private mutating func parseSchedule() throws(JAXError) -> Kernel.Schedule {
    if try reader.accept("parallel") { return .parallel }
    if try reader.accept("unrolled") { return .unrolled }
    if try reader.accept("threads") {
      try reader.expect("(")
      try reader.expect("grain")
      let grain = try reader.count("a number of iterations")
      try reader.expect(")")
      return .threads(grain: grain)
    }
    guard try reader.accept("vector") else { return .serial }
    try reader.expect("(")
    let lanes = try reader.count("a number of lanes")
    try reader.expect("x")
    let interleave = try reader.count("a number of vectors")
    try reader.expect(")")
    return .vector(lanes: lanes, interleave: interleave)
  }

  private mutating func parseReduction() throws(JAXError) -> Kernel.Reduction {
    var indices: [Kernel.Value] = []
    var domain: [Kernel.Bound] = []
    repeat {
      indices.append(try parseDefinition(.int64))
      try reader.expect("in")
      guard reader.token.text == "0" else { throw reader.expected("'0', where every reduction starts,") }
      try reader.advance()
      try reader.expect("..<")
      domain.append(try parseBound())
    } while try reader.accept(",")
    let lanes = try parseParenthesized("lanes")
    let vector = reader.at("vector") ? try parseParenthesized("vector") : 1
    try reader.expect("from")
    let initial = try reader.list("(", ")") { (reader) throws(JAXError) in Kernel.Value(try reader.value()) }
    let body = try parseBlock(arguments: indices)
    try reader.expect("combine")
    let combine = try parseBlock(arguments: try parseArguments())
    return Kernel.Reduction(
      domain: domain, lanes: lanes, vector: vector, initial: initial, body: body, combine: combine)
  }

  private mutating func parseParenthesized(_ word: String) throws(JAXError) -> Int {
    try reader.expect(word)
    try reader.expect("(")
    let count = try reader.count("a number of lanes")
    try reader.expect(")")
    return count
  }

  private mutating func parseWhileLoop() throws(JAXError) -> Kernel.WhileLoop {
    let carried = try parseCarried()
    let condition = try parseBlock(arguments: carried.arguments)
    try reader.expect("do")
    let body = try parseBlock(arguments: try parseArguments())
    return Kernel.WhileLoop(initial: carried.initial, condition: condition, body: body)
  }

  // MARK: Indices

  /// `[%3*4 + %5 - 7]`
  mutating func parseIndex() throws(JAXError) -> AffineIndex {
    var index = AffineIndex()
    try reader.expect("[")
    try parseTerm(isNegative: false, addingTo: &index)
    while !reader.at("]") {
      let isNegative = try reader.accept("-")
      // The lexer takes a sign that touches a number for part of it.
      let isSigned =
        reader.at(.integer) && (reader.token.text.hasPrefix("+") || reader.token.text.hasPrefix("-"))
      if !isNegative, !isSigned {
        guard try reader.accept("+") else { throw reader.expected("'+', '-' or ']'") }
      }
      try parseTerm(isNegative: isNegative, addingTo: &index)
    }
    try reader.advance()
    return index
  }

  private mutating func parseTerm(isNegative: Bool, addingTo index: inout AffineIndex) throws(JAXError) {
    let start = reader.token
    let value = reader.at(.value) ? try parseValue() : nil
    var factor = 1
    let hasFactor = value == nil ? true : try reader.accept("*")
    if hasFactor { factor = try reader.integer("an integer or a value like %0") }
    let (signed, overflow) = isNegative ? 0.subtractingReportingOverflow(factor) : (factor, false)
    let old = value.map { index.stride(of: $0) } ?? index.offset
    guard !overflow, !old.addingReportingOverflow(signed).overflow else {
      throw reader.error("this index does not fit in 64 bits", at: start)
    }
    index = value.map { index + AffineIndex($0, stride: signed) } ?? index + signed
  }
}
