import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Structural primitives against plain loops over indices.
struct StructuralValueTests {
  private func at(_ index: [Int], of literal: Literal) -> Double {
    literal.numbers[zip(index, literal.type.shape.strides).map(*).reduce(0, +)]
  }

  /// `0, 1, 2, …` in `shape`.
  private func counting(_ extents: [Int], from start: Int = 0) throws -> Literal {
    let type = TensorType(.int32, try Shape(extents))
    return .make(type, (0..<type.shape.count).map { Kernel.Constant(.int32, integer: start + $0) })
  }

  private func apply(_ primitive: any Primitive, _ arguments: Literal...) throws -> Literal {
    try evaluateInAllWays(Sample(primitive, arguments.map(\.type)).graph(), arguments)[0]
  }

  private func check(_ result: Literal, _ expected: ([Int]) -> Double) {
    for index in indices(of: result.type.shape.extents) {
      #expect(at(index, of: result) == expected(index), "at \(index)")
    }
  }

  @Test func broadcastRepeats() throws {
    let x = try counting([4, 1, 3])
    let result = try apply(BroadcastInDim(shape: [3, 2, 4, 5], axes: [2, 1, 0]), x)
    #expect(result.type.shape.extents == [3, 2, 4, 5])
    check(result) { at([$0[2], 0, $0[0]], of: x) }
  }

  @Test func transposeExchangesAxes() throws {
    let x = try counting([2, 3, 4])
    let result = try apply(Transpose(permutation: [2, 0, 1]), x)
    #expect(result.type.shape.extents == [4, 2, 3])
    check(result) { at([$0[1], $0[2], $0[0]], of: x) }
  }

  @Test(arguments: [[24], [4, 6], [6, 1, 4], [2, 2, 2, 3], [1, 24, 1], [3, 8]])
  func reshapeKeepsTheOrder(_ shape: [Int]) throws {
    let x = try counting([2, 3, 4])
    let result = try apply(Reshape(shape: shape), x)
    #expect(result.type.shape.extents == shape)
    #expect(result.numbers == x.numbers)
  }

  @Test func reshapeOfMovedElements() throws {
    // Indices of a reshape go through reversed, shifted and strided axes when these are inlined.
    let x = try counting([7, 6])
    let builder = GraphBuilder()
    let operand = Tracer(builder.parameter(.tensor(x.type)), in: builder)
    let moved = Tracer.apply(Reverse(axes: [0, 1]), operand).slice([1, 0], [7, 5], strides: [2, 1])
    let graph = builder.finish(results: [moved.reshape(to: try Shape([5, 3])).value])
    let expected = [0, 2, 4].flatMap { row in (0..<5).map { column in at([5 - row, 5 - column], of: x) } }
    #expect(try evaluateInAllWays(graph, [x])[0].numbers == expected)
  }

  @Test(arguments: 0..<300)
  func chainsOfMovementsFuseIntoTheSameElements(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let builder = GraphBuilder()
    let x = try counting([Int.random(in: 1...5, using: &random), Int.random(in: 1...6, using: &random)])
    var value = Tracer(builder.parameter(.tensor(x.type)), in: builder)
    for _ in 0..<5 { value = randomMovement(of: value, &random) }
    let graph = builder.finish(results: [value.value])
    _ = try evaluateInAllWays(graph, [x])
  }

