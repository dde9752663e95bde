import Testing

@testable import JAX

struct ScanTests {
  let xs = Tensor([1, 2, 3, 4, 5] as [Float])

  /// At once and in compiled code.
  private func both(_ x: Tensor, _ function: @escaping @Sendable (Tensor) -> Tensor) throws -> [Float] {
    let eager = try floats(function(x))
    #expect(try floats(jit(function)(x)) == eager)
    return eager
  }

  @Test func sums() throws {
    #expect(
      try both(xs) { xs in scan(Tensor(0 as Float), over: xs) { ($0 + $1, $0 + $1) }.1 } == [1, 3, 6, 10, 15])
    #expect(
      try both(xs) { xs in scan(Tensor(0 as Float), over: xs, isReversed: true) { ($0 + $1, $0 + $1) }.1 }
        == [15, 14, 12, 9, 5])
    #expect(try both(xs) { xs in scan(Tensor(weak: 0.0), over: xs) { ($0 + $1, $1) }.0 } == [15])
    // Without inputs, and with captures of two functions around.
    #expect(try both(xs) { xs in scan(xs.sum(), length: 3) { c in (c * xs[1], c) }.1 } == [15, 30, 60])
    #expect(try both(xs) { xs in scan(xs, length: 0) { c in (c * 2, c) }.0 } == [1, 2, 3, 4, 5])
  }

  @Test func trees() throws {
    let results = try both(xs) { xs in
      let (carry, outputs) = scan(["a": xs[0], "n": Tensor(0 as Int32)], over: [xs, xs * 2]) { carry, x in
        (["a": carry["a"]! + x[1], "n": carry["n"]! + 1], [x[0], carry["a"]!])
      }
      return concatenate(
        [outputs[0], outputs[1], carry["a"]!.reshaped([1]), carry["n"]!.asType(.float32).reshaped([1])],
        axis: 0)
    }
    #expect(results == [1, 2, 3, 4, 5, 1, 3, 7, 13, 21, 31, 5])
  }

  @Test(arguments: [2, 3, 5, 9], [false, true])
  func unrolled(_ unroll: Int, isReversed: Bool) throws {
    let step = { @Sendable (carry: Tensor, x: Tensor) in (carry * 0.5 + x, carry * x) }
    let plain = scan(Tensor(1 as Float), over: xs, isReversed: isReversed, step)
    let unrolled = scan(Tensor(1 as Float), over: xs, isReversed: isReversed, unroll: unroll, step)
    #expect(try floats(unrolled.0) == floats(plain.0))
    #expect(try floats(unrolled.1) == floats(plain.1))
  }

  /// A recurrent network: every transformation of it.
  @Test func derivatives() throws {
    let w = Tensor([0.5, -0.3, 0.2, 0.8] as [Float], shape: [2, 2])
    let inputs = sin(Tensor.arange(12, .float32)).reshaped([6, 2])
    let looped = { @Sendable (w: Tensor) in
      let (h, hs) = scan(Tensor.zeros([2]), over: inputs) { h, x in
        let next = tanh(matmul(h, w) + x)
        return (next, next * next)
      }
      return h.sum() + hs.sum()
    }
    let unrolled = { @Sendable (w: Tensor) in
      var (h, total) = (Tensor.zeros([2]), Tensor(0 as Float))
      for index in 0..<6 {
        h = tanh(matmul(h, w) + inputs[index])
        total = total + (h * h).sum()
      }
      return h.sum() + total
    }
    try expectClose(looped(w), unrolled(w), 1e-5)
    for gradient in [grad(looped)(w), jit(grad(looped))(w)] as [Tensor] {
      try expectClose(gradient, grad(unrolled)(w), 1e-5)
    }
    try expectClose(jvp(looped, w, w).1, jvp(unrolled, w, w).1, 1e-5)
    let batch = stack([w, w * 2], axis: 0)
    try expectClose(vmap(grad(looped))(batch)[1], grad(unrolled)(w * 2), 1e-5)
    try expectClose(jit(hessian(looped))(w), jit(hessian(unrolled))(w), 1e-4)
    // The loop is still one, and what it keeps is stacked.
    let graph = try jit(grad(looped)).lower(w).optimisedText
    #expect(graph.contains("scan"))
    #expect(graph.split(separator: "tanh").count <= 4)
  }

  @Test func boundedLoops() throws {
    let newton = { @Sendable (x: Tensor) in
      whileLoop(x, while: { abs($0 * $0 - 2) .> 1e-5 }, maximumTrips: 20) { 0.5 * ($0 + 2 / $0) }
    }
    try expectClose(newton(3.0), Tensor(Float(2).squareRoot()), 1e-5)
    try expectClose(jit(newton)(3.0), newton(3.0), 1e-6)
    try expectClose(jit(grad(newton))(3.0), grad(newton)(3.0), 1e-6)
    let doubled = { @Sendable (x: Tensor) in
      whileLoop(x, while: { $0 .< 100 }, maximumTrips: 3) { $0 * 2 }
    }
    #expect(try floats(doubled(1.0)) == [8])
    #expect(try floats(jit(grad(doubled))(1.0)) == [8])
    let error = try #require(throws: JAXError.self) {
      try withErrors { _ = jit(grad { x in whileLoop(x, while: { $0 .< 100 }) { $0 * 2 } })(1.0) }
    }
    #expect(error.code == .unsupported)
  }

  @Test func mapped() throws {
    #expect(try both(xs) { xs in map(xs) { x in x * x + xs.sum() } } == [16, 19, 24, 31, 40])
    let rows = xs.reshaped([5, 1]) * Tensor([1, 10] as [Float])
    #expect(map(rows) { $0.sum() }.shape == [5])
  }

  @Test func choices() throws {
    for (index, expected) in [(-3, 1), (0, 1), (1, 4), (2, -2), (9, -2)] as [(Int32, Float)] {
      let f = { @Sendable (x: Tensor) in
        switchCase(x[0].asType(.int32), [{ x[1] * 0 + 1 }, { x[1] * 2 }, { -x[1] }])
      }
      #expect(try both(Tensor([Float(index), 2])) { f($0) } == [expected])
    }
    // In a batch, a branch for each element.
    let mixed = vmap { (i: Tensor, x: Tensor) in
      switchCase(i, [{ x * 1 }, { x * x }, { sin(x) * 0 }])
    }(Tensor([0, 1, 2] as [Int32]), Tensor([3, 3, 3] as [Float]))
    #expect(try floats(mixed) == [3, 9, 0])
  }

  @Test(arguments: [1, 2, 3, 7, 8, 13])
  func associative(_ count: Int) throws {
    let xs = 1 + Tensor.arange(count, .float32)
    try expectClose(associativeScan(xs) { $0 + $1 }, xs.cumulativeSum(axis: 0), 1e-6)
    let reversed = associativeScan(xs, isReversed: true) { $0 + $1 }
    try expectClose(reversed, xs.reversed().cumulativeSum(axis: 0).reversed(), 1e-6)
    // Not commutative: linear maps a x + b, the later after the earlier.
    let maps = [sin(xs), cos(xs)]
    let composed = jit { (maps: [Tensor]) in
      associativeScan(maps) { first, second in [first[0] * second[0], first[1] * second[0] + second[1]] }
    }(maps)
    let values = scan(Tensor(0 as Float), over: maps) { y, map in
      (y * map[0] + map[1], y * map[0] + map[1])
    }.1
    try expectClose(composed[1], values, 1e-5)
  }

  @Test func errors() throws {
    func error(_ body: () throws -> some Any) throws -> JAXError {
      try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    }
    let line = #line + 2
    let carry = try error {
      scan(["a": Tensor.zeros([]), "b": self.xs], over: self.xs) { c, x in
        (["a": c["a"]!, "b": c["b"]![1]], x)
      }.1
    }
    #expect(
      carry.description
        == "JAXTests/ScanTests.swift:\(line): error: scan: the carry at [\"b\"] is f32[5], but the body gives f32[] "
        + "(the carry keeps its type in every iteration: convert or reshape what the body gives)")
    let lengths = try error {
      scan(Tensor(0 as Float), over: [self.xs, Tensor.ones([4])]) { c, x in (c, x) }.0
    }
    #expect(
      lengths.message == "the first axes of the inputs differ in extent: ([0]: f32[5], [1]: f32[4])")
    let scalar = try error { scan(Tensor(0 as Float), over: Tensor(1 as Float)) { c, x in (c, x) }.0 }
    #expect(scalar.message == "an input has no axis to go along: (f32[])")
  }
}
