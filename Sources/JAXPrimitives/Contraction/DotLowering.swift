package import JAXIR

extension DotGeneral {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let product = try product(site) else { return }
    guard let target = site.target, product.depth > 0 else { return try product.lowerPlainly(site) }
    let schedule = ProductSchedule(ProductFacts(product), target)
    let factors = try ProductFactors(product, schedule, site)
    try site.kernel(DotGeneral.name) { kernel in
      ProductKernel(product: product, schedule: schedule, factors: factors, kernel: kernel).emit()
    }
  }

  /// The product as loops see it; nil when the result has no elements.
  private func product(_ site: any LoweringSite) throws(JAXError) -> MatrixProduct? {
    guard let lhs = site.operandTypes[0].tensor, let rhs = site.operandTypes[1].tensor,
      let result = site.resultTypes[0].tensor
    else { preconditionFailure("checked by the type rule") }
    if result.shape.count == 0 { return nil }
    let left = DotSide(
      operand: 0, type: lhs, batch: lhsBatch, contracting: lhsContracting,
      strides: site.strides(ofOperand: 0))
    let right = DotSide(
      operand: 1, type: rhs, batch: rhsBatch, contracting: rhsContracting,
      strides: site.strides(ofOperand: 1))
    // Columns are run as vectors: few of them leave lanes idle. Vectors of rows need rows to be neighbours.
    let areSwapped = right.freeCount < 4 && left.freeCount > right.freeCount && left.freeStride == 1
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
}

extension MatrixProduct {
  /// One kernel of plain loops that reads the operands in place: what the primitive means.
  func lowerPlainly(_ site: any LoweringSite) throws(JAXError) {
    try site.kernel(DotGeneral.name) { kernel in
      let builder = kernel.builder
      forEachPosition(in: builder) { position in
        builder.forEach([rows.extent, columns.extent]) { index in
          let sums = RegisterTile.nest(
            .all(depths), in: builder, carrying: accumulator.zero.map(builder.constant)
          ) { step, sums in
            let row = rowElement(kernel, position, index[0], depth: step)
            let column = columnElement(kernel, position, index[1], depth: step)
            return add(row, column, to: Element(parts: sums)).parts
          }
          store(Element(parts: sums), kernel, position, row: index[0], column: index[1])
        }
      }
    }
  }
}
