/// The memory of one tensor: aligned to 64 bytes, owned, returned to its pool when the last reference goes.
///
/// The bytes are written by whoever made the buffer, before it is shared; from then on they do not change. That
/// is what makes it `Sendable`.
package final class Buffer: Sendable {
  /// The first byte. Never null; of a buffer of no bytes it must not be read.
  package nonisolated(unsafe) let address: UnsafeMutableRawPointer
  package let byteCount: Int
  private let sizeClass: SizeClass
  private let pool: BufferPool

  /// Memory with unspecified contents.
  ///
  /// - Throws: `outOfMemory` when the system cannot give it.
  package init(byteCount: Int, pool: BufferPool) throws(RuntimeError) {
    let (sizeClass, block) = try pool.allocate(byteCount: byteCount)
    self.address = block
    self.byteCount = byteCount
    self.sizeClass = sizeClass
    self.pool = pool
  }

  /// A copy of `bytes`.
  package convenience init(copying bytes: UnsafeRawBufferPointer, pool: BufferPool) throws(RuntimeError) {
    try self.init(byteCount: bytes.count, pool: pool)
    if let source = bytes.baseAddress { address.copyMemory(from: source, byteCount: bytes.count) }
  }

  deinit { pool.recycle(address, of: sizeClass) }

  /// The contents; valid while the buffer lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: address, count: byteCount) }

  /// The contents, copied.
  package var copiedBytes: [UInt8] { withExtendedLifetime(self) { Array(bytes) } }
}
