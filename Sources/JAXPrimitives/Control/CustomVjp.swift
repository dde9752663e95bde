package import JAXIR

/// A function with a pullback of its own: `(x…) → (y…)` by the first region; `(x…) → (y…, r…)` by the second, and
/// `(r…, ȳ…) → (x̄…)` by the third, where only floats and complex numbers have cotangents.
///
/// It means its first region, which passes inline before lowering.
package struct CustomVjp: Primitive {
  /// The name of the function, for readers.
  package var function = ""

  package init() {}
  package init(_ function: String) { self.function = function }

  package static var attributes: [Attribute<Self>] { [Attribute("function", \.function)] }

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors; there are three regions without effects.
  /// 2. The first two take the operands, and the second gives the results of the first, then residuals.
  /// 3. The third takes the residuals and the cotangents of the results that have one, and gives the cotangents of the
  ///    operands that have one.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 3, !operands.contains(.token) else {
      throw JAXError(
        .invalidArgument, "'\(function)' takes tensors, and has a body, a forward and a backward part")
    }
    let results = regions[0].graph.resultTypes
    let forward = regions[1].graph.resultTypes
    try regions[0].check("'\(function)'", takes: operands)
    try regions[1].check("the forward part of '\(function)'", takes: operands)
    guard forward.starts(with: results) else {
      throw JAXError(
        .shapeMismatch, "the forward part of '\(function)' does not give what it gives, and then residuals")
    }
    let residuals = Array(forward.dropFirst(results.count))
    try regions[2].check("the backward part of '\(function)'", takes: residuals + results.withTangents)
    try regions[2].check("the backward part of '\(function)'", gives: operands.withTangents)
    return results
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) { try site.expand(site.regions[0].graph) }

  /// The tangents are known by their transpose alone.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let first = rule.primals[0]
    let forward = try rule.regions[1].inlined(rule.primals, in: first.builder, at: first.location)
    let count = rule.regions[0].graph.results.count
    let results = Array(forward.prefix(count))
    let tangents = zip(rule.primals, rule.tangents).compactMap {
      $0.dtype.hasDerivative ? $1 ?? $0.zeros() : nil
    }
    guard results.contains(where: { $0.dtype.hasDerivative }), !tangents.isEmpty else {
      return (results, results.map { _ in nil })
    }
    let residuals = forward.dropFirst(count)
    var given = Tracer.apply(
      CustomTangent(function, residuals: residuals.count), residuals + tangents, regions: [rule.regions[2]])[
        ...]
    return (results, results.map { $0.dtype.hasDerivative ? given.removeFirst() : nil })
  }

  /// Operands that have cotangents are all given a batch axis: those of one that is shared are to be summed.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let (transforms, size) = (rule.transforms, rule.size)
    let isBatched = zip(rule.operands, rule.axes).map { $0.dtype.hasDerivative || $1 != nil }
    let count = rule.regions[0].graph.results.count
    let own = try transforms.areBatched(rule.regions[0], isBatched, size: size)
    let forward = try transforms.areBatched(rule.regions[1], isBatched, size: size)
    let results = zip(rule.regions[0].graph.resultTypes, zip(own, forward)).map {
      $0.hasTangent || $1.0 || $1.1
    }
    let residuals = Array(forward.dropFirst(count))
    let backward = rule.regions[2].graph
    let cotangents = [Bool](repeating: true, count: backward.parameterCount - residuals.count)
    let operands = rule.operands(batched: isBatched)
    let regions = [
      try transforms.batched(rule.regions[0], isBatched, size: size, results: results),
      try transforms.batched(rule.regions[1], isBatched, size: size, results: results + residuals),
      try transforms.batched(rule.regions[2], residuals + cotangents, size: size),
    ]
    return (Tracer.apply(self, operands, regions: regions), results.map { $0 ? 0 : nil })
  }
}

extension CustomVjp: SteppedPrimitive {}

/// The tangents of a function of which only the pullback is known, its region `(r…, ȳ…) → (x̄…)`:
/// `(r…, ẋ…) → (ẏ…)`. They cannot be computed, but transposed.
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
  /// 1. One region, which takes the residuals, and then cotangents of the types of the results.
  /// 2. It gives the types of the operands that are no residuals.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 1, !operands.contains(.token), (0...operands.count).contains(residuals) else {
      throw JAXError(.invalidArgument, "the tangent of '\(function)' takes tensors and has a pullback")
    }
    let results = regions[0].graph.parameterTypes.dropFirst(residuals)
    try regions[0].check("the pullback of '\(function)'", takes: Array(operands.prefix(residuals)) + results)
    try regions[0].check("the pullback of '\(function)'", gives: Array(operands.dropFirst(residuals)))
    return Array(results)
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let known = rule.operands.prefix(residuals).indices.compactMap(rule.residual)
    guard known.count == residuals, let some = rule.cotangents.compactMap(\.self).first else {
      throw JAXError(.unsupported, "the pullback of '\(function)' is not linear in its residuals")
    }
    let types = rule.regions[0].graph.parameterTypes.dropFirst(residuals).compactMap(\.tensor)
    let cotangents = zip(rule.cotangents, types).map { $0 ?? some.zeros($1) }
    let results = try rule.regions[0].inlined(known + cotangents, in: some.builder, at: some.location)
    return known.map { _ in nil }
      + zip(results, rule.operands.indices.dropFirst(residuals)).map { rule.linear($1) == nil ? nil : $0 }
  }

  /// Linear in the tangents; how it changes with the residuals is not known.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    guard rule.tangents.prefix(residuals).allSatisfy({ $0 == nil }) else { throw noForwardMode }
    let tangents = zip(rule.primals, rule.tangents).dropFirst(residuals).map { $1 ?? $0.zeros() }
    let derived = Tracer.apply(self, rule.primals.prefix(residuals) + tangents, regions: rule.regions)
    return (rule.apply(self), derived.map(Optional.some))
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let isBatched = rule.axes.enumerated().map { $0 >= residuals || $1 != nil }
    let operands = rule.operands(batched: isBatched)
    let cotangents = [Bool](repeating: true, count: rule.regions[0].graph.parameterCount - residuals)
    let region = try rule.transforms.batched(
      rule.regions[0], isBatched.prefix(residuals) + cotangents, size: rule.size)
    let results = Tracer.apply(self, operands, regions: [region])
    return (results, results.map { _ in 0 })
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) { throw noForwardMode }

  private var noForwardMode: JAXError {
    JAXError(
      .unsupported, "'\(function)' has a pullback of its own and therefore no derivative in forward mode",
      hint: "use reverse mode, or give it a derivative instead")
  }
}
