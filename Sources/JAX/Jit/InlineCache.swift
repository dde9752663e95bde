import Synchronization

/// The entries that served the last calls of different signatures, found without a lock: a polymorphic inline cache.
///
/// A reader announces itself, looks at the entries, uses the one it wants, and leaves; it neither waits nor counts
/// references. A writer swaps one pointer and lets go of replaced entries at a moment when no reader is inside.
final class InlineCache<Entry: AnyObject & Sendable>: Sendable {
  /// One word per entry, 0 for none; filled in order.
  private let slot0 = Atomic<UInt>(0)
  private let slot1 = Atomic<UInt>(0)
  private let slot2 = Atomic<UInt>(0)
  private let slot3 = Atomic<UInt>(0)
  /// Readers that came, and that went.
  private let entered = Atomic<Int>(0)
  private let left = Atomic<Int>(0)
  private let state = Mutex(State())

  fileprivate struct State {
    /// What the slots hold, and what they held since no reader was last seen inside.
    var kept: [ObjectIdentifier: Entry] = [:]
    var slots: [ObjectIdentifier] = []
    var next = 0
  }

  /// How many entries are found.
  static var capacity: Int { 4 }

  init() {}

  /// What `body` makes of the first entry for which it gives anything; nil when there is none.
  ///
  /// The entries live as long as `body` runs.
  @inline(__always)
  func first<Result>(_ body: (Entry) -> Result?) -> Result? {
    enter()
    defer { leave() }
    var index = 0
    while let entry = entry(at: index) {
      if let result = entry._withUnsafeGuaranteedRef({ body($0) }) { return result }
      index += 1
    }
    return nil
  }

  /// Begins a look at the entries: what `entry` gives lives until `leave`, which must follow.
  @inline(__always)
  func enter() {
    // Sequential consistency orders this increment before the loads for a writer that swaps, then counts readers.
    entered.add(1, ordering: .sequentiallyConsistent)
  }

  @inline(__always)
  func leave() { left.add(1, ordering: .releasing) }

  /// Entry `index` of those that are found; nil when there are not so many.
  @inline(__always)
  func entry(at index: Int) -> Unmanaged<Entry>? {
    let pointer =
      switch index {
      case 0: slot0.load(ordering: .sequentiallyConsistent)
      case 1: slot1.load(ordering: .sequentiallyConsistent)
      case 2: slot2.load(ordering: .sequentiallyConsistent)
      case 3: slot3.load(ordering: .sequentiallyConsistent)
      default: 0 as UInt
      }
    return UnsafeRawPointer(bitPattern: pointer).map { .fromOpaque($0) }
  }

  /// How often readers came.
  var lookups: Int { entered.load(ordering: .relaxed) }

  /// Makes `entry` one of those that readers find, in place of the oldest if there are many.
  func insert(_ entry: Entry) {
    let released = state.withLock { state -> [Entry] in
      let id = ObjectIdentifier(entry)
      guard !state.slots.contains(id) else { return [] }
      state.kept[id] = entry
      if state.slots.count < Self.capacity {
        state.slots.append(id)
        store(entry, at: state.slots.count - 1)
        return []
      }
      state.slots[state.next] = id
      store(entry, at: state.next)
      state.next = (state.next + 1) % Self.capacity
      return hasNoReaders ? state.dropReplaced() : []
    }
    // Released outside the lock: the last reference to machine code unloads it.
    _ = released
  }

  private func store(_ entry: Entry, at index: Int) {
    let pointer = UInt(bitPattern: Unmanaged.passUnretained(entry).toOpaque())
    switch index {
    case 0: slot0.store(pointer, ordering: .sequentiallyConsistent)
    case 1: slot1.store(pointer, ordering: .sequentiallyConsistent)
    case 2: slot2.store(pointer, ordering: .sequentiallyConsistent)
    default: slot3.store(pointer, ordering: .sequentiallyConsistent)
    }
  }

  /// Whether at some moment of this call nobody was inside. The count of those who left is read first: if as many had
  /// come when that is read later, none was inside in between.
  private var hasNoReaders: Bool {
    let left = left.load(ordering: .sequentiallyConsistent)
    return entered.load(ordering: .sequentiallyConsistent) == left
  }
}

extension InlineCache.State {
  fileprivate mutating func dropReplaced() -> [Entry] {
    let current = Set(slots)
    let replaced = kept.filter { !current.contains($0.key) }.map(\.value)
    kept = kept.filter { current.contains($0.key) }
    return replaced
  }
}
