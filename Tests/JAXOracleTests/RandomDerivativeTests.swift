import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Random programs differentiated in both modes: ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩.
///
/// `JAX_RANDOM_DERIVATIVES` says how many; `JAX_RANDOM_SEED` is the first seed.
struct RandomDerivativeTests {
  private static let programs = RandomRun("JAX_RANDOM_DERIVATIVES", debug: 60, release: 500)

  /// What has a body or an operand by which there is no derivative, or none backwards: `DerivativeConventionTests` holds
  /// the errors.
  private static let withoutDerivative: Set = [
    "reduce", "reduce_window", "cumulate", "scatter", "while", "polygamma", "zeta", "select_and_scatter",
    "select_and_gather",
  ]

  @Test func bothModesAgree() throws {
    var compared = 0
    var refused: [String: Int] = [:]
    for seed in Self.programs.seeds {
      do {
        if try check(seed: seed) { compared += 1 }
      } catch let error as JAXError
        where error.code == .unsupported && Self.withoutDerivative.contains(error.operation ?? "")
      {
        refused[error.operation!, default: 0] += 1
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
    print("of \(Self.programs.count) random programs \(compared) compared, refused \(refused)")
    #expect(compared * 3 >= Self.programs.count)
  }

  /// - Returns: false where there is nothing to compare, or only infinities and NaNs.
  private func check(seed: UInt64) throws -> Bool {
    var program = RandomProgram(seed: seed, dtypes: [.float64, .float64, .int32])
    let graph = try program.graph().differentiable()
    let active = graph.parameterTypes.map { $0.tensor?.dtype == .float64 }
    // Tangents are rounded too where values are: there the derivative is not linear.
    let isRounded = graph.instructions.contains { $0.primitive is ReducePrecision }
    guard active.contains(true), !graph.results.isEmpty, !isRounded else { return false }
    let parts = try graph.pulledBack(active)
    try parts.forward.verify()
    try parts.backward.verify()
    let derivative = try graph.jvp(active, explicitZeros: true).graph

    var random = SplitMix(seed: ~seed)
    func numbers(_ types: [ValueType]) -> [Literal] {
      types.compactMap(\.tensor).map { type in
        Literal(
          type,
          (0..<type.shape.count * type.dtype.partCount).map { _ in
            type.dtype.isFloat
              ? Kernel.Constant(type.dtype, Double.random(in: -1...1, using: &random))
              : .random(type.dtype.component, specials: 0, &random)
          })
      }
    }
    let x = numbers(graph.parameterTypes)
    let v = numbers(zip(graph.parameterTypes, active).filter(\.1).map(\.0))
    let w = numbers(graph.resultTypes)
    var evaluation = ReferenceEvaluation()
    let routines = Recorder().hostFunctions(for: parts.forward, parts.backward, derivative)
    let forward = try evaluation.run(parts.forward, x, hostFunctions: routines)
    let dual = try evaluation.run(derivative, x + v, hostFunctions: routines)
    let count = graph.results.count
    for (a, b) in zip(forward.prefix(count), dual) where a.canonicalElements != b.canonicalElements {
      Issue.record("seed \(seed): the results differ\n\(graph)")
    }
    let given = zip(w, parts.hasCotangent).filter(\.1).map(\.0)
    let backward = try evaluation.run(
      parts.backward, Array(forward.dropFirst(count)) + given, hostFunctions: routines)
    let (left, right) = (products(Array(dual.dropFirst(count)), w), products(backward, v))
    let scale = (left + right).reduce(1) { $0 + abs($1) }
    guard scale < 1e12 else { return false }
    let difference = abs(left.reduce(0, +) - right.reduce(0, +))
    #expect(difference <= 1e-9 * scale, "seed \(seed): of \(scale)\n\(graph)")
    return true
  }

  private func products(_ a: [Literal], _ b: [Literal]) -> [Double] {
    zip(a, b).flatMap { zip($0.canonicalElements, $1.canonicalElements) }.map {
      Double(bitPattern: $0.bits) * Double(bitPattern: $1.bits)
    }
  }
}

extension Graph {
  /// The graph without calls and effects, of which only results of float64 are left.
  fileprivate func differentiable() throws -> Graph {
    let inlined = try #require(Pipeline.passes.first).run(self)
    let builder = GraphBuilder()
    var values = inlined.parameterTypes.map { Optional(builder.parameter($0)) }
    for instruction in inlined.instructions {
      let operands = instruction.operands.compactMap { values[$0.index] }
      guard instruction.effects == .none, operands.count == instruction.operands.count else {
        values += instruction.results.map { _ in nil }
        continue
      }
      values += try builder.append(instruction.primitive, operands, regions: instruction.regions)
    }
    let results = inlined.results.filter { inlined[type: $0].tensor?.dtype == .float64 }
    return try builder.finish(results: results.compactMap { values[$0.index] }).removingDeadCode()
  }
}
