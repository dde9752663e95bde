import Synchronization

/// Recycles blocks of memory by size, because a first touch of fresh memory costs more than most kernels.
///
/// Free blocks are linked through their own first word, so keeping one costs nothing. What is kept is bounded: beyond
/// the bound, blocks of the sizes that were not asked for longest go back to the system.
package final class BufferPool: Sendable {
  /// What the pool did so far and holds now.
  package struct Statistics: Hashable, Sendable {
    /// Blocks asked of the system.
    package var allocations = 0
    /// Requests served by a block that had been used before.
    package var reuses = 0
    /// Bytes of the blocks in use.
    package var liveBytes = 0
    /// The most that `liveBytes` has been.
    package var peakLiveBytes = 0
    /// Bytes of the free blocks that wait for reuse.
    package var retainedBytes = 0
  }

  private let state: Mutex<FreeBlocks>

  /// - Parameter maximumRetainedBytes: a quarter of the physical memory unless given, 4 GiB at most.
  package init(maximumRetainedBytes: Int = min(SystemMemory.physicalByteCount / 4, 4 << 30)) {
    state = Mutex(FreeBlocks(maximumBytes: maximumRetainedBytes))
  }

  deinit { trim() }

  package var statistics: Statistics { state.withLock { $0.statistics } }

  /// The bound on `retainedBytes`.
  package var maximumRetainedBytes: Int {
    get { state.withLock { $0.maximumBytes } }
    set {
      let dropped = state.withLock { state in
        state.maximumBytes = max(newValue, 0)
        return state.drop(to: state.maximumBytes)
      }
      dropped.release()
    }
  }

  /// Gives every free block back to the system.
  package func trim() {
    state.withLock { $0.drop(to: 0) }.release()
  }

  /// A block of at least `byteCount` bytes with unspecified contents.
  ///
  /// - Throws: `outOfMemory` when the system cannot give it.
  package func block(byteCount: Int) throws(RuntimeError) -> Block {
    guard byteCount >= 0, let sizeClass = SizeClass(holding: byteCount) else {
      throw .outOfMemory(byteCount: byteCount)
    }
    if let address = state.withLock({ $0.take(sizeClass) }) {
      return Block(address: address, sizeClass: sizeClass)
    }
    let size = sizeClass.byteCount
    guard let address = SystemMemory.allocate(size) ?? retryAfterTrim(size) else {
      throw .outOfMemory(byteCount: byteCount)
    }
    state.withLock { $0.noteAllocation(size) }
    return Block(address: address, sizeClass: sizeClass)
  }

  private func retryAfterTrim(_ size: Int) -> UnsafeMutableRawPointer? {
    trim()
    return SystemMemory.allocate(size)
  }

  /// Takes back a block that nobody uses any more.
  package func recycle(_ block: Block) {
    let dropped = state.withLock { $0.put(block) }
    // Outside the lock: unmapping takes long.
    if !dropped.blocks.isEmpty { dropped.release() }
  }
}

/// The blocks of a pool that wait for reuse, by size class, and the counts.
private struct FreeBlocks {
  var maximumBytes: Int
  var statistics = BufferPool.Statistics()
  private var classes = [FreeClass](repeating: FreeClass(), count: SizeClass.count)
  /// Counts requests.
  private var clock = 0

  private struct FreeClass {
    /// Address of the first free block; 0 for none.
    var head: UInt = 0
    /// The time of the last request or return.
    var lastUse = 0
  }

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Blocks on the way back to the system.
  struct Dropped {
    var blocks: [(UnsafeMutableRawPointer, Int)] = []

    func release() {
      for (block, size) in blocks { SystemMemory.release(block, size) }
    }
  }

  mutating func take(_ sizeClass: SizeClass) -> UnsafeMutableRawPointer? {
    clock += 1
    classes[sizeClass.index].lastUse = clock
    guard let block = pop(sizeClass) else { return nil }
    statistics.reuses += 1
    addLive(sizeClass.byteCount)
    return block
  }

  mutating func noteAllocation(_ size: Int) {
    statistics.allocations += 1
    addLive(size)
  }

  private mutating func addLive(_ size: Int) {
    statistics.liveBytes += size
    statistics.peakLiveBytes = max(statistics.peakLiveBytes, statistics.liveBytes)
  }

  /// Keeps `block`; gives what must go for it, which is the block itself when it is larger than all that may be kept.
  mutating func put(_ block: Block) -> Dropped {
    let size = block.sizeClass.byteCount
    statistics.liveBytes -= size
    guard size <= maximumBytes else { return Dropped(blocks: [(block.address, size)]) }
    let dropped =
      statistics.retainedBytes > maximumBytes - size ? drop(to: maximumBytes - size) : Dropped()
    clock += 1
    let index = block.sizeClass.index
    block.address.storeBytes(of: classes[index].head, as: UInt.self)
    classes[index].head = UInt(bitPattern: block.address)
    classes[index].lastUse = clock
    statistics.retainedBytes += size
    return dropped
  }

  /// Lets go of blocks, least recently used sizes first, until at most `bytes` are kept.
  mutating func drop(to bytes: Int) -> Dropped {
    var dropped = Dropped()
    while statistics.retainedBytes > bytes {
      let oldest = classes.indices.filter { classes[$0].head != 0 }.min {
        classes[$0].lastUse < classes[$1].lastUse
      }
      guard let oldest else { return dropped }
      let sizeClass = SizeClass(index: oldest)
      while statistics.retainedBytes > bytes, let block = pop(sizeClass) {
        dropped.blocks.append((block, sizeClass.byteCount))
      }
    }
    return dropped
  }

  private mutating func pop(_ sizeClass: SizeClass) -> UnsafeMutableRawPointer? {
    guard let block = UnsafeMutableRawPointer(bitPattern: classes[sizeClass.index].head) else { return nil }
    classes[sizeClass.index].head = block.load(as: UInt.self)
    statistics.retainedBytes -= sizeClass.byteCount
    return block
  }
}
