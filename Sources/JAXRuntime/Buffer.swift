/// Memory of a pool: at least as many bytes as were asked for, aligned to 64 bytes. Whoever has it gives it back with
/// `recycle`, once.
package struct Block: Sendable {
  /// The first byte.
  package nonisolated(unsafe) let address: UnsafeMutableRawPointer
  let sizeClass: SizeClass
}

/// The memory of a constant or of a tensor outside the front end: aligned to 64 bytes, owned, returned to its pool
/// when the last reference goes.
///
/// The bytes are written by whoever made the buffer, before it is shared; from then on they do not change. That
/// is what makes it `Sendable`.
package final class Buffer: Sendable {
  package let byteCount: Int
  private let block: Block
  private let pool: BufferPool

  /// Memory with unspecified contents.
  ///
  /// - Throws: `outOfMemory` when the system cannot give it.
  package init(byteCount: Int, pool: BufferPool) throws(RuntimeError) {
    block = try pool.block(byteCount: byteCount)
    self.byteCount = byteCount
    self.pool = pool
  }

  /// A copy of `bytes`.
  package convenience init(copying bytes: UnsafeRawBufferPointer, pool: BufferPool) throws(RuntimeError) {
    try self.init(byteCount: bytes.count, pool: pool)
    if let source = bytes.baseAddress { address.copyMemory(from: source, byteCount: bytes.count) }
  }

  deinit { pool.recycle(block) }

  /// The first byte. Never null; of a buffer of no bytes it must not be read.
  package var address: UnsafeMutableRawPointer { block.address }

  /// The contents; valid while the buffer lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: address, count: byteCount) }

  /// The contents, copied.
  package var copiedBytes: [UInt8] { withExtendedLifetime(self) { Array(bytes) } }
}
