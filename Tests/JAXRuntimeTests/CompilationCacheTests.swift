import Glibc
import Synchronization
import Testing

@testable import JAXRuntime

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
}
