import JAX
import Synchronization
import Testing

/// Numbers that are not finite, and the operations that made them.
@Suite struct NonFiniteTests {
  private let file = "JAXTests/NonFiniteTests.swift"

  private func error(
    _ modes: Debugging, _ body: () throws -> some Any
  ) throws -> JAXError {
    try #require(throws: JAXError.self) { try withErrors { _ = try withDebugging(modes) { try body() } } }
  }

  @Test func aCompiledFunctionNamesTheOperationAndItsLine() throws {
    let line = #line + 2
    let f = jit(name: "loss") { (x: Tensor) in
      let y = log(x)
      return (y * 2).sum()
    }
    let thrown = try error(.nans) { f(Tensor([1, 2, -3, 4] as [Float])) }
    #expect(thrown.code == .nonFinite)
    #expect(
      thrown.description
        == "\(file):\(line): error: log: makes a nan out of an operand without one: element [2] of the result, "
        + "f32[4], is nan, where the operand, f32[4], is -3.0, loss was called at \(file):\(line + 3) (the "
        + "logarithm of a number below 0: keep it above, as in `log(maximum(x, 1e-6))`)")
  }

  @Test func offByDefaultAndOnByTheFunction() throws {
    let x = Tensor([-1] as [Float])
    #expect(try floats(jit { (x: Tensor) in log(x) }(x))[0].isNaN)
    let f = jit(debugging: .nans) { (x: Tensor) in log(x) }
    #expect(try floats(f(Tensor([1] as [Float]))) == [0])
    let thrown = try #require(throws: JAXError.self) { try withErrors { f(x) } }
    #expect(thrown.operation == "log")
    // Compiled and found ready before: still looked at.
    let g = jit { (x: Tensor) in sqrt(x) }
    for _ in 0..<3 { _ = g(x) }
    #expect(try error(.nans) { g(x) }.operation == "sqrt")
    #expect(try floats(g(x))[0].isNaN)
  }

  @Test func whatIsMaskedOutIsNoError() throws {
    let f = jit { (x: Tensor) in select(x .> 0, log(x), 0) }
    let y = try withErrors { withDebugging(.nans) { f(Tensor([-1, 1] as [Float])) } }
    #expect(try floats(y) == [0, 0])
  }

  /// The first operation of those that the result comes from, not of all.
  @Test func whatIsMaskedOutIsNotBlamed() throws {
    let f = jit { (x: Tensor) in select(x .> 0, log(x), 0) + sqrt(x - 2) }
    let thrown = try error(.nans) { f(Tensor([-1, 1, 3] as [Float])) }
    #expect(thrown.operation == "sqrt")
    #expect(thrown.message.contains("element [0] of the result, f32[3], is nan"))
    #expect(thrown.message.contains("f32[3], is -3.0"))
  }

  @Test func infinities() throws {
    let f = jit { (x: Tensor, y: Tensor) in (x / y).sum() }
    let (x, y) = (Tensor([1, 2] as [Float]), Tensor([1, 0] as [Float]))
    let thrown = try error(.infinities) { f(x, y) }
    #expect(
      thrown.detail.hasPrefix(
        "/: makes an infinity out of operands without one: element [1] of the result, f32[2], is inf, where the "
          + "operands, f32[2] and f32[2], are 2.0 and 0.0, main was called at "))
    #expect(thrown.hint == "a division by 0: choose the divisor first, as in `x / select(y .== 0, 1, y)`")
    #expect(try floats(try withErrors { withDebugging(.nans) { f(x, y) } }) == [.infinity])
    // With both, what made the infinity is to blame for the NaN.
    let g = jit { (x: Tensor) in
      let y = exp(x)
      return y - y
    }
    let big = Tensor([1, 100] as [Float])
    #expect(try error(.nans) { g(big) }.operation == "-")
    let both = try error([.nans, .infinities]) { g(big) }
    #expect(both.operation == "exp")
    #expect(
      both.message.hasPrefix("makes an infinity out of a finite operand: element [1] of the result, f32[2]"))
  }

  @Test func loopsNameTheIteration() throws {
    let line = #line + 2
    let f = jit { (x: Tensor) in
      scan(x, over: Tensor([3, 2, 1, -1] as [Float])) { carry, y in
        let next = log(carry * y)
        return (next, next)
      }.0
    }
    let thrown = try error(.nans) { f(Tensor(5 as Float)) }
    #expect(thrown.location.description == "\(file):\(line + 1)")
    #expect(thrown.operation == "log")
    #expect(thrown.message.contains("where the operand, f32[], is -"))
    #expect(thrown.message.contains(", in iteration 3 of the scan at \(file):\(line), main was called at"))
    let g = jit { (x: Tensor) in
      whileLoop(x, while: { $0.sum() .> -5 }) { x in
        cond(x.sum() .> 0) {
          x - 2
        } otherwise: {
          sqrt(x) - 6
        }
      }
    }
    let inBranch = try error(.nans) { g(Tensor([3, 0] as [Float])) }
    #expect(inBranch.operation == "sqrt")
    #expect(inBranch.message.contains("in iteration 1 of the loop at \(file):"))
  }

  @Test func functionsInsideFunctions() throws {
    let inner = jit(name: "inner") { (x: Tensor) in sqrt(x) }
    let f = jit { (x: Tensor) in vmap { (x: Tensor) in inner(x) }(x) * 2 }
    #expect(try error(.nans) { f(Tensor([1, -1] as [Float])) }.operation == "sqrt")
  }

  @Test func gradients() throws {
    // The slope of the root at 0 is infinite, and masking its value does not mask it.
    @Sendable func loss(_ x: Tensor) -> Tensor { select(x .> 0, sqrt(x), 0).sum() }
    let x = Tensor([4, 0] as [Float])
    let compiled = try error(.nans) { jit { (x: Tensor) in grad(loss)(x) }(x) }
    #expect(compiled.code == .nonFinite)
    #expect(compiled.location.description.hasPrefix(file))
    let eager = try error(.nans) { grad(loss)(x) }
    #expect(eager.code == .nonFinite)
  }

  @Test func otherOperationsSayWhatTheyWereGiven() throws {
    let f = jit { (x: Tensor, y: Tensor) in matmul(x, y) }
    let x = Tensor([1, .infinity, 3, 4] as [Float], shape: [2, 2])
    let thrown = try error(.nans) { f(x, Tensor.zeros([2, 2])) }
    #expect(
      thrown.detail.hasPrefix(
        "matmul: makes a nan out of operands without one: element [0, 0] of the result, f32[2,2], is nan, where "
          + "the operands are f32[2,2] and f32[2,2]; operand 0 is inf at [0, 1], main was called at "))
  }

  @Test func operationsOutsideJITAreLookedAtAtOnce() throws {
    let x = Tensor([1, -1] as [Float])
    let line = #line + 1
    let thrown = try error(.nans) { log(x) + 1 }
    #expect(
      thrown.description
        == "\(file):\(line): error: log: makes a nan out of an operand without one: element [1] of the result, "
        + "f32[2], is nan, where the operand, f32[2], is -1.0 (the logarithm of a number below 0: keep it above, "
        + "as in `log(maximum(x, 1e-6))`)")
    // Found ready before.
    let y = Tensor([0, 1] as [Float])
    for _ in 0..<10 { _ = y / y }
    #expect(try error(.nans) { y / y }.operation == "/")
  }

  @Test func whatIsPassedInIsNamed() throws {
    let f = jit(name: "step") { (x: Tensor, y: Tensor) in (x + y, y) }
    let bad = Tensor([1, .nan] as [Float])
    let thrown = try error(.nans) { f(Tensor([1, 1] as [Float]), bad) }
    #expect(
      thrown.detail.hasPrefix("step: argument 1, f32[2], already is nan at [1], step was called at \(file):"))
    let g = jit { (x: Tensor) in x + bad }
    #expect(
      try error(.nans) { g(Tensor([1, 1] as [Float])) }.message
        .hasPrefix("a tensor that is read from outside, f32[2], already is nan at [1]"))
    #expect(try error(.nans) { bad + 1 }.message.hasPrefix("operand 0, f32[2], already is nan at [1]"))
  }

  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64, .complex64, .complex128])
  func everyFloatIsLookedAt(dtype: DType) throws {
    let f = jit { (x: Tensor) in x / x }
    let x = Tensor([1, 0, 2] as [Float]).asType(dtype)
    #expect(try error(.nans) { f(x) }.message.contains("element [1] of the result"))
    let fine = Tensor([1, 3, 2] as [Float]).asType(dtype)
    #expect(try withErrors { withDebugging([.nans, .infinities]) { f(fine) } }.type.dtype == dtype)
  }

  /// The function with effects runs once, operation by operation.
  @Test func effectsHappenOnce() throws {
    let seen = Mutex<[Float]>([])
    let f = jit { (x: Tensor) in
      let y = foriLoop(0..<3, x) { _, x in
        debugCallback(x, ordered: true) { (x: Tensor) in
          let value = try x.item(as: Float.self)
          seen.withLock { $0.append(value) }
        }
        return x - 1
      }
      return sqrt(y)
    }
    #expect(try error(.nans) { f(Tensor(2 as Float)) }.operation == "sqrt")
    #expect(seen.withLock { $0 } == [2, 1, 0])
    for modes in [Debugging.nans, .withoutJIT, .bounds] {
      seen.withLock { $0 = [] }
      #expect(try floats(withErrors { withDebugging(modes) { f(Tensor(4 as Float)) } }) == [1])
      #expect(seen.withLock { $0 } == [4, 3, 2])
    }
  }

  @Test func donatedArgumentsStay() throws {
    let f = jit(donating: [0]) { (x: Tensor) in x + 1 }
    let x = Tensor([1, 2] as [Float])
    #expect(try withErrors { try floats(withDebugging(.nans) { f(x) }) } == [2, 3])
    #expect(try floats(x) == [1, 2])
  }
}
