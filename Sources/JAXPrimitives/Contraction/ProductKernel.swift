import JAXIR

/// The kernel of a product that follows a schedule: loops over blocks of register tiles.
struct ProductKernel {
  let product: MatrixProduct
  let schedule: ProductSchedule
  let factors: ProductFactors
  let kernel: any KernelSite
  /// The steps of the depth that are summed.
  let depth: RegisterTile.Depth
  /// What becomes of a sum, at a row and a column.
  let store: (Element, MatrixProduct.Position, _ row: AffineIndex, _ column: AffineIndex) -> Void

  private typealias Span = ProductSchedule.Span
  private var builder: KernelBuilder { kernel.builder }

  /// Tiles of one size, one panel, and where they are.
  private struct Place {
    let position: MatrixProduct.Position
    let tiles: Span
    let panels: Span
    let panel: AffineIndex
  }

  /// Independent loops over all tiles at `position`.
  func emit(at position: MatrixProduct.Position) {
    for panels in schedule.panels(of: product.columns.extent) {
      if schedule.block == 0, schedule.breadth == 0 {
        forEachPanel(panels, schedule.tiles(of: product.rows.extent), position)
        continue
      }
      for tiles in schedule.tiles(of: product.rows.extent) {
        if schedule.breadth > 0 {
          forEachTile(tiles, panels, position)
        } else {
          forEachBlock(tiles, panels, position)
        }
      }
    }
  }

  /// Independent loops over `count` rows from `first` on, where a tile begins.
  func emit(at position: MatrixProduct.Position, from first: AffineIndex, count: Int) {
    let tile = builder.divide(first, by: schedule.height).quotient
    for panels in schedule.panels(of: product.columns.extent) {
      forEachPanel(panels, schedule.tiles(of: count), from: tile, position)
    }
  }

  /// All tiles, counted from `first`, with one panel after the other.
  private func forEachPanel(
    _ panels: Span, _ spans: [Span], from first: AffineIndex = AffineIndex(),
    _ position: MatrixProduct.Position
  ) {
    builder.loop(.parallel, to: panels.count) { panel in
      for tiles in spans {
        let place = Place(
          position: position, tiles: tiles, panels: panels, panel: panel.index + panels.start)
        builder.loop(.parallel, to: tiles.count) { tile in
          emit(first + tile.index + tiles.start, at: place)
        }
      }
    }
  }

  /// A block of tiles with one panel after the other, so that both stay in the second cache; then the next block.
  private func forEachBlock(_ tiles: Span, _ panels: Span, _ position: MatrixProduct.Position) {
    let size = min(schedule.block, tiles.count)
    let blocks = (tiles.count + size - 1) / size
    builder.loop(.parallel, to: blocks * panels.count) { item in
      let (block, panel) = builder.divide(item.index, by: panels.count)
      let count = builder.count(of: tiles.count, from: block * size, atMost: size)
      let place = Place(position: position, tiles: tiles, panels: panels, panel: panel + panels.start)
      let first = block * size + tiles.start
      if schedule.depth > 0, case .all = depth {
        emitByDepth(first, count, size, at: place)
      } else {
        builder.loop(to: count) { tile, _ in
          emit(first + tile.index, at: place)
          return []
        }
      }
    }
  }

  /// A tile with one panel of a block after the other, which stores results along their rows; then the next tile.
  private func forEachTile(_ tiles: Span, _ panels: Span, _ position: MatrixProduct.Position) {
    let size = min(schedule.breadth, panels.count)
    let blocks = (panels.count + size - 1) / size
    builder.loop(.parallel, to: blocks * tiles.count) { item in
      let (block, tile) = builder.divide(item.index, by: tiles.count)
      let count = builder.count(of: panels.count, from: block * size, atMost: size)
      builder.loop(to: count) { panel, _ in
        let panel = block * size + panel.index + panels.start
        emit(
          tile + tiles.start, at: Place(position: position, tiles: tiles, panels: panels, panel: panel))
        return []
      }
    }
  }

  // MARK: Tiles

  /// One tile whose sums go from registers to where they belong.
  private func emit(_ tile: AffineIndex, at place: Place) {
    let zero = Element(parts: product.accumulator.zero.map(builder.constant))
    guard schedule.stages else {
      return emit(tile, at: place, over: depth, initial: { _, _ in zero }) { sum, row, lane in
        finish(sum, tile, row, lane, at: place)
      }
    }
    let sums = LocalSums(self, rows: place.tiles.extent)
    emit(tile, at: place, over: depth, initial: { _, _ in zero }) { sum, row, lane in
      sums.store(sum, AffineIndex(offset: row), lane)
    }
    finish(sums, tile, at: place)
  }

