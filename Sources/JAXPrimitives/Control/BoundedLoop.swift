import JAXIR

/// A loop that ends by itself, at the latest after `bound` iterations, in two parts.
///
/// The first runs it in segments of about √bound iterations and keeps the state at the start of each. The second goes
/// over the segments, as many as there were, and runs the iterations of each again, now with what was not known:
/// in reverse that takes memory for as many states and, for one segment at a time, what its iterations leave.
struct BoundedLoop {
  let operands: ScanParts<PartialEvaluationRule.Value>
  let isUnknown: ScanParts<Bool>
  /// Takes known invariants and the known state.
  let condition: Region
  /// `(known invariants…, known state…) → (known state…)`
  let step: Region
  /// `(invariants…, state…) → (state…)`
  let body: Region
  let rule: PartialEvaluationRule

  private var invariants: [Tracer] { operands.invariants.compactMap(\.known) }

  /// A state that is known at first, but not for long, is none here.
  private var state: [Tracer] { zip(operands.carries, isUnknown.carries).compactMap { $1 ? nil : $0.known } }

  // MARK: The first part

  /// The loop without a bound: the known state at the end.
  func run() throws(JAXError) -> [Tracer] {
    let (state, invariants) = (state, invariants)
    if state.isEmpty { return [] }
    let types = (state + invariants).map(\.valueType)
    let positions = invariants.indices.map { state.count + $0 } + Array(state.indices)
    return rule.first.apply(
      While(invariants: invariants.count), state + invariants,
      regions: [try condition.taking(types, as: positions), try step.taking(types, as: positions)],
      at: rule.location)
  }

  /// The same for a loop with effects: it runs once with them, for the results that are known; the others are those of
  /// the loop without.
  func resultsApartFromEffects(_ loop: While) throws(JAXError) -> [PartialEvaluationRule.Value] {
    let stays = rule.operands.indices.filter { rule.operands[$0].known?.isToken != true }
    let pure = PartialEvaluationRule(
      operands: stays.map { rule.operands[$0] },
      regions: [
        try rule.regions[0].withoutTokens(), try rule.regions[1].withoutEffects().withoutTokens(),
      ], transforms: rule.transforms, first: rule.first, second: rule.second, location: rule.location,
      residual: rule.residual)
    var (known, others) = (try run()[...], try loop.partiallyEvaluated(pure)[...])
    return zip(operands.carries, isUnknown.carries).map { carry, isUnknown in
      if isUnknown { return others.removeFirst() }
      if carry.known?.isToken != true { others.removeFirst() }
      return .known(known.removeFirst())
    }
  }

  /// All results, those that were not known from the second part.
  func results(bound: Int) throws(JAXError) -> [PartialEvaluationRule.Value] {
    if bound == 0 { return operands.carries }
    let length = max(1, Int(Double(bound).squareRoot().rounded(.up)))
    let count = (bound - 1) / length + 1
    let zero = rule.first.constant(Literal(0, .scalar(.int32)), at: rule.location)
    var starts: [Tracer] = []
    for value in state {
      let stack = value.type.with(shape: try Shape([count] + value.shape.extents))
      starts.append(rule.first.constant(Literal(0, stack), at: rule.location))
    }
    let first = rule.first.apply(
      While(invariants: invariants.count), [zero, zero] + state + starts + invariants,
      regions: try segments(count, of: length, starts.map(\.type)), at: rule.location)
    let known = first.dropFirst(2).prefix(state.count)
    let second = try runAgain(
      Scan(length: count, invariants: 0, carries: 0, isCounted: true), length, segments: first[0],
      turns: first[1], starts: Array(first.suffix(starts.count)))
    var (before, after) = (known, second[...])
    return isUnknown.carries.map { $0 ? .unknown(after.removeFirst()) : .known(before.removeFirst()) }
  }

