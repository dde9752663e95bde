import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Windows against plain loops over the padded, dilated tensor.
struct WindowValueTests {
  /// A tensor of one axis with gaps and padding; nil where there is no element.
  private func padded(_ x: [Int], _ windows: Windows) -> [Int?] {
    let step = windows.baseDilations[0]
    let count = x.isEmpty ? 0 : (x.count - 1) * step + 1
    return (0..<max(0, count + windows.low[0] + windows.high[0])).map { place in
      let own = place - windows.low[0]
      return (0..<count).contains(own) && own % step == 0 ? x[own / step] : nil
    }
  }

  private func places(_ x: [Int?], _ windows: Windows) -> [[Int?]] {
    let reach = (windows.sizes[0] - 1) * windows.dilations[0] + 1
    guard x.count >= reach, !x.isEmpty else { return [] }
    return stride(from: 0, through: x.count - reach, by: windows.strides[0]).map { start in
      (0..<windows.sizes[0]).map { x[start + $0 * windows.dilations[0]] }
    }
  }

  private func literal(_ values: [Int]) -> Literal {
    .make(TensorType(.int32, values.count), values.map { Kernel.Constant(.int32, integer: $0) })
  }

  private func windows(_ random: inout SplitMix) -> Windows {
    func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    return Windows(
      sizes: [int(1...4)], strides: [int(1...3)], dilations: [int(1...3)], baseDilations: [int(1...3)],
      low: [int(-2...3)], high: [int(-2...3)])
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func windowsAreReducedInOrder(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let windows = windows(&random)
    let x = (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: -9...9, using: &random) }
    let expected = places(padded(x, windows), windows).map { window in
      // No sum: the order shows.
      window.reduce(5) { $0 &* 3 &+ ($1 ?? 5) }
    }
    let initial = Literal(splat: Kernel.Constant(.int32, integer: 5), shape: .scalar)
    let graph = try graph(
      of: ReduceWindow(windows), [literal(x).type, initial.type],
      regions: [.binary(.int32) { $0 + $0 + $0 + $1 }])
    let result = try evaluateInAllWays(graph, [literal(x), initial], compiles: seed % 6 == 0)[0]
    #expect(result == literal(expected), "seed \(seed): \(windows)")
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func elementsAreChosenInOrder(_ seed: UInt64) throws {
    var random = SplitMix(seed: 500 + seed)
    let windows = windows(&random)
    let x = (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: -3...3, using: &random) }
    // The positions stand for the elements.
    let chosen = places(padded(Array(x.indices), windows), windows).map { window in
      window.compactMap { $0 }.reduce(nil as Int?) { best, next in
        best.map { x[$0] >= x[next] ? $0 : next } ?? next
      }
    }
    let select = Region.binary(.int32) { $0.compare(.greaterEqual, $1) }
    let other = x.map { $0 * 100 + 7 }
    let gather = try graph(
      of: SelectAndGather(windows), [literal(x).type, literal(x).type], regions: [select])
    let gathered = try evaluateInAllWays(gather, [literal(other), literal(x)], compiles: seed % 6 == 0)[0]
    #expect(gathered == literal(chosen.map { $0.map { other[$0] } ?? 0 }), "seed \(seed): \(windows)")

    var expected = x.map { _ in 1 }
    let source = chosen.indices.map { $0 + 2 }
    for (place, value) in zip(chosen, source) {
      if let place { expected[place] = expected[place] * 3 + value }
    }
    let one = Literal(splat: Kernel.Constant(.int32, integer: 1), shape: .scalar)
    let scatter = try graph(
      of: SelectAndScatter(windows), [literal(x).type, literal(source).type, one.type],
      regions: [select, .binary(.int32) { $0 + $0 + $0 + $1 }])
    let arguments = [literal(x), literal(source), one]
    #expect(
      try evaluateInAllWays(scatter, arguments, compiles: seed % 6 == 0)[0] == literal(expected),
      "seed \(seed)")
  }

  @Test(arguments: [false, true], [0, 1, 2])
  func elementsAreAccumulatedInOrder(_ isReverse: Bool, _ axis: Int) throws {
    let extents = [3, 4, 5]
    let type = TensorType(.int32, try Shape(extents))
    let x = Literal.make(type, (0..<60).map { Kernel.Constant(.int32, integer: $0 * 7 % 11) })
    let two = Literal(splat: Kernel.Constant(.int32, integer: 2), shape: .scalar)
    // 3 · accumulator + element, of the earlier and the later one in the order of memory.
    let graph = try graph(
      of: Cumulate(axis: axis, isReverse: isReverse), [type, two.type],
      regions: [.binary(.int32) { $0 + $0 + $0 + $1 }])
    let result = try evaluateInAllWays(graph, [x, two])[0].numbers.map { Int($0) }
    for index in indices(of: extents) {
      let range = isReverse ? Array((index[axis]..<extents[axis]).reversed()) : Array(0...index[axis])
      let expected = range.reduce(2) { accumulator, place in
        var other = index
        other[axis] = place
        let element = Int(x.numbers[position(other, in: extents)])
        return isReverse ? 3 * element + accumulator : 3 * accumulator + element
      }
      #expect(result[position(index, in: extents)] == expected, "at \(index)")
    }
  }

  /// The tangent of a greatest element is that of the first of equals, as in JAX.
  @Test func poolingHasTheTangentOfTheChosenElement() throws {
    let windows = Windows(sizes: [2], strides: [2], low: [1], high: [0])
    let (x, least) = (Literal.make(.float64, 3, 1, 1, 4), Literal.make(.float64, -.infinity))
    let operand = x.type
    let graph = try graph(
      of: ReduceWindow(windows), [operand, TensorType(.float64)],
      regions: [.binary(.float64) { $0.maximum($1) }])
    let derivative = try graph.jvp([true, false])
    let scalar = try Literal(TensorType(.float64), bytes: least.expandedBytes)
    let results = try evaluate(derivative.graph, [x, scalar, .make(.float64, 10, 20, 30, 40)])
    #expect(results.map(\.numbers) == [[3, 1], [10, 20]])
  }

  @Test func constraints() throws {
    let operand = TensorType(.float32, 4)
    let sum = Region.binary(.float32) { $0 + $1 }
    func message(_ primitive: any Primitive, _ types: [TensorType], _ regions: [Region]) throws -> String {
      try #require(throws: JAXError.self) {
        try primitive.resultTypes(of: types.map(ValueType.tensor), regions: regions)
      }.message
    }
    let scalar = TensorType(.float32)
    let pair = ReduceWindow(Windows(sizes: [2]))
    #expect(try message(pair, [operand], [sum]).contains("as many initial values"))
    #expect(try message(pair, [operand, TensorType(.int32)], [sum]).contains("the initial value of f32[4]"))
    #expect(try message(pair, [operand, scalar], []).contains("the body takes"))
    #expect(
      try message(ReduceWindow(Windows(sizes: [2, 2])), [operand, scalar], [sum]).contains("of 2 axes"))
    #expect(try message(ReduceWindow(Windows(sizes: [0])), [operand, scalar], [sum]).contains("at least 1"))
    let huge = Windows(sizes: [Int.max / 16], dilations: [Int.max / 16])
    #expect(try message(ReduceWindow(huge), [operand, scalar], [sum]).contains("beyond the size"))
    #expect(try message(Cumulate(axis: 1), [operand, scalar], [sum]).contains("axis 1 is not one of the 1"))
    #expect(
      try message(SelectAndScatter(Windows(sizes: [2])), [operand, operand, scalar], [sum, sum])
        .contains("not one element for each window"))
    #expect(
      try message(SelectAndGather(Windows(sizes: [2])), [operand, operand], [sum]).contains("gives a bool"))
  }
}
