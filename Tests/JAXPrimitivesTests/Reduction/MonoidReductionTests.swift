import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct MonoidReductionTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let extents: [Int]
    let axes: [Int]
    var testDescription: String { "\(extents) over \(axes)" }
  }

  static let examples = [
    Example(extents: [], axes: []), Example(extents: [5], axes: []), Example(extents: [0], axes: [0]),
    Example(extents: [1], axes: [0]), Example(extents: [17], axes: [0]), Example(extents: [3, 0], axes: [1]),
    Example(extents: [0, 3], axes: [1]), Example(extents: [3, 4], axes: [0]),
    Example(extents: [3, 20], axes: [0]), Example(extents: [3, 70], axes: [1]),
    Example(extents: [5, 7], axes: [0, 1]), Example(extents: [2, 3, 5], axes: [0, 2]),
    Example(extents: [2, 5, 3, 4], axes: [1, 2]), Example(extents: [2, 5, 3, 4], axes: [0, 1, 3]),
    Example(extents: [2, 5, 3, 7], axes: [0, 2, 3]), Example(extents: [1, 9, 1], axes: [0, 2]),
  ]

  static func orders(_ type: TensorType, _ axes: [Int]) -> [ReductionOrder] {
    [
      .standard(type.dtype, type.shape, axes: axes), .sequential, ReductionOrder(lanes: 4),
      ReductionOrder(lanes: 8, block: 3), ReductionOrder(lanes: 1, block: 2),
      ReductionOrder(lanes: 2, block: 8),
    ]
  }

  /// Checks reductions of random elements against plain loops, bit for bit.
  private func check<P: MonoidReduction, Value>(
    _ primitive: P.Type, _ dtype: DType, _ example: Example, initial: Value,
    _ combine: @escaping (Value, Value) -> Value
  ) throws {
    var generator = SplitMix(seed: 7)
    let type = try TensorType(dtype, example.extents)
    let input = try Literal.random(type, using: &generator)
    for order in MonoidReductionTests.orders(type, example.axes) {
      let plain = PlainReduction(
        extents: example.extents, axes: example.axes, order: order, initial: initial, combine: combine)
      let result = try evaluateInAllWays(
        graph(of: P(axes: example.axes, order: order), [type]), [input], compiles: order.lanes == 8)[0]
      let expected = plain(input.elements())
      #expect(try result == Literal(result.type, of: expected), "\(P.name) \(order.text)")
    }
  }

  @Test(arguments: examples) func sumsAreExactInTheirOrder(_ example: Example) throws {
    try check(ReduceSum.self, .float32, example, initial: Float(0), +)
    try check(ReduceSum.self, .float64, example, initial: 0.0, +)
    try check(ReduceSum.self, .int8, example, initial: Int8(0), &+)
    try check(ReduceSum.self, .uint64, example, initial: UInt64(0), &+)
    try check(ReduceSum.self, .bool, example, initial: false) { $0 || $1 }
  }

  @Test(arguments: examples) func extremaAndLogic(_ example: Example) throws {
    try check(ReduceMax.self, .float32, example, initial: -Float.infinity) { max($0, $1) }
    try check(ReduceMin.self, .float64, example, initial: Double.infinity) { min($0, $1) }
    try check(ReduceMax.self, .int16, example, initial: Int16.min) { max($0, $1) }
    try check(ReduceMin.self, .int64, example, initial: Int64.max) { min($0, $1) }
    try check(ReduceMin.self, .uint8, example, initial: UInt8.max) { min($0, $1) }
    try check(ReduceMax.self, .bool, example, initial: false) { $0 || $1 }
    try check(ReduceAnd.self, .bool, example, initial: true) { $0 && $1 }
    try check(ReduceOr.self, .int32, example, initial: Int32(0), |)
    try check(ReduceAnd.self, .uint16, example, initial: UInt16.max, &)
  }

  @Test(arguments: examples) func products(_ example: Example) throws {
    try check(ReduceProduct.self, .float32, example, initial: Float(1), *)
    try check(ReduceProduct.self, .int32, example, initial: Int32(1), &*)
    try check(ReduceProduct.self, .bool, example, initial: true) { $0 && $1 }
  }

  @Test func halfPrecisionIsRoundedOnce() throws {
    // 2,048 + 1 rounds to 2,048 in f16: one after the other in f16 would stop there.
    let type = try TensorType(.float16, [4_096])
    let input = try Literal(type, of: [Float16](repeating: 1, count: 4_096))
    for order in MonoidReductionTests.orders(type, [0]) {
      let result = try evaluate(graph(of: ReduceSum(axes: [0], order: order), [type]), [input])[0]
      #expect(result.elements(Float16.self) == [4_096])
    }
  }

  @Test func complexSumsAndProducts() throws {
    let type = try TensorType(.complex64, [3])
    let input = try Literal(type, of: [1, 2, 3, -1, 0, 2] as [Float])
    let sum = try evaluate(graph(of: ReduceSum(axes: [0], of: type), [type]), [input])[0]
    #expect(sum.elements(Float.self) == [4, 3])
    // (1 + 2i)(3 - i) = 5 + 5i, times 2i is -10 + 10i.
    let product = try evaluate(graph(of: ReduceProduct(axes: [0], of: type), [type]), [input])[0]
    #expect(product.elements(Float.self) == [-10, 10])
  }

  @Test func notANumberPropagates() throws {
    let type = try TensorType(.float32, [40])
    for position in [0, 1, 31, 39] {
      var values = [Float](repeating: 1, count: 40)
      values[position] = .nan
      let input = try Literal(type, of: values)
      let most = try evaluate(graph(of: ReduceMax(axes: [0], of: type), [type]), [input])[0]
      let least = try evaluate(graph(of: ReduceMin(axes: [0], of: type), [type]), [input])[0]
      #expect(most.elements(Float.self)[0].isNaN && least.elements(Float.self)[0].isNaN)
    }
  }

  @Test func longReductionsRunInBlocks() throws {
    var generator = SplitMix(seed: 11)
    for (extents, axes) in [([40_000], [0]), ([3_000, 9], [0]), ([2, 17_000], [1])] {
      let type = try TensorType(.float32, extents)
      let order = ReductionOrder.standard(.float32, type.shape, axes: axes)
      #expect(order.block > 0)
      let input = try Literal.random(type, using: &generator)
      let plain = PlainReduction(extents: extents, axes: axes, order: order, initial: Float(0), combine: +)
      let result = try evaluateInAllWays(graph(of: ReduceSum(axes: axes, order: order), [type]), [input])[0]
      #expect(result.elements(Float.self) == plain(input.elements()))
    }
  }

  @Test func elementwiseOperandsAreComputedInPlace() throws {
    var generator = SplitMix(seed: 3)
    let type = try TensorType(.float32, [5, 70])
    let squares = graph([type]) { [Tracer.apply(ReduceSum(axes: [1], of: type), $0[0] * $0[0])] }
    _ = try evaluateInAllWays(squares, [try Literal.random(type, using: &generator)])
    #expect(try LoweredProgram(squares).program.kernels.count == 1)
  }

  @Test(arguments: examples) func batchesEqualLoops(_ example: Example) throws {
    var generator = SplitMix(seed: 5)
    let type = try TensorType(.float32, example.extents)
    for order in [
      ReductionOrder.standard(.float32, type.shape, axes: example.axes), .init(lanes: 4, block: 3),
    ] {
      let graph = try graph(of: ReduceSum(axes: example.axes, order: order), [type])
      for axis in 0...example.extents.count {
        try expectBatching(of: graph, axes: [axis], size: 3, using: &generator)
      }
    }
  }
}

