import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

/// Every primitive for a batch, along every axis of every operand, and for a batch of batches: the same bits as one
/// call for each.
struct PrimitiveBatchingTests {
  static let names = Vocabulary.standard.primitives.map { $0.name }.filter {
    !["create_token", "check", "constant", "iota"].contains($0)
  }

  @Test(arguments: names)
  func batchesAreLoops(name: String) throws {
    if LapackLibrary.callers.contains(name), !LapackLibrary.isInstalled {
      print("LAPACK is not installed: \(name) is not tested")
      return
    }
    var random = SplitMix(seed: 32)
    let evaluate = Evaluator()
    for application in Self.applications(name) {
      let graph = try application.graph()
      let points = (0..<2).map { _ in (0..<2).map { _ in application.arguments(&random) } }
      for axes in Self.axes(application, &random) {
        let inner = application.operands.enumerated().map { position, type in
          // The outer axis may be anywhere, beside an inner one too.
          Int.random(in: 0...2, using: &random) == 0
            ? nil : Int.random(in: 0...(type.tensor!.rank + (axes[position] == nil ? 0 : 1)), using: &random)
        }
        let trial = BatchTrial(graph: graph, points: points, axes: axes, outerAxes: inner)
        let difference = try trial.difference(evaluate)
        #expect(difference == nil, "\(graph)")
      }
    }
  }

  private static func applications(_ name: String) -> [Application] {
    let dtypes: [DType] = [.float64, .complex128, .int32, .uint8, .bool]
    let floats = PrimitiveDerivativeTests.applications(name)
    guard floats.isEmpty else { return floats }
    return PrimitiveSample.all.filter { $0.primitive.name == name }.flatMap { sample in
      dtypes.compactMap { sample.application($0, 3) }
    }
  }

  /// Each operand alone along each axis, and all together, each along any.
  private static func axes(_ application: Application, _ random: inout SplitMix) -> [[Int?]] {
    let ranks = application.operands.compactMap(\.tensor).map(\.rank)
    let none = [Int?](repeating: nil, count: ranks.count)
    let single = ranks.indices.flatMap { position in
      (0...ranks[position]).map { axis -> [Int?] in
        var axes = none
        axes[position] = axis
        return axes
      }
    }
    return single + [ranks.map { Int.random(in: 0...$0, using: &random) }]
  }
}
