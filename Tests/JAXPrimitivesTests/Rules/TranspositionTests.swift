import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct TranspositionTests {
  static let samples = Sample.smooth.filter { !$0.linear.isEmpty }

  /// `⟨A·x, ȳ⟩ = ⟨x, Aᵀ·ȳ⟩`, where `⟨a, b⟩` is `Σ a·b`, of complex numbers its real part: nothing is conjugated.
  @Test(arguments: samples)
  func theTransposeIsTheAdjoint(_ sample: Sample) throws {
    for linear in sample.linear { try check(sample, linear) }
  }

  private func check(_ sample: Sample, _ linear: [Int]) throws {
    var random = SplitMix(seed: 13)
    let graph = try sample.graph()
    let arguments = sample.arguments(&random)
    let cotangent = Literal.random(graph.resultTypes[0].tensor!, in: -1...1, &random)
    let transposed = try graph.transposed(linear: arguments.indices.map(linear.contains))
    try transposed.verify()
    let residuals = arguments.indices.filter { !linear.contains($0) }.map { arguments[$0] }
    let cotangents = try evaluate(transposed, residuals + [cotangent])

    // What the residuals contribute by themselves, as the addend of a sum does, is no part of A.
    let zeroed = arguments.indices.map { linear.contains($0) ? arguments[$0].zeros : arguments[$0] }
    let forward =
      dot(try evaluate(graph, arguments)[0], cotangent) - dot(try evaluate(graph, zeroed)[0], cotangent)
    let backward = zip(linear, cotangents).map { dot(arguments[$0], $1) }.reduce(0, +)
    let tolerance = graph.resultTypes[0].tensor!.dtype.component == .float64 ? 1e-12 : 1e-5
    #expect(abs(forward - backward) <= tolerance * max(1, abs(forward)), "linear in \(linear)")
    for (position, cotangent) in zip(linear, cotangents) {
      #expect(cotangent.type == sample.operands[position])
    }
  }

  private func dot(_ a: Literal, _ b: Literal) -> Double {
    let products = zip(a.numbers, b.numbers).map(*)
    guard a.type.dtype.isComplex else { return products.reduce(0, +) }
    return products.enumerated().reduce(0) { $1.offset % 2 == 0 ? $0 + $1.element : $0 - $1.element }
  }

  /// Every primitive that says it is linear is tested to be.
  @Test func everyLinearPrimitiveHasASample() {
    let sampled = Set(
      Self.samples.map { type(of: $0.primitive).name } + [
        "reduce_precision", "call", "case", "while", "scan", "checkpoint", "custom_tangent", "all_sum",
        "all_gather", "solve",
      ])
    for primitive in Vocabulary.standard.primitives where primitive is any LinearPrimitive.Type {
      #expect(sampled.contains(primitive.name), "\(primitive.name) has no sample")
    }
  }
}

extension Literal {
  var zeros: Literal { .make(type, elements.map { Kernel.Constant($0.dtype, 0) }) }
}
