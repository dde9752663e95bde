import JAXIR
import JAXPrimitives

extension OperationSite {
  mutating func compare(_ operands: [Graph.Value]) throws(JAXError) -> [Graph.Value] {
    let direction = try word("comparison_direction")
    let comparisons: [String: Comparison] = [
      "EQ": .equal, "NE": .notEqual, "LT": .less, "LE": .lessEqual, "GT": .greater, "GE": .greaterEqual,
    ]
    guard let direction, let comparison = comparisons[direction] else {
      throw invalid("'\(direction ?? "")' is no comparison")
    }
    let order = try word("compare_type") ?? "NOTYPE"
    guard ["FLOAT", "TOTALORDER", "SIGNED", "UNSIGNED", "NOTYPE"].contains(order) else {
      throw unsupported("comparison of type '\(order)'")
    }
    // How numbers compare follows from their dtype; only the order of floats is a choice.
    return [
      try apply(Compare(comparison, isTotal: order == "TOTALORDER"), operands, regions: [])[0]
    ]
  }

  /// The predicate may be one scalar for all elements.
  func select() throws(JAXError) -> [Graph.Value] {
    let operands = try operands(3)
    let predicate = try broadcast(operands[0], toShapeOf: operands[1])
    return [try apply(Select(), predicate, operands[1], operands[2])]
  }

  /// `clamp(low, x, high)`: the bounds may be scalars.
  func clamp() throws(JAXError) -> [Graph.Value] {
    let operands = try operands(3)
    let low = try broadcast(operands[0], toShapeOf: operands[1])
    let high = try broadcast(operands[2], toShapeOf: operands[1])
    return [try apply(Clamp(), low, operands[1], high)]
  }

  mutating func constant() throws(JAXError) -> [Graph.Value] {
    let attribute = try required("value")
    guard case .dense(let literal) = attribute.value else {
      throw invalid("attribute 'value' is not dense<...>", at: attribute.position)
    }
    let value = try apply(Constant(literal), try operands(0), regions: [])[0]
    scope.note(literal, for: value)
    return [value]
  }

  /// A scalar in the shape of `value`; anything else as it is.
  func broadcast(_ scalar: Graph.Value, toShapeOf value: Graph.Value) throws(JAXError) -> Graph.Value {
    let shape = try type(of: value).shape
    guard try type(of: scalar).rank == 0, shape.rank > 0 else { return scalar }
    return try apply(BroadcastInDim(shape: shape.extents, axes: []), scalar)
  }
}
