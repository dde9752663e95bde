/// Writes the text form of our IRs: lines, blocks indented by two spaces, lists.
package struct TextWriter {
  package private(set) var text = ""
  private var depth = 0
  private var isLineStart = true

  package init() {}

  /// Appends to the current line.
  package mutating func write(_ fragment: String) {
    if isLineStart {
      text += String(repeating: "  ", count: depth)
      isLineStart = false
    }
    text += fragment
  }

  package mutating func endLine() {
    text += "\n"
    isLineStart = true
  }

  /// Appends `fragment` and ends the line.
  package mutating func line(_ fragment: String) {
    write(fragment)
    endLine()
  }

  /// Appends ` {`, the indented lines of `body`, and a `}` that leaves its line open.
  package mutating func block(_ body: (inout TextWriter) -> Void) {
    line(" {")
    depth += 1
    body(&self)
    depth -= 1
    write("}")
  }
}

extension TextWriter {
  /// `open element, element close`.
  package static func list(
    _ open: String, _ elements: some Sequence<some CustomStringConvertible>, _ close: String
  ) -> String {
    open + joined(elements) + close
  }

  /// The elements with commas between them.
  package static func joined(_ elements: some Sequence<some CustomStringConvertible>) -> String {
    elements.map(\.description).joined(separator: ", ")
  }

  /// The name as it can be read back: in quotes unless it is an identifier.
  package static func name(_ name: String) -> String {
    var lexer = Lexer(name, file: "")
    guard let token = try? lexer.next(), token.kind == .identifier, token.text == name else {
      return quoted(name)
    }
    return name
  }

  /// The string in double quotes, with escapes.
  package static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        quoted += scalar.value < 0x10 ? "\\0" : "\\"
        quoted += String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
