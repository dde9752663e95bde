import JAXIR

/// The header of a `.npy` file: the text of a Python dictionary with exactly the keys `descr`, `fortran_order` and
/// `shape`, read by a grammar and never evaluated.
struct NPYHeader {
  struct Element {
    let dtype: DType
    let isBigEndian: Bool

    /// The bytes that are in order among each other: half an element of a complex dtype.
    var unitByteCount: Int { dtype.isComplex ? dtype.byteCount / 2 : dtype.byteCount }
  }

  let element: Element
  let isFortranOrder: Bool
  let shape: Shape

  /// - Throws: `npyError`.
  init(_ text: ArraySlice<UInt8>) throws(JAXError) {
    var reader = NPYHeaderReader(text)
    var element: Element?
    var isFortranOrder: Bool?
    var shape: Shape?
    try reader.expect("{")
    while !reader.skip("}") {
      let key = try reader.string("a key")
      try reader.expect(":")
      switch key {
      case "descr" where element == nil: element = try NPYHeader.element(try reader.descr())
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try reader.boolean()
      case "shape" where shape == nil: shape = try NPYHeader.shape(try reader.extents())
      case "descr", "fortran_order", "shape":
        throw NPY.error("header", found: "'\(key)' twice", expected: "each key once")
      default:
        let found = "key '\(NPY.printable(key.utf8))'"
        throw NPY.error("header", found: found, expected: "'descr', 'fortran_order' and 'shape'")
      }
      if !reader.skip(",") {
        try reader.expect("}")
        break
      }
    }
    try reader.expectEnd()
    guard let element else { throw NPYHeader.missing("descr") }
    guard let isFortranOrder else { throw NPYHeader.missing("fortran_order") }
    guard let shape else { throw NPYHeader.missing("shape") }
    self.element = element
    self.isFortranOrder = isFortranOrder
    self.shape = shape
  }

  private static func missing(_ key: String) -> JAXError {
    NPY.error("header", found: "no key '\(key)'", expected: "'descr', 'fortran_order' and 'shape'")
  }

  private static func shape(_ extents: [Int]) throws(JAXError) -> Shape {
    do throws(JAXError) {
      return try Shape(extents)
    } catch {
      throw JAXError(.npyError, "shape: \(error.message)")
    }
  }

  private static let codes: [(code: String, dtype: DType)] = [
    ("b1", .bool), ("i1", .int8), ("i2", .int16), ("i4", .int32), ("i8", .int64), ("u1", .uint8),
    ("u2", .uint16),
    ("u4", .uint32), ("u8", .uint64), ("f2", .float16), ("V2", .bfloat16), ("f4", .float32), ("f8", .float64),
    ("c8", .complex64), ("c16", .complex128),
  ]

  /// What NumPy writes for a dtype.
  static func descr(of dtype: DType) -> String {
    let code = codes.first { $0.dtype == dtype }!.code
    return (dtype.byteCount == 1 || dtype == .bfloat16 ? "|" : "<") + code
  }

  private static func element(_ descr: String) throws(JAXError) -> Element {
    let order = descr.first
    let code = order.map { "<>|=".contains($0) } == true ? descr.dropFirst() : descr[...]
    guard code.first != "O" else {
      throw NPY.error("descr", found: "'\(descr)', Python objects", expected: "numbers")
    }
    guard let match = codes.first(where: { $0.code == code }) else {
      let found = "'\(NPY.printable(descr.utf8))'"
      throw NPY.error("descr", found: found, expected: "a number type such as '<f4', '<i8' or '|b1'")
    }
    return Element(dtype: match.dtype, isBigEndian: order == ">")
  }
}
