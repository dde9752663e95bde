package import JAXIR

/// How wide the machine's vectors are, and what overrides the choice of lanes; never changes a bit of a result.
package struct VectorTarget: Hashable, Sendable {
  /// Bytes of one vector register: 64 with AVX-512, 32 with AVX2, 16 with NEON.
  package var registerByteCount: Int
  /// Lanes of every vector loop; nil lets the kernel's types decide.
  package var lanes: Int?
  /// Vectors side by side; nil lets the size of the loop body decide.
  package var interleave: Int?

  package init(registerByteCount: Int = 64, lanes: Int? = nil, interleave: Int? = nil) {
    self.registerByteCount = registerByteCount
    self.lanes = lanes
    self.interleave = interleave
  }

  /// The lanes for a kernel: a register of the widest type that it keeps in memory.
  func lanes(for kernel: Kernel) -> Int {
    if let lanes { return lanes }
    let widest = (kernel.parameters + kernel.locals).map(\.dtype.byteCount).max() ?? 4
    return max(2, registerByteCount / widest)
  }

  /// Independent copies hide the latency of chains; a large body has enough to do and costs time to compile.
  func interleave(for body: Kernel.Block, extent: Int?, lanes: Int) -> Int {
    let fitting = max(1, (extent ?? Int.max) / lanes)
    if let interleave { return min(interleave, fitting) }
    let wanted =
      switch body.operationCount {
      case ...16: 4
      case ...40: 2
      default: 1
      }
    return min(wanted, fitting)
  }
}

extension Kernel.Block {
  /// Operations of the block and of the blocks inside it.
  package var operationCount: Int {
    operations.reduce(operations.count) { $0 + $1.blocks.reduce(0) { $0 + $1.operationCount } }
  }
}
