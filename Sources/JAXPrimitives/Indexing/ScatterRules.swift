package import JAXIR

extension Scatter {
  /// What rules know about a body of one tensor.
  private enum Combination {
    case add, multiply, minimum, maximum
    /// The update takes the place of the element.
    case set
    case other

    init(_ region: Region) {
      let body = region.graph
      self = .other
      guard body.parameterCount == 2, body.results.count == 1 else { return }
      if body.results[0] == body.parameters[1] { self = .set }
      guard body.instructions.count == 1, body.results == body.instructions[0].results,
        Set(body.instructions[0].operands) == Set(body.parameters)
      else { return }
      switch body.instructions[0].primitive {
      case is Add: self = .add
      case is Multiply: self = .multiply
      case is Minimum: self = .minimum
      case is Maximum: self = .maximum
      default: break
      }
    }
  }

  /// Sums and replacements of elements are linear: the last one that replaces an element replaces its tangent, too.
  /// Other bodies scatter dual numbers, by the derivative of the body.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let count = rule.primals.count / 2
    let tangents = zip(rule.primals, rule.tangents).map { $1 ?? $0.zeros() }
    let indices = rule.primals[count]
    switch Combination(rule.regions[0]) {
    case .add, .set:
      let tangent = Tracer.apply(self, [tangents[0], indices, tangents[2]], regions: rule.regions)
      return (rule.apply(self), [tangent[0]])
    case .multiply where isUnique: return (rule.apply(self), [productTangent(rule)])
    case .minimum, .maximum:
      let result = rule.apply(self)[0]
      return ([result], [choiceTangent(rule, result, tangents)])
    case .multiply, .other:
      let body = try Region.dual(rule.transforms.jvp(rule.regions[0]), count: count)
      let tensors = rule.primals.prefix(count) + tangents.prefix(count)
      let updates = rule.primals.suffix(count) + tangents.suffix(count)
      let results = Tracer.apply(self, tensors + [indices] + updates, regions: [body])
      return (Array(results.prefix(count)), results.suffix(count).map(Optional.some))
    }
  }

  /// `d(x·u) = dx·u + x·du`, where each element has one update.
  private func productTangent(_ rule: JVPRule) -> Tracer? {
    let (tensor, indices, updates) = (rule.primals[0], rule.primals[1], rule.primals[2])
    let ofTensor = rule.tangents[0].map {
      Tracer.apply(self, [$0, indices, updates], regions: rule.regions)[0]
    }
    let ofUpdates = rule.tangents[2].map { tangent -> Tracer in
      let changes = tangent * windows(of: tensor, indices, updates.type)
      return .scatter(tensor.zeros(), indices, changes, axes, isUnique: true) { $0 + $1 }
    }
    return .sum(ofTensor, ofUpdates)
  }

  /// The tangents of those that are the least or the greatest, in equal shares, as JAX has it.
  private func choiceTangent(_ rule: JVPRule, _ result: Tracer, _ tangents: [Tracer]) -> Tracer {
    let (tensor, indices, updates) = (rule.primals[0], rule.primals[1], rule.primals[2])
    let isKept = tensor.compare(.equal, result)
    let isTaken = updates.compare(.equal, windows(of: result, indices, updates.type))
    func sum(_ tensor: Tracer, _ updates: Tracer) -> Tracer {
      .scatter(tensor, indices, updates, axes, isUnique: isUnique) { $0 + $1 }
    }
    let shares = sum(isKept.convert(to: tensor.dtype), isTaken.convert(to: tensor.dtype))
    return sum(isKept.select(tangents[0], 0), isTaken.select(tangents[2], 0)) / shares
  }

  /// What an update adds to is added to its cotangent; what it replaces has none, and it the cotangent of the place
  /// if no later one replaces that again.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard rule.operands.count == 3, let indices = rule.residual(1) else {
      // What accumulates dual numbers is a scatter of them and of tangents.
      throw withoutTranspose
    }
    guard let cotangent = rule.cotangents[0] else { return [nil, nil, nil] }
    let updates = rule.linear(2) ?? rule.residual(2)!.type
    switch Combination(rule.regions[0]) {
    case .add:
      let ofUpdates = rule.linear(2).map { windows(of: cotangent, indices, $0) }
      return [rule.linear(0).map { _ in cotangent }, nil, ofUpdates]
    case .set:
      let ofTensor = rule.linear(0).map { _ in
        Tracer.apply(self, [cotangent, indices, cotangent.zeros(updates)], regions: rule.regions)[0]
      }
      let ofUpdates = rule.linear(2).map { type in
        let windows = windows(of: cotangent, indices, type)
        return isUnique ? windows : isLast(indices, type, cotangent).select(windows, 0)
      }
      return [ofTensor, nil, ofUpdates]
    case .multiply where rule.linear(2) == nil:
      let factors = rule.residual(2)!
      return [Tracer.apply(self, [cotangent, indices, factors], regions: rule.regions)[0], nil, nil]
    case .multiply, .minimum, .maximum, .other:
      throw withoutTranspose
    }
  }

  private var withoutTranspose: JAXError {
    JAXError(
      .unsupported, "the reverse derivative of a scatter whose body is neither a sum nor a replacement",
      hint: "differentiate forwards (jvp, jacfwd), or combine by sums, products, minima or maxima")
  }

  /// Everything gets a leading batch axis, which windows walk if all of the batch share the indices.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let count = rule.operands.count / 2
    let isSharing = rule.axes[count] == nil
    let scatter = Scatter(isSharing ? axes.sharingIndices : axes.withLeadingBatch, isUnique: isUnique)
    let operands = rule.operands.indices.map { position in
      position == count && isSharing ? rule.operands[position] : rule.operand(position, withBatchAxisAt: 0)
    }
    let results = Tracer.apply(scatter, operands, regions: rule.regions)
    return (results, results.map { _ in 0 })
  }
}

