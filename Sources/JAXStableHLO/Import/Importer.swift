package import JAXIR
import JAXPrimitives

/// The graph of function `entry` of a StableHLO module: text that JAX printed, or another producer, or bytecode.
///
/// Calls of other functions are inlined. Checks of values form one chain of effects.
///
/// A program whose shapes are known late, whose types have `?` for extents, is imported for inputs of one shape: types
/// are inferred as operations are read, and the tensors that say shapes are computed at once.
///
/// - Parameters:
///   - file: What locations and errors name as the place.
///   - inputs: What is known of the arguments of the function, in order, where extents of them are `?`, or shapes depend on
///     their values.
///   - evaluate: Computes what shapes depend on; without it, only constants that stand in the text are known.
///   - operationLimit: How many operations the program may have once its calls are inlined: a small text can stand
///     for more than memory holds.
/// - Throws: `parseError`, or the first thing in the program that has no meaning or is not supported; its hint lists
///   what else is wrong, up to twenty things. Every error has the line and column in `file`.
package func importStableHLO(
  _ text: [UInt8], file: String, entry: String = "main", inputs: [StableHLOInput] = [],
  operationLimit: Int = 1_000_000,
  evaluate: (@Sendable (Instruction, [Literal]) throws(JAXError) -> [Literal])? = nil
) throws(JAXError) -> Graph {
  let module = try MLIR.parseModule(text, file: file)
  let importer = Importer(module, file: file, operationLimit: operationLimit, evaluate: evaluate)
  return try importer.main(entry, inputs)
}

/// What is known of an argument of a program before it is imported.
package struct StableHLOInput {
  package let type: TensorType
  /// The value, where shapes may depend on it: the graph is then right for this value alone.
  package let value: Literal?

  package init(_ type: TensorType, value: Literal? = nil) {
    self.type = type
    self.value = value
  }
}

/// One import: the functions of the module, and what has been found wrong so far.
final class Importer {
  let file: String
  private let functions: [String: MLIR.Function]
  private let module: MLIR.Module
  private var calls: [String] = []
  private var depth = 0
  private let operationLimit: Int
  private var operationCount = 0
  private(set) var errors: [JAXError] = []

  typealias Evaluation = @Sendable (Instruction, [Literal]) throws(JAXError) -> [Literal]
  let evaluate: Evaluation?

  init(_ module: MLIR.Module, file: String, operationLimit: Int, evaluate: Evaluation?) {
    self.evaluate = evaluate
    self.file = file
    self.operationLimit = operationLimit
    self.module = module
    functions = Dictionary(uniqueKeysWithValues: module.functions.map { ($0.name, $0) })
  }

  /// Calls and regions inside each other: a graph may nest no deeper.
  private static let maximumDepth = Region.maximumDepth

  func location(_ position: MLIR.Position) -> Location { position.location(in: file) }

  func main(_ entry: String, _ inputs: [StableHLOInput]) throws(JAXError) -> Graph {
    guard let main = functions[entry] else {
      let place = module.functions.first?.position ?? MLIR.Position(line: 1, column: 1)
      throw JAXError(.invalidArgument, "the module has no function @\(entry)", location: location(place))
    }
    try MLIR.checkDiscardable(module.attributes, "the module", file)
    let scope = ImportScope()
    do throws(JAXError) {
      let arguments = try self.arguments(of: main, inputs, in: scope)
      let values = try call(main, arguments, in: scope, at: main.position)
      let results = zip(values, main.resultTypes).map { result($0, $1, in: scope) }
      if let error = reported() { throw error }
      return scope.builder.finish(name: "main", results: results)
    } catch {
      throw reported() ?? error
    }
  }

  private func arguments(
    of main: MLIR.Function, _ inputs: [StableHLOInput], in scope: ImportScope
  ) throws(JAXError) -> [Graph.Value] {
    var arguments: [Graph.Value] = []
    defer {
      for (argument, value) in zip(main.arguments, arguments) {
        if let quantization = argument.type.quantization { scope.note(quantization, for: value) }
      }
    }
    for (index, argument) in main.arguments.enumerated() {
      let input = inputs.indices.contains(index) ? inputs[index] : nil
      guard argument.type.isDynamic, let input else {
        let type = try tensorType(argument.type, argument.position)
        arguments.append(parameter(argument.type, type, in: scope))
        if let value = input?.value, value.type == type { scope.note(value, for: arguments[index]) }
        continue
      }
      guard argument.type.matches(input.type) else {
        throw JAXError(
          .shapeMismatch, "argument \(index) is \(argument.type), the input is \(input.type)",
          location: location(argument.position))
      }
      arguments.append(scope.builder.parameter(.tensor(input.type)))
    }
    return arguments
  }

