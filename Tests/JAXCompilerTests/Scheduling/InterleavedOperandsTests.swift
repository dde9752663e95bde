import JAXIR
import Testing

@testable import JAXCompiler

/// Operands whose elements belong to several sequences in turn, as coordinates to points.
struct InterleavedOperandsTests {
  /// By point of one set: the sums over the points of another of weighted differences, coordinate by coordinate.
  private func pulls(points: Int, others: Int, axes: Int, lanes: Int, lead: Int = 0) throws -> Kernel {
    let builder = KernelBuilder(name: "pulls")
    let x = builder.parameter(.int32, count: points * axes, access: .read)
    let y = builder.parameter(.int32, count: others * axes + lead, access: .read)
    let weights = builder.parameter(.int32, count: others, access: .read)
    let result = builder.parameter(.int32, count: points * axes, access: .write)
    builder.forEach([points, axes]) { index in
      let zero = builder.constant(Kernel.Constant(.int32, integer: 0))
      let sums = builder.reduce(over: [.constant(others)], lanes: lanes, from: [zero]) { other in
        let there = builder.load(y, at: other[0].index * axes + index[1] + lead)
        let here = builder.load(x, at: index[0] * axes + index[1])
        return [(there - here) * builder.load(weights, at: other[0].index)]
      } combine: {
        [$0[0] + $1[0]]
      }
      let axis = builder.value(of: index[1]).convert(to: .int32)
      builder.store(sums[0] + axis, to: result, at: index[0] * axes + index[1])
    }
    let kernel = builder.finish()
    try kernel.verify()
    return kernel
  }

  private func scheduled(_ kernel: Kernel, _ threads: VectorTarget.ThreadUse = .grain(1)) throws -> Kernel {
    let scheduled = kernel.scheduled(for: VectorTarget(lanes: 4, threads: threads))
    try scheduled.verify()
    return scheduled
  }

  @Test(arguments: [2, 3, 4, 5], [16, 37])
  func everyElementIsTheSame(axes: Int, points: Int) throws {
    for (others, lead) in [(64, 0), (61, 0), (64, 1)] {
      let kernel = try pulls(points: points, others: others, axes: axes, lanes: 8, lead: lead)
      #expect(try interpreted(scheduled(kernel)) == interpreted(kernel))
    }
  }

  private func count(_ word: String, in kernel: Kernel) -> Int {
    kernel.description.split(separator: " ").count { $0 == word }
  }

  @Test func reductionsOfNeighboursAreOne() throws {
    for axes in 2...4 {
      let kernel = try scheduled(pulls(points: 8, others: 64, axes: axes, lanes: 8))
      #expect(count("reduce", in: kernel) == 1)
    }
    // Too many accumulators, and one lane: vectors run over results then.
    #expect(count("carrying", in: try scheduled(pulls(points: 8, others: 64, axes: 5, lanes: 8))) == 0)
    let long = try scheduled(pulls(points: 8, others: 64, axes: 5, lanes: 8), .none)
    #expect(long.description.contains("in 0 ..< 5"))
    let sequential = try scheduled(pulls(points: 8, others: 64, axes: 3, lanes: 1), .none)
    #expect(sequential.description.contains("in 0 ..< 3 vector"))
  }

  @Test func whatIsReadAgainAndAgainIsTakenApartOnce() throws {
    #expect(try scheduled(pulls(points: 16, others: 64, axes: 3, lanes: 8)).locals.count == 1)
    // Few turns, an operand beyond the cache, and rows that are not whole.
    #expect(try scheduled(pulls(points: 15, others: 64, axes: 3, lanes: 8)).locals.isEmpty)
    #expect(try scheduled(pulls(points: 16, others: 4096, axes: 3, lanes: 8)).locals.isEmpty)
    #expect(try scheduled(pulls(points: 16, others: 64, axes: 3, lanes: 8, lead: 1)).locals.isEmpty)
  }
}
