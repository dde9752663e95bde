import JAXIR
import JAXPrimitives

extension Exporter {
  static let sortRules: [(String, Rule)] = [
    rule(Sort.self) { (sort, site) throws(JAXError) in
      try site.append(
        "stablehlo.sort",
        [("dimension", MLIR.Spelling.integer(sort.axis, "i64")), ("is_stable", "true")],
        regions: [site.body(site.regions[0])])
    }
  ]
}
