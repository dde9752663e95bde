import Dispatch
import JAXCompiler
import Testing

@testable import JAX

/// Callbacks that call compiled functions, or throw, deep inside.
struct NestedCallbackTests {
  struct Refusal: Error, Equatable { let turn: Int }

  private static func options(threads: Int) -> CompilerOptions {
    var options = CompilerOptions()
    (options.threadCount, options.parallelGrain) = (threads, 16)
    return options
  }

  /// Three compiled functions, each called by a callback of the one before, on many threads at once: nobody waits for
  /// threads that wait for him.
  @Test(arguments: [1, 2, 8])
  func callbacksCallCompiledFunctionsOnAnyThread(_ threads: Int) throws {
    let options = Self.options(threads: threads)
    let innermost = jit({ (x: Tensor) -> Tensor in (x * 2).sum() }, name: "innermost", options: options)
    let inner = jit(
      { (x: Tensor) -> Tensor in
        pureCallback(returning: x[0], x + 1) { x in innermost(x) } + (x * 0).sum()
      }, name: "inner", options: options)
    let outer = jit(
      { (x: Tensor) -> Tensor in
        scan(Tensor(0 as Float), over: x.reshaped([4, 256])) { sum, row in
          (sum + ioCallback(returning: sum, sin(row) * 0 + row, ordered: true) { row in inner(row) }, sum)
        }.0
      }, name: "outer", options: options)
    let x = Tensor.arange(1_024, .float32)
    let expected: Float = 2 * (1_023 * 512 + 1_024)
    #expect(try outer(x).item(as: Float.self) == expected)
    let results = EffectLog<Float>()
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      if let result = try? outer(x).item(as: Float.self) { results.append(result) }
    }
    #expect(results.entries == [Float](repeating: expected, count: 16))
  }

  /// A callback may start the work that it waits for elsewhere.
  @Test func aCallbackWaitsForAnotherThread() throws {
    let options = Self.options(threads: 1)
    let inner = jit({ (x: Tensor) -> Tensor in sin(x).sum() }, name: "inner", options: options)
    let outer = jit(
      { (x: Tensor) -> Tensor in
        pureCallback(returning: x[0], x * 2) { x in
          let results = EffectLog<Tensor>()
          DispatchQueue.concurrentPerform(iterations: 4) { _ in results.append(inner(x)) }
          return results.entries[3]
        }
      }, name: "outer", options: options)
    let x = Tensor.arange(1_024, .float32)
    #expect(try outer(x).item(as: Float.self) == inner(x * 2).item(as: Float.self))
  }

  @Test func errorsCrossScansAndDerivatives() throws {
    let log = EffectLog<Int>()
    let function = { @Sendable (x: Tensor, limit: Tensor) -> Tensor in
      scan(x, over: Tensor.arange(4, .int32)) { x, turn in
        debugCallback(turn, x, limit, ordered: true) { turn, x, limit in
          let number: Int32 = try turn.item()
          log.append(Int(number))
          if try x.item(as: Float.self) > limit.item(as: Float.self) { throw Refusal(turn: Int(number)) }
        }
        return (x * x, turn)
      }.0
    }
    let x = Tensor(2 as Float)
    let (low, high) = (Tensor(15 as Float), Tensor(1e6 as Float))
    let compiled = jit(function)
    let gradients: [@Sendable (Tensor, Tensor) -> Tensor] = [
      { jit(grad(function, withRespectTo: \.0))($0, $1) },
      { grad({ compiled($0, $1) }, withRespectTo: \.0)($0, $1) },
      { grad(function, withRespectTo: \.0)($0, $1) },
    ]
    for gradient in gradients {
      for _ in 0..<2 {
        let error = try #require(throws: Refusal.self) { try withErrors { _ = gradient(x, low) } }
        #expect(error.turn == 2)
      }
      #expect(log.entries.suffix(6) == [0, 1, 2, 0, 1, 2])
      // d x¹⁶ / dx
      #expect(try gradient(x, high).item(as: Float.self) == 16 * 32_768)
      #expect(log.entries.suffix(4) == [0, 1, 2, 3])
    }
  }

  /// What an error is found in computes with what stands for it, in loops, too, until the error is told.
  @Test func loopsOfWhatFailedComeToNothing() throws {
    let function = { @Sendable (x: Tensor) -> (Tensor, Tensor) in
      let y = ioCallback(returning: x, x) { _ in throw Refusal(turn: 7) } as Tensor
      let z = scan(y, length: 3) { x in (x * 2, x) }.0
      return scan(z, over: Tensor.arange(3, .float32)) { sum, x in (sum + x, sum) }
    }
    for call in [{ function($0).0 }, { jit(function)($0).0 }] as [@Sendable (Tensor) -> Tensor] {
      let error = try #require(throws: Refusal.self) { try withErrors { _ = call(Tensor(1 as Float)) } }
      #expect(error.turn == 7)
    }
  }
}
