import Synchronization

/// What the steps of one compilation took, in order.
struct Timings {
  private var entries: [(name: String, time: Duration)] = []

  mutating func measure<Result, Failure: Error>(
    _ name: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = ContinuousClock.now
    let result = try body()
    entries.append((name, ContinuousClock.now - start))
    return result
  }

  mutating func append(contentsOf more: [(name: String, time: Duration)]) { entries += more }

  /// A table on standard error, with the sum.
  func print() {
    let total = entries.reduce(Duration.zero) { $0 + $1.time }
    for (name, time) in entries + [("total", total)] {
      Output.error(name + String(repeating: " ", count: max(1, 28 - name.count)) + Output.text(time))
    }
  }
}

/// Collects what a pipeline tells its observer.
final class PassRecord: Sendable {
  private let recorded = Mutex<[(name: String, time: Duration)]>([])

  var entries: [(name: String, time: Duration)] { recorded.withLock { $0 } }

  func append(_ name: String, _ time: Duration) { recorded.withLock { $0.append((name, time)) } }
}
