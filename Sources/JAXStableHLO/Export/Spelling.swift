import JAXIR

extension MLIR {
  /// How parts of MLIR text are spelled.
  enum Spelling {}
}

// MARK: - Operations

extension MLIR.Spelling {
  /// `"name"(%a, %b) <{attributes}>`; attributes of other dialects, with a point in their name, stand behind.
  static func head(
    _ operation: String, _ operands: [Exporter.Term], _ attributes: [(name: String, value: String)] = []
  ) -> String {
    func list(_ attributes: [(name: String, value: String)]) -> String {
      attributes.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    }
    let properties = attributes.filter { !$0.name.contains(".") }
    let others = attributes.filter { $0.name.contains(".") }
    return "\"\(operation)\"(" + operands.map(\.name).joined(separator: ", ") + ")"
      + (properties.isEmpty ? "" : " <{\(list(properties))}>") + (others.isEmpty ? "" : " {\(list(others))}")
  }

  /// ` : (types) -> types`.
  static func signature(_ operands: [TensorType], _ results: [TensorType]) -> String {
    func list(_ types: [TensorType]) -> String {
      "(" + types.map { "\(MLIR.TypeSyntax($0))" }.joined(separator: ", ") + ")"
    }
    return " : \(list(operands)) -> "
      + (results.count == 1 ? "\(MLIR.TypeSyntax(results[0]))" : list(results))
  }

  /// An operation without attributes and regions, whose results have no names.
  static func operation(_ name: String, _ operands: [Exporter.Term], results: [TensorType]) -> String {
    head(name, operands) + signature(operands.map(\.type), results)
  }

  /// `name` as it can stand after `@`.
  static func symbol(_ name: String) -> String {
    let spelled = name.unicodeScalars.map { scalar in
      let isWord =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      return isWord ? Character(scalar) : "_"
    }
    // What starts with a digit would be a number.
    return spelled.first.map { $0.isNumber ? "_" + String(spelled) : String(spelled) } ?? "_"
  }
}

// MARK: - Attributes

extension MLIR.Spelling {
  /// `array<i64: 1, 2>`.
  static func array(_ integers: [Int]) -> String {
    integers.isEmpty ? "array<i64>" : "array<i64: \(integers.map(String.init).joined(separator: ", "))>"
  }

  static func array(_ flags: [Bool]) -> String {
    flags.isEmpty ? "array<i1>" : "array<i1: \(flags.map(String.init).joined(separator: ", "))>"
  }

  /// `[1, 2]`, inside the brackets of a dialect's attribute.
  static func list(_ integers: [Int]) -> String {
    "[" + integers.map(String.init).joined(separator: ", ") + "]"
  }

  static func integer(_ value: Int, _ type: String = "i64") -> String { "\(value) : \(type)" }

  /// `dense<[[1, 2]]> : tensor<1x2xi64>` of rows of one length.
  static func rows(_ rows: [[Int]], columns: Int) -> String {
    let elements = rows.isEmpty || columns == 0 ? "" : "[" + rows.map(list).joined(separator: ", ") + "]"
    return "dense<\(elements)> : tensor<\(rows.count)x\(columns)xi64>"
  }

  /// `#dialect<kind WORD>`.
  static func word(_ kind: String, _ word: String, dialect: String = "stablehlo") -> String {
    "#\(dialect)<\(kind) \(word)>"
  }

  /// `#stablehlo.name<field = value, ...>`.
  static func fields(_ name: String, _ fields: [(String, String)]) -> String {
    "#stablehlo.\(name)<" + fields.map { "\($0.0) = \($0.1)" }.joined(separator: ", ") + ">"
  }

  static func string(_ value: String) -> String {
    var text = "\""
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), ..<0x20, 0x7F...:
        text += "\\" + hex([byte])
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return text + "\""
  }
}
