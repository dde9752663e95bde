import JAXIR
import JAXRuntime
import Synchronization

/// A call that looks for its signature among those of the last calls: its arguments are flattened into what `next`
/// gives, until one of them `matches`.
///
/// Without closures and optional results, which cost more than all the rest in a function that is generic over its
/// arguments.
struct ReadyCall {
  private unowned(unsafe) let recent: InlineCache<JitCode>
  private var slot = 0

  /// Nil inside a trace, where calls are recorded. `end` must follow.
  @inline(__always)
  init?(_ recent: InlineCache<JitCode>) {
    guard !Trace.isAnyOpen || Ambient.isPlain else { return nil }
    self.recent = recent
    recent.enter()
  }

  /// What to append the arguments to; nil when all signatures were tried.
  mutating func next() -> TreeFlattener? {
    while let code = recent.entry(at: slot) {
      slot += 1
      let leaves = code._withUnsafeGuaranteedRef { code in
        code.compiled.isClosed && !code.isStale ? TreeFlattener(TreeMatch(code)) : nil
      }
      if let leaves { return leaves }
    }
    return nil
  }

  @inline(__always)
  func end() { recent.leave() }
}

extension JitCache {
  /// The result for the arguments that `flatten` appends, when one of the last calls was of the same signature; nil
  /// when anything is out of the ordinary.
  @inline(__always)
  func ready(_ flatten: (inout TreeFlattener) -> Void) -> Output? {
    guard var call = ReadyCall(recent) else { return nil }
    defer { call.end() }
    while var leaves = call.next() {
      flatten(&leaves)
      guard let match = leaves.match else { break }
      defer { match.end() }
      guard match.isComplete else { continue }
      do throws(RuntimeError) { return try output(of: match) } catch { break }
    }
    notePassedOn()
    return nil
  }

  /// The result for arguments that match.
  ///
  /// - Throws: when the run fails.
  func output(of match: TreeMatch) throws(RuntimeError) -> Output {
    let (code, results) = (match.code, match.frame.results)
    try code.run(match.frame)
    if code.resultsAreTensors {
      return UnsafeMutableRawPointer(results).assumingMemoryBound(to: Output.self).move()
    }
    return output(of: code, (0..<code.compiled.resultTypes.count).map { (results + $0).move() })
  }

  /// Counts a look at `recent` that found nothing.
  func notePassedOn() { passedOn.add(1, ordering: .relaxed) }
}
