import Testing

@testable import JAXIR

/// What the kernel IR must be able to say, said by hand and run.
struct CasesTests {
  @Test func argmaxTakesTheFirstGreatestOrTheFirstNaN() throws {
    let nan = Float.nan
    let rows: [[Float]] = [
      [1, 5, 2, 5, 5, 0, 5],
      [-.infinity, -.infinity, -.infinity, -.infinity, -.infinity, -.infinity, -.infinity],
      [1, 2, nan, 9, 1, nan, nan], [nan, 1, 1, 1, nan, 1, 1], [0, -0.0, 0, 1, 1, 2, 3],
      [1, 2, 3, 4, 5, nan, 7],
    ]
    let result = try Run.kernel(
      try Case.kernel("argmax"), rows.flatMap(\.self), [Int32](repeating: -1, count: rows.count),
      extents: [rows.count, 7])
    #expect(result.1 == [1, 0, 2, 0, 6, 5])
  }
}
