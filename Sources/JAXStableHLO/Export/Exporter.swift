package import JAXIR
import JAXPrimitives

/// The text of a StableHLO module whose function `main` does what `graph` does, in the forms that every MLIR parser
/// knows.
///
/// What a primitive rounds and in which order it sums is not in the text: StableHLO leaves that to whoever runs it.
/// Tokens are not either: what has an effect stands in its order.
///
/// - Throws: `unsupported` for a primitive that StableHLO has no words for.
package func exportStableHLO(_ graph: Graph) throws(JAXError) -> String {
  let exporter = Exporter()
  return try exporter.module(graph)
}

/// One export: the text so far, and the functions that it calls.
final class Exporter {
  private var text = ""
  private var depth = 0
  private var nameCount = 0
  private var functions: [Region: String] = [:]
  private var functionNames: Set<String> = ["main"]
  /// What is called, but not written yet.
  private var waiting: [(name: String, body: Graph)] = []

  fileprivate func module(_ graph: Graph) throws(JAXError) -> String {
    line("module {")
    depth += 1
    try function("main", isPrivate: false, graph)
    while !waiting.isEmpty {
      let (name, body) = waiting.removeFirst()
      try function(name, isPrivate: true, body)
    }
    depth -= 1
    line("}")
    return text
  }

  private func function(_ name: String, isPrivate: Bool, _ graph: Graph) throws(JAXError) {
    nameCount = 0
    let arguments = graph.parameterTypes.map { $0.tensor.map(newTerm) }
    let list = arguments.compactMap { $0 }.map { "\($0.name): \($0.spelling)" }.joined(separator: ", ")
    let types = graph.resultTypes.compactMap(\.tensor).map { "\(MLIR.TypeSyntax($0))" }
    let result = types.isEmpty ? "" : " -> (\(types.joined(separator: ", ")))"
    line("func.func \(isPrivate ? "private" : "public") @\(name)(\(list))\(result) {")
    depth += 1
    let results = try body(graph, arguments)
    line(MLIR.Spelling.operation("func.return", results.compactMap { $0 }, results: []))
    depth -= 1
    line("}")
  }

  /// The name of the function that does what `region` does: one for all equal regions.
  func function(_ name: String, _ region: Region) -> String {
    if let known = functions[region] { return known }
    let stem = MLIR.Spelling.symbol(name)
    var unique = stem
    var count = 0
    while !functionNames.insert(unique).inserted {
      count += 1
      unique = "\(stem)_\(count)"
    }
    functions[region] = unique
    waiting.append((unique, region.graph))
    return unique
  }

  /// Writes the instructions of `graph`; its parameters are `arguments`, nil for tokens. Returns its results.
  func body(_ graph: Graph, _ arguments: [Term?]) throws(JAXError) -> [Term?] {
    var terms = arguments
    terms.reserveCapacity(graph.types.count)
    for instruction in graph.instructions {
      var results = try append(
        instruction, instruction.operands.compactMap { terms[$0.index] },
        instruction.results.compactMap { graph[type: $0].tensor })[...]
      terms += instruction.results.map { graph[type: $0] == .token ? nil : results.removeFirst() }
    }
    return graph.results.map { terms[$0.index] }
  }
}

extension Exporter {
  /// Writes one instruction, whose operands and results may have other shapes than where it stands.
  func append(
    _ instruction: Instruction, _ operands: [Term], _ resultTypes: [TensorType]
  ) throws(JAXError) -> [Term] {
    let name = type(of: instruction.primitive).name
    if instruction.primitive is any HostPrimitive {
      let call = instruction.primitive.publicName
      throw JAXError(
        .unsupported, "StableHLO has no operation for \(call), which calls code of this process",
        operation: call, location: instruction.location, hint: "export the function without it")
    }
    guard let rule = Exporter.rules[name] else {
      throw JAXError(
        .unsupported, "StableHLO has no operation for \(name)", location: instruction.location)
    }
    let site = ExportSite(
      exporter: self, operands: operands, regions: instruction.regions, resultTypes: resultTypes)
    do throws(JAXError) {
      return try rule(instruction.primitive, site)
    } catch {
      throw error.located(at: instruction.location, in: name)
    }
  }
}

// MARK: - Lines

extension Exporter {
  /// A value in the text.
  struct Term {
    let name: String
    let type: TensorType

    /// The type as MLIR spells it.
    var spelling: String { "\(MLIR.TypeSyntax(type))" }
  }

  func newTerm(_ type: TensorType) -> Term {
    nameCount += 1
    return Term(name: "%\(nameCount - 1)", type: type)
  }

  func line(_ contents: String) {
    text += String(repeating: "  ", count: depth)
    text += contents
    text += "\n"
  }

  /// A region under construction: the types of its arguments, and what writes its operations and gives its results.
  struct Body {
    let arguments: [TensorType]
    let write: ([Term]) throws(JAXError) -> [Term]

    init(_ arguments: [TensorType], _ write: @escaping ([Term]) throws(JAXError) -> [Term]) {
      self.arguments = arguments
      self.write = write
    }
  }

  /// Writes one operation in the generic form; returns its results.
  func append(
    _ operation: String, _ operands: [Term], _ attributes: [(name: String, value: String)] = [],
    regions: [Body] = [], results types: [TensorType]
  ) throws(JAXError) -> [Term] {
    // The text of a region comes first: its names are its own, and the results are named after it.
    let start = MLIR.Spelling.head(operation, operands, attributes)
    let signature = MLIR.Spelling.signature(operands.map(\.type), types)
    let results = types.map(newTerm)
    let names = results.isEmpty ? "" : results.map(\.name).joined(separator: ", ") + " = "
    guard !regions.isEmpty else {
      line(names + start + signature)
      return results
    }
    line(names + start + " ({")
    for (position, region) in regions.enumerated() {
      if position > 0 { line("}, {") }
      depth += 1
      let arguments = region.arguments.map(newTerm)
      if !arguments.isEmpty {
        line("^bb0(" + arguments.map { "\($0.name): \($0.spelling)" }.joined(separator: ", ") + "):")
      }
      line(MLIR.Spelling.operation("stablehlo.return", try region.write(arguments), results: []))
      depth -= 1
    }
    line("})" + signature)
    return results
  }

  func constant(_ literal: Literal) -> Term {
    let result = newTerm(literal.type)
    line("\(result.name) = stablehlo.constant \(MLIR.Spelling.dense(literal)) : \(result.spelling)")
    return result
  }
}
