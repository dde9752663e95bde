import JAXIR

/// Turns innermost independent loops, and reductions with lanes, into vectors.
///
/// A loop runs as a vector when no independent loop and no laned reduction is inside it; serial loops and reductions
/// of one lane inside it then carry vectors. A laned reduction that is in no vector loop runs its lanes as a vector.
struct Vectorization {
  let target: VectorTarget
  let lanes: Int
}

extension Kernel.Block {
  func vectorized(_ vectorization: Vectorization) -> Kernel.Block {
    var block = self
    block.operations = operations.map { $0.vectorized(vectorization) }
    return block
  }

  /// Whether something inside the block is better run as a vector than a loop around it.
  var holdsVector: Bool {
    !allOperations { operation in
      switch operation.kind {
      case .loop(let loop): loop.schedule == .serial || loop.schedule == .unrolled
      case .reduce(let reduction): reduction.lanes == 1
      default: true
      }
    }
  }
}

extension Kernel.Operation {
  fileprivate func vectorized(_ vectorization: Vectorization) -> Kernel.Operation {
    var operation = self
    switch kind {
    case .loop(var loop) where loop.schedule == .parallel && !loop.body.holdsVector:
      let interleave = vectorization.target.interleave(
        for: loop.body, extent: loop.extent, lanes: vectorization.lanes)
      loop.schedule = .vector(lanes: vectorization.lanes, interleave: interleave)
      operation.kind = .loop(loop)
    case .reduce(var reduction):
      reduction.vector = min(reduction.lanes, vectorization.lanes)
      operation.kind = .reduce(reduction)
    default: operation = mappingBlocks { $0.vectorized(vectorization) }
    }
    return operation
  }
}
