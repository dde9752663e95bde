import JAX

/// Prints what a call costs beside its work, and what a first call costs: minima of many repetitions. Arguments are
/// parts of the names of what to measure.
@main struct Benchmarks {
  static func main() {
    let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8] as [Float])
    let increment = jit { (x: Tensor) in x + 1 }
    report("cached call of x + 1 on 8 elements", calls: 1_000) { _ = increment(x) }
    let add = jit { (x: Tensor, y: Tensor) in x + y }
    report("cached call of x + y on 8 elements", calls: 1_000) { _ = add(x, x) }
    report("eager x + y on 8 elements", calls: 1_000) { _ = x + x }
    // A new shape each time, so that no cache helps.
    var count = 1 << 14
    report("trace and compile gelu", calls: 1, repetitions: 40) {
      count += 1
      _ = jit { (x: Tensor) in gelu(x) }(Tensor.ones([count]))
    }
  }

  /// The least time of one call over `repetitions` runs of `calls` calls.
  static func report(_ name: String, calls: Int, repetitions: Int = 200, _ body: () -> Void) {
    let chosen = CommandLine.arguments.dropFirst()
    guard chosen.isEmpty || chosen.contains(where: name.contains) else { return }
    let clock = ContinuousClock()
    body()
    let times = (0..<repetitions).map { _ in
      clock.measure { for _ in 0..<calls { body() } }
    }
    let nanoseconds = Double(times.min()!.components.attoseconds) / 1e9 / Double(calls)
    print("\(name): \(Int(nanoseconds.rounded())) ns")
  }
}
