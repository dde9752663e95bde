extension Kernel.Block {
  /// The block without operations that only compute values that nothing reads.
  func removingDeadOperations() -> Kernel.Block {
    var used: Set<Kernel.Value> = []
    return removingDeadOperations(&used)
  }

  /// Walks backwards, so that every use is seen before the definition; `used` collects the uses.
  private func removingDeadOperations(_ used: inout Set<Kernel.Value>) -> Kernel.Block {
    var block = self
    used.formUnion(results)
    block.operations = []
    for operation in operations.reversed() {
      if operation.isPlain, !operation.results.contains(where: used.contains) { continue }
      block.operations.append(operation.mappingBlocks { $0.removingDeadOperations(&used) })
      used.formUnion(operation.operands)
    }
    block.operations.reverse()
    return block
  }
}

extension Kernel.Operation {
  /// Whether the operation does nothing but compute its results, and owns no block.
  fileprivate var isPlain: Bool {
    switch kind {
    case .constant, .scalar, .index, .load: true
    case .store, .loop, .reduce, .conditional, .whileLoop: false
    }
  }
}
