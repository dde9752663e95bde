import JAXIR
import JAXStableHLO
import Testing

/// The operations of a function whose body is `text`.
func operations(_ text: String) throws -> [MLIR.Operation] {
  let module = try MLIR.parseModule(Array("func.func @main() {\n\(text)\n}".utf8), file: "t.mlir")
  return try #require(module.functions.first?.body)
}

/// The only operation of `text`.
func operation(_ text: String) throws -> MLIR.Operation {
  let all = try operations(text)
  try #require(all.count == 1)
  return all[0]
}

/// What the module in `text` is refused with.
func refusal(_ text: String) -> JAXError? {
  do throws(JAXError) {
    _ = try MLIR.parseModule(Array(text.utf8), file: "t.mlir")
    return nil
  } catch {
    return error
  }
}

/// The value of attribute `x` written as `text`.
func attribute(_ text: String) throws -> MLIR.Attribute {
  let read = try operation("\"a.b\"() {x = \(text)} : () -> ()")
  return try #require(read["x"])
}

func literal(_ text: String) throws -> Literal {
  guard case .dense(let literal) = try attribute("dense<" + text) else {
    throw JAXError(.parseError, "no literal")
  }
  return literal
}

extension MLIR.Operation {
  subscript(name: String) -> MLIR.Attribute? { attributes.first { $0.name == name }?.value }

  /// All but where things stand in the text.
  var content: String {
    let attributes = attributes.map { "\($0.name)=\($0.value.content)" }.sorted().joined(separator: ", ")
    let operands = operands.map { "\($0.name)#\($0.index)" }.joined(separator: ", ")
    let regions = regions.map { region in
      "(" + region.arguments.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ") {"
        + region.operations.map(\.content).joined(separator: "; ") + "}"
    }
    let types = resultTypes.map(\.description).joined(separator: ", ")
    return "\(name)(\(operands)) {\(attributes)} \(regions.joined(separator: " ")) -> \(types)"
  }
}

extension MLIR.Attribute {
  var content: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.content).joined(separator: ", ") + "]"
    // A word of a dialect is the same with and without the dialect around it.
    case .dialect(_, let fields) where fields.last?.name == "": fields[fields.count - 1].value.content
    case .dictionary(let fields), .dialect(_, let fields):
      "{" + fields.map { "\($0.name)=\($0.value.content)" }.sorted().joined(separator: ", ") + "}"
    default: "\(self)"
    }
  }
}
