import JAXIR

extension Region {
  /// The results of the region for `operands`: its instructions, recorded by `builder`.
  ///
  /// - Throws: what appending throws.
  func inlined(
    _ operands: [Tracer], in builder: GraphBuilder, at location: Location = .unknown
  ) throws(JAXError) -> [Tracer] {
    try builder.inline(graph, operands.map(\.value)).map { Tracer($0, in: builder, at: location) }
  }
}
