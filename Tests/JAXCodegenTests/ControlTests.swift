import JAXCodegen
import JAXIR
import Testing

/// Branches and loops inside loops, where lanes may differ in what they do.
struct ControlTests {
  static let count = 77

  /// Runs a kernel `i32[count] → i32[count]` and compares.
  private func check(
    _ schedule: Kernel.Schedule, expected: (Int32, [Int32]) -> Int32,
    _ body: (KernelBuilder, Kernel.Buffer, Scalar, Scalar) -> Scalar
  ) throws {
    let builder = KernelBuilder(name: "control")
    let x = builder.parameter(.int32, count: Self.count, access: .read)
    let out = builder.parameter(.int32, count: Self.count, access: .write)
    builder.loop(schedule, to: Self.count) { index in
      builder.store(body(builder, x, builder.load(x, at: index.index), index), to: out, at: index.index)
    }
    let source = (0..<Self.count).map { Int32(($0 * 31) % 47) - 9 }
    let empty = bytes([Int32](repeating: -1, count: Self.count))
    let result = try NativeKernel(builder.finish()).run([bytes(source), empty])
    #expect(values(result[1]) == source.map { expected($0, source) })
  }

  @Test(arguments: vectorSchedules)
  func cheapConditional(_ schedule: Kernel.Schedule) throws {
    try check(schedule, expected: { x, _ in x < 3 ? x &* 5 : x &- 100 }) { builder, _, value, _ in
      builder.conditional(value.compare(.less, 3)) {
        [value * 5]
      } otherwise: {
        [value - 100]
      }[0]
    }
  }

  /// Loads at places that only the lanes of the branch may touch: an inactive lane would read outside.
  @Test(arguments: vectorSchedules)
  func conditionalGather(_ schedule: Kernel.Schedule) throws {
    try check(schedule, expected: { x, all in x >= 0 ? all[Int(x)] &+ all[0] : x }) {
      builder, buffer, value, _ in
      builder.conditional(value.compare(.greaterEqual, 0)) {
        let place = value.convert(to: .int64).index
        return [builder.load(buffer, at: place) + builder.load(buffer, at: AffineIndex())]
      } otherwise: {
        [value]
      }[0]
    }
  }

  /// Collatz steps: each lane stops for itself, and carries what it had.
  @Test(arguments: vectorSchedules)
  func whilePerLane(_ schedule: Kernel.Schedule) throws {
    let steps = { (x: Int32) -> Int32 in
      var (value, count) = (x, Int32(0))
      while value > 1 {
        value = value % 2 == 0 ? value / 2 : 3 * value + 1
        count += 1
      }
      return count
    }
    try check(schedule, expected: { x, _ in steps(x) }) { builder, _, value, _ in
      builder.whileLoop(carrying: [value, value.constant(integer: 0)]) {
        $0[0].compare(.greater, 1)
      } body: { carried in
        let isEven = (carried[0] % carried[0].constant(integer: 2)).compare(.equal, 0)
        let next = builder.conditional(isEven) {
          [carried[0] / 2]
        } otherwise: {
          [carried[0] * 3 + 1]
        }
        return [next[0], carried[1] + 1]
      }[1]
    }
  }

  /// The same number of turns for all lanes.
  @Test(arguments: vectorSchedules)
  func uniformWhile(_ schedule: Kernel.Schedule) throws {
    let expected = { (x: Int32) in (0..<5).reduce(x) { $0 &* 3 &+ Int32($1) } }
    try check(schedule, expected: { x, _ in expected(x) }) { builder, _, value, _ in
      builder.whileLoop(carrying: [value, value.constant(integer: 0)]) {
        $0[1].compare(.less, 5)
      } body: {
        [$0[0] * 3 + $0[1], $0[1] + 1]
      }[0]
    }
  }

  /// A serial loop that carries, with bounds that differ between lanes, inside a conditional.
  @Test(arguments: vectorSchedules)
  func loopsOfDifferentLengths(_ schedule: Kernel.Schedule) throws {
    let expected = { (x: Int32, all: [Int32]) -> Int32 in
      guard x > 2 else { return 0 }
      return stride(from: 2, to: Int(x), by: 3).reduce(x) { $0 &* 7 &+ all[$1] }
    }
    try check(schedule, expected: expected) { builder, buffer, value, _ in
      builder.conditional(value.compare(.greater, 2)) {
        let end = value.convert(to: .int64)
        return builder.loop(from: .constant(2), to: .value(end.value), by: 3, carrying: [value]) {
          index, carried in
          [carried[0] * 7 + builder.load(buffer, at: index.index)]
        }
      } otherwise: {
        [value.constant(integer: 0)]
      }[0]
    }
  }

  @Test(arguments: vectorSchedules)
  func unrolled(_ schedule: Kernel.Schedule) throws {
    let expected = { (x: Int32) in (0..<4).reduce(x) { $0 &* 11 &- Int32($1) } }
    try check(schedule, expected: { x, _ in expected(x) }) { builder, _, value, _ in
      builder.loop(.unrolled, to: .constant(4), carrying: [value]) { index, carried in
        [carried[0] * 11 - index.convert(to: .int32)]
      }[0]
    }
  }

  /// Masks of loads and stores, uniform and varying, at contiguous, fixed and computed places.
  @Test(arguments: vectorSchedules)
  func masks(_ schedule: Kernel.Schedule) throws {
    let builder = KernelBuilder(name: "masks")
    let x = builder.parameter(.int32, count: Self.count, access: .read)
    let sparse = builder.parameter(.int32, count: Self.count, access: .write)
    let shifted = builder.parameter(.int32, count: Self.count, access: .write)
    let scattered = builder.parameter(.int32, count: Self.count, access: .write)
    builder.loop(schedule, to: Self.count) { index in
      let value = builder.load(x, at: index.index)
      builder.store(value, to: sparse, at: index.index, mask: value.compare(.less, 7))
      // Past the end for the last five: masked off.
      let inside = index.compare(.less, index.constant(integer: Self.count - 5))
      let next = builder.load(x, at: index.index + 5, mask: inside, otherwise: value * 2)
      builder.store(next, to: shifted, at: index.index)
      let first = builder.load(x, at: AffineIndex(), mask: inside, otherwise: value)
      let place = (index * index.constant(integer: 5)) % index.constant(integer: Self.count)
      builder.store(first + value, to: scattered, at: place.index, mask: inside)
    }
    let source = (0..<Self.count).map { Int32(($0 * 31) % 47) - 9 }
    let empty = [Int32](repeating: -77, count: Self.count)
    let result = try NativeKernel(builder.finish()).run([source, empty, empty, empty].map(bytes))
    #expect(values(result[1]) == source.map { $0 < 7 ? $0 : -77 })
    #expect(values(result[2]) == source.indices.map { $0 + 5 < Self.count ? source[$0 + 5] : source[$0] * 2 })
    var expected = empty
    for index in 0..<Self.count - 5 { expected[index * 5 % Self.count] = source[0] + source[index] }
    #expect(values(result[3]) == expected)
  }
}
