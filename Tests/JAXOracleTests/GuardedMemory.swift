import Glibc

/// Memory between pages that fault: machine code that reads or writes outside of it on one side ends the process; on
/// the other, writes are found later.
///
/// At the start of pages, memory is aligned as buffers are. At the end it is aligned as its elements are, so that not
/// one element more can be read: code that asks for more of an address has to look at it.
final class GuardedMemory {
  /// Which end of the memory touches a page that faults.
  enum Edge: String, CaseIterable { case start, end }

  static let pageByteCount = 4096
  /// What memory holds that nobody wrote, over and over: a NaN of every float type, integers that no computation is
  /// likely to give, and no boolean.
  private static let poison: [UInt8] = [0xF7, 0x7F]

  let byteCount: Int
  let address: UnsafeMutableRawPointer
  private let region: UnsafeMutableRawPointer
  private let pagesByteCount: Int

  /// Poisoned memory.
  init(byteCount: Int, edge: Edge) {
    let page = Self.pageByteCount
    self.byteCount = byteCount
    pagesByteCount = (byteCount + page - 1) / page * page
    let whole = pagesByteCount + 2 * page
    region = mmap(nil, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    precondition(region != MAP_FAILED, "no memory for a guarded buffer")
    let poison = Self.poison.withUnsafeBytes { $0.loadUnaligned(as: UInt16.self) }
    region.assumingMemoryBound(to: UInt16.self).update(repeating: poison, count: whole / 2)
    mprotect(region, page, PROT_NONE)
    mprotect(region + page + pagesByteCount, page, PROT_NONE)
    address = region + page + (edge == .start ? 0 : pagesByteCount - byteCount)
  }

  /// A copy of `bytes` that faults when written.
  convenience init(holding bytes: [UInt8], edge: Edge) {
    self.init(byteCount: bytes.count, edge: edge)
    bytes.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: address, count: byteCount).copyMemory(from: $0)
    }
    mprotect(region + Self.pageByteCount, pagesByteCount, PROT_READ)
  }

  deinit { munmap(region, pagesByteCount + 2 * Self.pageByteCount) }

  /// Makes whole pages inside the memory fault.
  func guardPages(_ ranges: [Range<Int>]) {
    for range in ranges { mprotect(address + range.lowerBound, range.count, PROT_NONE) }
  }

  var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: address, count: byteCount)) }

  /// Whether the bytes between the memory and the page that it does not touch are as they were.
  var isIntact: Bool {
    let pages = UnsafeRawBufferPointer(start: region + Self.pageByteCount, count: pagesByteCount)
    let start = UnsafeRawPointer(address) - UnsafeRawPointer(region + Self.pageByteCount)
    let beside = [0..<start, start + byteCount..<pagesByteCount]
    return beside.joined().allSatisfy { pages[$0] == Self.poison[$0 % Self.poison.count] }
  }
}
