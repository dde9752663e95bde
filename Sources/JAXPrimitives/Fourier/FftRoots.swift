import JAXIR

/// Roots of unity and the tables made of them.
enum FftRoots {
  /// `e^(2πi k/n)`, to about half an ulp.
  static func root(_ k: Int, of n: Int) -> (cosine: Double, sine: Double) {
    // Eighths of a turn, and what is left of the nearest: an angle of at most π/8 by integers alone.
    let place = k % n
    let eighths = (8 * place + n / 2) / n
    let rest = 8 * place - eighths * n
    let angle = Pair(rest, over: n)
    let (cosine, sine) = (angle.cosine, angle.sine)
    let diagonal = 0x1.6a09e667f3bcdp-1
    let small = -0x1.bdd3413b26456p-55
    func turned(_ a: Double, _ b: Double) -> Double {
      (a + b) * diagonal + (a + b) * small
    }
    switch eighths % 8 {
    case 0: return (cosine, sine)
    case 1: return (turned(cosine, -sine), turned(sine, cosine))
    case 2: return (-sine, cosine)
    case 3: return (turned(-sine, -cosine), turned(cosine, -sine))
    case 4: return (-cosine, -sine)
    case 5: return (turned(-cosine, sine), turned(-sine, -cosine))
    case 6: return (sine, -cosine)
    default: return (turned(sine, cosine), turned(-cosine, sine))
    }
  }

  /// An angle of (π/4)·(k/n), in two parts.
  private struct Pair {
    let high: Double
    let low: Double

    init(_ k: Int, over n: Int) {
      let (quarter, tail) = (0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55)
      let ratio = Double(k) / Double(n)
      let ratioTail = Double(k).addingProduct(-ratio, Double(n)) / Double(n)
      high = ratio * quarter
      low = (-high).addingProduct(ratio, quarter) + (ratio * tail + ratioTail * quarter)
    }

    /// Series, for |x| ≤ π/8.
    var sine: Double {
      let square = high * high
      var series = 0.0
      for (numerator, denominator) in [(14.0, 15.0), (12, 13), (10, 11), (8, 9), (6, 7), (4, 5), (2, 3)] {
        series = square / (numerator * denominator) * (1 - series)
      }
      return high + (low - high * series)
    }

    var cosine: Double {
      let square = high * high
      var series = 0.0
      for (numerator, denominator) in [(15.0, 16.0), (13, 14), (11, 12), (9, 10), (7, 8), (5, 6), (3, 4)] {
        series = square / (numerator * denominator) * (1 - series)
      }
      let half = square / 2
      let rest = 1 - half
      return rest + (((1 - rest) - half) + (half * series - high * low))
    }
  }

  // MARK: Tables

  /// `w^(p·j)` for the sums j = 1 … radix − 1 and the places p of a stage.
  static func twiddles(radix: Int, count: Int, _ isForward: Bool, _ dtype: DType) throws(JAXError) -> Literal
  {
    let length = radix * count
    let numbers = (1..<radix).flatMap { sum in (0..<count).map { place in root(place * sum, of: length) } }
    return try table(numbers, isForward, dtype)
  }

  /// `w^(j²/2)`
  static func chirp(_ length: Int, _ isForward: Bool, _ dtype: DType) throws(JAXError) -> Literal {
    try table(chirp(length), isForward, dtype)
  }

  private static func chirp(_ length: Int) -> [(cosine: Double, sine: Double)] {
    (0..<length).map { root($0 * $0 % (2 * length), of: 2 * length) }
  }

  /// The transform of the conjugate chirp at both ends of a period.
  static func chirpSpectrum(_ length: Int, padded: Int, _ isForward: Bool, _ dtype: DType) throws(JAXError)
    -> Literal
  {
    var numbers = [(cosine: Double, sine: Double)](repeating: (0, 0), count: padded)
    for (place, root) in chirp(length).enumerated() {
      numbers[place] = (root.cosine, isForward ? root.sine : -root.sine)
      numbers[(padded - place) % padded] = numbers[place]
    }
    return try table(transformed(numbers), false, dtype)
  }

  /// The transform of a power of two of numbers.
  private static func transformed(
    _ numbers: [(cosine: Double, sine: Double)]
  ) -> [(cosine: Double, sine: Double)] {
    let count = numbers.count
    if count == 1 { return numbers }
    let even = transformed(stride(from: 0, to: count, by: 2).map { numbers[$0] })
    let odd = transformed(stride(from: 1, to: count, by: 2).map { numbers[$0] })
    var results = numbers
    for place in 0..<count / 2 {
      let root = root(place, of: count)
      let real = odd[place].cosine * root.cosine + odd[place].sine * root.sine
      let imaginary = odd[place].sine * root.cosine - odd[place].cosine * root.sine
      results[place] = (even[place].cosine + real, even[place].sine + imaginary)
      results[place + count / 2] = (even[place].cosine - real, even[place].sine - imaginary)
    }
    return results
  }

  /// All real parts, then all imaginary parts, which are negated forwards.
  private static func table(
    _ numbers: [(cosine: Double, sine: Double)], _ isForward: Bool, _ dtype: DType
  ) throws(JAXError) -> Literal {
    let values = numbers.map(\.cosine) + numbers.map { isForward ? -$0.sine : $0.sine }
    return try Literal(values, dtype)
  }
}
