package import JAXIR

extension While {
  /// The loop carries the tangents of the state that depends on a tangent, in whatever iteration.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let count = rule.primals.count - invariants
    var isActive = rule.tangents.map { $0 != nil }
    while true {
      let given = try rule.transforms.jvp(rule.regions[1], isActive, results: nil).hasTangent
      let next = zip(isActive, given).map { $0 || $1 } + isActive.suffix(invariants)
      if next == isActive { break }
      isActive = next
    }
    let state = isActive.prefix(count).indices.filter { isActive[$0] }
    let fixed = isActive.indices.filter { $0 >= count && isActive[$0] }
    let tangents = rule.primals.indices.map {
      rule.tangents[$0] ?? rule.primals[$0].zeros(unless: !isActive[$0])
    }
    let operands =
      rule.primals.prefix(count) + state.map { tangents[$0]! } + rule.primals.suffix(invariants)
      + fixed.map { tangents[$0]! }
    let derivative = try rule.transforms.jvp(
      rule.regions[1], isActive, results: Array(isActive.prefix(count)))
    // (state, tangents, invariants, tangents) → (state, invariants, all tangents)
    let primals = Array(0..<count) + (0..<invariants).map { count + state.count + $0 }
    let all =
      primals + state.indices.map { count + $0 } + fixed.indices.map { count + state.count + invariants + $0 }
    let types = operands.map(\.valueType)
    let results = Tracer.apply(
      While(invariants: invariants + fixed.count), Array(operands),
      regions: [
        try rule.regions[0].taking(types, as: primals), try derivative.region.taking(types, as: all),
      ])
    var derivatives = [Tracer?](repeating: nil, count: count)
    for (position, index) in state.enumerated() { derivatives[index] = results[count + position] }
    return (Array(results.prefix(count)), derivatives)
  }

  /// A loop over the batch: as long as the condition is the same for all, an ordinary one; else it runs while the
  /// condition holds anywhere, and leaves the state alone where it does not. With effects it is then a loop for each of
  /// the batch.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let count = rule.operands.count - invariants
    var isBatched = rule.axes.map { $0 != nil }
    while true {
      let given = try rule.transforms.areBatched(rule.regions[1], isBatched, size: rule.size)
      let next = zip(isBatched, given).map { $0 || $1 } + isBatched.suffix(invariants)
      if next == isBatched { break }
      isBatched = next
    }
    let isMasked = try rule.transforms.areBatched(rule.regions[0], isBatched, size: rule.size)[0]
    if isMasked, rule.regions[1].hasEffects { return try rule.oneByOne(self) }
    if isMasked { for index in 0..<count { isBatched[index] = true } }
    let operands = rule.operands(batched: isBatched)
    var condition = try rule.transforms.batched(
      rule.regions[0], isBatched, size: rule.size, results: [isMasked])
    var body = try rule.transforms.batched(
      rule.regions[1], isBatched, size: rule.size, results: Array(isBatched.prefix(count)))
    if isMasked {
      body = try masked(body, by: condition)
      condition = try condition.appending { $0[0].any() }
    }
    let results = Tracer.apply(self, operands, regions: [condition, body])
    return (results, isBatched.prefix(count).map { $0 ? 0 : nil })
  }

  /// The body where `condition` holds, the state as it was elsewhere.
  private func masked(_ body: Region, by condition: Region) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let parameters = body.graph.parameterTypes.map(builder.parameter)
    let mask = Tracer(try builder.inline(condition.graph, parameters)[0], in: builder)
    let next = try builder.inline(body.graph, parameters)
    let results = zip(next, parameters).map { next, old -> Graph.Value in
      let (next, old) = (Tracer(next, in: builder), Tracer(old, in: builder))
      return mask.broadcast(along: [0], to: next.shape).select(next, old).value
    }
    return Region(builder.finish(name: body.graph.name, results: results))
  }
}

extension Tracer {
  fileprivate func zeros(unless isLeftOut: Bool) -> Tracer? { isLeftOut ? nil : zeros() }

  /// Whether any element of a vector of `bool` is true.
  fileprivate func any() -> Tracer { .apply(ReduceOr(axes: [0], of: type), self) }
}

extension Region {
  /// The region with parameters of other types: its own are those at `positions` among them.
  package func taking(_ types: [ValueType], as positions: [Int]) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let parameters = types.map(builder.parameter)
    let results = try builder.inline(graph, positions.map { parameters[$0] })
    return Region(builder.finish(name: graph.name, results: results))
  }

  /// The region with one result, made from its own.
  func appending(_ result: ([Tracer]) -> Tracer) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let parameters = graph.parameterTypes.map(builder.parameter)
    let results = try builder.inline(graph, parameters).map { Tracer($0, in: builder) }
    return Region(builder.finish(name: graph.name, results: [result(results).value]))
  }
}
