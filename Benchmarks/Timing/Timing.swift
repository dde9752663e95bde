/// What many runs of one thing took, in nanoseconds for one of them.
struct Timing: Hashable, Sendable {
  let sampleCount: Int
  let minimum: Double
  let median: Double
  let ninthDecile: Double
  /// The computing time of all threads, on average.
  let processorTime: Double

  /// - Precondition: there is a sample.
  init(samples: [Double], processorTime: Double) {
    let sorted = samples.sorted()
    sampleCount = sorted.count
    minimum = sorted[0]
    median = sorted[sorted.count / 2]
    ninthDecile = sorted[sorted.count * 9 / 10]
    self.processorTime = processorTime
  }
}

extension Timing {
  /// How long to measure, and how the samples are taken.
  struct Plan: Sendable {
    /// The time to spend.
    var seconds = 0.5
    /// Shorter calls are timed in groups that take about so long.
    var groupNanoseconds = 20_000.0
    var minimumSampleCount = 3
    var maximumSampleCount = 2_000
    var maximumGroupCount = 1_000
  }

  /// Times `run`, which does its work as many times as it is told.
  static func measure(_ plan: Plan = Plan(), _ run: (Int) -> Void) -> Timing {
    let first = Clock.elapsed { run(1) }
    let one = Double(max(1, first))
    let group =
      one > plan.groupNanoseconds ? 1 : max(1, min(plan.maximumGroupCount, Int(plan.groupNanoseconds / one)))
    // Of what takes so long the first run counts, and two are enough.
    let isSlow = one > 30e6
    let needed = isSlow ? 2 : plan.minimumSampleCount
    var samples: [Double] = isSlow ? [one] : []
    samples.reserveCapacity(plan.maximumSampleCount)
    let before = samples.count
    let processorStart = Clock.processorTime
    let end = Clock.now + Int(plan.seconds * 1e9)
    repeat {
      samples.append(Double(Clock.elapsed { run(group) }) / Double(group))
    } while samples.count < plan.maximumSampleCount && (samples.count < needed || Clock.now < end)
    let processorTime = Double(Clock.processorTime - processorStart)
    return Timing(samples: samples, processorTime: processorTime / Double((samples.count - before) * group))
  }

  /// The times that `body` gives, as often as the plan lets it.
  static func sample(_ plan: Plan = Plan(), _ body: () -> Double) -> Timing {
    var samples: [Double] = []
    let processorStart = Clock.processorTime
    let end = Clock.now + Int(plan.seconds * 1e9)
    repeat {
      samples.append(body())
    } while samples.count < plan.maximumSampleCount
      && (samples.count < plan.minimumSampleCount || Clock.now < end)
    let processorTime = Double(Clock.processorTime - processorStart)
    return Timing(samples: samples, processorTime: processorTime / Double(samples.count))
  }
}
