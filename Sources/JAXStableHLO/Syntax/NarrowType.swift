import JAXIR
package import JAXPrimitives

extension MLIR {
  /// An element type that we store, but compute in a wider one: its values are always those of the narrow type.
  package enum NarrowType: Hashable, Sendable {
    /// Integers of 2 or 4 bits, as `i8` or `u8`, one byte each.
    case integer(bits: Int, isSigned: Bool)
    /// As `f32`; parameters and results of the program are `u8`.
    case float8(Float8Format)

    /// The type that MLIR spells as `name`, or nil.
    package init?(spelled name: String) {
      switch name {
      case "i4", "si4": self = .integer(bits: 4, isSigned: true)
      case "ui4": self = .integer(bits: 4, isSigned: false)
      case "i2", "si2": self = .integer(bits: 2, isSigned: true)
      case "ui2": self = .integer(bits: 2, isSigned: false)
      default:
        guard let format = Float8Format(rawValue: name) else { return nil }
        self = .float8(format)
      }
    }

    /// What is computed with.
    var dtype: DType {
      switch self {
      case .integer(_, let isSigned): isSigned ? .int8 : .uint8
      case .float8: .float32
      }
    }
  }
}

extension MLIR.TypeSyntax {
  /// The narrow element type of a tensor type, if it has one.
  package var narrow: MLIR.NarrowType? {
    guard case .tensor(_, .other(let name)) = self else { return nil }
    return MLIR.NarrowType(spelled: name)
  }
}
