import Synchronization

/// Turns a return address into the user's line when a message or a printed graph needs it.
///
/// Reading debug information is not the language's business: whoever makes addresses says how they are read.
package enum Symbolizer {
  private static let resolver = Mutex<(@Sendable (UInt) -> String)?>(nil)

  /// Makes `resolve` the way in which addresses are described.
  package static func install(_ resolve: @escaping @Sendable (UInt) -> String) {
    resolver.withLock { $0 = resolve }
  }

  static func describe(_ address: UInt) -> String {
    resolver.withLock { $0 }?(address) ?? "unknown"
  }
}
