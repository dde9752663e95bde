/// The element type of a tensor: what JAX calls a dtype. Prints as `f32`, `i64`, `bool`.
public enum DType: UInt8, Hashable, Sendable, CaseIterable {
  case bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, bfloat16, float32, float64
  case complex64, complex128
}

extension DType {
  /// The kinds between which rules differ; every dtype is of exactly one.
  public enum Kind: Sendable {
    case bool, signed, unsigned, float, complex
  }

  public var kind: Kind {
    switch self {
    case .bool: .bool
    case .int8, .int16, .int32, .int64: .signed
    case .uint8, .uint16, .uint32, .uint64: .unsigned
    case .float16, .bfloat16, .float32, .float64: .float
    case .complex64, .complex128: .complex
    }
  }

  public var isInteger: Bool { kind == .signed || kind == .unsigned }
  public var isFloat: Bool { kind == .float }
  public var isComplex: Bool { kind == .complex }
  /// Whether small changes of such numbers make sense.
  package var hasDerivative: Bool { isFloat || isComplex }

  /// Bytes that one element takes in memory; a `bool` takes one, 0 or 1.
  public var byteCount: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// Bits of the value itself: 1 for `bool`, else eight times `byteCount`.
  public var bitWidth: Int { self == .bool ? 1 : byteCount * 8 }
}

extension DType {
  /// What an element is made of: the dtype of the two parts of a complex one, else the dtype itself.
  package var component: DType {
    switch self {
    case .complex64: .float32
    case .complex128: .float64
    default: self
    }
  }

  /// Scalars of `component` in one element.
  package var partCount: Int { isComplex ? 2 : 1 }
}

extension DType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .bool: "bool"
    case .int8: "i8"
    case .int16: "i16"
    case .int32: "i32"
    case .int64: "i64"
    case .uint8: "u8"
    case .uint16: "u16"
    case .uint32: "u32"
    case .uint64: "u64"
    case .float16: "f16"
    case .bfloat16: "bf16"
    case .float32: "f32"
    case .float64: "f64"
    case .complex64: "c64"
    case .complex128: "c128"
    }
  }

  /// The dtype that prints as `name`, or nil.
  public init?(_ name: some StringProtocol) {
    guard let match = DType.allCases.first(where: { $0.description == name }) else { return nil }
    self = match
  }
}
