import JAXIR
import JAXPrimitives

/// The names of one block, and the graph that its operations are appended to.
final class ImportScope {
  let builder: GraphBuilder
  private var values: [String: [Graph.Value]] = [:]
  /// Names of what operations that are wrong should have defined.
  private var poisoned: Set<String> = []
  /// The parts of tuples, which are values of no type of ours.
  private var tuples: [String: [Graph.Value]] = [:]
  /// nil where effects are not allowed.
  private let effects: EffectChain?

  /// What is known to be a constant in the graph.
  private let constants: ConstantTable

  /// Where the names of a region are looked up that it does not define.
  private let outer: ImportScope?
  /// What the region reads of that graph, as values of its own.
  private var captured: [Graph.Value: Graph.Value] = [:]
  /// The values of the outer graph that the region reads, each a parameter after those that its block has.
  private(set) var captures: [Graph.Value] = []

  /// The scope of a program.
  init() {
    builder = GraphBuilder()
    effects = EffectChain()
    constants = ConstantTable()
    outer = nil
  }

  /// The scope of a region in `outer`: a graph of its own, without effects.
  init(regionIn outer: ImportScope) {
    builder = GraphBuilder()
    effects = nil
    constants = ConstantTable()
    self.outer = outer
  }

  private init(sharing outer: ImportScope) {
    builder = outer.builder
    effects = outer.effects
    constants = outer.constants
    self.outer = nil
  }

  /// A scope for a function that is inlined here: the same graph, no names.
  func inner() -> ImportScope { ImportScope(sharing: self) }

  private final class EffectChain {
    /// The last one; nil before the first effect.
    var token: Graph.Value?
  }

  private final class ConstantTable {
    var literals: [Graph.Value: Literal] = [:]
    /// What is known not to follow from constants.
    var unknown: Set<Graph.Value> = []
    /// What the integers of quantized values stand for.
    var quantizations: [Graph.Value: MLIR.Quantization] = [:]
  }

  /// Appends an effectful primitive to the chain.
  func appendEffect(
    _ primitive: any Primitive, _ operands: [Graph.Value], at location: Location
  ) throws(JAXError) {
    guard let effects else { throw JAXError(.unsupported, "an effect inside a region", location: location) }
    var token = effects.token
    if token == nil { token = try builder.append(CreateToken(), [], at: location).first }
    guard let token else { preconditionFailure("a new token is one result") }
    effects.token = try builder.append(primitive, [token] + operands, at: location).first
  }

  func note(_ literal: Literal, for value: Graph.Value) { constants.literals[value] = literal }
  func literal(of value: Graph.Value) -> Literal? { constants.literals[value] }

  func note(_ quantization: MLIR.Quantization, for value: Graph.Value) {
    constants.quantizations[value] = quantization
  }

  func quantization(of value: Graph.Value) -> MLIR.Quantization? { constants.quantizations[value] }
}

// MARK: - Constants

extension ImportScope {
  /// More elements than this are no shape, and are not computed while a program is imported.
  private static let mostElements = 1 << 16

  /// What `value` is where that follows from constants: the instructions that make it are evaluated, each once.
  func constant(_ value: Graph.Value, _ evaluate: Importer.Evaluation?) throws(JAXError) -> Literal? {
    var stack = [value]
    while let top = stack.last {
      if constants.literals[top] != nil || constants.unknown.contains(top) {
        stack.removeLast()
        continue
      }
      guard let evaluate, let instruction = foldable(top) else {
        constants.unknown.insert(top)
        continue
      }
      if let constant = instruction.primitive as? Constant {
        constants.literals[top] = constant.literal
        continue
      }
      let missing = instruction.operands.filter { constants.literals[$0] == nil }
      if missing.contains(where: constants.unknown.contains) {
        constants.unknown.insert(top)
      } else if missing.isEmpty {
        let operands = instruction.operands.compactMap { constants.literals[$0] }
        for (result, literal) in zip(instruction.results, try evaluate(instruction, operands)) {
          constants.literals[result] = literal
        }
      } else {
        stack += missing
      }
    }
    return constants.literals[value]
  }

  /// The instruction that makes `value`, if it may be evaluated ahead of time.
  private func foldable(_ value: Graph.Value) -> Instruction? {
    guard let instruction = builder.definition(of: value), instruction.effects == .none else { return nil }
    let isSmall = (instruction.operands + instruction.results).allSatisfy { value in
      (builder.type(of: value).tensor?.shape.count).map { $0 <= Self.mostElements } ?? false
    }
    // A loop might never end.
    let isBounded = instruction.regions.allSatisfy(\.isScalarCode) && !(instruction.primitive is While)
    return isSmall && isBounded ? instruction : nil
  }
}

// MARK: - Names

extension ImportScope {
  func define(_ arguments: [MLIR.BlockArgument], _ results: [Graph.Value], _ file: String) throws(JAXError) {
    for (argument, value) in zip(arguments, results) {
      try define(argument.name, [value], argument.position.location(in: file))
    }
  }

  func define(_ operation: MLIR.Operation, _ results: [Graph.Value], _ file: String) throws(JAXError) {
    var rest = results[...]
    for group in operation.results {
      try define(group.name, Array(rest.prefix(group.count)), group.position.location(in: file))
      rest = rest.dropFirst(group.count)
    }
  }

