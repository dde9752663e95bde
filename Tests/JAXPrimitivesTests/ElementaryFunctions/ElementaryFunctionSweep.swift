import Foundation
import Testing

private let sweepStride = ProcessInfo.processInfo.environment["JAX_SWEEP"].flatMap { UInt64($0) } ?? 0

/// The largest errors over a dense sample of all float32 numbers, for the table of what is promised. Runs where
/// `JAX_SWEEP` is set, to the distance between bit patterns: 1 is all of them.
@Suite(.enabled(if: sweepStride > 0), .serialized)
struct ElementaryFunctionSweep {
  @Test(arguments: ElementaryFunction.all.filter { $0.arity == 1 && $0.reference != nil })
  func largestError(_ function: ElementaryFunction) throws {
    let reference = try #require(function.reference)
    let block = 1 << 16
    let kernel = FunctionKernel<Float>(function, count: block)
    let run = try kernel.compile()
    var largest = LargestError<Float>()
    var bits: UInt64 = 0
    while bits < 1 << 32 {
      let x = (0..<UInt64(block)).map {
        Float(bitPattern: UInt32(truncatingIfNeeded: min(bits + $0 * sweepStride, 0xFFFF_FFFF)))
      }
      for (x, result) in zip(x, run([x])) {
        let exact = reference(Double(x), 0)
        largest.include(
          unitsInTheLastPlace(result, from: exact), arguments: [x], result: result, exact: exact)
      }
      bits += UInt64(block) * sweepStride
    }
    print("\(function.name) float32: \(kernel.operationCount) operations, \(largest)")
    #expect(largest.units <= function.single)
  }
}
