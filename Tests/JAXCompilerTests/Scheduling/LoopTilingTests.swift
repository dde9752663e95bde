import JAXIR
import Testing

@testable import JAXCompiler

/// Loops that read across the order of memory.
struct LoopTilingTests {
  /// The extents of a batch, rows and columns.
  struct Extents: CustomTestStringConvertible, Sendable {
    var batch = 1
    var rows: Int
    var columns: Int
    var testDescription: String { "\(batch)×\(rows)×\(columns)" }
  }

  /// `x[b, c, r] + index · y[b, r, c]`, stored in the order of y.
  private func turnedSum(_ extents: Extents, gap: Int = 0) throws -> Kernel {
    let (rows, columns) = (extents.rows, extents.columns)
    let count = extents.batch * rows * columns
    let builder = KernelBuilder(name: "turned_sum")
    let x = builder.parameter(.int32, count: extents.batch * columns * (rows + gap), access: .read)
    let y = builder.parameter(.int32, count: count, access: .read)
    let result = builder.parameter(.int32, count: count, access: .write)
    builder.forEach([extents.batch, rows, columns]) { index in
      let column = index[0] * columns + index[2]
      let turned = builder.load(x, at: column * (rows + gap) + index[1])
      let place = (index[0] * rows + index[1]) * columns + index[2]
      let number = builder.value(of: index[1] * 2 + index[2]).convert(to: .int32)
      builder.store(turned + number * builder.load(y, at: place), to: result, at: place)
    }
    let kernel = builder.finish()
    try kernel.verify()
    return kernel
  }

  @Test(arguments: [
    Extents(rows: 64, columns: 64), Extents(rows: 16, columns: 64), Extents(rows: 70, columns: 16),
    Extents(rows: 79, columns: 81), Extents(batch: 3, rows: 17, columns: 95),
    Extents(batch: 2, rows: 64, columns: 31),
  ])
  func everyElementIsTheSame(_ extents: Extents) throws {
    let kernel = try turnedSum(extents, gap: extents.rows % 3)
    for lanes in [2, 8, 16] {
      let scheduled = kernel.scheduled(for: VectorTarget(lanes: lanes, threads: .grain(1)))
      try scheduled.verify()
      #expect(!scheduled.locals.isEmpty)
      #expect(try interpreted(scheduled) == interpreted(kernel))
    }
  }

  @Test(arguments: [
    Extents(rows: 15, columns: 1000), Extents(rows: 1000, columns: 15), Extents(rows: 48, columns: 48),
  ])
  func fewSquaresAreNotWorthIt(_ extents: Extents) throws {
    let kernel = try turnedSum(extents)
    #expect(kernel.scheduled(for: VectorTarget(lanes: 8, threads: .none)).locals.isEmpty)
  }

  @Test func whatIsInOrderStays() throws {
    let builder = KernelBuilder(name: "copy")
    let x = builder.parameter(.float32, count: 64 * 80, access: .read)
    let result = builder.parameter(.float32, count: 64 * 64, access: .write)
    builder.forEach([64, 64]) { index in
      builder.store(builder.load(x, at: index[0] * 80 + index[1]), to: result, at: index[0] * 64 + index[1])
    }
    #expect(builder.finish().scheduled(for: VectorTarget(lanes: 8, threads: .none)).locals.isEmpty)
  }
}
