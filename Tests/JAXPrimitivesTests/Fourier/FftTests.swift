import Glibc
import JAXIR
import JAXPrimitives
import Testing

/// Transforms against their definition.
struct FftTests {
  private typealias Number = (real: Double, imaginary: Double)

  /// The sum that defines the transform of numbers one after the other, without a factor.
  private func transform(_ numbers: [Number], isForward: Bool) -> [Number] {
    let count = numbers.count
    return (0..<count).map { k in
      numbers.enumerated().reduce((0, 0)) { sum, term in
        let angle = 2 * Double.pi * Double(k * term.offset % count) / Double(count)
        let (c, s) = (cos(angle), isForward ? -sin(angle) : sin(angle))
        return (
          sum.0 + term.element.real * c - term.element.imaginary * s,
          sum.1 + term.element.real * s + term.element.imaginary * c
        )
      }
    }
  }

  private func numbers(_ literal: Literal) -> [Number] {
    let parts = literal.numbers
    return literal.type.dtype.isComplex
      ? stride(from: 0, to: parts.count, by: 2).map { (parts[$0], parts[$0 + 1]) } : parts.map { ($0, 0) }
  }

  /// The largest difference, relative to the length of the signal.
  private func error(_ a: [Number], _ b: [Number]) -> Double {
    let norm = b.reduce(0) { $0 + $1.real * $1.real + $1.imaginary * $1.imaginary }.squareRoot()
    return zip(a, b).map { hypot($0.real - $1.real, $0.imaginary - $1.imaginary) }.max()! / max(norm, 1e-300)
  }

  @Test(arguments: Array(1...34) + [37, 49, 60, 64, 97, 121, 128, 169, 210, 289, 1000])
  func isItsDefinition(length: Int) throws {
    var random = SplitMix(seed: UInt64(length))
    for (dtype, bound) in [(DType.complex128, 1e-15), (.complex64, 2e-7)] {
      let operand = Literal.random(TensorType(dtype, length), in: -1...1, &random)
      for isForward in [true, false] {
        let kind: Fft.Kind = isForward ? .fft : .ifft
        let result = try evaluate(graph(of: Fft(kind, lengths: [length]), [operand.type]), [operand])[0]
        var expected = transform(numbers(operand), isForward: isForward)
        if !isForward {
          expected = expected.map { ($0.real / Double(length), $0.imaginary / Double(length)) }
        }
        #expect(error(numbers(result), expected) < bound, "\(kind) of \(operand.type)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 8, 9, 17, 30, 34])
  func realNumbersHaveHalfOfASpectrum(length: Int) throws {
    var random = SplitMix(seed: UInt64(length))
    for (dtype, bound) in [(DType.float64, 1e-15), (.float32, 2e-7)] {
      let operand = Literal.random(TensorType(dtype, length), in: -1...1, &random)
      let half = try evaluate(graph(of: Fft(.rfft, lengths: [length]), [operand.type]), [operand])[0]
      let expected = transform(numbers(operand), isForward: true)
      #expect(half.type.shape.extents == [length / 2 + 1])
      #expect(error(numbers(half), Array(expected.prefix(length / 2 + 1))) < bound)
      #expect(numbers(half)[0].imaginary == 0)
      if length % 2 == 0 { #expect(numbers(half)[length / 2].imaginary == 0) }
      let back = try evaluate(graph(of: Fft(.irfft, lengths: [length]), [half.type]), [half])[0]
      #expect(error(numbers(back), numbers(operand)) < 2 * bound)
    }
  }

  /// Of several axes: one after the other.
  @Test func severalAxes() throws {
    var random = SplitMix(seed: 5)
    let operand = Literal.random(TensorType(.complex128, 3, 4, 5), in: -1...1, &random)
    func run(_ fft: Fft, _ literal: Literal) throws -> Literal {
      try evaluate(graph(of: fft, [literal.type]), [literal])[0]
    }
    let both = try run(Fft(.fft, lengths: [4, 5]), operand)
    let last = try run(Fft(.fft, lengths: [5]), operand)
    var rows = [Number](repeating: (0, 0), count: 60)
    let known = numbers(last)
    for (batch, column) in (0..<15).map({ ($0 / 5, $0 % 5) }) {
      let places = (0..<4).map { batch * 20 + $0 * 5 + column }
      for (place, number) in zip(places, transform(places.map { known[$0] }, isForward: true)) {
        rows[place] = number
      }
    }
    #expect(error(numbers(both), rows) < 1e-15)
    let back = try run(Fft(.ifft, lengths: [4, 5]), both)
    #expect(error(numbers(back), numbers(operand)) < 1e-15)
  }

  @Test func allWaysAreOne() throws {
    var random = SplitMix(seed: 6)
    for (kind, extents, lengths) in [
      (Fft.Kind.fft, [3, 34], [34]), (.ifft, [60], [60]), (.rfft, [2, 6, 15], [6, 15]),
      (.irfft, [4, 9], [4, 16]),
    ] {
      let type = try TensorType(kind == .rfft ? .float32 : .complex64, extents)
      let operand = Literal.random(type, in: -1...1, &random)
      _ = try evaluateInAllWays(graph(of: Fft(kind, lengths: lengths), [type]), [operand])
    }
  }

  @Test func constraints() throws {
    func fails(_ fft: Fft, _ type: TensorType) {
      #expect(throws: JAXError.self) { try graph(of: fft, [type]) }
    }
    fails(Fft(.fft, lengths: []), TensorType(.complex64, 4))
    fails(Fft(.fft, lengths: [4]), TensorType(.float32, 4))
    fails(Fft(.rfft, lengths: [4]), TensorType(.complex64, 4))
    fails(Fft(.rfft, lengths: [4]), TensorType(.float16, 4))
    fails(Fft(.fft, lengths: [5]), TensorType(.complex64, 4))
    fails(Fft(.irfft, lengths: [4]), TensorType(.complex64, 4))
    fails(Fft(.fft, lengths: [0]), TensorType(.complex64, 0))
    fails(Fft(.fft, lengths: [1, 1, 1, 1]), TensorType(.complex64, 1, 1, 1, 1))
  }
}
