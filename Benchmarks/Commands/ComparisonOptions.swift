import ArgumentParser
import JAX

/// Running as one of several systems that are compared, and showing what the comparison gave.
struct ComparisonOptions: ParsableArguments {
  @Flag(name: .long, help: "Speak the line protocol of a comparison on standard input and output.")
  var serve = false

  @Option(name: .long, help: "Measure these workloads or groups, separated by commas, in JSON lines.")
  var workloads: String?

  @Option(name: .long, help: "The folder of inputs, which outputs are written to.")
  var data: String?

  @Option(name: .long, help: "Print the table of a comparison from the JSON lines in this file.")
  var lab: String?

  @Option(name: .long, help: "Draw bars of that comparison in this file.")
  var svg: String?

  var isAsked: Bool { serve || workloads != nil || lab != nil }

  func run(budget: Double) throws {
    if let lab { return try show(lab) }
    var server = Server(data: data)
    if serve { return server.serve() }
    for workload in Workload.select((workloads ?? "").split(separator: ",")) {
      let prepared = server.prepare(workload.name)
      if prepared["error"] != nil {
        Console.line(prepared)
        continue
      }
      Console.line(prepared.merging(server.run(workload.name, seconds: budget)))
      server.drop(workload.name)
    }
  }

  private func show(_ path: String) throws {
    let results = LabResults(jsonLines: String(decoding: try FileIO.read(path), as: UTF8.self))
    guard !results.pairs.isEmpty else {
      throw ValidationError("\(path) has no workload that both ours and jax measured")
    }
    if let svg {
      try FileIO.write(Array(BarChart(results).svg.utf8), to: svg)
    } else {
      print(results.markdown)
    }
  }
}
