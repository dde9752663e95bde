import Testing

@testable import Benchmarks

@Suite struct TimingTests {
  @Test func statistics() {
    let timing = Timing(samples: [5, 1, 4, 2, 3, 9, 8, 7, 6, 10], processorTime: 2)
    #expect(timing.sampleCount == 10)
    #expect(timing.minimum == 1)
    #expect(timing.median == 6)
    #expect(timing.ninthDecile == 10)
    #expect(Timing(samples: [3], processorTime: 0).ninthDecile == 3)
  }

  @Test func shortCallsAreTimedInGroups() {
    var counts: [Int] = []
    var plan = Timing.Plan()
    plan.seconds = 0
    plan.groupNanoseconds = 1e12
    let timing = Timing.measure(plan) { counts.append($0) }
    #expect(counts == [1, 1_000, 1_000, 1_000], "once to see how long it takes, then the fewest samples")
    #expect(timing.sampleCount == 3)
  }

  @Test func longCallsAreTimedOneByOne() {
    var counts: [Int] = []
    var plan = Timing.Plan()
    plan.seconds = 10
    plan.groupNanoseconds = 0
    plan.maximumSampleCount = 5
    _ = Timing.measure(plan) { counts.append($0) }
    #expect(counts == [1, 1, 1, 1, 1, 1])
  }
}
