import JAXIR
import JAXPrimitives

extension Exporter {
  static let reductionRules: [(String, Rule)] = [
    monoid(ReduceSum.self, "stablehlo.add"),
    monoid(ReduceProduct.self, "stablehlo.multiply"),
    monoid(ReduceMax.self, "stablehlo.maximum"),
    monoid(ReduceMin.self, "stablehlo.minimum"),
    monoid(ReduceAnd.self, "stablehlo.and"),
    monoid(ReduceOr.self, "stablehlo.or"),
    rule(Reduce.self) { (reduction, site) throws(JAXError) in
      guard site.operands.suffix(site.operands.count / 2).allSatisfy({ $0.type.rank == 0 }) else {
        return try site.reduceByHalves(reduction.axes)
      }
      return try site.append(
        "stablehlo.reduce", [("dimensions", MLIR.Spelling.array(reduction.axes))],
        regions: [site.body(site.regions[0])])
    },
    rule(DotGeneral.self) { (product, site) throws(JAXError) in
      let dimensions = [
        ("lhs_batching_dimensions", product.lhsBatch), ("rhs_batching_dimensions", product.rhsBatch),
        ("lhs_contracting_dimensions", product.lhsContracting),
        ("rhs_contracting_dimensions", product.rhsContracting),
      ].map { ($0.0, MLIR.Spelling.list($0.1)) }
      return try site.append(
        "stablehlo.dot_general", [("dot_dimension_numbers", MLIR.Spelling.fields("dot", dimensions))])
    },
  ]

  private static func monoid<R: MonoidReduction>(_ type: R.Type, _ operation: String) -> (String, Rule) {
    rule(type) { (reduction, site) throws(JAXError) in
      let dtype = site.operands[0].type.dtype
      let initial = site.constant(Literal(splat: R.identity(dtype), .scalar(dtype)))
      return try site.exporter.append(
        "stablehlo.reduce", [site.operands[0], initial],
        [("dimensions", MLIR.Spelling.array(reduction.axes))],
        regions: [site.body(of: operation, dtype)], results: site.resultTypes)
    }
  }
}

// MARK: - Initial values that differ between results

extension ExportSite {
  /// A reduction whose initial values are tensors, which `stablehlo.reduce` does not take: halves of the reduced
  /// axes are combined element by element until one element is left, and then with the initial values.
  fileprivate func reduceByHalves(_ axes: [Int]) throws(JAXError) -> [Term] {
    let count = operands.count / 2
    let kept = resultTypes[0].shape.extents
    let initial = try zip(operands.suffix(count), resultTypes).map { (term, type) throws(JAXError) in
      try broadcast(term, to: type)
    }
    let shape = operands[0].type.shape
    let free = (0..<shape.rank).filter { !axes.contains($0) }
    var extent = axes.reduce(1) { $0 * shape[$1] }
    if extent == 0 { return initial }
    // The reduced axes become the first one.
    var terms = try operands.prefix(count).map { (term) throws(JAXError) in
      let moved = try transpose(term, axes + free)
      return try append("stablehlo.reshape", [moved], to: try moved.type.with(extents: [extent] + kept))
    }
    while extent > 1 {
      let half = extent / 2
      let low = try terms.map { (term) throws(JAXError) in try slice(term, 0, half) }
      let high = try terms.map { (term) throws(JAXError) in try slice(term, half, 2 * half) }
      var next = try map(low, high)
      if extent % 2 == 1 {
        next = try zip(next, terms).map { (pairs, term) throws(JAXError) in
          try append(
            "stablehlo.concatenate", [pairs, try slice(term, 2 * half, extent)],
            [("dimension", MLIR.Spelling.integer(0))], to: try pairs.type.with(extents: [half + 1] + kept))
        }
      }
      terms = next
      extent = half + extent % 2
    }
    let last = try zip(terms, resultTypes).map { (term, type) throws(JAXError) in
      try append("stablehlo.reshape", [term], to: type)
    }
    return try map(initial, last)
  }

  /// The body, element by element: its scalars become tensors.
  private func map(_ accumulators: [Term], _ elements: [Term]) throws(JAXError) -> [Term] {
    let graph = regions[0].graph
    let shape = elements[0].type.shape
    var terms = accumulators + elements
    for instruction in graph.instructions {
      let types = instruction.results.compactMap { graph[type: $0].tensor?.with(shape: shape) }
      switch instruction.primitive {
      // What makes a scalar of a scalar without changing it.
      case is BroadcastInDim, is Reshape, is Transpose: terms.append(terms[instruction.operands[0].index])
      case is any NullaryPrimitive:
        let scalar = try exporter.append(instruction, [], types.map { .scalar($0.dtype) })[0]
        terms.append(try broadcast(scalar, to: types[0]))
      case is any ElementwisePrimitive:
        terms += try exporter.append(instruction, instruction.operands.map { terms[$0.index] }, types)
      default:
        throw JAXError(
          .unsupported,
          "StableHLO has no reduction with several initial values by \(type(of: instruction.primitive).name)")
      }
    }
    return graph.results.map { terms[$0.index] }
  }

  private func broadcast(_ term: Term, to type: TensorType) throws(JAXError) -> Term {
    if term.type == type { return term }
    return try append(
      "stablehlo.broadcast_in_dim", [term], [("broadcast_dimensions", MLIR.Spelling.array([Int]()))], to: type
    )
  }

  private func transpose(_ term: Term, _ permutation: [Int]) throws(JAXError) -> Term {
    let extents = permutation.map { term.type.shape[$0] }
    return try append(
      "stablehlo.transpose", [term], [("permutation", MLIR.Spelling.array(permutation))],
      to: try term.type.with(extents: extents))
  }

  /// The part of the first axis from `start` to `limit`.
  private func slice(_ term: Term, _ start: Int, _ limit: Int) throws(JAXError) -> Term {
    let inner = Array(term.type.shape.extents.dropFirst())
    return try append(
      "stablehlo.slice", [term],
      [
        ("start_indices", MLIR.Spelling.array([start] + inner.map { _ in 0 })),
        ("limit_indices", MLIR.Spelling.array([limit] + inner)),
        ("strides", MLIR.Spelling.array(inner.map { _ in 1 } + [1])),
      ], to: try term.type.with(extents: [limit - start] + inner))
  }
}

extension TensorType {
  fileprivate func with(extents: [Int]) throws(JAXError) -> TensorType { with(shape: try Shape(extents)) }
}