  /// The loop over segments: `(segment, turns, state…, starts…, invariants…) → (segment, turns, state…, starts…)`.
  private func segments(
    _ count: Int, of length: Int, _ starts: [TensorType]
  ) throws(JAXError) -> [Region] {
    let (state, invariants) = (state.map(\.type), invariants.map(\.type))
    let counter = TensorType.scalar(.int32)
    let types = ([counter, counter] + state + starts + invariants).map(ValueType.tensor)
    let fixed = 2 + state.count + starts.count
    let builder = GraphBuilder()
    let all = types.map { Tracer(builder.parameter($0), in: builder) }
    let kept = zip(all[(2 + state.count)...].prefix(starts.count), all[2...]).map {
      $0.replacingSlice(at: all[0], with: $1)
    }
    let inner = [all[0].filled(0), all[1]] + all[2...].prefix(state.count) + all[fixed...]
    let ran = builder.apply(
      While(invariants: invariants.count), inner, regions: try segment(length, inner.map(\.type)))
    let results = [all[0] + 1] + ran.dropFirst() + kept
    let places = invariants.indices.map { fixed + $0 } + state.indices.map { 2 + $0 }
    // That there are no more segments the condition says by itself; thus it is seen too, by further derivatives.
    let test = GraphBuilder()
    let parameters = types.map { Tracer(test.parameter($0), in: test) }
    let goesOn = Tracer(
      try test.inline(condition.graph, places.map { parameters[$0].value })[0], in: test)
    let isInside = Tracer.apply(And(), goesOn, parameters[0].compare(.less, Double(count)))
    return [
      Region(test.finish(results: [isInside.value])), Region(builder.finish(results: results.map(\.value))),
    ]
  }

  /// One segment: `(step, turns, state…, invariants…) → (step, turns, state…)`.
  private func segment(_ length: Int, _ types: [TensorType]) throws(JAXError) -> [Region] {
    let count = state.count
    func region(_ make: ([Tracer], _ arguments: [Graph.Value]) throws(JAXError) -> [Tracer]) throws(JAXError)
      -> Region
    {
      let builder = GraphBuilder()
      let all = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
      let arguments = all[(2 + count)...] + all[2...].prefix(count)
      return Region(builder.finish(results: try make(all, arguments.map(\.value)).map(\.value)))
    }
    return [
      try region { (all, arguments) throws(JAXError) in
        let goesOn = Tracer(try all[0].builder.inline(condition.graph, arguments)[0], in: all[0].builder)
        return [.apply(And(), goesOn, all[0].compare(.less, Double(length)))]
      },
      try region { (all, arguments) throws(JAXError) in
        let next = try all[0].builder.inline(step.graph, arguments).map { Tracer($0, in: all[0].builder) }
        return [all[0] + 1, all[1] + 1] + next
      },
    ]
  }

  // MARK: The second part

  /// The state that was not known, at the end.
  private func runAgain(
    _ scan: Scan, _ length: Int, segments: Tracer, turns: Tracer, starts: [Tracer]
  ) throws(JAXError) -> [Tracer] {
    let fixed = operands.invariants.map(later) + [rule.residual(turns)]
    let carries = zip(operands.carries, isUnknown.carries).filter(\.1).map { later($0.0) }
    let places = rule.second.apply(Iota(.int32, shape: [scan.length], axis: 0), at: rule.location)
    let xs = starts.map(rule.residual) + places
    let types = (fixed + carries).map(\.type) + starts.map { $0.type.with(shape: $0.shape.removing([0])) }
    let builder = GraphBuilder()
    let all = (types + [.scalar(.int32)]).map { Tracer(builder.parameter(.tensor($0)), in: builder) }
    // All iterations of a segment but the last one's are `length`: a scan does no more than that.
    let count = all[fixed.count - 1] - all[all.count - 1] * Double(length)
    var unknown = all[fixed.count...].prefix(carries.count)
    var known = all[(fixed.count + carries.count)...]
    let state = isUnknown.carries.map { $0 ? unknown.removeFirst() : known.removeFirst() }
    let inner = Scan(length: length, invariants: fixed.count - 1, carries: state.count, isCounted: true)
    let ran = builder.apply(inner, [count] + all.prefix(fixed.count - 1) + state, regions: [body])
    let results = zip(ran, isUnknown.carries).filter(\.1).map(\.0)
    return rule.second.apply(
      scan.with(invariants: fixed.count, carries: carries.count),
      [rule.residual(segments)] + fixed + carries + xs,
      regions: [Region(builder.finish(results: results.map(\.value)))], at: rule.location)
  }

  private func later(_ value: PartialEvaluationRule.Value) -> Tracer {
    switch value {
    case .known(let tracer): rule.residual(tracer)
    case .unknown(let tracer): tracer
    }
  }
}

extension Region {
  /// The region, which has no ordered effects, with neither tokens for parameters nor for results.
  fileprivate func withoutTokens() throws(JAXError) -> Region {
    let builder = GraphBuilder()
    var parameters: [Graph.Value] = []
    for type in graph.parameterTypes {
      parameters.append(
        type == .token ? try builder.append(CreateToken(), [])[0] : builder.parameter(type))
    }
    let results = try builder.inline(graph, parameters).filter { builder.type(of: $0) != .token }
    return Region(builder.finish(name: graph.name, results: results))
  }
}
