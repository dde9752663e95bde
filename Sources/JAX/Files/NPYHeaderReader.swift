import JAXIR

/// Reads the tokens of a `.npy` header; every method skips spaces first.
struct NPYHeaderReader {
  private let text: ArraySlice<UInt8>
  private var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  private var next: UInt8? { position < text.endIndex ? text[position] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 32 || (9...13).contains(byte) { position += 1 }
  }

  /// What an error shows.
  private var found: String {
    next == nil ? "end of header" : "'\(NPY.printable(text[position...].prefix(20)))'"
  }

  private func error(_ expected: String, field: String = "header") -> JAXError {
    NPY.error("\(field) at byte \(position)", found: found, expected: expected)
  }

  mutating func skip(_ symbol: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: symbol) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: Unicode.Scalar) throws(JAXError) {
    guard skip(symbol) else { throw error("'\(symbol)'") }
  }

  mutating func expectEnd() throws(JAXError) {
    skipSpaces()
    guard next == nil else { throw error("end of header") }
  }

  /// A quoted string of printable ASCII without escapes.
  mutating func string(_ what: String, field: String = "header") throws(JAXError) -> String {
    skipSpaces()
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw error("\(what) in quotes", field: field)
    }
    let start = position + 1
    guard let end = text[start...].firstIndex(of: quote) else { throw error("a closing quote", field: field) }
    guard text[start..<end].allSatisfy({ (32..<127).contains($0) && $0 != UInt8(ascii: "\\") }) else {
      throw error("printable characters", field: field)
    }
    position = end + 1
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  mutating func descr() throws(JAXError) -> String {
    skipSpaces()
    guard next != UInt8(ascii: "[") else {
      throw error("one number type, not a structured one", field: "descr")
    }
    return try string("a type", field: "descr")
  }

  mutating func boolean() throws(JAXError) -> Bool {
    skipSpaces()
    for (name, value) in [("True", true), ("False", false)] where text[position...].starts(with: name.utf8) {
      position += name.utf8.count
      return value
    }
    throw error("True or False", field: "fortran_order")
  }

  /// `()`, `(3,)`, `(2, 3)`
  mutating func extents() throws(JAXError) -> [Int] {
    guard skip("(") else { throw error("a tuple", field: "shape") }
    var extents: [Int] = []
    while !skip(")") {
      extents.append(try extent())
      if skip(",") { continue }
      // Python reads `(3)` as a number.
      guard extents.count > 1, skip(")") else { throw error("',' or ')'", field: "shape") }
      break
    }
    return extents
  }

  private mutating func extent() throws(JAXError) -> Int {
    skipSpaces()
    let start = position
    var value = 0
    while let byte = next, (48...57).contains(byte) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - 48))
      guard !overflow, !carry else {
        position = start
        throw error("an extent below 2^63", field: "shape")
      }
      value = sum
      position += 1
    }
    guard position > start else { throw error("an extent of at least 0", field: "shape") }
    // Python 2 wrote long integers with a suffix.
    if next == UInt8(ascii: "L") { position += 1 }
    return value
  }
}
