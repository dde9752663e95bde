import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct CollectivePrimitiveTests {
  private static let vector = TensorType(.float64, 2)
  private static let place = TensorType.scalar(.int32)

  private static let collectives: [any CollectivePrimitive] = [AllSum("i", size: 3), AllGather("i", size: 3)]

  private func application(_ collective: any CollectivePrimitive) -> Graph {
    graph([Self.vector, Self.place]) { [Tracer.apply(collective, $0[0], $0[1])] }
  }

  @Test(arguments: collectives)
  func textReadsBack(_ collective: any CollectivePrimitive) throws {
    let graph = application(collective)
    #expect(graph.description.contains("{axis = \"i\", size = 3}"), "\(graph)")
    #expect(try Graph(parsing: graph.description, vocabulary: .standard) == graph)
  }

  @Test func types() throws {
    func message(_ primitive: any Primitive, _ operands: [TensorType]) -> String? {
      do throws(JAXError) {
        return "\(try primitive.resultTypes(of: operands.map { .tensor($0) }, regions: [])[0])"
      } catch {
        return error.message
      }
    }
    #expect(message(AllSum("i", size: 3), [Self.vector, Self.place]) == "f64[2]")
    #expect(message(AllGather("i", size: 3), [Self.vector, Self.place]) == "f64[3,2]")
    #expect(
      message(AllSum("i", size: 3), [Self.vector, Self.vector])
        == "all_sum takes the place along 'i' as i32[], not f64[2]")
    #expect(
      message(AllSum("i", size: 3), [.scalar(.bool), Self.place]) == "all_sum adds numbers, not bool[]")
  }

  /// Without its batch it means nothing.
  @Test(arguments: collectives)
  func unboundIsAnError(_ collective: any CollectivePrimitive) throws {
    let error = try #require(throws: JAXError.self) { try evaluate(application(collective), []) }
    #expect(error.message == "no batch binds the axis 'i'")
  }

  /// Only the batch that the place differs in binds the axis.
  @Test(arguments: collectives)
  func otherBatchesPassItOn(_ collective: any CollectivePrimitive) throws {
    let other = try application(collective).vectorized(axes: [1, nil], size: 5)
    #expect(other.graph.instructions.count == 1)
    #expect(other.graph.instructions[0].primitive as? AllSum == collective as? AllSum)
    #expect(other.axes == [collective is AllSum ? 1 : 2])
    let own = try other.graph.vectorized(axes: [0, 0], size: 3)
    #expect(!own.graph.instructions.contains { $0.primitive is any CollectivePrimitive })
    #expect(own.axes == [nil])
    #expect(throws: JAXError.self) { try other.graph.vectorized(axes: [0, 0], size: 4) }
  }

  /// The transpose of the batch is the batch of the transpose.
  @Test(arguments: collectives)
  func transposesCommuteWithBatches(_ collective: any CollectivePrimitive) throws {
    var random = SplitMix(seed: 7)
    let graph = application(collective)
    let batch = try graph.vectorized(leading: [true, true], size: 3)
    let transposed = try batch.transposed(linear: [true, false])
    let cotangent = Literal.random(batch.resultTypes[0].tensor!, in: -1...1, &random)
    let places = try Literal(TensorType(.int32, 3), of: [0, 1, 2] as [Int32])
    let expected = try evaluate(transposed, [places, cotangent])
    let other = try graph.transposed(linear: [true, false]).vectorized(leading: [true, true], size: 3)
    let given = try evaluate(other, [places, cotangent])
    #expect(given[0].type == TensorType(.float64, 3, 2))
    for (a, b) in zip(given[0].elements(Double.self), expected[0].elements(Double.self)) {
      #expect(abs(a - b) < 1e-14)
    }
  }

  /// Through functions, second runs of which pass the axis on, and choices: the place goes along as any operand.
  @Test(arguments: [true, false])
  func regionsPassItOn(isCheckpoint: Bool) throws {
    var random = SplitMix(seed: 8)
    let body = region([Self.vector, Self.place]) {
      [$0[0] * Tracer.apply(AllSum("i", size: 3), $0[0], $0[1])]
    }
    let types = isCheckpoint ? [Self.vector, Self.place] : [Self.vector, Self.place, .scalar(.int32)]
    let graph = graph(types) { values in
      isCheckpoint
        ? Tracer.apply(Checkpoint(), values, regions: [body])
        : Tracer.apply(Case(), [values[2], values[0], values[1]], regions: [body, body])
    }
    let plain = JAXPrimitivesTests.graph([Self.vector, Self.place]) {
      [$0[0] * Tracer.apply(AllSum("i", size: 3), $0[0], $0[1])]
    }
    let points = Literal.random(TensorType(.float64, 3, 2), in: -1...1, &random)
    let places = try Literal(TensorType(.int32, 3), of: [0, 1, 2] as [Int32])
    let which = try Literal(.scalar(.int32), of: [1] as [Int32])
    let inputs = isCheckpoint ? [points, places] : [points, places, which]
    func both(_ graph: Graph, _ inputs: [Literal]) throws -> [[Double]] {
      let axes: [Bool] = [true, true] + (inputs.count == 3 ? [false] : [])
      let active = [true, false] + (inputs.count == 3 ? [false] : [])
      let derivative = try graph.pulledBack(active)
      let forward = try derivative.forward.vectorized(leading: axes, size: 3)
      let values = try evaluate(forward, inputs)
      let count = derivative.forward.results.count - graph.results.count
      let ones = try Literal(TensorType(.float64, 3, 2), of: [Double](repeating: 1, count: 6))
      let backward = try derivative.backward.vectorized(
        leading: [Bool](repeating: true, count: count + 1), size: 3)
      return try (values.prefix(1) + evaluate(backward, Array(values.suffix(count)) + [ones])).map {
        $0.elements(Double.self)
      }
    }
    for (given, expected) in zip(try both(graph, inputs), try both(plain, [points, places])) {
      for (a, b) in zip(given, expected) { #expect(abs(a - b) < 1e-14) }
    }
  }
}
