import Foundation
import JAXPrimitives
import Synchronization

@testable import JAX

/// What programs did, in order.
final class EffectLog<Entry: Sendable>: Sendable {
  private let recorded = Mutex<[Entry]>([])
  var entries: [Entry] { recorded.withLock(\.self) }
  func append(_ entry: Entry) { recorded.withLock { $0.append(entry) } }
}

/// The lines that `body` prints.
func lines(_ body: () throws -> Void) rethrows -> [String] {
  let log = EffectLog<String>()
  try HostOutput.redirected(to: log.append, body)
  return log.entries
}

/// The lines that a call of the compiled function prints, which must be those that it prints at once, and the same each
/// time.
func lines(
  of function: @escaping @Sendable (Tensor) -> Tensor, _ x: Tensor
) -> (eager: [String], compiled: [String], again: [String]) {
  let compiled = jit(function)
  return (lines { _ = function(x) }, lines { _ = compiled(x) }, lines { _ = compiled(x) })
}

/// The bytes of the process that are in memory.
func residentByteCount() throws -> Int {
  let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
  return Int(pages)! * Int(getpagesize())
}
