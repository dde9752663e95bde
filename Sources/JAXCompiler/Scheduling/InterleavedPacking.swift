import JAXIR

/// Takes apart, once, what a loop reads again in each of its iterations at every n-th place, as the coordinates of
/// points:
///
///     for i { for j vector { … x[3·j + c] … } }  ⇒  for j { yᶜ[j] = x[3·j + c] }; for i { for j vector { … yᶜ[j] … } }
///
/// It runs on kernels whose vectors are chosen and whose threads are not.
struct InterleavedPacking {
  /// Iterations that make up for the packing.
  private static let fewestTurns = 16
  /// Bytes of operands that stay in the nearest cache.
  private static let mostBytes = 32 << 10

  private var kernel: Kernel
  private let vectorization: Vectorization
  /// By index of a loop or a reduction that starts from 0: how many values it has.
  private var extents: [Kernel.Value: Int] = [:]

  init(_ kernel: Kernel, _ vectorization: Vectorization) {
    self.kernel = kernel
    self.vectorization = vectorization
  }

  /// The kernel with interleaved operands packed.
  mutating func run() -> Kernel {
    let count = kernel.types.count
    kernel.body.operations = kernel.body.operations.flatMap { packed($0) }
    return kernel.types.count == count ? kernel : kernel.renumbered
  }

  private mutating func packed(_ operation: Kernel.Operation) -> [Kernel.Operation] {
    guard case .loop(var loop) = operation.kind, loop.isIndependent, let turns = loop.extent,
      turns >= Self.fewestTurns
    else { return [operation] }
    var search = Search(outer: loop.body.arguments[0])
    find(in: loop.body, lane: nil, &search)
    var packing: [Kernel.Operation] = []
    for (buffer, stride) in search.strides.sorted(by: { $0.key.id < $1.key.id }) {
      guard let stride, let count = kernel.declaration(of: buffer).count else { continue }
      let parts = kernel.newLocal(kernel.declaration(of: buffer).dtype, count: count)
      packing.append(pack(buffer, by: stride, into: parts, rows: count / stride))
      loop.body = replacing(buffer, by: stride, with: parts, rows: count / stride, in: loop.body)
    }
    return packing + [Kernel.Operation(.loop(loop), results: operation.results)]
  }

  // MARK: What is interleaved

  private struct Search {
    /// The index of the loop that reads again.
    let outer: Kernel.Value
    /// By buffer: how far apart the lanes of all its vectors are; nil where they differ.
    var strides: [Kernel.Buffer: Int?] = [:]
  }

  private mutating func find(in block: Kernel.Block, lane: Kernel.Value?, _ search: inout Search) {
    for operation in block.operations {
      switch operation.kind {
      case .loop(let loop):
        let index = loop.body.arguments[0]
        if loop.lower == .constant(0), loop.step == 1 { extents[index] = loop.extent }
        if case .vector = loop.schedule {
          find(in: loop.body, lane: lane ?? index, &search)
        } else {
          find(in: loop.body, lane: lane, &search)
        }
      case .reduce(let reduction):
        for (index, extent) in zip(reduction.body.arguments, reduction.domain) {
          extents[index] = extent.constant
        }
        find(
          in: reduction.body, lane: lane ?? (reduction.vector > 1 ? reduction.body.arguments.last : nil),
          &search)
      case .load(let buffer, let index, mask: nil, otherwise: nil):
        guard let lane else { continue }
        let stride = index.stride(of: lane)
        guard stride > 1, canPack(buffer, stride), index.stride(of: search.outer) == 0,
          split(index, by: stride) != nil
        else { continue }
        search.strides[buffer] = (search.strides[buffer] ?? stride) == stride ? stride : .some(nil)
      default: operation.blocks.forEach { find(in: $0, lane: lane, &search) }
      }
    }
  }

  private func canPack(_ buffer: Kernel.Buffer, _ stride: Int) -> Bool {
    let declaration = kernel.declaration(of: buffer)
    guard declaration.access == .read, let count = declaration.count else { return false }
    return VectorTarget.shuffledStrides.contains(stride) && count % stride == 0
      && count <= Self.mostBytes / declaration.dtype.byteCount
  }

  /// `stride · row + part` with a part that is at least 0 and less than the stride, whatever the loops; nil where that
  /// cannot be told.
  private func split(_ index: AffineIndex, by stride: Int) -> (row: AffineIndex, part: AffineIndex)? {
    let offset = index.offset % stride
    guard offset >= 0 else { return nil }
    var row = AffineIndex(offset: index.offset / stride)
    var part = AffineIndex(offset: offset)
    var greatest = offset
    for term in index.terms {
      if term.stride % stride == 0 {
        row = row + AffineIndex(term.value, stride: term.stride / stride)
      } else {
        guard term.stride > 0, let extent = extents[term.value], extent <= stride else { return nil }
        part = part + AffineIndex(term.value, stride: term.stride)
        greatest += term.stride * (extent - 1)
      }
    }
    return greatest < stride ? (row, part) : nil
  }

  // MARK: Packing

  private mutating func pack(
    _ buffer: Kernel.Buffer, by stride: Int, into parts: Kernel.Buffer, rows: Int
  ) -> Kernel.Operation {
    let row = kernel.newValue(.int64)
    var body = Kernel.Block(arguments: [row])
    for part in 0..<stride {
      let value = kernel.newValue(kernel.declaration(of: buffer).dtype)
      let from = AffineIndex(row, stride: stride, offset: part)
      body.operations += [
        Kernel.Operation(.load(buffer, from, mask: nil, otherwise: nil), results: [value]),
        Kernel.Operation(.store(value, parts, AffineIndex(row, offset: part * rows), mask: nil)),
      ]
    }
    let loop = Kernel.Loop(schedule: .parallel, upper: .constant(rows), body: body)
    return Kernel.Block(operations: [Kernel.Operation(.loop(loop))]).vectorized(vectorization).operations[0]
  }

  private func replacing(
    _ buffer: Kernel.Buffer, by stride: Int, with parts: Kernel.Buffer, rows: Int, in block: Kernel.Block
  ) -> Kernel.Block {
    var block = block.mappingBlocks { replacing(buffer, by: stride, with: parts, rows: rows, in: $0) }
    for position in block.operations.indices {
      guard case .load(buffer, let index, mask: nil, otherwise: nil) = block.operations[position].kind,
        let (row, part) = split(index, by: stride)
      else { continue }
      block.operations[position].kind = .load(parts, row + part * rows, mask: nil, otherwise: nil)
    }
    return block
  }
}
