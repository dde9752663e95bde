package import JAXIR

extension Scan: LinearPrimitive {
  /// A scan the other way round, which carries the cotangents of the carries and the sums of those of the invariants
  /// that the scan is linear in. Carries that are linear are so from the start: one that begins with something known
  /// begins with zeros.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let isLinear = parts(of: rule.operands.indices.map { rule.linear($0) != nil })
    guard isLinear.count != true else {
      throw JAXError(.unsupported, "the count of iterations is not linear")
    }
    let body = rule.regions[0]
    guard try body.unknownCarries(self, isLinear, rule.transforms).carries.allSatisfy(\.self) else {
      // What is carried though it is not linear is computed beforehand.
      return try rule.transposedInParts(self)
    }
    let transpose = try ScanTranspose(self, rule, isLinear)
    return try transpose.results(rule)
  }
}

private struct ScanTranspose {
  private let scan: Scan
  private let isLinear: ScanParts<Bool>
  /// By carry: whether its cotangent is ever anything but zero.
  private var isCarried: [Bool]
  /// By result of the body: whether its cotangent is given.
  private let isGiven: [Bool]
  /// By linear parameter of the body: whether it has a cotangent.
  private var hasCotangent: ScanParts<Bool>

  init(_ scan: Scan, _ rule: TransposeRule, _ isLinear: ScanParts<Bool>) throws(JAXError) {
    self.scan = scan
    self.isLinear = isLinear
    isGiven = rule.cotangents.map { $0 != nil }
    isCarried = Array(isGiven.prefix(scan.carries))
    let linear = isLinear.invariants + isCarried.map { _ in true } + isLinear.xs
    let ofInvariants = isLinear.invariants.count { $0 }
    while true {
      let flags = try rule.transforms.transposed(
        rule.regions[0], linear: linear, given: isCarried + isGiven.dropFirst(scan.carries), results: nil
      ).hasCotangent
      hasCotangent = ScanParts(
        invariants: Array(flags.prefix(ofInvariants)),
        carries: Array(flags.dropFirst(ofInvariants).prefix(scan.carries)),
        xs: Array(flags.dropFirst(ofInvariants + scan.carries)))
      let next = zip(isCarried, hasCotangent.carries).map { $0 || $1 }
      if next == isCarried { break }
      isCarried = next
    }
    hasCotangent.carries = isCarried
  }

  /// The cotangents of the operands of the scan.
  func results(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    let types = rule.regions[0].graph.parameterTypes.compactMap(\.tensor)
    let typeParts = scan.parts(ofBody: types)
    guard let some = rule.cotangents.compactMap(\.self).first else { return rule.operands.map { _ in nil } }
    let residuals = scan.parts(of: rule.operands.indices.map(rule.residual))
    let summed = zip(typeParts.invariants, isLinear.invariants).filter(\.1).map(\.0)
    let sums = zip(summed, hasCotangent.invariants).filter(\.1).map { some.zeros($0.0) }
    let carried = zip(zip(rule.cotangents, typeParts.carries), isCarried).filter(\.1).map { pair, _ in
      pair.0 ?? some.zeros(pair.1)
    }
    let invariants = zip(residuals.invariants, isLinear.invariants).compactMap { $1 ? nil : $0 }
    let xs = zip(residuals.xs, isLinear.xs).compactMap { $1 ? nil : $0 }
    let stacks = rule.cotangents.dropFirst(scan.carries).compactMap(\.self)
    let transposed = scan.with(
      invariants: invariants.count, carries: sums.count + carried.count, isReversed: !scan.isReversed)
    let region = try body(rule, sums: sums.count, invariants: invariants.count, xs: xs.count)
    let operands = (residuals.count.map { [$0!] } ?? []) + invariants + sums + carried + xs + stacks
    return spread(Tracer.apply(transposed, operands, regions: [region]))
  }

