import Testing

@testable import Benchmarks

@Suite struct ReportTests {
  private func report(_ minima: [(String, Double)]) -> Report {
    Report(
      entries: minima.map { name, minimum in
        .init(
          name: name, timing: Timing(samples: [minimum, 2 * minimum, 3 * minimum], processorTime: minimum))
      })
  }

  @Test func comparesWithWhatWasSaved() {
    let baseline = Baseline(jsonLines: report([("a", 100), ("b", 100), ("gone", 1)]).jsonLines)
    let now = report([("a", 110), ("b", 150), ("new", 5)])
    #expect(now.entries.map(baseline.ratio(of:)) == [1.1, 1.5, nil])
    #expect(baseline.regressions(in: now, threshold: 1.2).map(\.name) == ["b"])
    #expect(baseline.regressions(in: now, threshold: 2).isEmpty)
  }

  @Test func ofSeveralRunsInOneFileTheLeastCounts() {
    let baseline = Baseline(jsonLines: report([("a", 100), ("a", 50), ("a", 200)]).jsonLines)
    #expect(baseline.ratio(of: report([("a", 100)]).entries[0]) == 2)
    #expect(Baseline(jsonLines: "no results\n{\"name\":\"a\"}").isEmpty)
  }

  @Test func tables() {
    let now = report([("a", 1_000), ("longer name", 5)])
    #expect(
      now.table() == """
        benchmark    minimum   median  processor
        a            1.00 µs  2.00 µs    1.00 µs
        longer name  5.00 ns  10.0 ns    5.00 ns
        """)
    let rows = now.table(against: Baseline(jsonLines: report([("a", 500)]).jsonLines)).split(separator: "\n")
    #expect(rows.map { $0.split(separator: " ").last } == ["before", "×2.00", "new"])
  }
}
