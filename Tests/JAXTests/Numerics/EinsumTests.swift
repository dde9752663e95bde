import JAXIR
import Testing

@testable import JAX

@Suite struct EinsumTests {
  let a = Tensor((0..<6).map(Float.init), shape: [2, 3])
  let b = Tensor((0..<12).map { Float($0) - 5 }, shape: [3, 4])

  @Test func productsSumsAndTranspositions() throws {
    #expect(try floats(einsum("ij,jk->ik", a, b)) == floats(matmul(a, b)))
    #expect(try floats(einsum("ij,jk->ki", a, b)) == floats(matmul(a, b).T))
    #expect(try floats(einsum("ij->ji", a)) == floats(a.T))
    #expect(try floats(einsum("ij->", a)) == [15])
    #expect(try floats(einsum("ij->i", a)) == [3, 12])
    #expect(try floats(einsum("i,i", Tensor([1, 2] as [Float]), Tensor([3, 4] as [Float]))) == [11])
    #expect(einsum("i,jk->kij", Tensor.ones([5]), a).shape == [3, 5, 2])
  }

  @Test func withoutAnArrowTheLettersThatOccurOnceRemain() throws {
    #expect(try floats(einsum("ij,jk", a, b)) == floats(matmul(a, b)))
    #expect(try floats(einsum("ba", a)) == floats(a.T))
  }

  /// A letter of both operands that the result keeps is a batch, wherever its axis stands.
  @Test func batchesStandAnywhere() throws {
    let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    let y = Tensor((0..<40).map { Float($0 % 7) }, shape: [4, 5, 2])
    let product = einsum("bij,jkb->bik", x, y)
    #expect(try floats(product) == floats(matmul(x, y.transposed([2, 0, 1]))))
  }

  @Test func manyOperandsFromLeftToRight() throws {
    let c = Tensor((0..<8).map(Float.init), shape: [4, 2])
    #expect(try floats(einsum("ij,jk,kl->il", a, b, c)) == floats(matmul(matmul(a, b), c)))
    // A letter that only the first operand has, and one that all have.
    let v = Tensor([1, 2, 3] as [Float])
    #expect(try floats(einsum("ij,j,j->j", a, v, v)) == [3, 20, 63])
  }

  @Test func mistakesAreErrors() throws {
    func code(_ equation: String, _ operands: Tensor...) -> JAXError.Code? {
      do {
        _ = try withErrors {
          operands.count == 1 ? einsum(equation, operands[0]) : einsum(equation, operands[0], operands[1])
        }
        return nil
      } catch { return (error as? JAXError)?.code }
    }
    #expect(code("ij,jk->ik", a, b) == nil)
    #expect(code("ij,jk->ik", a, a) == .shapeMismatch)
    #expect(code("ijk->i", a) == .shapeMismatch)
    #expect(code("ij", a, b) == .invalidArgument)
    #expect(code("ii->i", b) == .invalidArgument)
    #expect(code("ij->k", a) == .invalidArgument)
    #expect(code("i.j", a) == .invalidArgument)
    #expect(code("ij->i->j", a) == .invalidArgument)
    #expect(code("ij->ii", a) == .invalidArgument)
  }
}
