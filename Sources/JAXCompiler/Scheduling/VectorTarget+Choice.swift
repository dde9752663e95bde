import JAXIR

extension VectorTarget {
  /// The lanes for a kernel: a register of the widest type that it keeps in memory.
  func lanes(for kernel: Kernel) -> Int {
    if let lanes { return lanes }
    let widest = (kernel.parameters + kernel.locals).map(\.dtype.byteCount).max() ?? 4
    return max(2, registerByteCount / widest)
  }

  /// Independent copies hide the latency of chains, which in a body of more than a few operations are longer than the
  /// processor looks ahead; many copies, or large ones, cost registers and time to compile.
  func interleave(for body: Kernel.Block, extent: Int?, lanes: Int) -> Int {
    let fitting = max(1, (extent ?? Int.max) / lanes)
    if let interleave { return min(interleave, fitting) }
    let wanted =
      switch body.workCount {
      case ...16: 4
      case ...200: 2
      default: 1
      }
    return min(wanted, fitting)
  }
}

extension Kernel.Block {
  /// Operations of the block and of the blocks inside it that run each time: constants do not.
  fileprivate var workCount: Int {
    operations.reduce(0) { count, operation in
      if case .constant = operation.kind { return count }
      return count + 1 + operation.blocks.reduce(0) { $0 + $1.workCount }
    }
  }
}
