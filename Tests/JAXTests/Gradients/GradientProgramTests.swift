import Foundation
@testable import JAX
import JAXLapack
import Testing

/// Derivatives that JAX was asked for too.
struct GradientProgramTests {
  private static let references: [String: [[Double]]] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "references.json")
    guard let data = try? Data(contentsOf: file) else { return [:] }
    return (try? JSONDecoder().decode([String: [[Double]]].self, from: data)) ?? [:]
  }()

  @Test func everyReferenceHasAProgram() {
    #expect(Self.references.count >= 60)
    #expect(Set(Self.references.keys) == Set(GradientProgram.all.map(\.name)))
  }

  @Test(arguments: GradientProgram.all)
  func theDerivativeIsThatOfJAX(_ program: GradientProgram) throws {
    let expected = try #require(Self.references[program.name])
    if !LapackLibrary.isInstalled, GradientProgram.factors.contains(where: { $0.name == program.name }) {
      print("LAPACK is not installed: \(program.name) is not tested")
      return
    }
    let results = try withErrors { try program.run().flatMap { try Self.leaves(of: $0) } }
    #expect(results.count == expected.count)
    for (result, reference) in zip(results, expected) {
      #expect(result.count == reference.count)
      let scale = reference.reduce(1) { max($0, abs($1)) }
      for (x, y) in zip(result, reference) {
        #expect(abs(x - y) <= 1e-10 * scale, "\(result) for \(reference)")
      }
    }
  }

  private static func leaves(of tree: some TensorTree) throws -> [[Double]] {
    try tree.tensors.map { try $0.elements(as: Double.self) }
  }
}
