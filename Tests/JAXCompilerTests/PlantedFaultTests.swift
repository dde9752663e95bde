import JAXIR
import JAXPrimitives
import Testing

@testable import JAXCompiler

/// The checks that guard the passes find faults that are planted here: a check that finds nothing proves nothing.
struct PlantedFaultTests {
  /// Shares what it should not: an effect with the same tensors as one before is taken to be that one.
  private struct SharesEffects: RewriteRule {
    private var known: [[Graph.Value]: [Graph.Value]] = [:]

    mutating func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
      guard site.primitive is TestEffect else { return nil }
      let tensors = Array(site.operands.dropFirst())
      if let values = known[tensors] { return values }
      let values = try site.keep()
      known[tensors] = values
      return values
    }
  }

  @Test func sharingAcrossAnEffectIsFound() throws {
    let graph = try Graph(
      parsing: """
        graph main(%0: token, %1: f32[]) {
          %2, %3 = test_effect %0, %1 : token, f32[]
          %4, %5 = test_effect %2, %3 : token, f32[]
          %6, %7 = test_effect %4, %1 : token, f32[]
          return %6, %7
        }
        """, vocabulary: .test)
    let faulty = try graph.rewritten(by: SharesEffects())
    let error = try #require(throws: JAXError.self) { try faulty.verify() }
    #expect(error.message.hasPrefix("G8:"))
    try graph.rewritten(by: CommonSubexpressions()).verify()
  }

  /// Faults that keep a graph well formed: only the values tell.
  private enum Fault: CaseIterable {
    case swappedOperands, wrongBroadcastAxis, sumWithZero, droppedNegation
  }

  private struct Faulty: RewriteRule {
    let fault: Fault

    func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
      switch (fault, site.primitive) {
      case (.swappedOperands, is Subtract): try site.append(Subtract(), site.operands.reversed())
      case (.wrongBroadcastAxis, let broadcast as BroadcastInDim) where broadcast.shape == [2, 2, 3]:
        try site.append(BroadcastInDim(shape: [2, 2, 3], axes: [0, 2]), site.operands)
      case (.sumWithZero, is Add) where site.splat(0)?.bits == 0: [site.operands[1]]
      case (.sumWithZero, is Add) where site.splat(1)?.bits == 0: [site.operands[0]]
      case (.droppedNegation, is Negate): site.operands
      default: nil
      }
    }
  }

  @Test(arguments: Fault.allCases)
  private func aWrongRewriteIsFound(_ fault: Fault) throws {
    let faulty = Pass("faulty", rule: Faulty(fault: fault))
    let found = try PassEquivalence.seeds.contains { seed in
      try !PassEquivalence(seed: seed).isKept(by: faulty)
    }
    #expect(found)
  }
}