  /// `(invariants…, sums…, cotangents of carries…, xs…, cotangents of ys…) → (sums…, of carries…, of xs…)`
  private func body(
    _ rule: TransposeRule, sums: Int, invariants: Int, xs: Int
  ) throws(JAXError) -> Region {
    let linear = isLinear.invariants + isCarried.map { _ in true } + isLinear.xs
    let given = isCarried + isGiven.dropFirst(scan.carries)
    let transposed = try rule.transforms.transposed(
      rule.regions[0], linear: linear, given: given, results: hasCotangent.body
    ).region.graph
    // Its parameters are invariants, xs, then the cotangents of carries and of ys.
    let carried = isCarried.count { $0 }
    let builder = GraphBuilder()
    let types = transposed.parameterTypes
    let fixed = types[..<invariants].map(builder.parameter)
    let totals = transposed.resultTypes.prefix(sums).map { Tracer(builder.parameter($0), in: builder) }
    let cotangents = types[(invariants + xs)...].prefix(carried).map(builder.parameter)
    let slices = types[invariants..<invariants + xs].map(builder.parameter)
    let ofYs = types[(invariants + xs + carried)...].map(builder.parameter)
    let results = try builder.inline(transposed, fixed + slices + cotangents + ofYs)
    let added = zip(totals, results).map { ($0 + Tracer($1, in: builder)).value }
    return Region(builder.finish(name: transposed.name, results: added + results.dropFirst(sums)))
  }

  private func spread(_ results: [Tracer]) -> [Tracer?] {
    var rest = results[...]
    func next(_ isLinear: [Bool], _ hasCotangent: [Bool]) -> [Tracer?] {
      var has = hasCotangent[...]
      return isLinear.map { $0 && has.removeFirst() ? rest.removeFirst() : nil }
    }
    let ofInvariants = next(isLinear.invariants, hasCotangent.invariants)
    let ofCarries = next(isCarried.map { _ in true }, isCarried)
    let ofXs = next(isLinear.xs, hasCotangent.xs)
    // A carry that begins with zeros has nobody to tell.
    let told = zip(ofCarries, isLinear.carries).map { $1 ? $0 : nil }
    return (scan.isCounted ? [nil] : []) + ofInvariants + told + ofXs
  }
}

extension TransposeRule {
  /// The transpose of a primitive in two parts: what is known already is computed, and the rest is transposed.
  func transposedInParts(_ primitive: any PartiallyEvaluatedPrimitive) throws(JAXError) -> [Tracer?] {
    guard let some = cotangents.compactMap(\.self).first else { return operands.map { _ in nil } }
    let second = GraphBuilder()
    var residuals: [Graph.Value: Tracer] = [:]
    var given: [Tracer] = []
    let operands = operands.map { operand -> PartialEvaluationRule.Value in
      switch operand {
      case .linear(let type): .unknown(Tracer(second.parameter(.tensor(type)), in: second, at: some.location))
      case .residual(let tracer): .known(tracer)
      }
    }
    let rule = PartialEvaluationRule(
      operands: operands, regions: regions, transforms: transforms, first: some.builder, second: second,
      location: some.location
    ) { tracer in
      if let known = residuals[tracer.value] { return known }
      let parameter = Tracer(second.parameter(.tensor(tracer.type)), in: second, at: tracer.location)
      residuals[tracer.value] = parameter
      given.append(tracer)
      return parameter
    }
    let results = try primitive.partiallyEvaluated(rule)
    let told = zip(results, cotangents).filter { $0.0.isUnknown && $0.1 != nil }
    let values = told.compactMap { result, _ -> Graph.Value? in
      if case .unknown(let tracer) = result { tracer.value } else { nil }
    }
    let isLinear = operands.filter(\.isUnknown).map { _ in true } + given.map { _ in false }
    let transposed = try transforms.transposed(
      Region(second.finish(results: values)), linear: isLinear, given: values.map { _ in true }, results: nil)
    var cotangents = try transposed.region.inlined(
      given + told.compactMap(\.1), in: some.builder, at: some.location)[...]
    var has = transposed.hasCotangent[...]
    return operands.map { $0.isUnknown && has.removeFirst() ? cotangents.removeFirst() : nil }
  }
}
