package import JAXIR

extension Reduce {
  /// The tangents of halves, combined by the derivative of the body until one is left. Where the body is not made of
  /// element-wise primitives, one reduction of dual numbers.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let derivative = try rule.transforms.jvp(rule.regions[0]).graph
    guard let tangents = tangents(rule, derivative) else { return try rule.accumulatingDuals(self) }
    return (rule.apply(self), tangents)
  }

  /// - Parameter derivative: `(a…, x…, ȧ…, ẋ…) → (z…, ż…)` of the body.
  private func tangents(_ rule: JVPRule, _ derivative: Graph) -> [Tracer?]? {
    let count = rule.primals.count / 2
    let tangents = zip(rule.primals, rule.tangents).map { $1 ?? $0.zeros() }
    let kept = rule.primals[0].shape.removing(axes)
    let initial = (values: rule.primals.suffix(count), tangents: tangents.suffix(count))
    // Every accumulator starts from the initial values, which need not be neutral.
    let copies = order.accumulatorCount(of: rule.primals[0].shape, axes: axes)
    guard let stacked = try? Shape([copies] + kept.extents) else { return nil }
    let starts = DualTensors(values: Array(initial.values), tangents: Array(initial.tangents)).map { start in
      start.broadcast(along: start.shape.extents.indices.map { $0 + 1 }, to: stacked)
    }
    guard var dual = starts.reduced(along: 0, by: derivative)?.map({ $0.reshape(to: kept) }) else {
      return nil
    }
    if rule.primals[0].shape.extents.allSatisfy({ $0 > 0 }) {
      var rest = DualTensors(
        values: Array(rule.primals.prefix(count)), tangents: Array(tangents.prefix(count)))
      for axis in axes {
        guard let reduced = rest.reduced(along: axis, by: derivative) else { return nil }
        rest = reduced
      }
      let reshaped = rest.map { $0.reshape(to: kept) }
      guard let combined = dual.combined(with: reshaped, by: derivative) else { return nil }
      dual = combined
    }
    return dual.tangents.map { $0.dtype.hasDerivative ? $0 : nil }
  }

  /// The batch axis becomes the first of all operands; initial values that have one differ between results.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let count = rule.operands.count / 2
    let elements = (0..<count).map { rule.operand($0, withBatchAxisAt: 0) }
    let results = elements[0].shape.removing(axes.map { $0 + 1 })
    let initial = (count..<2 * count).map { operand -> Tracer in
      guard rule.axes[operand] != nil || rule.operands[operand].shape != .scalar else {
        return rule.operands[operand]
      }
      let batched = rule.operand(operand, withBatchAxisAt: 0)
      return batched.shape == results ? batched : batched.broadcast(along: [0], to: results)
    }
    var shifted = self
    shifted.axes = axes.map { $0 + 1 }
    let reduced = Tracer.apply(shifted, elements + initial, regions: rule.regions)
    return (reduced, reduced.map { _ in 0 })
  }
}

/// Tensors of one shape that are reduced together, and their tangents.
private struct DualTensors {
  var values: [Tracer]
  var tangents: [Tracer]

  func map(_ transform: (Tracer) -> Tracer) -> DualTensors {
    DualTensors(values: values.map(transform), tangents: tangents.map(transform))
  }

  /// Nil where the body is not made of element-wise primitives.
  func combined(with other: DualTensors, by derivative: Graph) -> DualTensors? {
    let arguments = values + other.values + tangents + other.tangents
    return derivative.mapped(arguments).map { results in
      DualTensors(values: Array(results.prefix(values.count)), tangents: Array(results.suffix(values.count)))
    }
  }

  /// What is left of an axis of at least one element: one.
  func reduced(along axis: Int, by derivative: Graph) -> DualTensors? {
    var dual = self
    while dual.values[0].shape[axis] > 1 {
      let extent = dual.values[0].shape[axis]
      let half = extent / 2
      let first = dual.map { $0.slice(0..<half, along: axis) }
      guard
        let pairs = first.combined(with: dual.map { $0.slice(half..<2 * half, along: axis) }, by: derivative)
      else { return nil }
      let rest = dual.map { $0.slice(2 * half..<extent, along: axis) }
      dual = extent % 2 == 0 ? pairs : pairs.concatenated(with: rest, along: axis)
    }
    return dual
  }

  private func concatenated(with other: DualTensors, along axis: Int) -> DualTensors {
    func joined(_ a: [Tracer], _ b: [Tracer]) -> [Tracer] {
      zip(a, b).map { $0.concatenated(with: $1, along: axis) }
    }
    return DualTensors(
      values: joined(values, other.values), tangents: joined(tangents, other.tangents))
  }
}

extension JVPRule {
  /// `primitive` of dual numbers: its operands are elements and as many initial values, its body combines them.
  func accumulatingDuals(_ primitive: any Primitive) throws(JAXError) -> Results {
    let count = primals.count / 2
    let tangents = zip(primals, self.tangents).map { $1 ?? $0.zeros() }
    let body = try Region.dual(transforms.jvp(regions[0]), count: count)
    let elements = primals.prefix(count) + tangents.prefix(count)
    let initial = primals.suffix(count) + tangents.suffix(count)
    let results = Tracer.apply(primitive, Array(elements + initial), regions: [body])
    return (Array(results.prefix(count)), results.suffix(count).map(Optional.some))
  }
}

extension Region {
  /// `(a…, ȧ…, x…, ẋ…) → (a…, ȧ…)` from `(a…, x…, ȧ…, ẋ…) → (a…, ȧ…)`.
  static func dual(_ derivative: Region, count: Int) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let types = derivative.graph.parameterTypes
    func parameters(_ start: Int) -> [Graph.Value] {
      types[start * count..<(start + 1) * count].map(builder.parameter)
    }
    let accumulators = parameters(0)
    let accumulatorTangents = parameters(2)
    let elements = parameters(1)
    let elementTangents = parameters(3)
    let results = try builder.inline(
      derivative.graph, accumulators + elements + accumulatorTangents + elementTangents)
    return Region(builder.finish(name: derivative.graph.name, results: results))
  }
}
