public import JAXIR

/// Runs `body` with debug modes on, those of the blocks around included.
///
/// - `.nans` and `.infinities`: after a call of a function that `jit` gave whose results hold such a number, the function
///   is run again one operation after the other, and the error, `nonFinite`, is that of the first operation that made
///   one which the results come from. Operations outside `jit` are looked at one by one. A number that is masked out on
///   the way is no error; one that was passed in, and is in a result, is.
/// - `.withoutJIT`: functions that `jit` gave are traced at each call and run one operation after the other.
/// - `.bounds`: they are compiled, at each call unless an equal one was, to code that looks at its accesses.
///
/// A function with effects is run one operation after the other under the first three, so that each happens once.
/// Nothing is donated. Errors stop the program, or are thrown by the `withErrors` around.
///
/// ```swift
/// try withErrors { withDebugging(.nans) { step(parameters, batch) } }
/// ```
///
/// - Parameter onOperation: Told of each operation that runs by itself, once it is done.
public func withDebugging<Result>(
  _ modes: Debugging, onOperation: (@Sendable (DebuggedOperation) -> Void)? = nil, _ body: () throws -> Result
) rethrows -> Result {
  var ambient = Ambient.current
  let outer = ambient.debugging
  ambient.debugging = DebugScope(
    modes.union(outer?.modes ?? []),
    observer: onOperation.map { OperationObserver(body: $0) } ?? outer?.observer)
  return try Ambient.$current.withValue(ambient, operation: body)
}

/// An operation that ran by itself.
public struct DebuggedOperation: Sendable, CustomStringConvertible {
  /// As users write it, where they do: `log`, `+`.
  public let name: String
  public let location: Location
  public let operands: [Tensor]
  public let results: [Tensor]
  /// The iterations that it is a part of, outermost first: `in iteration 3 of the scan at Model.swift:12`.
  public let iterations: [String]

  /// `Model.swift:12: log(f32[2] [1.0, 2.0]) = f32[2] [0.0, 0.6931472]`
  public var description: String {
    let (given, made) = (operands.map(\.description), results.map(\.description))
    let text = "\(location): \(name)(\(given.joined(separator: ", "))) = \(made.joined(separator: ", "))"
    return ([text] + iterations.reversed()).joined(separator: ", ")
  }
}

/// What `onOperation` was given.
struct OperationObserver: Sendable {
  let body: @Sendable (DebuggedOperation) -> Void
}

extension DebugScope {
  /// Told of every operation that runs by itself; nil when nobody asked.
  var onOperation: (@Sendable (DebuggedOperation) -> Void)? { (observer as? OperationObserver)?.body }
}
