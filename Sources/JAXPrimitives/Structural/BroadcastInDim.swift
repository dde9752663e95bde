package import JAXIR

/// The operand as part of a tensor of `shape`: its axis `i` is axis `axes[i]` there; along the others, and along
/// axes where its extent is 1, it is repeated.
///
/// - (C1) `axes` names one axis of the result for each axis of the operand, each once.
/// - (C2) The operand's extents are 1 or the result's.
package struct BroadcastInDim: StructuralPrimitive, MovementPrimitive, LinearUnaryPrimitive {
  package var shape: [Int] = []
  package var axes: [Int] = []

  package init() {}
  package init(shape: [Int], axes: [Int]) {
    self.shape = shape
    self.axes = axes
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("shape", \.shape), Attribute("axes", \.axes)]
  }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let operand = operands[0]
    let shape = try Shape(shape)
    guard axes.count == operand.rank else {
      throw JAXError(.invalidArgument, "axes \(axes) do not name one axis for each of \(operand)")
    }
    try axes.checkAxes(rank: shape.rank)
    for (source, axis) in axes.enumerated() {
      guard operand.shape[source] == 1 || operand.shape[source] == shape[axis] else {
        throw JAXError(
          .shapeMismatch,
          "\(operand) does not broadcast to \(shape): extent \(operand.shape[source]) of axis \(source)"
            + " against \(shape[axis])")
      }
    }
    return operand.with(shape: shape)
  }

  /// The sum over the repetitions.
  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    let kept = axes.indices.filter { operand.shape[$0] == cotangent.shape[axes[$0]] }.map { axes[$0] }
    let sum = cotangent.sum(over: (0..<cotangent.shape.rank).filter { !kept.contains($0) })
    let ascending = kept.sorted()
    return sum.transpose(kept.map { ascending.firstIndex(of: $0)! }).reshape(to: operand.shape)
  }

  package func withLeadingAxis(_ size: Int) -> Self {
    Self(shape: [size] + shape, axes: [0] + axes.pastLeadingAxis)
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let extents = operands[0].type.shape.extents
    return operands[0].element(
      at: zip(axes, extents).map { axis, extent in extent == 1 ? AffineIndex() : index[axis] })
  }
}
