import JAXIR

/// The encodings of attributes and types of the dialect `vhlo` (`VhloBytecode.cpp` of StableHLO). Codes are never
/// reused, so all versions are read alike.
extension MLIR.BytecodeReader {
  mutating func vhloAttribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute {
    let start = cursor
    let code = try cursor.integer()
    if let words = Self.words[code] {
      let value = try cursor.integer()
      guard value < UInt64(words.count) else { throw start.error("value \(value) of an enumeration") }
      return .word(words[Int(value)])
    }
    switch code {
    case 1: return .array(try attributes(&cursor))
    case 2: return .boolean(try cursor.integer() != 0)
    case 6:
      return .dictionary(
        try list(&cursor) { (reader, cursor) throws(JAXError) in
          let position = cursor.position
          let name = try reader.name(&cursor)
          return MLIR.NamedAttribute(name: name, value: try reader.attribute(&cursor), position: position)
        })
    case 8: return try floatAttribute(&cursor)
    case 9: return try integerAttribute(&cursor)
    case 10:
      return .dictionary([
        field("output_tuple_indices", .array(try integers(&cursor)), start),
        field("operand_index", .integer(Int(try cursor.signedInteger())), start),
        field("operand_tuple_indices", .array(try integers(&cursor)), start),
      ])
    case 14: return .string(try string(&cursor))
    case 15: return try tensorAttribute(&cursor)
    case 17: return .type(try type(&cursor))
    case 18: return .dialect("stablehlo.bounds", [field("", .array(try integers(&cursor)), start)])
    case 20:
      // How accurate a function has to be; ours are as accurate as any that can be asked for.
      _ = (try cursor.signedInteger(), try cursor.signedInteger(), try cursor.signedInteger())
      return try attribute(&cursor)
    default: throw start.error("a vhlo attribute of code \(code)", code: .unsupported)
    }
  }

  /// The words of enumerations, by the code of the attribute and in order of their values.
  private static let words: [UInt64: [String]] = [
    3: ["EQ", "NE", "GE", "GT", "LE", "LT"],
    4: ["NOTYPE", "FLOAT", "TOTALORDER", "SIGNED", "UNSIGNED"],
    5: [
      "API_VERSION_UNSPECIFIED", "API_VERSION_ORIGINAL", "API_VERSION_STATUS_RETURNING",
      "API_VERSION_STATUS_RETURNING_UNIFIED", "API_VERSION_TYPED_FFI",
    ],
    7: ["FFT", "IFFT", "RFFT", "IRFFT"],
    11: ["DEFAULT", "HIGH", "HIGHEST"],
    12: ["DEFAULT", "THREE_FRY", "PHILOX"],
    13: ["", "UNIFORM", "NORMAL"],
    16: ["TRANSPOSE_INVALID", "NO_TRANSPOSE", "TRANSPOSE", "ADJOINT"],
    19: ["DEFAULT", "HIGHEST", "TOLERANCE"],
  ]

  private func field(
    _ name: String, _ value: MLIR.Attribute, _ cursor: MLIR.BytecodeCursor
  ) -> MLIR.NamedAttribute {
    MLIR.NamedAttribute(name: name, value: value, position: cursor.position)
  }

  private mutating func integers(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> [MLIR.Attribute] {
    try list(&cursor) { (_, cursor) throws(JAXError) in .integer(Int(try cursor.signedInteger())) }
  }

  private mutating func floatAttribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.Attribute
  {
    let type = try type(&cursor)
    guard case .element(let dtype) = type, dtype.isFloat else {
      throw cursor.error("a number of type \(type)", code: .unsupported)
    }
    // The bits, as an integer of their width.
    let bits =
      dtype.bitWidth <= 8
      ? UInt64(try cursor.byte()) : UInt64(truncatingIfNeeded: try cursor.signedInteger())
    switch dtype {
    case .float64: return .float(Double(bitPattern: bits))
    case .float32: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    case .float16: return .float(Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits))))
    default: return .float(Double(BFloat16Bits.widen(UInt16(truncatingIfNeeded: bits))))
    }
  }

  /// A type and its elements' bytes: all, or one that stands for all.
  private mutating func tensorAttribute(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError)
    -> MLIR.Attribute
  {
    let start = cursor
    let type: TensorType
    let bytes: [UInt8]
    do throws(JAXError) {
      type = try self.type(&cursor).tensorType()
      bytes = try cursor.blob(try cursor.count())
      return .dense(try Literal(type, bytes: try Self.elements(bytes, type)))
    } catch {
      throw error.located(at: start.position.location(in: file))
    }
  }

  /// Truth values take a bit each, the lowest first, and ones in all eight are a splat; some writers took a byte each.
  private static func elements(_ bytes: [UInt8], _ type: TensorType) throws(JAXError) -> [UInt8] {
    guard type.dtype == .bool else { return bytes }
    let count = type.shape.count
    if bytes == [0xFF] { return [1] }
    if bytes.count == (count + 7) / 8, bytes.count != count {
      return (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 }
    }
    return bytes.map { $0 == 0 ? 0 : 1 }
  }
}

