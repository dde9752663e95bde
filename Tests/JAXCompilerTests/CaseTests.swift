import Foundation
import JAXIR
import Testing

@testable import JAXCompiler

/// The golden cases: each file of `Cases/<pass>` is a graph, a line `// ---` and what the pass makes of it.
///
/// `JAX_BLESS=1` writes what the passes make now.
struct CaseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let pass: String
    let file: URL
    var testDescription: String { "\(pass)/\(file.lastPathComponent)" }
  }

  private static let separator = "// ---\n"
  private static let isBlessing = ProcessInfo.processInfo.environment["JAX_BLESS"] != nil

  static let cases: [Case] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".graph") }.sorted().map { name in
      let file = folder.appendingPathComponent(name)
      return Case(pass: file.deletingLastPathComponent().lastPathComponent, file: file)
    }
  }()

  @Test func everyPassHasCases() {
    let passes = Set(CaseTests.cases.map(\.pass))
    #expect(passes == Set(Pass.Name.allCases.map(\.rawValue) + ["pipeline"]))
  }

  @Test(arguments: cases)
  func theResultIsAsExpected(_ testCase: Case) throws {
    let text = try String(contentsOf: testCase.file, encoding: .utf8)
    let parts = text.components(separatedBy: CaseTests.separator)
    let graph = try Graph(parsing: parts[0], vocabulary: .test, file: testCase.testDescription)
    let result = try run(testCase.pass, graph)
    try result.verify()
    #expect(try Graph(parsing: result.description, vocabulary: .test) == result)
    #expect(effects(of: result) == effects(of: graph))
    if CaseTests.isBlessing {
      try (parts[0] + CaseTests.separator + result.description)
        .write(to: testCase.file, atomically: true, encoding: .utf8)
    } else {
      #expect(parts.count == 2 && result.description == parts[1], "\(result)")
    }
  }

  private func run(_ name: String, _ graph: Graph) throws -> Graph {
    if name == "pipeline" { return try Pipeline(context: .folding, verifies: true).optimise(graph) }
    let pass = try #require(Pipeline.passes.first { $0.name.rawValue == name })
    return try pass.run(graph, in: .folding)
  }

  /// How many effects a graph has, those of regions included.
  private func effects(of graph: Graph) -> Int {
    graph.instructions.reduce(0) { count, instruction in
      count + (instruction.regions.isEmpty && instruction.effects != .none ? 1 : 0)
        + instruction.regions.reduce(0) { $0 + effects(of: $1.graph) }
    }
  }
}
