import Foundation
import JAX
import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import JAXStableHLO
import Testing

/// Programs that JAX exports for functions of linear algebra, with what JAX computes as checks.
struct ProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
    path: "Data")

  static let names: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
    return (names ?? []).filter { $0.hasSuffix(".mlir") }.sorted()
  }()

  static func programs(_ name: String) throws -> [Graph] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return try text.components(separatedBy: "// -----\n").map { part in
      try importStableHLO(Array(part.utf8), file: name, evaluate: PassContext.folding.evaluate)
    }
  }

  @Test func programsAreThere() {
    #expect(Self.names.count >= 30)
  }

  @Test(arguments: names)
  func jaxIsMatched(name: String) throws {
    guard lapackIsInstalled() else { return }
    for graph in try Self.programs(name) {
      try graph.verify()
      #expect(graph.instructions.contains { $0.primitive is Check })
      let compiled = try Engine.shared.compile(graph)
      _ = try compiled([], hostFunctions: graph.checks)
      var evaluation = ReferenceEvaluation()
      let meaning = try Pipeline(CompilerOptions()).meaning(of: graph)
      let functions = meaning.checks.merging(meaning.lapackFunctions) { check, _ in check }
      _ = try evaluation.run(meaning, [], hostFunctions: functions)
    }
  }

  @Test(arguments: names)
  func ourTextIsTheSameProgram(name: String) throws {
    for graph in try Self.programs(name) {
      let text = try exportStableHLO(graph)
      let again = try importStableHLO(
        Array(text.utf8), file: name, evaluate: PassContext.folding.evaluate)
      #expect(again.lapackCalls == graph.lapackCalls && again.checks.count == graph.checks.count)
      guard lapackIsInstalled() else { continue }
      let compiled = try Engine.shared.compile(again)
      _ = try compiled([], hostFunctions: again.checks)
    }
  }
}

extension Graph {
  /// The routines in order, those of regions included.
  fileprivate var lapackCalls: [LapackRoutine] {
    instructions.flatMap { instruction in
      ((instruction.primitive as? LapackCall).map { [$0.routine] } ?? [])
        + instruction.regions.flatMap(\.graph.lapackCalls)
    }
  }

  /// A host function for each check.
  fileprivate var checks: [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for instruction in instructions {
      guard let check = instruction.primitive as? Check, let type = self[type: instruction.operands[1]].tensor
      else { continue }
      let host = HostCheck(check.comparison, type)
      table[host.name] = { operands, _ in try host.run(got: operands[0], want: operands[1]) }
    }
    return table
  }
}
