package import JAXIR

/// Whether `a` compares to `b` as `comparison` says, a `bool`.
///
/// Floats compare as IEEE 754 has it: a NaN is unequal to everything and in no order. With `isTotal`, floats are
/// ordered by sign, then magnitude: −NaN < −∞ < … < −0 < +0 < … < +∞ < NaN. `false` is less than `true`.
///
/// - (C1) Operands have one type; the result has their shape.
/// - (C2) Complex numbers are equal or not equal, without an order.
package struct Compare: ElementwisePrimitive, NondifferentiablePrimitive {
  package var comparison = Comparison.equal
  package var isTotal = false

  package init() {}

  package init(_ comparison: Comparison, isTotal: Bool = false) {
    self.comparison = comparison
    self.isTotal = isTotal
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("comparison", \.comparison), Attribute("total", \.isTotal)]
  }

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(2)
    let dtype = try DTypeDomain.all.common(operands)
    let isEquality = comparison == .equal || comparison == .notEqual
    guard !dtype.isComplex || (isEquality && !isTotal) else {
      throw JAXError(
        .dtypeMismatch, "numbers of \(dtype) have no order", hint: "compare their real and imaginary parts")
    }
    return .bool
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    if operands[0].parts.count == 2 {
      let parts = zip(operands[0].parts, operands[1].parts).map { $0.compare(comparison, $1) }
      return Element(comparison == .equal ? parts[0] & parts[1] : parts[0] | parts[1])
    }
    var (a, b) = (operands[0].scalar, operands[1].scalar)
    if isTotal, a.dtype.isFloat { (a, b) = (a.totalOrderKey, b.totalOrderKey) }
    return Element(a.compare(comparison, b))
  }
}

extension Scalar {
  /// A float's place in the total order, as a signed integer of its width: the bits, those of a negative number
  /// inverted but for the sign.
  var totalOrderKey: Scalar {
    let bits = bitcast(to: dtype.signedOfSameWidth)
    return bits ^ bits.shiftRightArithmetic(dtype.bitWidth - 1).shiftRightLogical(1)
  }
}

extension DType {
  /// The signed integers of this dtype's width.
  var signedOfSameWidth: DType {
    switch bitWidth {
    case 8: .int8
    case 16: .int16
    case 32: .int32
    default: .int64
    }
  }
}

/// Whether `x` is neither infinite nor NaN, a `bool`.
///
/// - (C1) The operand is a float.
package struct IsFinite: ElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(1)
    try DTypeDomain.floats.check(operands[0])
    return .bool
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    // A NaN is not less than infinity.
    Element(operands[0].scalar.abs.compare(.less, .infinity))
  }
}

extension Comparison: AttributeValue {}
