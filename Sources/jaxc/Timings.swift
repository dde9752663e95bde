import JAX
import JAXCodegen
import JAXCompiler
import JAXIR
import Synchronization

/// What the steps of one command took, in order.
struct Timings {
  private var entries: [(name: String, time: Duration)] = []
  private let start = ContinuousClock.now

  mutating func measure<Result, Failure: Error>(
    _ name: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = ContinuousClock.now
    let result = try body()
    entries.append((name, ContinuousClock.now - start))
    return result
  }

  mutating func append(contentsOf more: [(name: String, time: Duration)]) { entries += more }

  /// A table on standard error, which adds up to the time since the command began.
  func print() {
    let total = ContinuousClock.now - start
    let known = entries.reduce(Duration.zero) { $0 + $1.time }
    for (name, time) in entries + [("other", total - known), ("total", total)] where time != .zero {
      Output.error(name + String(repeating: " ", count: max(1, 28 - name.count)) + Output.text(time))
    }
  }
}

extension Timings {
  /// Measures the passes one by one; `printed` names those after which the graph is shown.
  mutating func optimise(_ graph: Graph, printing printed: Set<String> = []) throws(JAXError) -> Graph {
    let record = PassRecord()
    let pipeline = Pipeline(context: .folding) { name, graph, time in
      record.append(name.rawValue, time)
      if printed.contains(name.rawValue) { Output.error("after \(name.rawValue):\n\(graph.description)") }
    }
    let optimised = try pipeline.optimise(graph)
    append(contentsOf: record.entries)
    return optimised
  }

  mutating func lower(_ graph: Graph, _ options: CompilerOptions) throws(JAXError) -> LoweredProgram {
    let lowered = try LoweredProgram(graph, options: options.lowering)
    append(contentsOf: lowered.timings.entries)
    return lowered
  }

  mutating func startEngine() throws(JAXError) -> JITEngine {
    try measure("start LLVM") { () throws(JAXError) in try Engine.shared.jit() }
  }
}

/// Collects what a pipeline tells its observer.
final class PassRecord: Sendable {
  private let recorded = Mutex<[(name: String, time: Duration)]>([])

  var entries: [(name: String, time: Duration)] { recorded.withLock { $0 } }

  func append(_ name: String, _ time: Duration) { recorded.withLock { $0.append((name, time)) } }
}
