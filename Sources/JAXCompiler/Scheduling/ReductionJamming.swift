import JAXIR

/// Makes the laned reductions of a short loop one, as over the coordinates of points, which are neighbours in memory:
///
///     for c in 0..<3 { yᶜ = reduce k { … x[3·k + c] … w[k] … } }  ⇒  (y⁰, y¹, y²) = reduce k { … }
///
/// so that all of them are fed by the same loads.
struct ReductionJamming {
  private static let longestLoop = 4
  /// Operations of the body that comes of it: its accumulators and elements are to have registers.
  private static let longestBody = 64

  private var kernel: Kernel

  init(_ kernel: Kernel) { self.kernel = kernel }

  /// The kernel with its reductions jammed.
  mutating func run() -> Kernel {
    let count = kernel.types.count
    kernel.body = jammed(kernel.body)
    return kernel.types.count == count ? kernel : kernel.renumbered
  }

  private mutating func jammed(_ block: Kernel.Block) -> Kernel.Block {
    var block = block
    block.operations = block.operations.flatMap { operation -> [Kernel.Operation] in
      if case .loop(let loop) = operation.kind, let position = reduction(in: loop) {
        return jammed(loop, at: position)
      }
      return [operation.mappingBlocks { jammed($0) }]
    }
    return block
  }

  /// The place of the reduction in the body of a loop that is worth it.
  private func reduction(in loop: Kernel.Loop) -> Int? {
    guard loop.isIndependent, let extent = loop.extent, (2...Self.longestLoop).contains(extent) else {
      return nil
    }
    let withBlocks = loop.body.operations.indices.filter { !loop.body.operations[$0].blocks.isEmpty }
    guard withBlocks.count == 1, case .reduce(let reduction) = loop.body.operations[withBlocks[0]].kind,
      reduction.lanes > 1, reduction.domain.allSatisfy({ $0.constant != nil }),
      reduction.body.operations.count * extent <= Self.longestBody
    else { return nil }
    let inner = reduction.body.operations + reduction.combine.operations
    guard inner.allSatisfy(\.blocks.isEmpty) else { return nil }
    let isShared = inner.contains { operation in
      guard case .load(_, let index, mask: nil, otherwise: nil) = operation.kind else { return false }
      return index.stride(of: loop.body.arguments[0]) == 1
        && index.stride(of: reduction.body.arguments[reduction.domain.count - 1]) == extent
    }
    return isShared ? withBlocks[0] : nil
  }

  private mutating func jammed(_ loop: Kernel.Loop, at position: Int) -> [Kernel.Operation] {
    let operations = loop.body.operations
    guard case .reduce(var reduction) = operations[position].kind else { return operations }
    var copies = (0..<(loop.extent ?? 0)).map { turn in
      OperationCopy(places: [loop.body.arguments[0]: AffineIndex(offset: turn)])
    }
    let before = copies.indices.flatMap { copied(operations[..<position], &copies[$0]) }
    let (initial, body, combine) = (reduction.initial, reduction.body, reduction.combine)
    reduction.initial = copies.flatMap { copy in initial.map(copy.name(of:)) }
    reduction.body.operations = copies.indices.flatMap { copied(body.operations[...], &copies[$0]) }
    reduction.body.results = copies.flatMap { copy in body.results.map(copy.name(of:)) }
    // All accumulators come before all elements.
    let count = initial.count
    let accumulators = copies.indices.flatMap { renamed(combine.arguments[..<count], &copies[$0]) }
    let elements = copies.indices.flatMap { renamed(combine.arguments[count...], &copies[$0]) }
    reduction.combine.arguments = accumulators + elements
    reduction.combine.operations = copies.indices.flatMap { copied(combine.operations[...], &copies[$0]) }
    reduction.combine.results = copies.flatMap { copy in combine.results.map(copy.name(of:)) }
    let results = copies.indices.flatMap { renamed(operations[position].results[...], &copies[$0]) }
    let after = copies.indices.flatMap { copied(operations[(position + 1)...], &copies[$0]) }
    return before + [Kernel.Operation(.reduce(reduction), results: results)] + after
  }

  private mutating func copied(
    _ operations: ArraySlice<Kernel.Operation>, _ copy: inout OperationCopy
  ) -> [Kernel.Operation] {
    operations.flatMap { copy($0, in: &kernel) }
  }

  private mutating func renamed(
    _ values: ArraySlice<Kernel.Value>, _ copy: inout OperationCopy
  ) -> [Kernel.Value] {
    values.map { copy.newName(of: $0, in: &kernel) }
  }
}
