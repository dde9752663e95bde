import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

/// Random programs, compiled in random ways: compiled = reference, bit for bit.
///
/// `JAX_RANDOM_PROGRAMS` says how many; `JAX_RANDOM_SEED` is the first seed. Program `i` is that of seed + i, so
/// `JAX_RANDOM_SEED=S JAX_RANDOM_PROGRAMS=1` runs again what failed with seed S.
struct RandomProgramTests {
  static let programs = RandomRun("JAX_RANDOM_PROGRAMS", debug: 25, release: 1_000)

  @Test func compiledIsReference() async throws {
    print("random programs: \(Self.programs)")
    let report: ProgramReport = await Self.programs.report()
    print(report)
    if Self.programs.count >= 200 {
      for feature in Trial.Feature.allCases {
        #expect(report.features[feature, default: 0] * 20 > Self.programs.count, "\(feature) in \(report)")
      }
    }
    if Self.programs.count >= 1_000 {
      // A machine may be without LAPACK.
      let expected = Vocabulary.test.primitives.filter {
        LapackLibrary.isInstalled
          || !LapackLibrary.callers.union([PivotsToPermutation.name]).contains($0.name)
      }
      let missing = expected.map { $0.name }.filter {
        report.primitives[$0] == nil && !PrimitiveTests.withoutLowering.contains($0)
      }
      #expect(missing.isEmpty, "no program has \(missing)")
      let unseen = RandomProgram.Pattern.allCases.filter { report.patterns[$0] == nil }
      #expect(unseen.isEmpty, "no program has \(unseen)")
    }
  }

  /// Each mistake shows in one of a few programs that have a place for it.
  @Test(arguments: PlantedFault.allCases)
  func plantedFaultsAreCaught(fault: PlantedFault) throws {
    var tried = 0
    for seed in Self.programs.seed..<Self.programs.seed &+ 600 {
      guard let outcome = try Trial(seed: seed).run(planting: fault) else { continue }
      tried += 1
      if let difference = outcome.difference {
        print("\(fault) caught by program \(tried) with a place for it, seed \(seed): \(difference)")
        return
      }
      if tried == 100 { break }
    }
    Issue.record("\(fault) was not caught by \(tried) programs from seed \(Self.programs.seed)")
  }

  /// What fails is shown without what has nothing to do with it.
  @Test(arguments: [PlantedFault.swappedOperands, .droppedStore, .mergedEffects, .orderByThread])
  func failuresShrink(fault: PlantedFault) throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let trial = try Trial(seed: seed)
      guard try trial.run(planting: fault)?.difference != nil else { continue }
      let small = trial.shrunk(planting: fault)
      #expect(try small.run(planting: fault)?.difference != nil)
      #expect(try small.run()?.difference == nil, "without the fault, what is left is right")
      let (count, least) = (trial.graph.instructions.count, small.graph.instructions.count)
      #expect(least <= 6, "\(count) instructions of seed \(seed), left are \(small.graph)")
      return
    }
    Issue.record("\(fault) does not show")
  }
}

extension Trial {
  /// The program, the arguments and the way to compile it that are the seed's.
  init(seed: UInt64) throws {
    var program = RandomProgram(seed: seed)
    var random = SplitMix(seed: ~seed)
    let graph = try program.graph()
    self.graph = graph
    let specials = [0, 0.1, 0.4].randomElement(using: &random)!
    arguments = graph.parameterTypes.compactMap(\.tensor).map {
      Literal.random($0, specials: specials, &random)
    }
    choices = Choices(&random)
    patterns = program.patterns
  }
}

/// What many programs exercised together.
struct ProgramReport: RandomReport, CustomStringConvertible {
  var count = 0
  var features: [Trial.Feature: Int] = [:]
  var patterns: [RandomProgram.Pattern: Int] = [:]
  /// Instructions by the name of their primitive, those of regions included.
  var primitives: [String: Int] = [:]

  mutating func run(seed: UInt64) {
    count += 1
    CrashReport.begin(seed: seed)
    defer { CrashReport.end(seed: seed) }
    do {
      let trial = try Trial(seed: seed)
      trial.graph.countPrimitives(&primitives)
      for pattern in trial.patterns { patterns[pattern, default: 0] += 1 }
      let outcome = try trial.run()
      for feature in outcome?.features ?? [] { features[feature, default: 0] += 1 }
      if let difference = outcome?.difference {
        let small = trial.shrunk()
        let left = (try? small.run()?.difference) ?? "an error"
        Issue.record(
          "seed \(seed): \(difference)\n\(trial.choices)\nas little as still fails: \(left)\n\(small.graph)")
      }
    } catch {
      Issue.record("seed \(seed): \(error)\n\((try? Trial(seed: seed))?.graph.description ?? "no program")")
    }
  }

  mutating func merge(_ other: ProgramReport) {
    count += other.count
    features.merge(other.features, uniquingKeysWith: +)
    patterns.merge(other.patterns, uniquingKeysWith: +)
    primitives.merge(other.primitives, uniquingKeysWith: +)
  }

  var description: String {
    let features = Trial.Feature.allCases.map { "\($0) \(self.features[$0, default: 0])" }
    let patterns = RandomProgram.Pattern.allCases.map { "\($0) \(self.patterns[$0, default: 0])" }
    let primitives = self.primitives.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "of \(count) programs: \(features.joined(separator: ", "))\n"
      + "patterns: \(patterns.joined(separator: ", "))\n"
      + "instructions: \(primitives.joined(separator: ", "))"
  }
}

extension Graph {
  func countPrimitives(_ counts: inout [String: Int]) {
    for instruction in instructions {
      counts[type(of: instruction.primitive).name, default: 0] += 1
      for region in instruction.regions { region.graph.countPrimitives(&counts) }
    }
  }
}
