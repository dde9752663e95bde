import JAXIR
import JAXPrimitives

/// Exact rewrites by laws that hold for every value of the dtype: no bit of a result changes. What floats forbid is
/// left out: `x + 0` is not `x` for −0, `x · 0` is not 0 for infinities, `x − x` neither.
///
/// `Simplifications/` has the laws, each written as a formula with the function that applies it.
struct AlgebraicSimplification: RewriteRule {
  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    try simplified(site).map { [$0] }
  }

  private func simplified(_ site: RewriteSite) throws(JAXError) -> Graph.Value? {
    switch site.primitive {
    // Arithmetic
    case is Add: try site.simplifiedSum()
    case is Subtract: try site.simplifiedDifference()
    case is Multiply: try site.simplifiedProduct()
    case is Divide: try site.simplifiedQuotient()
    case is Negate: site.simplifiedNegation()
    case is Abs: try site.simplifiedMagnitude()
    case is Fma: try site.simplifiedFma()
    // Bits and extrema
    case is Maximum, is Minimum: site.simplifiedExtremum()
    case is And: site.simplifiedConjunction()
    case is Or: site.simplifiedDisjunction()
    case is Xor: try site.simplifiedExclusion()
    case is Not: site.simplifiedComplement()
    // Selection and conversion
    case is Select: site.simplifiedSelection()
    case let convert as Convert: try site.simplifiedConversion(convert)
    case let bitcast as BitcastConvert: site.simplifiedBitcast(bitcast)
    // Derivatives are taken before.
    case is StopGradient: site.operands[0]
    // Movement
    case let transpose as Transpose: try site.simplifiedTranspose(transpose)
    case let reshape as Reshape: try site.simplifiedReshape(reshape)
    case let broadcast as BroadcastInDim: try site.simplifiedBroadcast(broadcast)
    case let slice as Slice: try site.simplifiedSlice(slice)
    case let reverse as Reverse: try site.simplifiedReverse(reverse)
    case let pad as Pad: site.simplifiedPad(pad)
    case let concatenate as Concatenate: try site.simplifiedConcatenation(concatenate)
    default: nil
    }
  }
}

extension RewriteSite {
  /// The value of a constant operand of which all elements are equal.
  func splat(_ index: Int) -> Kernel.Constant? {
    match(operands[index], Constant.self)?.primitive.literal.splat
  }

  /// A constant of the type of operand `index`.
  func filled(_ constant: Kernel.Constant, like index: Int) throws(JAXError) -> Graph.Value? {
    guard let type = tensorType(index) else { return nil }
    return try apply(Constant(Literal(splat: constant, shape: type.shape)))
  }
}

extension Pass {
  package static let algebraicSimplification = Pass(
    "algebraic-simplification", rule: AlgebraicSimplification())
}
