import JAXIR
import JAXPrimitives

extension Exporter {
  static let effectRules: [(String, Rule)] = [
    rule(CreateToken.self) { (_, _) throws(JAXError) in [] },
    rule(Check.self) { (check, site) throws(JAXError) in
      let target =
        switch check.comparison {
        case .equal: "check.expect_eq"
        case .close: "check.expect_close"
        case .almostEqual: "check.expect_almost_eq"
        }
      return try site.append(
        "stablehlo.custom_call",
        [
          ("call_target_name", MLIR.Spelling.string(target)), ("has_side_effect", "true"),
          ("backend_config", MLIR.Spelling.string(check.comparison.text)),
        ])
    },
    rule(Call.self) { (call, site) throws(JAXError) in
      let name = site.exporter.function(call.function, site.regions[0])
      return try site.append("func.call", [("callee", "@\(name)")])
    },
  ]
}
