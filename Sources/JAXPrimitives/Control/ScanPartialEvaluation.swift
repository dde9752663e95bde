package import JAXIR

extension Scan: PartiallyEvaluatedPrimitive {
  /// Two scans: the first stacks what each iteration leaves to the second, which goes over these stacks. What does not
  /// change from one iteration to the next is not stacked.
  package func partiallyEvaluated(
    _ rule: PartialEvaluationRule
  ) throws(JAXError) -> [PartialEvaluationRule.Value] {
    let operands = parts(of: rule.operands)
    if let count = operands.count, count.isUnknown {
      throw JAXError(.unsupported, "how often the body runs depends on what is not known yet")
    }
    let body = rule.regions[0]
    let isUnknown = try body.unknownCarries(self, parts(of: rule.isUnknown), rule.transforms)
    let loop = try DividedLoop(body, self, isUnknown, rule.transforms)
    let known = try loop.firstBody()
    let first = try runFirst(operands, isUnknown, known, rule)
    let second = try loop.second(self, rule, operands, count: operands.count?.known, first: first)
    return loop.results(first: first, second: second)
  }

  private func runFirst(
    _ operands: ScanParts<PartialEvaluationRule.Value>, _ isUnknown: ScanParts<Bool>, _ body: Region,
    _ rule: PartialEvaluationRule
  ) throws(JAXError) -> [Tracer] {
    if body.graph.results.isEmpty, !body.hasEffects { return [] }
    // A carry that is known at first, but not for long, is no carry here.
    let carries = zip(operands.carries, isUnknown.carries).compactMap { $1 ? nil : $0.known }
    let invariants = operands.invariants.compactMap(\.known)
    let all =
      (operands.count?.known.map { [$0] } ?? []) + invariants + carries + operands.xs.compactMap(\.known)
    return rule.first.apply(
      with(invariants: invariants.count, carries: carries.count), all, regions: [body], at: rule.location)
  }
}

/// The body of a loop in two parts, and what the first leaves to the second.
struct DividedLoop {
  private let parts: PartiallyEvaluatedRegion
  private let isUnknown: ScanParts<Bool>
  /// By residual: where the second loop finds it.
  private let sources: [Source]

  private enum Source {
    /// One of the known parameters of the body, an invariant.
    case invariant(Int)
    /// One of the known parameters of the body, a slice.
    case slice(Int)
    /// Made of invariants alone.
    case hoisted
    /// One of the known results, which is stacked anyway.
    case result(Int)
    /// Made in each iteration.
    case stacked
  }

  /// - Parameter isUnknown: What is not known in some iteration.
  init(
    _ body: Region, _ scan: Scan, _ isUnknown: ScanParts<Bool>, _ transforms: any RegionTransforms
  ) throws(JAXError) {
    self.isUnknown = isUnknown
    let later = try transforms.partiallyEvaluated(body, unknown: isUnknown.body, results: nil).isUnknown
    parts = try transforms.partiallyEvaluated(
      body, unknown: isUnknown.body, results: isUnknown.carries + later.dropFirst(scan.carries))
    let graph = parts.known.graph
    let invariants = isUnknown.invariants.count { !$0 }
    let carries = isUnknown.carries.count { !$0 }
    let isFixed = graph.isMade(of: invariants)
    let results = graph.results.dropLast(parts.residualCount)
    sources = graph.results.suffix(parts.residualCount).map { value in
      if value.index < invariants { return .invariant(value.index) }
      if value.index < graph.parameterCount, value.index >= invariants + carries {
        return .slice(value.index - invariants - carries)
      }
      if isFixed[value.index] { return .hoisted }
      return results.dropFirst(carries).firstIndex(of: value).map { .result($0) } ?? .stacked
    }
  }

  private var knownCount: Int { parts.isUnknown.count { !$0 } }

  /// `(known parameters…) → (known results…, what is stacked…)`
  func firstBody() throws(JAXError) -> Region {
    let stacked = sources.indices.filter { if case .stacked = sources[$0] { true } else { false } }
    return try parts.known.arranged(
      parameters: Array(0..<parts.known.graph.parameterCount),
      results: Array(0..<knownCount) + stacked.map { knownCount + $0 })
  }

