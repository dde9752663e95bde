import JAXCodegen
import JAXIR
import Testing

/// Loops over elements, at every remainder.
struct ElementwiseTests {
  /// `out[i] = x[i] * y[i] - x[i]`
  static func kernel(_ schedule: Kernel.Schedule, count: Int?) -> Kernel {
    let builder = KernelBuilder(name: "elementwise")
    let x = builder.parameter(.float32, count: count, access: .read)
    let y = builder.parameter(.float32, count: count, access: .read)
    let out = builder.parameter(.float32, count: count, access: .write)
    let upper = count.map(Kernel.Bound.constant) ?? .value(builder.extent().value)
    builder.loop(schedule, to: upper) { index, _ in
      let a = builder.load(x, at: index.index)
      let b = builder.load(y, at: index.index)
      builder.store(a * b - a, to: out, at: index.index)
      return []
    }
    return builder.finish()
  }

  static func expected(_ x: [Float], _ y: [Float]) -> [Float] {
    zip(x, y).map { x, y in
      let product = x * y
      return product - x
    }
  }

  @Test(arguments: vectorSchedules)
  func knownExtents(_ schedule: Kernel.Schedule) throws {
    for count in boundaryExtents {
      let native = try NativeKernel(Self.kernel(schedule, count: count))
      let (x, y) = (samples(count), samples(count, seed: 2))
      let out = native.run([bytes(x), bytes(y), bytes([Float](repeating: .nan, count: count))])
      #expect(values(out[2]) == Self.expected(x, y), "\(schedule) over \(count)")
    }
  }

  @Test(arguments: vectorSchedules)
  func extentsOfTheCall(_ schedule: Kernel.Schedule) throws {
    let native = try NativeKernel(Self.kernel(schedule, count: nil))
    for count in boundaryExtents {
      let (x, y) = (samples(count), samples(count, seed: 2))
      let out = native.run(
        [bytes(x), bytes(y), bytes([Float](repeating: .nan, count: count))], extents: [count])
      #expect(values(out[2]) == Self.expected(x, y), "\(schedule) over \(count)")
    }
  }

  @Test func everyCodeGenerationLevel() throws {
    let count = 131
    for level in 0...3 {
      let native = try NativeKernel(
        Self.kernel(.vector(lanes: 16, interleave: 2), count: count),
        options: CodegenOptions(optimizationLevel: level, economizes: false, verify: true))
      let (x, y) = (samples(count), samples(count, seed: 2))
      let out = native.run([bytes(x), bytes(y), bytes([Float](repeating: 0, count: count))])
      #expect(values(out[2]) == Self.expected(x, y))
    }
  }

  /// A step, an offset, a row and a broadcast: the affine places of one nest.
  @Test(arguments: vectorSchedules)
  func affinePlaces(_ schedule: Kernel.Schedule) throws {
    let (rows, columns) = (3, 37)
    let builder = KernelBuilder(name: "affine")
    let x = builder.parameter(.float32, count: rows * columns, access: .read)
    let row = builder.parameter(.float32, count: rows, access: .read)
    let out = builder.parameter(.float32, count: rows * columns, access: .write)
    builder.loop(to: rows) { r in
      // Only every other column, from the third on; the source is read backwards and with a gap.
      builder.loop(schedule, from: 2, to: columns, by: 2) { c in
        let place = AffineIndex(r.value, stride: columns) + c.index
        let backwards =
          AffineIndex(c.value, stride: -1, offset: columns - 1) + AffineIndex(r.value, stride: columns)
        let value =
          builder.load(x, at: place) - builder.load(x, at: backwards) * builder.load(row, at: r.index)
        builder.store(value, to: out, at: place)
      }
    }
    let native = try NativeKernel(builder.finish())
    let (source, weights) = (samples(rows * columns), samples(rows, seed: 3))
    var expected = [Float](repeating: 0, count: rows * columns)
    for r in 0..<rows {
      for c in stride(from: 2, to: columns, by: 2) {
        let product = source[r * columns + columns - 1 - c] * weights[r]
        expected[r * columns + c] = source[r * columns + c] - product
      }
    }
    let out1 = native.run([
      bytes(source), bytes(weights), bytes([Float](repeating: 0, count: rows * columns)),
    ])
    #expect(values(out1[2]) == expected)
  }

