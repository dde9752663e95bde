import Synchronization

/// Compiled values by key: each key is compiled once however many threads ask, and the least recently used values
/// go when the bounds are reached.
///
/// A value in use lives on when it is evicted; the cache only drops its own reference.
package final class CompilationCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// What the cache did so far and holds now.
  package struct Statistics: Hashable, Sendable {
    package var hits = 0
    package var misses = 0
    package var evictions = 0
    package var entries = 0
    package var bytes = 0
    /// How the key of the last miss differs from the key asked for before it; empty for the first key.
    package var lastMiss: [String] = []
  }

  package let maximumEntries: Int
  package let maximumBytes: Int
  private let byteCount: @Sendable (Value) -> Int
  private let explain: @Sendable (_ key: Key, _ previous: Key) -> [String]
  private let state = Mutex(CacheTable<Key, Value>())

  /// - Parameters:
  ///   - byteCount: what a value weighs against `maximumBytes`.
  ///   - explain: in words, how one key differs from another.
  package init(
    maximumEntries: Int, maximumBytes: Int, byteCount: @escaping @Sendable (Value) -> Int,
    explain: @escaping @Sendable (_ key: Key, _ previous: Key) -> [String]
  ) {
    self.maximumEntries = maximumEntries
    self.maximumBytes = maximumBytes
    self.byteCount = byteCount
    self.explain = explain
  }

  package var statistics: Statistics {
    let (statistics, miss) = state.withLock { state in
      var statistics = Statistics()
      statistics.hits = state.hits
      statistics.misses = state.misses
      statistics.evictions = state.evictions
      statistics.entries = state.entries.count
      statistics.bytes = state.bytes
      return (statistics, state.lastMiss)
    }
    var explained = statistics
    if let miss, let previous = miss.previous { explained.lastMiss = explain(miss.key, previous) }
    return explained
  }

  /// The value of `key`, compiled by `compile` if nobody did before.
  ///
  /// Threads that ask for a key while it is being compiled wait for that compilation and count as hits. An error
  /// is thrown to all of them and not remembered.
  ///
  /// - Throws: what `compile` throws; `recursiveCompilation` when `compile` asks for `key` again.
  package func value(for key: Key, compile: () throws -> Value) throws -> Value {
    switch state.withLock({ $0.request(key) }) {
    case .found(let value): return value
    case .waits(let flight):
      guard !flight.isOwn else { throw RuntimeError.recursiveCompilation }
      return try flight.value()
    case .compiles(let flight):
      let result = Result { try compile() }
      let evicted = state.withLock { state in
        state.flights[key] = nil
        guard case .success(let value) = result else { return [Value]() }
        state.insert(value, byteCount: byteCount(value), for: key)
        return state.evict(maximumEntries: maximumEntries, maximumBytes: maximumBytes, keeping: key)
      }
      flight.land(result)
      // Released outside the lock: the last reference to machine code unloads it.
      _ = evicted
      return try result.get()
    }
  }

  /// The value of `key` if it is there, without counting as a use.
  package func peek(_ key: Key) -> Value? { state.withLock { $0.entries[key]?.value } }

  /// Counts a use that a cache in front of this one served.
  package func countHit() { state.withLock { $0.hits += 1 } }

  /// Drops every value.
  package func removeAll() {
    // Released outside the lock, like evicted values.
    _ = state.withLock { $0.removeAll() }
  }
}
