import JAXIR
import JAXPrimitives

extension RewriteSite {
  /// - `x + 0 ⇒ x`, and `0 + x ⇒ x`, for floats with −0
  /// - `x + (−y) ⇒ x − y`
  /// - `(−x) + y ⇒ y − x`
  func simplifiedSum() throws(JAXError) -> Graph.Value? {
    let (x, y) = (operands[0], operands[1])
    if splat(1)?.isZeroOfSums == true { return x }
    if splat(0)?.isZeroOfSums == true { return y }
    if let negated = match(y, Negate.self) { return try apply(Subtract(), x, negated.operands[0]) }
    if let negated = match(x, Negate.self) { return try apply(Subtract(), y, negated.operands[0]) }
    return nil
  }

  /// - `x − 0 ⇒ x`, for floats with +0
  /// - `0 − x ⇒ −x`, for floats with −0
  /// - `x − (−y) ⇒ x + y`
  /// - `x − x ⇒ 0` for integers
  func simplifiedDifference() throws(JAXError) -> Graph.Value? {
    let (x, y) = (operands[0], operands[1])
    if splat(1)?.bits == 0 { return x }
    if splat(0)?.isZeroOfSums == true { return try apply(Negate(), y) }
    if let negated = match(y, Negate.self) { return try apply(Add(), x, negated.operands[0]) }
    if x == y, let dtype = tensorType(0)?.dtype, dtype.isInteger {
      return try filled(Kernel.Constant(dtype, integer: 0), like: 0)
    }
    return nil
  }

  /// - `x · 1 ⇒ x` and `1 · x ⇒ x`
  /// - `x · 0 ⇒ 0` and `0 · x ⇒ 0` for integers and `bool`
  /// - `(−x) · (−y) ⇒ x · y`
  func simplifiedProduct() throws(JAXError) -> Graph.Value? {
    for (position, other) in [(1, 0), (0, 1)] {
      guard let factor = splat(position) else { continue }
      if factor.isOne { return operands[other] }
      if factor.bits == 0, !factor.dtype.isFloat { return operands[position] }
    }
    return try withoutTwoSigns(Multiply())
  }

  /// - `x / 1 ⇒ x`
  /// - `(−x) / (−y) ⇒ x / y` for floats
  func simplifiedQuotient() throws(JAXError) -> Graph.Value? {
    if splat(1)?.isOne == true { return operands[0] }
    return tensorType(0)?.dtype.isFloat == true ? try withoutTwoSigns(Divide()) : nil
  }

  /// `−(−x) ⇒ x`
  func simplifiedNegation() -> Graph.Value? { match(operands[0], Negate.self)?.operands[0] }

  /// - `|x| ⇒ x` for unsigned integers
  /// - `||x|| ⇒ |x|`
  /// - `|−x| ⇒ |x|`
  func simplifiedMagnitude() throws(JAXError) -> Graph.Value? {
    if tensorType(0)?.dtype.kind == .unsigned || match(operands[0], Abs.self) != nil { return operands[0] }
    return try match(operands[0], Negate.self).map { (negated) throws(JAXError) in
      try apply(Abs(), negated.operands[0])
    }
  }

  /// - `fma(x, 1, c) ⇒ x + c` and `fma(1, x, c) ⇒ x + c`
  /// - `fma(x, y, −0) ⇒ x · y`
  /// - `fma(−x, −y, c) ⇒ fma(x, y, c)`
  func simplifiedFma() throws(JAXError) -> Graph.Value? {
    if splat(1)?.isOne == true { return try apply(Add(), operands[0], operands[2]) }
    if splat(0)?.isOne == true { return try apply(Add(), operands[1], operands[2]) }
    if splat(2)?.isZeroOfSums == true { return try apply(Multiply(), operands[0], operands[1]) }
    return try withoutTwoSigns(Fma())
  }

  /// The instruction without the negations of its first two operands, if both are negations.
  private func withoutTwoSigns(_ primitive: any Primitive) throws(JAXError) -> Graph.Value? {
    guard let x = match(operands[0], Negate.self), let y = match(operands[1], Negate.self) else { return nil }
    return try append(primitive, [x.operands[0], y.operands[0]] + operands.dropFirst(2))[0]
  }
}

extension Kernel.Constant {
  /// Whether `x + self` is `x` for every `x`: 0, of floats −0 alone.
  fileprivate var isZeroOfSums: Bool { self == (dtype.isFloat ? Kernel.Constant(dtype, -0.0) : .zero(dtype)) }

  fileprivate var isOne: Bool {
    self == (dtype.isFloat ? Kernel.Constant(dtype, 1.0) : Kernel.Constant(dtype, integer: 1))
  }

  private static func zero(_ dtype: DType) -> Kernel.Constant { Kernel.Constant(dtype, integer: 0) }
}
