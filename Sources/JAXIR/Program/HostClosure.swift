/// A function of the host that a program brings along: equal to another when their keys are.
package struct HostClosure: Hashable, Sendable {
  private let key: any Hashable & Sendable
  package let body: HostFunction

  /// - Parameter key: All that tells the function from others.
  package init(key: some Hashable & Sendable, _ body: @escaping HostFunction) {
    self.key = key
    self.body = body
  }

  package static func == (a: HostClosure, b: HostClosure) -> Bool { AnyHashable(a.key) == AnyHashable(b.key) }
  package func hash(into hasher: inout Hasher) { key.hash(into: &hasher) }
}
