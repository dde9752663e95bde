package import JAXIR

/// A primitive without operands: it has no tangent and no batch.
package protocol NullaryPrimitive: PointwisePrimitive, NondifferentiablePrimitive {
  /// The type of the result.
  /// - Throws: what is wrong with the parameters, in the user's words.
  func resultType() throws(JAXError) -> TensorType
}

extension NullaryPrimitive {
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    _ = try operands.tensors(0)
    return [.tensor(try resultType())]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    preconditionFailure("no operand is batched")
  }
}

/// A tensor known when the graph is made.
package struct Constant: NullaryPrimitive {
  package var literal = Literal(splat: Kernel.Constant(.float32, 0), shape: .scalar)

  package init() {}
  package init(_ literal: Literal) { self.literal = literal }

  package static var attributes: [Attribute<Self>] { [Attribute("literal", \.literal)] }

  package func resultType() throws(JAXError) -> TensorType { literal.type }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    func element(at place: Int) -> Element { Element(parts: literal.parts(at: place).map(builder.constant)) }
    if literal.isSplat { return element(at: 0) }
    // Lowering keeps a larger literal in memory; a small one may be chosen from.
    let position = builder.value(of: Reshape.offset(of: index, in: type.shape))
    var chosen = element(at: 0)
    for candidate in 1..<max(1, type.shape.count) {
      chosen = position.compare(.equal, position.constant(integer: candidate))
        .select(element(at: candidate), chosen)
    }
    return chosen
  }
}
