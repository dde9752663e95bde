import JAX
import Testing

struct TreeFunctionsTests {
  private let tree = ["b": [Tensor([1, 2, 3] as [Float])], "a": [Tensor([4.0, 5, 6, 7], shape: [2, 2])]]

  @Test func treesAreMappedTensorByTensor() throws {
    let doubled = treeMap(tree) { $0 * 2 }
    #expect(try doubled["b"]![0].elements(as: Float.self) == [2, 4, 6])
    #expect(try doubled["a"]![0].elements(as: Double.self) == [8, 10, 12, 14])
    let sums = treeMap(tree, doubled) { $0 + $1 }
    #expect(try sums["b"]![0].elements(as: Float.self) == [3, 6, 9])
    let all = treeMap(tree, doubled, sums) { $0 + $1 - $2 }
    #expect(try all["a"]![0].elements(as: Double.self) == [0, 0, 0, 0])
  }

  @Test func treesOfOtherStructureAreAnError() {
    let error = #expect(throws: JAXError.self) {
      try withErrors { _ = treeMap(["a": [Tensor(1.0)]], ["a": [Tensor(1.0), 2]]) { $0 + $1 } }
    }
    #expect(error?.description.contains("are not of one structure") == true)
  }

  @Test func aTreeIsAVectorAndBack() throws {
    let (vector, unravel) = ravel(tree)
    // In the order of keys, and in the dtype that both fit in.
    #expect(try vector.elements(as: Double.self) == [4, 5, 6, 7, 1, 2, 3])
    let back = unravel(vector * 10)
    #expect(try back["a"]![0].elements(as: Double.self) == [40, 50, 60, 70])
    #expect(back["a"]![0].shape == [2, 2])
    #expect(try back["b"]![0].elements(as: Float.self) == [10, 20, 30])
    #expect(ravel([Tensor]()).vector.shape == [0])
  }
}
