package import JAXIR

/// A product that is part of a larger kernel, which makes a block of its rows at a time, all columns of them: what
/// comes before and after it in the kernel finds the block in the cache.
package struct BlockedProduct {
  private let product: MatrixProduct
  private var target: VectorTarget?
  private var schedule: ProductSchedule?
  private var factors: ProductFactors?

  /// - Parameters:
  ///   - rows: the operand that has the rows.
  ///   - site: where the product is lowered, so that the rows that the kernel keeps are read where they are.
  package init(_ primitive: DotGeneral, rows: Int, at site: any LoweringSite) throws(JAXError) {
    product = try primitive.product(site, rows: rows)
    target = site.target
    schedule = target.map { ProductSchedule(ProductFacts(product), $0) }
  }

  /// The rows of a register tile that suit the product.
  package var height: Int { schedule?.height ?? 1 }

  /// Settles for tiles of `height` rows, and appends the kernels that pack what they read.
  ///
  /// - Parameter rowsAreLocal: whether the kernel makes the rows itself.
  package mutating func prepare(
    height: Int, rowsAreLocal: Bool, at site: any LoweringSite
  ) throws(JAXError) {
    guard var target else { return }
    target.products.height = height
    var schedule = ProductSchedule(ProductFacts(product), target)
    // The kernel makes the blocks.
    schedule.block = 0
    schedule.breadth = 0
    schedule.depth = 0
    schedule.stages = site.epilogueCost > ProductSchedule.worthALoop
    if rowsAreLocal { schedule.rows = .inPlace }
    factors = try ProductFactors(product, schedule, site)
    self.schedule = schedule
  }

  /// Makes and stores `count` rows from `first` on, which is a multiple of the height.
  package func emit(in kernel: any KernelSite, batch: [AffineIndex], from first: AffineIndex, count: Int) {
    let position = MatrixProduct.Position(batch: batch)
    guard let schedule, let factors else {
      return product.emitPlainly(kernel, position, over: .all(product.depths), from: first, count: count) {
        product.store($0, kernel, position, row: $1, column: $2)
      }
    }
    ProductKernel(
      product: product, schedule: schedule, factors: factors, kernel: kernel, depth: .all(product.depths)
    ) { product.store($0, kernel, $1, row: $2, column: $3) }
    .emit(at: position, from: first, count: count)
  }
}

extension DotGeneral {
  /// The axes of the result that rows and columns go along; nil when either are several, or when a sum is more than a
  /// loop over the depth.
  ///
  /// - Parameter rows: the operand that has the rows.
  package func matrixAxes(rows operand: Int, _ types: [TensorType]) -> (row: Int, column: Int)? {
    let depth = lhsContracting.reduce(1) { $0 * types[0].shape[$1] }
    guard lhsFree(rank: types[0].rank).count == 1, rhsFree(rank: types[1].rank).count == 1, depth > 0,
      order.lanes == 1, order.block == 0 || depth <= order.block
    else { return nil }
    let start = lhsBatch.count
    return operand == 0 ? (start, start + 1) : (start + 1, start)
  }
}
