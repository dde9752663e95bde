import Glibc
import Synchronization
import Testing

@testable import JAXRuntime

/// Runs `body` on `count` threads at once and waits for all.
private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Start: Sendable {
    let index: Int
    let body: @Sendable (Int) -> Void
    init(_ index: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.body = body
    }
  }
  var threads: [pthread_t] = []
  for index in 0..<count {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(index, body)).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { argument in
        let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
        start.body(start.index)
        return nil
      }, start)
    precondition(status == 0)
    threads.append(thread)
  }
  for thread in threads { pthread_join(thread, nil) }
}

private struct CompileFailure: Error, Equatable {}

@Suite struct CompilationCacheTests {
  private func cache(entries: Int = 100, bytes: Int = 1_000_000) -> CompilationCache<Int, String> {
    CompilationCache(
      maximumEntries: entries, maximumBytes: bytes, byteCount: { $0.utf8.count },
      explain: { ["key: \($1) → \($0)"] })
  }

  @Test func sixteenThreadsCompileANewKeyOnce() {
    let cache = cache()
    let counters = Counters()
    onThreads(16) { _ in
      let value = try? cache.value(for: 7) {
        counters.compilations.add(1, ordering: .relaxed)
        usleep(20_000)
        return "seven"
      }
      if value == "seven" { counters.right.add(1, ordering: .relaxed) }
    }
    #expect(counters.compilations.load(ordering: .relaxed) == 1)
    #expect(counters.right.load(ordering: .relaxed) == 16)
    #expect(cache.statistics.misses == 1)
    #expect(cache.statistics.hits == 15)
  }

  private final class Counters: Sendable {
    let compilations = Atomic<Int>(0)
    let right = Atomic<Int>(0)
  }

  @Test func aFailureReachesEverybodyAndIsNotRemembered() throws {
    let cache = cache()
    let counters = Counters()
    onThreads(16) { _ in
      do {
        _ = try cache.value(for: 7) {
          counters.compilations.add(1, ordering: .relaxed)
          // Long enough for every thread to arrive.
          usleep(100_000)
          throw CompileFailure()
        }
      } catch is CompileFailure {
        counters.right.add(1, ordering: .relaxed)
      } catch {}
    }
    #expect(counters.right.load(ordering: .relaxed) == 16)
    #expect(cache.statistics.entries == 0)
    let before = counters.compilations.load(ordering: .relaxed)
    #expect(before + cache.statistics.hits == 16)
    #expect(try cache.value(for: 7) { "now" } == "now")
  }

  @Test func recursionIsAnErrorNotADeadlock() {
    let cache = cache()
    #expect(throws: RuntimeError.recursiveCompilation) {
      try cache.value(for: 1) { try cache.value(for: 1) { "inner" } }
    }
  }

  @Test func entriesAreBoundedAndTheLeastRecentlyUsedGoes() throws {
    let cache = cache(entries: 4)
    for key in 0..<4 { _ = try cache.value(for: key) { "\(key)" } }
    _ = try cache.value(for: 0) { "again" }
    _ = try cache.value(for: 4) { "4" }
    #expect(cache.peek(0) == "0")
    #expect(cache.peek(1) == nil)
    #expect(cache.peek(4) == "4")
    #expect(cache.statistics.entries == 4)
    #expect(cache.statistics.evictions == 1)
    for key in 5..<10_000 { _ = try cache.value(for: key) { "\(key)" } }
    #expect(cache.statistics.entries == 4)
    #expect(cache.statistics.misses == 10_000)
  }

  @Test func bytesAreBounded() throws {
    let cache = cache(bytes: 100)
    for key in 0..<50 { _ = try cache.value(for: key) { String(repeating: "x", count: 30) } }
    #expect(cache.statistics.bytes <= 100)
    #expect(cache.statistics.bytes == cache.statistics.entries * 30)
    _ = try cache.value(for: 99) { String(repeating: "y", count: 1000) }
    #expect(cache.peek(99) != nil)
    #expect(cache.statistics.entries == 1)
    cache.removeAll()
    #expect(cache.statistics.entries == 0)
    #expect(cache.statistics.bytes == 0)
  }

  @Test func aMissIsExplained() throws {
    let cache = cache()
    _ = try cache.value(for: 3) { "3" }
    #expect(cache.statistics.lastMiss == [])
    _ = try cache.value(for: 3) { "3" }
    _ = try cache.value(for: 4) { "4" }
    _ = try cache.value(for: 3) { "3" }
    #expect(cache.statistics.lastMiss == ["key: 3 → 4"])
    #expect(cache.statistics.hits == 2)
  }

  @Test func theLastEntryIsReadWhileItIsReplaced() {
    final class Entry: Sendable {
      let number: Int
      let living: Counters
      init(_ number: Int, _ living: Counters) {
        self.number = number
        self.living = living
        living.right.add(1, ordering: .relaxed)
      }
      deinit { living.right.subtract(1, ordering: .relaxed) }
    }
    let living = Counters()
    do {
      let last = LastEntry<Entry>()
      #expect(last.entry == nil)
      onThreads(8) { thread in
        for round in 0..<2_000 {
          if thread < 2 { last.replace(with: Entry(round, living)) }
          if let entry = last.entry, !(0..<2_000).contains(entry.number) {
            living.compilations.add(1, ordering: .relaxed)
          }
        }
      }
      last.replace(with: Entry(42, living))
      #expect(last.entry?.number == 42)
      #expect(living.right.load(ordering: .relaxed) == 1)
    }
    #expect(living.right.load(ordering: .relaxed) == 0)
    #expect(living.compilations.load(ordering: .relaxed) == 0)
  }
}
