import Testing

@testable import JAX

/// Derivatives and batches of functions of several arguments and of several results, trees among them.
struct ArityTests {
  let x = Tensor([1, 2, -3] as [Float])
  let y = Tensor([4, 5, 6] as [Float])
  let zeros = Tensor.zeros([3])
  let ones = Tensor.ones([3])

  @Test func jvpOfSeveral() throws {
    let (one, slopes) = jvp({ x in (x * x, ["sum": x.sum()]) }, x, ones)
    #expect(try floats(one.0) == [1, 4, 9])
    #expect(try floats(one.1["sum"]!) == [0])
    #expect(try floats(slopes.0) == [2, 4, -6])
    #expect(try floats(slopes.1["sum"]!) == [3])
    let (two, changes) = jvp({ (x: Tensor, y: [Tensor]) in (x * y[0], y) }, (x, [y]), (ones, [zeros]))
    #expect(try floats(two.0) == [4, 10, -18])
    #expect(try floats(changes.0) == [4, 5, 6])
    #expect(try floats(changes.1[0]) == [0, 0, 0])
    let optional = jvp({ (x: Tensor?) in x.map { $0 * 3 } }, x, ones).1
    #expect(try floats(#require(optional)) == [3, 3, 3])
  }

  @Test func vjpOfSeveral() throws {
    let (both, pullback) = vjp({ x in (x * x, [x.sum(), 2 * x.sum()]) }, x)
    #expect(try floats(both.1[1]) == [0])
    #expect(try floats(pullback(ones, [1.0, 10.0])) == [23, 25, 15])
    let (_, pullbacks) = vjp({ (x: Tensor, y: Tensor) in (x * y, y.sum()) }, x, y)
    let (byX, byY) = pullbacks(ones, 100.0)
    #expect(try floats(byX) == [4, 5, 6])
    #expect(try floats(byY) == [101, 102, 97])
    let layer = DenseLayer(weight: Tensor.ones([2, 2]), bias: Tensor([5, 6] as [Float]))
    let (_, ofLayer) = vjp({ (l: DenseLayer, x: Tensor) in matmul(l.bias!, l.weight) * x }, layer, 2.0)
    let (byLayer, byScale) = ofLayer(Tensor([1, 0] as [Float]))
    #expect(try floats(byLayer.weight) == [10, 0, 12, 0])
    #expect(try floats(byLayer.bias!) == [2, 2])
    #expect(try floats(byScale) == [11])
  }

  @Test func linearizationOfSeveral() throws {
    let (value, derivative) = linearize({ (x: Tensor, y: Tensor) in x * y }, at: x, y)
    #expect(try floats(value) == [4, 10, -18])
    #expect(try floats(derivative(ones, zeros)) == [4, 5, 6])
    #expect(try floats(derivative(zeros, ones)) == [1, 2, -3])
    let (both, derivatives) = linearize({ (x: Tensor, y: Tensor) in (x + y, [x * y]) }, at: x, y)
    #expect(try floats(both.1[0]) == [4, 10, -18])
    let (sum, products) = derivatives(ones, ones)
    #expect(try floats(sum) == [2, 2, 2])
    #expect(try floats(products[0]) == [5, 7, 3])
    let (_, ofOne) = linearize({ x in (x, x.sum()) }, at: x)
    #expect(try floats(ofOne(y).1) == [15])
  }

  @Test func linearTransposeOfSeveral() throws {
    let transpose = linearTranspose({ (x: Tensor, y: [Tensor]) in 2 * x + 3 * y[0] }, x, [y])
    let (byX, byY) = transpose(Tensor([1, 10, 100] as [Float]))
    #expect(try floats(byX) == [2, 20, 200])
    #expect(try floats(byY[0]) == [3, 30, 300])
  }

  /// In a compiled function as at once.
  @Test func compiled() throws {
    let f = jit { (x: Tensor, y: Tensor) in
      let (_, pullback) = vjp({ (x: Tensor, y: Tensor) in (x * y, y * y) }, x, y)
      let (_, derivative) = linearize({ (x: Tensor, y: Tensor) in x * y }, at: x, y)
      let (byX, byY) = pullback(x, y)
      return (byX, byY, derivative(y, x))
    }
    let (byX, byY, derivative) = f(x, y)
    #expect(try floats(byX) == [4, 10, -18])
    #expect(try floats(byY) == [1 + 32, 4 + 50, 9 + 72])
    #expect(try floats(derivative) == [17, 29, 45])
    let batched = vmap(out: [0, -1]) { (x: Tensor, y: Tensor) in
      jvp({ (x: Tensor, y: Tensor) in (x * y, [x, y]) }, (x, y), (y, x)).1
    }(x, y)
    #expect(try floats(batched.0) == [17, 29, 45])
  }

  @Test func jacobians() throws {
    let f = { @Sendable (x: Tensor, y: Tensor) in x * y }
    #expect(try floats(jacfwd(f, withRespectTo: \.1)(x, y)) == [1, 0, 0, 0, 2, 0, 0, 0, -3])
    #expect(try floats(jacrev(f, withRespectTo: \.1)(x, y)) == [1, 0, 0, 0, 2, 0, 0, 0, -3])
    let three = { @Sendable (x: Tensor, y: Tensor, z: [Tensor]) in x * y + z[1] * z[1] }
    let byMember = try floats(jacrev(three, withRespectTo: \.2[1])(x, y, [x, y]))
    #expect(byMember == [8, 0, 0, 0, 10, 0, 0, 0, 12])
    #expect(try floats(jacfwd(three, withRespectTo: \.2[1])(x, y, [x, y])) == byMember)
    let trees = { @Sendable (x: Tensor, y: Tensor) in ["product": x * y, "sum": x.sum()] }
    for j in [jacfwd(trees)(x, y), jit(jacrev(trees))(x, y)] {
      #expect(try floats(j[\.["product"]!]) == [4, 0, 0, 0, 5, 0, 0, 0, 6])
      #expect(try floats(j[\.["sum"]!]) == [1, 1, 1])
    }
    let scaled = { @Sendable (x: Tensor, y: Tensor, z: Tensor) in [x * z] }
    #expect(try floats(jacfwd(scaled)(x, y, 2.0)[\.[0]]) == [2, 0, 0, 0, 2, 0, 0, 0, 2])
  }

  @Test func hessians() throws {
    let f = { @Sendable (x: Tensor, y: Tensor) in (x * x * y).sum() }
    #expect(try floats(hessian(f)(x, y)) == [8, 0, 0, 0, 10, 0, 0, 0, 12])
    let g = { @Sendable (x: Tensor, y: Tensor, z: Tensor) in (x * x * y).sum() * z }
    #expect(try floats(jit(hessian(g))(x, y, 2.0)) == [16, 0, 0, 0, 20, 0, 0, 0, 24])
    let ofTree = { @Sendable (t: [String: Tensor], y: Tensor) in (t["a"]! * t["b"]! * y).sum() }
    let h = hessian(ofTree)(["a": x, "b": x], y)
    #expect(try floats(h[\.["a"]!]["b"]!) == [4, 0, 0, 0, 5, 0, 0, 0, 6])
    #expect(try floats(h[\.["a"]!]["a"]!).allSatisfy { $0 == 0 })
  }
}
