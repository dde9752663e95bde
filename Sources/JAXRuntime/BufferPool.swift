import Glibc
import Synchronization

/// Recycles blocks of memory by size, because a first touch of fresh memory costs more than most kernels.
///
/// Free blocks are linked through their own first word, so keeping one costs nothing. What is kept is bounded;
/// blocks beyond the bound go back to the system.
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

  private struct State {
    /// Address of the first free block of each class; 0 for none.
    var heads = [UInt](repeating: 0, count: SizeClass.count)
    var statistics = Statistics()
  }

  /// The bound on `retainedBytes`.
  package let maximumRetainedBytes: Int
  private let state = Mutex(State())

  package init(maximumRetainedBytes: Int = 1 << 30) {
    self.maximumRetainedBytes = maximumRetainedBytes
  }

  deinit { trim() }

  package var statistics: Statistics { state.withLock { $0.statistics } }

  /// Gives every free block back to the system.
  package func trim() {
    let heads = state.withLock { state in
      let heads = state.heads
      state.heads = [UInt](repeating: 0, count: SizeClass.count)
      state.statistics.retainedBytes = 0
      return heads
    }
    for head in heads {
      var next = UnsafeMutablePointer<UInt>(bitPattern: head)
      while let block = next {
        next = UnsafeMutablePointer(bitPattern: block.pointee)
        free(block)
      }
    }
  }

  /// A block of at least `byteCount` bytes with unspecified contents.
  ///
  /// - Throws: `outOfMemory` when the system cannot give it.
  package func block(byteCount: Int) throws(RuntimeError) -> Block {
    guard byteCount >= 0, let sizeClass = SizeClass(holding: byteCount) else {
      throw .outOfMemory(byteCount: byteCount)
    }
    let size = sizeClass.byteCount
    let reused = state.withLock { state -> UInt in
      let head = state.heads[sizeClass.index]
      guard head != 0 else { return 0 }
      state.heads[sizeClass.index] = UnsafePointer<UInt>(bitPattern: head)!.pointee
      state.statistics.reuses += 1
      state.statistics.retainedBytes -= size
      state.statistics.add(live: size)
      return head
    }
    if let block = UnsafeMutableRawPointer(bitPattern: reused) {
      return Block(address: block, sizeClass: sizeClass)
    }
    guard let block = systemAllocate(size) ?? retryAfterTrim(size) else {
      throw .outOfMemory(byteCount: byteCount)
    }
    state.withLock { state in
      state.statistics.allocations += 1
      state.statistics.add(live: size)
    }
    return Block(address: block, sizeClass: sizeClass)
  }

  private func retryAfterTrim(_ size: Int) -> UnsafeMutableRawPointer? {
    trim()
    return systemAllocate(size)
  }

  /// Takes back a block that nobody uses any more.
  package func recycle(_ block: Block) {
    let sizeClass = block.sizeClass
    let size = sizeClass.byteCount
    let address = UInt(bitPattern: block.address)
    let kept = state.withLock { state -> Bool in
      state.statistics.liveBytes -= size
      guard state.statistics.retainedBytes + size <= maximumRetainedBytes else { return false }
      UnsafeMutablePointer<UInt>(bitPattern: address)!.pointee = state.heads[sizeClass.index]
      state.heads[sizeClass.index] = address
      state.statistics.retainedBytes += size
      return true
    }
    if !kept { free(block.address) }
  }
}

extension BufferPool.Statistics {
  fileprivate mutating func add(live size: Int) {
    liveBytes += size
    peakLiveBytes = max(peakLiveBytes, liveBytes)
  }
}

/// From this size on, blocks start on a huge page and ask for huge pages: a first touch is then seven times
/// cheaper.
private let hugePage = 2 << 20

/// More than this can be promised by a system that overcommits, but never filled.
private let physicalByteCount: Int = {
  let (bytes, overflow) = Int(sysconf(Int32(_SC_PHYS_PAGES)))
    .multipliedReportingOverflow(by: Int(sysconf(Int32(_SC_PAGESIZE))))
  return overflow || bytes <= 0 ? .max : bytes
}()

private func systemAllocate(_ size: Int) -> UnsafeMutableRawPointer? {
  guard size <= physicalByteCount else { return nil }
  var block: UnsafeMutableRawPointer?
  let isHuge = size >= hugePage
  guard posix_memalign(&block, isHuge ? hugePage : 64, size) == 0 else { return nil }
  if isHuge { madvise(block, size, MADV_HUGEPAGE) }
  return block
}
