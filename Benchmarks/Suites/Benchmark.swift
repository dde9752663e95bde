import JAX

/// One thing to measure.
struct Benchmark: Sendable {
  let suite: String
  let name: String
  /// The times of one of it.
  let measure: @Sendable (Timing.Plan) throws -> Timing

  init(_ suite: String, _ name: String, measure: @escaping @Sendable (Timing.Plan) throws -> Timing) {
    self.suite = suite
    self.name = name
    self.measure = measure
  }

  /// What filters match and files say.
  var fullName: String { "\(suite)/\(name)" }

  /// All of them: calls, tracing, compilation, then the workloads of other systems.
  static var all: [Benchmark] { calls + tracing + compilations + Workload.all.map(Benchmark.init) }

  /// Those whose full name has one of `filters` in it; all when there are no filters.
  static func select(_ filters: [String]) -> [Benchmark] {
    all.filter { benchmark in filters.isEmpty || filters.contains { benchmark.fullName.contains($0) } }
  }
}

extension Benchmark {
  /// Calls of a workload on inputs that no file says.
  init(_ workload: Workload) {
    self.init(workload.group.rawValue, workload.name) { plan in
      let inputs = workload.inputs.indices.map {
        workload.inputs[$0].tensor(workload: workload.name, index: $0)
      }
      let call = workload.prepare(inputs)
      call.run(2)
      return Timing.measure(plan, call.run)
    }
  }
}
