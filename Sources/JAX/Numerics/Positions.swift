import JAXIR
import JAXPrimitives

/// What an index beyond a tensor does. A negative index that counts from the end of an axis is not beyond it.
public enum IndexMode: Sendable {
  /// It stands for the nearest that is not.
  case clip
  /// Reading gives NaN, the least integer, the greatest unsigned one or `true`; writing does nothing.
  case fill

  /// As `fill`: the name for what is written.
  public static let drop = IndexMode.fill
}

extension OperationCall {
  /// Indices as signed or 64-bit integers in which `extent` fits, negative ones counted from the end.
  func positions(_ indices: Tensor, extent: Int) throws(JAXError) -> Tensor {
    let type = try indices.checkedType()
    guard type.dtype.isInteger else {
      throw JAXError(
        .dtypeMismatch, "indices are integers, not \(type)",
        hint: type.dtype == .bool
          ? "what a mask chooses has no fixed shape: keep the shape with select(mask, x, 0)"
          : "convert them with asType(.int32)")
    }
    let isWide = type.dtype.bitWidth == 64 || type.dtype == .uint32 || extent > Int(Int32.max)
    let wide: DType = type.dtype == .uint64 ? .uint64 : isWide ? .int64 : .int32
    let indices = try indices.convert(to: .init(wide), at: location)
    if type.dtype.kind == .unsigned { return indices }
    let isNegative = try self(Compare(.less), indices, 0)
    let fromEnd = try self(Add(), indices, Tensor(weak: extent))
    return try .make(Select(), [isNegative, fromEnd, indices], at: location)
  }

  /// The nearest position in `0..<extent`; 0 where there is none.
  func clipped(_ positions: Tensor, extent: Int) throws(JAXError) -> Tensor {
    let last = Tensor(weak: Swift.max(extent - 1, 0))
    return try self(Minimum(), self(Maximum(), positions, 0), last)
  }

  /// Whether each position is in `0..<extent`.
  func isInside(_ positions: Tensor, extent: Int) throws(JAXError) -> Tensor {
    try self(
      And(), self(Compare(.greaterEqual), positions, 0), self(Compare(.less), positions, Tensor(weak: extent))
    )
  }

  /// `x` where `condition`, which has its first axes, or those from `axis` on, holds, and the element that stands for
  /// none elsewhere.
  func filling(_ x: Tensor, where condition: Tensor, fromAxis axis: Int) throws(JAXError) -> Tensor {
    let axes = (0..<condition.rank).map { $0 + axis }
    let mask = try Tensor.make(BroadcastInDim(shape: x.shape, axes: axes), [condition], at: location)
    let fill = try Tensor.make(Literal(none: x.dtype, x.type.shape), at: location)
    return try .make(Select(), [mask, x, fill], isWeak: x.isWeak, at: location)
  }
}

extension Literal {
  /// What JAX gives for an element that is not there: NaN, the least integer, the greatest unsigned one, `true`.
  init(none dtype: DType, _ shape: Shape) throws(JAXError) {
    let component = dtype.component
    let constant =
      switch dtype.kind {
      case .bool: Kernel.Constant(.bool, integer: 1)
      case .signed: Kernel.Constant(dtype, integer: Int.min >> (64 - dtype.bitWidth))
      case .unsigned: Kernel.Constant(dtype, integer: -1)
      case .float, .complex: Kernel.Constant(component, Double.nan)
      }
    let parts = [constant, Kernel.Constant(component, bits: 0)].prefix(dtype.partCount)
    let size = component.byteCount
    let bytes = parts.flatMap { part in
      withUnsafeBytes(of: part.bits.littleEndian) { Array($0.prefix(size)) }
    }
    try self.init(TensorType(dtype, shape), bytes: shape.count == 0 ? [] : bytes)
  }
}
