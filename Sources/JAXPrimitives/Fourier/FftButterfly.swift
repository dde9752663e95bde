import JAXIR

/// A transform of few numbers, as code without loops.
struct FftButterfly {
  let radix: Int
  let isForward: Bool

  /// The product with two roundings for each part: a root of unity loses nothing that the sums had.
  static func product(_ a: ComplexScalar, _ b: ComplexScalar) -> ComplexScalar {
    ComplexScalar(
      (-a.imaginary).fma(b.imaginary, a.real * b.real), a.imaginary.fma(b.real, a.real * b.imaginary))
  }

  func apply(_ x: [ComplexScalar]) -> [ComplexScalar] {
    switch radix {
    case 2: [x[0] + x[1], x[0] - x[1]]
    case 4: four(x)
    default: odd(x)
    }
  }

  private func four(_ x: [ComplexScalar]) -> [ComplexScalar] {
    let (even, evenDifference) = (x[0] + x[2], x[0] - x[2])
    let (odd, oddDifference) = (x[1] + x[3], x[1] - x[3])
    let turned = isForward ? oddDifference.timesMinusI : oddDifference.timesI
    return [even + odd, evenDifference + turned, even - odd, evenDifference - turned]
  }

  /// What opposite terms have in common is multiplied once:
  ///
  ///     yⱼ, y₋ⱼ = x₀ + Σₖ cos(2πjk/r) (xₖ + x₋ₖ) ∓ i Σₖ sin(2πjk/r) (xₖ − x₋ₖ),  1 ≤ k ≤ (r−1)/2
  private func odd(_ x: [ComplexScalar]) -> [ComplexScalar] {
    let half = radix / 2
    let sums = (1...half).map { x[$0] + x[radix - $0] }
    let differences = (1...half).map { x[$0] - x[radix - $0] }
    var results = x
    results[0] = sums.reduce(x[0], +)
    for place in 1...half {
      var even = x[0]
      var turned: ComplexScalar?
      for (term, (sum, difference)) in zip(sums, differences).enumerated() {
        let root = FftRoots.root(place * (term + 1), of: radix)
        even = ComplexScalar(
          sum.real.fma(root.cosine, even.real), sum.imaginary.fma(root.cosine, even.imaginary))
        turned =
          turned.map {
            ComplexScalar(
              difference.real.fma(root.sine, $0.real), difference.imaginary.fma(root.sine, $0.imaginary))
          } ?? difference.map { $0 * root.sine }
      }
      guard let turned else { continue }
      let low = ComplexScalar(even.real + turned.imaginary, even.imaginary - turned.real)
      let high = ComplexScalar(even.real - turned.imaginary, even.imaginary + turned.real)
      results[isForward ? place : radix - place] = low
      results[isForward ? radix - place : place] = high
    }
    return results
  }
}

extension Scalar {
  fileprivate func fma(_ factor: Double, _ addend: Scalar) -> Scalar { fma(constant(factor), addend) }
}
