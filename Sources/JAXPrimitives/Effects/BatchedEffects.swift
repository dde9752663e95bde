package import JAXIR

extension BatchingRule {
  /// The primitive applied to the elements of the batch one after the other: what it does is done once for each.
  ///
  /// - Throws: `unsupported` for ordered effects: a batch has no order.
  package func oneByOne(_ primitive: any Primitive) throws(JAXError) -> Results {
    guard primitive.effects(of: regions) < .ordered else {
      let name = primitive is DebugPrint ? "debugPrint" : (primitive as? HostCallback)?.name
      throw JAXError(
        .unsupported, "calls in order cannot be mapped over a batch by vmap, whose elements come in no order",
        operation: name, location: operands.first?.location ?? .unknown,
        hint: "leave out `ordered: true`, or go through the batch with `scan` or `map`")
    }
    let isBatched = axes.map { $0 != nil }
    let shared = axes.indices.filter { !isBatched[$0] }
    let mapped = axes.indices.filter { isBatched[$0] }
    let slices = mapped.map { operand($0, withBatchAxisAt: 0) }
    let builder = GraphBuilder()
    var parameters = [Graph.Value](repeating: Graph.Value(0), count: operands.count)
    for index in shared { parameters[index] = builder.parameter(operands[index].valueType) }
    for (index, slice) in zip(mapped, slices) {
      parameters[index] = builder.parameter(.tensor(slice.type.with(shape: slice.shape.removing([0]))))
    }
    let location = slices[0].location
    let body = builder.finish(
      results: try builder.append(primitive, parameters, regions: regions, at: location))
    let results = Tracer.apply(
      Scan(length: size, invariants: shared.count, carries: 0), shared.map { operands[$0] } + slices,
      regions: [Region(body)])
    return (results, results.map { _ in 0 })
  }
}

extension CustomTangent {
  /// The pullback runs only where the tangent is transposed.
  package func effects(of regions: [Region]) -> Effects { .none }
}
