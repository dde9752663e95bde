import JAXIR
import Testing

@testable import JAX

@Suite struct SplittingTests {
  let x = Tensor((0..<12).map(Float.init), shape: [2, 6])

  @Test func partsOfOneSize() throws {
    let parts = split(x, into: 3, axis: -1)
    #expect(parts.map(\.shape) == [[2, 2], [2, 2], [2, 2]])
    #expect(try floats(parts[1]) == [2, 3, 8, 9])
    #expect(try floats(concatenate(parts, axis: 1)) == floats(x))
  }

  @Test func partsAtPositions() throws {
    let parts = split(x, at: [1, 1, 4], axis: 1)
    #expect(parts.map(\.shape) == [[2, 1], [2, 0], [2, 3], [2, 2]])
    #expect(try floats(parts[2]) == [1, 2, 3, 7, 8, 9])
  }

  @Test func mistakesAreErrors() {
    #expect(throws: JAXError.self) { try withErrors { split(x, into: 4, axis: 1)[0] } }
    #expect(throws: JAXError.self) { try withErrors { split(x, into: 0) }.count }
    #expect(throws: JAXError.self) { try withErrors { split(x, at: [3, 2], axis: 1)[2] } }
    #expect(throws: JAXError.self) { try withErrors { split(x, at: [7], axis: 1)[1] } }
  }
}