// MARK: - Types

extension MLIR.BytecodeReader {
  mutating func vhloType(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax {
    let start = cursor
    let code = try cursor.integer()
    if let name = Self.typeNames[code] {
      return MLIR.dtype(spelled: name).map(MLIR.TypeSyntax.element) ?? .other(name)
    }
    switch code {
    case 1:
      switch try type(&cursor) {
      case .element(.float32): return .element(.complex64)
      case .element(.float64): return .element(.complex128)
      case let part: throw start.error("a complex type of \(part)", code: .unsupported)
      }
    case 8:
      let operands = try types(&cursor)
      return .function(operands, try types(&cursor))
    case 20: return try tensorType(&cursor)
    case 23: return .tuple(try types(&cursor))
    case 24: return try quantizedType(&cursor)
    case 21: throw start.error("a tensor type with an encoding", code: .unsupported)
    case 25: throw start.error("a tensor of unknown rank", code: .unsupported)
    default: throw start.error("a vhlo type of code \(code)", code: .unsupported)
    }
  }

  /// How types without parameters are spelled.
  private static let typeNames: [UInt64: String] = [
    0: "i1", 2: "bf16", 3: "f16", 4: "f32", 5: "f64", 6: "f8E4M3FN", 7: "f8E5M2", 9: "index", 10: "i4",
    11: "i8", 12: "i16", 13: "i32", 14: "i64", 15: "ui4", 16: "ui8", 17: "ui16", 18: "ui32", 19: "ui64",
    22: "!stablehlo.token", 26: "!shape.witness", 27: "f8E4M3FNUZ", 28: "f8E5M2FNUZ", 29: "f8E4M3B11FNUZ",
    31: "i2", 32: "ui2", 33: "none", 34: "tf32", 35: "f8E4M3", 36: "f8E3M4", 37: "f4E2M1FN", 38: "f6E2M3FN",
    39: "f6E3M2FN", 40: "f8E8M0FNU",
  ]

  /// Extents, of which a negative one is dynamic, and the type of the elements.
  private mutating func tensorType(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax {
    let extents = try list(&cursor) { (_, cursor) throws(JAXError) in Int(try cursor.signedInteger()) }
    return .tensor(extents: extents.map { $0 < 0 ? nil : $0 }, element: try type(&cursor))
  }

  /// `!quant.uniform<i8:f32, scale:zero>`
  private mutating func quantizedType(_ cursor: inout MLIR.BytecodeCursor) throws(JAXError) -> MLIR.TypeSyntax
  {
    let start = cursor
    // Whether the integers are signed, which their type says too.
    _ = try cursor.integer()
    let (storage, expressed) = (try type(&cursor), try type(&cursor))
    let scale = Double(bitPattern: UInt64(bitPattern: try cursor.signedInteger()))
    let zero = Int(try cursor.signedInteger())
    let (least, greatest) = (Int(try cursor.signedInteger()), Int(try cursor.signedInteger()))
    guard case .element(let storage) = storage, case .element(let expressed) = expressed, storage.isInteger,
      expressed.isFloat, scale > 0, least <= greatest, (least...greatest).contains(zero)
    else { throw start.error("a quantized type of \(storage) and \(expressed)", code: .unsupported) }
    return .quantized(
      MLIR.Quantization(
        storage: storage, range: least...greatest, expressed: expressed, scale: scale, zeroPoint: zero))
  }
}
