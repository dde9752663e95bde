/// The contents of a compilation cache: entries, compilations in progress, counts. Its owner locks it.
struct CacheTable<Key: Hashable & Sendable, Value: Sendable> {
  struct Entry {
    var value: Value
    var byteCount: Int
    /// The time of the last use, in requests.
    var lastUse: Int
  }

  /// What a thread that asks for a key has to do.
  enum Request {
    case found(Value)
    case waits(Flight<Value>)
    case compiles(Flight<Value>)
  }

  var entries: [Key: Entry] = [:]
  var flights: [Key: Flight<Value>] = [:]
  var bytes = 0
  var hits = 0
  var misses = 0
  var evictions = 0
  /// The key that missed last and the one asked for before it.
  private(set) var lastMiss: (key: Key, previous: Key?)?
  private var clock = 0
  private var latestKey: Key?

  mutating func request(_ key: Key) -> Request {
    clock += 1
    defer { latestKey = key }
    if let index = entries.index(forKey: key) {
      hits += 1
      entries.values[index].lastUse = clock
      return .found(entries.values[index].value)
    }
    if let flight = flights[key] {
      hits += 1
      return .waits(flight)
    }
    misses += 1
    lastMiss = (key, latestKey)
    let flight = Flight<Value>()
    flights[key] = flight
    return .compiles(flight)
  }

  mutating func insert(_ value: Value, byteCount: Int, for key: Key) {
    entries[key] = Entry(value: value, byteCount: byteCount, lastUse: clock)
    bytes += byteCount
  }

  /// Drops the least recently used entries once a bound is passed; `key` stays even if it alone is too large.
  mutating func evict(maximumEntries: Int, maximumBytes: Int, keeping key: Key) -> [Value] {
    guard entries.count > maximumEntries || bytes > maximumBytes else { return [] }
    // Down to 7/8 at once, so that the sort is paid for by many insertions.
    let targetEntries = maximumEntries - maximumEntries / 8
    let targetBytes = maximumBytes - maximumBytes / 8
    var evicted: [Value] = []
    for (candidate, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
    where candidate != key {
      guard entries.count > targetEntries || bytes > targetBytes else { break }
      entries[candidate] = nil
      bytes -= entry.byteCount
      evictions += 1
      evicted.append(entry.value)
    }
    return evicted
  }

  /// Forgets all values; compilations in progress still arrive.
  mutating func removeAll() -> [Value] {
    let dropped = entries.values.map(\.value)
    entries = [:]
    bytes = 0
    return dropped
  }
}
