import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct SortTests {
  /// As JAX prints it: -0 and 0 are one, and so are all NaNs, which come last.
  private static func jaxOrder(_ pairs: [(Tracer, Tracer)]) -> Tracer {
    func canonical(_ x: Tracer) -> Tracer {
      let zero = x.compare(.equal, 0).select(0, x)
      return x.compare(.notEqual, x).select(x.filled(.nan), zero)
    }
    return .apply(Compare(.less, isTotal: true), canonical(pairs[0].0), canonical(pairs[0].1))
  }

  private func sorted(_ values: [Float], _ order: ([(Tracer, Tracer)]) -> Tracer) throws -> [(Float, Int32)] {
    let (type, index) = try (TensorType(.float32, [values.count]), TensorType(.int32, [values.count]))
    let sort = graph([type, index]) { Tracer.sorted($0, along: 0, by: order) }
    let results = try evaluateInAllWays(
      sort, [Literal(type, of: values), Literal(index, of: values.indices.map(Int32.init))])
    return Array(zip(results[0].elements(Float.self), results[1].elements(Int32.self)))
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100, 129])
  func everyLengthIsSorted(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    // Few different values: most are equal to another.
    let values = (0..<count).map { _ in Float(Int.random(in: -5...5, using: &random)) / 2 }
    let expected = values.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
    for order in [{ $0[0].0.compare(.less, $0[0].1) }, Self.jaxOrder] as [([(Tracer, Tracer)]) -> Tracer] {
      let results = try sorted(values, order)
      #expect(results.map(\.0) == expected.map(\.element))
      #expect(results.map { Int($0.1) } == expected.map(\.offset))
    }
  }

  /// More than the cache holds: blocks of the rows are sorted, then merged.
  @Test(arguments: [1 << 15, (1 << 15) + 1, 100_003])
  func longRowsAreSorted(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    let values = (0..<2 * count).map { _ in Int32.random(in: 0...9_999, using: &random) }
    let (type, index) = (TensorType(.int32, 2, count), TensorType(.int64, 2, count))
    let sort = graph([type, index]) { values in
      Tracer.sorted(values, along: 1) { .apply(Compare(.greater), $0[0].0, $0[0].1) }
    }
    let inputs = try [
      Literal(type, of: values), Literal(index, of: (0..<2 * count).map { Int64($0 % count) }),
    ]
    let results = try compileAndRun(sort, inputs, LoweringOptions())
    for row in 0..<2 {
      let keys = Array(values[row * count..<(row + 1) * count])
      let order = keys.indices.sorted { (-keys[$0], $0) < (-keys[$1], $1) }
      #expect(try results[1].slice(0, row).elements(Int64.self) == order.map(Int64.init))
      #expect(try results[0].slice(0, row).elements(Int32.self) == order.map { keys[$0] })
    }
  }

  /// The bits of what is moved stay; equal ones keep their order.
  @Test func specialsHavePlaces() throws {
    let values: [Float] = [.nan, 1, -0.0, .infinity, 0, -.infinity, -Float.nan, -1, 0, -0.0]
    let results = try sorted(values, Self.jaxOrder)
    #expect(results.map(\.1) == [5, 7, 2, 4, 8, 9, 1, 3, 0, 6])
    #expect(results.map(\.0.bitPattern) == results.map { values[Int($0.1)].bitPattern })
    // The total order tells them apart.
    let total = try sorted(values) { .apply(Compare(.less, isTotal: true), $0[0].0, $0[0].1) }
    #expect(total.map(\.1) == [6, 5, 7, 2, 9, 4, 8, 1, 3, 0])
    let descending = try sorted(values) { .apply(Compare(.greater, isTotal: true), $0[0].0, $0[0].1) }
    #expect(descending.map(\.1) == [0, 3, 1, 4, 8, 2, 9, 7, 5, 6])
  }

  /// A comparator that is no order leads nowhere, but ends.
  @Test func anyComparatorEnds() throws {
    let values = (0..<50).map(Float.init)
    let always = try sorted(values) { $0[0].0.compare(.equal, $0[0].0) }
    #expect(always.map(\.0).sorted() == values)
    let never = try sorted(values) { $0[0].0.compare(.notEqual, $0[0].0) }
    #expect(never.map(\.0) == values)
  }

  /// By two keys, the second backwards, along either axis of a matrix.
  @Test(arguments: [0, 1])
  func severalKeysAlongAnyAxis(axis: Int) throws {
    var random = SplitMix(seed: 7)
    let extents = [11, 13]
    let types = try [DType.int32, .float64, .complex64, .bool].map { try TensorType($0, extents) }
    let first = try Literal(
      types[0], of: (0..<143).map { _ in Int32.random(in: 0...2, using: &random) })
    let second = try Literal(
      types[1], of: (0..<143).map { _ in Double(Int.random(in: 0...3, using: &random)) })
    let others = try types.suffix(2).map { try Literal.random($0, using: &random) }
    let sort = graph(types) { values in
      Tracer.sorted(values, along: axis) { pairs in
        let isEqual = pairs[0].0.compare(.equal, pairs[0].1)
        return isEqual.select(pairs[1].0.compare(.greater, pairs[1].1), pairs[0].0.compare(.less, pairs[0].1))
      }
    }
    let inputs = [first, second] + others
    let results = try evaluateInAllWays(sort, inputs)
    for row in 0..<extents[1 - axis] {
      let keys = try (
        first.slice(1 - axis, row).elements(Int32.self), second.slice(1 - axis, row).elements(Double.self)
      )
      let order = keys.0.indices.sorted {
        (keys.0[$0], -keys.1[$0], $0) < (keys.0[$1], -keys.1[$1], $1)
      }
      for (input, result) in zip(inputs, results) {
        let (before, after) = try (input.slice(1 - axis, row), result.slice(1 - axis, row))
        let size = input.type.dtype.byteCount
        func element(_ literal: Literal, _ index: Int) -> [UInt8] {
          Array(literal.expandedBytes[index * size..<(index + 1) * size])
        }
        #expect(order.map { element(before, $0) } == order.indices.map { element(after, $0) })
      }
    }
  }

  @Test func typesFit() throws {
    let (f, i) = (TensorType(.float32, 3), TensorType(.int32, 4))
    let less = Region(
      graph([.scalar(.float32), .scalar(.float32)]) { [$0[0].compare(.less, $0[1])] })
    func message(_ sort: Sort, _ types: [TensorType], _ regions: [Region]) -> String? {
      do throws(JAXError) {
        _ = try sort.resultTypes(of: types.map(ValueType.tensor), regions: regions)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(message(Sort(axis: 0), [f], [less]) == nil)
    #expect(message(Sort(axis: 1), [f], [less]) == "f32[3] has no axis 1")
    #expect(message(Sort(axis: 0), [f, i], [less]) == "the operands f32[3] and i32[4] differ in shape")
    #expect(message(Sort(axis: 0), [], [less]) == "a sort takes tensors, at least one")
    #expect(message(Sort(axis: 0), [f], []) == "a sort has one comparator, not 0")
    #expect(message(Sort(axis: 0), [f, f], [less])?.hasPrefix("the comparator takes (f32[], f32[])") == true)
  }

  // MARK: The greatest

  @Test func theGreatestFirst() throws {
    let type = TensorType(.float32, 2, 5)
    let top = graph([type]) { values in
      let (values, indices) = values[0].topK(3)
      return [values, indices]
    }
    let input = try Literal(type, of: [1, 3, 3, .nan, -1, 0, -0.0, .infinity, 0, 7] as [Float])
    let results = try evaluateInAllWays(top, [input])
    #expect(results[1].elements(Int32.self) == [3, 1, 2, 2, 4, 0])
    let values = results[0].elements(Float.self)
    #expect(values[0].isNaN && Array(values[1...]) == [3, 3, .infinity, 7, 0])
  }

  // MARK: Rules

  @Test func tangentsGoAlong() throws {
    let type = TensorType(.float64, 5)
    let sort = graph([type, TensorType(.int32, 5)]) {
      Tracer.sorted($0, along: 0) { $0[0].0.compare(.less, $0[0].1) }
    }
    let derivative = try sort.jvp([true, false])
    try derivative.graph.verify()
    #expect(derivative.hasTangent == [true, false])
    let inputs = try [
      Literal(type, of: [3, 1, 2, 1, 0] as [Double]),
      Literal(TensorType(.int32, 5), of: [0, 1, 2, 3, 4] as [Int32]),
      Literal(type, of: [10, 20, 30, 40, 50] as [Double]),
    ]
    let results = try evaluateInAllWays(derivative.graph, inputs)
    #expect(results[1].elements(Int32.self) == [4, 1, 3, 2, 0])
    #expect(results[2].elements(Double.self) == [50, 20, 40, 30, 10])
    // Cotangents go back where the elements were.
    let pullback = try derivative.graph.transposed(linear: [false, false, true])
    let zeros = try Literal(type, of: [0, 0, 0, 0, 0] as [Double])
    let cotangents = try Literal(type, of: [1, 2, 3, 4, 5] as [Double])
    let back = try evaluate(
      pullback,
      [
        inputs[0], inputs[1], zeros, try Literal(TensorType(.int32, 5), of: [0, 0, 0, 0, 0] as [Int32]),
        cotangents,
      ])
    #expect(back[0].elements(Double.self) == [5, 2, 4, 3, 1])
  }

  @Test(arguments: 1..<4)
  func aBatchIsSortedEach(mask: Int) throws {
    var random = SplitMix(seed: UInt64(mask))
    let sort = graph([TensorType(.int32, 3, 9), TensorType(.float32, 3, 9)]) {
      Tracer.sorted($0, along: 1) { $0[0].0.compare(.less, $0[0].1) }
    }
    let axes: [Int?] = (0..<2).map { mask >> $0 & 1 == 1 ? 2 * $0 : nil }
    try expectBatching(of: sort, axes: axes, size: 4, using: &random)
  }
}
