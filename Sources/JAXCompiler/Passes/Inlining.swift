package import JAXIR
import JAXPrimitives

/// A call is its body, and so is what only says how it is to be differentiated:
///
///     y… = call(x…) {f}        ⇒  the instructions of f with x… for its parameters
///     y… = checkpoint(x…) {f}  ⇒  the same, but for a second run
///     y… = custom_jvp(x…) {f} {…}, custom_vjp(x…) {f} {…} {…}  ⇒  the same
///     ẏ… = custom_tangent(r…, ẋ…) {pullback} {f}  ⇒  the same for f
///     y = named(x)             ⇒  x
///
/// Regions are rewritten first, so calls within a body are gone when it is inlined.
struct Inlining: RewriteRule {
  /// Whether the graph is to be differentiated yet: then only calls are inlined.
  var isEarly = false

  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    switch site.primitive {
    case is Call: return try site.inline(site.instruction.regions[0].graph)
    case let checkpoint as Checkpoint where !isEarly && !checkpoint.isRerun:
      return try site.inline(site.instruction.regions[0].graph)
    case is CustomJvp where !isEarly, is CustomVjp where !isEarly:
      return try site.inline(site.instruction.regions[0].graph)
    case is CustomTangent where !isEarly && site.instruction.regions.count == 2:
      return try site.inline(site.instruction.regions[1].graph)
    case is Named where !isEarly: return site.operands
    default: return nil
    }
  }
}

extension Graph {
  /// The graph with the bodies of functions in place of their calls, to be differentiated: what says how stays.
  package func inliningCalls() throws(JAXError) -> Graph { try rewritten(by: Inlining(isEarly: true)) }
}

extension Pass {
  package static let inlining = Pass("inlining", .form, rule: Inlining())
}