  /// Appends the second loop; its results are those that were not known.
  func second(
    _ scan: Scan, _ rule: PartialEvaluationRule, _ operands: ScanParts<PartialEvaluationRule.Value>,
    count: Tracer?, first: [Tracer]
  ) throws(JAXError) -> [Tracer] {
    let (fixed, sliced) = try residuals(rule, operands, first)
    func later(_ values: [PartialEvaluationRule.Value], _ isUnknown: [Bool]) -> [Tracer] {
      zip(values, isUnknown).filter(\.1).map { value, _ in
        if case .unknown(let tracer) = value { tracer } else { rule.residual(value.known!) }
      }
    }
    let invariants = later(operands.invariants, isUnknown.invariants)
    let carries = later(operands.carries, isUnknown.carries)
    let xs = later(operands.xs, isUnknown.xs)
    let residualCount = sources.count
    let order =
      fixed.map(\.residual) + invariants.indices.map { residualCount + $0 }
      + carries.indices.map { residualCount + invariants.count + $0 } + sliced.map(\.residual)
      + xs.indices.map { residualCount + invariants.count + carries.count + $0 }
    if parts.unknown.graph.results.isEmpty { return [] }
    return rule.second.apply(
      scan.with(invariants: fixed.count + invariants.count, carries: carries.count),
      (count.map { [rule.residual($0)] } ?? []) + fixed.map { rule.residual($0.tracer) } + invariants
        + carries
        + sliced.map { rule.residual($0.tracer) } + xs,
      regions: [try parts.unknown.arranged(parameters: order)], at: rule.location)
  }

  private typealias Residual = (residual: Int, tracer: Tracer)

  /// The residuals that are the same in every iteration, and those of which each has a slice.
  private func residuals(
    _ rule: PartialEvaluationRule, _ operands: ScanParts<PartialEvaluationRule.Value>, _ first: [Tracer]
  ) throws(JAXError) -> (fixed: [Residual], sliced: [Residual]) {
    let invariants = operands.invariants.compactMap(\.known)
    let xs = operands.xs.compactMap(\.known)
    let graph = parts.known.graph
    let hoisted = sources.indices.filter { if case .hoisted = sources[$0] { true } else { false } }
    let fixedArguments = invariants.map { Optional($0.value) }
    var made = try rule.first.inline(
      graph, fixedArguments + (invariants.count..<graph.parameterCount).map { _ in nil },
      results: hoisted.map { graph.results[knownCount + $0] }, keepingEffects: false
    ).map { Tracer($0, in: rule.first) }[...]
    var rest = first.dropFirst(knownCount)
    var (fixed, sliced): ([Residual], [Residual]) = ([], [])
    for (number, source) in sources.enumerated() {
      switch source {
      case .invariant(let position): fixed.append((number, invariants[position]))
      case .slice(let position): sliced.append((number, xs[position]))
      case .hoisted: fixed.append((number, made.removeFirst()))
      case .result(let position): sliced.append((number, first[position]))
      case .stacked: sliced.append((number, rest.removeFirst()))
      }
    }
    return (fixed, sliced)
  }

  /// The results of the whole loop, from those of its parts.
  func results(first: [Tracer], second: [Tracer]) -> [PartialEvaluationRule.Value] {
    var (before, after) = (first[...], second[...])
    return parts.isUnknown.map { $0 ? .unknown(after.removeFirst()) : .known(before.removeFirst()) }
  }
}

extension Region {
  /// The flags of a scan with this body, also of carries that become unknown in some iteration.
  func unknownCarries(
    _ scan: Scan, _ isUnknown: ScanParts<Bool>, _ transforms: any RegionTransforms
  ) throws(JAXError) -> ScanParts<Bool> {
    var flags = isUnknown
    while true {
      let given = try transforms.partiallyEvaluated(self, unknown: flags.body, results: nil).isUnknown
      let next = zip(flags.carries, given).map { $0 || $1 }
      if next == flags.carries { return flags }
      flags.carries = next
    }
  }
}

extension Graph {
  /// By value: whether it is made of nothing but the first `count` parameters.
  fileprivate func isMade(of count: Int) -> [Bool] {
    var isMade = types.indices.map { $0 < count }
    for instruction in instructions where instruction.effects == .none {
      guard instruction.operands.allSatisfy({ isMade[$0.index] }) else { continue }
      for result in instruction.results { isMade[result.index] = true }
    }
    return isMade
  }
}
