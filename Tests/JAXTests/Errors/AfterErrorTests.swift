import Glibc
import JAXCompiler
import Synchronization
import Testing

@testable import JAX

/// What is counted and switched by several threads.
private final class Counts: Sendable {
  let traces = Atomic<Int>(0)
  let errors = Atomic<Int>(0)
  let isMended = Atomic<Bool>(false)
  let function = Mutex<Jit<Tensor, Tensor>?>(nil)
}

/// After an error everything works as before, on all threads.
@Suite struct AfterErrorTests {
  private let x = Tensor([1, 2, 3] as [Float])

  /// A compilation that fails is kept by nobody: all threads that wait for it get the error, the next call tries again.
  @Test func aFailureReachesAllThreadsAndIsNotKept() throws {
    let counts = Counts()
    let f = jit { (x: Tensor) -> Tensor in
      counts.traces.add(1, ordering: .relaxed)
      if counts.isMended.load(ordering: .relaxed) { return x + 1 }
      // The other threads wait, which counts as a hit; not for ever where they do not.
      let f = counts.function.withLock { $0 }
      for _ in 0..<3_000 where (f?.statistics.hits ?? 0) < 15 { usleep(10_000) }
      usleep(50_000)
      return x + Tensor.zeros([7])
    }
    counts.function.withLock { $0 = f }
    let x = x
    onThreads(16) { _ in
      do {
        _ = try withErrors { f(x) }
      } catch {
        if (error as? JAXError)?.code == .shapeMismatch { counts.errors.add(1, ordering: .relaxed) }
      }
    }
    counts.function.withLock { $0 = nil }
    #expect(counts.traces.load(ordering: .relaxed) == 1)
    #expect(counts.errors.load(ordering: .relaxed) == 16)
    counts.isMended.store(true, ordering: .relaxed)
    #expect(try floats(f(x)) == [2, 3, 4])
  }

  /// Compiled functions in compiled functions, on a pool without workers and on one with some, from many threads.
  @Test(arguments: [1, 2, 8]) func nestedFunctionsDoNotWaitForEachOther(threadCount: Int) {
    var options = CompilerOptions()
    options.threadCount = threadCount
    let inner = jit({ (x: Tensor) in tanh(x) * 2 }, name: "inner", options: options)
    let outer = jit({ (x: Tensor) in inner(inner(x)).sum() }, name: "outer", options: options)
    let counts = Counts()
    let x = Tensor.zeros([1 << 18])
    onThreads(8) { _ in
      for _ in 0..<4 where (try? outer(x).item(as: Float.self)) != 0 {
        counts.errors.add(1, ordering: .relaxed)
      }
    }
    #expect(counts.errors.load(ordering: .relaxed) == 0)
  }

  /// Arguments are as they were when there is no memory for the results, and for what comes before them.
  @Test func argumentsOutliveAFailure() throws {
    let large = jit { (x: Tensor) in x.broadcast(to: [1 << 38, 3]) * 2 }
    let long = jit { (x: Tensor) in (x.sum() * Tensor.arange(1 << 40, .float32)).sorted().sum() }
    for _ in 0..<2 {
      for f in [large, long] {
        let error = try #require(throws: JAXError.self) { try withErrors { f(x) } }
        #expect(error.code == .outOfMemory)
        #expect(try floats(x) == [1, 2, 3])
        #expect(try floats(jit { (x: Tensor) in x * 3 }(x)) == [3, 6, 9])
      }
    }
  }
}
