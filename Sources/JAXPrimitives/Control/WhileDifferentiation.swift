package import JAXIR

extension While: LinearPrimitive {
  /// The transpose of the scan that the loop is, if it is one.
  ///
  /// - Throws: `unsupported` where nothing tells how often the body runs at most.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard trips(rule.operands.indices.map(rule.residual), rule.regions) != nil else {
      throw JAXError(
        .unsupported,
        "a loop whose number of iterations is not known beforehand cannot be differentiated in reverse",
        hint:
          "use a loop over a range or a scan, or state a bound: the condition may also compare a counter, which "
          + "starts from a constant and to which the body adds one, with a constant")
    }
    return try rule.transposedInParts(self)
  }
}

extension While: PartiallyEvaluatedPrimitive {
  /// A loop over a counter is divided as the scan that it is; one that may end earlier as `BoundedLoop` says. Without a
  /// bound on its iterations the first loop leaves nothing, and the second one does everything again.
  package func partiallyEvaluated(
    _ rule: PartialEvaluationRule
  ) throws(JAXError) -> [PartialEvaluationRule.Value] {
    let count = rule.operands.count - invariants
    let trips = trips(rule.operands.map(\.known), rule.regions)
    // (state, invariants) → (invariants, state)
    let order = Array(count..<rule.operands.count) + Array(0..<count)
    let scan = Scan(length: trips?.bound ?? 0, invariants: invariants, carries: count)
    let turned = PartialEvaluationRule(
      operands: order.map { rule.operands[$0] }, regions: [try rule.regions[1].arranged(parameters: order)],
      transforms: rule.transforms, first: rule.first, second: rule.second, location: rule.location,
      residual: rule.residual)
    if trips?.isExact == true { return try scan.partiallyEvaluated(turned) }
    let body = turned.regions[0]
    let isUnknown = try body.unknownCarries(scan, scan.parts(of: turned.isUnknown), rule.transforms)
    let condition = try rule.transforms.partiallyEvaluated(
      try rule.regions[0].arranged(parameters: order), unknown: isUnknown.body, results: nil)
    guard condition.isUnknown == [false] else {
      throw JAXError(.unsupported, "how often the body runs depends on what is not known yet")
    }
    let known = try rule.transforms.partiallyEvaluated(
      body, unknown: isUnknown.body, results: isUnknown.carries
    ).known
    let loop = BoundedLoop(
      operands: scan.parts(of: turned.operands), isUnknown: isUnknown, condition: condition.known,
      step: try known.arranged(
        parameters: Array(0..<known.graph.parameterCount), results: Array(0..<isUnknown.carries.count { !$0 })
      ),
      body: body, rule: rule)
    if body.hasEffects { return try loop.resultsApartFromEffects(self) }
    if let trips { return try loop.results(bound: trips.bound) }
    let again = rule.second.apply(
      self, rule.operands.indices.map(rule.later), regions: rule.regions, at: rule.location)
    var results = try loop.run()[...]
    return isUnknown.carries.enumerated().map { $1 ? .unknown(again[$0]) : .known(results.removeFirst()) }
  }
}
