package import JAXIR

extension Kernel {
  /// The kernel with its independent loops collapsed, split where memory is walked in pieces, or tiled where it is
  /// walked across, the innermost ones run as vectors, the outermost ones dealt to threads where that is worth it, and
  /// what no cache holds stored past the caches. The bits stay.
  package func scheduled(for target: VectorTarget) -> Kernel {
    var kernel = self
    kernel.body = kernel.body.collapsed()
    let lanes = target.lanes(for: kernel)
    var splitting = LoopSplitting(kernel, lanes: lanes)
    kernel = splitting.run()
    var tiling = LoopTiling(kernel)
    kernel = tiling.run()
    var jamming = ReductionJamming(kernel)
    kernel = jamming.run()
    let vectorization = Vectorization(target: target, lanes: lanes)
    kernel.body = kernel.body.vectorized(vectorization)
    var packing = InterleavedPacking(kernel, vectorization)
    kernel = packing.run()
    switch target.threads {
    case .none: break
    case .byCost: kernel = kernel.parallelized(grain: nil)
    case .grain(let grain): kernel = kernel.parallelized(grain: grain)
    }
    return kernel.streamed(beyond: target.caches.level3)
  }

  private func parallelized(grain: Int?) -> Kernel {
    var schedule = Parallelization(self, forcedGrain: grain)
    return schedule.run()
  }
}

extension Kernel.Operation {
  /// The affine index of a load, a store or an index operation.
  var affineIndex: AffineIndex? {
    switch kind {
    case .index(let index), .load(_, let index, _, _), .store(_, _, let index, _): index
    case .constant, .scalar, .loop, .reduce, .conditional, .whileLoop: nil
    }
  }

  func mappingIndex(_ rewrite: (AffineIndex) -> AffineIndex) -> Kernel.Operation {
    var operation = self
    switch kind {
    case .index(let index): operation.kind = .index(rewrite(index))
    case .load(let buffer, let index, let mask, let otherwise):
      operation.kind = .load(buffer, rewrite(index), mask: mask, otherwise: otherwise)
    case .store(let value, let buffer, let index, let mask):
      operation.kind = .store(value, buffer, rewrite(index), mask: mask)
    case .constant, .scalar, .loop, .reduce, .conditional, .whileLoop: break
    }
    return operation
  }

  /// Values that the operation reads other than through its affine index.
  var directOperands: [Kernel.Value] {
    switch kind {
    case .index: []
    case .load(_, _, let mask, let otherwise): [mask, otherwise].compactMap(\.self)
    case .store(let value, _, _, let mask): [value] + [mask].compactMap(\.self)
    default: operands
    }
  }
}
