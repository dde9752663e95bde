package import JAXIR

/// The elements of the operand, in row-major order, in another shape.
///
/// - (C1) `shape` has as many elements as the operand.
package struct Reshape: StructuralPrimitive, MovementPrimitive, LinearUnaryPrimitive {
  package var shape: [Int] = []

  package init() {}
  package init(shape: [Int]) { self.shape = shape }

  package static var attributes: [Attribute<Self>] { [Attribute("shape", \.shape)] }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let shape = try Shape(shape)
    guard shape.count == operands[0].shape.count else {
      throw JAXError(
        .shapeMismatch,
        "\(operands[0]) has \(operands[0].shape.count) elements, shape \(shape) has \(shape.count)")
    }
    return operands[0].with(shape: shape)
  }

  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    cotangent.reshape(to: operand.shape)
  }

  package func withLeadingAxis(_ size: Int) -> Self { Self(shape: [size] + shape) }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    operands[0].element(
      at: Self.index(of: Self.offset(of: index, in: type.shape), in: operands[0].type.shape, builder))
  }

  /// The place of `index` in row-major order; of leading axes alone, that of the first element with them.
  static func offset(of index: [AffineIndex], in shape: Shape) -> AffineIndex {
    zip(index, shape.strides).reduce(AffineIndex()) { $0 + $1.0 * $1.1 }
  }

  /// The index at place `offset` of row-major order.
  static func index(
    of offset: AffineIndex, in shape: Shape, _ builder: KernelBuilder
  ) -> [AffineIndex] {
    var index = [AffineIndex](repeating: AffineIndex(), count: shape.rank)
    var rest = offset
    // Of a tensor without elements none is asked for, but code is made.
    guard shape.count > 0 else { return index }
    // An axis of extent 1 has index 0; what is left for the outermost of the others needs no division.
    let axes = shape.extents.indices.filter { shape[$0] != 1 }
    for axis in axes.dropFirst().reversed() {
      (rest, index[axis]) = builder.divide(rest, by: shape[axis])
    }
    if let outermost = axes.first { index[outermost] = rest }
    return index
  }
}
