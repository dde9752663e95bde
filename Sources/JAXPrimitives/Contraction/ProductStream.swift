import JAXIR

/// The kernel of a few rows by a large matrix, which is read once, in the order of memory.
///
/// The sums of a stretch of columns lie in local memory; each pass over them adds a few steps of the depth.
struct ProductStream {
  let product: MatrixProduct
  let lanes: Int
  let kernel: any KernelSite

  private static let columnsAtOnce = 1_024
  private static let stepsAtOnce = 8

  private var builder: KernelBuilder { kernel.builder }
  private var rows: Int { product.rows.extent }

  /// Whether the product is one that is bound by reading the columns.
  static func suits(_ facts: ProductFacts, _ target: VectorTarget) -> Bool {
    facts.rows <= 4 && facts.right.freeStride == 1 && facts.hasOneDepth && facts.dtype.partCount == 1
      && facts.columns * facts.depth * facts.dtype.byteCount > target.caches.level2 / 4 && facts.columns >= 64
  }

  func emit(at position: MatrixProduct.Position) {
    let size = min(ProductStream.columnsAtOnce, product.columns.extent)
    let whole = product.columns.extent / size
    builder.loop(.parallel, to: whole) { emit(position, $0.index * size, count: size) }
    let rest = product.columns.extent % size
    if rest > 0 { emit(position, AffineIndex(offset: whole * size), count: rest) }
  }

  private func emit(_ position: MatrixProduct.Position, _ start: AffineIndex, count: Int) {
    let sums = builder.local(product.accumulator.dtype, count: rows * count)
    func forEachColumn(_ body: (AffineIndex) -> Void) {
      builder.loop(.vector(lanes: lanes, interleave: 4), to: count) { body($0.index) }
    }
    for row in 0..<rows {
      forEachColumn { column in
        builder.store(builder.constant(product.accumulator.zero[0]), to: sums, at: column + row * count)
      }
    }
    func add(steps: Int, from first: AffineIndex) {
      forEachColumn { column in
        var running = (0..<rows).map { Element(builder.load(sums, at: column + $0 * count)) }
        for step in 0..<steps {
          let factor = product.columnElement(kernel, position, start + column, depth: [first + step])
          for row in 0..<rows {
            let other = product.rowElement(kernel, position, AffineIndex(offset: row), depth: [first + step])
            running[row] = product.add(other, factor, to: running[row])
          }
        }
        for row in 0..<rows { builder.store(running[row].scalar, to: sums, at: column + row * count) }
      }
    }
    let steps = ProductStream.stepsAtOnce
    builder.loop(to: .constant(product.depth / steps)) { pass, _ in
      add(steps: steps, from: pass.index * steps)
      return []
    }
    let rest = product.depth % steps
    if rest > 0 { add(steps: rest, from: AffineIndex(offset: product.depth - rest)) }
    for row in 0..<rows {
      forEachColumn { column in
        product.store(
          Element(builder.load(sums, at: column + row * count)), kernel, position,
          row: AffineIndex(offset: row), column: start + column)
      }
    }
  }
}
