/// A primitive with regions of which a part can be computed while some operands are not known yet.
///
/// Other primitives are computed as a whole once all operands are known.
package protocol PartiallyEvaluatedPrimitive: Primitive {
  /// The results, each known or not; at least one operand is not known.
  func partiallyEvaluated(_ rule: PartialEvaluationRule) throws(JAXError) -> [PartialEvaluationRule.Value]
}

/// What a rule of partial evaluation is given: values of two graphs, of which the first runs before the second.
package struct PartialEvaluationRule {
  package enum Value {
    /// A value of the first graph.
    case known(Tracer)
    /// A value of the second graph.
    case unknown(Tracer)
  }

  package let operands: [Value]
  package let regions: [Region]
  package let transforms: any RegionTransforms
  /// The graph of what is known.
  package let first: GraphBuilder
  /// The graph of what is not.
  package let second: GraphBuilder
  package let location: Location
  /// A value of the first graph as the second one reads it.
  package let residual: (Tracer) -> Tracer

  package init(
    operands: [Value], regions: [Region], transforms: any RegionTransforms, first: GraphBuilder,
    second: GraphBuilder, location: Location, residual: @escaping (Tracer) -> Tracer
  ) {
    self.operands = operands
    self.regions = regions
    self.transforms = transforms
    self.first = first
    self.second = second
    self.location = location
    self.residual = residual
  }

  /// By operand: whether it is not known.
  package var isUnknown: [Bool] { operands.map(\.isUnknown) }

  /// Operand `index` as the second graph reads it.
  package func later(_ index: Int) -> Tracer {
    switch operands[index] {
    case .known(let tracer): residual(tracer)
    case .unknown(let tracer): tracer
    }
  }
}

extension PartialEvaluationRule.Value {
  package var isUnknown: Bool { known == nil }

  package var known: Tracer? {
    if case .known(let tracer) = self { tracer } else { nil }
  }
}

/// A region in two parts: what needs only the known parameters, and the rest.
///
///     f: (a…, x…) → (b…, y…)   ⇒   known: (a…) → (b…, r…),   unknown: (r…, x…) → (y…)
package struct PartiallyEvaluatedRegion {
  package let known: Region
  package let unknown: Region
  /// By result of f: whether it is one of y.
  package let isUnknown: [Bool]
  package let residualCount: Int

  package init(known: Region, unknown: Region, isUnknown: [Bool], residualCount: Int) {
    self.known = known
    self.unknown = unknown
    self.isUnknown = isUnknown
    self.residualCount = residualCount
  }
}
