import JAXIR

/// Where the kernel of a product reads its factors: from the operands in place, or from copies in scratch memory that
/// are laid out as the tiles walk them.
struct ProductFactors {
  private let product: MatrixProduct
  private let schedule: ProductSchedule
  private var rows: ScratchBuffer?
  private var columns: ScratchBuffer?

  private var parts: Int { product.accumulator.dtype.partCount }
  private var component: DType { product.accumulator.dtype.component }

  /// Appends the kernels that pack what the schedule wants packed.
  init(_ product: MatrixProduct, _ schedule: ProductSchedule, _ site: any LoweringSite) throws(JAXError) {
    self.product = product
    self.schedule = schedule
    if schedule.rows != .inPlace { rows = try packRows(site) }
    if schedule.columns != .inPlace { columns = try packColumns(site) }
  }

  // MARK: Reading

  /// The factor of row `row` of tile `tile`.
  func row(
    _ kernel: any KernelSite, _ position: MatrixProduct.Position, tile: AffineIndex, _ row: Int,
    depth: [AffineIndex]
  ) -> Element {
    guard let rows else {
      return product.rowElement(kernel, position, tile * schedule.height + row, depth: depth)
    }
    let outer = outer(position.batch + position.rows, product.batchExtents + product.rows.outerExtents)
    return load(rows, kernel, rowOffset(outer, tile: tile, AffineIndex(offset: row), depth: flat(depth)))
  }

  /// The factor of column `lane` of panel `panel`.
  func column(
    _ kernel: any KernelSite, _ position: MatrixProduct.Position, panel: AffineIndex, _ lane: AffineIndex,
    depth: [AffineIndex]
  ) -> Element {
    guard let columns else {
      return product.columnElement(kernel, position, panel * schedule.width + lane, depth: depth)
    }
    let outer = outer(
      position.batch + position.columns, product.batchExtents + product.columns.outerExtents)
    return load(columns, kernel, columnOffset(outer, panel: panel, lane, depth: flat(depth)))
  }

  private func load(
    _ buffer: ScratchBuffer, _ kernel: any KernelSite, _ place: (offset: AffineIndex, partStride: Int)
  ) -> Element {
    let source = kernel.buffer(buffer, .read)
    return Element(
      parts: (0..<parts).map { kernel.builder.load(source, at: place.offset + $0 * place.partStride) })
  }

  private func store(
    _ element: Element, to buffer: ScratchBuffer, _ kernel: any KernelSite,
    _ place: (offset: AffineIndex, partStride: Int)
  ) {
    let destination = kernel.buffer(buffer, .write)
    for (part, scalar) in element.parts.enumerated() {
      kernel.builder.store(scalar, to: destination, at: place.offset + part * place.partStride)
    }
  }

  // MARK: Layouts

  private func outer(_ index: [AffineIndex], _ extents: [Int]) -> AffineIndex {
    zip(index, extents).reduce(AffineIndex()) { $0 * $1.1 + $1.0 }
  }

  private func flat(_ depth: [AffineIndex]) -> AffineIndex { outer(depth, product.depths) }

  private var tileCount: Int { (product.rows.extent + schedule.height - 1) / schedule.height }
  private var panelCount: Int { (product.columns.extent + schedule.width - 1) / schedule.width }

  /// The distance of packed rows.
  private var rowStride: Int { component.rowStride(product.depth * parts) }

  private func rowOffset(
    _ outer: AffineIndex, tile: AffineIndex, _ row: AffineIndex, depth: AffineIndex
  ) -> (offset: AffineIndex, partStride: Int) {
    if schedule.rows == .packedRows {
      let position = outer * product.rows.extent + tile * schedule.height + row
      return (position * rowStride + depth * parts, 1)
    }
    let step = (outer * tileCount + tile) * product.depth + depth
    return (step * (parts * schedule.height) + row, schedule.height)
  }

  private func columnOffset(
    _ outer: AffineIndex, panel: AffineIndex, _ lane: AffineIndex, depth: AffineIndex
  ) -> (offset: AffineIndex, partStride: Int) {
    let step = (outer * panelCount + panel) * product.depth + depth
    return (step * (parts * schedule.width) + lane, schedule.width)
  }

  // MARK: Packing