  private func randomMovement(of x: Tracer, _ random: inout SplitMix) -> Tracer {
    let extents = x.shape.extents
    func small() -> Int { Int.random(in: 0...2, using: &random) }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return x.transpose(extents.indices.shuffled(using: &random))
    case 1: return .apply(Reverse(axes: extents.indices.filter { _ in Bool.random(using: &random) }), x)
    case 2:
      let starts = extents.map { Int.random(in: 0..<max(1, $0), using: &random) }
      return x.slice(starts, extents, strides: extents.map { _ in small() + 1 })
    case 3:
      let low = extents.map { $0 > 2 ? small() - 1 : small() }
      let pad = Pad(low: low, high: extents.map { _ in small() }, interior: extents.map { _ in small() })
      return .apply(pad, x, x.filled(-1, .scalar(x.dtype)))
    case 4:
      let axis = Int.random(in: 0..<max(1, extents.count), using: &random)
      return .apply(Concatenate(axis: axis), [x, x, x])[0]
    default:
      let count = x.shape.count
      let divisor = (1...max(1, count)).filter { count % $0 == 0 }.randomElement(using: &random)!
      guard count > 0, let shape = try? Shape([count / divisor, divisor]) else { return x }
      return x.reshape(to: shape)
    }
  }

  @Test func sliceStrides() throws {
    let x = try counting([7, 9])
    let result = try apply(Slice(starts: [1, 2], limits: [6, 9], strides: [2, 3]), x)
    #expect(result.type.shape.extents == [3, 3])
    check(result) { at([1 + 2 * $0[0], 2 + 3 * $0[1]], of: x) }
  }

  @Test func reverse() throws {
    let x = try counting([3, 4])
    check(try apply(Reverse(axes: [0, 1]), x)) { at([2 - $0[0], 3 - $0[1]], of: x) }
  }

  @Test func concatenate() throws {
    let parts = [try counting([2, 3]), try counting([2, 0]), try counting([2, 2], from: 50)]
    let result = try apply(Concatenate(axis: 1), parts[0], parts[1], parts[2])
    #expect(result.numbers == [0, 1, 2, 50, 51, 3, 4, 5, 52, 53])
    let negated = graph(parts.map(\.type)) { [-Tracer.apply(Concatenate(axis: 1), $0)[0]] }
    #expect(try evaluateInAllWays(negated, parts)[0].numbers == result.numbers.map(-))
  }

  @Test(arguments: -2...2, -2...2)
  func pad(_ low: Int, _ high: Int) throws {
    for (extent, interior) in [(3, 0), (3, 2), (1, 1), (0, 1), (4, 1)] {
      let x = try counting([extent])
      let dilated = (0..<max(0, extent + (extent - 1) * interior)).map {
        $0 % (interior + 1) == 0 ? $0 / (interior + 1) : -1
      }
      guard dilated.count + low + high >= 0 else { continue }
      let expected = (0..<dilated.count + low + high).map { position in
        dilated.indices.contains(position - low) ? dilated[position - low] : -1
      }
      let pad = Pad(low: [low], high: [high], interior: [interior])
      let padding = Literal(splat: Kernel.Constant(.int32, integer: -1), shape: .scalar)
      // Once with a kernel of its own, once inside that of the negation.
      let padded = graph([x.type, padding.type]) { [.apply(pad, $0[0], $0[1])] }
      let negated = graph([x.type, padding.type]) { [-.apply(pad, $0[0], $0[1])] }
      let result = try evaluateInAllWays(padded, [x, padding])[0].numbers
      #expect(result == expected.map(Double.init), "extent \(extent), interior \(interior)")
      #expect(try evaluateInAllWays(negated, [x, padding])[0].numbers == result.map(-))
    }
  }

  @Test func iotaCountsAlongItsAxis() throws {
    for dtype in [DType.int8, .uint64, .float16, .bfloat16, .float64] {
      let graph = try Sample(Iota(dtype, shape: [2, 3], axis: 1), []).graph()
      #expect(try evaluate(graph, [])[0].numbers == [0, 1, 2, 0, 1, 2])
    }
  }

  @Test func bitsChangeTheirWidth() throws {
    let words = Literal.make(.uint32, integers: 0x0403_0201, 0xF0E0_D0C0)
    let bytes = try apply(BitcastConvert(.uint8), words)
    #expect(bytes.type.shape.extents == [2, 4])
    #expect(bytes.numbers == [1, 2, 3, 4, 0xC0, 0xD0, 0xE0, 0xF0])
    #expect(try apply(BitcastConvert(.uint32), bytes) == words)
    let one = try apply(BitcastConvert(.int32), .make(.float32, 1))
    #expect(one.numbers == [Double(0x3F80_0000)])
    let halves = try apply(BitcastConvert(.bfloat16), .make(.float32, 1, -2))
    #expect(halves.numbers == [0, 1, 0, -2])
    #expect(try apply(BitcastConvert(.float32), halves).numbers == [1, -2])
  }

  @Test func aTableThatIsNoSplatIsRead() throws {
    let table = try counting([2, 3], from: 4)
    #expect(try evaluateInAllWays(Sample(Constant(table), []).graph(), []) == [table])
  }
}
