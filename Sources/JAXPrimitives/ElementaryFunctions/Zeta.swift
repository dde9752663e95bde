package import JAXIR

extension Scalar {
  /// Hurwitz's zeta function `Σ (q + k)^−x`, k ≥ 0: infinite at x = 1 and where a term is, NaN for x < 1, and for
  /// q < 0 unless x is an integer.
  ///
  /// The first terms one by one, the rest by Euler and Maclaurin's formula:
  /// `Σ = w^(1−x) / (x − 1) + w^−x / 2 + Σ B₂ⱼ / (2j)!·x·(x + 1)·…·(x + 2j − 2)·w^(1−x−2j)`.
  package func zeta(_ q: Scalar) -> Scalar {
    precondition(q.dtype == dtype, "zeta of \(dtype) and \(q.dtype)")
    if dtype == .float32 {
      return convert(to: .float64).zetaForSingle(q.convert(to: .float64)).convert(to: .float32)
    }
    return zeta(q) { $0.pow($1) }
  }

  /// The function of two float32 in float64, with the power that float32 takes: precise enough, and far cheaper.
  func zetaForSingle(_ q: Scalar) -> Scalar {
    zeta(q) { $0.abs.singlePower($1).withSign(of: $0, toThe: $1) }
  }

  private func zeta(_ q: Scalar, power: (Scalar, Scalar) -> Scalar) -> Scalar {
    let negative = -self
    let count = Self.bernoulliQuotients.count
    let carried = builder.loop(to: .constant(count), carrying: [constant(0), q]) { _, carried in
      [carried[0] + power(carried[1], negative), carried[1] + 1]
    }
    let (terms, w) = (carried[0], carried[1])
    let last = power(w, negative)
    let inverse = 1 / w
    let square = inverse * inverse
    // x·(x + 1)·…·w^(1−2j), from the last term to the first.
    var sum = constant(0)
    for (j, quotient) in Self.bernoulliQuotients.enumerated().reversed() {
      let step = Double(2 * j)
      let factor = j == 0 ? self * inverse : (self + (step - 1)) * (self + step) * square
      sum = factor * (sum + quotient)
    }
    // Nothing times what may be infinite.
    let rest = last.compare(.equal, 0).select(0, last * (w / (self - 1) + (sum + 0.5)))
    let isPole = q.compare(.lessEqual, 0) & q.floor.compare(.equal, q)
    let undefined =
      compare(.less, 1) | (q.compare(.less, 0) & floor.compare(.notEqual, self))
    let whole = q.compare(.equal, .infinity).select(0, terms + rest)
    let sumOrPole = (compare(.equal, 1) | isPole).select(.infinity, whole)
    let isNumber = compare(.equal, self) & q.compare(.equal, q)
    return isNumber.select(undefined.select(.nan, sumOrPole), self + q)
  }

  /// `self` = |base|^exponent with the sign of the power, of a whole exponent.
  private func withSign(of base: Scalar, toThe exponent: Scalar) -> Scalar {
    let half = exponent * 0.5
    let isOdd = half.roundEven.compare(.notEqual, half)
    return (base.compare(.less, 0) & isOdd).select(-self, self)
  }

  /// B₂ⱼ / (2j)!, j ≥ 1.
  private static let bernoulliQuotients: [Double] = [
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160,
    -691.0 / 1_307_674_368_000, 1.0 / 74_724_249_600, -3617.0 / 10_670_622_842_880_000,
    43867.0 / 5_109_094_217_170_944_000,
  ]
}
