import Testing

@testable import JAX

struct VectorizationTests {
  let batch = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2])

  @Test func axes() throws {
    let sum = { @Sendable (x: Tensor) in x.sum() }
    #expect(try floats(vmap(sum)(batch)) == [3, 7, 11])
    #expect(try floats(vmap(in: 1, sum)(batch)) == [9, 12])
    #expect(try floats(vmap(in: -1, sum)(batch)) == [9, 12])
    let double = { @Sendable (x: Tensor) in x * 2 }
    #expect(try floats(vmap(out: 1, double)(batch)) == [2, 6, 10, 4, 8, 12])
    #expect(vmap(out: -1, double)(batch).shape == [2, 3])
    let product = { @Sendable (x: Tensor, y: Tensor) in matmul(x, y) }
    let w = Tensor([1, 10] as [Float])
    #expect(try floats(vmap(in: [0, nil], product)(batch, w)) == [21, 43, 65])
    #expect(try floats(jit(vmap(in: [0, nil], product))(batch, w)) == [21, 43, 65])
    #expect(try floats(vmap(in: [nil, 0], product)(w, batch)) == [21, 43, 65])
    // Of two tensors of a tree only one has an axis; what does not depend on it is given without.
    let tree = vmap(in: [[0, nil]], out: [0, nil]) { (t: [Tensor]) in (t[0] * t[1], t[1] + 1) }([batch, w])
    #expect(tree.0.shape == [3, 2])
    #expect(try floats(tree.1) == [2, 11])
    let repeated = vmap { (x: Tensor) in Tensor.ones([2]) }(batch)
    #expect(repeated.shape == [3, 2])
  }

  @Test func nested() throws {
    let outer = vmap(in: [0, nil], vmap(in: [nil, 0]) { (x: Tensor, y: Tensor) in x * y })
    let (a, b) = (Tensor([1, 2, 3] as [Float]), Tensor([10, 100] as [Float]))
    #expect(try floats(outer(a, b)) == [10, 100, 20, 200, 30, 300])
    #expect(try floats(jit(outer)(a, b)) == [10, 100, 20, 200, 30, 300])
  }

  @Test func several() throws {
    let (sum, shifted) = vmap { (x: Tensor) in (x.sum(), x + 1) }(batch)
    #expect(try floats(sum) == [3, 7, 11])
    #expect(shifted.shape == [3, 2])
    let three = vmap(in: [0, 0, nil]) { (a: Tensor, b: Tensor, c: Tensor) in (a * b).sum() + c }(
      batch, batch, 1)
    #expect(try floats(three) == [6, 26, 62])
  }

  /// A batch is the loop over its elements, with loops and choices inside.
  @Test func controlFlow() throws {
    let f = { @Sendable (x: Tensor) in
      whileLoop(x, while: { $0.sum() .< 20 }) { y in
        cond(y[0] .> 3) {
          y * 2
        } otherwise: {
          y + 1
        }
      }
    }
    let rows = try (0..<3).flatMap { try floats(f(batch[$0])) }
    #expect(try floats(vmap(f)(batch)) == rows)
    #expect(try floats(jit(vmap(f))(batch)) == rows)
  }

  @Test func errors() throws {
    func error(_ body: () throws -> some Any) throws -> JAXError {
      try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    }
    let layer = DenseLayer(weight: Tensor.ones([4, 2]), bias: Tensor.ones([3]))
    let line = #line + 1
    let sizes = try error { vmap { (l: DenseLayer, x: Tensor) in l.weight + x }(layer, self.batch) }
    #expect(
      sizes.description
        == "JAXTests/VectorizationTests.swift:\(line): error: vmap: the axes to map over differ in size: "
        + "4 (axis 0 of argument 0 at .weight, f32[4,2]), 3 (axis 0 of argument 0 at .bias, f32[3]), "
        + "3 (axis 0 of argument 1, f32[3,2])")
    let scalar = try error { vmap { (x: Tensor, y: Tensor) in x * y }(self.batch, 2) }
    #expect(scalar.message == "argument 1 is i32[], which has no axis 0 to map over")
    let count = try error {
      vmap(in: [0, 0]) { (x: Tensor, y: Tensor, z: Tensor) in x }(batch, batch, batch)
    }
    #expect(count.message == "2 axes for 3 arguments")
    let none = try error { vmap(in: nil) { (x: Tensor) in x }(batch) }
    #expect(none.message == "no argument has an axis to map over")
    let shared = try error { vmap(out: nil) { (x: Tensor) in x }(batch) }
    #expect(shared.message == "result 0 differs within the batch, but its axis is to be nil")
    let read = try error {
      vmap { (x: Tensor) -> Tensor in
        do throws(JAXError) {
          return try x.sum().item(as: Float.self) > 3 ? x : -x
        } catch {
          return Tensor.fail(error)
        }
      }(batch)
    }
    #expect(read.code == .concretization)
    #expect(read.hint?.contains("`select` or `cond`") == true)
  }
}
