package import JAXIR

// Lowering to one kernel: loops over batch, over blocks of rows, over columns, and inside them serial loops over the
// contracting axes that carry one sum for each row of the block. Each sum is walked alone, in the order that the
// primitive states: that columns run as a vector and that rows share the loads of a column changes no bit.

extension DotGeneral {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let lhs = site.operandTypes[0].tensor, let rhs = site.operandTypes[1].tensor,
      let result = site.resultTypes[0].tensor
    else { preconditionFailure("checked by the type rule") }
    if result.shape.count == 0 { return }
    let left = DotSide(operand: 0, type: lhs, batch: lhsBatch, contracting: lhsContracting)
    let right = DotSide(operand: 1, type: rhs, batch: rhsBatch, contracting: rhsContracting)
    // Columns are run as vectors: few of them leave lanes idle.
    let areSwapped = right.freeCount < 8 && left.freeCount > right.freeCount
    let lowering = DotLowering(
      rows: areSwapped ? right : left, columns: areSwapped ? left : right,
      contracted: AxisGroups(
        Array(lhsContracting.indices), of: try Shape(lhsContracting.map { lhs.shape[$0] })
      ) { [lhsContracting, rhsContracting] in
        lhsContracting[$1] == lhsContracting[$0] + 1 && rhsContracting[$1] == rhsContracting[$0] + 1
      },
      accumulator: DotAccumulator(lhs.dtype, rhs.dtype, resultDType), result: result)
    try lowering.lower(site)
  }
}

/// One operand of a product.
struct DotSide {
  let operand: Int
  let type: TensorType
  let batch: [Int]
  let contracting: [Int]
  /// The other axes, neighbours walked as one.
  let free: AxisGroups
  /// The elements along all free axes.
  var freeCount: Int { free.extents.reduce(1, *) }

  init(operand: Int, type: TensorType, batch: [Int], contracting: [Int]) {
    self.operand = operand
    self.type = type
    self.batch = batch
    self.contracting = contracting
    free = AxisGroups((0..<type.rank).filter { !(batch + contracting).contains($0) }, of: type.shape)
  }

  /// The index of an element from one index per batch axis, per group of free axes and per contracting axis.
  func index(
    batch: [AffineIndex], free: [AffineIndex], contracting: [AffineIndex], in builder: KernelBuilder
  ) -> [AffineIndex] {
    var index = [AffineIndex](repeating: AffineIndex(), count: type.rank)
    for (axis, position) in zip(self.batch, batch) { index[axis] = position }
    for (axis, position) in zip(self.contracting, contracting) { index[axis] = position }
    self.free.scatter(free, into: &index, in: builder)
    return index
  }

  /// The index along each free axis.
  func freeIndices(_ free: [AffineIndex], in builder: KernelBuilder) -> [AffineIndex] {
    let all = index(batch: [], free: free, contracting: [], in: builder)
    return self.free.groups.flatMap { $0.map { all[$0] } }
  }
}

private struct DotLowering {
  /// The side of which a block of indices shares each load of the other.
  let rows: DotSide
  /// The side that is walked by vectors.
  let columns: DotSide
  /// Positions in the list of contracting axes.
  let contracted: AxisGroups
  let accumulator: DotAccumulator
  let result: TensorType

  func lower(_ site: any LoweringSite) throws(JAXError) {
    var packed: PackedColumns?
    // A copy pays where each of its elements is read several times.
    if rows.freeCount >= 4, !contracted.extents.contains(0), !columns.isContiguous(in: site) {
      packed = try PackedColumns(columns, site)
    }
    try site.kernel(DotGeneral.name) { kernel in
      kernel.builder.forEach(columns.batch.map { columns.type.shape[$0] }) { batch in
        forEachRowBlock(in: kernel.builder) { block in
          kernel.builder.forEach(columns.free.extents) { column in
            let sums = sums(kernel, packed, batch: batch, rows: block, column: column)
            store(sums, kernel, batch: batch, rows: block, column: column)
          }
        }
      }
    }
  }

  /// Independent loops over all rows, in blocks; a row is one index per group of free axes.
  private func forEachRowBlock(in builder: KernelBuilder, _ body: ([[AffineIndex]]) -> Void) {
    guard let extent = rows.free.extents.last else { return body([[]]) }
    let size = DotLowering.rowBlock(extent)
    let whole = extent / size * size
    builder.forEach(rows.free.extents.dropLast()) { outer in
      func block(_ start: AffineIndex, _ count: Int) { body((0..<count).map { outer + [start + $0] }) }
      if whole == size {
        block(AffineIndex(), size)
      } else {
        builder.loop(.parallel, to: whole, by: size) { block($0.index, size) }
      }
      if whole < extent { block(AffineIndex(offset: whole), extent - whole) }
    }
  }

  /// Rows in a block: twelve vector registers of sums where columns take two each. Blocks of one size make less code.
  private static func rowBlock(_ extent: Int) -> Int {
    if let divisor = [6, 5, 4].first(where: { extent % $0 == 0 }) { return divisor }
    let blocks = (extent + 5) / 6
    return (extent + blocks - 1) / blocks
  }

