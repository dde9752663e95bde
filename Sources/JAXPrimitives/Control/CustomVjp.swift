package import JAXIR

/// A function with a pullback of its own: `(x…) → (y…)` by the first region; `(x…) → (y…, r…)` by the second, and
/// `(r…, ȳ…) → (x̄…)` by the third, where only floats and complex numbers have cotangents.
///
/// The last operands may be constants: values from around and arguments that it has no derivative by.
///
/// It means its first region, which passes inline before lowering.
package struct CustomVjp: Primitive {
  /// The name of the function, for readers.
  package var function = ""
  /// How many of the last operands are constants, which have no cotangents.
  package var constants = 0

  package init() {}
  package init(_ function: String, constants: Int = 0) {
    self.function = function
    self.constants = constants
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("function", \.function), Attribute("constants", \.constants)]
  }

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors, no fewer than there are constants; there are three regions without effects.
  /// 2. The first two take the operands, and the second gives the results of the first, then residuals.
  /// 3. The third takes the residuals and the cotangents of the results that have one, and gives the cotangents of the
  ///    operands that have one.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 3, !operands.contains(.token), (0...operands.count).contains(constants) else {
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
    try regions[2].check(
      "the backward part of '\(function)'", gives: operands.dropLast(constants).withTangents)
    return results
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) { try site.expand(site.regions[0].graph) }

  /// The tangents are known by their transpose, the pullback; where that can be transposed in turn, they can be
  /// computed.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let first = rule.primals[0]
    let forward = try rule.regions[1].inlined(rule.primals, in: first.builder, at: first.location)
    let count = rule.regions[0].graph.results.count
    let results = Array(forward.prefix(count))
    let tangents = try rule.tangents(of: function, constants: constants)
    guard results.contains(where: { $0.dtype.hasDerivative }), !tangents.isEmpty else {
      return (results, results.map { _ in nil })
    }
    let residuals = forward.dropFirst(count)
    let pushforward = rule.transforms.pushforward(of: rule.regions[2], residuals: residuals.count)
    var given = Tracer.apply(
      CustomTangent(function, residuals: residuals.count), residuals + tangents,
      regions: [rule.regions[2]] + pushforward)[...]
    return (results, results.map { $0.dtype.hasDerivative ? given.removeFirst() : nil })
  }

  /// Operands that have cotangents are all given a batch axis: those of one that is shared are to be summed.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let (transforms, size) = (rule.transforms, rule.size)
    let varying = rule.operands.count - constants
    let isBatched = rule.operands.indices.map {
      $0 < varying && rule.operands[$0].dtype.hasDerivative || rule.axes[$0] != nil
    }
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

extension RegionTransforms {
  /// `(r…, ẋ…) → (ẏ…)` for a pullback `(r…, ȳ…) → (x̄…)`, which is linear in the cotangents; nothing where its code is
  /// not linear.
  fileprivate func pushforward(of pullback: Region, residuals: Int) -> [Region] {
    let graph = pullback.graph
    let transpose = try? transposed(
      pullback, linear: (0..<graph.parameterCount).map { $0 >= residuals },
      given: [Bool](repeating: true, count: graph.results.count),
      results: [Bool](repeating: true, count: graph.parameterCount - residuals))
    return transpose.map { [$0.region] } ?? []
  }
}