  func tensorType(_ type: MLIR.TypeSyntax, _ position: MLIR.Position) throws(JAXError) -> TensorType {
    do throws(JAXError) {
      return try type.tensorType()
    } catch {
      throw error.located(at: location(position))
    }
  }

  /// Whether values are of the types that the text gives them.
  private func areOf(_ types: [MLIR.TypeSyntax], _ values: [Graph.Value], in scope: ImportScope) -> Bool {
    values.count == types.count
      && zip(values, types).allSatisfy { value, type in
        scope.builder.type(of: value).tensor.map(type.matches) ?? false
      }
  }
}

// MARK: - Functions

extension Importer {
  /// Appends the body of the function `name` to the graph of `scope`.
  func call(
    _ name: String, _ arguments: [Graph.Value], in scope: ImportScope, at position: MLIR.Position
  ) throws(JAXError) -> [Graph.Value] {
    guard let function = functions[name] else {
      throw JAXError(.invalidArgument, "there is no function @\(name)", location: location(position))
    }
    return try call(function, arguments, in: scope, at: position)
  }

  private func call(
    _ function: MLIR.Function, _ arguments: [Graph.Value], in scope: ImportScope, at position: MLIR.Position
  ) throws(JAXError) -> [Graph.Value] {
    guard let body = function.body else {
      throw JAXError(.unsupported, "function @\(function.name) has no body", location: location(position))
    }
    guard !calls.contains(function.name) else {
      throw JAXError(.unsupported, "function @\(function.name) calls itself", location: location(position))
    }
    try MLIR.checkDiscardable(function, file)
    let parameters = function.arguments.map(\.type)
    guard areOf(parameters, arguments, in: scope) else {
      throw JAXError(
        .shapeMismatch,
        "@\(function.name) takes \(list(parameters)), not \(list(arguments.map(scope.builder.type)))",
        location: location(position))
    }
    calls.append(function.name)
    defer { calls.removeLast() }
    let results = try block(
      body, function.arguments, arguments, endsWith: "func.return", in: scope.inner(), at: position)
    guard areOf(function.resultTypes, results, in: scope) else {
      throw JAXError(
        .shapeMismatch,
        "@\(function.name) returns \(list(results.map(scope.builder.type))), its type says "
          + list(function.resultTypes),
        location: location(function.position))
    }
    return results
  }

  /// A region that reads nothing from outside but constants.
  ///
  /// - Parameter types: of its arguments, where the text leaves extents open.
  func region(
    _ region: MLIR.Region, of types: [TensorType]? = nil, in outer: ImportScope, at position: MLIR.Position
  ) throws(JAXError) -> Region {
    let (region, captures) = try capturingRegion(region, of: types, in: outer, at: position)
    guard captures.isEmpty else {
      throw JAXError(
        .unsupported, "a region that reads a value from outside, where it may not",
        location: location(position))
    }
    return region
  }

  /// A region, and the values of the graph around it that it reads, each a parameter after those of its block.
  func capturingRegion(
    _ region: MLIR.Region, of types: [TensorType]? = nil, in outer: ImportScope, at position: MLIR.Position
  ) throws(JAXError) -> (region: Region, captures: [Graph.Value]) {
    let scope = ImportScope(regionIn: outer)
    let known = errors.count
    let parameters = try region.arguments.enumerated().map { (index, argument) throws(JAXError) in
      if let types, index < types.count, argument.type.matches(types[index]) {
        return scope.builder.parameter(.tensor(types[index]))
      }
      return scope.builder.parameter(.tensor(try tensorType(argument.type, argument.position)))
    }
    let results = try block(
      region.operations, region.arguments, parameters, endsWith: "stablehlo.return", in: scope, at: position)
    // A region that is wrong makes its operation wrong, which is no news.
    if errors.count > known { throw errors[known] }
    return (Region(scope.builder.finish(name: "body", results: results)), scope.captures)
  }

