package import JAXIR

/// The tangents of a function of which the pullback is known, its first region `(r…, ȳ…) → (x̄…)`: `(r…, ẋ…) → (ẏ…)`.
///
/// Reverse mode takes the pullback as it is. Forward mode computes the second region, the pullback's transpose; there is
/// none where the code of the pullback is not linear in the cotangents.
package struct CustomTangent: LinearPrimitive {
  /// The name of the function, for readers.
  package var function = ""
  /// How many of the first operands are residuals.
  package var residuals = 0

  package init() {}
  package init(_ function: String, residuals: Int) {
    self.function = function
    self.residuals = residuals
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("function", \.function), Attribute("residuals", \.residuals)]
  }

  /// The constraints, by number:
  ///
  /// 1. One region, which takes the residuals, and then cotangents of the types of the results; perhaps another one.
  /// 2. The first gives the types of the operands that are no residuals.
  /// 3. The second takes the operands and gives the results.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard (1...2).contains(regions.count), !operands.contains(.token),
      (0...operands.count).contains(residuals)
    else {
      throw JAXError(.invalidArgument, "the tangent of '\(function)' takes tensors and has a pullback")
    }
    let results = Array(regions[0].graph.parameterTypes.dropFirst(residuals))
    try regions[0].check("the pullback of '\(function)'", takes: operands.prefix(residuals) + results)
    try regions[0].check("the pullback of '\(function)'", gives: Array(operands.dropFirst(residuals)))
    for pushforward in regions.dropFirst() {
      try pushforward.check("the pushforward of '\(function)'", takes: operands)
      try pushforward.check("the pushforward of '\(function)'", gives: results)
    }
    return results
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard site.regions.count == 2 else { throw noForwardMode }
    try site.expand(site.regions[1].graph)
  }

  private var noForwardMode: JAXError {
    JAXError(
      .unsupported,
      "'\(function)' has a pullback of its own that is not linear in the cotangent, and therefore no derivative in "
        + "forward mode",
      hint: "use reverse mode, or give it a derivative instead")
  }
}

extension CustomTangent: SteppedPrimitive {}

// MARK: - Rules

extension CustomTangent {
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let known = rule.operands.prefix(residuals).indices.compactMap(rule.residual)
    guard known.count == residuals, let some = rule.cotangents.compactMap(\.self).first else {
      throw JAXError(.unsupported, "the pullback of '\(function)' is not linear in its residuals")
    }
    let types = rule.regions[0].graph.parameterTypes.dropFirst(residuals).compactMap(\.tensor)
    let cotangents = zip(rule.cotangents, types).map { $0 ?? some.zeros($1) }
    let results = try some.builder.inline(rule.regions[0].graph, (known + cotangents).map(\.value))
      .map { Tracer($0, in: some.builder, at: some.location) }
    return known.map { _ in nil }
      + zip(results, rule.operands.indices.dropFirst(residuals)).map { rule.linear($1) == nil ? nil : $0 }
  }

  /// Linear in the tangents; how it changes with the residuals is known where it can be computed.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let isOfResiduals = rule.tangents.enumerated().map { $0 < residuals && $1 != nil }
    let results = rule.apply(self)
    var sums: [Tracer?] = results.map { _ in nil }
    if rule.tangents.dropFirst(residuals).contains(where: { $0 != nil }) {
      let tangents = zip(rule.primals, rule.tangents).dropFirst(residuals).map { $1 ?? $0.zeros() }
      sums = Tracer.apply(self, rule.primals.prefix(residuals) + tangents, regions: rule.regions)
    }
    guard isOfResiduals.contains(true) else { return (results, sums) }
    guard rule.regions.count == 2 else { throw noForwardMode }
    let derivative = try rule.transforms.jvp(rule.regions[1], isOfResiduals, results: nil)
    let moved = rule.primals + rule.tangents.prefix(residuals).compactMap(\.self)
    var changes = try rule.primals[0].builder.inline(derivative.region.graph, moved.map(\.value))
      .dropFirst(results.count).map { Tracer($0, in: results[0].builder, at: results[0].location) }[...]
    for (position, hasTangent) in derivative.hasTangent.enumerated() where hasTangent {
      let change = changes.removeFirst()
      sums[position] = sums[position].map { $0 + change } ?? change
    }
    return (results, sums)
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let isBatched = rule.axes.enumerated().map { $0 >= residuals || $1 != nil }
    let operands = rule.operands.indices.map {
      isBatched[$0] ? rule.operand($0, withBatchAxisAt: 0) : rule.operands[$0]
    }
    let results = rule.regions[0].graph.parameterCount - residuals
    let ofCotangents = Array(isBatched.prefix(residuals)) + [Bool](repeating: true, count: results)
    let regions = try rule.regions.enumerated().map { (position, region) throws(JAXError) in
      try rule.transforms.batched(region, position == 0 ? ofCotangents : isBatched, size: rule.size)
    }
    let batched = Tracer.apply(self, operands, regions: regions)
    return (batched, batched.map { _ in 0 })
  }
}
