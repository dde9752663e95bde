import JAXIR
import JAXPrimitives

/// The names of one block, and the graph that its operations are appended to.
final class ImportScope {
  let builder: GraphBuilder
  private var values: [String: [Graph.Value]] = [:]
  /// nil where effects are not allowed.
  private let effects: EffectChain?

  /// What is known to be a constant in the graph.
  private let constants: ConstantTable

  /// A scope of a graph of its own.
  init(allowsEffects: Bool) {
    builder = GraphBuilder()
    effects = allowsEffects ? EffectChain() : nil
    constants = ConstantTable()
  }

  private init(sharing outer: ImportScope) {
    builder = outer.builder
    effects = outer.effects
    constants = outer.constants
  }

  /// A scope for a function that is inlined here: the same graph, no names.
  func inner() -> ImportScope { ImportScope(sharing: self) }

  private final class EffectChain {
    /// The last one; nil before the first effect.
    var token: Graph.Value?
  }

  private final class ConstantTable {
    var literals: [Graph.Value: Literal] = [:]
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

  private func define(_ name: String, _ results: [Graph.Value], _ location: Location) throws(JAXError) {
    guard values.updateValue(results, forKey: name) == nil else {
      throw JAXError(.parseError, "value %\(name) is defined twice", location: location)
    }
  }

  /// The operands of an operation.
  func values(of operation: MLIR.Operation, _ file: String) throws(JAXError) -> [Graph.Value] {
    try operation.operands.map { (use) throws(JAXError) in
      let location = use.position.location(in: file)
      guard let known = values[use.name] else {
        throw JAXError(.parseError, "value %\(use.name) is not defined here", location: location)
      }
      guard use.index < known.count else {
        throw JAXError(
          .parseError, "value %\(use.name) has \(known.count) parts, no #\(use.index)", location: location)
      }
      return known[use.index]
    }
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
      guard let type = builder.type(of: operand).tensor, spelled[index] == MLIR.TypeSyntax(type) else {
        throw JAXError(
          .parseError,
          "value %\(operation.operands[index].name) is \(builder.type(of: operand)), its type here is \(spelled[index])",
          operation: operation.name, location: location)
      }
    }
  }
}
