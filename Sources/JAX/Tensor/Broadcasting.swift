package import JAXIR
import JAXPrimitives

extension Shape {
  /// The shape that tensors of these shapes are repeated to: axes are aligned at the last, and of two extents one
  /// must be 1 or both equal.
  ///
  /// - Throws: `shapeMismatch`, which names the types and the axis.
  package static func broadcast(_ types: [TensorType]) throws(JAXError) -> Shape {
    let shapes = types.map(\.shape)
    var extents: [Int] = []
    for shape in shapes {
      if shape.rank > extents.count {
        extents.insert(contentsOf: repeatElement(1, count: shape.rank - extents.count), at: 0)
      }
      let lead = extents.count - shape.rank
      for axis in 0..<shape.rank where shape[axis] != 1 {
        guard extents[lead + axis] == 1 || extents[lead + axis] == shape[axis] else {
          let list = types.map(\.description).joined(separator: " and ")
          throw JAXError(
            .shapeMismatch,
            "\(list) do not broadcast: extent \(extents[lead + axis]) against \(shape[axis]) on axis "
              + "\(lead + axis)",
            hint: "axes are aligned at the last; two extents must be equal, or one of them 1")
        }
        extents[lead + axis] = shape[axis]
      }
    }
    return try Shape(extents)
  }
}

extension Tensor {
  /// The tensor repeated to `shape`, aligned at the last axis.
  ///
  /// - Throws: `shapeMismatch`.
  package func broadcast(to shape: Shape, at location: Location) throws(JAXError) -> Tensor {
    if case .poisoned(let error) = storage { throw error }
    if type.shape == shape { return self }
    guard try Shape.broadcast([type, type.with(shape: shape)]) == shape else {
      throw JAXError(.shapeMismatch, "\(type) does not broadcast to \(shape)")
    }
    let axes = (0..<rank).map { $0 + shape.rank - rank }
    return try .make(BroadcastInDim(shape: shape.extents, axes: axes), [self], isWeak: isWeak, at: location)
  }

  /// The tensor in another dtype.
  ///
  /// - Throws: `invalidArgument` for a number that the dtype cannot hold.
  package func convert(to type: Promotion.Typed, at location: Location) throws(JAXError) -> Tensor {
    switch storage {
    case .poisoned(let error): throw error
    case .number(let number):
      try number.check(fits: type.dtype)
      return try .make(number.literal(type.dtype), isWeak: type.isWeak, at: location)
    case .concrete, .traced:
      if dtype == type.dtype { return Tensor(storage, isWeak: type.isWeak) }
      return try .make(Convert(type.dtype), [self], isWeak: type.isWeak, at: location)
    }
  }

  /// The dtype and weakness of the operand.
  package var typed: Promotion.Typed { Promotion.Typed(dtype, isWeak: isWeak) }
}

extension Tensor.Number {
  /// - Throws: `invalidArgument` when an integer is out of the range of an integer dtype.
  func check(fits dtype: DType) throws(JAXError) {
    guard case .integer(let value) = self else { return }
    let fits =
      switch dtype.kind {
      case .signed where dtype.bitWidth < 64:
        (-1 << (dtype.bitWidth - 1))..<(1 << (dtype.bitWidth - 1)) ~= value
      case .unsigned where dtype.bitWidth < 64: 0..<(1 << dtype.bitWidth) ~= value
      case .unsigned: value >= 0
      default: true
      }
    guard fits else {
      throw JAXError(
        .invalidArgument, "the integer \(value) is out of the range of \(dtype)",
        hint: "give it a wider type: Tensor(\(value))")
    }
  }
}
