import JAXIR
import JAXPrimitives

/// Products are added with one rounding, for `float32` and `float64`:
///
///     a · b + c  ⇒  fma(a, b, c)
///     c + a · b  ⇒  fma(a, b, c)
///     a · b − c  ⇒  fma(a, b, −c)
///     c − a · b  ⇒  fma(−a, b, c)
///
/// When both sides are products the left one is contracted, but not when both are one value: `p + p` and `p − p` are
/// exact. Whether the product has other uses does not matter, so the result does not depend on them. In half precision a product of operands is not contracted: it is
/// computed in single precision anyway.
///
/// The graph after this pass is what the program means; `.strict` math leaves it out.
struct Contraction: RewriteRule {
  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    let isDifference = site.primitive is Subtract
    guard site.primitive is Add || isDifference, let dtype = site.tensorType(0)?.dtype,
      dtype == .float32 || dtype == .float64
    else { return nil }
    let (left, right) = (site.operands[0], site.operands[1])
    guard left != right else { return nil }
    if let product = site.match(left, Multiply.self) {
      let addend = isDifference ? try site.apply(Negate(), right) : right
      return try site.append(Fma(), product.operands + [addend])
    }
    guard let product = site.match(right, Multiply.self) else { return nil }
    let (a, b) = (product.operands[0], product.operands[1])
    return try site.append(Fma(), [isDifference ? site.apply(Negate(), a) : a, b, left])
  }
}

extension Pass {
  package static let contraction = Pass("contraction", .meaning, rule: Contraction())
}
