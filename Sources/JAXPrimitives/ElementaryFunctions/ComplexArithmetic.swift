import JAXIR

// A sum of two products, each part of a product or quotient, is computed to 1.5 ulp also where the products cancel,
// thanks to fma (Kahan; Jeannerod, Louvet and Muller, "Further analysis of Kahan's algorithm for the accurate
// computation of 2×2 determinants", 2013). Quotients and magnitudes are computed of numbers whose exponents were taken
// off, so that only a result can overflow; in complex64 float64 has room enough. Infinite and zero operands of a
// quotient give what C99 (annex G.5.1) recommends, those of a product what its formula gives, as in XLA.

extension ComplexScalar {
  static func * (a: ComplexScalar, b: ComplexScalar) -> ComplexScalar {
    ComplexScalar(
      .sumOfProducts(a.real, b.real, -a.imaginary, b.imaginary),
      .sumOfProducts(a.real, b.imaginary, a.imaginary, b.real))
  }

  static func / (a: ComplexScalar, b: ComplexScalar) -> ComplexScalar {
    guard a.real.dtype == .float64 else {
      let (wideA, wideB) = (a.map { $0.convert(to: .float64) }, b.map { $0.convert(to: .float64) })
      return quotient(wideA, wideB) { $0 }.map { $0.convert(to: a.real.dtype) }
    }
    let (exponentA, exponentB) = (a.exponent, b.exponent)
    let exponent = exponentA - exponentB
    return quotient(a.scaled(by: -exponentA), b.scaled(by: -exponentB)) { $0.scaled(by: exponent) }
  }

  /// - Parameter scaled: what is still to be done to the quotient.
  private static func quotient(
    _ a: ComplexScalar, _ b: ComplexScalar, _ scaled: (ComplexScalar) -> ComplexScalar
  ) -> ComplexScalar {
    let square = b.real.fma(b.real, b.imaginary * b.imaginary)
    let dividend = a.timesConjugate(of: b)
    let quotient = scaled(dividend.map { $0 / square })
    let undefined = quotient.real.isNaN & quotient.imaginary.isNaN
    return undefined.select(limit(a, b, square), quotient)
  }

  /// `a · conj(b)`
  private func timesConjugate(of b: ComplexScalar) -> ComplexScalar {
    ComplexScalar(
      .sumOfProducts(real, b.real, imaginary, b.imaginary),
      .sumOfProducts(imaginary, b.real, -real, b.imaginary))
  }

  /// The quotient where its formula gives no number: of a number by 0, of an infinity by a number and of a number by
  /// an infinity. NaN otherwise.
  private static func limit(_ a: ComplexScalar, _ b: ComplexScalar, _ square: Scalar) -> ComplexScalar {
    let zero = square.constant(0)
    let infinity = square.constant(.infinity)
    let byZero = square.compare(.equal, 0)
    let ofInfinity = a.isInfinite & b.isFinite
    let byInfinity = b.isInfinite & a.isFinite
    let signed = a.map { infinity.copySign(of: b.real) * $0 }
    let unit = ofInfinity.select(a.directionOfInfinity, a)
    let divisor = byInfinity.select(b.directionOfInfinity, b)
    // Signs alone matter, so the products need no care.
    let product = ComplexScalar(
      unit.real * divisor.real + unit.imaginary * divisor.imaginary,
      unit.imaginary * divisor.real - unit.real * divisor.imaginary)
    let factor = ofInfinity.select(infinity, byInfinity.select(zero, zero.constant(.nan)))
    return byZero.select(signed, product.map { factor * $0 })
  }

  /// ±1 for an infinite part and ±0 for a finite one.
  private var directionOfInfinity: ComplexScalar {
    map { $0.isInfinite.select($0.constant(1), 0).copySign(of: $0) }
  }

  var isInfinite: Scalar { real.isInfinite | imaginary.isInfinite }
  var isFinite: Scalar { real.abs.compare(.less, .infinity) & imaginary.abs.compare(.less, .infinity) }
}

// MARK: - Magnitude

extension ComplexScalar {
  /// `√(re² + im²)`, which is infinite where a part is, even beside a NaN.
  var magnitude: Scalar {
    let length: Scalar
    if real.dtype == .float64 {
      let exponent = exponent
      let scaled = scaled(by: -exponent)
      length = scaled.squaredMagnitude.sqrt.scaled(by: exponent)
    } else {
      length = map { $0.convert(to: .float64) }.squaredMagnitude.sqrt.convert(to: real.dtype)
    }
    return isInfinite.select(.infinity, length)
  }

  /// `z / |z|`; 0 of 0.
  var direction: ComplexScalar {
    let direction: ComplexScalar
    if real.dtype == .float64 {
      direction = scaled(by: -exponent).overMagnitude
    } else {
      direction = inDoublePrecision { $0.overMagnitude }
    }
    let isZero = real.compare(.equal, 0) & imaginary.compare(.equal, 0)
    return isZero.select(self, direction)
  }

  private var overMagnitude: ComplexScalar {
    let length = isInfinite.select(.infinity, squaredMagnitude.sqrt)
    return map { $0 / length }
  }

  /// `re² + im²`, of which the caller knows that it neither overflows nor loses bits.
  var squaredMagnitude: Scalar { real.fma(real, imaginary * imaginary) }
}

// MARK: - Exponents

extension ComplexScalar {
  /// The exponent of the larger part, an `int64`, from −1023 for 0 and denormals to 1023, also for infinity and NaN.
  var exponent: Scalar {
    let bits = [real, imaginary].map { $0.bits.shiftLeft(1).shiftRightLogical(53) }
    let larger = bits[0].maximum(bits[1])
    return larger.minimum(larger.constant(integer: 2046)).adding(integer: -1023)
  }

  func scaled(by exponent: Scalar) -> ComplexScalar { map { $0.scaled(by: exponent) } }
}

extension Scalar {
  /// `x · 2^exponent` of a `float64` and an `int64` from −4088 to 4092, rounded once where the result is not
  /// denormal.
  func scaled(by exponent: Scalar) -> Scalar {
    // Four steps, none of which leaves the range before the result does.
    let quarter = exponent.shiftRightArithmetic(2)
    let rest = exponent - quarter * exponent.constant(integer: 3)
    let factor = quarter.asPowerOf2
    return self * factor * factor * factor * rest.asPowerOf2
  }

  /// 2^x of an `int64` from −1022 to 1023, a `float64`.
  private var asPowerOf2: Scalar { adding(integer: 1023).shiftLeft(52).bitcast(to: .float64) }

  /// `a·b + c·d` to 1.5 ulp; like the plain formula where a product is not finite.
  static func sumOfProducts(_ a: Scalar, _ b: Scalar, _ c: Scalar, _ d: Scalar) -> Scalar {
    let product = c * d
    let error = c.fma(d, -product)
    let sum = a.fma(b, product)
    return error.isNaN.select(sum, sum + error)
  }

  var isNaN: Scalar { compare(.notEqual, self) }
  var isInfinite: Scalar { abs.compare(.equal, .infinity) }
}
