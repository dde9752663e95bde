import JAXIR
import JAXPrimitives

/// Rows of a value that a kernel keeps while it works on a block of them.
struct BlockRows {
  let buffer: Kernel.Buffer
  /// By axis: how far neighbours are from each other; 0 along axes of which a block has one index.
  let strides: [Int]
  let rowStride: Int
  /// The first row of the block.
  var first = AffineIndex()

  func offset(of index: [AffineIndex]) -> AffineIndex {
    zip(index, strides).reduce(first * -rowStride) { $0 + $1.0 * $1.1 }
  }
}

/// The kernel of products and the rows between them: for each block of rows one stage after the other.
struct RowBlocksKernel {
  let kernel: ClusterKernel
  let blocks: RowBlocks
  let schedule: ClusterSchedule
  /// Rows of a block.
  let size: Int
  let before: Stage?
  let after: Stage?

  /// A product and where it is lowered.
  struct Stage {
    let product: RowBlocks.Product
    let site: InstructionSite
    var blocked: BlockedProduct
  }

  private var builder: KernelBuilder { kernel.builder }

  func run() {
    var outer = blocks.rows.domain
    let extent = outer.remove(at: blocks.loop)
    makeRoom(rows: size)
    builder.forEach(outer + [extent / size]) { index in
      run(Array(index.dropLast()), from: index[outer.count] * size, count: size)
    }
    let rest = extent % size
    if rest > 0 {
      makeRoom(rows: rest)
      builder.forEach(outer) { run($0, from: AffineIndex(offset: extent - rest), count: rest) }
    }
  }

  /// Local memory for what one block keeps. Each nest of loops has its own: then it belongs to an iteration alone.
  private func makeRoom(rows: Int) {
    kernel.cluster = blocks.rows
    kernel.prepare(schedule)
    for value in blocks.values {
      let type = kernel.type(of: value)
      let (strides, rowStride) = blocks.strides(of: value, type)
      let buffer = builder.local(type.dtype.component, count: rows * rowStride * type.dtype.partCount)
      kernel.blocks[value] = BlockRows(buffer: buffer, strides: strides, rowStride: rowStride)
    }
  }

  /// One block, at an index of the other loops of the domain.
  private func run(_ outer: [AffineIndex], from first: AffineIndex, count: Int) {
    for value in blocks.values { kernel.blocks[value]?.first = first }
    func domain(_ row: AffineIndex) -> [AffineIndex] {
      var domain = outer
      domain.insert(row, at: blocks.loop)
      return domain
    }
    if let before { run(before, domain(first), from: first, count: count) }
    kernel.cluster = blocks.rows
    builder.loop(.serial, to: count) { row in
      kernel.known = [:]
      kernel.run(schedule, at: domain(first + row.index))
    }
    kernel.known = [:]
    if let after { run(after, domain(first), from: first, count: count) }
  }

  private func run(_ stage: Stage, _ domain: [AffineIndex], from first: AffineIndex, count: Int) {
    kernel.cluster = stage.site.cluster
    var batch = [AffineIndex](repeating: AffineIndex(), count: stage.product.batchCount)
    for (axis, index) in zip(stage.product.axes, domain) where axis < batch.count { batch[axis] = index }
    stage.blocked.emit(in: stage.site.ownerKernel(kernel), batch: batch, from: first, count: count)
  }
}

extension InstructionSite {
  /// Appends the kernel of products and the rows between them, and before it those that pack what products read.
  func run(_ blocks: RowBlocks) throws(JAXError) {
    if blocks.rows.domain.contains(0) { return }
    var before = try blocks.before.map { product throws(JAXError) in try stage(product, blocks) }
    var after = try blocks.after.map { product throws(JAXError) in try stage(product, blocks) }
    // Blocks are cut where tiles of both products begin.
    let heights = [before, after].compactMap { $0?.blocked.height }
    let height = max(1, min(heights.min() ?? 1, blocks.count))
    try prepare(&before, height: height, rowsAreLocal: false)
    try prepare(&after, height: height, rowsAreLocal: true)
    guard let schedule = assembly.fusion.schedule(of: blocks.rows) else { return }
    let kernel = RowBlocksKernel(
      kernel: ClusterKernel(name, cluster, self), blocks: blocks, schedule: schedule,
      size: size(of: blocks, height: height), before: before, after: after)
    kernel.run()
    try append(kernel.kernel)
  }

  /// Rows of a block: whole tiles, and twice as many where no rows are left after whole blocks.
  private func size(of blocks: RowBlocks, height: Int) -> Int {
    let extent = blocks.rows.domain[blocks.loop]
    let size = blocks.count / height * height
    let isTwice = 2 * size <= FusionLimits.blockRows.upperBound && extent.isMultiple(of: 2 * size)
    return min(isTwice ? 2 * size : size, extent)
  }

  private func stage(
    _ product: RowBlocks.Product, _ blocks: RowBlocks
  ) throws(JAXError) -> RowBlocksKernel.Stage {
    let site = InstructionSite(blocks.cluster(of: product), in: assembly)
    for value in blocks.values {
      guard let type = assembly.graph[type: value].tensor else { continue }
      site.blockStrides[value] = blocks.strides(of: value, type)
    }
    let blocked = try BlockedProduct(product.primitive, rows: product.operand, at: site)
    return RowBlocksKernel.Stage(product: product, site: site, blocked: blocked)
  }

  private func prepare(
    _ stage: inout RowBlocksKernel.Stage?, height: Int, rowsAreLocal: Bool
  ) throws(JAXError) {
    guard let site = stage?.site else { return }
    try stage?.blocked.prepare(height: height, rowsAreLocal: rowsAreLocal, at: site)
  }
}
