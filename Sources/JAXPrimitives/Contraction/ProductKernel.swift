import JAXIR

/// The kernel of a product that follows a schedule: loops over blocks of register tiles.
struct ProductKernel {
  let product: MatrixProduct
  let schedule: ProductSchedule
  let factors: ProductFactors
  let kernel: any KernelSite

  private typealias Span = ProductSchedule.Span
  private var builder: KernelBuilder { kernel.builder }

  func emit() {
    product.forEachPosition(in: builder) { position in
      for panels in schedule.panels(of: product.columns.extent) {
        if schedule.block == 0 {
          forEachPanel(panels, position)
        } else {
          for tiles in schedule.tiles(of: product.rows.extent) { forEachBlock(tiles, panels, position) }
        }
      }
    }
  }

  /// All rows with one panel after the other.
  private func forEachPanel(_ panels: Span, _ position: MatrixProduct.Position) {
    builder.loop(.parallel, to: panels.count) { panel in
      for tiles in schedule.tiles(of: product.rows.extent) {
        builder.loop(.parallel, to: tiles.count) { tile in
          emit(tiles, tile.index + tiles.start, panels, panel.index + panels.start, position)
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
      var count = Kernel.Bound.constant(size)
      if tiles.count % size != 0 {
        let rest = builder.value(of: block * -size + tiles.count)
        count = .value(rest.minimum(rest.constant(integer: size)).value)
      }
      builder.loop(to: count) { tile, _ in
        emit(tiles, block * size + tile.index + tiles.start, panels, panel + panels.start, position)
        return []
      }
    }
  }

  private func emit(
    _ tiles: Span, _ tile: AffineIndex, _ panels: Span, _ panel: AffineIndex,
    _ position: MatrixProduct.Position
  ) {
    let zero = Element(parts: product.accumulator.zero.map(builder.constant))
    RegisterTile(height: tiles.extent, width: panels.extent, lanes: schedule.lanes).emit(
      in: builder, over: .all(product.depths),
      initial: { _, _ in zero },
      row: { factors.row(kernel, position, tile: tile, $0, depth: $1) },
      column: { factors.column(kernel, position, panel: panel, $0, depth: $1) },
      add: { product.add($0, $1, to: $2) },
      store: { sum, row, lane in
        product.store(
          sum, kernel, position, row: tile * schedule.height + row, column: panel * schedule.width + lane)
      })
  }
}
