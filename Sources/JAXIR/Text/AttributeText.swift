// The text of the types that parameters of primitives commonly have.

extension Int: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.integer() }
}

extension Bool: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.boolean() }
}

extension String: AttributeValue {
  package var text: String { TextWriter.quoted(self) }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.string("a string") }
}

extension DType: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.dtype() }
}

extension TensorType: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.tensorType() }
}

extension Literal: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.literal() }
}

extension Shape: AttributeValue {
  /// `[2, 3]`
  package var text: String { extents.text }

  package init(from reader: inout TextReader) throws(JAXError) {
    let start = reader.token
    do {
      self = try Shape([Int](from: &reader))
    } catch {
      throw error.location == .unknown ? reader.error(error.message, at: start) : error
    }
  }
}

extension Array: AttributeValue where Element: AttributeValue {
  /// `[1, 0]`
  package var text: String { TextWriter.list("[", map(\.text), "]") }

  package init(from reader: inout TextReader) throws(JAXError) {
    self = try reader.list("[", "]") { (reader) throws(JAXError) in try Element(from: &reader) }
  }
}

extension Optional: AttributeValue where Wrapped: AttributeValue {
  /// The value, or `none`.
  package var text: String { self?.text ?? "none" }

  package init(from reader: inout TextReader) throws(JAXError) {
    self = try reader.accept("none") ? nil : Wrapped(from: &reader)
  }
}

/// A type with few values that print as their names: `enum Mode: String, AttributeValue, CaseIterable { … }`
extension AttributeValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  package var text: String { rawValue }

  package init(from reader: inout TextReader) throws(JAXError) {
    guard reader.at(.identifier), let value = Self(rawValue: reader.token.text) else {
      throw reader.expected(Self.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or "))
    }
    self = value
    try reader.advance()
  }
}
