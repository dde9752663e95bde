import JAXIR
import JAXPrimitives

extension RandomProgram {
  mutating func appendMovement() throws {
    guard let value = anyValue() else { return }
    let type = type(value)
    let extents = type.shape.extents
    switch int(0...8) {
    case 0, 1: try appendBroadcast(of: value, type)
    case 2: try append(Transpose(permutation: Array(extents.indices).shuffled(using: &random)), [value])
    case 3: try append(Reshape(shape: reshaped(type.shape)), [value])
    case 4: try append(slice(type.shape), [value])
    case 5: try append(Reverse(axes: extents.indices.filter { _ in chance(0.5) }), [value])
    case 6: try appendPad(of: value, type)
    case 7: try appendConcatenation(of: value, type)
    default: try appendBitcast(of: value, type)
    }
  }

  private mutating func appendBroadcast(of value: Graph.Value, _ type: TensorType) throws {
    var axes = type.shape.extents.map { extent in extent == 1 ? choice([1, 2, 5]) : extent }
    // Permuted places, among which new axes go, some as long as the old.
    var places = Array(axes.indices).shuffled(using: &random)
    for _ in 0..<(type.rank < 3 ? int(0...2) : 0) {
      let extent = chance(0.5) ? axes.first ?? 3 : choice([1, 2, 3, 4, 17])
      places.insert(axes.count, at: int(0...places.count))
      axes.append(extent)
    }
    let shape = places.map { axes[$0] }
    guard shape.reduce(1, *) <= Self.maximumCount else { return }
    let target = type.shape.extents.indices.map { places.firstIndex(of: $0)! }
    try append(BroadcastInDim(shape: shape, axes: target), [value])
  }

  /// Another shape of as many elements.
  private mutating func reshaped(_ shape: Shape) -> [Int] {
    if shape.count == 0 { return choice([shape.extents, [0], [2, 0, 3], shape.extents.reversed()]) }
    var rest = shape.count
    var extents: [Int] = []
    while rest > 1, extents.count < 3 {
      let divisors = (1...rest).filter { rest.isMultiple(of: $0) }
      let extent = extents.count == 2 ? rest : choice(divisors)
      extents.append(extent)
      rest /= extent
    }
    if rest > 1 { extents.append(rest) }
    if chance(0.2) { extents.insert(1, at: int(0...extents.count)) }
    return extents
  }

  private mutating func slice(_ shape: Shape) -> Slice {
    var slice = Slice(starts: [], limits: [], strides: [])
    for extent in shape.extents {
      let start = chance(0.5) ? 0 : int(0...extent)
      slice.starts.append(start)
      slice.limits.append(chance(0.5) ? extent : int(start...extent))
      slice.strides.append(chance(0.6) ? 1 : choice([1, 2, 3, 7, Int.max]))
    }
    return slice
  }

  private mutating func appendPad(of value: Graph.Value, _ type: TensorType) throws {
    var pad = Pad(low: [], high: [], interior: [])
    for extent in type.shape.extents {
      pad.interior.append(chance(0.7) ? 0 : int(1...3))
      pad.low.append(int(-min(2, extent)...4))
      pad.high.append(int(-1...4))
    }
    let padding = try self.value(of: .scalar(type.dtype))
    // More may be removed than there is.
    guard let result = try? pad.resultType(of: [type, .scalar(type.dtype)]),
      result.shape.count <= Self.maximumCount
    else { return }
    try append(pad, [value, padding])
  }

  private mutating func appendConcatenation(of value: Graph.Value, _ type: TensorType) throws {
    guard type.rank > 0 else { return }
    let axis = int(0...type.rank - 1)
    var operands = [value]
    var total = type.shape.count
    for _ in 0..<int(0...2) {
      var extents = type.shape.extents
      if chance(0.5) { extents[axis] = int(0...5) }
      let shape = try Shape(extents)
      guard total + shape.count <= Self.maximumCount else { continue }
      total += shape.count
      operands.insert(try self.value(of: type.with(shape: shape)), at: int(0...operands.count))
    }
    try append(Concatenate(axis: axis), operands)
  }

  private mutating func appendBitcast(of value: Graph.Value, _ type: TensorType) throws {
    // Bits have no derivative, though those of a number taken back make the number.
    if isSmooth, type.dtype.isFloat || type.dtype.isComplex { return }
    let bitcast = BitcastConvert(choice(DType.allCases))
    guard let result = try? bitcast.resultType(of: [type]), result.shape.count <= Self.maximumCount else {
      return
    }
    let operand = try withoutPayloads(value)
    // Any bits are a float, and a NaN among them is like any other.
    try append(bitcast, [operand])
  }
}
