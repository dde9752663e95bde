package import JAXIR

/// What the choice of a schedule looks at.
package struct ProductFacts: Hashable, Sendable {
  /// The extents of what tiles are cut from, and of the sums.
  package var rows: Int
  package var columns: Int
  package var depth: Int
  /// Whether the depth is one loop, or all that is read of it can be made so by packing.
  package var hasOneDepth = true
  /// The dtype of the sums.
  package var dtype: DType
  package var left = Side(freeStride: 1, depthStride: 1)
  package var right = Side(freeStride: 1, depthStride: 1)

  /// How one operand lies in memory.
  package struct Side: Hashable, Sendable {
    /// Strides in elements; nil when the elements are computed.
    package var freeStride: Int?
    package var depthStride: Int?
    /// Whether elements are converted to the dtype of the sums.
    package var converts = false

    package init(freeStride: Int?, depthStride: Int?, converts: Bool = false) {
      self.freeStride = freeStride
      self.depthStride = depthStride
      self.converts = converts
    }
  }

  /// A plain product of row-major matrices.
  package init(rows: Int, columns: Int, depth: Int, dtype: DType = .float32) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.dtype = dtype
    left = Side(freeStride: depth, depthStride: 1)
    right = Side(freeStride: 1, depthStride: columns)
  }

  init(_ product: MatrixProduct) {
    rows = product.rows.extent
    columns = product.columns.extent
    depth = product.depth
    hasOneDepth = product.depths.count <= 1
    dtype = product.accumulator.dtype
    func side(_ side: DotSide) -> Side {
      Side(
        freeStride: side.freeStride, depthStride: side.depthStride, converts: side.type.dtype != dtype)
    }
    left = side(product.rows)
    right = side(product.columns)
  }

  fileprivate var byteCount: Int { dtype.byteCount }
}

extension ProductSchedule {
  /// Operations on each result from which on they are better one loop over a tile than code for each of its rows.
  static let worthALoop = 8

  /// The schedule for a product on a machine.
  package init(_ facts: ProductFacts, _ target: VectorTarget) {
    let component = facts.dtype.component
    lanes = target.lanes ?? max(2, target.registerByteCount / component.byteCount)
    let choices = target.products
    let vectors = choices.vectors ?? ProductSchedule.vectors(facts, lanes: lanes)
    width = vectors * lanes
    height = choices.height ?? ProductSchedule.height(facts, vectors: vectors, target)
    rows = ProductSchedule.rows(facts, height: height, width: width, target)
    columns = ProductSchedule.columns(facts, height: height, width: width, target)
    block = ProductSchedule.block(facts, height: height, width: width, target)
    // A panel that fills the second cache by itself is taken in pieces.
    if facts.depth * width * facts.byteCount > target.caches.level2 { depth = 2_048 }
    if let packs = choices.packs {
      rows = !packs ? .inPlace : facts.left.freeStride == 1 ? .packedTiles : .packedRows
      columns = !packs ? .inPlace : facts.right.depthStride == 1 ? .transposed : .packed
    }
    block = choices.block ?? block
    depth = choices.depth ?? depth
    breadth = choices.breadth ?? ProductSchedule.breadth(facts, height: height, width: width, target)
    // Sums of a block of tiles wait in memory.
    if depth >= facts.depth { depth = 0 }
    if depth > 0 {
      breadth = 0
      block = min(max(block, 1), max(1, 4_096 / (height * width)))
    }
  }

  /// Vectors beside each other in a tile.
  private static func vectors(_ facts: ProductFacts, lanes: Int) -> Int {
    // Eight sums in flight hide the latency of a multiplication and addition.
    let wanted = max(2, (8 + facts.rows - 1) / max(facts.rows, 1))
    let fitting = max(1, (facts.columns + lanes - 1) / lanes)
    if fitting == 3, facts.columns % lanes == 0, facts.dtype.partCount == 1 { return 3 }
    return min(wanted, fitting)
  }

