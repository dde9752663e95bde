import JAXCompiler
import Testing

@testable import JAX

struct CallbackTests {
  struct Refusal: Error, Equatable { let code: Int }

  @Test func resultsAreUsed() throws {
    let function = { @Sendable (x: Tensor) in
      let doubled = pureCallback(returning: x, x) { x in x * 2 }
      let (a, b) = { (pair: [Tensor]) in (pair[0], pair[1]) }(
        ioCallback(returning: [x, Tensor(0 as Int32)], x, doubled) { x, y in [x + y, Tensor(7 as Int32)] })
      return a + b.asType(.float32)
    }
    let x = Tensor([1, 2] as [Float])
    #expect(try floats(function(x)) == [10, 13])
    #expect(try floats(jit(function)(x)) == [10, 13])
  }

  @Test func purityDecidesHowOften() {
    let log = EffectLog<String>()
    let function = jit { (x: Tensor) in
      _ = pureCallback(returning: x, x) { x in
        log.append("pure")
        return x
      }
      _ = ioCallback(returning: x, x) { x in
        log.append("io")
        return x
      }
      debugCallback(x) { _ in log.append("debug") }
      return x
    }
    _ = function(Tensor(1 as Float))
    #expect(log.entries == ["io", "debug"])
  }

  @Test func wrongResultsAreErrors() throws {
    let x = Tensor([1, 2] as [Float])
    let function = { @Sendable (x: Tensor) in pureCallback(returning: x, x) { x in x.sum() } }
    for call in [function, { jit(function)($0) }] {
      let error = try #require(throws: JAXError.self) { try withErrors { _ = call(x) } }
      #expect(error.code == .shapeMismatch)
      #expect(error.message == "the function gives f32[], but f32[2] was declared")
      #expect(error.operation == "pureCallback")
    }
  }

  @Test func errorsAreDelivered() throws {
    let log = EffectLog<Int>()
    let function = jit { (x: Tensor) in
      foriLoop(0..<5, x) { i, x in
        ioCallback(returning: x, i, x, ordered: true) { i, x in
          let turn: Int32 = try i.item()
          log.append(Int(turn))
          if turn == 2, try x.item(as: Float.self) < 100 { throw Refusal(code: 42) }
          return x + 1
        }
      }
    }
    for _ in 0..<3 {
      let error = try #require(throws: Refusal.self) { try withErrors { _ = function(Tensor(0 as Float)) } }
      #expect(error.code == 42)
    }
    #expect(log.entries == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    #expect(try function(Tensor(1000 as Float)).item(as: Float.self) == 1005)
    let eager = try #require(throws: Refusal.self) {
      try withErrors {
        _ =
          ioCallback(returning: Tensor(0 as Float), Tensor(1 as Float)) { _ in throw Refusal(code: 1) }
          as Tensor
      }
    }
    #expect(eager.code == 1)
  }

  @Test func callbacksCallCompiledFunctions() throws {
    let inner = jit { (x: Tensor) in sin(x).sum() }
    for threads in [1, 2] {
      var options = CompilerOptions()
      options.threadCount = threads
      let function = jit(
        { (x: Tensor) -> Tensor in pureCallback(returning: x[0], x * 2) { x in inner(x) } }, name: "f",
        options: options
      )
      let x = Tensor.arange(100_000, .float32)
      #expect(try function(x).item(as: Float.self) == inner(x * 2).item(as: Float.self))
    }
  }

  @Test func derivatives() throws {
    let log = EffectLog<Float>()
    let watched = { @Sendable (x: Tensor) in
      debugCallback(x) { x in log.append(try x.item()) }
      return x * x
    }
    let x = Tensor(3 as Float)
    #expect(try grad(watched)(x).item(as: Float.self) == 6)
    #expect(try jit(grad(watched))(x).item(as: Float.self) == 6)
    #expect(log.entries == [3, 3])
    let opaque = { @Sendable (x: Tensor) in pureCallback(returning: x, x) { x in x * 2 } * 3 }
    let io = { @Sendable (x: Tensor) in ioCallback(returning: x, x) { x in x * 2 } * 3 }
    for function in [opaque, io] {
      for call in [{ grad(function)($0) }, { jit(grad(function))($0) }] as [@Sendable (Tensor) -> Tensor] {
        let error = try #require(throws: JAXError.self) { try withErrors { _ = call(x) } }
        #expect(error.message == "a function of the host has no derivative of its own")
        #expect(error.hint?.contains("customJVP") == true)
      }
      // What does not depend on the argument may come from anywhere.
      let constant = { @Sendable (x: Tensor) in function(Tensor(2 as Float)) * x }
      #expect(try grad(constant)(x).item(as: Float.self) == 12)
      #expect(try jit(grad(constant))(x).item(as: Float.self) == 12)
    }
  }

  @Test func eagerDerivativesCallOnce() throws {
    let log = EffectLog<Float>()
    let function = { @Sendable (x: Tensor) in
      let offset = ioCallback(returning: Tensor(0 as Float), Tensor(2 as Float)) { y in
        log.append(try y.item())
        return y * 10
      }
      return x * x + offset * x
    }
    #expect(try grad(function)(Tensor(3 as Float)).item(as: Float.self) == 26)
    #expect(log.entries == [2])
  }

  @Test func batches() throws {
    let shapes = EffectLog<[Int]>()
    @Sendable func function(_ vectorized: Bool) -> @Sendable (Tensor) -> Tensor {
      { x in
        pureCallback(returning: x, x, vectorized: vectorized) { x in
          shapes.append(x.shape)
          return x * 2
        }
      }
    }
    let xs = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2])
    #expect(try floats(vmap(function(false))(xs)) == [2, 4, 6, 8, 10, 12])
    #expect(shapes.entries == [[2], [2], [2]])
    #expect(try floats(jit { xs in vmap(function(true))(xs) }(xs)) == [2, 4, 6, 8, 10, 12])
    #expect(shapes.entries.dropFirst(3) == [[3, 2]])
    #expect(throws: JAXError.self) {
      try withErrors {
        _ = vmap { (x: Tensor) in ioCallback(returning: x, x, ordered: true) { x in x } }(xs)
      }
    }
  }

  @Test func checksFailTheRun() throws {
    let function = { @Sendable (x: Tensor) in
      check(x .> 0, "only positive numbers")
      return log(x)
    }
    let x = Tensor([1, -2, 3] as [Float])
    let one = { @Sendable (x: Tensor) in function(x).sum() }
    let calls: [@Sendable (Tensor) -> Tensor] = [
      function, { jit(function)($0) }, { grad(one)($0) }, { jit(grad(one))($0) },
      { scan(Tensor(0 as Float), over: $0) { (c, x) in (c, function(x)) }.1 },
    ]
    for (number, call) in calls.enumerated() {
      let error = try #require(throws: JAXError.self) { try withErrors { _ = call(x) } }
      #expect(error.code == .checkFailed)
      #expect(
        error.message
          == (number < 4 ? "only positive numbers (element 1 of the condition)" : "only positive numbers"))
      #expect("\(error.location)".contains("CallbackTests.swift"))
    }
    for call in [{ vmap(function)($0) }, { jit { x in vmap(function)(x) }($0) }]
      as [@Sendable (Tensor) -> Tensor]
    {
      let error = try #require(throws: JAXError.self) { try withErrors { _ = call(x) } }
      #expect(error.message == "only positive numbers (element 1 of the batch)")
    }
    #expect(try floats(jit(function)(Tensor([1] as [Float]))) == [0])
  }
}
