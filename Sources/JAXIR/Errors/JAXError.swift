/// What went wrong, in the user's words: a stable code, one message, where, and how to mend it.
public struct JAXError: Error, Hashable, Sendable {
  /// The stable name of a kind of error; programs may switch on it.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    // Programs that mean nothing.
    case shapeMismatch, dtypeMismatch, invalidShape, shapeOverflow, invalidArgument
    // Tracing.
    case concretization, escapedTracer, recursiveTrace, impureFunction
    // Texts and files.
    case parseError, verifyError, unsupported, fileError, npyError
    // Running.
    case outOfMemory, donatedTensor, checkFailed, callbackFailed, compilationFailed
    // Debugging.
    case nonFinite, outOfBounds
  }

  public let code: Code
  /// One sentence without a trailing period.
  public let message: String
  /// The operation that found the mistake, as the user spells it; nil where there is none.
  public var operation: String?
  /// Where the mistake was made.
  public var location: Location
  /// How to mend it; nil when the message says enough.
  public var hint: String?
  private var cause: Cause?

  /// The error of the user's code that this one reports; `withErrors` throws it as it is.
  public var underlyingError: (any Error)? { cause?.error }

  /// An error of any type; equal when identical.
  private final class Cause: Hashable, Sendable {
    let error: any Error
    init(_ error: any Error) { self.error = error }
    static func == (a: Cause, b: Cause) -> Bool { a === b }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  }

  /// The same error, as the report of `error`.
  package func caused(by error: any Error) -> JAXError {
    var report = self
    report.cause = Cause(error)
    return report
  }

  public init(
    _ code: Code, _ message: String, operation: String? = nil, location: Location = .unknown,
    hint: String? = nil
  ) {
    self.code = code
    self.message = message
    self.operation = operation
    self.location = location
    self.hint = hint
  }

  /// The same error, placed: keeps what is already known.
  package func located(at location: Location, in operation: String? = nil) -> JAXError {
    var error = self
    if error.location == .unknown { error.location = location }
    if error.operation == nil { error.operation = operation }
    return error
  }
}

extension JAXError: CustomStringConvertible {
  /// `file:line: error: operation: message (hint)`.
  public var description: String {
    let place = location == .unknown ? "" : "\(location): "
    return place + "error: " + detail
  }

  /// The description without place and severity.
  public var detail: String {
    (operation.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
  }
}
