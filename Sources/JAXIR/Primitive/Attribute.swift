/// One parameter of a primitive: its printed name and where it is stored. The one list of them per primitive is
/// what the printer writes and the parser reads.
package struct Attribute<P>: Sendable {
  package let name: String
  /// The value as text.
  package let write: @Sendable (P) -> String
  package let read: @Sendable (inout P, inout TextReader) throws(JAXError) -> Void

  package init<V: AttributeValue>(_ name: String, _ path: any WritableKeyPath<P, V> & Sendable) {
    self.name = name
    write = { $0[keyPath: path].text }
    read = { (primitive, reader) throws(JAXError) in
      primitive[keyPath: path] = try V(from: &reader)
    }
  }
}

/// A type that a parameter may have.
package protocol AttributeValue: Sendable {
  /// Text that `init(from:)` reads back as an equal value.
  var text: String { get }
  init(from reader: inout TextReader) throws(JAXError)
}
