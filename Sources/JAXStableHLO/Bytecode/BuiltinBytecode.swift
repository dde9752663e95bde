import JAXIR

/// The encodings of MLIR's own attributes and types (`BuiltinDialectBytecode.td`), as far as they occur beside `vhlo`:
/// dictionaries and what they hold, and locations.
extension MLIR.BytecodeReader {
  mutating func builtinAttribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute {
    let start = cursor
    let code = try cursor.integer()
    switch code {
    case 0: return .array(try attributes(&cursor))
    case 1:
      return .dictionary(
        try list(&cursor) { (reader, cursor) throws(JAXError) in
          let position = cursor.position
          let name = try reader.name(&cursor)
          return MLIR.NamedAttribute(name: name, value: try reader.attribute(&cursor), position: position)
        })
    case 2: return .string(try string(&cursor))
    case 3:
      let value = try string(&cursor)
      _ = try type(&cursor)
      return .string(value)
    case 4: return .symbol(try name(&cursor))
    case 6: return .type(try type(&cursor))
    case 7: return .unit
    case 8: return try integerAttribute(&cursor)
    // Where a program was written before it was exported is of no use to who runs it.
    case 10...15, 22: return .location(.unknown)
    default: throw start.error("a builtin attribute of code \(code)", code: .unsupported)
    }
  }

  /// A type and a value of its width.
  mutating func integerAttribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute {
    let type = try type(&cursor)
    switch type {
    case .element(.bool): return .boolean(try cursor.byte() != 0)
    case .element(let dtype) where dtype.bitWidth <= 8:
      let value = try cursor.byte()
      return .integer(dtype.kind == .unsigned ? Int(value) : Int(Int8(bitPattern: value)))
    default:
      let start = cursor
      let value = try cursor.signedInteger()
      guard let integer = Int(exactly: value) else { throw start.error("an integer does not fit 64 bits") }
      return .integer(integer)
    }
  }

  mutating func builtinType(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax {
    let start = cursor
    let code = try cursor.integer()
    switch code {
    case 0:
      let value = try cursor.integer()
      let spelling = ["i", "si", "ui"]
      guard value & 3 < 3 else { throw start.error("an integer type has no sign") }
      let name = spelling[Int(value & 3)] + String(value >> 2)
      return MLIR.dtype(spelled: name).map(MLIR.TypeSyntax.element) ?? .other(name)
    case 1: return .other("index")
    case 2:
      let operands = try types(&cursor)
      return .function(operands, try types(&cursor))
    case 3: return .element(.bfloat16)
    case 4: return .element(.float16)
    case 5: return .element(.float32)
    case 6: return .element(.float64)
    case 12: return .other("none")
    default: throw start.error("a builtin type of code \(code)", code: .unsupported)
    }
  }
}
