package import JAXIR

/// All elements up to each, along an axis, accumulated by any body of scalars: `y[i] = body(y[i − 1], x[i])`, where what
/// comes before the first is an initial value. In reverse `y[i] = body(x[i], y[i + 1])`. `n` operands of one shape, `n`
/// scalars, one region `(accumulator…, element…) → (accumulator…)`.
///
/// - (C1) As many tensors of one shape as scalars of their dtypes, at least one.
/// - (C2) `axis` is an axis of the tensors.
/// - (C3) One region takes a scalar for each accumulator and each element, and gives the accumulators.
package struct Cumulate: LinearPrimitive {
  package var axis = 0
  package var isReverse = false

  package init() {}
  package init(axis: Int, isReverse: Bool = false) {
    self.axis = axis
    self.isReverse = isReverse
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("axis", \.axis), Attribute("reverse", \.isReverse)]
  }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = try operands.accumulated(by: regions)
    try [axis].checkAxes(rank: types[0].rank)
    return types.map(ValueType.tensor)
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let types = site.operandTypes.compactMap(\.tensor)
    let count = types.count / 2
    let shape = types[0].shape
    guard shape.count > 0 else { return }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      let builder = kernel.builder
      let operands = types.indices.map(kernel.operand)
      var body = InlinedBody(site.regions[0], types.prefix(count).map(\.dtype), builder)
      let initial = operands.suffix(count).flatMap { $0.element(at: []).parts }
      builder.forEach(shape.removing([axis]).extents) { others in
        builder.loop(.serial, to: .constant(shape[axis]), carrying: initial) { turn, accumulators in
          var index = others
          let last = AffineIndex(offset: shape[axis] - 1)
          index.insert(isReverse ? last + turn.index * -1 : turn.index, at: axis)
          let elements = operands.prefix(count).flatMap { $0.element(at: index).parts }
          let next = isReverse ? body(elements, accumulators) : body(accumulators, elements)
          for (position, element) in body.elements(next).enumerated() {
            kernel.store(element, to: position, at: index)
          }
          return next
        }
      }
      if let failure = body.failure { throw failure }
    }
  }
}

// MARK: - Rules

extension Cumulate {
  /// Sums are linear; other bodies of one tensor have the tangents of their recurrence, and bodies of several tensors
  /// accumulate dual numbers.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    if rule.primals.count == 2 {
      let tangents = zip(rule.primals, rule.tangents).map { $1 ?? $0.zeros() }
      let results = rule.apply(self)
      if rule.regions[0].binaryPrimitive is Add {
        return (results, [Tracer.apply(self, tangents, regions: rule.regions)[0]])
      }
      let derivative = try rule.transforms.jvp(rule.regions[0]).graph
      if let tangent = tangent(of: results[0], rule.primals, tangents, derivative) {
        return (results, [tangent])
      }
    }
    return try rule.accumulatingDuals(self)
  }

  /// With `a` and `b` the derivatives of the body along accumulator and element, at each step,
  ///
  ///     ẏ[i] = a[i] · ẏ[i − 1] + b[i] · ẋ[i]
  ///
  /// in `log₂ n` steps, each of which makes `ẏ[i]` follow from what is twice as far before it. Nil when the body is not
  /// made of element-wise primitives.
  ///
  /// - Parameter derivative: `(x, y, ẋ, ẏ) → (z, ż)` of the body.
  private func tangent(
    of y: Tracer, _ primals: [Tracer], _ tangents: [Tracer], _ derivative: Graph
  ) -> Tracer? {
    let x = primals[0]
    let extent = x.shape[axis]
    guard x.shape.count > 0 else { return x.zeros() }
    func edge(_ scalar: Tracer) -> Tracer {
      var extents = x.shape.extents
      extents[axis] = 1
      return .apply(BroadcastInDim(shape: extents, axes: []), scalar)
    }
    /// The elements `distance` steps earlier, after as many of `first`.
    func earlier(_ tensor: Tracer, _ first: Tracer, by distance: Int) -> Tracer {
      if distance == extent { return first }
      return isReverse
        ? tensor.slice(distance..<extent, along: axis).concatenated(with: first, along: axis)
        : first.concatenated(with: tensor.slice(0..<extent - distance, along: axis), along: axis)
    }
    func slope(_ ofAccumulator: Tracer, _ ofElement: Tracer) -> Tracer? {
      let accumulators = earlier(y, edge(primals[1]), by: 1)
      let arguments =
        isReverse
        ? [x, accumulators, ofElement, ofAccumulator] : [accumulators, x, ofAccumulator, ofElement]
      return derivative.mapped(arguments)?[1]
    }
    guard var factor = slope(x.filled(1), x.zeros()), let own = slope(x.zeros(), tangents[0]) else {
      return nil
    }
    let start = edge(tangents[1])
    var sum = own + factor * earlier(x.zeros(), start, by: 1)
    var distance = 1
    while distance < extent {
      let zeros = sum.slice(0..<distance, along: axis).zeros()
      sum = sum + factor * earlier(sum, zeros, by: distance)
      factor = factor * earlier(factor, zeros, by: distance)
      distance *= 2
    }
    return sum
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard rule.operands.count == 2, rule.regions[0].binaryPrimitive is Add else {
      throw JAXError(
        .unsupported, "the reverse derivative of several tensors that are accumulated together",
        hint: "differentiate forwards (jvp, jacfwd), or write the accumulation as a scan")
    }
    guard let cotangent = rule.cotangents[0] else { return [nil, nil] }
    let zero = cotangent.zeros(.scalar(cotangent.dtype))
    let ofElements = rule.linear(0).map { _ in
      Tracer.apply(
        Cumulate(axis: axis, isReverse: !isReverse), [cotangent, zero], regions: rule.regions)[0]
    }
    let ofStart = rule.linear(1).map { _ in cotangent.sum(over: Array(0..<cotangent.shape.rank)) }
    return [ofElements, ofStart]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    rule.accumulated(Cumulate(axis: axis + 1, isReverse: isReverse), each: self)
  }
}

extension Graph {
  /// The results of a graph of scalars, element by element of tensors of one shape; nil when it is not made of
  /// element-wise primitives and constants.
  func mapped(_ operands: [Tracer]) -> [Tracer]? {
    var values = operands
    for instruction in instructions {
      guard let type = self[type: instruction.results[0]].tensor else { return nil }
      switch instruction.primitive {
      case is BroadcastInDim, is Reshape, is Transpose: values.append(values[instruction.operands[0].index])
      case let constant as Constant:
        guard let literal = try? Literal(type.with(shape: operands[0].shape), bytes: constant.literal.bytes)
        else { return nil }
        values.append(operands[0].builder.constant(literal, at: operands[0].location))
      case is any ElementwisePrimitive:
        values.append(Tracer.apply(instruction.primitive, instruction.operands.map { values[$0.index] })[0])
      default: return nil
      }
    }
    return results.map { values[$0.index] }
  }
}
