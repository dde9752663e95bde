import JAXIR
import Testing

struct LowerBoundsTests {
  /// A kernel that stores what `compute` makes of an element of memory.
  private func kernel(_ compute: (Scalar) -> Scalar) -> Kernel {
    let builder = KernelBuilder(name: "k")
    let input = builder.parameter(.float32, count: 1, access: .read)
    let output = builder.parameter(.float32, count: 1, access: .write)
    builder.store(compute(builder.load(input, at: AffineIndex())), to: output, at: AffineIndex())
    return builder.finish()
  }

  private func count(_ kernel: Kernel, _ isCounted: (ScalarOperation) -> Bool) -> Int {
    kernel.body.operations.count { operation in
      if case .scalar(let scalar, _) = operation.kind { isCounted(scalar) } else { false }
    }
  }

  private func comparisons(_ kernel: Kernel) -> Int {
    count(kernel) { if case .compare = $0 { true } else { false } }
  }

  @Test func whatIsAboveABoundIsNotComparedWithIt() {
    for comparison in [Comparison.less, .lessEqual, .equal] {
      let kernel = kernel { x in
        let y = x * x + 0.5
        return y.compare(comparison, 0.25).select(y.constant(7), y)
      }
      #expect(comparisons(kernel) == 0)
      #expect(count(kernel) { $0 == .select } == 0)
    }
  }

  @Test func aNumberThatMayBeNaNIsCompared() {
    for comparison in [Comparison.greater, .greaterEqual, .notEqual] {
      #expect(
        comparisons(kernel { x in (x * x + 0.5).compare(comparison, 0.25).select(x, x.constant(0)) }) == 1)
    }
  }

  @Test func aBoundHoldsUpToItself() {
    #expect(comparisons(kernel { x in (x.abs + 0.5).compare(.less, 0.5).select(x.constant(0), x) }) == 0)
    #expect(comparisons(kernel { x in (x.abs + 0.5).compare(.lessEqual, 0.5).select(x.constant(0), x) }) == 1)
    #expect(comparisons(kernel { x in (x.abs + 0.5).compare(.less, 0.75).select(x.constant(0), x) }) == 1)
  }

  @Test func whatMayBeNegativeHasNoBound() {
    #expect(
      comparisons(kernel { x in (x * (x + 1) + 0.5).compare(.less, 0.25).select(x.constant(0), x) }) == 1)
    #expect(comparisons(kernel { x in (x * x - 0.5).compare(.less, -1).select(x.constant(0), x) }) == 1)
    #expect(comparisons(kernel { x in (x * x + -0.5).compare(.less, -1).select(x.constant(0), x) }) == 1)
  }

  @Test func sumsOfSquaresAreNotNegative() {
    func kernel(from initial: Double) -> Kernel {
      let builder = KernelBuilder(name: "k")
      let input = builder.parameter(.float32, count: 8, access: .read)
      let output = builder.parameter(.float32, count: 1, access: .write)
      let zero = builder.constant(Kernel.Constant(.float32, initial))
      let sum = builder.reduce(over: [.constant(8)], lanes: 4, from: [zero]) { indices in
        let x = builder.load(input, at: indices[0].index)
        return [x * x]
      } combine: { a, b in
        [a[0] + b[0]]
      }
      let y = sum[0] + 0.5
      builder.store(y.compare(.less, 0.25).select(y.constant(0), y), to: output, at: AffineIndex())
      return builder.finish()
    }
    #expect(comparisons(kernel(from: 0)) == 0)
    #expect(comparisons(kernel(from: -1)) == 1)
  }

  @Test func oneTimesANumberIsTheNumber() {
    #expect(count(kernel { x in x * 1 }) { $0 == .multiply } == 0)
    #expect(count(kernel { x in 1 * x }) { $0 == .multiply } == 0)
    #expect(count(kernel { x in x * -1 }) { $0 == .multiply } == 1)
  }
}
