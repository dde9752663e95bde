import Glibc
import JAX

/// Workloads made ready and timed one by one.
struct Server {
  /// The folder of inputs, `NAME/in0.npy` and so on; outputs are written beside them. Nil for neither.
  let data: String?
  private var calls: [String: PreparedCall] = [:]

  init(data: String?) {
    self.data = data
    Self.startCompiler()
  }

  /// Compiles something, for the compiler's own start belongs to nothing that is measured.
  static func startCompiler() { _ = jit { (x: Tensor) in x - 1 }(Tensor.zeros([3])) }

  /// Answers lines of standard input, each with one line of JSON: `prepare NAME`, `run NAME SECONDS`, `drop NAME`,
  /// until `quit` or the end of the input.
  mutating func serve() {
    Console.line(["ready": true, "peer": "ours"] as JSON)
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case ("prepare", 2): Console.line(prepare(words[1]))
      case ("run", 3): Console.line(run(words[1], seconds: Double(words[2]) ?? 0.1))
      case ("drop", 2):
        calls[words[1]] = nil
        Console.line(["ok": true] as JSON)
      case ("quit", _): return
      case (nil, _): continue
      default: Console.line(["error": .string("a line that is no command: \(line)")] as JSON)
      }
    }
  }

  /// Compiles and runs the workload, writes its outputs, and says what it cost.
  mutating func prepare(_ name: String) -> JSON {
    guard let workload = Workload.all.first(where: { $0.name == name }) else {
      return ["peer": "ours", "workload": .string(name), "skip": true]
    }
    do {
      let inputs = try workload.inputs.indices.map { try input($0, of: workload) }
      let (call, first) = try withErrors {
        let start = Clock.now
        let call = workload.prepare(inputs)
        let outputs = call.outputs()
        let first = Clock.now - start
        try write(outputs, of: workload)
        return (call, first)
      }
      call.run(1)
      let start = Clock.now
      call.run(1)
      let later = Clock.now - start
      calls[name] = call
      return [
        "peer": "ours", "workload": .string(name), "compile_ns": .number(Double(max(0, first - later))),
        "first_call_ns": .number(Double(first)),
      ]
    } catch {
      return ["peer": "ours", "workload": .string(name), "error": .string("\(error)")]
    }
  }

  /// Times a workload that is prepared.
  func run(_ name: String, seconds: Double) -> JSON {
    guard let call = calls[name] else {
      return ["peer": "ours", "workload": .string(name), "skip": true]
    }
    var plan = Timing.Plan()
    plan.seconds = seconds
    let timing = Timing.measure(plan, call.run)
    return [
      "peer": "ours", "workload": .string(name), "n": .number(Double(timing.sampleCount)),
      "min_ns": .number(timing.minimum), "median_ns": .number(timing.median),
      "p90_ns": .number(timing.ninthDecile), "cpu_ns": .number(timing.processorTime),
    ]
  }

  mutating func drop(_ name: String) { calls[name] = nil }

  private func input(_ index: Int, of workload: Workload) throws -> Tensor {
    if let data {
      let path = "\(data)/\(workload.name)/in\(index).npy"
      if access(path, R_OK) == 0 { return try Tensor.load(npy: path) }
    }
    return workload.inputs[index].tensor(workload: workload.name, index: index)
  }

  private func write(_ outputs: [Tensor], of workload: Workload) throws {
    guard let data, access("\(data)/\(workload.name)", W_OK) == 0 else { return }
    for (index, output) in outputs.enumerated() {
      try output.save(npy: "\(data)/\(workload.name)/ours.out\(index).npy")
    }
  }
}
