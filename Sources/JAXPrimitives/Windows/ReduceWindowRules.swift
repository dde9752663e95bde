package import JAXIR

extension ReduceWindow {
  /// Sums are linear; the tangent of an extremum is that of the first element that it is, and none where it is what
  /// the windows start from; other bodies reduce dual
  /// numbers, by the derivative of the body.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let isPlain = rule.primals.count == 2 && rule.tangents[1] == nil
    switch rule.regions[0].binaryPrimitive {
    case is Add where isPlain:
      let zero = rule.primals[1].zeros()
      let tangent = Tracer.apply(self, [rule.tangents[0]!, zero], regions: rule.regions)
      return (rule.apply(self), tangent)
    case is Maximum where isPlain, is Minimum where isPlain:
      let isGreatest = rule.regions[0].binaryPrimitive is Maximum
      let select = Region.comparison(isGreatest ? .greaterEqual : .lessEqual, rule.primals[0].dtype)
      let gather = SelectAndGather(windows)
      let tangent = Tracer.apply(gather, [rule.tangents[0]!, rule.primals[0]], regions: [select])[0]
      let result = rule.apply(self)[0]
      let start = rule.primals[1]
      let neutral = isGreatest ? start.dtype.smallest : start.dtype.largest
      let literal = (start.builder.definition(of: start.value)?.primitive as? Constant)?.literal
      if literal?.splat == neutral { return ([result], [tangent]) }
      let first = start.broadcast(along: [], to: result.shape)
      let isElement = result.compare(.notEqual, first)
      let isNeutral = first.compare(.equal, isGreatest ? -.infinity : .infinity)
      return ([result], [Tracer.apply(Or(), isElement, isNeutral).select(tangent, 0)])
    default: return try rule.accumulatingDuals(self)
    }
  }

  /// The sum of the cotangents of the windows that an element is in: windows of the same places over the cotangents,
  /// which are as far apart as the windows were.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard rule.operands.count == 2, rule.regions[0].binaryPrimitive is Add, rule.linear(1) == nil else {
      throw JAXError(
        .unsupported, "the reverse derivative of windows whose body is no sum, minimum or maximum",
        hint: "differentiate forwards (jvp, jacfwd), or reduce the windows by sums and extrema")
    }
    guard let cotangent = rule.cotangents[0], let operand = rule.linear(0) else { return [nil, nil] }
    guard cotangent.shape.count > 0, operand.shape.count > 0 else { return [cotangent.zeros(operand), nil] }
    let zero = cotangent.zeros(.scalar(cotangent.dtype))
    var pad = Pad(low: [], high: [], interior: windows.strides.map { $0 - 1 })
    for axis in 0..<operand.rank {
      // Of one window the distance to the next says nothing.
      if cotangent.shape[axis] == 1 { pad.interior[axis] = 0 }
      let base = try Windows.dilated(operand.shape[axis], by: windows.baseDilations[axis])
      let window = try Windows.dilated(windows.sizes[axis], by: windows.dilations[axis])
      let spread = try Windows.dilated(cotangent.shape[axis], by: pad.interior[axis] + 1)
      pad.low.append(window - windows.low[axis] - 1)
      pad.high.append(base + window - 1 - spread - pad.low[axis])
    }
    let spread = Tracer.apply(pad, cotangent, zero)
    let sums = ReduceWindow(
      Windows(sizes: windows.sizes, strides: windows.baseDilations, dilations: windows.dilations))
    return [Tracer.apply(sums, [spread, zero], regions: rule.regions)[0], nil]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    rule.accumulated(ReduceWindow(windows.withLeadingAxis), each: self)
  }
}

extension BatchingRule {
  /// The results of a primitive on tensors and as many scalars: `batch` does to tensors with a leading batch axis what
  /// `each` does to one slice, from the same scalars. From scalars of their own the slices go one by one.
  func accumulated(_ batch: any Primitive, each: any Primitive) -> Results {
    let count = operands.count / 2
    let tensors = (0..<count).map { operand($0, withBatchAxisAt: 0) }
    if axes.suffix(count).allSatisfy({ $0 == nil }) {
      let results = Tracer.apply(batch, tensors + operands.suffix(count), regions: regions)
      return (results, results.map { _ in 0 })
    }
    let initial = (count..<2 * count).map { operand($0, withBatchAxisAt: 0) }
    if size == 0 {
      let scalars = tensors.map { $0.zeros(.scalar($0.dtype)) }
      let results = Tracer.apply(batch, tensors + scalars, regions: regions)
      return (results, results.map { _ in 0 })
    }
    let slices = (0..<size).map { position in
      let own = (tensors + initial).map { tensor in
        tensor.slice(position..<position + 1, along: 0).reshape(to: tensor.shape.removing([0]))
      }
      return Tracer.apply(each, own, regions: regions).map { $0.repeated(1, alongNewAxis: 0) }
    }
    let results = (0..<count).map { number in
      Tracer.apply(Concatenate(axis: 0), slices.map { $0[number] })[0]
    }
    return (results, results.map { _ in 0 })
  }
}

extension Region {
  /// `(a, b) → a ? b` on scalars of `dtype`.
  static func comparison(_ comparison: Comparison, _ dtype: DType) -> Region {
    .binary(dtype) { $0.compare(comparison, $1) }
  }
}
