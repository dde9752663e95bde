import ArgumentParser

/// `Benchmarks`
@main struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks", abstract: "Measure calls, compilations and workloads.")

  @Flag(name: .long, help: "Speak the line protocol of a comparison on standard input and output.")
  var serve = false

  @Option(name: .long, help: "The folder of inputs, which outputs are written to.")
  var data: String?

  @Option(name: .long, help: "Measure these workloads or groups, separated by commas, in JSON lines.")
  var workloads: String?

  @Option(name: .long, help: "Seconds to measure each.")
  var budget = 1.0

  func run() throws {
    var server = Server(data: data)
    if serve { return server.serve() }
    let names = (workloads ?? "all").split(separator: ",")
    for workload in Workload.select(names) {
      let prepared = server.prepare(workload.name)
      if prepared["error"] != nil {
        print(prepared)
        continue
      }
      let timing = server.run(workload.name, seconds: budget)
      print(prepared.merging(timing))
      server.drop(workload.name)
    }
  }
}
