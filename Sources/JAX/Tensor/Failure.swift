import Glibc
package import JAXIR

/// Runs `body` with the errors of tensor expressions thrown instead of stopping the program.
///
/// The first error wins. The operation that failed gives a poisoned tensor; what is computed from it does nothing.
/// - Throws: that first error once `body` is done, or what `body` itself throws. What a callback has thrown is thrown as
///   it was.
public func withErrors<Result>(_ body: () throws -> Result) throws -> Result {
  let sink = ErrorSink()
  var ambient = Ambient.current
  ambient.errors = sink
  let result = try Ambient.$current.withValue(ambient, operation: body)
  if let error = sink.error { throw error.underlyingError ?? error }
  return result
}

extension Tensor {
  /// Records `error` and gives a poisoned tensor inside `withErrors`; stops the program elsewhere.
  package static func fail(_ error: JAXError) -> Tensor {
    guard let sink = Ambient.current.errors else { stop(error) }
    sink.record(error)
    return Tensor(.poisoned(error))
  }

  /// What `body` gives, its error placed and handled as `fail` does.
  package static func attempt(
    at location: Location, in operation: String, _ body: () throws(JAXError) -> Tensor
  ) -> Tensor {
    do throws(JAXError) {
      return try body()
    } catch {
      return fail(error.located(at: location, in: operation))
    }
  }

  /// A read of a poisoned tensor that cannot throw.
  func failReading(_ error: JAXError) -> Never { stop(error) }
}

/// Ends the program with one message.
///
/// The default action of SIGABRT is restored first: the message says what a backtrace of the library would not, and
/// writing one takes seconds.
private func stop(_ error: JAXError) -> Never {
  var message = "\(error)\n"
  message.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  signal(SIGABRT, SIG_DFL)
  abort()
}
