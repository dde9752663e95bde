package import JAXIR

/// A primitive that means a graph of others: it stands for them so that rules see it whole, and lowering puts them in
/// its place.
package protocol ExpandedPrimitive: SteppedPrimitive {
  /// The graph, of the operands, that gives the results.
  func expansion(of operands: [TensorType]) throws(JAXError) -> Graph
}

extension ExpandedPrimitive {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    try site.expand(expansion(of: site.operandTypes.compactMap(\.tensor)))
  }

  /// The graph of the results of `body`, which is given the operands.
  func expansion(of operands: [TensorType], _ body: ([Tracer]) throws(JAXError) -> [Tracer])
    throws(JAXError) -> Graph
  {
    let builder = GraphBuilder()
    let parameters = operands.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
    return builder.finish(name: Self.name, results: try body(parameters).map(\.value))
  }
}
