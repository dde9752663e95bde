/// What is looked for while a program is debugged. Off unless asked for, and then at no cost.
public struct Debugging: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A result that holds a NaN is an error, which names the operation that made it.
  public static let nans = Debugging(rawValue: 1 << 0)
  /// A result that holds an infinity is an error, which names the operation that made it.
  public static let infinities = Debugging(rawValue: 1 << 1)
  /// Functions that `jit` gave run one operation after the other instead of being compiled, with the same bits.
  public static let withoutJIT = Debugging(rawValue: 1 << 2)
  /// Machine code looks at each access to memory before it is made: one outside of its buffer is an error.
  public static let bounds = Debugging(rawValue: 1 << 3)
}

/// Debug modes as long as they are on: the block that asked for them, and tasks that were started there.
package final class DebugScope: Sendable {
  package let modes: Debugging
  /// Told of every operation that runs by itself, a value of whoever opened the scope; nil when nobody asked.
  package let observer: (any Sendable)?

  package init(_ modes: Debugging, observer: (any Sendable)? = nil) {
    self.modes = modes
    self.observer = observer
    Trace.noteOpen()
  }

  deinit { Trace.noteClosed() }
}
