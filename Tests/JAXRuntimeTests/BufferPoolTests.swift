import Glibc
import Testing

@testable import JAXRuntime

@Suite struct BufferPoolTests {
  @Test(arguments: [0, 1, 63, 64, 65, 192, 193, 256, 257, 1000, 4096, 4097, (2 << 20) - 1, 2 << 20, 5 << 20])
  func blocksAreAlignedAndLargeEnough(byteCount: Int) throws {
    let buffer = try Buffer(byteCount: byteCount, pool: BufferPool())
    let alignment = byteCount >= 2 << 20 ? 2 << 20 : 64
    #expect(UInt(bitPattern: buffer.address) % UInt(alignment) == 0)
    #expect(buffer.byteCount == byteCount)
    for offset in 0..<byteCount {
      buffer.address.storeBytes(of: UInt8(offset & 255), toByteOffset: offset, as: UInt8.self)
    }
    #expect(buffer.bytes.enumerated().allSatisfy { $1 == UInt8($0 & 255) })
  }

  @Test func sizeClassesAreTightAndIncrease() {
    for index in 0..<SizeClass.count - 4 {
      let size = Self.byteCount(of: index)
      #expect(size % 64 == 0)
      #expect(SizeClass(holding: size)?.index == index)
      #expect(SizeClass(holding: size - 1)?.index == index)
      #expect(SizeClass(holding: size + 1)?.index == index + 1)
    }
    for byteCount in stride(from: 1, to: 100_000, by: 37) {
      let size = SizeClass(holding: byteCount)!.byteCount
      #expect(size >= byteCount)
      #expect(size <= max(64, byteCount + byteCount / 4 + 64))
    }
  }

  private static func byteCount(of index: Int) -> Int {
    index < 3 ? 64 * (index + 1) : (4 + (index - 3) % 4) << (6 + (index - 3) / 4)
  }

  @Test(arguments: [Int.max, Int.max / 2, 1 << 46, -1])
  func impossibleSizesThrow(byteCount: Int) {
    #expect(throws: RuntimeError.outOfMemory(byteCount: byteCount)) {
      try Buffer(byteCount: byteCount, pool: BufferPool())
    }
  }

  @Test func aReleasedBlockIsUsedAgain() throws {
    let pool = BufferPool()
    let first = try UInt(bitPattern: Buffer(byteCount: 1000, pool: pool).address)
    let second = try Buffer(byteCount: 900, pool: pool)
    #expect(UInt(bitPattern: second.address) == first)
    #expect(pool.statistics.allocations == 1)
    #expect(pool.statistics.reuses == 1)
    #expect(pool.statistics.liveBytes == 1024)
    #expect(pool.statistics.retainedBytes == 0)
  }

  @Test func retainedBytesAreBounded() throws {
    let pool = BufferPool(maximumRetainedBytes: 4096)
    var buffers: [Buffer] = []
    for _ in 0..<10 { buffers.append(try Buffer(byteCount: 1024, pool: pool)) }
    #expect(pool.statistics.liveBytes == 10 * 1024)
    buffers = []
    #expect(pool.statistics.retainedBytes == 4096)
    #expect(pool.statistics.liveBytes == 0)
    #expect(pool.statistics.peakLiveBytes == 10 * 1024)
    pool.trim()
    #expect(pool.statistics.retainedBytes == 0)
  }

  @Test func sizesThatNobodyAsksForMakeRoom() throws {
    let pool = BufferPool(maximumRetainedBytes: 4096)
    for byteCount in [1024, 2048, 1024] { _ = try Buffer(byteCount: byteCount, pool: pool) }
    #expect(pool.statistics.retainedBytes == 3072)
    // The block of 2,048 bytes was used longest ago.
    _ = try Buffer(byteCount: 1536, pool: pool)
    #expect(pool.statistics.retainedBytes == 2560)
    _ = try Buffer(byteCount: 1024, pool: pool)
    #expect(pool.statistics.reuses == 2)
    // One that is larger than all that may be kept changes nothing.
    _ = try Buffer(byteCount: 8192, pool: pool)
    #expect(pool.statistics.retainedBytes == 2560)
  }

  @Test func theBoundMayBeLowered() throws {
    let pool = BufferPool()
    for byteCount in [3 << 20, 1 << 20, 1000] { _ = try Buffer(byteCount: byteCount, pool: pool) }
    #expect(pool.statistics.retainedBytes == (4 << 20) + 1024)
    pool.maximumRetainedBytes = 2 << 20
    #expect(pool.statistics.retainedBytes == (1 << 20) + 1024)
    pool.maximumRetainedBytes = -1
    #expect(pool.statistics.retainedBytes == 0)
    #expect(pool.maximumRetainedBytes == 0)
  }

  @Test func largeBlocksAskForHugePages() throws {
    let buffer = try Buffer(byteCount: 5 << 20, pool: BufferPool())
    let flags = try #require(Self.flags(ofMappingAt: UInt(bitPattern: buffer.address)))
    // A kernel without huge pages does not know the flag at all.
    if access("/sys/kernel/mm/transparent_hugepage/enabled", F_OK) == 0 { #expect(flags.contains("hg")) }
    #expect(flags.contains("rd") && flags.contains("wr"))
    let small = try Buffer(byteCount: 1 << 10, pool: BufferPool())
    #expect(Self.flags(ofMappingAt: UInt(bitPattern: small.address))?.contains("hg") != true)
  }

  /// The flags by which the system tells what is known about the mapping that holds `address`.
  private static func flags(ofMappingAt address: UInt) -> Set<Substring>? {
    guard let file = fopen("/proc/self/smaps", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4096)
    var isThere = false
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let words = text.split { $0 == " " || $0 == "\n" }
      let bounds = words[0].split(separator: "-").map { UInt($0, radix: 16) }
      if bounds.count == 2, let start = bounds[0], let end = bounds[1] {
        isThere = (start..<end).contains(address)
      } else if isThere, words[0] == "VmFlags:" {
        return Set(words.dropFirst())
      }
    }
    return nil
  }

  @Test func threadsDoNotShareBlocks() async throws {
    let pool = BufferPool()
    let intact = await withTaskGroup(of: Bool.self) { group in
      for task in 0..<16 {
        group.addTask {
          for round in 0..<200 {
            let bytes = [UInt8](repeating: UInt8(task), count: 1 + (round * 131) % 3000)
            guard let buffer = try? bytes.withUnsafeBytes({ try Buffer(copying: $0, pool: pool) }) else {
              return false
            }
            if buffer.copiedBytes != bytes { return false }
          }
          return true
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(intact)
    #expect(pool.statistics.liveBytes == 0)
  }
}
