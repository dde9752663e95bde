package import JAXIR

/// `log |Γ(x)|`, infinite at 0, −1, −2, …
///
/// - (C1) Operand and result have one type, of a float.
package struct Lgamma: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.logarithmOfGamma() } }

  // d(log |Γ(x)|) = ψ(x) · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.digamma() }
}

/// The derivative of `log |Γ(x)|`: −∞ at 0, NaN at −1, −2, …
///
/// - (C1) Operand and result have one type, of a float.
package struct Digamma: DifferentiableUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.digamma() } }

  // d(ψ(x)) = ψ′(x) · dx, ψ′(x) = ζ(2, x)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * x.filled(2).zeta(x) }
}

/// The derivative of order `n` of `ψ`, `(−1)ⁿ⁺¹ · n! · ζ(n + 1, x)`; NaN where n is negative or no integer.
///
/// - (C1) Operands and result have one shape and one dtype, a float.
package struct Polygamma: BinaryElementwisePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ n: Scalar, _ x: Scalar) -> Scalar {
    .inSinglePrecision(n, x) { $0.polygamma($1) }
  }

  /// With respect to `x` only: ψ⁽ⁿ⁾ has ψ⁽ⁿ⁺¹⁾.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    if rule.tangents[0] != nil {
      throw JAXError(.unsupported, "polygamma has no derivative with respect to its order")
    }
    let (n, x) = (rule.primals[0], rule.primals[1])
    return (rule.apply(self), [rule.tangents[1].map { $0 * (n + 1).polygamma(x) }])
  }
}

/// Hurwitz's zeta function, `Σ (q + k)⁻ˣ` over k ≥ 0: infinite at x = 1 and where a term is, NaN for x < 1, and for
/// q < 0 unless x is an integer.
///
/// - (C1) Operands and result have one shape and one dtype, a float.
package struct Zeta: BinaryElementwisePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floats }
  package func element(_ x: Scalar, _ q: Scalar) -> Scalar { .inSinglePrecision(x, q) { $0.zeta($1) } }

  /// With respect to `q` only: dζ(x, q) = −x · ζ(x + 1, q) · dq.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    if rule.tangents[0] != nil {
      throw JAXError(.unsupported, "zeta has no derivative with respect to its exponent")
    }
    let (x, q) = (rule.primals[0], rule.primals[1])
    return (rule.apply(self), [rule.tangents[1].map { $0 * (-x * (x + 1).zeta(q)) }])
  }
}

extension Tracer {
  package func lgamma() -> Tracer { .apply(Lgamma(), self) }
  package func digamma() -> Tracer { .apply(Digamma(), self) }
  /// The derivative of order `self` of ψ.
  package func polygamma(_ x: Tracer) -> Tracer { .apply(Polygamma(), self, x) }
  package func zeta(_ q: Tracer) -> Tracer { .apply(Zeta(), self, q) }
}
