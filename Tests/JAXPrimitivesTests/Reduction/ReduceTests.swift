import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ReduceTests {
  /// A body of scalars: the accumulators, then the elements.
  static func region(_ dtypes: [DType], _ body: ([Tracer], [Tracer]) -> [Tracer]) -> Region {
    let scalars = dtypes.map(TensorType.scalar)
    return Region(
      graph(scalars + scalars) { body(Array($0.prefix(dtypes.count)), Array($0.suffix(dtypes.count))) })
  }

  /// The larger value with its index, the lower index of equals.
  static let argmaxBody = region([.float32, .int32]) { best, next in
    let isGreater = next[0].compare(.greater, best[0])
    let isEqual = next[0].compare(.equal, best[0])
    let isFirst = next[1].compare(.less, best[1])
    let takesIndex = isGreater.select(isGreater, isEqual.select(isFirst, isEqual))
    return [isGreater.select(next[0], best[0]), takesIndex.select(next[1], best[1])]
  }

  static func argmax(_ extents: [Int], axis: Int, order: ReductionOrder) throws -> Graph {
    let values = try TensorType(.float32, extents)
    let indices = try TensorType(.int32, extents)
    return try graph(
      of: Reduce(axes: [axis], order: order),
      [values, indices, .scalar(.float32), .scalar(.int32)], regions: [argmaxBody])
  }

  @Test(arguments: [[1], [5], [70], [4, 9], [9, 20], [3, 5, 17], [3, 0, 2]])
  func argmaxFindsTheFirst(extents: [Int]) throws {
    var generator = SplitMix(seed: 23)
    let count = extents.reduce(1, *)
    let values = (0..<count).map { _ in Float(Int.random(in: 0...6, using: &generator)) }
    for axis in extents.indices {
      for order in [ReductionOrder.sequential, .init(lanes: 8), .init(lanes: 2, block: 4)] {
        let graph = try ReduceTests.argmax(extents, axis: axis, order: order)
        let positions = indices(of: extents).map { Int32($0[axis]) }
        let types = graph.parameterTypes.compactMap(\.tensor)
        let results = try evaluateInAllWays(
          graph,
          [
            Literal(types[0], of: values), Literal(types[1], of: positions),
            Literal(types[2], of: [-Float.infinity]), Literal(types[3], of: [Int32.max]),
          ])
        let plain = PlainReduction(
          extents: extents, axes: [axis], order: .sequential, initial: (-Float.infinity, Int32.max)
        ) { best, next in next.0 > best.0 ? next : best }
        let expected = plain(Array(zip(values, positions)))
        #expect(results[0].elements(Float.self) == expected.map(\.0))
        #expect(results[1].elements(Int32.self) == expected.map(\.1), "\(order.text)")
      }
    }
  }

  @Test func sumsEqualTheMonoid() throws {
    var generator = SplitMix(seed: 29)
    let body = ReduceTests.region([.float32]) { [$0[0] + $1[0]] }
    let type = try TensorType(.float32, [3, 40, 5])
    let input = try Literal.random(type, using: &generator)
    for axes in [[0], [1, 2], [0, 2], [0, 1, 2], []] {
      let general = Reduce(axes: axes, of: [type])
      let sum = ReduceSum(axes: axes, of: type)
      #expect(general.order == sum.order)
      let got = try evaluateInAllWays(
        graph(of: general, [type, .scalar(.float32)], regions: [body]),
        [input, Literal(.scalar(.float32), of: [Float(0)])])
      #expect(try got == evaluate(graph(of: sum, [type]), [input]))
    }
  }

  @Test func nothingGivesTheInitialValue() throws {
    let body = ReduceTests.region([.int32]) { [$0[0] + $1[0]] }
    let type = try TensorType(.int32, [2, 0])
    let function = try graph(of: Reduce(axes: [1], of: [type]), [type, .scalar(.int32)], regions: [body])
    let inputs = try [Literal(type, of: [Int32]()), Literal(.scalar(.int32), of: [Int32(9)])]
    #expect(try evaluateInAllWays(function, inputs)[0].elements(Int32.self) == [9, 9])
  }

  @Test func batchesEqualLoops() throws {
    var generator = SplitMix(seed: 31)
    for order in [ReductionOrder.sequential, .init(lanes: 4, block: 3)] {
      let graph = try ReduceTests.argmax([4, 9], axis: 1, order: order)
      let axes: [[Int?]] = [
        [0, 0, nil, nil], [2, 1, nil, nil], [1, nil, nil, nil], [0, 0, 0, nil], [nil, nil, 0, 0],
        [nil, 2, nil, 0],
      ]
      for axes in axes { try expectBatching(of: graph, axes: axes, size: 3, using: &generator) }
      // A batch of batches: the initial values have the shape of the results.
      let nested = try graph.vectorized(axes: [0, 0, 0, nil], size: 2).graph
      for axes in [[0, nil, 1, nil], [nil, 1, nil, 0], [nil, nil, nil, 0]] as [[Int?]] {
        try expectBatching(of: nested, axes: axes, size: 3, using: &generator)
      }
    }
  }

  /// The derivative of a product by a body is right at zeros, too.
  @Test func tangentsReduceDualNumbers() throws {
    let body = ReduceTests.region([.float64]) { [$0[0] * $1[0]] }
    let type = try TensorType(.float64, [4])
    let function = try graph(
      of: Reduce(axes: [0], order: .init(lanes: 2)), [type, .scalar(.float64)], regions: [body])
    let derivative = try function.jvp([true, false])
    try derivative.graph.verify()
    let one = try Literal(.scalar(.float64), of: [1.0])
    let results = try evaluateInAllWays(
      derivative.graph,
      [Literal(type, of: [2.0, 0, 3, 5]), one, Literal(type, of: [1.0, 10, 100, 1_000])])
    #expect(results[0].elements(Double.self) == [0])
    #expect(results[1].elements(Double.self) == [300])
  }

  /// Each lane, each block and the results of blocks start from the initial value, whether it is neutral or not.
  @Test(arguments: [
    (ReductionOrder.sequential, 1), (.init(lanes: 2), 2), (.init(lanes: 1, block: 2), 3),
    (.init(lanes: 2, block: 2), 6),
  ])
  func everyAccumulatorHasTheTangentOfTheStart(_ order: ReductionOrder, _ starts: Int) throws {
    let body = ReduceTests.region([.float64]) { [$0[0] * $1[0]] }
    let type = try TensorType(.float64, [3])
    let function = try graph(
      of: Reduce(axes: [0], order: order), [type, .scalar(.float64)], regions: [body])
    let start = try Literal(.scalar(.float64), of: [2.0])
    let elements = try Literal(type, of: [2.0, 3, 5])
    // y = 30 sⁿ: ẏ = 15 sⁿ ẋ₀ + 30 n sⁿ⁻¹ ṡ
    let power = (0..<starts).reduce(1.0) { power, _ in power * 2 }
    let whole = try evaluateInAllWays(
      function.jvp([true, true]).graph,
      [elements, start, Literal(type, of: [1.0, 0, 0]), Literal(.scalar(.float64), of: [1.0])])
    #expect(whole[0].elements(Double.self) == [30 * power])
    #expect(whole[1].elements(Double.self) == [15 * power + 15 * Double(starts) * power])
  }

  @Test func argmaxHasTheTangentOfTheWinner() throws {
    let function = try ReduceTests.argmax([5], axis: 0, order: .init(lanes: 4))
    let derivative = try function.jvp([true, false, false, false])
    let types = derivative.graph.parameterTypes.compactMap(\.tensor)
    let results = try evaluateInAllWays(
      derivative.graph,
      [
        Literal(types[0], of: [1, 7, 3, 7, 2] as [Float]), Literal(types[1], of: [0, 1, 2, 3, 4] as [Int32]),
        Literal(types[2], of: [-Float.infinity]), Literal(types[3], of: [Int32.max]),
        Literal(types[4], of: [10, 20, 30, 40, 50] as [Float]),
      ])
    #expect(results[0].elements(Float.self) == [7] && results[1].elements(Int32.self) == [1])
    #expect([20, 40].contains(results[2].elements(Float.self)[0]))
  }

  // MARK: Mistakes

  private func message(
    _ types: [TensorType], axes: [Int] = [0], _ regions: [Region]
  ) -> String? {
    do throws(JAXError) {
      _ = try Reduce(axes: axes, order: .sequential).resultTypes(
        of: types.map { .tensor($0) }, regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func mistakesAreNamed() throws {
    let sum = ReduceTests.region([.float32]) { [$0[0] + $1[0]] }
    let type = try TensorType(.float32, [4, 3])
    let scalar = TensorType.scalar(.float32)
    #expect(message([type, scalar], [sum]) == nil)
    #expect(try message([type, TensorType(.float32, [3])], [sum]) == nil)
    #expect(
      message([type, scalar, scalar], [sum])
        == "a reduction takes tensors and as many initial values, not 3 values")
    #expect(
      message([], [sum]) == "a reduction takes tensors and as many initial values, not 0 values")
    #expect(
      try message([type, TensorType(.float32, [4]), scalar, scalar], [sum])
        == "the operands f32[4,3] and f32[4] differ in shape")
    #expect(message([type, scalar], axes: [2], [sum]) == "axis 2 is out of range: f32[4,3] has 2 axes")
    #expect(
      message([type, .scalar(.int32)], [sum]) == "the initial value of f32[4,3] is f32[], not i32[]")
    #expect(message([type, scalar], []) == "a reduction has one body, not 0")
    #expect(
      message([type, scalar], [ReduceTests.argmaxBody])
        == "the body of the reduction takes (f32[], f32[]) and gives (f32[]); this one takes "
        + "(f32[], i32[], f32[], i32[]) and gives (f32[], i32[])")
  }

  /// A body may hold a call, which has to be inlined before.
  @Test func bodiesThatAreNotScalarCodeAreNamed() throws {
    let sum = ReduceTests.region([.float32]) { [$0[0] + $1[0]] }
    let body = ReduceTests.region([.float32]) { Tracer.apply(Call("f"), $0 + $1, regions: [sum]) }
    let type = try TensorType(.float32, [4])
    let function = try graph(
      of: Reduce(axes: [0], order: .sequential), [type, .scalar(.float32)], regions: [body])
    #expect {
      try LoweredProgram(function)
    } throws: { error in
      (error as? JAXError)?.message == "call inside a region of scalars"
    }
  }
}
