extension Int: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.integer() }
}

extension Bool: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.boolean() }
}

/// The shortest decimal that reads back to the same bits; an infinity or a NaN by its bits.
extension Double: AttributeValue {
  package var text: String { Kernel.Constant(.float64, bits: bitPattern).description }
  package init(from reader: inout TextReader) throws(JAXError) {
    self = Double(bitPattern: try reader.constant(.float64).bits)
  }
}

extension String: AttributeValue {
  package var text: String { TextWriter.quoted(self) }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.string("a string") }
}

/// `[a, b]`
extension Array: AttributeValue where Element: AttributeValue {
  package var text: String { TextWriter.list("[", map(\.text), "]") }
  package init(from reader: inout TextReader) throws(JAXError) {
    self = try reader.list("[", "]") { (reader) throws(JAXError) in try Element(from: &reader) }
  }
}

extension DType: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.dtype() }
}

extension Literal: AttributeValue {
  package var text: String { description }
  package init(from reader: inout TextReader) throws(JAXError) { self = try reader.literal() }
}

/// An enumeration reads and writes its raw values.
extension AttributeValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  package var text: String { rawValue }
  package init(from reader: inout TextReader) throws(JAXError) {
    let choices = Self.allCases.map(\.rawValue)
    guard reader.at(.identifier), let value = Self(rawValue: reader.token.text) else {
      throw reader.expected("one of \(choices.joined(separator: ", "))")
    }
    try reader.advance()
    self = value
  }
}

extension Comparison: AttributeValue {}