  /// Makes the results of an operation that is wrong known as such: what uses them is neither right nor wrong.
  func poison(_ operation: MLIR.Operation) {
    for group in operation.results { poisoned.insert(group.name) }
  }

  /// Whether an operand is the result of an operation that is wrong.
  func usesPoison(_ operation: MLIR.Operation) -> Bool {
    operation.operands.contains { isPoisoned($0.name) }
  }

  private func isPoisoned(_ name: String) -> Bool {
    var scope: ImportScope? = self
    while let next = scope {
      if next.values[name] != nil || next.tuples[name] != nil { return false }
      if next.poisoned.contains(name) { return true }
      scope = next.outer
    }
    return false
  }

  // MARK: Tuples

  /// Whether an operation gives names to values that are there, and is none itself.
  static func namesParts(_ operation: MLIR.Operation) -> Bool {
    ["stablehlo.tuple", "stablehlo.get_tuple_element"].contains(operation.name)
  }

  /// Reads `tuple` or `get_tuple_element`.
  func nameParts(_ operation: MLIR.Operation, _ file: String) throws(JAXError) {
    let location = operation.position.location(in: file)
    if operation.name == "stablehlo.tuple" {
      guard let name = operation.results.first?.name else { return }
      guard tuples.updateValue(try values(of: operation, file), forKey: name) == nil, values[name] == nil
      else {
        throw JAXError(.parseError, "value %\(name) is defined twice", location: location)
      }
    } else {
      guard let use = operation.operands.first, operation.operands.count == 1, let parts = try tuple(use.name)
      else { throw JAXError(.parseError, "takes one tuple", location: location) }
      guard let index = operation.tupleIndex, parts.indices.contains(index) else {
        throw JAXError(.invalidArgument, "the tuple has \(parts.count) parts", location: location)
      }
      try define(operation, [parts[index]], file)
    }
  }

  private func tuple(_ name: String) throws(JAXError) -> [Graph.Value]? {
    if let known = tuples[name] { return known }
    guard let outer, let parts = try outer.tuple(name) else { return nil }
    return try parts.map { (part) throws(JAXError) in try capture(part, of: outer) }
  }

  private func define(_ name: String, _ results: [Graph.Value], _ location: Location) throws(JAXError) {
    guard values.updateValue(results, forKey: name) == nil else {
      throw JAXError(.parseError, "value %\(name) is defined twice", location: location)
    }
  }

  /// The operands of an operation.
  func values(of operation: MLIR.Operation, _ file: String) throws(JAXError) -> [Graph.Value] {
    try operation.operands.map { (use) throws(JAXError) in
      let location = use.position.location(in: file)
      guard let value = try value(use, location) else {
        throw JAXError(.parseError, "value %\(use.name) is not defined here", location: location)
      }
      return value
    }
  }

  private func value(_ use: MLIR.ValueUse, _ location: Location) throws(JAXError) -> Graph.Value? {
    guard let known = values[use.name] else {
      guard let outer, let value = try outer.value(use, location) else { return nil }
      return try capture(value, of: outer)
    }
    guard use.index < known.count else {
      throw JAXError(
        .parseError, "value %\(use.name) has \(known.count) parts, no #\(use.index)", location: location)
    }
    return known[use.index]
  }

  /// A constant of more bytes is captured, not made again.
  private static let maximumConstantByteCount = 256

  /// A value of the outer graph as one of this: a constant made again, or a parameter.
  private func capture(_ value: Graph.Value, of outer: ImportScope) throws(JAXError) -> Graph.Value {
    if let known = captured[value] { return known }
    let inner: Graph.Value
    if let literal = outer.literal(of: value), literal.bytes.count <= Self.maximumConstantByteCount {
      inner = try builder.append(Constant(literal), [])[0]
      note(literal, for: inner)
    } else {
      inner = builder.parameter(outer.builder.type(of: value))
      captures.append(value)
    }
    captured[value] = inner
    return inner
  }

  /// Compares the types of operands with those that the text spells, if it does.
  func check(
    _ operands: [Graph.Value], against spelled: [MLIR.TypeSyntax]?, of operation: MLIR.Operation,
    _ file: String
  ) throws(JAXError) {
    guard let spelled else { return }
    guard spelled.count == operands.count else {
      throw JAXError(
        .parseError, "\(operands.count) operands, but \(spelled.count) types",
        location: operation.position.location(in: file))
    }
    for (index, operand) in operands.enumerated() {
      let location = operation.operands[index].position.location(in: file)
      guard let type = builder.type(of: operand).tensor, spelled[index].matches(type) else {
        throw JAXError(
          .parseError,
          "value %\(operation.operands[index].name) is \(builder.type(of: operand)), its type here is \(spelled[index])",
          operation: operation.name, location: location)
      }
    }
  }
}

extension MLIR.Operation {
  /// Which part of a tuple is asked for: `index = 1`, or `[1]` after the operand.
  fileprivate var tupleIndex: Int? {
    switch attributes.first(where: { $0.name == "index" })?.value {
    case .integer(let index): index
    case .array(let elements):
      if elements.count == 1, case .integer(let index) = elements[0] { index } else { nil }
    default: nil
    }
  }
}