  /// Appends the operations of a block whose arguments are `values`; returns what it ends with.
  private func block(
    _ operations: [MLIR.Operation], _ arguments: [MLIR.BlockArgument], _ values: [Graph.Value],
    endsWith terminator: String, in scope: ImportScope, at position: MLIR.Position
  ) throws(JAXError) -> [Graph.Value] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Importer.maximumDepth else {
      throw JAXError(
        .unsupported, "calls and regions nest deeper than \(Importer.maximumDepth)",
        location: location(position))
    }
    try scope.define(arguments, values, file)
    guard let last = operations.last, last.name == terminator else {
      let place = operations.last?.position ?? position
      throw JAXError(
        .invalidArgument, "a block that does not end with \(terminator)", location: location(place))
    }
    for operation in operations.dropLast() { try append(operation, to: scope) }
    if scope.usesPoison(last), let known = errors.last { throw known }
    let results = try scope.values(of: last, file)
    try scope.check(results, against: last.operandTypes, of: last, file)
    return results
  }
}

// MARK: - Operations

extension Importer {
  /// Appends an operation. One that is wrong is noted, and what uses its results is passed over, so that the rest is
  /// still looked at.
  private func append(_ operation: MLIR.Operation, to scope: ImportScope) throws(JAXError) {
    operationCount += 1
    guard operationCount <= operationLimit else {
      throw JAXError(
        .unsupported,
        "the program has more than \(operationLimit) operations once its calls are inlined",
        operation: operation.name, location: location(operation.position))
    }
    do throws(JAXError) {
      let rule = Importer.rules[operation.name]
      guard rule != nil || ImportScope.namesParts(operation) else {
        throw JAXError(.unsupported, "operation '\(operation.name)' is not supported")
      }
      guard !scope.usesPoison(operation) else { return scope.poison(operation) }
      guard let rule else { return try scope.nameParts(operation, file) }
      try scope.define(operation, try results(of: operation, by: rule, in: scope), file)
    } catch {
      try note(error.located(at: location(operation.position), in: operation.name))
      scope.poison(operation)
    }
  }

  private func results(
    of operation: MLIR.Operation, by rule: Rule, in scope: ImportScope
  ) throws(JAXError) -> [Graph.Value] {
    let operands = try scope.values(of: operation, file)
    try scope.check(operands, against: operation.operandTypes, of: operation, file)
    let results: [Graph.Value]
    if let special = try narrowResults(of: operation, operands, in: scope) {
      results = narrowed(special, of: operation, in: scope)
    } else {
      var site = OperationSite(operation, operands, in: scope, of: self)
      let values = try site.isQuantized ? site.quantizedResults(by: rule) : rule(&site)
      results = narrowed(values, of: operation, in: scope)
      try site.checkAttributes()
    }
    guard areOf(operation.resultTypes, results, in: scope) else {
      throw JAXError(
        .shapeMismatch,
        "the result is \(list(results.map(scope.builder.type))), the text says \(list(operation.resultTypes))"
      )
    }
    return results
  }

  /// - Throws: the report, once there are many.
  private func note(_ error: JAXError) throws(JAXError) {
    // A function that is called twice is wrong once.
    if !errors.contains(where: { $0.location == error.location }) { errors.append(error) }
    if errors.count == JAXError.mostListed, let error = reported() { throw error }
  }

  /// The first error, with the others in its hint; nil when there is none.
  private func reported() -> JAXError? { JAXError(listing: errors) }
}

extension JAXError {
  /// After so many errors of one program the rest is hardly news.
  static let mostListed = 20

  /// The first of `errors`, with the others in its hint, each with its line and column; nil when there is none.
  init?(listing errors: [JAXError]) {
    guard var first = errors.first else { return nil }
    let others = errors.dropFirst().map { error in
      guard case .source(_, let line, let column) = error.location else { return error.detail }
      return "\(line):\(column.map(String.init) ?? ""): \(error.detail)"
    }
    if !others.isEmpty {
      first.hint = (first.hint.map { $0 + "; " } ?? "") + "also wrong: " + others.joined(separator: "; ")
    }
    self = first
  }
}

/// `f32[2], token`
func list(_ types: [ValueType]) -> String {
  types.isEmpty ? "nothing" : types.map(\.description).joined(separator: ", ")
}

/// `f32[2], f32[?]`
private func list(_ types: [MLIR.TypeSyntax]) -> String {
  types.isEmpty
    ? "nothing"
    : types.map { type in
      guard case .tensor(let extents, .element(let dtype)) = type else { return type.description }
      return "\(dtype)[" + extents.map { $0.map(String.init) ?? "?" }.joined(separator: ",") + "]"
    }.joined(separator: ", ")
}
