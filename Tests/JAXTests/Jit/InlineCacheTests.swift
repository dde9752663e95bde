import Glibc
import Synchronization
import Testing

@testable import JAX

/// An entry that counts the living ones and notices when it is used after its end.
private final class Entry: Sendable {
  let number: Int
  private let living: Counter
  private let isAlive = Atomic<Bool>(true)

  init(_ number: Int, _ living: Counter) {
    self.number = number
    self.living = living
    living.value.add(1, ordering: .relaxed)
  }

  var works: Bool { isAlive.load(ordering: .relaxed) && (0..<1_000).contains(number) }

  deinit {
    isAlive.store(false, ordering: .relaxed)
    living.value.subtract(1, ordering: .relaxed)
  }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
  var total: Int { value.load(ordering: .relaxed) }
}

@Suite struct InlineCacheTests {
  private let living = Counter()

  private func entry(_ number: Int, in cache: InlineCache<Entry>) -> Int? {
    cache.first { $0.number == number ? $0.number : nil }
  }

  @Test func theLastEntriesAreFound() {
    let cache = InlineCache<Entry>()
    #expect(entry(0, in: cache) == nil)
    for number in 0..<InlineCache<Entry>.capacity { cache.insert(Entry(number, living)) }
    for number in 0..<InlineCache<Entry>.capacity { #expect(entry(number, in: cache) == number) }
    #expect(entry(99, in: cache) == nil)
    #expect(cache.lookups == 2 + InlineCache<Entry>.capacity)
  }

  @Test func theOldestEntryMakesRoomAndIsReleased() {
    let cache = InlineCache<Entry>()
    for number in 0..<10 { cache.insert(Entry(number, living)) }
    #expect(entry(5, in: cache) == nil)
    for number in 6..<10 { #expect(entry(number, in: cache) == number) }
    #expect(living.total == InlineCache<Entry>.capacity)
  }

  @Test func anEntryThatIsThereIsNotInsertedAgain() {
    let cache = InlineCache<Entry>()
    let first = Entry(0, living)
    for number in 0..<3 {
      cache.insert(first)
      cache.insert(Entry(number + 1, living))
    }
    cache.insert(first)
    #expect(living.total == 4)
    for number in 0..<4 { #expect(entry(number, in: cache) == number) }
  }

  @Test func anEntryLivesWhileItIsUsed() {
    let cache = InlineCache<Entry>()
    cache.insert(Entry(0, living))
    let worked = cache.first { entry -> Bool? in
      for number in 1..<20 { cache.insert(Entry(number, living)) }
      return entry.works && living.total == 20
    }
    #expect(worked == true)
    cache.insert(Entry(20, living))
    #expect(living.total == InlineCache<Entry>.capacity)
  }

  @Test func entriesAreUsedWhileTheyAreReplaced() {
    let failures = Counter()
    do {
      let cache = InlineCache<Entry>()
      onThreads(8) { [living] thread in
        for round in 0..<2_000 {
          if thread < 2 { cache.insert(Entry(round % 1_000, living)) }
          let works = cache.first { entry -> Bool? in
            entry.number % 8 == thread || round % 2 == 0 ? entry.works : nil
          }
          if works == false { failures.value.add(1, ordering: .relaxed) }
        }
      }
      #expect(cache.lookups == 16_000)
    }
    #expect(living.total == 0)
    #expect(failures.total == 0)
  }
}