struct ReductionOrderTests {
  @Test func textReadsBack() throws {
    for order in [ReductionOrder.sequential, .init(lanes: 64), .init(lanes: 1, block: 7)] {
      var reader = try TextReader(order.text)
      #expect(try ReductionOrder(from: &reader) == order)
      try reader.expectEnd()
    }
  }

  @Test func standardOrders() throws {
    func order(_ dtype: DType, _ extents: [Int], _ axes: [Int]) throws -> String {
      ReductionOrder.standard(dtype, try Shape(extents), axes: axes).text
    }
    #expect(try order(.float32, [1_000], [0]) == "lanes 64")
    #expect(try order(.float64, [1_000], [0]) == "lanes 32")
    #expect(try order(.bfloat16, [1_000], [0]) == "lanes 64")
    #expect(try order(.int8, [1_000], [0]) == "lanes 256")
    #expect(try order(.float32, [20], [0]) == "lanes 16")
    #expect(try order(.float32, [5], [0]) == "lanes 1")
    #expect(try order(.float32, [16_385], [0]) == "lanes 64 block 16384")
    #expect(try order(.float32, [100, 8], [0]) == "lanes 1")
    #expect(try order(.float32, [100, 7], [0]) == "lanes 64")
    #expect(try order(.float32, [2_000, 8], [0]) == "lanes 1 block 1024")
    #expect(try order(.float32, [4, 4, 4], [1, 2]) == "lanes 16")
    #expect(try order(.float32, [0, 4], [0, 1]) == "lanes 1")
    #expect(try order(.float32, [], []) == "lanes 1")
  }
}

struct ReductionTypeTests {
  private func message(_ primitive: any Primitive, _ types: [ValueType]) -> String? {
    do throws(JAXError) {
      _ = try primitive.resultTypes(of: types, regions: [])
      return nil
    } catch {
      return error.message
    }
  }

  @Test func mistakesAreNamed() throws {
    let type = ValueType.tensor(try TensorType(.float32, [2, 3]))
    let sequential = ReductionOrder.sequential
    #expect(message(ReduceSum(axes: [1], order: sequential), [type]) == nil)
    #expect(
      message(ReduceSum(axes: [2], order: sequential), [type])
        == "axis 2 is out of range: f32[2,3] has 2 axes")
    #expect(
      message(ReduceSum(axes: [-1], order: sequential), [type])
        == "axis -1 is out of range: f32[2,3] has 2 axes")
    #expect(message(ReduceMax(axes: [1, 1], order: sequential), [type]) == "axis 1 is named twice")
    #expect(
      message(ReduceMax(axes: [1, 0], order: sequential), [type])
        == "the axes [1, 0] are not in ascending order")
    #expect(message(ReduceAnd(axes: [0], order: sequential), [type]) == "an and of f32[2,3] has no meaning")
    #expect(
      message(ReduceSum(axes: [0], order: sequential), [.token]) == "a sum takes one tensor and no region")
    #expect(
      message(ReduceSum(axes: [0], order: sequential), [type, type])
        == "a sum takes one tensor and no region")
    #expect(
      message(ReduceSum(axes: [0], order: .init(lanes: 3)), [type])
        == "the lanes of an order are a power of two up to 4096, not 3")
    #expect(
      message(ReduceSum(axes: [0], order: .init(lanes: 2, block: 1)), [type])
        == "the block of an order is 0 or at least 2, not 1")
  }
}
