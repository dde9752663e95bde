import JAXIR

/// What is computed twice from the same values is computed once:
///
///     y = p(x…); z = p(x…)  ⇒  y = p(x…); z = y
///
/// Equal are primitives with equal parameters, operands and regions. Instructions with effects or tokens stay.
struct CommonSubexpressions: RewriteRule {
  private var known: [Instruction.Key: [Graph.Value]] = [:]

  mutating func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    guard site.instruction.effects == .none else { return nil }
    let key = site.instruction.key
    if let values = known[key] { return values }
    let values = try site.keep()
    // A token starts a chain of its own, however it was made.
    if !values.contains(where: { site.type(of: $0) == .token }) { known[key] = values }
    return values
  }
}

extension Pass {
  /// Before contraction, which sees by it that the two sides of a sum are one value.
  package static let sharing = Pass("common-subexpressions", .form, rule: CommonSubexpressions())
  package static let commonSubexpressions = Pass("common-subexpressions", rule: CommonSubexpressions())
}
