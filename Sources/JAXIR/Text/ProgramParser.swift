/// Reads a program in the grammar that `ProgramPrinter` shows.
///
/// Only the form is checked here; whether the program means something is up to `ProgramVerifier`.
struct ProgramParser {
  var reader: TextReader
  private var program = Program(name: "")
  /// How many blocks of steps are open.
  private var depth = 0

  init(_ reader: TextReader) { self.reader = reader }

  mutating func parseProgram() throws(JAXError) -> Program {
    try reader.expect("program")
    program.name = try reader.name("the name of a program")
    if try reader.accept("extents") { program.extentCount = try reader.count("a number of extents") }
    if try reader.accept("arena") { program.arenaByteCount = try reader.count("a byte count") }
    try reader.expect("{")
    while reader.at(.programBuffer) { program.buffers.append(try parseBuffer()) }
    while reader.at("constant") { program.constants.append(try parseConstant()) }
    while reader.at("kernel") {
      var parser = KernelParser(reader)
      program.kernels.append(try parser.parseKernel())
      reader = parser.reader
    }
    try reader.expect("run")
    program.steps = try parseSteps()
    try reader.expect("}")
    return program
  }

  // MARK: Declarations

  private mutating func parseBuffer() throws(JAXError) -> Program.Buffer {
    guard reader.token.text == "#\(program.buffers.count)" else {
      throw reader.expected("'#\(program.buffers.count)'")
    }
    try reader.advance()
    try reader.expect(":")
    let (dtype, count) = try reader.array()
    try reader.expect("=")
    return Program.Buffer(dtype, count: count, place: try parsePlace())
  }

  private mutating func parsePlace() throws(JAXError) -> Program.Place {
    if try reader.accept("input") { return .input(try reader.count("the number of an input")) }
    if try reader.accept("output") { return .output(try reader.count("the number of an output")) }
    if try reader.accept("constant") { return .constant(try reader.count("the number of a constant")) }
    if try reader.accept("arena") { return .arena(offset: try reader.count("a byte offset")) }
    throw reader.expected("'input', 'output', 'constant' or 'arena'")
  }

  private mutating func parseConstant() throws(JAXError) -> Literal {
    try reader.expect("constant")
    guard reader.token.text == program.constants.count.description else {
      throw reader.expected("'\(program.constants.count)'")
    }
    try reader.advance()
    try reader.expect("=")
    return try reader.literal()
  }

  // MARK: Steps

  private mutating func parseSteps() throws(JAXError) -> [Program.Step] {
    var steps: [Program.Step] = []
    depth += 1
    guard depth <= Program.maximumDepth else {
      throw reader.error("steps nest deeper than \(Program.maximumDepth)")
    }
    try reader.expect("{")
    while !reader.at("}") { steps.append(try parseStep()) }
    try reader.advance()
    depth -= 1
    return steps
  }

  private mutating func parseStep() throws(JAXError) -> Program.Step {
    if try reader.accept("launch") { return try parseLaunch() }
    if try reader.accept("while") {
      let condition = try parseSteps()
      let predicate = try parseBufferID()
      try reader.expect("do")
      return .whileLoop(condition: condition, predicate: predicate, body: try parseSteps())
    }
    if try reader.accept("branch") {
      let index = try parseBufferID()
      var branches: [[Program.Step]] = []
      while reader.at("{") { branches.append(try parseSteps()) }
      return .branch(index: index, branches: branches)
    }
    if try reader.accept("call") {
      let name = try reader.string("the name of a host function in quotes")
      let operands = try parseBufferIDs()
      try reader.expect("->")
      return .call(Program.HostCall(name: name, operands: operands, results: try parseBufferIDs()))
    }
    if try reader.accept("copy") {
      let source = try parseBufferID()
      try reader.expect("to")
      return .copy(from: source, to: try parseBufferID())
    }
    throw reader.expected("'launch', 'while', 'branch', 'call', 'copy' or '}'")
  }

  private mutating func parseLaunch() throws(JAXError) -> Program.Step {
    let kernel = try parseKernelReference()
    let buffers = try parseBufferIDs()
    var extents: [Program.Extent] = []
    if try reader.accept("extents") {
      extents = try reader.list("(", ")") { (reader) throws(JAXError) in
        if try reader.accept("call") { return .call(try reader.count("the number of an extent")) }
        return .constant(try reader.integer("an integer or 'call'"))
      }
    }
    return .launch(kernel: kernel, buffers: buffers, extents: extents)
  }

  private mutating func parseKernelReference() throws(JAXError) -> Int {
    if reader.at(.integer) { return try reader.count("the number of a kernel") }
    let start = reader.token
    let name = try reader.name("a kernel")
    guard let number = program.kernels.firstIndex(where: { $0.name == name }) else {
      throw reader.error("there is no kernel '\(name)'", at: start)
    }
    return number
  }

  private mutating func parseBufferID() throws(JAXError) -> Program.BufferID {
    Program.BufferID(try reader.programBuffer())
  }

  private mutating func parseBufferIDs() throws(JAXError) -> [Program.BufferID] {
    try reader.list("(", ")") { (reader) throws(JAXError) in Program.BufferID(try reader.programBuffer()) }
  }
}

extension Program {
  /// The program that `text` says.
  ///
  /// - Throws: `parseError` at the first token that does not fit; nothing but the form is checked.
  package init(parsing text: String, file: String = "<text>") throws(JAXError) {
    var parser = ProgramParser(try TextReader(text, file: file))
    self = try parser.parseProgram()
    try parser.reader.expectEnd()
  }
}
