extension Kernel {
  /// The locals that only `block`, of this kernel, loads and stores.
  package func locals(usedOnlyIn block: Block) -> Set<Buffer> {
    if locals.isEmpty { return [] }
    let inside = block.accessCounts
    let all = body.accessCounts
    return Set(inside.keys.filter { $0.index >= parameters.count && inside[$0] == all[$0] })
  }
}

extension Kernel.Block {
  /// How many loads and stores the block and those inside it have, by buffer.
  fileprivate var accessCounts: [Kernel.Buffer: Int] {
    var counts: [Kernel.Buffer: Int] = [:]
    var blocks = [self]
    while let block = blocks.popLast() {
      for operation in block.operations {
        switch operation.kind {
        case .load(let buffer, _, _, _), .store(_, let buffer, _, _): counts[buffer, default: 0] += 1
        default: blocks += operation.blocks
        }
      }
    }
    return counts
  }
}