  /// Appends the kernel that copies one side, `size` elements for each index of the batch and outer axes.
  ///
  /// - Parameter copy: fills one of them: those indices, and where in the order of all of them they are.
  private func pack(
    _ side: DotSide, size: Int, _ site: any LoweringSite,
    _ copy: (
      _ kernel: any KernelSite, _ buffer: ScratchBuffer, _ batch: [AffineIndex], _ index: [AffineIndex],
      _ outer: AffineIndex
    ) -> Void
  ) throws(JAXError) -> ScratchBuffer {
    let extents = product.batchExtents + side.outerExtents
    let buffer = site.scratch(component, count: extents.reduce(size, *))
    try site.kernel(DotGeneral.name + "_pack") { kernel in
      kernel.builder.forEach(extents) { index in
        let batchRank = side.batch.count
        copy(
          kernel, buffer, Array(index.prefix(batchRank)), Array(index.dropFirst(batchRank)),
          outer(index, extents))
      }
    }
    return buffer
  }

  private func packRows(_ site: any LoweringSite) throws(JAXError) -> ScratchBuffer {
    let side = product.rows
    let size =
      schedule.rows == .packedRows
      ? side.extent * rowStride : tileCount * product.depth * parts * schedule.height
    return try pack(side, size: size, site) { kernel, buffer, batch, rows, outer in
      let position = MatrixProduct.Position(batch: batch, rows: rows)
      func copy(tile: AffineIndex, _ row: AffineIndex, _ depth: [AffineIndex]) {
        let element = product.rowElement(kernel, position, tile * schedule.height + row, depth: depth)
        store(element, to: buffer, kernel, rowOffset(outer, tile: tile, row, depth: flat(depth)))
      }
      if schedule.rows == .packedRows {
        kernel.builder.forEach([side.extent]) { row in
          kernel.builder.forEach(product.depths) { copy(tile: AffineIndex(), row[0], $0) }
        }
      } else {
        for span in schedule.tiles(of: side.extent) {
          kernel.builder.loop(.parallel, to: span.count) { tile in
            copyLines(of: span, in: kernel.builder) { copy(tile: tile.index + span.start, $0, $1) }
          }
        }
      }
    }
  }

  private func packColumns(_ site: any LoweringSite) throws(JAXError) -> ScratchBuffer {
    let side = product.columns
    let size = panelCount * product.depth * parts * schedule.width
    return try pack(side, size: size, site) { kernel, buffer, batch, columns, outer in
      let position = MatrixProduct.Position(batch: batch, columns: columns)
      for span in schedule.panels(of: side.extent) {
        kernel.builder.loop(.parallel, to: span.count) { panel in
          let panel = panel.index + span.start
          func copy(_ lane: AffineIndex, _ depth: [AffineIndex]) {
            let element = product.columnElement(
              kernel, position, panel * schedule.width + lane, depth: depth)
            store(element, to: buffer, kernel, columnOffset(outer, panel: panel, lane, depth: flat(depth)))
          }
          if schedule.columns == .transposed {
            transpose(span.extent, in: kernel.builder, copy)
          } else {
            copyLines(of: span, in: kernel.builder, copy)
          }
        }
      }
    }
  }

  /// Copies the lanes of one tile or panel, one step of the depth after the other.
  private func copyLines(
    of span: ProductSchedule.Span, in builder: KernelBuilder, _ copy: (AffineIndex, [AffineIndex]) -> Void
  ) {
    builder.forEach(product.depths) { depth in
      span.line(lanes: schedule.lanes).forEachColumn(in: builder) { copy($0, depth) }
    }
  }

  /// Copies `extent` lanes a few at a time, so that the lines they are read from stay in the first cache together.
  /// Neither side of a transposition is read and written by vectors: single elements are faster.
  private func transpose(
    _ extent: Int, in builder: KernelBuilder, _ copy: (AffineIndex, [AffineIndex]) -> Void
  ) {
    let size = 8
    func transpose(_ count: Int, from first: AffineIndex) {
      _ = RegisterTile.nest(.all(product.depths), in: builder, carrying: []) { depth, _ in
        for lane in 0..<count { copy(first + lane, depth) }
        return []
      }
    }
    // A vector of one lane: scheduling passes see that what is around it is not to be run by vectors.
    builder.loop(.vector(lanes: 1, interleave: 1), to: extent / size) {
      transpose(size, from: $0.index * size)
    }
    let rest = extent % size
    builder.loop(.vector(lanes: 1, interleave: 1), to: rest == 0 ? 0 : 1) { _ in
      transpose(rest, from: AffineIndex(offset: extent - rest))
    }
  }
}
