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
  /// A loop over a counter is divided as the scan that it is. One that may end earlier runs first, stacks what its
  /// iterations leave, and counts them; a scan of as many iterations follows. Without a bound on their number the first
  /// loop leaves nothing, and the second one does everything again.
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
    let operands = scan.parts(of: turned.operands)
    let isUnknown = try turned.regions[0].unknownCarries(
      scan, scan.parts(of: turned.isUnknown), rule.transforms)
    let condition = try rule.transforms.partiallyEvaluated(
      try rule.regions[0].arranged(parameters: order), unknown: isUnknown.body, results: nil)
    guard condition.isUnknown == [false] else {
      throw JAXError(.unsupported, "how often the body runs depends on what is not known yet")
    }
    let loop = try DividedLoop(turned.regions[0], scan, isUnknown, rule.transforms)
    let first = FirstLoop(
      operands: operands, isUnknown: isUnknown, condition: condition.known, location: rule.location,
      builder: rule.first)
    guard let trips else {
      let results = try first.run(loop)
      let again = rule.second.apply(
        self, rule.operands.indices.map(rule.later), regions: rule.regions, at: rule.location)
      var known = results[...]
      return isUnknown.carries.enumerated().map {
        $1 ? .unknown(again[$0]) : .known(known.removeFirst())
      }
    }
    let (results, turns, stacks) = try first.run(loop, bound: trips.bound)
    var counted = scan
    counted.isCounted = true
    let second = try loop.second(counted, rule, operands, count: turns, stacks: stacks)
    return loop.results(first: results, second: second)
  }
}

/// The loop over what is known.
private struct FirstLoop {
  let operands: ScanParts<PartialEvaluationRule.Value>
  let isUnknown: ScanParts<Bool>
  /// Takes known invariants and the known state.
  let condition: Region
  let location: Location
  let builder: GraphBuilder

  /// The known state at the end.
  func run(_ loop: DividedLoop) throws(JAXError) -> [Tracer] {
    let state = self.state.map(\.type)
    let body = try loop.firstBody()
    return try run(
      extra: [],
      step: body.arranged(
        parameters: Array(body.graph.parameterTypes.indices), results: Array(state.indices)))
  }

  /// The known state at the end, the number of iterations, and a stack of `bound` slices for each value that the
  /// iterations leave.
  func run(
    _ loop: DividedLoop, bound: Int
  ) throws(JAXError) -> (results: [Tracer], turns: Tracer, stacks: [Tracer]) {
    let turns = builder.constant(Literal(0, .scalar(.int32)), at: location)
    var stacks: [Tracer] = []
    for type in loop.stackedTypes {
      let stack = type.with(shape: try Shape([bound] + type.shape.extents))
      stacks.append(builder.constant(Literal(0, stack), at: location))
    }
    let results = try run(extra: [turns] + stacks, step: loop.firstBody())
    let count = results.count - stacks.count - 1
    return (Array(results.prefix(count)), results[count], Array(results.dropFirst(count + 1)))
  }

  private var invariants: [Tracer] { operands.invariants.compactMap(\.known) }

  /// A state that is known at first, but not for long, is none here.
  private var state: [Tracer] { zip(operands.carries, isUnknown.carries).compactMap { $1 ? nil : $0.known } }

  /// - Parameters:
  ///   - extra: The number of iterations so far and stacks; or nothing.
  ///   - step: `(invariants…, state…) → (state…, slices…)`
  private func run(extra: [Tracer], step: Region) throws(JAXError) -> [Tracer] {
    let (state, invariants) = (state, invariants)
    if state.isEmpty, extra.isEmpty { return [] }
    let types = (state + extra + invariants).map { ValueType.tensor($0.type) }
    let fixed = state.count + extra.count
    let positions = invariants.indices.map { fixed + $0 } + Array(state.indices)
    let inner = GraphBuilder()
    let parameters = types.map { Tracer(inner.parameter($0), in: inner) }
    var results = try inner.inline(step.graph, positions.map { parameters[$0].value })
      .map { Tracer($0, in: inner) }
    if !extra.isEmpty {
      let place = parameters[state.count]
      let stacks = parameters[..<fixed].dropFirst(state.count + 1)
      let slices = results.dropFirst(state.count)
      results =
        results.prefix(state.count) + [place + 1]
        + zip(stacks, slices).map { $0.replacingSlice(at: place, with: $1) }
    }
    return builder.apply(
      While(invariants: invariants.count), state + extra + invariants,
      regions: [
        try condition.taking(types, as: positions), Region(inner.finish(results: results.map(\.value))),
      ], at: location)
  }
}
