package import JAXIR

extension MLIR {
  /// The dtype of `f32`, `i1`, `ui8`; nil for other types. JAX writes signed integers as MLIR's signless ones.
  static func dtype(spelled name: String) -> DType? {
    switch name {
    case "f32": .float32
    case "i1": .bool
    case "i32": .int32
    case "i64": .int64
    case "f64": .float64
    case "i8": .int8
    case "i16": .int16
    case "ui8": .uint8
    case "ui16": .uint16
    case "ui32": .uint32
    case "ui64": .uint64
    case "f16": .float16
    case "bf16": .bfloat16
    default: nil
    }
  }

  /// Whether `name` starts a type that is built into MLIR: `index`, `i4`, `f8E5M2`, `vector<...>`.
  static func isTypeName(_ name: String) -> Bool {
    if dtype(spelled: name) != nil { return true }
    switch name {
    case "index", "none", "tensor", "complex", "tuple", "vector", "memref", "tf32", "f80", "f128": return true
    default: break
    }
    let digits = name.drop { $0.isLetter }
    switch name.prefix(name.count - digits.count) {
    case "i", "si", "ui": return !digits.isEmpty && digits.allSatisfy(\.isNumber)
    case "f": return digits.first.map { $0 == "4" || $0 == "6" || $0 == "8" } ?? false
    default: return false
    }
  }
}

extension MLIR.TypeSyntax: CustomStringConvertible {
  /// The type as MLIR spells it.
  package var description: String {
    switch self {
    case .element(.bool): "i1"
    case .element(.complex64): "complex<f32>"
    case .element(.complex128): "complex<f64>"
    case .element(let dtype) where dtype.kind == .unsigned: "u" + MLIR.TypeSyntax.spelling(signless: dtype)
    case .element(let dtype): MLIR.TypeSyntax.spelling(signless: dtype)
    case .tensor(let extents, let element):
      "tensor<" + extents.map { ($0.map(String.init) ?? "?") + "x" }.joined() + "\(element)>"
    case .function(let operands, let results):
      "(" + operands.map(\.description).joined(separator: ", ") + ") -> ("
        + results.map(\.description).joined(separator: ", ") + ")"
    case .tuple(let elements): "tuple<" + elements.map(\.description).joined(separator: ", ") + ">"
    case .quantized(let type):
      "!quant.uniform<\(type.storage.kind == .unsigned ? "u" : "")i\(type.storage.bitWidth)"
        + "<\(type.range.lowerBound):\(type.range.upperBound)>:\(MLIR.TypeSyntax.element(type.expressed)), "
        + "\(type.scale):\(type.zeroPoint)>"
    case .other(let spelling): spelling
    }
  }

  private static func spelling(signless dtype: DType) -> String {
    (dtype.isInteger ? "i" : dtype == .bfloat16 ? "bf" : "f") + String(dtype.bitWidth)
  }
}

extension MLIR.TypeSyntax {
  /// The tensor type that this spells; that of a narrow element type is the one it is computed in.
  ///
  /// - Throws: `unsupported` for dynamic extents, element types that we lack, and what is no tensor;
  ///   `shapeOverflow`.
  package func tensorType() throws(JAXError) -> TensorType {
    guard case .tensor(let extents, let element) = self else {
      throw JAXError(.unsupported, "type \(self), where a tensor is needed")
    }
    guard let dtype = element.storage ?? narrow?.dtype else {
      throw JAXError(.unsupported, "type \(self): tensors of \(element)")
    }
    var known: [Int] = []
    for extent in extents {
      guard let extent else { throw JAXError(.unsupported, "type \(self): dynamic extents") }
      known.append(extent)
    }
    return TensorType(dtype, try Shape(known))
  }
}

extension MLIR.TypeSyntax {
  /// Whether `type` is one that this may stand for: a `?` is any extent.
  func matches(_ type: TensorType) -> Bool {
    guard case .tensor(let extents, let element) = self,
      element.storage == type.dtype || narrow?.dtype == type.dtype, extents.count == type.rank
    else { return false }
    return zip(extents, type.shape.extents).allSatisfy { $0 == nil || $0 == $1 }
  }

  /// The dtype in which elements of this type are kept.
  var storage: DType? {
    switch self {
    case .element(let dtype): dtype
    case .quantized(let type): type.storage
    // As layouts of custom calls are written.
    case .other("index"): .int64
    default: nil
    }
  }

  /// What the integers of a quantized tensor stand for; nil for other types.
  var quantization: MLIR.Quantization? {
    guard case .tensor(_, .quantized(let type)) = self else { return nil }
    return type
  }

  /// The same tensor with elements of `dtype`.
  func with(_ dtype: DType) -> MLIR.TypeSyntax {
    guard case .tensor(let extents, _) = self else { return self }
    return .tensor(extents: extents, element: .element(dtype))
  }

  /// Whether an extent is `?`.
  var isDynamic: Bool {
    guard case .tensor(let extents, _) = self else { return false }
    return extents.contains(nil)
  }
}

extension MLIR.TypeSyntax {
  /// The spelling of a tensor type.
  init(_ type: TensorType) {
    self = .tensor(extents: type.shape.extents, element: .element(type.dtype))
  }
}