// MARK: - Windows

extension Scatter {
  /// The elements of `tensor` where updates of type `updates` go, and 0 where these lie beyond it.
  private func windows(of tensor: Tracer, _ indices: Tracer, _ updates: TensorType) -> Tracer {
    var sizes = [Int](repeating: 1, count: tensor.shape.rank)
    for (axis, own) in zip(axes.window, axes.walked(rank: sizes.count)) { sizes[own] = updates.shape[axis] }
    for axis in axes.operandBatch where tensor.shape[axis] == 0 { sizes[axis] = 0 }
    guard updates.shape.count > 0, tensor.shape.count > 0 else {
      return tensor.zeros(updates.with(dtype: tensor.dtype))
    }
    let places = indices.wholeNumbers()
    let partAxis = axes.vector
    let parts = axes.vector < indices.shape.rank ? places : places.repeated(1, alongNewAxis: axes.vector)
    let extents = axes.indexed.map { tensor.shape[$0] }
    func along(_ values: [Int]) -> Tracer {
      parts.integers(values).broadcast(along: [partAxis], to: parts.shape)
    }
    if axes.indexed.allSatisfy({ sizes[$0] == 1 }) {
      let isInside = Tracer.apply(
        And(), parts.compare(.greaterEqual, parts.zeros()), parts.compare(.less, along(extents)))
      let all = Tracer.apply(ReduceAnd(axes: [partAxis], of: isInside.type), isInside)
      let windows = Tracer.apply(Gather(axes, sizes: sizes), tensor, places)
      let outer = axes.outer(rank: updates.rank)
      return all.broadcast(along: outer, to: updates.shape).select(windows, 0)
    }
    // With as many zeros around the tensor as a window has elements, those beyond it are zeros.
    var margins = [Int](repeating: 0, count: sizes.count)
    for axis in axes.indexed { margins[axis] = sizes[axis] }
    let padded = Tracer.apply(
      Pad(low: margins, high: margins, interior: margins.map { _ in 0 }), tensor,
      tensor.zeros(.scalar(tensor.dtype)))
    let margin = axes.indexed.map { sizes[$0] }
    let nearest = Tracer.apply(Clamp(), along(margin.map(-)), parts, along(extents))
    let shifted = (nearest + along(margin)).reshape(to: places.shape)
    return .apply(Gather(axes, sizes: sizes), padded, shifted)
  }

  /// Whether an update is the last of those that go to its element.
  private func isLast(_ indices: Tracer, _ updates: TensorType, _ tensor: Tracer) -> Tracer {
    let count = updates.shape.count
    let dtype = count <= Int(Int32.max) ? DType.int32 : .int64
    let numbers = tensor.builder.apply(Iota(dtype, shape: [count], axis: 0), at: tensor.location)[0]
      .reshape(to: updates.shape)
    let last = Tracer.scatter(tensor.zeros(tensor.type.with(dtype: dtype)), indices, numbers, axes) { $1 }
    return windows(of: last, indices, updates.with(dtype: dtype)).compare(.equal, numbers)
  }
}

extension Tracer {
  /// Integers as `int64`; those beyond its range become its greatest number.
  fileprivate func wholeNumbers() -> Tracer {
    guard dtype == .uint64 else { return convert(to: .int64) }
    let greatest = Literal(splat: Kernel.Constant(.uint64, integer: Int.max), shape: shape)
    return minimum(builder.constant(greatest, at: location)).convert(to: .int64)
  }
}
