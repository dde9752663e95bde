package import JAXIR

/// A function, its region, of which reverse mode keeps the operands alone and runs it again: `(x…) → (y…)`.
///
/// It means its body. Passes inline it before lowering, unless its body is a second run, which must not become one
/// with the first.
package struct Checkpoint: Primitive {
  /// The names of values, see `Named`, that are kept too.
  package var saved: [String] = []
  /// Whether the results of products, `DotGeneral`, are kept too.
  package var savesProducts = false
  /// Whether this is a second run.
  package var isRerun = false

  package init() {}

  package init(saved: [String], savesProducts: Bool = false, isRerun: Bool = false) {
    self.saved = saved
    self.savesProducts = savesProducts
    self.isRerun = isRerun
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("saved", \.saved), Attribute("saves_products", \.savesProducts),
      Attribute("is_rerun", \.isRerun),
    ]
  }

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors.
  /// 2. One region, which takes the types of the operands and has no effects.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 1, !operands.contains(.token) else {
      throw JAXError(.invalidArgument, "a checkpoint takes tensors and has one body")
    }
    try regions[0].check("the body", takes: operands)
    return regions[0].graph.resultTypes
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) { try site.expand(site.regions[0].graph) }
}

extension Checkpoint: SteppedPrimitive {}

// MARK: - Rules

extension Checkpoint {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let derivative = try rule.transforms.jvp(rule.regions[0], rule.tangents.map { $0 != nil }, results: nil)
    let results = Tracer.apply(
      self, rule.primals + rule.tangents.compactMap(\.self), regions: [derivative.region])
    let count = derivative.hasTangent.count
    var tangents = results.dropFirst(count)
    return (Array(results.prefix(count)), derivative.hasTangent.map { $0 ? tangents.removeFirst() : nil })
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let isBatched = rule.axes.map { $0 != nil }
    let results = try rule.transforms.areBatched(rule.regions[0], isBatched, size: rule.size)
    let region = try rule.transforms.batched(rule.regions[0], isBatched, size: rule.size, results: results)
    let operands = rule.operands(batched: isBatched)
    return (Tracer.apply(self, operands, regions: [region]), results.map { $0 ? 0 : nil })
  }
}

extension Checkpoint: LinearPrimitive {
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let isLinear = rule.operands.indices.map { rule.linear($0) != nil }
    let body = try divided(rule.regions[0], linear: isLinear, rule.transforms)
    let (region, hasCotangent) = try rule.transforms.transposed(
      body, linear: isLinear, given: rule.cotangents.map { $0 != nil }, results: nil)
    let operands = rule.operands.indices.compactMap(rule.residual) + rule.cotangents.compactMap(\.self)
    var results = Tracer.apply(self, operands, regions: [region])[...]
    var has = hasCotangent[...]
    return isLinear.map { $0 && has.removeFirst() ? results.removeFirst() : nil }
  }
}

extension Checkpoint {
  /// The body with its own functions and loops in two parts, where they give what is linear and what is not.
  private func divided(
    _ body: Region, linear: [Bool], _ transforms: any RegionTransforms
  ) throws(JAXError) -> Region {
    let graph = body.graph
    guard graph.instructions.contains(where: { !$0.regions.isEmpty }) else { return body }
    let parts = try transforms.partiallyEvaluated(
      body, unknown: linear, results: [Bool](repeating: true, count: graph.results.count))
    let builder = GraphBuilder()
    let parameters = graph.parameterTypes.map(builder.parameter)
    let residuals = try builder.inline(
      parts.known.graph, zip(parameters, linear).filter { !$0.1 }.map(\.0))
    let results = try builder.inline(
      parts.unknown.graph, residuals + zip(parameters, linear).filter(\.1).map(\.0))
    return Region(builder.finish(name: graph.name, results: results))
  }
}

