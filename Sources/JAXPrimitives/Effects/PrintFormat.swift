import Glibc
package import JAXIR

/// A line of text with places for tensors: `x = {} and {:8.3f}`, where `{{` and `}}` are braces.
///
/// A place is `{` name `:` width `.` precision style `}`, all of it optional; styles are `f`, `e` and `g`, as C has
/// them.
package struct PrintFormat: Hashable, Sendable {
  /// The text before each place, and after the last one.
  package private(set) var texts: [String] = [""]
  package private(set) var places: [Place] = []

  package struct Place: Hashable, Sendable {
    /// What it is called; empty for the next value without a name.
    package var name = ""
    package var width: Int?
    package var precision: Int?
    package var style: Character?
  }

  /// - Throws: `invalidArgument` where a brace stands alone or a place says something else.
  package init(_ text: String) throws(JAXError) {
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "{", "}":
        if rest.first == character {
          rest.removeFirst()
          texts[texts.count - 1].append(character)
        } else if character == "{", let end = rest.firstIndex(of: "}") {
          places.append(try Place(rest[..<end]))
          texts.append("")
          rest = rest[rest.index(after: end)...]
        } else {
          throw JAXError(
            .invalidArgument, "'\(character)' stands alone in \(TextWriter.quoted(text))",
            hint: "write it twice to print it")
        }
      default: texts[texts.count - 1].append(character)
      }
    }
  }

  /// The format with places without names, in their order: what `init` reads back.
  package var unnamed: String {
    var text = escaped(texts[0])
    for (place, after) in zip(places, texts.dropFirst()) { text += place.unnamed + escaped(after) }
    return text
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "{" || $1 == "}" ? "\($1)\($1)" : "\($1)" }
  }
}

extension PrintFormat.Place {
  fileprivate init(_ text: Substring) throws(JAXError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(parts[0])
    guard parts.count == 2 else { return }
    var rest = parts[1]
    width = number(&rest)
    if rest.first == "." {
      rest.removeFirst()
      precision = number(&rest) ?? -1
    }
    if let last = rest.popFirst() { style = last }
    guard rest.isEmpty, style.map("feg".contains) ?? true, (0...1_000).contains(width ?? 0),
      (0...100).contains(precision ?? 0)
    else {
      throw JAXError(
        .invalidArgument, "'{\(text)}' is no place for a tensor",
        hint: "write {name:width.precision} and one of f, e and g, such as {x:8.3f}")
    }
  }

  private func number(_ text: inout Substring) -> Int? {
    let digits = text.prefix(while: \.isWholeNumber)
    text = text[digits.endIndex...]
    return Int(digits)
  }

  fileprivate var unnamed: String {
    let specification =
      (width?.description ?? "") + (precision.map { ".\($0)" } ?? "") + (style.map(String.init) ?? "")
    return specification.isEmpty ? "{}" : "{:\(specification)}"
  }
}

// MARK: - Text

extension PrintFormat {
  /// The line for tensors in memory, one for each place.
  ///
  /// - Parameter limit: How many elements of a tensor are shown.
  package func line(_ tensors: [(type: TensorType, bytes: UnsafeRawBufferPointer)], limit: Int) -> String {
    var line = texts[0]
    for ((place, after), tensor) in zip(zip(places, texts.dropFirst()), tensors) {
      var left = limit
      line += place.text(tensor.type, tensor.bytes, axis: 0, offset: 0, &left) + after
    }
    return line
  }
}

extension PrintFormat.Place {
  /// The elements as nested lists.
  fileprivate func text(
    _ type: TensorType, _ bytes: UnsafeRawBufferPointer, axis: Int, offset: Int, _ left: inout Int
  ) -> String {
    if axis == type.rank {
      left -= 1
      return element(type.dtype, bytes, offset)
    }
    var items: [String] = []
    for index in 0..<type.shape[axis] {
      if left <= 0 {
        items.append("…")
        break
      }
      let start = offset + index * type.shape.strides[axis]
      items.append(text(type, bytes, axis: axis + 1, offset: start, &left))
    }
    return "[" + items.joined(separator: ", ") + "]"
  }

  private func element(_ dtype: DType, _ bytes: UnsafeRawBufferPointer, _ position: Int) -> String {
    let parts = (0..<dtype.partCount).map {
      number(Number(bytes, dtype.component, at: position * dtype.partCount + $0))
    }
    return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: ", ") + ")"
  }

  private func number(_ number: Number) -> String {
    let text = digits(of: number)
    return String(repeating: " ", count: max(0, (width ?? 0) - text.count)) + text
  }

  private func digits(of number: Number) -> String {
    guard precision != nil || style != nil, let value = number.double else { return number.text }
    var buffer = [CChar](repeating: 0, count: 512)
    _ = withVaList([Int32(precision ?? 6), value]) {
      vsnprintf(&buffer, buffer.count, "%.*\(style ?? "g")", $0)
    }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Number {
  /// The number, rounded; nil for a `bool`.
  fileprivate var double: Double? {
    if let float { return float }
    if dtype.kind == .unsigned { return Double(bits) }
    return dtype == .bool ? nil : Kernel.Constant(dtype, bits: bits).integer.map(Double.init)
  }

  /// The shortest text that tells it from its neighbours.
  fileprivate var text: String {
    switch dtype {
    case .float16: "\(Float16(bitPattern: UInt16(bits)))"
    case .float32: "\(Float(bitPattern: UInt32(bits)))"
    case .bool: bits == 0 ? "false" : "true"
    default: float.map { "\($0)" } ?? Kernel.Constant(dtype, bits: bits).description
    }
  }
}
