import JAXIR
import JAXPrimitives

extension Exporter {
  /// Regions read from outside what does not change: invariants and the operands of branches are no arguments there.
  static let controlRules: [(String, Rule)] = [
    rule(While.self) { (loop, site) throws(JAXError) in
      let state = Array(site.operands.dropLast(loop.invariants))
      let outside = Array(site.operands.suffix(loop.invariants))
      return try site.exporter.append(
        "stablehlo.while", state, regions: site.regions.map { site.body($0, state.map(\.type), outside) },
        results: site.resultTypes)
    },
    // The loop that it is, where it stands.
    rule(Scan.self) { (scan, site) throws(JAXError) in
      let expansion = try scan.expansion(of: site.operands.map { .tensor($0.type) }, site.regions[0])
      return try site.exporter.body(expansion, site.operands).compactMap { $0 }
    },
    body(Checkpoint.self), body(CustomJvp.self), body(CustomVjp.self),
    rule(Named.self) { (_, site) throws(JAXError) in site.operands },
    rule(Case.self) { (_, site) throws(JAXError) in
      let outside = Array(site.operands.dropFirst())
      return try site.exporter.append(
        "stablehlo.case", [site.operands[0]], regions: site.regions.map { site.body($0, [], outside) },
        results: site.resultTypes)
    },
  ]
}

extension Exporter {
  /// An entry for a primitive that means its first region, which is written where it stands.
  private static func body<P: Primitive>(_: P.Type) -> (String, Rule) {
    rule(P.self) { (_, site) throws(JAXError) in
      try site.exporter.body(site.regions[0].graph, site.operands).compactMap { $0 }
    }
  }
}

extension ExportSite {
  /// A region whose first parameters are the block's arguments and whose others are `outside`.
  fileprivate func body(_ region: Region, _ arguments: [TensorType], _ outside: [Term]) -> Exporter.Body {
    let exporter = exporter
    return Exporter.Body(arguments) { (arguments) throws(JAXError) in
      try exporter.body(region.graph, arguments + outside).compactMap { $0 }
    }
  }
}
