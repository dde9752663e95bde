import Foundation
import JAXIR
import JAXPrimitives
import Testing

@testable import JAXCompiler

/// The golden cases: each file of `Cases` is a graph, a line `// ---` and how its fusion is explained.
///
/// `JAX_BLESS=1` writes what the explanation is now.
struct ExplanationTests {
  private static let separator = "// ---\n"
  private static let isBlessing = ProcessInfo.processInfo.environment["JAX_BLESS"] != nil
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  static let cases = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

  @Test func thereAreCases() { #expect(Self.cases.count >= 10) }

  @Test(arguments: cases)
  func theExplanationIsAsExpected(_ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let parts = text.components(separatedBy: Self.separator)
    let graph = try Graph(parsing: parts[0], vocabulary: .standard, file: name)
    let explanation = Explanation(graph).description
    try LoweredProgram(graph).program.verify()
    if Self.isBlessing {
      try (parts[0] + Self.separator + explanation).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(parts.count == 2 && explanation == parts[1], "\(explanation)")
    }
  }
}
