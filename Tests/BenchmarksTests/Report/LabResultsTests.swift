import Testing

@testable import Benchmarks

/// Lines as a comparison writes them.
enum SampleResults {
  static let lines = """
    {"peer": "ours", "workload": "w1", "group": "g", "min_ns": 500, "median_ns": 900, "noisy": false, \
    "check": "ok", "pct_limit": 40.0, "x_jax_min": 4.0, "x_jax_median": 3.0}
    {"peer": "jax", "workload": "w1", "group": "g", "min_ns": 2000, "median_ns": 2700, "noisy": false, \
    "check": "ok", "pct_limit": 10.0}
    {"peer": "numpy", "workload": "w1", "group": "g", "min_ns": 1, "median_ns": 1, "noisy": false, "check": "ok"}
    {"peer": "ours", "workload": "alone", "group": "g", "min_ns": 5, "median_ns": 5, "noisy": false}
    {"peer": "jax", "workload": "w<2", "error": "failed"}
    {"peer": "jax", "workload": "w<2", "group": "h", "min_ns": 100, "median_ns": 100, "noisy": true, "check": "ok", \
    "pct_limit": 120.0}
    {"peer": "ours", "workload": "w<2", "group": "h", "min_ns": 400, "median_ns": 200, "noisy": false, \
    "check": "DIFFERS", "pct_limit": 30.0}
    {"peer": "ours", "workload": "w<2", "group": "h", "min_ns": 300, "median_ns": 200, "noisy": true, \
    "check": "ok", "pct_limit": 40.0}
    """
}

@Suite struct LabResultsTests {
  let results = LabResults(jsonLines: SampleResults.lines)

  @Test func pairsOfOursAndJAX() {
    #expect(results.pairs.map(\.ours.workload) == ["w1", "w<2"])
    #expect(results.pairs[0].byMinimum == 4)
    #expect(results.pairs[0].byMedian == 3)
    // Without the ratio of its run, that of the times.
    #expect(results.pairs[1].byMinimum == 0.25)
  }

  @Test func aCleanRowBeatsAFasterNoisyOne() {
    #expect(results.pairs[1].ours.minimum == 400)
    #expect(!results.pairs[1].ours.isChecked)
  }

  @Test func markdown() {
    #expect(
      results.markdown.split(separator: "\n").dropFirst(2) == [
        "| w1 | 500 ns | 2.00 µs | ×4.00 | ×3.00 | 40 % |",
        "| w<2 ~ ! | 400 ns | 100 ns | ×0.25 | ×0.50 | 30 % |",
      ])
    #expect(LabResults(jsonLines: "").pairs.isEmpty)
  }
}
