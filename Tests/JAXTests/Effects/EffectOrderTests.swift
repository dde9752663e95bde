import JAXCompiler
import Testing

@testable import JAX

struct EffectOrderTests {
  /// Ten turns of a loop; in all but the fourth a scan of as many steps as bring the calls to 1,000.
  private static func program(_ log: EffectLog<Int>, ordered: Bool) -> @Sendable (Tensor) -> Tensor {
    { x in
      whileLoop([x, Tensor(0 as Int32)], while: { $0[1] .< 10 }) { state in
        let next = cond(state[1] .== 4) {
          state[0]
        } otherwise: {
          scan(state[0], over: Tensor.arange(125, .int32)) { carry, i in
            // Work that threads share between one call and the next.
            let work = sin(carry + 1).sum() * 0
            let given = ioCallback(returning: Tensor(0 as Float), state[1], i, work, ordered: ordered) {
              turn, i, work in
              log.append(Int(try turn.item(as: Int32.self)) * 1_000 + Int(try i.item(as: Int32.self)))
              return work
            }
            return (carry + given, i)
          }.0
        }
        return [next, state[1] + 1]
      }[0]
    }
  }

  private static let expected = (0..<10).filter { $0 != 4 }.flatMap { turn in
    (0..<125).map { turn * 1_000 + $0 }
  }

  @Test(arguments: [1, 2, 8])
  func orderedCallsComeInTheOrderOfTheProgram(_ threads: Int) throws {
    let log = EffectLog<Int>()
    var options = CompilerOptions()
    (options.threadCount, options.parallelGrain) = (threads, 16)
    let function = jit(Self.program(log, ordered: true), name: "f", options: options)
    let x = Tensor.arange(64, .float32)
    #expect(try floats(function(x)) == floats(x))
    #expect(log.entries == Self.expected)
  }

  @Test func unorderedCallsAllCome() throws {
    let log = EffectLog<Int>()
    _ = jit(Self.program(log, ordered: false))(Tensor.arange(64, .float32))
    #expect(log.entries.sorted() == Self.expected)
  }
}
