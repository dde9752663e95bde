import JAXIR
import JAXPrimitives

/// A call is its body:
///
///     y… = call(x…) {f}  ⇒  the instructions of f with x… for its parameters
///
/// Regions are rewritten first, so calls within a body are gone when it is inlined.
struct Inlining: RewriteRule {
  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    guard site.primitive is Call else { return nil }
    return try site.inline(site.instruction.regions[0].graph)
  }
}

extension Pass {
  package static let inlining = Pass("inlining", .form, rule: Inlining())
}
