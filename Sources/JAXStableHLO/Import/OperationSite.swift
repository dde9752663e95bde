import JAXIR
import JAXPrimitives

/// One operation while its rule reads it: operands, attributes, the types it should give, and the graph to append to.
struct OperationSite {
  let operation: MLIR.Operation
  let operands: [Graph.Value]
  let scope: ImportScope
  let importer: Importer
  /// What no rule has asked for yet.
  private var unread: [MLIR.NamedAttribute]

  init(_ operation: MLIR.Operation, _ operands: [Graph.Value], in scope: ImportScope, of importer: Importer) {
    self.operation = operation
    self.operands = operands
    self.scope = scope
    self.importer = importer
    unread = operation.attributes
  }

  var location: Location { importer.location(operation.position) }

  /// Appends a primitive with one result.
  func apply(_ primitive: any Primitive, _ operands: Graph.Value...) throws(JAXError) -> Graph.Value {
    try apply(primitive, operands, regions: [])[0]
  }

  func apply(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region] = []
  ) throws(JAXError) -> [Graph.Value] {
    do throws(JAXError) {
      return try scope.builder.append(primitive, operands, regions: regions, at: location)
    } catch {
      // The user knows the operation by its name in the text.
      throw JAXError(
        error.code, error.message, operation: operation.name, location: location, hint: error.hint)
    }
  }

  func type(of value: Graph.Value) throws(JAXError) -> TensorType {
    guard let type = scope.builder.type(of: value).tensor else { throw invalid("a token is no operand") }
    return type
  }

  /// The type that the text gives result `index`.
  func resultType(_ index: Int = 0) throws(JAXError) -> TensorType {
    guard operation.resultTypes.count > index else { throw invalid("the type of result \(index) is missing") }
    return try importer.tensorType(operation.resultTypes[index], operation.position)
  }

  /// The dtype that the text gives the first result, whose extents may be open.
  func resultDType() throws(JAXError) -> DType {
    guard case .tensor(_, .element(let dtype)) = operation.resultTypes.first else {
      return try resultType().dtype
    }
    return dtype
  }

  /// The integers, in row-major order, of a tensor of up to `rank` axes that says a shape, which must follow from
  /// constants and the inputs' shapes.
  func shapeOperand(_ index: Int, rank: Int = 1) throws(JAXError) -> [Int] {
    guard operands.indices.contains(index) else { throw invalid("operand \(index) is missing") }
    guard let literal = try scope.constant(operands[index], importer.evaluate) else {
      throw unsupported("operand \(index) says a shape, but depends on more than the shapes of the inputs")
    }
    let type = literal.type
    guard type.dtype.isInteger, type.rank <= rank, type.shape.count <= 1 << 10 else {
      throw invalid("operand \(index) is \(type), no list of extents")
    }
    return (0..<type.shape.count).map { literal.element(at: $0).signedValue }
  }

  /// The operands, which must be `count`.
  func operands(_ count: Int) throws(JAXError) -> [Graph.Value] {
    guard operands.count == count else { throw invalid("takes \(count) operands, not \(operands.count)") }
    return operands
  }

  func invalid(_ message: String, at position: MLIR.Position? = nil) -> JAXError {
    JAXError(
      .invalidArgument, message, operation: operation.name,
      location: importer.location(position ?? operation.position))
  }

  func unsupported(_ message: String, at position: MLIR.Position? = nil) -> JAXError {
    JAXError(
      .unsupported, message, operation: operation.name,
      location: importer.location(position ?? operation.position))
  }
}

// MARK: - Attributes

extension OperationSite {
  /// Takes an attribute; nil where it is absent.
  mutating func attribute(_ name: String) -> MLIR.NamedAttribute? {
    unread.firstIndex { $0.name == name }.map { unread.remove(at: $0) }
  }

