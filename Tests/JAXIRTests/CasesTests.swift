import Testing

@testable import JAXIR

/// What the kernel IR must be able to say, said by hand and run.
struct CasesTests {
  private static let names = [
    "argmax", "merge_sort", "scatter_drop", "window_max", "complex_multiply", "escape_time", "matmul_tile",
    "matmul_local",
  ]

  @Test(arguments: names)
  func textRoundTrips(name: String) throws {
    let kernel = try Case.kernel(name)
    #expect(try Kernel(parsing: kernel.description) == kernel)
    let lines = try Case.text("\(name).kernel").split(separator: "\n").filter { !$0.contains("//") }
    #expect(kernel.description.split(separator: "\n") == lines)
  }

  @Test func argmaxTakesTheFirstGreatestOrTheFirstNaN() throws {
    let nan = Float.nan
    let least = -Float.infinity
    let rows: [[Float]] = [
      [1, 5, 2, 5, 5, 0, 5], [least, least, least, least, least, least, least],
      [1, 2, nan, 9, 1, nan, nan], [nan, 1, 1, 1, nan, 1, 1], [0, -0.0, 0, 1, 1, 2, 3],
      [1, 2, 3, 4, 5, nan, 7],
    ]
    let result = try Run.kernel(
      try Case.kernel("argmax"), rows.flatMap(\.self), [Int32](repeating: -1, count: rows.count),
      extents: [rows.count, 7])
    #expect(result.1 == [1, 0, 2, 0, 6, 5])
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 64, 100])
  func mergeSortIsStable(count: Int) throws {
    var random = SplitMix(seed: 3)
    let keys = (0..<count).map { _ in Float(Int.random(in: 0..<10, using: &random)) }
    let values = (0..<count).map(Int32.init)
    let (noKeys, noValues) = ([Float](repeating: 0, count: count), [Int32](repeating: 0, count: count))
    let result = try Run.kernel(
      try Case.kernel("merge_sort"), keys, values, noKeys, noValues, noKeys, noValues, extents: [count])
    // Swift's sort is stable.
    let expected = zip(keys, values).sorted { $0.0 < $1.0 }
    #expect(result.2 == expected.map(\.0))
    #expect(result.3 == expected.map(\.1))
  }

  @Test func scatterDropsWhatIsOutOfBounds() throws {
    let result = try Run.kernel(
      try Case.kernel("scatter_drop"), [1, 0, 3, -1, 1, .max, .min] as [Int32],
      [1, 2, 4, 8, 16, 32, 64] as [Float], [7, 6, 5, 9, 8, 9, 9] as [Int32], [0.5, 0.5, 0.5] as [Float],
      [0, 0, 0] as [Int32], extents: [7, 3])
    #expect(result.3 == [2.5, 17.5, 0.5])
    #expect(result.4 == [6, 8, 0])
  }

  @Test func windowsReadOnlyInside() throws {
    let x = (0..<40).map { Float(($0 * 17) % 41) }
    let result = try Run.kernel(try Case.kernel("window_max"), x, [Float](repeating: 0, count: 24))
    let expected = (0..<24).map { position -> Float in
      let (row, column) = (position / 8 * 2, position % 8)
      let rows = max(row - 1, 0)...min(row + 1, 4)
      let columns = max(column - 1, 0)...min(column + 1, 7)
      return rows.flatMap { row in columns.map { x[row * 8 + $0] } }.max()!
    }
    #expect(result.1 == expected)
  }

  @Test func complexNumbersMultiply() throws {
    let result = try Run.kernel(
      try Case.kernel("complex_multiply"), [1, 2, 0, 1] as [Float], [3, 4, 0, 1] as [Float],
      [0, 0, 0, 0] as [Float], extents: [2])
    #expect(result.2 == [-5, 10, -1, 0])
  }

  @Test func eachLaneLeavesItsLoop() throws {
    let (x, y): ([Float], [Float]) = ([0, 2.5, -1, 0.3, -0.75, 1, .nan], [0, 0, 0, 0.5, 0.1, 1, 0])
    let result = try Run.kernel(
      try Case.kernel("escape_time"), x, y, [Int32](repeating: -1, count: 7), extents: [7])
    let expected = zip(x, y).map { x, y -> Int32 in
      var (real, imaginary, count): (Float, Float, Int32) = (0, 0, 0)
      while (real * real).addingProduct(imaginary, imaginary) <= 4, count < 50 {
        let next = real * real - imaginary * imaginary + x
        imaginary = y.addingProduct(real + real, imaginary)
        (real, count) = (next, count + 1)
      }
      return count
    }
    #expect(result.2 == expected)
    #expect(Set(expected).count > 3)
  }

  @Test(arguments: ["matmul_tile", "matmul_local"])
  func tilesMultiplyMatrices(name: String) throws {
    let a = (0..<20).map { Float($0 % 7) - 3 }
    let b = (0..<80).map { Float($0 % 11) / 4 }
    let result = try Run.kernel(try Case.kernel(name), a, b, [Float](repeating: .nan, count: 64))
    let expected = (0..<64).map { position -> Float in
      (0..<5).reduce(0) { $0.addingProduct(a[position / 16 * 5 + $1], b[$1 * 16 + position % 16]) }
    }
    #expect(result.2 == expected)
  }
}
