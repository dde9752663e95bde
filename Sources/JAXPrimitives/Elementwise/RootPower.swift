package import JAXIR

/// The square root, correctly rounded; NaN of less than 0.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Sqrt: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.sqrt }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.sqrt() }

  // d√x = dx / (2·√x)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (0.5 / y) }
}

/// `1 / √x`.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Rsqrt: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.rsqrt() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.rsqrt() }

  // d(1/√x) = −½ · (1/√x) / x · dx
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * (-0.5 * (y / x)) }
}

/// The cube root, of negative numbers too.
///
/// - (C1) Operand and result have one type, of a float or a complex number.
package struct Cbrt: DifferentiableUnaryPrimitive, ComplexUnaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .floatsAndComplex }
  package func element(_ x: Scalar) -> Scalar { x.inSinglePrecision { $0.cbrt() } }
  package func element(_ z: ComplexScalar) -> ComplexScalar { z.cbrt() }

  // d(∛x) = dx / (3 · ∛x²)
  package func tangent(_ x: Tracer, _ y: Tracer, _ dx: Tracer) -> Tracer { dx * ((1.0 / 3) / (y * y)) }
}

/// `a` to the power `b`. Integers wrap; to a negative power, 1 and −1 are ±1 and all others 0.
///
/// - (C1) Operands and result have one shape and one dtype, a number.
package struct Pow: DifferentiableBinaryPrimitive, ComplexBinaryPrimitive {
  package init() {}
  package static var domain: DTypeDomain { .numbers }

  package func element(_ a: Scalar, _ b: Scalar) -> Scalar {
    a.dtype.isFloat ? .inSinglePrecision(a, b) { $0.pow($1) } : Self.integerPower(a, b)
  }
  package func element(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar { a.pow(b) }

  /// By squaring, one step for each bit of the exponent.
  private static func integerPower(_ base: Scalar, _ exponent: Scalar) -> Scalar {
    let (zero, one) = (base.constant(0), base.constant(1))
    let steps = Kernel.Bound.constant(base.dtype.bitWidth)
    let power = base.builder.loop(to: steps, carrying: [one, base, exponent]) { _, carried in
      let (product, square, rest) = (carried[0], carried[1], carried[2])
      let isOdd = (rest & one).compare(.equal, one)
      return [isOdd.select(product * square, product), square * square, rest.shiftRightLogical(1)]
    }[0]
    guard base.dtype.kind == .signed else { return power }
    // Of 1 and −1 the loop has it right: the parity of the exponent is in its last bit.
    let isUnit = base.compare(.equal, one) | base.compare(.equal, -1)
    return (exponent.compare(.greaterEqual, zero) | isUnit).select(power, zero)
  }

  // d(aᵇ) = b · aᵇ⁻¹ · da + log a · aᵇ · db, where 0 counts as 1 in the logarithm
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, da: Tracer) -> Tracer {
    da * (b * a.pow(b.compare(.equal, 0).select(1, b - 1)))
  }
  package func tangent(_ a: Tracer, _ b: Tracer, _ y: Tracer, db: Tracer) -> Tracer {
    db * (a.compare(.equal, 0).select(1, a).log() * y)
  }
}

extension Tracer {
  package func sqrt() -> Tracer { .apply(Sqrt(), self) }
  package func rsqrt() -> Tracer { .apply(Rsqrt(), self) }
  package func cbrt() -> Tracer { .apply(Cbrt(), self) }
  package func pow(_ exponent: Tracer) -> Tracer { .apply(Pow(), self, exponent) }
}
