/// The numbers that fusion decides by.
enum FusionLimits {
  /// Instructions in one kernel. LLVM's time per kernel grows faster than its size beyond some hundred operations, and
  /// one bounded kernel after the other makes it linear in the program.
  static let kernelSize = 128
  /// Bytes of rows that one iteration keeps on the stack: half of a typical L1 and L2 share, and far below the 192 KiB
  /// that a kernel may have.
  static let localByteCount = 64 << 10
  /// Rows of a block that products share with what is between them: enough for what they read again, the other factor,
  /// to cost little next to the sums.
  static let blockRows = 8...32
  /// Bytes of rows that a block keeps on the stack, and those of a row that is gone when the next begins. What is left
  /// of rows after whole blocks takes as much again, and a kernel may have 192 KiB.
  static let blockByteCount = 64 << 10
  static let blockLocalByteCount = 16 << 10
  /// Bytes of the other factor of a product that are read again for each block: half of a typical second cache.
  static let factorByteCount = 512 << 10
  /// Rows below which threads have nothing to share, unless all is small.
  static let sharedCount = 8
  /// Elements that one thread is done with before another has woken up.
  static let smallCount = 16 << 10
  /// Elements for which threads are worth a kernel more: some hundred times what wakes one up.
  static let longCount = 256 << 10
  /// Lanes that a vector of f32 has: what one number per row wastes.
  static let lanes = 16
  /// Operations on one element that are computed again by several kernels rather than written and read.
  static let cheapCost = 4
}
