import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

/// Derivatives and batches of random programs of f64.
///
/// `JAX_RANDOM_DERIVATIVES` says how many; `JAX_RANDOM_SEED` is the first seed. Program `i` is that of seed + i, so
/// `JAX_RANDOM_SEED=S JAX_RANDOM_DERIVATIVES=1` runs again what failed with seed S.
struct SmoothProgramTests {
  static let programs = RandomRun("JAX_RANDOM_DERIVATIVES", debug: 12, release: 500)

  @Test func derivativesAreRight() async throws {
    print("smooth programs: \(Self.programs)")
    let report: DerivativeReport = await Self.programs.report()
    print(report)
    // What is redrawn is not tested: not much may be.
    #expect(report.redrawn * 10 <= max(10, report.count * 3), "\(report)")
    #expect(report.forwardOnly.values.reduce(0, +) * 20 <= max(60, report.count * 3), "\(report)")
    if Self.programs.count >= 500 {
      #expect(report.structured * 5 >= report.count * 2, "\(report)")
      let missing = Vocabulary.standard.primitives.map { $0.name }.filter {
        report.primitives[$0] == nil && !PrimitiveDerivativeTests.withoutDerivative.contains($0)
          && $0 != CustomVjp.name && !PrimitiveTests.withoutLowering.contains($0)
          && (LapackLibrary.isInstalled || !LapackLibrary.callers.contains($0))
      }
      #expect(missing.isEmpty, "no program has \(missing)")
    }
  }
}

/// What came of the derivatives of many programs.
struct DerivativeReport: RandomReport, CustomStringConvertible {
  var count = 0
  /// Programs whose derivatives differences do not tell, for which another was drawn.
  var redrawn = 0
  /// Instructions that were left out while programs were drawn, because they had no derivative there.
  var rejected = 0
  /// Programs with a region, a gather, a scatter or windows.
  var structured = 0
  /// Programs whose derivative has no transpose, by the primitive that it is for.
  var forwardOnly: [String: Int] = [:]
  /// Instructions by the name of their primitive, those of regions included.
  var primitives: [String: Int] = [:]

  mutating func run(seed: UInt64) {
    CrashReport.begin(seed: seed)
    defer { CrashReport.end(seed: seed) }
    for attempt in 0..<20 {
      // Far from the seeds of other programs.
      let own = seed &+ UInt64(attempt) << 32
      do {
        if try runOnce(seed: own) { return }
      } catch {
        let program = (try? SmoothProgram(seed: own))?.graph.description
        Issue.record("seed \(own): \(error)\n\(program ?? "no program")")
        return
      }
      redrawn += 1
    }
    Issue.record("seed \(seed): none of the programs has derivatives that differences tell")
  }

  /// Whether differences tell what the derivatives are.
  private mutating func runOnce(seed: UInt64) throws -> Bool {
    let program = try SmoothProgram(seed: seed)
    rejected += program.rejected
    var random = SplitMix(seed: ~seed)
    let evaluate = Evaluator()
    let graph = program.graph
    let active = graph.parameters.map { _ in true }
    let trial = DerivativeTrial(graph, program.line, active: active, &random)
    let outcome = try trial.run(order: 2, evaluate, &random)
    guard outcome.isReliable || !outcome.failures.isEmpty else { return false }
    count += 1
    if graph.isStructured { structured += 1 }
    graph.countPrimitives(&primitives)
    if let name = outcome.forwardOnly { forwardOnly[name, default: 0] += 1 }
    var failures = outcome.failures
    failures += [try batchDifference(program, evaluate, &random)].compactMap(\.self)
    failures += [try compiledDifference(program, &random)].compactMap(\.self)
    if !failures.isEmpty {
      Issue.record("seed \(seed): \(failures.joined(separator: "\n"))\n\(graph)")
    }
    return true
  }

  private func batchDifference(
    _ program: SmoothProgram, _ evaluate: Evaluator, _ random: inout SplitMix
  ) throws -> String? {
    let points = (0..<2).map { outer in
      (0..<3).map { program.line.arguments(at: Double(3 * outer + $0) * 0.37) }
    }
    let ranks = program.line.point.map(\.type.rank)
    func axes(_ ranks: [Int]) -> [Int?] {
      let first = Int.random(in: ranks.indices, using: &random)
      return ranks.enumerated().map { position, rank in
        position == first || Bool.random(using: &random) ? Int.random(in: 0...rank, using: &random) : nil
      }
    }
    let inner = axes(ranks)
    let outer = axes(zip(ranks, inner).map { $1 == nil ? $0 : $0 + 1 })
    return try BatchTrial(graph: program.graph, points: points, axes: inner, outerAxes: outer)
      .difference(evaluate)
  }

  /// Of the compiled derivative and the one that is evaluated.
  private func compiledDifference(_ program: SmoothProgram, _ random: inout SplitMix) throws -> String? {
    let derivative = try program.graph.jvp(program.graph.parameters.map { _ in true }).graph
    let arguments = program.line.point + program.line.direction
    return try Trial(graph: derivative, arguments: arguments, choices: Choices(&random)).run()?.difference
  }

  mutating func merge(_ other: DerivativeReport) {
    count += other.count
    redrawn += other.redrawn
    rejected += other.rejected
    structured += other.structured
    forwardOnly.merge(other.forwardOnly, uniquingKeysWith: +)
    primitives.merge(other.primitives, uniquingKeysWith: +)
  }

  var description: String {
    func text(_ counts: [String: Int]) -> String {
      counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    return """
      of \(count) programs \(structured) have a region, a gather, a scatter or windows; \(redrawn) were redrawn
      instructions left out: \(rejected), left in: \(primitives.values.reduce(0, +))
      without a transpose: \(text(forwardOnly))
      instructions: \(text(primitives))
      """
  }
}

extension Graph {
  /// Whether the program has a region, a gather, a scatter or windows.
  fileprivate var isStructured: Bool {
    instructions.contains { !$0.regions.isEmpty || $0.primitive is Gather }
  }
}
