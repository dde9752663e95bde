import JAXCodegen
import JAXIR
import Testing

/// Reductions: the order of every combination is fixed, whatever runs at once.
struct ReductionTests {
  /// The order that `Kernel.Reduction` states, on values of any kind.
  static func reduce<Value>(
    rows: [[Value]], lanes: Int, initial: Value, combine: (Value, Value) -> Value
  ) -> Value {
    var accumulators = [Value](repeating: initial, count: lanes)
    for row in rows {
      for (position, element) in row.enumerated() {
        accumulators[position % lanes] = combine(accumulators[position % lanes], element)
      }
    }
    var half = lanes / 2
    while half > 0 {
      for lane in 0..<half { accumulators[lane] = combine(accumulators[lane], accumulators[lane + half]) }
      half /= 2
    }
    return accumulators[0]
  }

  struct Lanes: CustomStringConvertible, Sendable {
    let lanes: Int
    let vector: Int
    var description: String { "\(lanes) lanes, \(vector) at once" }
  }

  static let shapes: [Lanes] =
    [1, 2, 4, 8, 16, 32, 64].flatMap { lanes in
      [1, 4, 8, 16].map { Lanes(lanes: lanes, vector: $0) }
    } + [Lanes(lanes: 1024, vector: 16)]

  @Test(arguments: shapes)
  func sums(_ shape: Lanes) throws {
    for count in boundaryExtents {
      let builder = KernelBuilder(name: "sum")
      let x = builder.parameter(.float32, count: count, access: .read)
      let out = builder.parameter(.float32, count: 1, access: .write)
      let zero = builder.constant(Kernel.Constant(.float32, 0))
      let sum = builder.reduce(
        over: [.constant(count)], lanes: shape.lanes, vector: shape.vector, from: [zero]
      ) {
        let value = builder.load(x, at: $0[0].index)
        return [value * value]
      } combine: {
        [$0[0] + $1[0]]
      }
      builder.store(sum[0], to: out, at: AffineIndex())
      let source = samples(count)
      let expected = Self.reduce(rows: [source.map { $0 * $0 }], lanes: shape.lanes, initial: 0, combine: +)
      let result = try NativeKernel(builder.finish()).run([bytes(source), bytes([Float(0)])])
      #expect(values(result[1]) == [expected], "\(shape) over \(count)")
    }
  }

  /// Two dimensions and extents that only the call knows.
  @Test(arguments: shapes)
  func rowsOfTheCall(_ shape: Lanes) throws {
    let builder = KernelBuilder(name: "rows")
    let x = builder.parameter(.float64, count: nil, access: .read)
    let out = builder.parameter(.float64, count: 1, access: .write)
    let rows = builder.extent()
    // A row is 37 apart, of which the call names how many to take.
    let columns = builder.extent()
    let one = builder.constant(Kernel.Constant(.float64, 1))
    let product = builder.reduce(
      over: [.value(rows.value), .value(columns.value)], lanes: shape.lanes, vector: shape.vector, from: [one]
    ) {
      [builder.load(x, at: AffineIndex($0[0].value, stride: 37) + $0[1].index)]
    } combine: {
      [$0[0] * $1[0]]
    }
    builder.store(product[0], to: out, at: AffineIndex())
    let native = try NativeKernel(builder.finish())
    for count in [0, 1, 2, 5, 15, 16, 17, 33, 36, 37] {
      let source = (0..<3).map { row in samples(37, seed: row + 1).map { Double($0) / 9 + 1.5 } }
      let expected = Self.reduce(
        rows: source.map { Array($0.prefix(count)) }, lanes: shape.lanes, initial: 1, combine: *)
      let flat = Array(source.joined().prefix(2 * 37 + max(count, 1)))
      let result = native.run([bytes(flat), bytes([0.0])], extents: [3, count])
      #expect(values(result[1]) == [expected], "\(shape) over 3 rows of \(count)")
    }
  }

  /// Two accumulators that depend on each other; ties and the position are part of the combination.
  @Test(arguments: shapes)
  func argmax(_ shape: Lanes) throws {
    for count in boundaryExtents where count > 0 {
      let kernel = Self.argmax(count: count, shape)
      let source = (0..<count).map { Float(($0 * 7) % 13) }
      let expected = source.firstIndex(of: source.max()!)!
      let result = try NativeKernel(kernel).run([bytes(source), bytes([Float(0)]), bytes([Int64(-1)])])
      #expect(values(result[1]) == [source.max()!])
      #expect(values(result[2]) == [Int64(expected)], "\(shape) over \(count)")
    }
  }

