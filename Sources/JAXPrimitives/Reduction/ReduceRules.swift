package import JAXIR

extension Reduce {
  /// One reduction of dual numbers, by the derivative of the body.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    try rule.accumulatingDuals(self)
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
