import Testing

@testable import JAX

/// Functions of all members of a batch; the figures with derivatives are JAX's.
struct CollectiveTests {
  let x = Tensor([1, 2, 4] as [Float])

  private func named(_ function: @escaping @Sendable (Tensor) -> Tensor) -> @Sendable (Tensor) -> Tensor {
    vmap(axisName: "i", function)
  }

  /// At once and compiled.
  private func expect(
    _ function: @escaping @Sendable (Tensor) -> Tensor, of x: Tensor, _ values: [Float],
    at place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try floats(function(x)) == values, sourceLocation: place)
    #expect(try floats(jit(function)(x)) == values, sourceLocation: place)
  }

  @Test func overOneBatch() throws {
    try expect(named { x in psum(x, "i") }, of: x, [7, 7, 7])
    try expect(named { x in x / psum(x, "i") }, of: Tensor([1, 2, 5] as [Float]), [0.125, 0.25, 0.625])
    try expect(named { x in pmean(3 * x, "i") }, of: x, [7, 7, 7])
    try expect(named { x in pmax(x, "i") - x }, of: x, [3, 2, 0])
    try expect(named { x in pmin(-x, "i") }, of: x, [-4, -4, -4])
    try expect(named { x in x * Tensor(weak: axisSize("i")) }, of: x, [3, 6, 12])
    try expect(named { x in axisIndex("i").asType(.float32) * x }, of: x, [0, 2, 8])
    #expect(axisIndexType == "i32[3]")
    try expect(
      named { x in (allGather(x, "i") * Tensor([1, 10, 100] as [Float])).sum() + x }, of: x, [422, 423, 425])
    // What is the same for all of the batch needs no axis.
    #expect(try floats(vmap(out: nil, axisName: "i") { (x: Tensor) in psum(x, "i") }(x)) == [7])
  }

  private var axisIndexType: String { "\(vmap(axisName: "i") { (x: Tensor) in axisIndex("i") }(x).type)" }

  @Test func whatDoesNotDifferCountsForAll() throws {
    try expect(named { x in psum(2.5, "i") }, of: x, [7.5, 7.5, 7.5])
    let one = vmap(axisName: "i") { (x: Tensor) in psum(Tensor(weak: 1), "i") }(x)
    #expect(one.type.description == "i32[3]")
    #expect(try one.elements(as: Int32.self) == [3, 3, 3])
    let truths = vmap(axisName: "i") { (x: Tensor) in psum(x .> 1, "i") }(x)
    #expect(try truths.elements(as: Int32.self) == [2, 2, 2])
    // 300 wraps.
    let small = vmap(in: nil, axisName: "i", size: 300) { (x: Tensor) in psum(x, "i") }(
      Tensor([1] as [Int8], shape: []))
    #expect(try small.elements(as: Int8.self) == [Int8](repeating: 44, count: 300))
    try expect(named { x in pmax(4, "i") + allGather(Tensor(weak: 1.0), "i").sum() }, of: x, [7, 7, 7])
    let pairs = vmap(in: nil, axisName: "i", size: 4) { (x: Tensor) in x[0] * axisIndex("i") }(x)
    #expect(try floats(pairs) == [0, 1, 2, 3])
  }

  @Test func gathersExchangesAndPermutations() throws {
    let rows = Tensor.arange(9, .float32).reshaped([3, 3])
    try expect(
      named { x in allToAll(x, "i", splitAxis: 0, concatAxis: 0) }, of: rows, [0, 3, 6, 1, 4, 7, 2, 5, 8])
    try expect(named { x in ppermute(x, "i", [(0, 1), (1, 2), (2, 0)]) }, of: x, [4, 1, 2])
    try expect(named { x in ppermute(x, "i", [(0, 2), (2, 0)]) }, of: x, [4, 0, 1])
    let two = Tensor.arange(6, .float32).reshaped([3, 2])
    #expect(vmap(axisName: "i") { (x: Tensor) in allGather(x, "i", axis: 1) }(two).shape == [3, 2, 3])
    #expect(vmap(axisName: "i") { (x: Tensor) in allGather(x, "i", axis: -1) }(two).shape == [3, 2, 3])
    let tiled = vmap(out: nil, axisName: "i") { (x: Tensor) in allGather(x, "i", isTiled: true) }(two)
    #expect(try floats(tiled) == [0, 1, 2, 3, 4, 5])
    let columns = vmap(in: 1, out: nil, axisName: "i") { (x: Tensor) in allGather(x, "i", axis: 1) }(two)
    #expect(try floats(columns) == [0, 1, 2, 3, 4, 5])
    #expect(
      try floats(vmap(in: 1, out: nil, axisName: "i") { (x: Tensor) in psum(x, "i") }(two)) == [1, 5, 9])
  }

  @Test func trees() throws {
    let layer = DenseLayer(
      weight: Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]), bias: Tensor([5, 7] as [Float]))
    let mean = vmap(out: nil, axisName: "batch") { (l: DenseLayer) in pmean(l, "batch") }(layer)
    #expect(try floats(mean.weight) == [2, 3])
    #expect(try floats(mean.bias!) == [6])
    let sums = vmap(axisName: "batch") { (x: Tensor) in psum(["a": x, "b": x * x], "batch") }(x)
    #expect(try floats(sums["b"]!) == [21, 21, 21])
    // Integers divide as `float32`.
    let means = vmap(axisName: "batch") { (x: Tensor) in pmean([x, 0 * x + 1], "batch") }(
      Tensor([1, 2] as [Int32]))
    #expect(try floats(means[0]) == [1.5, 1.5])
  }

  @Test func namesNestAndAreShadowed() throws {
    let matrix = Tensor([1, 2, 3, 10, 20, 30] as [Float], shape: [2, 3])
    func nested(
      _ outer: String, _ inner: String, _ f: @escaping @Sendable (Tensor) -> Tensor
    ) -> @Sendable (Tensor) -> Tensor {
      vmap(axisName: outer, vmap(axisName: inner, f))
    }
    try expect(nested("i", "j") { x in psum(x, "i") }, of: matrix, [11, 22, 33, 11, 22, 33])
    try expect(nested("i", "j") { x in psum(x, "j") }, of: matrix, [6, 6, 6, 60, 60, 60])
    try expect(nested("i", "j") { x in psum(psum(x, "i"), "j") }, of: matrix, [66, 66, 66, 66, 66, 66])
    try expect(
      nested("i", "j") { x in 10 * axisIndex("i") + axisIndex("j") + 0 * x }, of: matrix,
      [0, 1, 2, 10, 11, 12])
    try expect(
      nested("i", "j") { x in (allGather(x, "i") * Tensor([1, 0] as [Float])).sum() }, of: matrix,
      [1, 2, 3, 1, 2, 3])
    try expect(nested("i", "i") { x in psum(x, "i") }, of: matrix, [6, 6, 6, 60, 60, 60])
    // The outer name is there again after the inner function, and through a batch without a name.
    let f = vmap(axisName: "i") { (row: Tensor) in
      vmap { (x: Tensor) in psum(x, "i") }(row) - vmap(axisName: "i") { (x: Tensor) in psum(x, "i") }(row)
    }
    try expect(f, of: matrix, [11 - 6, 22 - 6, 33 - 6, 11 - 60, 22 - 60, 33 - 60])
    // One function for one batch within another of the same name.
    let inner = jit { (x: Tensor) in psum(x, "i") }
    #expect(try floats(nested("i", "k") { x in inner(x) }(matrix)) == [11, 22, 33, 11, 22, 33])
    #expect(try floats(nested("k", "i") { x in inner(x) }(matrix)) == [6, 6, 6, 60, 60, 60])
  }

  @Test func derivativesInside() throws {
    let x = Tensor([1, 2, 3] as [Float])
    try expect(named(grad { x in psum(x, "i") }), of: x, [3, 3, 3])
    try expect(named(grad { x in psum(x * x, "i") * axisIndex("i") }), of: x, [6, 12, 18])
    try expect(
      named(grad { x in (allGather(x, "i") * Tensor([0, 1, 2] as [Float])).sum() }), of: x, [0, 3, 6])
    try expect(named(grad { x in ppermute(x * x, "i", [(0, 1), (1, 2), (2, 0)]) }), of: x, [2, 4, 6])
    let shared = vmap(in: nil, axisName: "i", size: 3, grad { x in psum(3 * x, "i") })
    #expect(try floats(shared(2.0)) == [9, 9, 9])
    let means = try floats(named(grad { x in pmean(x * x, "i") * x })(x))
    for (mean, expected) in zip(means, [26 / 3, 38 / 3, 50 / 3] as [Float]) {
      #expect(abs(mean - expected) < 1e-5)
    }
    let (_, slopes) = jvp(named { x in psum(x * x, "i") * x }, x, Tensor([1, 0, 0] as [Float]))
    // Σx² + 2x₀·x
    #expect(try floats(slopes) == [14 + 2, 4, 6])
    try expect(
      named { x in jvp({ y in psum(y * y, "i") }, x, axisIndex("i").asType(.float32)).1 }, of: x,
      [16, 16, 16])
    try expect(named(jacrev { x in allGather(x, "i").sum() }), of: x, [3, 3, 3])
    try expect(named(jacfwd { x in psum(x * x, "i") }), of: x, [12, 12, 12])
    try expect(named(jacrev { x in psum(x * x, "i") }), of: x, [6, 12, 18])
  }

  @Test func derivativesOfTheBatch() throws {
    let x = Tensor([1, 2, 3] as [Float])
    let normalize = named { x in x / psum(x * x, "i") }
    let f = { @Sendable (x: Tensor) -> Tensor in (normalize(x) * Tensor([1, 0, 0] as [Float])).sum() }
    // ∂(x₀/s)/∂x = e₀/s − 2·x₀·x/s²
    for gradient in [grad(f)(x), jit(grad(f))(x), jacfwd(f)(x)] {
      try expectClose(
        gradient, Tensor([1.0 / 14 - 2.0 / 196, -4.0 / 196, -6.0 / 196] as [Float]), 1e-6)
    }
    try expectClose(
      hessian(f)(x),
      jacfwd { x in
        let s = (x * x).sum()
        let first = Tensor([1, 0, 0] as [Float])
        return first / s - 2 * x[0] * x / (s * s)
      }(x), 1e-6)
  }

  @Test func insideControlFlow() throws {
    let summed = named { x in
      scan(x, length: 3) { c in (c + psum(c, "i"), axisIndex("i") + psum(Tensor(weak: 1), "i")) }.0
    }
    // Each turn adds the sum, which is four times that of the turn before.
    try expect(summed, of: x, [1 + 7 + 28 + 112, 2 + 147, 4 + 147])
    let places = named { x in scan(Tensor(0.0), length: 2) { c in (c + axisIndex("i"), c) }.0 + 0 * x }
    try expect(places, of: x, [0, 2, 4])
    try expect(
      named { x in
        cond(psum(x, "i") .> 5) {
          psum(x, "i")
        } otherwise: {
          -x
        }
      }, of: x, [7, 7, 7])
    try expect(
      named { x in
        cond(x .> 1) {
          psum(x, "i")
        } otherwise: {
          axisIndex("i").asType(.float32)
        }
      }, of: x, [0, 7, 7])
    try expect(
      named { x in whileLoop(x, while: { pmax($0, "i") .< 50 }) { $0 + pmin($0, "i") } }, of: x,
      loopedByHand())
    let gradient = named(
      grad { x in scan(x, length: 2) { c in (c * psum(c, "i"), 0 * c) }.0 })
    let expected = try differences(gradient: x)
    try expectClose(gradient(x), Tensor(expected), 2e-2)
    try expect(named { x in jit { y in psum(y, "i") * y }(x) }, of: x, [7, 14, 28])
  }

  /// The loop over the batch in Swift.
  private func loopedByHand() -> [Float] {
    var members: [Float] = [1, 2, 4]
    while members.max()! < 50 {
      let least = members.min()!
      members = members.map { $0 + least }
    }
    return members
  }

  /// By member: how much all results together change with it.
  private func differences(gradient x: Tensor) throws -> [Float] {
    func total(_ members: [Float]) -> Float {
      var c = members
      for _ in 0..<2 {
        let sum = c.reduce(0, +)
        c = c.map { $0 * sum }
      }
      return c.reduce(0, +)
    }
    let members = try floats(x)
    return members.indices.map { index in
      var (low, high) = (members, members)
      low[index] -= 0.125
      high[index] += 0.125
      // Exact for polynomials of degree two; the total is (Σx)⁴.
      return (total(high) - total(low)) / 0.25
    }
  }

  @Test func sizesWithoutAnArgument() throws {
    #expect(try floats(vmap(in: nil, size: 2) { (x: Tensor) in x.sum() }(x)) == [7, 7])
    #expect(try floats(vmap(size: 3) { (x: Tensor) in 2 * x }(x)) == [2, 4, 8])
  }

  @Test func errors() throws {
    func error(_ body: () throws -> some Any) throws -> JAXError {
      try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    }
    let line = #line + 1
    let none = try error { psum(self.x, "i") }
    #expect(
      none.description
        == "JAXTests/CollectiveTests.swift:\(line): error: psum: no axis is called \"i\" here; no axis has a name "
        + "(name the axis of a batch: vmap(axisName: \"i\") { … })")
    let unknown = try error {
      vmap(axisName: "rows") { (x: Tensor) in
        vmap(axisName: "columns", size: 2) { (y: Tensor) in axisIndex("row") + y }(x)
      }(Tensor.ones([3, 2]))
    }
    #expect(
      unknown.message
        == "no axis is called \"row\" here; in scope: \"columns\" of size 2, \"rows\" of size 3")
    #expect(try error { Tensor(weak: axisSize("k")) }.message.hasPrefix("no axis is called \"k\""))
    let sizes = try error { vmap(size: 4) { (x: Tensor) in x }(self.x) }
    #expect(
      sizes.message
        == "the axes to map over differ in size: 3 (axis 0 of argument 0, f32[3]), 4 (size)")
    #expect(
      try error { vmap(in: nil, size: -1) { (x: Tensor) in x }(self.x) }.message == "a batch of -1 members")
    let split = try error {
      vmap(axisName: "i") { (x: Tensor) in allToAll(x, "i", splitAxis: 0, concatAxis: 0) }(
        Tensor.ones([3, 2]))
    }
    #expect(
      split.message
        == "axis 0 of f32[2] is to be split among the 3 members of \"i\", and must have as many elements")
    let axis = try error { vmap(axisName: "i") { (x: Tensor) in allGather(x, "i", axis: 2) }(self.x) }
    #expect(axis.message == "axis 2 is not one of the 1 of what f32[] becomes")
    let pair = try error { vmap(axisName: "i") { (x: Tensor) in ppermute(x, "i", [(0, 3)]) }(self.x) }
    #expect(pair.message == "(0, 3) is not a pair of the 3 members of \"i\"")
    let twice = try error {
      vmap(axisName: "i") { (x: Tensor) in ppermute(x, "i", [(0, 1), (2, 1)]) }(self.x)
    }
    #expect(twice.message == "(2, 1): a member sends once and receives once")
    // The name ends with its function.
    let after = try error { vmap(axisName: "i") { (x: Tensor) in x }(self.x) + psum(self.x, "i") }
    #expect(after.operation == "psum")
  }
}
