import CJAXRuntime
import Foundation
import JAXRuntime
import Synchronization
import Testing

/// What bodies of loops write down: how often each index ran, and the ranges.
private final class Tally: Sendable {
  let counts: [Atomic32]
  let ranges = Mutex<[Range<Int>]>([])
  /// The index at which a body fails.
  let failing: Int?
  /// The pool in which bodies run a loop of their own, and its tally.
  let inner: (pool: ThreadPool, tally: Tally)?

  init(_ count: Int, failing: Int? = nil, inner: (pool: ThreadPool, tally: Tally)? = nil) {
    counts = (0..<count).map { _ in Atomic32() }
    self.failing = failing
    self.inner = inner
  }

  var values: [Int] { counts.map { $0.value.load(ordering: .relaxed) } }

  func run(in pool: ThreadPool, grain: Int, _ body: JAXLoopBody = body) -> Int32 {
    pool.parallelFor(
      UnsafeMutableRawPointer(pool.handle), body, Unmanaged.passUnretained(self).toOpaque(),
      Int64(counts.count), Int64(grain))
  }
}

private final class Atomic32: Sendable {
  let value = Atomic<Int>(0)
}

/// Counts, and takes no lock: after a fork `Mutex` still knows the thread by its number in the parent, and traps.
private let countingBody: JAXLoopBody = { context, begin, end in
  let tally = Unmanaged<Tally>.fromOpaque(context!).takeUnretainedValue()
  for index in Int(begin)..<Int(end) { tally.counts[index].value.add(1, ordering: .relaxed) }
  return 0
}

private let body: JAXLoopBody = { context, begin, end in
  let tally = Unmanaged<Tally>.fromOpaque(context!).takeUnretainedValue()
  tally.ranges.withLock { $0.append(Int(begin)..<Int(end)) }
  for index in Int(begin)..<Int(end) {
    if index == tally.failing { return 42 }
    tally.counts[index].value.add(1, ordering: .relaxed)
    if let (pool, inner) = tally.inner, inner.run(in: pool, grain: 1) != 0 { return 1 }
  }
  return 0
}

struct ThreadPoolTests {
  static let threadCounts = [1, 2, 3, 8]

  @Test(arguments: threadCounts)
  func everyIndexRunsOnce(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    #expect(pool.threadCount == threads)
    for count in [0, 1, 2, 3, 7, 8, 9, 31, 64, 100, 1_000] {
      for grain in [-1, 0, 1, 2, 3, 5, 64, 2_000] {
        let tally = Tally(count)
        #expect(tally.run(in: pool, grain: grain) == 0)
        #expect(tally.values.allSatisfy { $0 == 1 }, "\(count) by \(grain)")
      }
    }
  }

  /// Ranges are at least a grain long, but for the last of a share; there are a few for each thread.
  @Test(arguments: threadCounts)
  func rangesAreOfAGrain(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    for (count, grain) in [(1_000, 10), (100, 30), (64, 64), (65, 32), (10_000, 1)] {
      let tally = Tally(count)
      _ = tally.run(in: pool, grain: grain)
      let ranges = tally.ranges.withLock { $0 }
      #expect(ranges.count <= max(1, min(4 * threads, count / grain + threads)), "\(ranges)")
      #expect(ranges.count { $0.count < grain } <= threads, "\(ranges)")
    }
  }

  @Test(arguments: threadCounts)
  func aLoopInsideALoopRuns(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    let inner = Tally(16)
    let outer = Tally(24, inner: (pool, inner))
    #expect(outer.run(in: pool, grain: 1) == 0)
    #expect(outer.values == Array(repeating: 1, count: 24))
    #expect(inner.values == Array(repeating: 24, count: 16))
    // Each ran in one piece, on the thread that asked for it.
    if threads > 1 { #expect(inner.ranges.withLock { $0 } == Array(repeating: 0..<16, count: 24)) }
  }

  @Test(arguments: threadCounts)
  func eightCallersAtOnce(threads: Int) async {
    let pool = ThreadPool(threadCount: threads)
    let right = await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<8 {
        group.addTask {
          for round in 0..<300 {
            let tally = Tally(1 + (round * 7 + caller) % 90)
            guard tally.run(in: pool, grain: 1 + round % 3) == 0 else { return false }
            guard tally.values.allSatisfy({ $0 == 1 }) else { return false }
          }
          return true
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(right)
  }

  @Test(arguments: threadCounts)
  func aFailureEndsTheLoop(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    for failing in [0, 1, 500, 999] {
      let tally = Tally(1_000, failing: failing)
      #expect(tally.run(in: pool, grain: 1) == 42)
      #expect(tally.values.allSatisfy { $0 <= 1 })
    }
    // The pool is as good as before.
    let tally = Tally(100)
    #expect(tally.run(in: pool, grain: 1) == 0)
    #expect(tally.values.allSatisfy { $0 == 1 })
  }

  /// Threads that sleep are woken.
  @Test func aLoopAfterAPause() {
    let pool = ThreadPool(threadCount: 3)
    for _ in 0..<5 {
      let tally = Tally(300)
      #expect(tally.run(in: pool, grain: 1) == 0)
      #expect(tally.values.allSatisfy { $0 == 1 })
      usleep(2_000)
    }
  }

  /// A child has none of the threads, and makes its own. In a process by itself: of other tests a child would inherit
  /// the locks that they hold.
  @Test func afterForkTheChildHasThreads() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let pool = ThreadPool(threadCount: 3)
      let before = Tally(100)
      #expect(before.run(in: pool, grain: 1) == 0)
      let tally = Tally(1_000)
      typealias Fork = @convention(c) () -> pid_t
      let fork = unsafeBitCast(try #require(dlsym(nil, "fork")), to: Fork.self)
      let child = fork()
      if child == 0 {
        // Whatever goes wrong, the child ends here.
        alarm(20)
        var isRight = true
        for _ in 0..<10 { isRight = isRight && tally.run(in: pool, grain: 1, countingBody) == 0 }
        _exit(isRight && tally.values.allSatisfy { $0 == 10 } ? 7 : 1)
      }
      var status: Int32 = 0
      try #require(waitpid(child, &status, 0) == child)
      try #require(status == 7 << 8, "the child ended with \(status)")
      try #require(before.run(in: pool, grain: 1) == 0)
      try #require(before.values.allSatisfy { $0 == 2 })
      exit(7)
    }
  }

  @Test func poolsComeAndGo() {
    for round in 0..<20 {
      let pool = ThreadPool(threadCount: 1 + round % 5)
      let tally = Tally(50)
      if round % 3 > 0 { #expect(tally.run(in: pool, grain: 1) == 0) }
    }
  }

  @Test func oneOfASizePerProcess() {
    let three = ThreadPool.with(threadCount: 3)
    #expect(three === ThreadPool.with(threadCount: 3))
    #expect(three.threadCount == 3)
    #expect(ThreadPool.with(threadCount: nil) === ThreadPool.shared)
    #expect(ThreadPool.with(threadCount: ThreadPool.shared.threadCount) === ThreadPool.shared)
  }
}
