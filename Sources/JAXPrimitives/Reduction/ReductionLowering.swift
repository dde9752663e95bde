import JAXIR

/// How axes of operands of one shape are reduced in a given order: what the reductions have in common.
struct ReductionLowering {
  /// The shape of the operands.
  let shape: Shape
  let axes: [Int]
  let order: ReductionOrder
  /// The dtype of each accumulator.
  let accumulators: [DType]
  /// What the accumulators of the results at an index start from.
  let initial: (Place) -> [Scalar]
  /// The elements of the operands at an index, as the accumulators have them.
  let elements: (Place) -> [Scalar]
  /// The next accumulators from accumulators and elements.
  let combine: ([Scalar], [Scalar]) -> [Scalar]
  /// The results from accumulators.
  let results: ([Scalar]) -> [Element]

  /// Operands, inside the kernel that reads them, and an index.
  struct Place {
    let operands: [ElementSource]
    let builder: KernelBuilder
    let index: [AffineIndex]
    /// The kernel, where it is one of the reduction's own.
    var kernel: (any KernelSite)?
  }

  /// What one loop nest reduces: the operands, or the results of blocks that a kernel left.
  private struct Stage {
    /// Extents that are walked whole for each block of the last one.
    let outer: [Int]
    /// The extent that is dealt to lanes and cut in blocks.
    let extent: Int
    /// Elements at a place in the result and one index for each of `outer` and the last extent.
    let elements: (Place, [AffineIndex]) -> [Scalar]
  }

  private var kept: Shape { shape.removing(axes) }

  /// The results at `place`, reduced by one loop nest; `order.isOnePass` must hold.
  func elements(at place: Place) -> [Element] {
    let stage = operandStage
    guard order.block > 0, stage.extent > order.block else {
      return results(reduce(stage, at: place, from: AffineIndex(), count: stage.extent))
    }
    precondition(order.lanes == 1, "blocks of several lanes take memory")
    let whole = stage.extent / order.block
    let rest = stage.extent % order.block
    var values = place.builder.reduce(over: [.constant(whole)], lanes: 1, from: initial(place)) { block in
      reduce(stage, at: place, from: block[0].index * order.block, count: order.block)
    } combine: {
      combine($0, $1)
    }
    if rest > 0 {
      let start = AffineIndex(offset: whole * order.block)
      values = combine(values, reduce(stage, at: place, from: start, count: rest))
    }
    return results(values)
  }

  /// Appends kernels that compute and store the results. Results without elements take none.
  func lower(_ name: String, to site: any LoweringSite) throws(JAXError) {
    guard kept.count > 0 else { return }
    var stage = operandStage
    while order.block > 0, stage.extent > order.block {
      stage = try reduceBlocks(of: stage, name, site)
    }
    try site.kernel(name) { kernel in
      let operands = site.operandTypes.indices.map(kernel.operand)
      kernel.builder.forEach(kept.extents) { index in
        let place = Place(operands: operands, builder: kernel.builder, index: index, kernel: kernel)
        let values = reduce(stage, at: place, from: AffineIndex(), count: stage.extent)
        for (result, element) in results(values).enumerated() { kernel.store(element, to: result, at: index) }
      }
    }
  }

  private var operandStage: Stage {
    let groups = AxisGroups(axes, of: shape)
    let others = (0..<shape.rank).filter { !axes.contains($0) }
    // Without axes each element is reduced alone.
    let extents = groups.groups.isEmpty ? [1] : groups.extents
    return Stage(outer: extents.dropLast(), extent: extents[extents.count - 1]) { result, reduced in
      var index = [AffineIndex](repeating: AffineIndex(), count: shape.rank)
      for (axis, position) in zip(others, result.index) { index[axis] = position }
      groups.scatter(reduced, into: &index, in: result.builder)
      return elements(Place(operands: result.operands, builder: result.builder, index: index))
    }
  }

