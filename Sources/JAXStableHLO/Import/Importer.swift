package import JAXIR
import JAXPrimitives

/// The graph of function `main` of a StableHLO module: text that JAX printed, or another producer.
///
/// Calls of other functions are inlined. Checks of values form one chain of effects.
///
/// - Parameters:
///   - file: What locations and errors name as the place.
///   - operationLimit: How many operations the program may have once its calls are inlined: a small text can stand
///     for more than memory holds.
/// - Throws: `parseError`, or the first thing in the program that has no meaning or is not supported; its hint lists
///   further operations that are not. Every error has the line and column in `file`.
package func importStableHLO(
  _ text: [UInt8], file: String, operationLimit: Int = 1_000_000
) throws(JAXError) -> Graph {
  let module = try MLIR.parseModule(text, file: file)
  let importer = Importer(module, file: file, operationLimit: operationLimit)
  return try importer.main()
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

  init(_ module: MLIR.Module, file: String, operationLimit: Int) {
    self.file = file
    self.operationLimit = operationLimit
    self.module = module
    functions = Dictionary(uniqueKeysWithValues: module.functions.map { ($0.name, $0) })
  }

  /// Calls and regions inside each other: a graph may nest no deeper.
  private static let maximumDepth = Region.maximumDepth

  /// After so many the rest is hardly news.
  private static let maximumErrorCount = 20

  func location(_ position: MLIR.Position) -> Location { position.location(in: file) }

  func main() throws(JAXError) -> Graph {
    guard let main = functions["main"] else {
      let place = module.functions.first?.position ?? MLIR.Position(line: 1, column: 1)
      throw JAXError(.invalidArgument, "the module has no function @main", location: location(place))
    }
    try MLIR.checkDiscardable(module.attributes, "the module", file)
    let scope = ImportScope(allowsEffects: true)
    do throws(JAXError) {
      let arguments = try main.arguments.map { (argument) throws(JAXError) in
        scope.builder.parameter(.tensor(try tensorType(argument.type, argument.position)))
      }
      let results = try call(main, arguments, in: scope, at: main.position)
      if let error = reported() { throw error }
      return scope.builder.finish(name: "main", results: results)
    } catch {
      throw reported() ?? error
    }
  }

  func tensorType(_ type: MLIR.TypeSyntax, _ position: MLIR.Position) throws(JAXError) -> TensorType {
    do throws(JAXError) {
      return try type.tensorType()
    } catch {
      throw error.located(at: location(position))
    }
  }

  private func types(
    _ types: [MLIR.TypeSyntax], _ position: MLIR.Position
  ) throws(JAXError) -> [ValueType] {
    try types.map { (type) throws(JAXError) in .tensor(try tensorType(type, position)) }
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
    let parameters = try types(function.arguments.map(\.type), function.position)
    guard arguments.map(scope.builder.type) == parameters else {
      throw JAXError(
        .shapeMismatch,
        "@\(function.name) takes \(list(parameters)), not \(list(arguments.map(scope.builder.type)))",
        location: location(position))
    }
    calls.append(function.name)
    defer { calls.removeLast() }
    let results = try block(
      body, function.arguments, arguments, endsWith: "func.return", in: scope.inner(), at: position)
    let types = try types(function.resultTypes, function.position)
    guard results.map(scope.builder.type) == types else {
      throw JAXError(
        .shapeMismatch,
        "@\(function.name) returns \(list(results.map(scope.builder.type))), its type says \(list(types))",
        location: location(function.position))
    }
    return results
  }

  /// A region of its own graph, which sees nothing outside.
  func region(_ region: MLIR.Region, at position: MLIR.Position) throws(JAXError) -> Region {
    let scope = ImportScope(allowsEffects: false)
    let known = errors.count
    let parameters = try region.arguments.map { (argument) throws(JAXError) in
      scope.builder.parameter(.tensor(try tensorType(argument.type, argument.position)))
    }
    let results = try block(
      region.operations, region.arguments, parameters, endsWith: "stablehlo.return", in: scope, at: position)
    // A region that is wrong makes its operation wrong, which is no news.
    if errors.count > known { throw errors[known] }
    return Region(scope.builder.finish(name: "body", results: results))
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
    let results = try scope.values(of: last, file)
    try scope.check(results, against: last.operandTypes, of: last, file)
    return results
  }
}

// MARK: - Operations

extension Importer {
  /// Appends an operation. One that is wrong is noted, and what it defines stands for values of the types that the
  /// text gives them, so that the rest is still looked at.
  private func append(_ operation: MLIR.Operation, to scope: ImportScope) throws(JAXError) {
    operationCount += 1
    guard operationCount <= operationLimit else {
      throw JAXError(
        .unsupported,
        "the program has more than \(operationLimit) operations once its calls are inlined",
        operation: operation.name, location: location(operation.position))
    }
    do throws(JAXError) {
      let results = try self.results(of: operation, in: scope)
      try scope.define(operation, results, file)
    } catch {
      try note(error.located(at: location(operation.position), in: operation.name))
      let types = try operation.resultTypes.map { (type) throws(JAXError) in
        do throws(JAXError) {
          return try type.tensorType()
        } catch {
          // Without a type for it the rest cannot be looked at.
          throw reported() ?? error
        }
      }
      try scope.define(operation, types.map { scope.builder.parameter(.tensor($0)) }, file)
    }
  }

  private func results(of operation: MLIR.Operation, in scope: ImportScope) throws(JAXError) -> [Graph.Value]
  {
    guard let rule = Importer.rules[operation.name] else {
      throw JAXError(.unsupported, "operation '\(operation.name)' is not supported")
    }
    let operands = try scope.values(of: operation, file)
    try scope.check(operands, against: operation.operandTypes, of: operation, file)
    var site = OperationSite(operation, operands, in: scope, of: self)
    let results = try rule(&site)
    try site.checkAttributes()
    let types = try types(operation.resultTypes, operation.position)
    guard results.map(scope.builder.type) == types else {
      throw JAXError(
        .shapeMismatch, "the result is \(list(results.map(scope.builder.type))), the text says \(list(types))"
      )
    }
    return results
  }

  /// - Throws: the report, once there are many.
  private func note(_ error: JAXError) throws(JAXError) {
    // A function that is called twice is wrong once.
    if !errors.contains(where: { $0.location == error.location }) { errors.append(error) }
    if errors.count == Importer.maximumErrorCount, let error = reported() { throw error }
  }

  /// The first error, with the others in its hint; nil when there is none.
  private func reported() -> JAXError? {
    guard var first = errors.first else { return nil }
    let others = errors.dropFirst().map { error in
      guard case .source(_, let line, _) = error.location else { return error.detail }
      return "line \(line): \(error.operation ?? error.message)"
    }
    if !others.isEmpty {
      first.hint = (first.hint.map { $0 + "; " } ?? "") + "also wrong: " + others.joined(separator: ", ")
    }
    return first
  }
}

/// `f32[2], token`
func list(_ types: [ValueType]) -> String {
  types.isEmpty ? "nothing" : types.map(\.description).joined(separator: ", ")
}
