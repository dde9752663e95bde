import JAXIR

extension MLIR.Parser {
  /// A type other than a function type without parentheses.
  mutating func type() throws(JAXError) -> MLIR.TypeSyntax {
    try enter()
    defer { leave() }
    if lexer.sees("(") { return try functionType() }
    if lexer.sees("!") { return try dialectType() }
    let position = lexer.position
    let name = try lexer.word("a type")
    switch name {
    case "tensor": return try tensorType()
    case "complex": return try complexType(position)
    case "tuple":
      try lexer.expect("<")
      var elements: [MLIR.TypeSyntax] = []
      try list(until: ">") { (parser) throws(JAXError) in elements.append(try parser.type()) }
      return .tuple(elements)
    default: break
    }
    if let dtype = MLIR.dtype(spelled: name) { return .element(dtype) }
    guard MLIR.isTypeName(name) else { throw lexer.error("expected a type, found '\(name)'", at: position) }
    return .other(lexer.sees("<") ? name + (try lexer.balancedText()) : name)
  }

  /// `(T, T) -> T` or `(T, T) -> (T, T)`.
  private mutating func functionType() throws(JAXError) -> MLIR.TypeSyntax {
    let operands = try parenthesizedTypes()
    try lexer.expect("->")
    return .function(operands, try resultTypes())
  }

  mutating func parenthesizedTypes() throws(JAXError) -> [MLIR.TypeSyntax] {
    try lexer.expect("(")
    var types: [MLIR.TypeSyntax] = []
    try list(until: ")") { (parser) throws(JAXError) in types.append(try parser.type()) }
    return types
  }

  /// What follows the arrow: one type, or several in parentheses.
  mutating func resultTypes() throws(JAXError) -> [MLIR.TypeSyntax] {
    lexer.sees("(") ? try parenthesizedTypes() : [try type()]
  }

  private mutating func tensorType() throws(JAXError) -> MLIR.TypeSyntax {
    let position = lexer.position
    try lexer.expect("<")
    guard !lexer.sees("*") else { throw lexer.error("a tensor of unknown rank", code: .unsupported) }
    var extents: [Int?] = []
    while true {
      if lexer.accept("?") {
        extents.append(nil)
      } else if lexer.seesNumber {
        extents.append(try lexer.unsignedInteger("an extent"))
      } else {
        break
      }
      guard lexer.byte == UInt8(ascii: "x") else { throw lexer.expected("'x' after an extent") }
      lexer.index += 1
    }
    let element = try type()
    if lexer.accept(",") {
      // Bounds, sparsity and layouts all change what the tensor is.
      throw lexer.error("a tensor type with an encoding", at: position, code: .unsupported)
    }
    try lexer.expect(">")
    return .tensor(extents: extents, element: element)
  }

  private mutating func complexType(_ position: MLIR.Position) throws(JAXError) -> MLIR.TypeSyntax {
    try lexer.expect("<")
    let part = try type()
    try lexer.expect(">")
    switch part {
    case .element(.float32): return .element(.complex64)
    case .element(.float64): return .element(.complex128)
    default: throw lexer.error("a complex type of \(part)", at: position, code: .unsupported)
    }
  }

  /// `!alias` or `!dialect.name<...>`.
  private mutating func dialectType() throws(JAXError) -> MLIR.TypeSyntax {
    let position = lexer.position
    try lexer.expect("!")
    let name = try lexer.suffix("a type's name")
    if name == "quant.uniform", let type = try quantizedType() { return type }
    if name.utf8.contains(UInt8(ascii: ".")) || lexer.sees("<") {
      return .other("!" + name + (lexer.sees("<") ? try lexer.balancedText() : ""))
    }
    guard let type = typeAliases[name] else {
      throw lexer.error("undefined type alias '!\(name)'", at: position)
    }
    return type
  }

  /// `<i8<-128:127>:f32, 0.5:-1>`, the range and the zero point being optional; nil for scales by axis.
  private mutating func quantizedType() throws(JAXError) -> MLIR.TypeSyntax? {
    let start = lexer
    try lexer.expect("<")
    let position = lexer.position
    guard case .element(let storage) = try type(), storage.isInteger else {
      throw lexer.error("expected the integers of a quantized type", at: position)
    }
    let width = storage.bitWidth
    var least = storage.kind == .unsigned ? 0 : Int.min >> (64 - width)
    var greatest = Int.max >> (storage.kind == .unsigned ? max(63 - width, 0) : 64 - width)
    if lexer.accept("<") {
      least = try signedInteger()
      try lexer.expect(":")
      greatest = try signedInteger()
      try lexer.expect(">")
    }
    try lexer.expect(":")
    guard case .element(let expressed) = try type(), expressed.isFloat else {
      throw lexer.error("expected the float of a quantized type", at: position)
    }
    guard lexer.accept(","), !lexer.sees("{") else {
      lexer = start
      return nil
    }
    guard case .float(let scale) = try lexer.number(), scale > 0 else {
      throw lexer.error("expected a positive scale", at: position)
    }
    let zeroPoint = lexer.accept(":") ? try signedInteger() : 0
    try lexer.expect(">")
    guard least <= greatest, (least...greatest).contains(zeroPoint) else {
      throw lexer.error("the zero point is not in the range of the type", at: position)
    }
    return .quantized(
      MLIR.Quantization(
        storage: storage, range: least...greatest, expressed: expressed, scale: scale, zeroPoint: zeroPoint))
  }

  private mutating func signedInteger() throws(JAXError) -> Int {
    let position = lexer.position
    guard case .integer(let magnitude, let isNegative, false) = try lexer.number(),
      let value = Int(exactly: magnitude)
    else { throw lexer.error("expected an integer", at: position) }
    return isNegative ? -value : value
  }
}
