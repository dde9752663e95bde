import Synchronization

/// The only ambient state: the innermost open trace, where errors of expressions, what programs print and notes to the
/// user go, and what is debugged.
package struct Ambient: Sendable {
  package var trace: Trace?
  package var errors: ErrorSink?
  /// Takes the lines that programs print; nil for standard output.
  package var output: (@Sendable (_ line: String) -> Void)?
  package var debugging: DebugScope?
  /// Takes what the user is told without being an error; nil for standard error.
  package var notes: (@Sendable (_ line: String) -> Void)?

  @TaskLocal package static var current = Ambient()

  /// Runs `body` with `trace` as the innermost one.
  package static func tracing<Result>(_ trace: Trace, _ body: () throws -> Result) rethrows -> Result {
    var ambient = current
    ambient.trace = trace
    return try $current.withValue(ambient, operation: body)
  }

  /// Runs `body` with operations executed at once, whatever is being traced.
  package static func eager<Result>(_ body: () throws -> Result) rethrows -> Result {
    var ambient = current
    ambient.trace = nil
    return try $current.withValue(ambient, operation: body)
  }
}

/// Where errors of expressions are kept until the block that collects them ends: the first one wins.
package final class ErrorSink: Sendable {
  private let first = Mutex<JAXError?>(nil)

  package init() {}

  package var error: JAXError? { first.withLock { $0 } }

  package func record(_ error: JAXError) {
    first.withLock { if $0 == nil { $0 = error } }
  }
}
