package import JAXIR

/// Tensors of one shape with their elements along an axis brought into order, those of all tensors alike.
///
/// The region takes two elements of the first tensor, two of the second and so on, and says whether the first of each
/// two come before the second. Elements of which neither comes before the other keep their order.
package struct Sort: Primitive {
  package var axis = 0

  package init() {}

  package init(axis: Int) { self.axis = axis }

  package static var attributes: [Attribute<Self>] { [Attribute("axis", \Self.axis)] }

  /// The constraints, by number:
  ///
  /// 1. At least one tensor, all of one shape, which has the axis.
  /// 2. One region, which takes two scalars of each dtype in turn and gives a `bool` scalar.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = operands.compactMap(\.tensor)
    guard let first = types.first, types.count == operands.count else {
      throw JAXError(.invalidArgument, "a sort takes tensors, at least one")
    }
    if let other = types.first(where: { $0.shape != first.shape }) {
      throw JAXError(.shapeMismatch, "the operands \(first) and \(other) differ in shape")
    }
    guard (0..<first.rank).contains(axis) else {
      throw JAXError(.invalidArgument, "\(first) has no axis \(axis)")
    }
    guard regions.count == 1 else {
      throw JAXError(.invalidArgument, "a sort has one comparator, not \(regions.count)")
    }
    let scalars = types.flatMap { [ValueType.tensor(.scalar($0.dtype)), .tensor(.scalar($0.dtype))] }
    try regions[0].check("the comparator", takes: scalars, allowing: .none)
    try regions[0].check("the comparator", gives: [.tensor(.scalar(.bool))])
    return operands
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let types = site.operandTypes.compactMap(\.tensor)
    guard types[0].shape.count > 0 else { return }
    try MergeSort(types: types, axis: axis, comparator: site.regions[0]).lower(site)
  }
}

extension Sort: SteppedPrimitive {}

// MARK: - Rules

extension Sort {
  /// Tangents are brought into the order of their tensors: they are gathered by where each element was.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let type = rule.primals[0].type
    let count = rule.primals.count
    guard type.shape.count > 0 else { return (rule.apply(self), rule.tangents) }
    let places = rule.primals[0].places(along: axis)
    let parameters = rule.regions[0].graph.parameterTypes
    let index = ValueType.tensor(.scalar(.int64))
    let comparator = try rule.regions[0].taking(
      parameters + [index, index], as: Array(parameters.indices))
    let results = Tracer.apply(self, rule.primals + [places], regions: [comparator])
    let tangents = rule.tangents.map { $0.map { $0.taken(results[count], along: axis) } }
    return (Array(results.prefix(count)), tangents)
  }

  /// The batch axis becomes the first.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let operands = rule.operands(withBatchAxisAt: 0)
    let results = Tracer.apply(Sort(axis: axis + 1), operands, regions: rule.regions)
    return (results, results.map { _ in 0 })
  }
}

extension Tracer {
  /// `y[…, i, …] = x[…, indices[…, i, …], …]` along an axis, for indices of the tensor's shape, which is not empty.
  package func taken(_ indices: Tracer, along axis: Int) -> Tracer {
    let others = (0..<shape.rank).filter { $0 != axis }
    let axes = IndexedAxes(
      collapsed: [axis], operandBatch: others, indexBatch: others, indexed: [axis], vector: shape.rank)
    return .apply(Gather(axes, sizes: shape.extents.map { _ in 1 }), self, indices)
  }

  /// The tensors with their elements along `axis` in the order of `comparator`, which is given the two elements of each
  /// tensor in turn; equal ones keep their order.
  package static func sorted(
    _ operands: [Tracer], along axis: Int, by comparator: ([(Tracer, Tracer)]) -> Tracer
  ) -> [Tracer] {
    let builder = GraphBuilder()
    let pairs = operands.map { operand in
      let type = ValueType.tensor(.scalar(operand.dtype))
      return (
        Tracer(builder.parameter(type), in: builder), Tracer(builder.parameter(type), in: builder)
      )
    }
    let isBefore = comparator(pairs)
    return apply(
      Sort(axis: axis), operands,
      regions: [Region(builder.finish(name: "compare", results: [isBefore.value]))])
  }

  /// The `count` greatest elements along the last axis and where they were, as `i32`: the greatest first, of equal ones
  /// the first one first. NaN is greater than all numbers.
  package func topK(_ count: Int) -> (values: Tracer, indices: Tracer) {
    let axis = shape.rank - 1
    let places = places(along: axis, as: .int32)
    let sorted = Tracer.sorted([self, places], along: axis) { pairs in
      .apply(Compare(.greater, isTotal: true), pairs[0].0, pairs[0].1)
    }
    return (sorted[0].slice(0..<count, along: axis), sorted[1].slice(0..<count, along: axis))
  }
}