  /// The accumulators over `count` elements of the last extent, from element `start`.
  private func reduce(_ stage: Stage, at place: Place, from start: AffineIndex, count: Int) -> [Scalar] {
    let domain = (stage.outer + [count]).map(Kernel.Bound.constant)
    return place.builder.reduce(over: domain, lanes: order.lanes, from: initial(place)) { index in
      var reduced = index.map(\.index)
      reduced[reduced.count - 1] = reduced[reduced.count - 1] + start
      return stage.elements(place, reduced)
    } combine: {
      combine($0, $1)
    }
  }

  /// Appends a kernel that leaves the accumulators of each block; returns the stage that reduces those.
  private func reduceBlocks(
    of stage: Stage, _ name: String, _ site: any LoweringSite
  ) throws(JAXError) -> Stage {
    let whole = stage.extent / order.block
    let rest = stage.extent % order.block
    let partials = Partials(
      site, accumulators, blocks: whole + (rest > 0 ? 1 : 0), results: kept, isBlockInnermost: order.lanes > 1
    )
    try site.kernel(name + "_blocks") { kernel in
      let operands = site.operandTypes.indices.map(kernel.operand)
      func reduceBlock(_ block: AffineIndex, count: Int, _ result: [AffineIndex]) {
        let place = Place(operands: operands, builder: kernel.builder, index: result, kernel: kernel)
        let values = reduce(stage, at: place, from: block * order.block, count: count)
        partials.store(values, kernel, block: block, result: result)
      }
      partials.forEach(in: kernel.builder, blocks: whole) { block, result in
        reduceBlock(block, count: order.block, result)
      }
      if rest > 0 {
        kernel.builder.forEach(kept.extents) { reduceBlock(AffineIndex(offset: whole), count: rest, $0) }
      }
    }
    return Stage(outer: [], extent: partials.blocks) { place, index in
      guard let kernel = place.kernel else { preconditionFailure("blocks are kernels of the reduction") }
      return partials.load(kernel, block: index[0], result: place.index)
    }
  }
}

/// The accumulators that each block of a reduction leaves in scratch memory.
private struct Partials {
  let blocks: Int
  private let results: Shape
  /// Whether the blocks of one result are neighbours: where the next stage reads them as lanes.
  private let isBlockInnermost: Bool
  private let buffers: [ScratchBuffer]

  init(
    _ site: any LoweringSite, _ accumulators: [DType], blocks: Int, results: Shape, isBlockInnermost: Bool
  ) {
    self.blocks = blocks
    self.results = results
    self.isBlockInnermost = isBlockInnermost
    buffers = accumulators.map { site.scratch($0, count: blocks * results.count) }
  }

  /// Independent loops over the first `count` blocks of all results, in order of memory.
  func forEach(in builder: KernelBuilder, blocks count: Int, _ body: (AffineIndex, [AffineIndex]) -> Void) {
    if isBlockInnermost {
      builder.forEach(results.extents + [count]) { body($0[$0.count - 1], Array($0.dropLast())) }
    } else {
      builder.forEach([count] + results.extents) { body($0[0], Array($0.dropFirst())) }
    }
  }

  private func offset(_ block: AffineIndex, _ result: [AffineIndex]) -> AffineIndex {
    let flat = Reshape.offset(of: result, in: results)
    return isBlockInnermost ? flat * blocks + block : block * results.count + flat
  }

  func store(_ values: [Scalar], _ kernel: any KernelSite, block: AffineIndex, result: [AffineIndex]) {
    for (value, buffer) in zip(values, buffers) {
      kernel.builder.store(value, to: kernel.buffer(buffer, .write), at: offset(block, result))
    }
  }

  func load(_ kernel: any KernelSite, block: AffineIndex, result: [AffineIndex]) -> [Scalar] {
    buffers.map { kernel.builder.load(kernel.buffer($0, .read), at: offset(block, result)) }
  }
}