  mutating func required(_ name: String) throws(JAXError) -> MLIR.NamedAttribute {
    guard let attribute = attribute(name) else { throw invalid("attribute '\(name)' is missing") }
    return attribute
  }

  /// Takes attributes that do not change what the operation means here.
  mutating func ignore(_ names: String...) { ignore(names) }

  mutating func ignore(_ names: [String]) {
    unread.removeAll { names.contains($0.name) }
  }

  mutating func integer(_ name: String) throws(JAXError) -> Int {
    let attribute = try required(name)
    guard case .integer(let value) = attribute.value else {
      throw invalid("attribute '\(name)' is not an integer", at: attribute.position)
    }
    return value
  }

  mutating func boolean(_ name: String, default value: Bool) throws(JAXError) -> Bool {
    guard let attribute = attribute(name) else { return value }
    switch attribute.value {
    case .boolean(let value): return value
    case .unit: return true
    default: throw invalid("attribute '\(name)' is not true or false", at: attribute.position)
    }
  }

  mutating func string(_ name: String) throws(JAXError) -> String {
    let attribute = try required(name)
    switch attribute.value {
    case .string(let value), .symbol(let value): return value
    default: throw invalid("attribute '\(name)' is not a string", at: attribute.position)
    }
  }

  /// A word, bare or in a dialect's brackets: `LT`, `#stablehlo<comparison_direction LT>`.
  mutating func word(_ name: String) throws(JAXError) -> String? {
    guard let attribute = attribute(name) else { return nil }
    if case .word(let word) = attribute.value { return word }
    if case .dialect(_, let fields) = attribute.value, case .word(let word) = fields.last?.value {
      return word
    }
    throw invalid("attribute '\(name)' is not a word", at: attribute.position)
  }

  /// A list of integers: `[0, 1]`, `array<i64: 0, 1>`, `dense<[0, 1]> : tensor<2xi64>`.
  mutating func integers(_ name: String) throws(JAXError) -> [Int] {
    let attribute = try required(name)
    return try integers(attribute)
  }

  func integers(_ attribute: MLIR.NamedAttribute) throws(JAXError) -> [Int] {
    switch attribute.value {
    case .array(let elements):
      return try elements.map { (element) throws(JAXError) in
        guard case .integer(let value) = element else {
          throw invalid("attribute '\(attribute.name)' is not a list of integers", at: attribute.position)
        }
        return value
      }
    case .dense(let literal) where literal.type.dtype == .int64 && literal.type.rank == 1:
      // A splat's size is not bounded by the text.
      guard literal.type.shape.count <= 1 << 16 else { break }
      return (0..<literal.type.shape.count).map { Int(truncatingIfNeeded: literal.element(at: $0).bits) }
    default: break
    }
    throw invalid("attribute '\(attribute.name)' is not a list of integers", at: attribute.position)
  }

  /// An attribute that nobody has asked for may only be one that another dialect has put there.
  func checkAttributes() throws(JAXError) {
    try MLIR.checkDiscardable(unread, operation.name, importer.file)
  }
}

extension MLIR {
  /// - Throws: `unsupported` for the first attribute whose name has no dialect in front: it would change what
  ///   something means.
  static func checkDiscardable(_ attributes: [NamedAttribute], _ owner: String, _ file: String)
    throws(JAXError)
  {
    guard let attribute = attributes.first(where: { !$0.name.utf8.contains(UInt8(ascii: ".")) }) else {
      return
    }
    throw JAXError(
      .unsupported, "unknown attribute '\(attribute.name)' of \(owner)",
      location: attribute.position.location(in: file))
  }

  static func checkDiscardable(_ function: Function, _ file: String) throws(JAXError) {
    let owner = "function @\(function.name)"
    try checkDiscardable(function.attributes.filter { $0.name != "no_inline" }, owner, file)
    for argument in function.arguments { try checkDiscardable(argument.attributes, owner, file) }
    for attributes in function.resultAttributes { try checkDiscardable(attributes, owner, file) }
  }
}
