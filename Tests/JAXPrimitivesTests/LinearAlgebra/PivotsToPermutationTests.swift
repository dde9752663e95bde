import JAXIR
import JAXPrimitives
import Testing

/// Rows after exchanges.
struct PivotsToPermutationTests {
  private func rows(_ pivots: [Double], _ extents: [Int], count: Int) throws -> [Double] {
    let type = try TensorType(.int32, Shape(extents))
    let graph = try graph(of: PivotsToPermutation(count: count), [type])
    let literal = Literal.make(type, pivots.map { Kernel.Constant(.int32, $0) })
    return try evaluate(graph, [literal])[0].numbers
  }

  @Test func exchangesAreMadeInOrder() throws {
    // 0↔2 gives 2 1 0 3, 1↔3 gives 2 3 0 1, 2↔2 changes nothing.
    #expect(try rows([3, 4, 3], [3], count: 4) == [2, 3, 0, 1])
    #expect(try rows([1, 2, 2, 2], [2, 2], count: 3) == [0, 1, 2, 1, 0, 2])
    #expect(try rows([], [0], count: 2) == [0, 1])
    #expect(try rows([], [2, 0], count: 0) == [])
  }

  @Test func constraints() throws {
    func fails(_ type: TensorType) {
      #expect(throws: JAXError.self) { try graph(of: PivotsToPermutation(count: 3), [type]) }
    }
    fails(TensorType(.int64, 3))
    fails(TensorType(.int32))
    fails(TensorType(.int32, 4))
  }
}
