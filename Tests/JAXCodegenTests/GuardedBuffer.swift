import Glibc

/// Memory that ends at a page that faults: machine code that reads or writes past its buffer crashes the test.
final class GuardedBuffer {
  let byteCount: Int
  private let region: UnsafeMutableRawPointer
  private let regionByteCount: Int
  private static let page = 4096
  /// What the bytes before the buffer hold, to see writes there.
  private static let canary: UInt8 = 0xA5

  init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    let pages = (bytes.count + Self.page - 1) / Self.page + 1
    regionByteCount = (pages + 1) * Self.page
    region = mmap(nil, regionByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    mprotect(region + pages * Self.page, Self.page, PROT_NONE)
    memset(region, Int32(Self.canary), pages * Self.page)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { memcpy(address, start, bytes.count) }
    }
  }

  deinit { munmap(region, regionByteCount) }

  var address: UnsafeMutableRawPointer { region + (regionByteCount - Self.page - byteCount) }

  var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: address, count: byteCount)) }

  /// Whether nothing was written before the buffer.
  var isIntact: Bool {
    let before = UnsafeRawBufferPointer(start: region, count: address - region)
    return before.allSatisfy { $0 == Self.canary }
  }
}