  private static func argmax(count: Int, _ shape: Lanes) -> Kernel {
    let builder = KernelBuilder(name: "argmax")
    let x = builder.parameter(.float32, count: count, access: .read)
    let best = builder.parameter(.float32, count: 1, access: .write)
    let place = builder.parameter(.int64, count: 1, access: .write)
    let initial = [
      builder.constant(Kernel.Constant(.float32, -Double.infinity)),
      builder.constant(Kernel.Constant(.int64, integer: 0)),
    ]
    let results = builder.reduce(
      over: [.constant(count)], lanes: shape.lanes, vector: shape.vector, from: initial
    ) {
      [builder.load(x, at: $0[0].index), $0[0]]
    } combine: { a, b in
      let isTie = a[0].compare(.equal, b[0]) & b[1].compare(.less, a[1])
      let takesOther = b[0].compare(.greater, a[0]) | isTie
      return [takesOther.select(b[0], a[0]), takesOther.select(b[1], a[1])]
    }
    builder.store(results[0], to: best, at: AffineIndex())
    builder.store(results[1], to: place, at: AffineIndex())
    return builder.finish()
  }

  /// A reduction for each column: the loop around it is the one that runs in vectors.
  @Test(arguments: shapes)
  func columns(_ shape: Lanes) throws {
    let rows = 21
    for count in [1, 3, 16, 33, 70] {
      for schedule in [
        Kernel.Schedule.serial, .vector(lanes: 8, interleave: 2), .vector(lanes: 16, interleave: 1),
      ] {
        let kernel = Self.columns(rows: rows, count: count, shape, schedule)
        let source = samples(rows * count)
        let expected = (0..<count).map { column in
          Self.reduce(
            rows: [(0..<rows).map { source[$0 * count + column] }], lanes: shape.lanes, initial: 0, combine: +
          )
        }
        let empty = bytes([Float](repeating: 0, count: count))
        let result = try NativeKernel(kernel).run([bytes(source), empty])
        #expect(values(result[1]) == expected, "\(shape), \(count) columns, \(schedule)")
      }
    }
  }

  private static func columns(rows: Int, count: Int, _ shape: Lanes, _ schedule: Kernel.Schedule) -> Kernel {
    let builder = KernelBuilder(name: "columns")
    let x = builder.parameter(.float32, count: rows * count, access: .read)
    let out = builder.parameter(.float32, count: count, access: .write)
    builder.loop(schedule, to: count) { column in
      let zero = builder.constant(Kernel.Constant(.float32, 0))
      let sum = builder.reduce(
        over: [.constant(rows)], lanes: shape.lanes, vector: shape.vector, from: [zero]
      ) {
        [builder.load(x, at: AffineIndex($0[0].value, stride: count) + column.index)]
      } combine: {
        [$0[0] + $1[0]]
      }
      builder.store(sum[0], to: out, at: column.index)
    }
    return builder.finish()
  }

  /// What is the same for every lane of the loop is reduced once; what is not may differ in length from lane to lane.
  @Test(arguments: shapes)
  func insideVectorLoops(_ shape: Lanes) throws {
    let count = 45
    let builder = KernelBuilder(name: "triangle")
    let x = builder.parameter(.float32, count: count, access: .read)
    let out = builder.parameter(.float32, count: count, access: .write)
    builder.loop(.vector(lanes: 8, interleave: 2), to: count) { row in
      let zero = builder.constant(Kernel.Constant(.float32, 0))
      let sum = { (bound: Kernel.Bound) in
        builder.reduce(over: [bound], lanes: shape.lanes, vector: shape.vector, from: [zero]) {
          [builder.load(x, at: $0[0].index)]
        } combine: {
          [$0[0] + $1[0]]
        }
      }
      builder.store(sum(.constant(count))[0] - sum(.value(row.value))[0], to: out, at: row.index)
    }
    let source = samples(count)
    let reduce = { (values: ArraySlice<Float>) in
      Self.reduce(rows: [Array(values)], lanes: shape.lanes, initial: 0, combine: +)
    }
    let expected = (0..<count).map { reduce(source[...]) - reduce(source[..<$0]) }
    let empty = bytes([Float](repeating: 0, count: count))
    let result = try NativeKernel(builder.finish()).run([bytes(source), empty])
    #expect(values(result[1]) == expected)
  }
}
