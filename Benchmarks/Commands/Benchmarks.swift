import ArgumentParser
import JAX

/// `Benchmarks`
@main struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks", abstract: "Measure calls, tracing, compilation and workloads.",
    discussion: """
      Without options it measures what the filters choose, and prints a table: the least time, the median, and the \
      computing time of all threads. Inputs are in memory; results are let go between calls.
      """)

  @Argument(help: "Measure only what has one of these in its name.")
  var filters: [String] = []

  @Flag(name: .long, help: "Name what can be measured, and stop.")
  var list = false

  @Option(name: .long, help: "Seconds to measure each.")
  var budget = 0.5

  @Flag(name: .long, help: "Print JSON lines instead of a table.")
  var json = false

  @Option(name: .long, help: "Write the results to this file, for later runs to compare with.")
  var save: String?

  @Option(name: .long, help: "Compare with the results in this file.")
  var against: String?

  @Option(
    name: .long, help: "Fail when something takes more than so many times as long as before, such as 1.2.")
  var threshold: Double?

  @OptionGroup(title: "Comparison with other systems") var comparison: ComparisonOptions

  func validate() throws {
    if threshold != nil, against == nil { throw ValidationError("--threshold needs --against FILE") }
    if comparison.svg != nil, comparison.lab == nil { throw ValidationError("--svg needs --lab FILE") }
    if !list, !comparison.isAsked, Benchmark.select(filters).isEmpty {
      throw ValidationError("nothing is named like that; --list names everything")
    }
  }

  func run() throws {
    if comparison.isAsked { return try comparison.run(budget: budget) }
    if list { return printNames() }
    let baseline = try against.map { path throws(JAXError) in
      Baseline(jsonLines: String(decoding: try FileIO.read(path), as: UTF8.self))
    }
    if let baseline, baseline.isEmpty { throw ValidationError("there are no results in \(against!)") }
    let report = try measure()
    if !json { print(report.table(against: baseline)) }
    if let save { try FileIO.write(Array(report.jsonLines.utf8), to: save) }
    let slower = threshold.flatMap { baseline?.regressions(in: report, threshold: $0) } ?? []
    if !slower.isEmpty {
      print("slower than before: " + slower.map(\.name).joined(separator: ", "))
      throw ExitCode(1)
    }
  }

  private func measure() throws -> Report {
    Server.startCompiler()
    var plan = Timing.Plan()
    plan.seconds = budget
    var report = Report()
    for benchmark in Benchmark.select(filters) {
      let entry = Report.Entry(name: benchmark.fullName, timing: try benchmark.measure(plan))
      report.entries.append(entry)
      if json { Console.line(entry.json) }
    }
    return report
  }

  private func printNames() {
    var suite = ""
    for benchmark in Benchmark.select(filters) {
      if benchmark.suite != suite { print(benchmark.suite) }
      suite = benchmark.suite
      print("  \(benchmark.name)")
    }
  }
}
