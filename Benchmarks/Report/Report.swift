/// What one run measured, by name.
struct Report {
  struct Entry: Hashable, Sendable {
    let name: String
    let timing: Timing
  }

  var entries: [Entry] = []

  /// One line of JSON for each entry.
  var jsonLines: String { entries.map { "\($0.json)\n" }.joined() }

  /// A table for people; with a baseline, how the minima compare with it.
  func table(against baseline: Baseline? = nil) -> String {
    let ratio: [(title: String, alignment: Table.Alignment)] =
      baseline == nil ? [] : [("now / before", .right)]
    var table = Table(
      [("benchmark", .left), ("minimum", .right), ("median", .right), ("processor", .right)] + ratio)
    for entry in entries {
      let times = [entry.timing.minimum, entry.timing.median, entry.timing.processorTime]
      let cells = [entry.name] + times.map(Format.time(nanoseconds:))
      let compared = baseline.map { [$0.ratio(of: entry).map(Format.ratio) ?? "new"] } ?? []
      table.append(cells + compared)
    }
    return table.text
  }
}

extension Report.Entry {
  var json: JSON {
    [
      "name": .string(name), "n": .number(Double(timing.sampleCount)), "min_ns": .number(timing.minimum),
      "median_ns": .number(timing.median), "p90_ns": .number(timing.ninthDecile),
      "cpu_ns": .number(timing.processorTime),
    ]
  }
}

/// Minima of an earlier run, to compare with.
struct Baseline {
  private let minima: [String: Double]

  /// From the lines that `Report.jsonLines` wrote; of several of one name the least counts.
  init(jsonLines text: String) {
    let pairs = JSON.lines(text).compactMap { line -> (String, Double)? in
      guard let name = line["name"]?.string, let minimum = line["min_ns"]?.number else { return nil }
      return (name, minimum)
    }
    minima = Dictionary(pairs, uniquingKeysWith: min)
  }

  var isEmpty: Bool { minima.isEmpty }

  /// The minimum now by that before: above 1 is slower. Nil when there was none.
  func ratio(of entry: Report.Entry) -> Double? {
    minima[entry.name].map { entry.timing.minimum / $0 }
  }

  /// The entries that are slower than before by more than the factor `threshold`.
  func regressions(in report: Report, threshold: Double) -> [Report.Entry] {
    report.entries.filter { (ratio(of: $0) ?? 0) > threshold }
  }
}
