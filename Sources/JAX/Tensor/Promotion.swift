package import JAXIR

/// The dtype that operands of different dtypes meet in: JAX's type promotion lattice
/// (jax.readthedocs.io/en/latest/type_promotion.html).
///
/// Weak operands, which come from literals, are points of the lattice of their own, below the strong dtypes of their
/// kind: `x * 2` has the dtype of `x`.
package enum Promotion {
  /// A dtype, and whether it gives way.
  package struct Typed: Hashable, Sendable {
    package var dtype: DType
    package var isWeak: Bool

    package init(_ dtype: DType, isWeak: Bool = false) {
      self.dtype = dtype
      self.isWeak = isWeak
    }
  }

  /// The type that all `operands` are converted to; there is at least one.
  package static func common(_ operands: [Typed]) -> Typed {
    if operands.count == 1 { return operands[0] }
    if operands.allSatisfy(\.isWeak) {
      // Among themselves weak operands promote like strong ones.
      return Typed(dtype(of: join(operands.map { point($0.dtype) })), isWeak: true)
    }
    let dtypes = Set(operands.map(\.dtype))
    if dtypes.count == 1 { return Typed(dtypes.first!) }
    let joined = join(operands.map { $0.isWeak ? weakPoint($0.dtype) : point($0.dtype) })
    return Typed(dtype(of: joined), isWeak: joined >= weakInteger)
  }

  /// The dtype of a function that has no integer results, such as `exp`: integers become `float32`.
  package static func inexact(_ type: Typed) -> Typed {
    type.dtype.isFloat || type.dtype.isComplex ? type : Typed(.float32, isWeak: type.isWeak)
  }

  // A point of the lattice: the raw value of a strong dtype, or one of the three weak kinds.
  private static let weakInteger = DType.allCases.count
  private static let weakFloat = weakInteger + 1
  private static let weakComplex = weakInteger + 2

  private static func point(_ dtype: DType) -> Int { Int(dtype.rawValue) }

  private static func weakPoint(_ dtype: DType) -> Int {
    switch dtype.kind {
    case .bool: point(.bool)
    case .signed, .unsigned: weakInteger
    case .float: weakFloat
    case .complex: weakComplex
    }
  }

  /// What a weak point means where nothing strong decides.
  private static func dtype(of point: Int) -> DType {
    switch point {
    case weakInteger: .int32
    case weakFloat: .float32
    case weakComplex: .complex64
    default: DType(rawValue: UInt8(point))!
    }
  }

  /// The points directly above each point.
  private static let edges: [(from: Int, to: [Int])] = [
    (point(.bool), [weakInteger]),
    (weakInteger, [point(.uint8), point(.int8)]),
    (point(.uint8), [point(.int16), point(.uint16)]),
    (point(.uint16), [point(.int32), point(.uint32)]),
    (point(.uint32), [point(.int64), point(.uint64)]),
    (point(.uint64), [weakFloat]),
    (point(.int8), [point(.int16)]),
    (point(.int16), [point(.int32)]),
    (point(.int32), [point(.int64)]),
    (point(.int64), [weakFloat]),
    (weakFloat, [point(.bfloat16), point(.float16), weakComplex]),
    (point(.bfloat16), [point(.float32)]),
    (point(.float16), [point(.float32)]),
    (point(.float32), [point(.float64), point(.complex64)]),
    (point(.float64), [point(.complex128)]),
    (weakComplex, [point(.complex64)]),
    (point(.complex64), [point(.complex128)]),
  ]

  /// For each point the set of points at or above it, one bit each.
  private static let above: [UInt32] = {
    var above = (0...weakComplex).map { UInt32(1) << UInt32($0) }
    // The lattice is at most as high as it has points.
    for _ in above.indices {
      for edge in edges { for target in edge.to { above[edge.from] |= above[target] } }
    }
    return above
  }()

  /// The least point above all of `points`.
  private static func join(_ points: [Int]) -> Int {
    let common = points.reduce(UInt32.max) { $0 & above[$1] }
    // The least upper bound is the one that every other upper bound is above.
    return above.indices.first { common & (1 << UInt32($0)) != 0 && above[$0] & common == common }!
  }
}
