package import JAXIR

/// The operand with its axes in another order: axis `i` of the result is axis `permutation[i]` of the operand.
///
/// - (C1) `permutation` names each axis of the operand once.
package struct Transpose: StructuralPrimitive, MovementPrimitive, LinearUnaryPrimitive {
  package var permutation: [Int] = []

  package init() {}
  package init(permutation: [Int]) { self.permutation = permutation }

  package static var attributes: [Attribute<Self>] { [Attribute("permutation", \.permutation)] }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let operand = operands[0]
    guard permutation.count == operand.rank else {
      throw JAXError(.invalidArgument, "\(permutation) does not order the \(operand.rank) axes of \(operand)")
    }
    try permutation.checkAxes(rank: operand.rank)
    return operand.with(shape: try Shape(permutation.map { operand.shape[$0] }))
  }

  /// The permutation that undoes this one.
  private var inverse: [Int] {
    var inverse = permutation
    for (axis, source) in permutation.enumerated() { inverse[source] = axis }
    return inverse
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    cotangent.transpose(inverse)
  }

  package func withLeadingAxis(_ size: Int) -> Self {
    Self(permutation: [0] + permutation.pastLeadingAxis)
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    operands[0].element(at: inverse.map { index[$0] })
  }
}
