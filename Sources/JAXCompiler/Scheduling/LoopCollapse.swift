import JAXIR

// Collapses perfectly nested independent loops into one, so that a vector loop runs over as many elements as it can:
//
//   for i in 0..<m { for j in 0..<n { … [n·s·i + s·j + …] … } }  ⇒  for j in 0..<m·n { … [s·j + …] … }
//
// when i and j occur in affine indices alone, always with strides in the ratio n : 1. A loop of one iteration is
// replaced by its body with a constant index.

extension Kernel.Block {
  func collapsed() -> Kernel.Block {
    var block = mappingBlocks { $0.collapsed() }
    block.operations = block.operations.flatMap { operation -> [Kernel.Operation] in
      guard case .loop(var loop) = operation.kind, loop.isIndependent, let extent = loop.extent else {
        return [operation]
      }
      if extent == 1 { return loop.unwrapped() }
      while let merged = loop.mergedWithInner() { loop = merged }
      return [Kernel.Operation(.loop(loop))]
    }
    return block
  }

  /// Whether `test` holds for every operation of the block and of the blocks inside it.
  func allOperations(_ test: (Kernel.Operation) -> Bool) -> Bool {
    operations.allSatisfy { test($0) && $0.blocks.allSatisfy { $0.allOperations(test) } }
  }

  func mappingIndices(_ rewrite: (AffineIndex) -> AffineIndex) -> Kernel.Block {
    var block = mappingBlocks { $0.mappingIndices(rewrite) }
    block.operations = block.operations.map { $0.mappingIndex(rewrite) }
    return block
  }

  /// Whether the block reads `value` only through affine indices.
  func usesOnlyInIndices(_ value: Kernel.Value) -> Bool {
    allOperations {
      !$0.directOperands.contains(value) && $0.blocks.allSatisfy { !$0.results.contains(value) }
    }
      && !results.contains(value)
  }
}

extension Kernel.Loop {
  /// Iterations do not depend on each other, and run from 0 by 1.
  var isIndependent: Bool { schedule == .parallel && lower == .constant(0) && step == 1 && initial.isEmpty }

  var extent: Int? { upper.constant }

  fileprivate func unwrapped() -> [Kernel.Operation] {
    let index = body.arguments[0]
    let zero = Kernel.Operation(.constant(Kernel.Constant(.int64, integer: 0)), results: [index])
    let inner = body.mappingIndices { $0.replacing(index, with: AffineIndex()) }.operations
    return body.usesOnlyInIndices(index) ? inner : [zero] + inner
  }

  fileprivate func mergedWithInner() -> Kernel.Loop? {
    guard body.operations.count == 1, case .loop(let inner) = body.operations[0].kind, inner.isIndependent,
      let outerExtent = extent, let innerExtent = inner.extent, innerExtent > 0
    else { return nil }
    let (count, overflow) = outerExtent.multipliedReportingOverflow(by: innerExtent)
    let (i, j) = (body.arguments[0], inner.body.arguments[0])
    guard !overflow, inner.body.usesOnlyInIndices(i), inner.body.usesOnlyInIndices(j),
      inner.body.allOperations({ operation in
        guard let index = operation.affineIndex else { return true }
        return index.stride(of: i) == index.stride(of: j) * innerExtent
      })
    else { return nil }
    var merged = inner
    merged.upper = .constant(count)
    merged.body = inner.body.mappingIndices { $0.replacing(i, with: AffineIndex()) }
    return merged
  }
}
