import Testing

@testable import JAX

struct DebugPrintTests {
  let x = Tensor([1.5, -2, 3] as [Float])

  private func expect(
    _ expected: [String], _ x: Tensor, sourceLocation: SourceLocation = #_sourceLocation,
    _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    let (eager, compiled, again) = lines(of: function, x)
    #expect(eager == expected, sourceLocation: sourceLocation)
    #expect(compiled == expected, sourceLocation: sourceLocation)
    #expect(again == expected, sourceLocation: sourceLocation)
  }

  @Test func places() {
    expect(["x = [1.5, -2.0, 3.0] and 4.0 {}"], x) { x in
      debugPrint("x = {x} and {} {{}}", x: x, x.sum() + 1.5)
      return x
    }
    expect(["[   1.500,   -2.000,    3.000] 1e+00 7"], x) { x in
      debugPrint("{:8.3f} {:.0e} {n}", x, x[0] - 0.5, n: 7)
      return x
    }
    expect(["true [[0, 1], [2, 3]] (1.0, -1.0)"], x) { x in
      let z = Tensor([Complex<Float>(1, -1)])[0]
      debugPrint("{} {} {}", x[0] .> 0, Tensor.arange(4, .int32).reshaped([2, 2]), z)
      return x
    }
    expect(["no places"], x) { x in
      debugPrint("no places", ordered: true)
      return x
    }
    expect(["[1.5, -2.0, …]"], x) { x in
      debugPrint("{}", x, limit: 2)
      return x
    }
  }

  static let mistakes: [(@Sendable (Tensor) -> Void, String)] = [
    ({ (x: Tensor) in debugPrint("{} {}", x) }, "the format has a place too many: 1 values have no name"),
    ({ (x: Tensor) in debugPrint("{x}", y: x) }, "there is no value 'x', only 'y'"),
    ({ (x: Tensor) in debugPrint("{}", x, x) }, "the format has no place for 1 of the values"),
    ({ (x: Tensor) in debugPrint("{}", x, y: x) }, "the format has no place for 'y'"),
    ({ (x: Tensor) in debugPrint("{", x) }, "'{' stands alone in \"{\""),
    ({ (x: Tensor) in debugPrint("{:8.3q}", x) }, "'{:8.3q}' is no place for a tensor"),
    (
      { (x: Tensor) in debugPrint("{}", "text", ordered: false) },
      "a value is a text, not a tensor or a number"
    ),
  ]

  @Test(arguments: mistakes.indices)
  func mistakesAreErrorsAtTheCall(_ index: Int) throws {
    let (call, message) = Self.mistakes[index]
    let error = try #require(throws: JAXError.self) { try withErrors { call(x) } }
    #expect(error.message == message)
    #expect(error.operation == "debugPrint")
    #expect("\(error.location)".contains("DebugPrintTests.swift"))
    #expect(throws: JAXError.self) {
      try withErrors {
        _ = jit { (x: Tensor) in
          call(x)
          return x
        }(x)
      }
    }
  }

  @Test func loopsAndBranches() {
    expect(["0 1.0", "1 2.0", "2 4.0", "8.0 is great"], Tensor(1 as Float)) { x in
      foriLoop(0..<4, x) { i, x in
        cond(x .> 5) {
          debugPrint("{} is great", x)
          return x
        } otherwise: {
          debugPrint("{} {}", i, x)
          return x * 2
        }
      }
    }
    expect(["1.0", "2.0", "4.0"], Tensor(1 as Float)) { x in
      whileLoop(
        x,
        while: { x in
          debugPrint("{}", x, ordered: true)
          return x .< 3
        }, { $0 * 2 })
    }
    expect(["1.0 of 3", "2.0 of 3", "3.0 of 3"], Tensor([1, 2, 3] as [Float])) { xs in
      scan(Tensor(0 as Float), over: xs) { sum, x in
        debugPrint("{} of {}", x, xs.count, ordered: true)
        return (sum + x, sum)
      }.1
    }
  }

  /// What the README shows.
  @Test func whatAUserReadsFirst() {
    expect(["turn 0: x = 2.000", "turn 1: x = 1.500", "turn 2: x = 1.417"], Tensor(2 as Float)) { a in
      foriLoop(0..<3, a) { i, x in
        debugPrint("turn {i}: x = {x:.3f}", i: i, x: x, ordered: true)
        return (x + a / x) / 2
      }
    }
    effectsBarrier()
  }

  @Test func functionsInFunctions() {
    let inner = jit { (x: Tensor) in
      debugPrint("inner {}", x, ordered: true)
      return x * 2
    }
    expect(["outer 1.0", "inner 1.0", "inner 2.0", "outer 4.0"], Tensor(1 as Float)) { x in
      debugPrint("outer {}", x, ordered: true)
      let y = inner(inner(x))
      debugPrint("outer {}", y, ordered: true)
      return y
    }
  }

  @Test func derivativesPrintOnce() {
    let function = { @Sendable (x: Tensor) in
      debugPrint("x = {}", x)
      return scan(x, length: 2) { x in
        debugPrint("turn {}", x, ordered: true)
        return (x * x, x)
      }.0
    }
    let expected = ["x = 2.0", "turn 2.0", "turn 4.0"]
    #expect(lines { _ = grad(function)(Tensor(2 as Float)) } == expected)
    #expect(lines { _ = jit(grad(function))(Tensor(2 as Float)) } == expected)
    #expect(lines { _ = jvp(function, Tensor(2 as Float), Tensor(1 as Float)) } == expected)
    #expect(lines { _ = jit { x in jvp(function, x, x).1 }(Tensor(2 as Float)) } == expected)
    #expect(lines { _ = grad(jit(function))(Tensor(2 as Float)) } == expected)
  }

  @Test func derivativesOfLoopsAndBranches() throws {
    let function = { @Sendable (x: Tensor) in
      whileLoop(x, while: { $0 .< 20 }, maximumTrips: 10) { x in
        cond(x .> 3) {
          debugPrint("great {}", x, ordered: true)
          return x * x
        } otherwise: {
          debugPrint("small {}", x)
          return x * 3
        }
      }
    }
    let x = Tensor(2 as Float)
    #expect(lines { _ = jit(grad(function))(x) } == ["small 2.0", "great 6.0"])
    #expect(lines { _ = grad(function)(x) } == ["small 2.0", "great 6.0"])
    #expect(try jit(grad(function))(x).item(as: Float.self) == 36)
  }

  @Test func batches() throws {
    let function = { @Sendable (x: Tensor) in
      debugPrint("x = {}", x)
      return whileLoop(x, while: { $0 .< 4 }) { x in
        debugPrint("turn {}", x)
        return x * 2
      }
    }
    let xs = Tensor([1, 3, 9] as [Float])
    let expected = ["x = 1.0", "x = 3.0", "x = 9.0", "turn 1.0", "turn 2.0", "turn 3.0"]
    #expect(lines { _ = vmap(function)(xs) } == expected)
    #expect(lines { _ = jit { xs in vmap(function)(xs) }(xs) } == expected)
    let error = try #require(throws: JAXError.self) {
      try withErrors {
        _ = vmap { (x: Tensor) in
          debugPrint("{}", x, ordered: true)
          return x
        }(xs)
      }
    }
    #expect(
      error.message == "calls in order cannot be mapped over a batch by vmap, whose elements come in no order"
    )
    #expect(error.hint == "leave out `ordered: true`, or go through the batch with `scan` or `map`")
  }
}
