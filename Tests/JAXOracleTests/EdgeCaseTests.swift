import Glibc
import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

/// What operations give where something may go wrong: the functions of `Data/edges.mlir`, which return what is given and
/// what has to be.
struct EdgeCaseTests {
  /// The text of each function, by its name.
  static let functions: [String: String] = {
    let parts = text.split(separator: "\nfunc.func @").dropFirst()
    return Dictionary(
      parts.map { part in
        let name = part.prefix { $0 != "(" }
        return (String(name), "func.func @main" + part.dropFirst(name.count))
      }, uniquingKeysWith: { first, _ in first })
  }()

  private static let text: String = {
    let folder = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard let file = fopen(folder.joined(separator: "/") + "/Data/edges.mlir", "rb") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }()

  @Test func thereAreFunctions() { #expect(Self.functions.count >= 70) }

  /// As constants, which folding computes, and as arguments of machine code; once more what our own text says.
  @Test(arguments: functions.keys.sorted())
  func givesWhatItHasTo(name: String) throws {
    let read = try importStableHLO(Array(Self.functions[name]!.utf8), file: name)
    let again = try importStableHLO(Array(try exportStableHLO(read).utf8), file: "\(name), printed")
    for graph in [read, again] {
      let (open, arguments) = try takingConstants(of: graph)
      try check(graph, [])
      try check(open, arguments)
    }
  }

  private func check(_ graph: Graph, _ arguments: [Literal]) throws {
    var random = SplitMix(seed: 1)
    let outcome = try Trial(graph: graph, arguments: arguments, choices: Choices(&random)).run()
    #expect(outcome?.difference == nil, "\(graph)")
    var reference = ReferenceEvaluation()
    for meaning in [
      try Pipeline().meaning(of: graph), try Pipeline(.init(), context: .folding).optimise(graph),
    ] {
      let results = try reference.run(meaning, arguments, hostFunctions: [:])
      #expect(results[0].canonicalElements == results[1].canonicalElements, "\(meaning)")
    }
  }

  /// The graph with a parameter in place of each constant, and what is handed in for them.
  private func takingConstants(of graph: Graph) throws -> (graph: Graph, arguments: [Literal]) {
    let builder = GraphBuilder()
    var values: [Graph.Value: Graph.Value] = [:]
    var arguments: [Literal] = []
    for instruction in graph.instructions {
      guard let constant = instruction.primitive as? Constant else { continue }
      arguments.append(constant.literal)
      values[instruction.results[0]] = builder.parameter(.tensor(constant.literal.type))
    }
    for instruction in graph.instructions where !(instruction.primitive is Constant) {
      let results = try builder.append(
        instruction.primitive, instruction.operands.map { values[$0]! }, regions: instruction.regions)
      for (old, new) in zip(instruction.results, results) { values[old] = new }
    }
    return (builder.finish(results: graph.results.map { values[$0]! }), arguments)
  }
}
