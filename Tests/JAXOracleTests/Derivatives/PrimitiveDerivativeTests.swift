import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

/// The derivatives of every primitive, of f64 and c128: differences, transposes, linearity, to the second order.
struct PrimitiveDerivativeTests {
  #if DEBUG
    static let extents = [3]
    /// Of samples that are many, so many.
    static let sampleCount = 8
  #else
    static let extents = [1, 3, 4]
    static let sampleCount = 100
  #endif

  /// Derivatives that are not the limit of differences.
  static let byRule: Set = ["reduce_precision", "bitcast_convert", "stop_gradient"]
  /// What is tested by other means: effects, and what has no operands or takes no f64.
  static let withoutOperands: Set = ["create_token", "check", "constant", "iota", "decode_float8"]
  /// Bodies that derivatives accumulate as dual numbers, and loops without a bound: what is linear in the tangents is
  /// not separated.
  static let forwardOnly: Set = ["reduce_window", "cumulate", "scatter", "while"]
  /// Routines of a library, whose derivatives are tested as those of the functions that call them; rows in order.
  static let withoutDerivative: Set = ["lapack_call", "pivots_to_permutation"]
  /// Their derivative is what the user says; a pullback says nothing forwards.
  static let ofTheUser: Set = ["custom_jvp", "custom_vjp", "custom_tangent"]

  static let names = Vocabulary.standard.primitives.map { $0.name }.filter {
    !byRule.union(withoutOperands).union(withoutDerivative).union(ofTheUser)
      .union(PrimitiveTests.withoutLowering).contains($0)
  }

  @Test(arguments: names)
  func derivativesAreRight(name: String) throws {
    if LapackLibrary.callers.contains(name), !LapackLibrary.isInstalled {
      print("LAPACK is not installed: \(name) is not tested")
      return
    }
    var random = SplitMix(seed: 31)
    let evaluate = Evaluator()
    var count = 0
    for application in Self.applications(name) where application.active.contains(true) {
      let graph = try application.graph()
      guard let line = try application.smoothLine(for: graph, evaluate, &random) else {
        Issue.record("\(name) has a kink wherever it is looked at: \(graph)")
        continue
      }
      let trial = DerivativeTrial(graph, line, active: application.active, &random)
      let outcome = try trial.run(order: 2, evaluate, &random)
      #expect(outcome.failures.isEmpty, "\(outcome.failures)\n\(graph)\n\(line.point)")
      if let operation = outcome.forwardOnly {
        #expect(Self.forwardOnly.contains(name), "\(operation) has no transpose in \(graph)")
      }
      if outcome.isReliable { count += 1 }
    }
    let takesFloats = Self.applications(name).contains { $0.active.contains(true) }
    #expect(!takesFloats || count > 0, "no differences of \(name) are reliable")
  }

  /// Samples of a primitive, of f64 and c128, and not so long that their products bend as a kink does.
  static func applications(_ name: String) -> [Application] {
    let samples = PrimitiveSample.all.filter { $0.primitive.name == name }
    let stride = max(1, samples.count / sampleCount)
    return samples.indices.filter { $0 % stride == 0 }.flatMap { index in
      [DType.float64, .complex128].flatMap { dtype in
        extents.compactMap { samples[index].application(dtype, $0) }.filter { application in
          application.operands.compactMap(\.tensor).allSatisfy { $0.shape.count <= 150 }
        }
      }
    }
  }
}
