import Foundation

/// How many random programs a test draws, and from which seed: program `i` is that of seed + i.
struct RandomRun: CustomStringConvertible {
  let count: Int
  /// From `JAX_RANDOM_SEED`, or 1.
  let seed: UInt64

  /// - Parameters:
  ///   - variable: The environment variable that says how many.
  ///   - debug: How many a debug build draws unless told.
  ///   - release: How many an optimised build draws unless told.
  init(_ variable: String, debug: Int, release: Int) {
    let environment = ProcessInfo.processInfo.environment
    #if DEBUG
      let standard = debug
    #else
      let standard = release
    #endif
    count = environment[variable].flatMap(Int.init) ?? standard
    seed = environment["JAX_RANDOM_SEED"].flatMap(UInt64.init) ?? 1
  }

  var description: String { "\(count) from seed \(seed)" }

  var seeds: Range<UInt64> { seed..<seed &+ UInt64(count) }

  /// What came of all programs, run by as many tasks as there are processors.
  func report<Report: RandomReport>() async -> Report {
    await withTaskGroup(of: Report.self) { group in
      let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 16))
      for worker in 0..<workers {
        group.addTask {
          var report = Report()
          for number in stride(from: worker, to: count, by: workers) {
            report.run(seed: seed &+ UInt64(number))
          }
          return report
        }
      }
      return await group.reduce(into: Report()) { $0.merge($1) }
    }
  }
}

/// What came of random programs, of some of them and of more.
protocol RandomReport: Sendable {
  init()
  mutating func run(seed: UInt64)
  mutating func merge(_ other: Self)
}
