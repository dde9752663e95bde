import JAXIR

/// A product as loops see it: rows by columns, summed over the depth, for each index of some axes around them.
struct MatrixProduct {
  /// The side that is walked by single elements, each of which is multiplied with vectors of the other.
  let rows: DotSide
  /// The side that is walked by vectors.
  let columns: DotSide
  /// Positions in the list of contracting axes; neighbours on both sides make one group.
  let contracted: AxisGroups
  let accumulator: DotAccumulator
  let result: TensorType

  /// The extent of each group of contracting axes, the last one fastest.
  var depths: [Int] { contracted.extents }
  /// The products in a sum.
  var depth: Int { depths.reduce(1, *) }

  /// Where a product stands in the axes around its rows and columns.
  struct Position {
    var batch: [AffineIndex] = []
    /// One index for each group of free axes but the last.
    var rows: [AffineIndex] = []
    var columns: [AffineIndex] = []
  }

  var batchExtents: [Int] { rows.batch.map { rows.type.shape[$0] } }
  var outerExtents: [Int] { batchExtents + rows.outerExtents + columns.outerExtents }

  /// Independent loops over all positions.
  func forEachPosition(in builder: KernelBuilder, _ body: (Position) -> Void) {
    builder.forEach(outerExtents) { index in
      let rowsStart = batchExtents.count
      let columnsStart = rowsStart + rows.outerExtents.count
      body(
        Position(
          batch: Array(index[..<rowsStart]), rows: Array(index[rowsStart..<columnsStart]),
          columns: Array(index[columnsStart...])))
    }
  }

  /// An element of the side of the rows, in the dtype of the sums, from one index per group of contracting axes.
  func rowElement(
    _ kernel: any KernelSite, _ position: Position, _ row: AffineIndex, depth: [AffineIndex]
  ) -> Element {
    element(of: rows, kernel, position.batch, position.rows + [row], depth)
  }

  /// An element of the side of the columns.
  func columnElement(
    _ kernel: any KernelSite, _ position: Position, _ column: AffineIndex, depth: [AffineIndex]
  ) -> Element {
    element(of: columns, kernel, position.batch, position.columns + [column], depth)
  }

  private func element(
    of side: DotSide, _ kernel: any KernelSite, _ batch: [AffineIndex], _ free: [AffineIndex],
    _ depth: [AffineIndex]
  ) -> Element {
    var contracting = [AffineIndex](repeating: AffineIndex(), count: side.contracting.count)
    contracted.scatter(depth, into: &contracting, in: kernel.builder)
    let index = side.index(
      batch: batch, free: Array(free.prefix(side.free.groups.count)), contracting: contracting,
      in: kernel.builder)
    return accumulator.promoted(kernel.operand(side.operand).element(at: index))
  }

  /// `sum + row * column`.
  func add(_ row: Element, _ column: Element, to sum: Element) -> Element {
    rows.operand == 0 ? accumulator.add(row, column, to: sum) : accumulator.add(column, row, to: sum)
  }

  /// Stores a finished sum, rounded to the dtype of the result.
  func store(
    _ sum: Element, _ kernel: any KernelSite, _ position: Position, row: AffineIndex, column: AffineIndex
  ) {
    let rounded = Element(parts: sum.parts.map { $0.convert(to: result.dtype.component) })
    let row = rows.freeIndices(
      Array((position.rows + [row]).prefix(rows.free.groups.count)), in: kernel.builder)
    let column = columns.freeIndices(
      Array((position.columns + [column]).prefix(columns.free.groups.count)), in: kernel.builder)
    kernel.store(rounded, to: 0, at: position.batch + (rows.operand == 0 ? row + column : column + row))
  }
}
