package import Synchronization

/// The entry that served the last call, readable without a lock.
///
/// A reader announces itself, loads the pointer, retains the entry and leaves; a writer swaps the pointer and lets
/// go of old entries at a moment when no reader is inside. So readers never wait, and an old entry does not live
/// longer than the next replacement that finds no reader.
package final class LastEntry<Entry: AnyObject & Sendable>: Sendable {
  @usableFromInline let current = Atomic<UInt>(0)
  @usableFromInline let readers = Atomic<Int>(0)
  /// Entries replaced while a reader may have been about to retain them.
  private let retired = Mutex<[UInt]>([])

  package init() {}

  deinit {
    Self.release(current.load(ordering: .acquiring))
    retired.withLock { $0 }.forEach(Self.release)
  }

  /// The last entry, or nil before the first.
  @inlinable package var entry: Entry? {
    // Sequential consistency orders this increment before the load for a writer that swaps, then counts readers.
    readers.add(1, ordering: .sequentiallyConsistent)
    defer { readers.subtract(1, ordering: .releasing) }
    guard let pointer = UnsafeRawPointer(bitPattern: current.load(ordering: .sequentiallyConsistent)) else {
      return nil
    }
    return Unmanaged<Entry>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Makes `entry` the one that readers find.
  package func replace(with entry: Entry) {
    let pointer = UInt(bitPattern: Unmanaged.passRetained(entry).toOpaque())
    let old = current.exchange(pointer, ordering: .sequentiallyConsistent)
    let released = retired.withLock { retired -> [UInt] in
      if old != 0 { retired.append(old) }
      // Nobody inside now means that nobody holds an unretained pointer to what was swapped out before.
      guard readers.load(ordering: .sequentiallyConsistent) == 0 else { return [] }
      defer { retired = [] }
      return retired
    }
    released.forEach(Self.release)
  }

  private static func release(_ pointer: UInt) {
    guard let pointer = UnsafeRawPointer(bitPattern: pointer) else { return }
    Unmanaged<Entry>.fromOpaque(pointer).release()
  }
}