extension Checkpoint: PartiallyEvaluatedPrimitive {
  /// What is known comes first and leaves the saved values alone; the second part runs everything again for the rest.
  package func partiallyEvaluated(
    _ rule: PartialEvaluationRule
  ) throws(JAXError) -> [PartialEvaluationRule.Value] {
    let body = rule.regions[0].graph
    let named = body.instructions.filter { saves($0.primitive) }.map { $0.results[0] }
    let exposed = Region(body.giving(body.results + named))
    let isUnknown = try rule.transforms.partiallyEvaluated(exposed, unknown: rule.isUnknown, results: nil)
      .isUnknown
    let parts = try rule.transforms.partiallyEvaluated(exposed, unknown: rule.isUnknown, results: isUnknown)
    let known = parts.known.graph
    let first = try rule.first.inline(
      known, rule.operands.compactMap(\.known?.value), results: known.results.dropLast(parts.residualCount)
    ).map { Tracer($0, in: rule.first, at: rule.location) }
    let ofResults = isUnknown.prefix(body.results.count)
    let kept = zip(named, isUnknown.dropFirst(body.results.count)).filter { !$0.1 }.map(\.0)
    let residuals = rule.operands.indices.map(rule.later) + first.suffix(kept.count).map(rule.residual)
    let rerun = try body.taking(kept, results: zip(body.results, ofResults).filter(\.1).map(\.0))
      .withoutEffects()
    var second = rule.second.apply(
      Checkpoint(saved: saved, savesProducts: savesProducts, isRerun: true), residuals, regions: [rerun],
      at: rule.location)[...]
    var before = first[...]
    return ofResults.map { $0 ? .unknown(second.removeFirst()) : .known(before.removeFirst()) }
  }
}

extension Checkpoint {
  /// Whether what the primitive gives is kept.
  private func saves(_ primitive: any Primitive) -> Bool {
    switch primitive {
    case let named as Named: saved.contains(named.label)
    case is DotGeneral: savesProducts
    default: false
    }
  }
}

extension Checkpoint: PrunablePrimitive {
  package func pruned(operandCount: Int, regions: [Region], isRead: [Bool]) throws(JAXError) -> Pruned? {
    let body = regions[0].graph
    let results = isRead.indices.filter { isRead[$0] }
    let reads = body.isParameterRead(by: results.map { body.results[$0] })
    if !isRead.contains(false), !reads.contains(false) { return nil }
    let parameters = reads.indices.filter { reads[$0] }
    return Pruned(
      self, operands: parameters,
      regions: [try regions[0].arranged(parameters: parameters, results: results)],
      results: results)
  }
}

extension Graph {
  fileprivate func giving(_ results: [Value]) -> Graph {
    var graph = self
    graph.results = results
    return graph
  }

  /// The graph that is given some of its values, as parameters after its own.
  fileprivate func taking(_ given: [Value], results: [Value]) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    var values = parameterTypes.map(builder.parameter)
    let replacements = Dictionary(uniqueKeysWithValues: given.map { ($0, builder.parameter(self[type: $0])) })
    for instruction in instructions {
      if let replacement = instruction.results.first.flatMap({ replacements[$0] }) {
        values.append(replacement)
        continue
      }
      values += try builder.append(
        instruction.primitive, instruction.operands.map { values[$0.index] }, regions: instruction.regions,
        at: instruction.location)
    }
    return Region(builder.finish(name: name, results: results.map { values[$0.index] }))
  }
}

/// The operand, with a name that a checkpoint may save it by.
///
/// - (C1) Operand and result have one type.
package struct Named: UnaryElementwisePrimitive {
  package var label = ""

  package init() {}
  package init(_ label: String) { self.label = label }

  package static var domain: DTypeDomain { .all }
  package static var attributes: [Attribute<Self>] { [Attribute("label", \.label)] }

  /// The tangent has no name.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { (rule.apply(self), rule.tangents) }

  package func element(_ x: Scalar) -> Scalar { x }
  package func element(_ operands: [Element], type: DType) -> Element { operands[0] }
}
