import JAXIR
import Testing

@testable import JAXCompiler

/// Loops whose index is divided, as where a reshaped or transposed operand is read.
struct LoopSplittingTests {
  /// Copies from where the index is taken apart by each of `divisors` to where it is whole.
  private func copy(_ extent: Int, by divisors: [Int]) throws -> Kernel {
    let builder = KernelBuilder(name: "copy")
    let source = builder.parameter(.int32, count: extent * 64, access: .read)
    let result = builder.parameter(.int32, count: extent * divisors.count, access: .write)
    builder.loop(.parallel, to: extent) { index in
      for (position, divisor) in divisors.enumerated() {
        let by = builder.constant(Kernel.Constant(.int64, integer: divisor))
        let (quotient, rest) = (builder.apply(.divide, index, by), builder.apply(.remainder, index, by))
        let element = builder.load(source, at: AffineIndex(quotient.value, stride: 3) + rest.index * 2)
        builder.store(element, to: result, at: index.index + position * extent)
      }
    }
    let kernel = builder.finish()
    try kernel.verify()
    return kernel
  }

  private func target(lanes: Int) -> VectorTarget { VectorTarget(lanes: lanes, threads: .none) }

  private func run(_ kernel: Kernel, _ extent: Int, _ count: Int) throws -> [Int32] {
    let operand = UnsafeMutableBufferPointer<Int32>.allocate(capacity: extent * 64)
    let result = UnsafeMutableBufferPointer<Int32>.allocate(capacity: extent * count)
    defer {
      operand.deallocate()
      result.deallocate()
    }
    for position in operand.indices { operand[position] = Int32(position) }
    result.initialize(repeating: -1)
    let buffers = [operand, result].map { UnsafeMutableRawBufferPointer($0) }
    try KernelInterpreter(kernel).run(buffers: buffers, extents: [])
    return Array(result)
  }

  @Test(arguments: [
    [4], [8], [3], [6], [4, 8], [8, 4], [4, 6], [12, 4], [8, 24], [2, 12], [5], [48], [7, 16],
  ])
  func everyElementIsTheSame(_ divisors: [Int]) throws {
    let kernel = try copy(48, by: divisors)
    for lanes in [2, 4, 8] {
      let scheduled = kernel.scheduled(for: target(lanes: lanes))
      try scheduled.verify()
      #expect(try run(scheduled, 48, divisors.count) == run(kernel, 48, divisors.count))
    }
  }

  @Test func theInnerLoopFillsAVector() throws {
    func headings(_ extent: Int, _ divisors: [Int], lanes: Int) throws -> [String] {
      try copy(extent, by: divisors).scheduled(for: target(lanes: lanes)).description.split(separator: "\n")
        .map { $0.trimmingPrefix { $0 == " " } }.filter { $0.hasPrefix("loop") }.map(String.init)
    }
    let split = try headings(256, [64], lanes: 16)
    #expect(split.count == 2)
    #expect(split[0] == "loop %0 in 0 ..< 4 parallel {")
    #expect(split[1].hasPrefix("loop %1 in 0 ..< 64 vector(16"))
    // The smallest that is enough, and its multiples.
    #expect(try headings(256, [64, 16, 8], lanes: 16)[0] == "loop %0 in 0 ..< 16 parallel {")
    // Too small, no divisor, nothing to split.
    #expect(try headings(256, [8], lanes: 16).count == 1)
    #expect(try headings(256, [48], lanes: 16).count == 1)
    #expect(try headings(256, [256], lanes: 16).count == 1)
  }
}
