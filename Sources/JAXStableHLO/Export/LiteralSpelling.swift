import JAXIR

extension MLIR.Spelling {
  /// Literals of more elements than this are written as their bytes.
  private static let mostListedElements = 64

  /// `dense<...>` without a type: a splat as one element, few elements as nested lists, many as their bytes.
  ///
  /// A float is written in decimal where reading that back gives the same bits, else as its bits.
  static func dense(_ literal: Literal) -> String {
    let (shape, count) = (literal.type.shape, literal.type.shape.count)
    if count == 0 { return "dense<>" }
    if literal.isSplat { return "dense<\(element(literal, 0))>" }
    guard count > mostListedElements else {
      var text = "dense<"
      for index in 0..<count {
        // A list opens or closes where the indices of the axes inside it are all at their start or end.
        var block = 1
        var opened = 0
        for extent in shape.extents.reversed() {
          block *= extent
          if index % block == 0 { opened += 1 }
        }
        text += index > 0 ? ", " : ""
        text += String(repeating: "[", count: opened) + element(literal, index)
        block = 1
        for extent in shape.extents.reversed() {
          block *= extent
          if index % block == block - 1 { text += "]" }
        }
      }
      return text + ">"
    }
    return "dense<\"0x" + hex(literal.bytes) + "\">"
  }

  /// Upper-case digits in pairs.
  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digits[Int(byte >> 4)]
        text[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }

  private static func element(_ literal: Literal, _ index: Int) -> String {
    let dtype = literal.type.dtype
    let size = dtype.component.byteCount
    let parts = (0..<dtype.partCount).map { part in
      let start = (literal.isSplat ? 0 : index * dtype.byteCount) + part * size
      var bits: UInt64 = 0
      for byte in (0..<size).reversed() { bits = bits << 8 | UInt64(literal.bytes[start + byte]) }
      return scalar(Kernel.Constant(dtype.component, bits: bits))
    }
    return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: ", ") + ")"
  }

  private static func scalar(_ value: Kernel.Constant) -> String {
    switch value.dtype.kind {
    case .bool: return value.bits == 0 ? "false" : "true"
    case .unsigned: return String(value.bits)
    case .signed:
      let unused = UInt64(64 - value.dtype.bitWidth)
      return String(Int64(bitPattern: value.bits << unused) >> Int64(unused))
    case .float, .complex: return float(value)
    }
  }

  private static func float(_ value: Kernel.Constant) -> String {
    let (decimal, wide) =
      switch value.dtype {
      case .float64: (Double(bitPattern: value.bits).description, Double(bitPattern: value.bits))
      case .float32:
        (Float(bitPattern: UInt32(value.bits)).description, Double(Float(bitPattern: UInt32(value.bits))))
      case .float16:
        (Float16(bitPattern: UInt16(value.bits)).description, Double(Float16(bitPattern: UInt16(value.bits))))
      case .bfloat16:
        (
          Float(BFloat16Bits.widen(UInt16(value.bits))).description,
          Double(BFloat16Bits.widen(UInt16(value.bits)))
        )
      default: ("", Double.nan)
      }
    // Readers go through f64, where a decimal may be rounded twice.
    guard wide.isFinite, let read = Double(decimal), Kernel.Constant(value.dtype, read).bits == value.bits
    else {
      let digits = String(value.bits, radix: 16, uppercase: true)
      return "0x" + String(repeating: "0", count: max(0, value.dtype.bitWidth / 4 - digits.count)) + digits
    }
    // MLIR wants a point before an exponent.
    guard !decimal.utf8.contains(UInt8(ascii: ".")), let mark = decimal.firstIndex(of: "e") else {
      return decimal
    }
    return decimal[..<mark] + ".0" + decimal[mark...]
  }
}
