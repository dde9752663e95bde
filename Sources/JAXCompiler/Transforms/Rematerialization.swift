import JAXIR
import JAXPrimitives

extension PartiallyEvaluated {
  /// The same with fewer residuals: what takes an operation or two on other residuals, element by element, is made
  /// again where it is read. In a loop that is memory for every iteration.
  ///
  ///     unknown: (r, g(r), x…) → (y…)   ⇒   (r, x…) → (y…)
  func makingCheapResidualsAgain() throws(JAXError) -> PartiallyEvaluated {
    let resultCount = known.results.count - residualCount
    let residuals = known.results.dropFirst(resultCount)
    let makers = makers(of: Set(residuals), free: Set(known.results.prefix(resultCount)))
    let isMadeAgain = Set(makers.flatMap(\.results))
    let kept = residuals.filter { !isMadeAgain.contains($0) }
    guard kept.count < residualCount else { return self }
    let builder = GraphBuilder()
    var values = Dictionary(uniqueKeysWithValues: kept.map { ($0, builder.parameter(known[type: $0])) })
    let others = unknown.parameterTypes.dropFirst(residualCount).map { builder.parameter($0) }
    for maker in makers {
      let operands = maker.operands.compactMap { values[$0] }
      values[maker.results[0]] = try builder.append(maker.primitive, operands, at: maker.location)[0]
    }
    let made = residuals.compactMap { values[$0] }
    var parts = self
    parts.unknown = builder.finish(
      name: unknown.name, results: try builder.inline(unknown, made + others))
    parts.known.results = known.results.prefix(resultCount) + kept
    parts.residualCount = kept.count
    return parts
  }

  /// The most vector instructions for an element that are cheaper than its memory.
  private static let cheapCost = 2

  /// The instructions that make a residual cheaply of constants and others, in order, constants included; results
  /// that are `free` are there anyway.
  private func makers(of residuals: Set<Graph.Value>, free: Set<Graph.Value>) -> [Instruction] {
    let costs = OperationCosts(known)
    var available = residuals
    return known.instructions.enumerated().compactMap { position, instruction in
      guard instruction.primitive is any PointwisePrimitive, let result = instruction.results.first,
        !free.contains(result), instruction.operands.allSatisfy(available.contains)
      else { return nil }
      if instruction.operands.isEmpty {
        available.insert(result)
      } else if !residuals.contains(result) || costs[position] > Self.cheapCost
        || !(instruction.primitive is any ElementwisePrimitive)
      {
        return nil
      }
      return instruction
    }
  }
}