  /// Rows of a tile: as many as registers hold, or fewer where they divide the rows better.
  private static func height(_ facts: ProductFacts, vectors: Int, _ target: VectorTarget) -> Int {
    let parts = facts.dtype.partCount
    let registers = target.registerCount - 1 - parts * vectors
    // One column of vectors is bound by the loads of rows soon.
    let most = max(1, min(registers / (parts * vectors), 24))
    if facts.rows <= most { return max(1, facts.rows) }
    func cost(_ height: Int) -> Double {
      // A step of a tile multiplies each row with each vector; the loads of a panel and the loop add to that.
      let whole = Double(facts.rows / height) * Double(height * vectors + 3)
      let rest = facts.rows % height
      // What is left is code of its own, which takes time to compile.
      return rest == 0 ? whole : (whole + Double(max(rest * vectors, 8) + 3)) * 1.1
    }
    return ((most + 1) / 2...most).reversed().min { cost($0) < cost($1) }!
  }

  private static func rows(
    _ facts: ProductFacts, height: Int, width: Int, _ target: VectorTarget
  ) -> RowLayout {
    let panels = (facts.columns + width - 1) / width
    // Elements that are read once or twice are not worth a copy.
    guard panels > 2 else { return .inPlace }
    guard let free = facts.left.freeStride, let depth = facts.left.depthStride else { return .packedRows }
    if facts.left.converts { return free == 1 ? .packedTiles : .packedRows }
    let bytes = facts.byteCount
    if free == 1, depth != 1 {
      // Each step reads a line of its own, and a page where they are far apart.
      return facts.depth * depth * bytes > target.caches.level2 / 2 ? .packedTiles : .inPlace
    }
    if depth != 1 { return .packedRows }
    return panels > 4 && collides(height, free * bytes, facts.depth * bytes, target) ? .packedRows : .inPlace
  }

  /// Whether the rows of a tile push each other out of the first cache, of eight ways.
  private static func collides(_ height: Int, _ stride: Int, _ length: Int, _ target: VectorTarget) -> Bool {
    let sets = max(1, target.caches.level1 / (64 * 8))
    guard height > 4, length > 64 else { return false }
    let counts = Dictionary((0..<height).map { ($0 * stride / 64 % sets, 1) }, uniquingKeysWith: +)
    return counts.values.max()! > 4
  }

  private static func columns(
    _ facts: ProductFacts, height: Int, width: Int, _ target: VectorTarget
  ) -> ColumnLayout {
    let tiles = (facts.rows + height - 1) / height
    let isTransposed = facts.right.freeStride != 1 && facts.right.depthStride == 1
    if facts.columns == 1 { return .inPlace }
    if isTransposed { return .transposed }
    guard tiles > 1, facts.depth > 0 else { return .inPlace }
    guard let free = facts.right.freeStride, free == 1, !facts.right.converts, facts.dtype.partCount == 1
    else { return .packed }
    // One panel that is all of the operand lies in memory as a copy would.
    if facts.columns <= width, facts.right.depthStride == facts.columns { return .inPlace }
    // Small enough for the second cache together with the rows, a panel is found there again.
    let isSmall = facts.depth * facts.columns * facts.byteCount <= target.caches.level2 / 3
    return isSmall ? .inPlace : .packed
  }

  private static func block(
    _ facts: ProductFacts, height: Int, width: Int, _ target: VectorTarget
  ) -> Int {
    let tiles = facts.rows / height
    let panels = (facts.columns + width - 1) / width
    // A small product is not worth the arithmetic of blocks.
    guard facts.rows * facts.columns * facts.depth > 1 << 22, panels > 1 else { return 0 }
    let fitting = max(1, target.caches.level2 / 2 / max(1, height * facts.depth * facts.byteCount))
    // Enough blocks to deal to any number of threads.
    let block = min(fitting, max(1, tiles * panels / 64))
    return block >= tiles ? 0 : block
  }

  /// How many panels a tile is done with, where sums are short and results many: then it is writing them that takes
  /// time, and memory is written best in its order.
  private static func breadth(
    _ facts: ProductFacts, height: Int, width: Int, _ target: VectorTarget
  ) -> Int {
    let step = facts.depth * facts.byteCount
    guard facts.rows * facts.columns * facts.byteCount > 4 * target.caches.level2,
      height * step <= target.caches.level1 / 2, facts.rows / height >= 64
    else { return 0 }
    let panels = (facts.columns + width - 1) / width
    let fitting = max(1, target.caches.level2 / 2 / (width * step))
    let blocks = (panels + fitting - 1) / fitting
    return (panels + blocks - 1) / blocks
  }
}
