import JAXIR

/// A complex number in parts.
typealias FftNumber = (real: Scalar, imaginary: Scalar)

/// A transform of few numbers, as code without loops.
struct FftButterfly {
  let radix: Int
  let isForward: Bool

  static func product(_ a: FftNumber, _ b: FftNumber) -> FftNumber {
    (
      (-a.imaginary).fma(b.imaginary, a.real * b.real),
      a.imaginary.fma(b.real, a.real * b.imaginary)
    )
  }

  func apply(_ x: [FftNumber]) -> [FftNumber] {
    switch radix {
    case 2: [sum(x[0], x[1]), difference(x[0], x[1])]
    case 4: four(x)
    default: odd(x)
    }
  }

  private func sum(_ a: FftNumber, _ b: FftNumber) -> FftNumber {
    (a.real + b.real, a.imaginary + b.imaginary)
  }
  private func difference(_ a: FftNumber, _ b: FftNumber) -> FftNumber {
    (a.real - b.real, a.imaginary - b.imaginary)
  }

  private func four(_ x: [FftNumber]) -> [FftNumber] {
    let (even, evenDifference) = (sum(x[0], x[2]), difference(x[0], x[2]))
    let (odd, oddDifference) = (sum(x[1], x[3]), difference(x[1], x[3]))
    // ∓i times the difference.
    let turned: FftNumber =
      isForward
      ? (oddDifference.imaginary, -oddDifference.real) : (-oddDifference.imaginary, oddDifference.real)
    return [
      sum(even, odd), sum(evenDifference, turned), difference(even, odd), difference(evenDifference, turned),
    ]
  }

  /// What opposite terms have in common is multiplied once:
  ///
  ///     yⱼ, y₋ⱼ = x₀ + Σₖ cos(2πjk/r) (xₖ + x₋ₖ) ∓ i Σₖ sin(2πjk/r) (xₖ − x₋ₖ),  1 ≤ k ≤ (r−1)/2
  private func odd(_ x: [FftNumber]) -> [FftNumber] {
    let half = radix / 2
    let sums = (1...half).map { sum(x[$0], x[radix - $0]) }
    let differences = (1...half).map { difference(x[$0], x[radix - $0]) }
    var results = x
    results[0] = sums.reduce(x[0], sum)
    for place in 1...half {
      var even = x[0]
      var turned: FftNumber?
      for term in 1...half {
        let root = FftRoots.root(place * term, of: radix)
        let (add, subtract) = (sums[term - 1], differences[term - 1])
        even = (add.real.fma(root.cosine, even.real), add.imaginary.fma(root.cosine, even.imaginary))
        turned =
          turned.map {
            (subtract.real.fma(root.sine, $0.real), subtract.imaginary.fma(root.sine, $0.imaginary))
          } ?? (subtract.real * root.sine, subtract.imaginary * root.sine)
      }
      guard let turned else { continue }
      let low: FftNumber = (even.real + turned.imaginary, even.imaginary - turned.real)
      let high: FftNumber = (even.real - turned.imaginary, even.imaginary + turned.real)
      results[isForward ? place : radix - place] = low
      results[isForward ? radix - place : place] = high
    }
    return results
  }
}

extension Scalar {
  fileprivate func fma(_ factor: Double, _ addend: Scalar) -> Scalar { fma(constant(factor), addend) }
}
