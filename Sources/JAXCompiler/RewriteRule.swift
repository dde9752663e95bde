package import JAXIR

/// A rewrite of one instruction at a time, from the first to the last of a graph.
///
/// A rule is a value: each graph and each region starts from a copy of it, so what it learns stays in its scope.
package protocol RewriteRule: SendableMetatype {
  /// The values that stand for the results of the instruction from here on, of the same types; nil keeps it.
  mutating func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]?
}

/// One instruction of the old graph, about to be appended to the new one.
package struct RewriteSite {
  /// Operands are values of the new graph, regions are rewritten; the results are those of the old one.
  package let instruction: Instruction
  private let builder: GraphBuilder

  fileprivate init(_ instruction: Instruction, _ builder: GraphBuilder) {
    self.instruction = instruction
    self.builder = builder
  }

  package var primitive: any Primitive { instruction.primitive }
  package var operands: [Graph.Value] { instruction.operands }

  package func type(of value: Graph.Value) -> ValueType { builder.type(of: value) }

  /// The type of operand `index`, nil for a token.
  package func tensorType(_ index: Int) -> TensorType? { builder.type(of: operands[index]).tensor }

  /// The instruction that `value` is a result of; nil for a parameter.
  package func definition(of value: Graph.Value) -> Instruction? { builder.definition(of: value) }

  /// The primitive and the operands of the instruction that `value` is the only result of, if it is a `P`.
  package func match<P: Primitive>(
    _ value: Graph.Value, _: P.Type
  ) -> (primitive: P, operands: [Graph.Value])? {
    guard let instruction = builder.definition(of: value), let primitive = instruction.primitive as? P else {
      return nil
    }
    return (primitive, instruction.operands)
  }

  /// Appends an instruction at the location of the one at hand; gives its results.
  package func append(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region] = []
  ) throws(JAXError) -> [Graph.Value] {
    try builder.append(primitive, operands, regions: regions, at: instruction.location)
  }

  /// Appends an instruction of one result.
  package func apply(
    _ primitive: any Primitive, _ operands: Graph.Value...
  ) throws(JAXError) -> Graph.Value {
    try append(primitive, operands)[0]
  }

  /// Appends the instruction as it is.
  package func keep() throws(JAXError) -> [Graph.Value] {
    try append(primitive, operands, regions: instruction.regions)
  }

  /// Appends the instructions of `graph` with its parameters bound to the operands; gives its results.
  package func inline(_ graph: Graph) throws(JAXError) -> [Graph.Value] {
    try inline(graph, operands)
  }

  /// The same with other arguments.
  package func inline(_ graph: Graph, _ arguments: [Graph.Value]) throws(JAXError) -> [Graph.Value] {
    try builder.inline(graph, arguments)
  }
}

extension Graph {
  /// The graph with every instruction, those of regions first, rewritten by `rule`.
  package func rewritten(by rule: some RewriteRule) throws(JAXError) -> Graph {
    var rewritten: [Region: Region] = [:]
    return try self.rewritten(by: rule, &rewritten)
  }

  private func rewritten(
    by initial: some RewriteRule, _ rewritten: inout [Region: Region]
  ) throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    var rule = initial
    var values = parameterTypes.map(builder.parameter)
    values.reserveCapacity(types.count)
    for instruction in instructions {
      var renewed = instruction
      renewed.operands = instruction.operands.map { values[$0.index] }
      renewed.regions = try instruction.regions.rewritten(&rewritten) { (graph, rewritten) throws(JAXError) in
        try graph.rewritten(by: initial, &rewritten)
      }
      let site = RewriteSite(renewed, builder)
      let replacements = try rule.rewrite(site)
      let results = if let replacements { replacements } else { try site.keep() }
      precondition(
        results.map(builder.type) == instruction.results.map { self[type: $0] },
        "the values that replace an instruction have its types")
      values += results
    }
    return builder.finish(name: name, results: results.map { values[$0.index] })
  }
}

extension [Region] {
  /// The regions with their graphs transformed, each that is shared or repeated once; one that stays equal stays
  /// itself.
  func rewritten(
    _ known: inout [Region: Region],
    _ transform: (Graph, inout [Region: Region]) throws(JAXError) -> Graph
  ) throws(JAXError) -> [Region] {
    var regions: [Region] = []
    for region in self {
      if let rewritten = known[region] {
        regions.append(rewritten)
        continue
      }
      let rewritten = Region(try transform(region.graph, &known))
      known[region] = rewritten == region ? region : rewritten
      regions.append(known[region]!)
    }
    return regions
  }
}
