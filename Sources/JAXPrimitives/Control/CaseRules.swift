package import JAXIR

extension Case {
  /// The derivatives of the branches; a result has a tangent if it has one in some branch.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let isActive = rule.tangents.dropFirst().map { $0 != nil }
    guard isActive.contains(true) else {
      return (rule.apply(self), Array(repeating: nil, count: resultCount(rule.regions)))
    }
    var hasTangent = [Bool](repeating: false, count: resultCount(rule.regions))
    for branch in rule.regions {
      let given = try rule.transforms.jvp(branch, isActive, results: nil).hasTangent
      hasTangent = zip(hasTangent, given).map { $0 || $1 }
    }
    var branches: [Region] = []
    for branch in rule.regions {
      branches.append(try rule.transforms.jvp(branch, isActive, results: hasTangent).region)
    }
    let results = Tracer.apply(
      self, rule.primals + rule.tangents.dropFirst().compactMap(\.self), regions: branches)
    var tangents = results.dropFirst(hasTangent.count)
    return (Array(results.prefix(hasTangent.count)), hasTangent.map { $0 ? tangents.removeFirst() : nil })
  }

  private func resultCount(_ regions: [Region]) -> Int { regions[0].graph.results.count }

  /// A choice of batched branches; one for each of the batch is a selection among what all branches give.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let isBatched = rule.axes.dropFirst().map { $0 != nil }
    let isSelection = rule.axes[0] != nil
    let operands = rule.operands.indices.dropFirst().map {
      rule.axes[$0] != nil ? rule.operand($0, withBatchAxisAt: 0) : rule.operands[$0]
    }
    var results = [Bool](repeating: isSelection, count: resultCount(rule.regions))
    for branch in rule.regions {
      let given = try rule.transforms.areBatched(branch, isBatched, size: rule.size)
      results = zip(results, given).map { $0 || $1 }
    }
    var branches: [Region] = []
    for branch in rule.regions {
      branches.append(
        try rule.transforms.batched(branch, isBatched, size: rule.size, results: results))
    }
    let axes = results.map { $0 ? 0 : nil }
    guard isSelection else {
      return (Tracer.apply(self, [rule.operands[0]] + operands, regions: branches), axes)
    }
    return (try selection(rule.operand(0, withBatchAxisAt: 0), branches, operands), axes)
  }

  /// By result: its elements along axis 0 from the branch that the index there names.
  private func selection(
    _ index: Tracer, _ branches: [Region], _ operands: [Tracer]
  ) throws(JAXError) -> [Tracer] {
    var chosen: [Tracer] = []
    for (number, branch) in branches.enumerated().reversed() {
      let results = try index.builder.inline(branch.graph, operands.map(\.value))
        .map { Tracer($0, in: index.builder, at: index.location) }
      guard !chosen.isEmpty || results.isEmpty else {
        chosen = results
        continue
      }
      let isChosen = index.compare(.equal, Double(number))
      chosen = zip(results, chosen).map { result, other in
        isChosen.broadcast(along: [0], to: result.shape).select(result, other)
      }
    }
    return chosen
  }
}

extension Case: LinearPrimitive {
  /// The transposes of the branches; the index is known.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let index = rule.residual(0) else {
      throw JAXError(.unsupported, "which branch is taken is not linear")
    }
    let types = rule.regions[0].graph.resultTypes.compactMap(\.tensor)
    let cotangents = zip(rule.cotangents, types).map { $0 ?? index.zeros($1) }
    let operands = rule.operands.dropFirst()
    var isLinear: [Bool] = []
    var residuals: [Tracer] = []
    for operand in operands {
      switch operand {
      case .linear: isLinear.append(true)
      case .residual(let tracer):
        isLinear.append(false)
        residuals.append(tracer)
      }
    }
    var branches: [Region] = []
    for branch in rule.regions { branches.append(try rule.transforms.transposed(branch, linear: isLinear)) }
    var results = Tracer.apply(self, [index] + residuals + cotangents, regions: branches)[...]
    return [nil] + isLinear.map { $0 ? results.removeFirst() : nil }
  }
}