  @Test(arguments: vectorSchedules)
  func reversal(_ schedule: Kernel.Schedule) throws {
    for count in boundaryExtents where count > 0 {
      let builder = KernelBuilder(name: "reverse")
      let x = builder.parameter(.int16, count: count, access: .read)
      let out = builder.parameter(.int16, count: count, access: .write)
      builder.loop(schedule, to: count) { index in
        builder.store(
          builder.load(x, at: AffineIndex(index.value, stride: -1, offset: count - 1)), to: out,
          at: index.index)
      }
      let source = (0..<count).map { Int16($0 * 3) }
      let result = try NativeKernel(builder.finish()).run([
        bytes(source), bytes([Int16](repeating: 0, count: count)),
      ])
      #expect(values(result[1], as: Int16.self) == source.reversed())
    }
  }

  /// Booleans are bytes in memory and bits in vectors.
  @Test(arguments: vectorSchedules)
  func booleans(_ schedule: Kernel.Schedule) throws {
    for count in [1, 5, 33, 64] {
      let builder = KernelBuilder(name: "booleans")
      let x = builder.parameter(.bool, count: count, access: .read)
      let y = builder.parameter(.float64, count: count, access: .read)
      let out = builder.parameter(.bool, count: count, access: .write)
      builder.loop(schedule, to: count) { index in
        let isSmall = builder.load(y, at: index.index).compare(.less, 0)
        builder.store(builder.load(x, at: index.index) ^ isSmall, to: out, at: index.index)
      }
      let flags = (0..<count).map { UInt8($0 % 3 == 0 ? 1 : 0) }
      let numbers = samples(count).map(Double.init)
      let expected = zip(flags, numbers).map { $0 ^ ($1 < 0 ? 1 : 0) }
      let native = try NativeKernel(builder.finish())
      let result = native.run([flags, bytes(numbers), [UInt8](repeating: 9, count: count)])
      #expect(result[2] == expected)
    }
  }

  /// Every `stride`-th element from every place of the first row on, up to the very last of the buffer.
  @Test(arguments: [2, 3, 4, 5, 7, 8, 9], [2, 8, 16])
  func stridedLoads(stride: Int, lanes: Int) throws {
    for lead in 0..<stride {
      let count = lanes * (lead % 2 == 0 ? 2 : 4) + lead % 4
      let builder = KernelBuilder(name: "strided")
      let x = builder.parameter(.float32, count: lead + (count - 1) * stride + 1, access: .read)
      let out = builder.parameter(.float32, count: count, access: .write)
      builder.loop(.vector(lanes: lanes, interleave: 2), to: .constant(count)) { index, _ in
        builder.store(builder.load(x, at: index.index * stride + lead), to: out, at: index.index)
        return []
      }
      let elements = samples(lead + (count - 1) * stride + 1)
      let native = try NativeKernel(builder.finish())
      let results = native.run([bytes(elements), bytes([Float](repeating: .nan, count: count))])
      #expect(values(results[1]) == (0..<count).map { elements[lead + $0 * stride] })
    }
  }

  /// The coordinates of points, all of them: sums over rows too short for a loop.
  @Test(arguments: [1, 2, 3, 4, 5], [2, 8, 16])
  func sumsOfShortRows(length: Int, lanes: Int) throws {
    let count = lanes * 4 + 3
    let builder = KernelBuilder(name: "rows")
    let x = builder.parameter(.float32, count: count * length, access: .read)
    let out = builder.parameter(.float32, count: count, access: .write)
    builder.loop(.vector(lanes: lanes, interleave: 2), to: .constant(count)) { index, _ in
      let sum = builder.reduce(
        over: [.constant(length)], lanes: 1, from: [builder.constant(Kernel.Constant(.float32, bits: 0))]
      ) { place in
        [builder.load(x, at: index.index * length + place[0].index)]
      } combine: {
        [$0[0] + $1[0]]
      }
      builder.store(sum[0], to: out, at: index.index)
      return []
    }
    let elements = samples(count * length)
    let native = try NativeKernel(builder.finish())
    let results = native.run([bytes(elements), bytes([Float](repeating: .nan, count: count))])
    let expected = (0..<count).map { row -> Float in elements[row * length..<(row + 1) * length].reduce(0, +)
    }
    #expect(values(results[1]) == expected)
  }
}
