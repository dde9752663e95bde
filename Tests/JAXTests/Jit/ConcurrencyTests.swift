import Glibc
import JAXIR
import JAXRuntime
import Synchronization
import Testing

@testable import JAX

/// Runs `body` on another thread, with the task-local values of this one, and waits.
func onThread(_ body: @escaping @Sendable () -> Void) { onThreads(1) { _ in body() } }

/// Runs `body` on `count` threads at once and waits for all of them.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Start: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let ambient = Ambient.current
  var threads: [pthread_t] = []
  for index in 0..<count {
    let start = Start { Ambient.$current.withValue(ambient) { body(index) } }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(start).toOpaque())
    precondition(status == 0)
    threads.append(thread)
  }
  for thread in threads { pthread_join(thread, nil) }
}

private final class Count: Sendable {
  private let value = Atomic<Int>(0)
  func add() { value.add(1, ordering: .relaxed) }
  var total: Int { value.load(ordering: .relaxed) }
}

@Suite struct ConcurrencyTests {
  @Test func sixteenThreadsTraceAndCompileANewFunctionOnce() throws {
    let traced = Count()
    let right = Count()
    let f = jit { (x: Tensor) in
      traced.add()
      usleep(10_000)
      return sin(x) * 0.777 + 1
    }
    onThreads(16) { _ in
      for _ in 0..<10 {
        let y = f(Tensor([0, 0, 0] as [Float]))
        if (try? floats(y)) == [1, 1, 1] { right.add() }
      }
    }
    #expect(traced.total == 1)
    #expect(right.total == 160)
    #expect(f.statistics.misses == 1)
    #expect(f.statistics.hits == 159)
  }

  @Test func oneFunctionServesThreadsWithDifferentArguments() throws {
    let right = Count()
    let f = jit { (x: Tensor, y: Tensor) in (x * y).sum(axes: [0]) - y }
    onThreads(16) { thread in
      for round in 0..<20 {
        let count = 1 + (thread + round) % 5
        let x = Tensor.full([count, 2], Tensor(Float(thread)))
        let expected = [Float](repeating: Float(thread * count * 2 - 2), count: 2)
        let y = f(x, Tensor.full([2], Tensor(Float(2))))
        if (try? floats(y)) == expected { right.add() }
      }
    }
    #expect(right.total == 320)
    #expect(f.statistics.misses == 5)
  }

  @Test func eagerOperationsRunOnManyThreads() throws {
    let right = Count()
    onThreads(16) { thread in
      for round in 1..<30 {
        let x = Tensor([Float](repeating: Float(thread), count: round))
        if (try? floats((x + 1) * 2 - x)) == [Float](repeating: Float(thread + 2), count: round) {
          right.add()
        }
      }
    }
    #expect(right.total == 16 * 29)
  }
}

/// One after the other, because they watch the memory that all of the process uses.
@Suite(.serialized) struct BoundTests {
  @Test func tenThousandShapesKeepCodeAndMemoryBounded() throws {
    let before = Engine.shared.pool.statistics
    for count in 1...10_000 {
      let x = Tensor([Float](repeating: 1, count: count % 613 + 1))
      let y = count % 100 == 0 ? x.reshaped([1, -1]).sum(axes: [1]) : x + 1
      precondition(y.count > 0)
    }
    #expect(Engine.shared.eager.count <= 1_024)
    let after = Engine.shared.pool.statistics
    #expect(after.liveBytes - before.liveBytes < 64 << 20)
  }

  @Test func memoryInUseIsCounted() throws {
    let engine = Engine.shared
    let before = engine.memoryUse.live
    let x = Tensor.ones([70 << 20])
    #expect(engine.memoryUse.live > before / 2 + 200 << 20)
    #expect(engine.memoryUse.peak >= 280 << 20)
    withExtendedLifetime(x) {}
  }

  @Test func outOfMemoryIsThrownAndTheNextOperationWorks() throws {
    let error = try #require(throws: JAXError.self) {
      try withErrors { Tensor.zeros([1]).broadcast(to: [1 << 40]) }
    }
    #expect(error.code == .outOfMemory)
    #expect(error.message.contains("4398046511104"))
    #expect(try floats(Tensor.zeros([1]) + 1) == [1])
  }
}
