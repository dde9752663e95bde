package import JAXIR

/// The operand with the order of its elements along `axes` reversed.
///
/// - (C1) `axes` are axes of the operand, each named once.
package struct Reverse: StructuralPrimitive, MovementPrimitive, LinearUnaryPrimitive {
  package var axes: [Int] = []

  package init() {}
  package init(axes: [Int]) { self.axes = axes }

  package static var attributes: [Attribute<Self>] { [Attribute("axes", \.axes)] }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    try axes.checkAxes(rank: operands[0].rank)
    return operands[0]
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    .apply(self, cotangent)
  }

  package func withLeadingAxis(_ size: Int) -> Self { Self(axes: axes.pastLeadingAxis) }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    var index = index
    for axis in axes { index[axis] = index[axis] * -1 + (type.shape[axis] - 1) }
    return operands[0].element(at: index)
  }
}
