import JAXIR

extension Kernel {
  /// The kernel with the buffers of more than `byteCount` bytes that it only writes, whole aligned vector by whole
  /// aligned vector, declared `stream`.
  ///
  /// A store to a line that is in no cache first reads it; a stream saves that traffic.
  func streamed(beyond byteCount: Int) -> Kernel {
    let large = parameters.indices.filter { index in
      let declaration = parameters[index]
      guard declaration.access == .write, let count = declaration.count else { return false }
      return count > byteCount / declaration.dtype.byteCount
    }
    if large.isEmpty { return self }
    var search = UnalignedStores(kernel: self)
    search.visit(body)
    var kernel = self
    for index in large where !search.buffers.contains(Buffer(index)) {
      kernel.parameters[index].access = .stream
    }
    return kernel
  }
}

/// The buffers with stores that are not known to be vectors of neighbours at a multiple of their size.
private struct UnalignedStores {
  let kernel: Kernel
  private(set) var buffers: Set<Kernel.Buffer> = []
  /// Indices in terms of those of loops.
  private var expansions: [Kernel.Value: AffineIndex] = [:]
  /// By index of a loop: what each of its values, or of its vectors' first values, is a multiple of; 0 is of all.
  private var factors: [Kernel.Value: Int] = [:]
  private var vector: (index: Kernel.Value, lanes: Int)?

  init(kernel: Kernel) { self.kernel = kernel }

  mutating func visit(_ block: Kernel.Block) {
    for operation in block.operations {
      switch operation.kind {
      case .index(let index): expansions[operation.results[0]] = expanded(index)
      case .store(_, let buffer, let index, let mask):
        if mask != nil || !isAligned(expanded(index), kernel.declaration(of: buffer).dtype) {
          buffers.insert(buffer)
        }
      case .loop(let loop): visit(loop)
      default: operation.blocks.forEach { visit($0) }
      }
    }
  }

  private mutating func visit(_ loop: Kernel.Loop) {
    let index = loop.body.arguments[0]
    let outer = vector
    var step = loop.step
    if case .vector(let lanes, _) = loop.schedule {
      vector = (index, lanes)
      step *= lanes
    }
    let lower =
      switch loop.lower {
      case .constant(let lower): AffineIndex(offset: lower)
      case .value(let lower): expanded(AffineIndex(lower))
      }
    factors[index] = greatestCommonDivisor(factor(of: lower), step)
    visit(loop.body)
    vector = outer
  }

  private func expanded(_ index: AffineIndex) -> AffineIndex {
    index.values.reduce(index) { index, value in
      expansions[value].map { index.replacing(value, with: $0) } ?? index
    }
  }

  private func factor(of index: AffineIndex) -> Int {
    index.terms.reduce(index.offset) { factor, term in
      greatestCommonDivisor(factor, term.stride * (factors[term.value] ?? 1))
    }
  }

  private func isAligned(_ index: AffineIndex, _ dtype: DType) -> Bool {
    guard let vector, index.stride(of: vector.index) == 1 else { return false }
    let bytes = min(vector.lanes * dtype.byteCount, 64)
    return bytes >= 16 && factor(of: index) % (bytes / dtype.byteCount) == 0
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a.magnitude, b.magnitude)
  while b != 0 { (a, b) = (b, a % b) }
  return Int(truncatingIfNeeded: a)
}
