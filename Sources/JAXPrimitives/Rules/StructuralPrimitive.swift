package import JAXIR

/// A primitive that gives one tensor made of elements of its operands, at other places.
package protocol StructuralPrimitive: PointwisePrimitive {
  /// The number of operands; nil for any from 1 on.
  static var operandCount: Int? { get }

  /// The type of the result.
  /// - Throws: what is wrong with the operands, in the user's words.
  func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType

  /// The primitive that does the same to each slice of operands that all have a new leading axis of `size`.
  func withLeadingAxis(_ size: Int) -> Self
}

extension StructuralPrimitive {
  package static var operandCount: Int? { 1 }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(Self.operandCount)
    return [.tensor(try resultType(of: types))]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    ([Tracer.apply(withLeadingAxis(rule.size), rule.operands(withBatchAxisAt: 0))[0]], [0])
  }
}

extension [Int] {
  /// The same axes of a tensor with a new leading axis.
  package var pastLeadingAxis: [Int] { map { $0 + 1 } }

  /// - Throws: `invalidArgument` unless the elements are distinct axes of a tensor of `rank`.
  package func checkAxes(rank: Int) throws(JAXError) {
    for (position, axis) in enumerated() {
      guard (0..<rank).contains(axis) else {
        throw JAXError(.invalidArgument, "axis \(axis) is not one of the \(rank) of the tensor")
      }
      if self[..<position].contains(axis) {
        throw JAXError(.invalidArgument, "axis \(axis) is named twice in \(self)")
      }
    }
  }
}
