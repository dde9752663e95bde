import JAXIR
import JAXPrimitives

extension RewriteSite {
  /// `max(x, x) ⇒ x` and `min(x, x) ⇒ x`
  func simplifiedExtremum() -> Graph.Value? { operands[0] == operands[1] ? operands[0] : nil }

  /// - `x & x ⇒ x`
  /// - `x & 0 ⇒ 0`
  /// - `x & ~0 ⇒ x`
  func simplifiedConjunction() -> Graph.Value? {
    if operands[0] == operands[1] { return operands[0] }
    return onConstant { bits, x in bits.isAllZeros ? bits.value : bits.isAllOnes ? x : nil }
  }

  /// - `x | x ⇒ x`
  /// - `x | 0 ⇒ x`
  /// - `x | ~0 ⇒ ~0`
  func simplifiedDisjunction() -> Graph.Value? {
    if operands[0] == operands[1] { return operands[0] }
    return onConstant { bits, x in bits.isAllZeros ? x : bits.isAllOnes ? bits.value : nil }
  }

  /// - `x ^ x ⇒ 0`
  /// - `x ^ 0 ⇒ x`
  /// - `x ^ ~0 ⇒ ~x`
  func simplifiedExclusion() throws(JAXError) -> Graph.Value? {
    if operands[0] == operands[1], let dtype = tensorType(0)?.dtype {
      return try filled(Kernel.Constant(dtype, bits: 0), like: 0)
    }
    if let x = onConstant({ bits, x in bits.isAllZeros ? x : nil }) { return x }
    guard let x = onConstant({ bits, x in bits.isAllOnes ? x : nil }) else { return nil }
    return try apply(Not(), x)
  }

  /// `~~x ⇒ x`
  func simplifiedComplement() -> Graph.Value? { match(operands[0], Not.self)?.operands[0] }

  private struct Bits {
    let value: Graph.Value
    let constant: Kernel.Constant

    var isAllZeros: Bool { constant.bits == 0 }
    var isAllOnes: Bool { constant.bits.nonzeroBitCount == constant.dtype.bitWidth }
  }

  /// What `rewrite` makes of a constant operand and the other one.
  private func onConstant(_ rewrite: (Bits, Graph.Value) -> Graph.Value?) -> Graph.Value? {
    for (position, other) in [(1, 0), (0, 1)] {
      guard let constant = splat(position) else { continue }
      let bits = Bits(value: operands[position], constant: constant)
      if let value = rewrite(bits, operands[other]) { return value }
    }
    return nil
  }
}
