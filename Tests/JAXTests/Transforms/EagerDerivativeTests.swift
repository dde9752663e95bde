import JAXIR
import Synchronization
import Testing

@testable import JAX

/// Derivatives outside `jit`: the function runs on elements, and may decide by them.
struct EagerDerivativeTests {
  let x = Tensor([1, 2, -3] as [Float])

  @Test func branches() throws {
    let f = { @Sendable (x: Tensor) -> Tensor in
      guard let value = try? x.item(as: Float.self) else { return x * Tensor(Float.nan) }
      return value > 0 ? x * x : -x
    }
    #expect(try floats(grad(f)(3.0)) == [6])
    #expect(try floats(grad(f)(-3.0)) == [-1])
    #expect(try floats(jvp(f, 3.0, 2.0).1) == [12])
    #expect(try floats(vjp(f, -3.0).1(5.0)) == [-5])
    #expect(try floats(linearize(f, at: 3.0).1(1.0)) == [6])
    // Inside another derivative, and a second one.
    #expect(try floats(grad { x in grad(f)(x) * x }(3.0)) == [12])
    #expect(try floats(jvp(grad(f), 3.0, 1.0).1) == [2])
  }

  /// Loops of Swift, and those of the library, which need no bound here.
  @Test func loops() throws {
    let halving = { @Sendable (x: Tensor) -> Tensor in
      var y = x
      while let sum = try? y.sum().item(as: Float.self), sum > 1 { y = y / 2 }
      return (y * y).sum()
    }
    let library = { @Sendable (x: Tensor) -> Tensor in
      let y = whileLoop(x, while: { $0.sum() .> 1 }) { $0 / 2 }
      return (y * y).sum()
    }
    let start = Tensor([4, 8] as [Float])
    // Halved four times: y = x / 16.
    let expected: [Float] = [8.0 / 256, 16.0 / 256]
    #expect(try floats(grad(halving)(start)) == expected)
    #expect(try floats(grad(library)(start)) == expected)
    #expect(try floats(grad { x in foriLoop(0..<3, x) { _, y in y * x }.sum() }(x)) == [4, 32, -108])
    let chosen = { @Sendable (x: Tensor) in
      cond(x.sum() .> 0) {
        (x * x).sum()
      } otherwise: {
        x.sum()
      }
    }
    #expect(try floats(grad(chosen)(start)) == [8, 16])
    #expect(try floats(grad(chosen)(-start)) == [1, 1])
  }

  /// A loop with many trips that depend on values.
  @Test func manyTrips() throws {
    let f = { @Sendable (x: Tensor) -> Tensor in
      var (y, trips) = (x, 0)
      while trips < 300, let last = try? y.sum().item(as: Float.self), last > 1e-3 {
        y = tanh(y * x)
        trips += 1
      }
      return y.sum()
    }
    let x = Tensor([1.05, 1.1] as [Float])
    let gradient = grad(f)(x)
    try expectClose(grad(f)(x), gradient, 0)
    let unrolled = { @Sendable (x: Tensor) in foriLoop(0..<300, x) { _, y in tanh(y * x) }.sum() }
    try expectClose(grad(unrolled)(x), gradient, 1e-5)
  }

  @Test func compiledFunctionsInside() throws {
    let square = jit { (x: Tensor) in x * x }
    let f = { @Sendable (x: Tensor) -> Tensor in
      let y = square(x)
      return (try? y.sum().item(as: Float.self)).map { $0 > 1 ? y.sum() : x.sum() } ?? x.sum()
        * Tensor(Float.nan)
    }
    #expect(try floats(grad(f)(x)) == [2, 4, -6])
    #expect(try floats(grad(f)(x * 0.1)) == [1, 1, 1])
  }

  @Test func readingUnderOtherTransformationsIsAnError() throws {
    let f = { @Sendable (x: Tensor) -> Tensor in
      do throws(JAXError) {
        return try x.sum().item(as: Float.self) > 0 ? x.sum() : -x.sum()
      } catch {
        return Tensor.fail(error)
      }
    }
    let bodies: [() -> Void] = [
      { _ = jit(grad(f))(x) }, { _ = grad { vmap(f)($0).sum() }(Tensor.ones([2, 3])) },
      { _ = vmap(grad(f))(Tensor.ones([2, 3])) }, { _ = grad(jit(f))(x) },
    ]
    for body in bodies {
      let error = try #require(throws: JAXError.self) { try withErrors { body() } }
      #expect(error.code == .concretization)
      #expect(error.operation == "item")
    }
  }

  /// A value of a derivative that is over does not come back.
  @Test func valuesThatLeft() throws {
    let outside = Mutex<Tensor?>(nil)
    _ = grad { x in
      outside.withLock { $0 = x * 2 }
      return x.sum()
    }(x)
    let leaked = try #require(outside.withLock { $0 })
    let error = try #require(throws: JAXError.self) { try withErrors { _ = leaked + 1 } }
    #expect(error.code == .escapedTracer)
  }
}
