package import JAXIR

extension DotGeneral {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let lhs = site.operandTypes[0].tensor, let rhs = site.operandTypes[1].tensor,
      let result = site.resultTypes[0].tensor
    else { preconditionFailure("checked by the type rule") }
    if result.shape.count == 0 { return }
    if order.lanes > 1 { return try lowerToReduction(site, lhs, rhs, result) }
    let product = try product(site)
    if order.block > 0, product.depth > order.block {
      let blocks = ProductBlocks(product: product, block: order.block)
      return try blocks.lower(site)
    }
    guard let target = site.target, product.depth > 0 else { return try product.lowerPlainly(site) }
    try product.lower(site, target)
  }

  /// The product as loops see it.
  ///
  /// - Parameter rows: the operand that has the rows; nil to choose the one that is fast.
  func product(_ site: any LoweringSite, rows: Int? = nil) throws(JAXError) -> MatrixProduct {
    guard let lhs = site.operandTypes[0].tensor, let rhs = site.operandTypes[1].tensor,
      let result = site.resultTypes[0].tensor
    else { preconditionFailure("checked by the type rule") }
    let left = DotSide(
      operand: 0, type: lhs, batch: lhsBatch, contracting: lhsContracting,
      strides: site.strides(ofOperand: 0))
    let right = DotSide(
      operand: 1, type: rhs, batch: rhsBatch, contracting: rhsContracting,
      strides: site.strides(ofOperand: 1))
    // Columns are run as vectors: few of them leave lanes idle. Vectors of rows need rows to be neighbours.
    let areSwapped =
      rows.map { $0 == 1 }
      ?? (right.freeCount < 4 && left.freeCount > right.freeCount && left.freeStride == 1)
    let contracted = AxisGroups(
      Array(lhsContracting.indices), of: try Shape(lhsContracting.map { lhs.shape[$0] })
    ) { first, second in
      DotSide.areOne(lhsContracting[first], lhsContracting[second], lhs.shape, left.strides)
        && DotSide.areOne(rhsContracting[first], rhsContracting[second], rhs.shape, right.strides)
    }
    return MatrixProduct(
      rows: areSwapped ? right : left, columns: areSwapped ? left : right, contracted: contracted,
      accumulator: DotAccumulator(lhs.dtype, rhs.dtype, resultDType), result: result)
  }

  /// The reduction of the products, as if they were a tensor with the contracting axes last.
  private func lowerToReduction(
    _ site: any LoweringSite, _ lhs: TensorType, _ rhs: TensorType, _ result: TensorType
  ) throws(JAXError) {
    let accumulator = DotAccumulator(lhs.dtype, rhs.dtype, resultDType)
    let depths = lhsContracting.map { lhs.shape[$0] }
    let rank = result.rank
    let lhsAxes = lhsBatch + lhsFree(rank: lhs.rank) + lhsContracting
    let rhsAxes = rhsBatch + rhsFree(rank: rhs.rank) + rhsContracting
    let lhsFreeCount = lhsFree(rank: lhs.rank).count
    func factors(_ place: ReductionLowering.Place) -> (Element, Element) {
      let index = place.index
      let batch = index[..<lhsBatch.count]
      let depth = index[rank...]
      let free = index[lhsBatch.count..<rank]
      let left = Array(batch + free.prefix(lhsFreeCount) + depth).scattered(to: lhsAxes)
      let right = Array(batch + free.dropFirst(lhsFreeCount) + depth).scattered(to: rhsAxes)
      return (
        accumulator.promoted(place.operands[0].element(at: left)),
        accumulator.promoted(place.operands[1].element(at: right))
      )
    }
    try ReductionLowering(
      shape: try Shape(result.shape.extents + depths), axes: Array(rank..<rank + depths.count), order: order,
      accumulators: accumulator.zero.map(\.dtype),
      initial: { accumulator.zero.map($0.builder.constant) },
      elements: { place in
        let (left, right) = factors(place)
        return accumulator.multiply(left, right).parts
      },
      combine: { accumulator.add(Element(parts: $0), Element(parts: $1)).parts },
      results: { sums in [Element(parts: sums.map { $0.convert(to: result.dtype.component) })] }
    ).lower(DotGeneral.name, to: site)
  }
}

extension [AffineIndex] {
  /// The index whose element at `axes[i]` is element `i` of this.
  fileprivate func scattered(to axes: [Int]) -> [AffineIndex] {
    var index = [AffineIndex](repeating: AffineIndex(), count: count)
    for (axis, position) in zip(axes, self) { index[axis] = position }
    return index
  }
}

extension MatrixProduct {
  /// The kernels of one schedule.
  fileprivate func lower(_ site: any LoweringSite, _ target: VectorTarget) throws(JAXError) {
    let facts = ProductFacts(self)
    var schedule = ProductSchedule(facts, target)
    schedule.stages = site.epilogueCost > ProductSchedule.worthALoop
    if target.products == .init(), ProductStream.suits(facts, target) {
      return try site.kernel(DotGeneral.name) { kernel in
        let stream = ProductStream(product: self, lanes: schedule.lanes, kernel: kernel)
        forEachPosition(in: kernel.builder) { stream.emit(at: $0) }
      }
    }
    let factors = try ProductFactors(self, schedule, site)
    try site.kernel(DotGeneral.name) { kernel in
      let tiles = ProductKernel(
        product: self, schedule: schedule, factors: factors, kernel: kernel, depth: .all(depths)
      ) { store($0, kernel, $1, row: $2, column: $3) }
      forEachPosition(in: kernel.builder) { tiles.emit(at: $0) }
    }
  }

  /// One kernel of plain loops that reads the operands in place: what the primitive means.
  fileprivate func lowerPlainly(_ site: any LoweringSite) throws(JAXError) {
    try site.kernel(DotGeneral.name) { kernel in
      forEachPosition(in: kernel.builder) { position in
        emitPlainly(kernel, position, over: .all(depths)) {
          store($0, kernel, position, row: $1, column: $2)
        }
      }
    }
  }

  /// Plain loops over rows, all or `count` from `first` on, and columns.
  func emitPlainly(
    _ kernel: any KernelSite, _ position: Position, over depth: RegisterTile.Depth,
    from first: AffineIndex = AffineIndex(), count: Int? = nil,
    store: (Element, AffineIndex, AffineIndex) -> Void
  ) {
    let builder = kernel.builder
    builder.forEach([count ?? rows.extent, columns.extent]) { index in
      let index = [first + index[0], index[1]]
      let zero = accumulator.zero.map(builder.constant)
      let sums = RegisterTile.nest(depth, in: builder, carrying: zero) { step, sums in
        let step = steps(step, builder)
        let row = rowElement(kernel, position, index[0], depth: step)
        let column = columnElement(kernel, position, index[1], depth: step)
        return add(row, column, to: Element(parts: sums)).parts
      }
      store(Element(parts: sums), index[0], index[1])
    }
  }
}
