import JAXIR
import Testing

@testable import JAX

/// Outputs that are inputs or captures, twice or not at all.
@Suite struct OwnershipTests {
  let x = Tensor([1, 2, 3] as [Float])

  @Test func anOutputMayBeAnInput() throws {
    let f = jit { (x: Tensor, y: Tensor) in (x, y, x + y) }
    let (a, b, c) = f(x, x * 2)
    #expect(try floats(a) == [1, 2, 3])
    #expect(try floats(b) == [2, 4, 6])
    #expect(try floats(c) == [3, 6, 9])
  }

  @Test func oneValueMayBeTwoOutputs() throws {
    let f = jit { (x: Tensor) in
      let y = x * 2
      return (y, y, [y, x, x])
    }
    let (a, b, c) = f(x)
    #expect(try floats(a) == [2, 4, 6])
    #expect(try floats(b) == [2, 4, 6])
    #expect(try c.map(floats) == [[2, 4, 6], [1, 2, 3], [1, 2, 3]])
  }

  @Test func anOutputMayBeACapture() throws {
    let captured = x
    let f = jit { (y: Tensor) in (captured, y + captured) }
    for _ in 0..<3 {
      let (a, b) = f(x)
      #expect(try floats(a) == [1, 2, 3])
      #expect(try floats(b) == [2, 4, 6])
    }
  }

  @Test func anOutputMayBeAConstant() throws {
    let f = jit { (x: Tensor) -> (Tensor, Tensor) in (5, Tensor.ones([2, 2])) }
    let (a, b) = f(x)
    #expect(try a.elements(as: Int32.self) == [5])
    #expect(try floats(b) == [1, 1, 1, 1])
  }

  @Test func inputsMayBeUnused() throws {
    let f = jit { (x: Tensor, unused: Tensor, y: Tensor) in x - y }
    #expect(try floats(f(x, Tensor.zeros([1000]), x)) == [0, 0, 0])
  }

  @Test func thereMayBeNoOutputsAndNoInputs() throws {
    let nothing = jit { (x: Tensor) in }
    nothing(x)
    let none: [Tensor] = jit { (x: Tensor) in [Tensor]() }(x)
    #expect(none.isEmpty)
    let constant = jit { () in Tensor.arange(3) * 2 }
    #expect(try constant().elements(as: Int32.self) == [0, 2, 4])
  }

  @Test func tensorsMayBeEmpty() throws {
    let f = jit { (x: Tensor) in (x * 2, x.sum(), x.sum(axes: [1])) }
    let (a, b, c) = f(Tensor.zeros([0, 3]))
    #expect(a.shape == [0, 3])
    #expect(try floats(b) == [0])
    #expect(c.shape == [0])
    let (d, _, e) = f(Tensor.zeros([3, 0]))
    #expect(d.shape == [3, 0])
    #expect(try floats(e) == [0, 0, 0])
  }

  @Test func theResultOutlivesTheFunction() throws {
    func result() -> Tensor { jit { (x: Tensor) in x + 1 }(x) }
    #expect(try floats(result()) == [2, 3, 4])
  }
}
