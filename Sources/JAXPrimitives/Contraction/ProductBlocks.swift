import JAXIR

/// A product whose sums are cut in blocks: a kernel leaves the sums of each block in scratch memory, which lets blocks
/// run at once, and another adds them.
struct ProductBlocks {
  let product: MatrixProduct
  let block: Int

  private var count: Int { (product.depth + block - 1) / block }

  func lower(_ site: any LoweringSite) throws(JAXError) {
    let dtype = product.accumulator.dtype
    let extents = product.outerExtents + [product.rows.extent, product.columns.extent]
    let size = extents.reduce(dtype.partCount, *)
    let partials = site.scratch(dtype.component, count: size * count)
    func offset(
      _ block: AffineIndex, _ position: MatrixProduct.Position, _ row: AffineIndex, _ column: AffineIndex
    ) -> AffineIndex {
      let index = position.batch + position.rows + position.columns + [row, column]
      return block * size
        + zip(index, extents).reduce(AffineIndex()) { $0 * $1.1 + $1.0 } * dtype.partCount
    }
    try sumBlocks(site) { kernel, sum, block, position, row, column in
      let buffer = kernel.buffer(partials, .write)
      for (part, scalar) in sum.parts.enumerated() {
        kernel.builder.store(scalar, to: buffer, at: offset(block, position, row, column) + part)
      }
    }
    try site.kernel(DotGeneral.name) { kernel in
      let builder = kernel.builder
      product.forEachPosition(in: builder) { position in
        builder.forEach([product.rows.extent, product.columns.extent]) { index in
          let buffer = kernel.buffer(partials, .read)
          let zero = product.accumulator.zero.map(builder.constant)
          let sums = builder.loop(to: .constant(count), carrying: zero) { block, sums in
            let place = offset(block.index, position, index[0], index[1])
            let terms = sums.indices.map { builder.load(buffer, at: place + $0) }
            return product.accumulator.add(Element(parts: sums), Element(parts: terms)).parts
          }
          product.store(Element(parts: sums), kernel, position, row: index[0], column: index[1])
        }
      }
    }
  }

  private func sumBlocks(
    _ site: any LoweringSite,
    store:
      @escaping (
        any KernelSite, Element, AffineIndex, MatrixProduct.Position, AffineIndex, AffineIndex
      ) -> Void
  ) throws(JAXError) {
    var plan: (ProductSchedule, ProductFactors)?
    if let target = site.target {
      var schedule = ProductSchedule(ProductFacts(product), target)
      // Blocks are what threads share.
      schedule.block = 0
      schedule.breadth = 0
      schedule.stages = false
      plan = (schedule, try ProductFactors(product, schedule, site))
    }
    try site.kernel(DotGeneral.name + "_blocks") { kernel in
      let builder = kernel.builder
      builder.loop(.parallel, to: count) { index in
        let start = index.index * block
        let depth = RegisterTile.Depth.block(
          start: start, count: builder.count(of: product.depth, from: start, atMost: block))
        product.forEachPosition(in: builder) { position in
          guard let (schedule, factors) = plan else {
            return product.emitPlainly(kernel, position, over: depth) {
              store(kernel, $0, index.index, position, $1, $2)
            }
          }
          ProductKernel(
            product: product, schedule: schedule, factors: factors, kernel: kernel, depth: depth
          ) { store(kernel, $0, index.index, $1, $2, $3) }.emit(at: position)
        }
      }
    }
  }
}
