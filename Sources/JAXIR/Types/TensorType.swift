/// The type of a tensor: element type and shape. Prints as `f32[2,3]`. What JAX calls an abstract value.
public struct TensorType: Hashable, Sendable {
  public var dtype: DType
  public var shape: Shape

  public init(_ dtype: DType, _ shape: Shape) {
    self.dtype = dtype
    self.shape = shape
  }

  public var byteCount: Int { shape.count * dtype.byteCount }
  public var rank: Int { shape.rank }

  package func with(dtype: DType) -> TensorType { TensorType(dtype, shape) }
  package func with(shape: Shape) -> TensorType { TensorType(dtype, shape) }

  package static func scalar(_ dtype: DType) -> TensorType { TensorType(dtype, .scalar) }
}

extension TensorType: CustomStringConvertible {
  public var description: String { "\(dtype)\(shape)" }
}

/// The type of a value in a graph: a tensor, or a token that orders effects.
package enum ValueType: Hashable, Sendable {
  case tensor(TensorType)
  case token

  package var tensor: TensorType? {
    if case .tensor(let type) = self { type } else { nil }
  }
}

extension ValueType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tensor(let type): type.description
    case .token: "token"
    }
  }
}
