package import JAXIR

/// The greater of `a` and `b`; NaN if one is; −0 is less than +0. Of `bool`s, `a` or `b`.
///
/// - (C1) Operands and result have one shape and one dtype, which is not complex.
package struct Maximum: DifferentiableBinaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .ordered }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.dtype == .bool ? a | b : a.maximum(b) }

  // d(max(a, b)) is the tangent of the greater, of two equals the mean
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer {
    da * a.share(of: y, with: b)
  }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer {
    db * b.share(of: y, with: a)
  }
}

/// The lesser of `a` and `b`; NaN if one is; −0 is less than +0. Of `bool`s, `a` and `b`.
///
/// - (C1) Operands and result have one shape and one dtype, which is not complex.
package struct Minimum: DifferentiableBinaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .ordered }
  package func element(_ a: Scalar, _ b: Scalar) -> Scalar { a.dtype == .bool ? a & b : a.minimum(b) }

  // d(min(a, b)) is the tangent of the lesser, of two equals the mean
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer {
    da * a.share(of: y, with: b)
  }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer {
    db * b.share(of: y, with: a)
  }
}

extension Tracer {
  /// 1 where this operand is the chosen `result`, ½ where `other` is too, else 0.
  fileprivate func share(of result: Tracer, with other: Tracer) -> Tracer {
    let share = other.compare(.equal, result).select(0.5, result.filled(1))
    return compare(.equal, result).select(share, 0)
  }
}

/// `min(max(x, lower), upper)` for the operands `lower`, `x`, `upper`; NaN if one is.
///
/// - (C1) Operands and result have one shape and one dtype, which is not complex.
package struct Clamp: ElementwisePrimitive {
  package init() {}

  package func resultType(of operands: [DType]) throws(JAXError) -> DType {
    try operands.checkCount(3)
    return try DTypeDomain.ordered.common(operands)
  }

  package func element(_ operands: [Element], type: DType) -> Element {
    let (lower, x, upper) = (operands[0].scalar, operands[1].scalar, operands[2].scalar)
    return Element(Minimum().element(Maximum().element(x, lower), upper))
  }

  // The tangent of the operand that was chosen; of x only strictly between the bounds.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let (lower, x, upper) = (rule.primals[0], rule.primals[1], rule.primals[2])
    let ofLower = rule.tangents[0].map {
      lower.compare(.greater, x).select(lower.compare(.less, upper).select($0, 0), 0)
    }
    let ofX = rule.tangents[1].map {
      x.compare(.greater, lower).select(x.compare(.less, upper).select($0, 0), 0)
    }
    let ofUpper = rule.tangents[2].map { upper.compare(.less, x).select($0, 0) }
    return (rule.apply(self), [.sum(.sum(ofLower, ofX), ofUpper)])
  }
}

extension Tracer {
  package func maximum(_ other: Tracer) -> Tracer { .apply(Maximum(), self, other) }
  package func minimum(_ other: Tracer) -> Tracer { .apply(Minimum(), self, other) }
}
