import Testing

@testable import JAX

struct DerivativeTests {
  let x = Tensor([1, 2, -3] as [Float])

  @Test func forwards() throws {
    let (y, dy) = jvp({ x in x * x }, x, Tensor([1, 0, 2] as [Float]))
    #expect(try floats(y) == [1, 4, 9])
    #expect(try floats(dy) == [2, 0, -12])
    let (z, dz) = jvp({ x, y in x * y }, (x, x), (x, 0 * x))
    #expect(try floats(z) == [1, 4, 9])
    #expect(try floats(dz) == [1, 4, 9])
    // Integers pass through, and have no derivative.
    let n = Tensor([1, 2, 3] as [Int32])
    let (w, dw) = jvp({ trees in [trees[0] * 2, trees[1] + 1] }, [x, n], [x, n])
    #expect(try floats(w[0]) == [2, 4, -6])
    #expect(try dw[1].elements(as: Int32.self) == [0, 0, 0])
    #expect(try w[1].elements(as: Int32.self) == [2, 3, 4])
  }

  @Test func backwards() throws {
    let (y, pullback) = vjp({ x in x * x }, x)
    #expect(try floats(y) == [1, 4, 9])
    #expect(try floats(pullback(Tensor([1, 10, 100] as [Float]))) == [2, 40, -600])
    let (z, both) = vjp({ a, b in [a * b, a + b] }, x, x * 2)
    let (da, db) = both([x, x])
    #expect(try floats(z[1]) == [3, 6, -9])
    #expect(try floats(da) == [3, 10, 15])
    #expect(try floats(db) == [2, 6, 6])
    // In a compiled function, and the pullback in another one.
    let compiled = jit { (x: Tensor) in vjp({ x in sin(x) }, x).1(x) }
    try expectClose(compiled(x), x * cos(x), 1e-6)
    try expectClose(jit { (d: Tensor) in pullback(d) }(x), 2 * x * x, 1e-6)
  }

  @Test func linearized() throws {
    let (y, derivative) = linearize({ x in x * x }, at: x)
    #expect(try floats(y) == [1, 4, 9])
    #expect(try floats(derivative(x)) == [2, 8, 18])
    #expect(try floats(jit(derivative)(x)) == [2, 8, 18])
    #expect(try floats(vmap(derivative)(Tensor.ones([2, 3]))) == [2, 4, -6, 2, 4, -6])
  }

  @Test func transposes() throws {
    let m = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2])
    let transpose = linearTranspose({ x in matmul(x, m) * 2 }, x)
    #expect(try floats(transpose(Tensor([1, 10] as [Float]))) == [42, 86, 130])
    let error = try #require(throws: JAXError.self) {
      try withErrors { _ = linearTranspose({ x in x * x }, self.x)(self.x) }
    }
    #expect(error.message == "a product of two linear operands is not linear")
  }

  @Test func jacobians() throws {
    let f = { @Sendable (x: Tensor) in x[0] * x * x }
    let expected: [Float] = [3, 0, 0, 4, 4, 0, 9, 0, -6]
    for j in [jacfwd(f)(x), jacrev(f)(x), jit(jacfwd(f))(x), jit(jacrev(f))(x)] as [Tensor] {
      #expect(j.shape == [3, 3])
      #expect(try floats(j) == expected)
    }
    #expect(try floats(hessian(cube)(x)) == [6, 0, 0, 0, 12, 0, 0, 0, -18])
    let trees = jacrev { (t: [String: Tensor]) in t["a"]! * t["b"]!.sum() }(["a": x, "b": Tensor.ones([2])])
    #expect(trees["b"]!.shape == [3, 2])
    #expect(try floats(trees["b"]!) == [1, 1, 2, 2, -3, -3])
    #expect(try floats(jacfwd { (a: Tensor, b: Tensor) in a * b }(x, x)) == [1, 0, 0, 0, 2, 0, 0, 0, -3])
  }

  /// A block for each two members of a tree.
  @Test func hessiansOfTrees() throws {
    let layer = DenseLayer(
      weight: Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]), bias: Tensor([5, 6] as [Float]))
    let f = { @Sendable (l: DenseLayer) in (matmul(l.bias!, l.weight) * l.bias!).sum() }
    let h = hessian(f)(layer)
    // f = bᵀ W b: ∂²f/∂b² = W + Wᵀ, ∂²f/∂W² = 0, ∂²f/∂Wij∂bk = bj δik + bi δjk.
    #expect(try floats(h[\.bias!].bias!) == [2, 5, 5, 8])
    #expect(h[\.weight].weight.shape == [2, 2, 2, 2])
    #expect(try floats(h[\.weight].weight).allSatisfy { $0 == 0 })
    #expect(try floats(h[\.weight].bias!) == [10, 0, 6, 5, 6, 5, 0, 12])
    let block = jacrev(hessianDiagonal)(layer.bias!)
    #expect(block.shape == [2, 2])
  }

  private var hessianDiagonal: @Sendable (Tensor) -> Tensor { { x in grad(cube)(x) } }

  @Test func shapes() throws {
    let shape = evalShape({ a, b in [matmul(a, b), a.sum()] }, Tensor.ones([2, 3]), Tensor.ones([3, 4]))
    #expect(shape.map(\.shape) == [[2, 4], []])
    #expect(shape[0].dtype == .float32)
    let error = try #require(throws: JAXError.self) { try shape[0].elements(as: Float.self) }
    #expect(error.code == .escapedTracer)
  }

  @Test func errors() throws {
    func error(_ body: () throws -> some Any) throws -> JAXError {
      try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    }
    let line = #line + 1
    let shape = try error { jvp({ x in x * x }, x, Tensor.ones([4])) }
    #expect(
      shape.description
        == "JAXTests/DerivativeTests.swift:\(line): error: jvp: the tangent is f32[4], but the argument is f32[3] "
        + "there (a tangent has the shape and dtype of what it belongs to)")
    let tree = try error { jvp({ x in x[0] * x[1] }, [x, x], [x]) }
    #expect(
      tree.message
        == "the tangent has the tensors ([0]: f32[3]), but the argument has ([0]: f32[3], [1]: f32[3]): only the "
        + "argument has [1]")
    let pullback = vjp({ x in ["a": x * x] }, x).1
    let keys = try error { pullback(["b": self.x]) }
    #expect(
      keys.message.hasPrefix("the cotangent has the tensors ([\"b\"]: f32[3]), but the result has ([\"a\"]"))
    let path = try error { pullback(["a": Tensor.ones([3, 1])]) }
    #expect(path.message == "the cotangent at [\"a\"] is f32[3,1], but the result is f32[3] there")
  }
}
