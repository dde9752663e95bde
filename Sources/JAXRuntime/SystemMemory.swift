import Glibc

/// Memory from the operating system and back.
enum SystemMemory {
  /// From this size on, blocks are mapped on their own, start on a huge page and ask for huge pages: a first touch is
  /// then seven times cheaper, and a block that is given back is really gone.
  static let hugePage = 2 << 20

  /// The physical memory of the machine: more can be promised by a system that overcommits, but never filled.
  static let physicalByteCount: Int = {
    let (bytes, overflow) = Int(sysconf(Int32(_SC_PHYS_PAGES)))
      .multipliedReportingOverflow(by: Int(sysconf(Int32(_SC_PAGESIZE))))
    return overflow || bytes <= 0 ? .max : bytes
  }()

  /// `size` bytes aligned to 64, or to a huge page; nil when the system has none.
  static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size <= physicalByteCount else { return nil }
    if size >= hugePage { return map(size) }
    var block: UnsafeMutableRawPointer?
    return posix_memalign(&block, 64, size) == 0 ? block : nil
  }

  /// Gives back what `allocate` gave for `size`.
  static func release(_ block: UnsafeMutableRawPointer, _ size: Int) {
    if size >= hugePage {
      munmap(block, size)
    } else {
      free(block)
    }
  }

  private static func map(_ size: Int) -> UnsafeMutableRawPointer? {
    let start = mmap(
      nil, size + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let start, start != MAP_FAILED else { return nil }
    // What is before the first huge page and after the block goes back at once.
    let block = start.alignedUp(toMultipleOf: hugePage)
    let before = block - start
    if before > 0 { munmap(start, before) }
    if before < hugePage { munmap(block + size, hugePage - before) }
    madvise(block, size, MADV_HUGEPAGE)
    return block
  }
}