  private func sums(
    _ kernel: any KernelSite, _ packed: PackedColumns?, batch: [AffineIndex], rows block: [[AffineIndex]],
    column: [AffineIndex]
  ) -> [Element] {
    let builder = kernel.builder
    let zeros = accumulator.zero.map(builder.constant)
    let parts = zeros.count

    func add(_ sums: [Scalar], at contracting: [AffineIndex]) -> [Scalar] {
      let b = accumulator.promoted(
        packed?.element(kernel, batch: batch, contracting: contracting, column: column)
          ?? element(of: columns, kernel, batch, column, contracting))
      return block.indices.flatMap { row -> [Scalar] in
        let a = accumulator.promoted(element(of: rows, kernel, batch, block[row], contracting))
        let sum = Element(parts: Array(sums[row * parts..<(row + 1) * parts]))
        return (rows.operand == 0 ? accumulator.add(a, b, to: sum) : accumulator.add(b, a, to: sum)).parts
      }
    }
    func nest(_ group: Int, _ position: [AffineIndex], _ sums: [Scalar]) -> [Scalar] {
      if group == contracted.groups.count {
        var index = [AffineIndex](repeating: AffineIndex(), count: columns.contracting.count)
        contracted.scatter(position, into: &index, in: builder)
        return add(sums, at: index)
      }
      return builder.loop(to: .constant(contracted.extents[group]), carrying: sums) {
        nest(group + 1, position + [$0.index], $1)
      }
    }
    let sums = nest(0, [], block.flatMap { _ in zeros })
    return block.indices.map { Element(parts: Array(sums[$0 * parts..<($0 + 1) * parts])) }
  }

  private func element(
    of side: DotSide, _ kernel: any KernelSite, _ batch: [AffineIndex], _ free: [AffineIndex],
    _ contracting: [AffineIndex]
  ) -> Element {
    kernel.operand(side.operand).element(
      at: side.index(batch: batch, free: free, contracting: contracting, in: kernel.builder))
  }

  private func store(
    _ sums: [Element], _ kernel: any KernelSite, batch: [AffineIndex], rows block: [[AffineIndex]],
    column: [AffineIndex]
  ) {
    let columnIndex = columns.freeIndices(column, in: kernel.builder)
    for (sum, row) in zip(sums, block) {
      let rowIndex = rows.freeIndices(row, in: kernel.builder)
      let rounded = Element(parts: sum.parts.map { $0.convert(to: result.dtype.component) })
      let free = rows.operand == 0 ? rowIndex + columnIndex : columnIndex + rowIndex
      kernel.store(rounded, to: 0, at: batch + free)
    }
  }
}

extension DotSide {
  /// Whether neighbours along the innermost free axis are neighbours in memory.
  fileprivate func isContiguous(in site: any LoweringSite) -> Bool {
    guard let axis = free.groups.last?.last else { return true }
    return site.strides(ofOperand: operand)?[axis] == 1
  }
}

/// A copy of the columns in scratch memory, batch by contracting axes by free axes, so that vectors of columns are
/// contiguous.
private struct PackedColumns {
  private let buffer: ScratchBuffer
  private let extents: [Int]
  private let parts: Int

  init(_ side: DotSide, _ site: any LoweringSite) throws(JAXError) {
    let shape = side.type.shape
    let component = side.type.dtype.component
    let (batchCount, count) = (side.batch.count, side.contracting.count)
    let extents = side.batch.map { shape[$0] } + side.contracting.map { shape[$0] } + side.free.extents
    let parts = side.type.dtype.partCount
    let buffer = site.scratch(component, count: extents.reduce(parts, *))
    try site.kernel(DotGeneral.name + "_pack") { kernel in
      let destination = kernel.buffer(buffer, .write)
      kernel.builder.forEach(extents) { index in
        let source = side.index(
          batch: Array(index[..<batchCount]), free: Array(index[(batchCount + count)...]),
          contracting: Array(index[batchCount..<(batchCount + count)]), in: kernel.builder)
        let element = kernel.operand(side.operand).element(at: source)
        for (part, scalar) in element.parts.enumerated() {
          kernel.builder.store(
            scalar, to: destination, at: PackedColumns.offset(of: index, extents) * parts + part)
        }
      }
    }
    self.buffer = buffer
    self.extents = extents
    self.parts = parts
  }

  private static func offset(of index: [AffineIndex], _ extents: [Int]) -> AffineIndex {
    zip(index, extents).reduce(AffineIndex()) { $0 * $1.1 + $1.0 }
  }

  func element(
    _ kernel: any KernelSite, batch: [AffineIndex], contracting: [AffineIndex], column: [AffineIndex]
  ) -> Element {
    let source = kernel.buffer(buffer, .read)
    let offset = PackedColumns.offset(of: batch + contracting + column, extents) * parts
    return Element(parts: (0..<parts).map { kernel.builder.load(source, at: offset + $0) })
  }
}
