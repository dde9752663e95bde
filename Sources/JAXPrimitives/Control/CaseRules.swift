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

  /// A choice of batched branches; one for each of the batch is a selection among what all branches give, or, where
  /// these have effects, a choice after the other.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let isBatched = rule.axes.dropFirst().map { $0 != nil }
    let isSelection = rule.axes[0] != nil
    if isSelection, rule.regions.contains(where: \.hasEffects) { return try rule.oneByOne(self) }
    let operands = Array(rule.operands(batched: rule.axes.map { $0 != nil }).dropFirst())
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
      let results = try branch.inlined(operands, in: index.builder, at: index.location)
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
    let isLinear = rule.operands.indices.dropFirst().map { rule.linear($0) != nil }
    let given = rule.cotangents.map { $0 != nil }
    var hasCotangent = [Bool](repeating: false, count: isLinear.count { $0 })
    for branch in rule.regions {
      let own = try rule.transforms.transposed(branch, linear: isLinear, given: given, results: nil)
        .hasCotangent
      hasCotangent = zip(hasCotangent, own).map { $0 || $1 }
    }
    var branches: [Region] = []
    for branch in rule.regions {
      branches.append(
        try rule.transforms.transposed(branch, linear: isLinear, given: given, results: hasCotangent).region)
    }
    let residuals = rule.operands.indices.dropFirst().compactMap(rule.residual)
    let operands = [index] + residuals + rule.cotangents.compactMap(\.self)
    var results = Tracer.apply(self, operands, regions: branches)[...]
    var isGiven = hasCotangent[...]
    return [nil] + isLinear.map { $0 && isGiven.removeFirst() ? results.removeFirst() : nil }
  }
}

extension Case: PartiallyEvaluatedPrimitive {
  /// Two choices by the same index: the first one gives what the branches leave to the second, each its own residuals,
  /// zeros for those of another.
  package func partiallyEvaluated(
    _ rule: PartialEvaluationRule
  ) throws(JAXError) -> [PartialEvaluationRule.Value] {
    guard let index = rule.operands[0].known else {
      throw JAXError(.unsupported, "which branch is taken depends on what is not known yet")
    }
    let isUnknown = Array(rule.isUnknown.dropFirst())
    var results = [Bool](repeating: false, count: resultCount(rule.regions))
    for branch in rule.regions {
      let own = try rule.transforms.partiallyEvaluated(branch, unknown: isUnknown, results: nil).isUnknown
      results = zip(results, own).map { $0 || $1 }
    }
    var parts: [PartiallyEvaluatedRegion] = []
    for branch in rule.regions {
      parts.append(try rule.transforms.partiallyEvaluated(branch, unknown: isUnknown, results: results))
    }
    let residuals = BranchResiduals(parts)
    let operands = Array(rule.operands.dropFirst())
    let known = operands.compactMap(\.known)
    var first: [Tracer] = []
    if results.contains(false) || !residuals.types.isEmpty || parts.contains(where: \.known.hasEffects) {
      first = Tracer.apply(Case(), [index] + known, regions: try parts.map(residuals.first))
    }
    let given = residuals.operands.map { known[$0] } + first.dropFirst(results.count { !$0 })
    let unknown = operands.indices.filter { isUnknown[$0] }.map { rule.later($0 + 1) }
    let second = Tracer.apply(
      Case(), [rule.residual(index)] + given.map(rule.residual) + unknown,
      regions: try parts.map { (part) throws(JAXError) in
        try residuals.second(part, unknown: unknown.map(\.valueType), known: known.map(\.valueType))
      })
    var (before, after) = (first[...], second[...])
    return results.map { $0 ? .unknown(after.removeFirst()) : .known(before.removeFirst()) }
  }
}

/// What the branches of a choice leave to those of another: known operands as they are, and values that any branch
/// may make, in places that several branches use.
private struct BranchResiduals {
  /// The known operands among them, by their position.
  private(set) var operands: [Int] = []
  /// The types of the places.
  private(set) var types: [TensorType] = []

  private enum Source {
    case operand(Int)
    case place(Int)
  }

  init(_ parts: [PartiallyEvaluatedRegion]) {
    for part in parts {
      for source in sources(of: part, growing: true) {
        if case .operand(let position) = source, !operands.contains(position) { operands.append(position) }
      }
    }
  }

  /// By residual of a branch: which it is.
  private func sources(of part: PartiallyEvaluatedRegion) -> [Source] {
    var copy = self
    return copy.sources(of: part, growing: false)
  }

  private mutating func sources(of part: PartiallyEvaluatedRegion, growing: Bool) -> [Source] {
    let graph = part.known.graph
    var taken: Set<Int> = []
    return graph.results.suffix(part.residualCount).map { value in
      guard value.index >= graph.parameterCount, let type = graph[type: value].tensor else {
        return .operand(value.index)
      }
      let place = types.indices.first { types[$0] == type && !taken.contains($0) } ?? types.count
      if place == types.count { types.append(type) }
      taken.insert(place)
      return .place(place)
    }
  }

  /// The first part of a branch, which gives known results and then all places.
  func first(_ part: PartiallyEvaluatedRegion) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let graph = part.known.graph
    let results = try builder.inline(graph, graph.parameterTypes.map(builder.parameter))
    let ownCount = results.count - part.residualCount
    var places = [Graph.Value?](repeating: nil, count: types.count)
    for (source, value) in zip(sources(of: part), results.dropFirst(ownCount)) {
      if case .place(let place) = source { places[place] = value }
    }
    let filled = zip(places, types).map { $0 ?? builder.constant(Literal(0, $1)).value }
    return Region(builder.finish(name: graph.name, results: results.prefix(ownCount) + filled))
  }

  /// The second part of a branch, which takes the known operands that are residuals, then all places, then what was
  /// not known.
  func second(
    _ part: PartiallyEvaluatedRegion, unknown: [ValueType], known: [ValueType]
  ) throws(JAXError) -> Region {
    let positions = sources(of: part).map { source in
      switch source {
      case .operand(let position): operands.firstIndex(of: position)!
      case .place(let place): operands.count + place
      }
    }
    let count = operands.count + types.count
    let given = operands.map { known[$0] } + types.map { .tensor($0) }
    return try part.unknown.taking(given + unknown, as: positions + unknown.indices.map { count + $0 })
  }
}