  /// A block of tiles whose sums lie in local memory between one piece of the depth and the next.
  private func emitByDepth(_ first: AffineIndex, _ count: Kernel.Bound, _ size: Int, at place: Place) {
    let height = place.tiles.extent
    let sums = LocalSums(self, rows: size * height)
    let zero = Element(parts: product.accumulator.zero.map(builder.constant))
    builder.loop(to: .constant(size * height)) { row, _ in
      place.panels.line(lanes: schedule.lanes).forEachColumn(in: builder) { sums.store(zero, row.index, $0) }
      return []
    }
    let pieces = (product.depth + schedule.depth - 1) / schedule.depth
    builder.loop(to: .constant(pieces)) { piece, _ in
      let start = piece.index * schedule.depth
      let steps = builder.count(of: product.depth, from: start, atMost: schedule.depth)
      builder.loop(to: count) { tile, _ in
        let row = tile.index * height
        emit(
          first + tile.index, at: place, over: .block(start: start, count: steps),
          initial: { sums.load(row + $0, $1) }, store: { sums.store($0, row + $1, $2) })
        return []
      }
      return []
    }
    builder.loop(to: count) { tile, _ in
      finish(sums.from(tile.index * height), first + tile.index, at: place)
      return []
    }
  }

  private func emit(
    _ tile: AffineIndex, at place: Place, over depth: RegisterTile.Depth,
    initial: (Int, AffineIndex) -> Element, store: (Element, Int, AffineIndex) -> Void
  ) {
    RegisterTile(height: place.tiles.extent, width: place.panels.extent, lanes: schedule.lanes).emit(
      in: builder, over: depth, initial: initial,
      row: { factors.row(kernel, place.position, tile: tile, $0, depth: product.steps($1, builder)) },
      column: {
        factors.column(kernel, place.position, panel: place.panel, $0, depth: product.steps($1, builder))
      },
      add: { product.add($0, $1, to: $2) }, store: store)
  }

  // MARK: Results

  private func finish(
    _ sum: Element, _ tile: AffineIndex, _ row: Int, _ lane: AffineIndex, at place: Place
  ) {
    store(
      sum, place.position, tile * schedule.height + row, place.panel * schedule.width + lane)
  }

  /// A loop over the rows of a tile, so that what is computed from the sums is code once.
  private func finish(_ sums: LocalSums, _ tile: AffineIndex, at place: Place) {
    builder.loop(to: .constant(place.tiles.extent)) { row, _ in
      place.panels.line(lanes: schedule.lanes).forEachColumn(in: builder) { lane in
        store(
          sums.load(row.index, lane), place.position, tile * schedule.height + row.index,
          place.panel * schedule.width + lane)
      }
      return []
    }
  }
}

extension MatrixProduct {
  /// One index per group of contracting axes from what a loop over the depth counts.
  func steps(_ step: [AffineIndex], _ builder: KernelBuilder) -> [AffineIndex] {
    step.count == depths.count ? step : builder.unflatten(step[0], depths)
  }
}

extension KernelBuilder {
  /// How many of `total` things are left from `start` on, but no more than `most`.
  func count(of total: Int, from start: AffineIndex, atMost most: Int) -> Kernel.Bound {
    if total % most == 0 { return .constant(most) }
    let rest = value(of: start * -1 + total)
    return .value(rest.minimum(rest.constant(integer: most)).value)
  }
}

/// Sums of some rows by the columns of a panel, in memory that one iteration of a loop has for itself.
private struct LocalSums {
  private let builder: KernelBuilder
  private let buffer: Kernel.Buffer
  private let width: Int
  private let parts: Int
  private var start = AffineIndex()

  init(_ kernel: ProductKernel, rows: Int) {
    let dtype = kernel.product.accumulator.dtype
    builder = kernel.kernel.builder
    width = kernel.schedule.width
    parts = dtype.partCount
    buffer = builder.local(dtype.component, count: rows * width * parts)
  }

  /// The sums from row `row` on.
  func from(_ row: AffineIndex) -> LocalSums {
    var sums = self
    sums.start = start + row
    return sums
  }

  private func offset(_ row: AffineIndex, _ column: AffineIndex, _ part: Int) -> AffineIndex {
    ((start + row) * parts + part) * width + column
  }

  func load(_ row: AffineIndex, _ column: AffineIndex) -> Element {
    Element(parts: (0..<parts).map { builder.load(buffer, at: offset(row, column, $0)) })
  }

  func store(_ sum: Element, _ row: AffineIndex, _ column: AffineIndex) {
    for (part, scalar) in sum.parts.enumerated() {
      builder.store(scalar, to: buffer, at: offset(row, column, part))
    }
  }
}
