package import JAXIR

extension Scan {
  /// The scan carries the tangents of the carries that depend on a tangent, in whatever iteration.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let body = rule.regions[0]
    var isActive = parts(of: rule.tangents.map { $0 != nil })
    var given: [Bool] = []
    while true {
      given = try rule.transforms.jvp(body, isActive.body, results: nil).hasTangent
      let next = zip(isActive.carries, given).map { $0 || $1 }
      if next == isActive.carries { break }
      isActive.carries = next
    }
    let hasTangent = isActive.carries + given.dropFirst(carries)
    let derivative = try rule.transforms.jvp(body, isActive.body, results: hasTangent).region
    let operands = parts(of: Array(zip(rule.primals, rule.tangents)))
    func dual(_ operands: [(Tracer, Tracer?)], _ isActive: [Bool]) -> [Tracer] {
      operands.map(\.0) + zip(operands, isActive).filter(\.1).map { $0.0.1 ?? $0.0.0.zeros() }
    }
    let invariants = dual(operands.invariants, isActive.invariants)
    let carries = dual(operands.carries, isActive.carries)
    let xs = dual(operands.xs, isActive.xs)
    let results = Tracer.apply(
      with(invariants: invariants.count, carries: carries.count),
      (operands.count.map { [$0.0] } ?? []) + invariants + carries + xs,
      regions: [
        try derivative.arranged(
          parameters: dualOrder(isActive.body, [self.invariants, self.carries, operands.xs.count]),
          results: dualOrder(hasTangent, [self.carries, given.count - self.carries]))
      ])
    return split(results, hasTangent)
  }

  /// Of items and then one tangent for each that is active: positions by group of items, the tangents of each group
  /// after it.
  private func dualOrder(_ isActive: [Bool], _ groups: [Int]) -> [Int] {
    var order: [Int] = []
    var (item, tangent) = (0, isActive.count)
    for count in groups {
      let active = isActive[item..<item + count].count { $0 }
      order += Array(item..<item + count) + Array(tangent..<tangent + active)
      item += count
      tangent += active
    }
    return order
  }

  /// Primals and tangents from `(carries…, their tangents…, ys…, their tangents…)`.
  private func split(_ results: [Tracer], _ hasTangent: [Bool]) -> JVPRule.Results {
    var primals: [Tracer] = []
    var tangents: [Tracer?] = []
    var rest = results[...]
    for group in [hasTangent.prefix(carries), hasTangent.dropFirst(carries)] {
      primals += rest.prefix(group.count)
      rest = rest.dropFirst(group.count)
      tangents += group.map { $0 ? rest.removeFirst() : nil }
    }
    return (primals, tangents)
  }

  /// A scan over the batch. Counts that differ within it make it one of the greatest count, which leaves alone what has
  /// ended; with effects it is then a scan for each of the batch.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    if isCounted, rule.axes[0] != nil {
      return rule.regions[0].hasEffects ? try rule.oneByOne(self) : try batchedByCount(rule)
    }
    let body = rule.regions[0]
    var isBatched = parts(of: rule.axes.map { $0 != nil })
    var given: [Bool] = []
    while true {
      given = try rule.transforms.areBatched(body, isBatched.body, size: rule.size)
      let next = zip(isBatched.carries, given).map { $0 || $1 }
      if next == isBatched.carries { break }
      isBatched.carries = next
    }
    let results = isBatched.carries + given.dropFirst(carries)
    let firstSlice = rule.operands.count - isBatched.xs.count
    let operands = rule.operands.indices.map { index in
      guard index >= (isCounted ? 1 : 0), isBatched.all[index] else { return rule.operands[index] }
      return rule.operand(index, withBatchAxisAt: index < firstSlice ? 0 : 1)
    }
    let region = try rule.transforms.batched(body, isBatched.body, size: rule.size, results: results)
    let axes = results.enumerated().map { $1 ? ($0 < carries ? 0 : 1) : nil }
    return (Tracer.apply(self, operands, regions: [region]), axes)
  }

  private func batchedByCount(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let parts = parts(of: rule.operands)
    let count = rule.operand(0, withBatchAxisAt: 0)
    let most = Tracer.apply(ReduceMax(axes: [0], of: count.type), count)
    let places = count.filled(0, TensorType(.int32, try Shape([length]))).places(along: 0, as: .int32)
    // The count and the place of the iteration go along; each of the batch has its own.
    let body = try rule.regions[0].whileCounting(carries: carries, invariants: invariants)
    var operands = [most, count] + parts.body
    operands.append(places)
    return try with(invariants: invariants + 1, carries: carries).batched(
      BatchingRule(
        operands: operands, axes: [nil, 0] + rule.axes.dropFirst() + [nil], size: rule.size,
        regions: [body], transforms: rule.transforms))
  }
}

extension Region {
  /// The body of a scan, with the count as first parameter and the place of the iteration as last one, that leaves the
  /// carries alone and gives zeros where the place is not below the count.
  fileprivate func whileCounting(carries: Int, invariants: Int) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let count = Tracer(builder.parameter(.tensor(.scalar(.int32))), in: builder)
    let parameters = graph.parameterTypes.map(builder.parameter)
    let place = Tracer(builder.parameter(.tensor(.scalar(.int32))), in: builder)
    let isInside = place.compare(.less, count)
    let results = try builder.inline(graph, parameters).enumerated().map { number, value in
      let result = Tracer(value, in: builder)
      let other = number < carries ? Tracer(parameters[invariants + number], in: builder) : result.zeros()
      return isInside.broadcast(along: [], to: result.shape).select(result, other).value
    }
    return Region(builder.finish(name: graph.name, results: results))
  }
}
