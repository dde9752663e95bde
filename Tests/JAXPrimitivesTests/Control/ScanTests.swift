import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ScanTests {
  private static let vector = TensorType(.float32, 3)
  private static let matrix = TensorType(.float32, 4, 3)
  private static let count = TensorType.scalar(.int32)

  private func literal(_ type: TensorType, _ values: [Float]) throws -> Literal {
    try Literal(type, of: values)
  }

  // MARK: Types

  private func message(_ scan: Scan, _ operands: [TensorType], _ regions: [Region]) -> String? {
    do throws(JAXError) {
      _ = try scan.resultTypes(of: operands.map(ValueType.tensor), regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func operandsFitTheLengthAndTheBody() throws {
    let body = region([Self.vector, Self.vector]) { [$0[0] + $0[1], $0[1]] }
    let scan = Scan(length: 4, invariants: 0, carries: 1)
    let types = [Self.vector, Self.matrix]
    #expect(message(scan, types, [body]) == nil)
    #expect(
      try scan.resultTypes(of: types.map(ValueType.tensor), regions: [body]).map(\.description)
        == ["f32[3]", "f32[4,3]"])
    #expect(
      message(Scan(length: 5, invariants: 0, carries: 1), types, [body])
        == "input 0 of a scan of length 5 is f32[4,3]: its first axis is another")
    #expect(message(scan, [Self.vector, Self.count], [body])?.contains("input 0") == true)
    #expect(
      message(scan, [Self.count, Self.matrix], [body])
        == "the body takes (f32[3], f32[3]), its operands are (i32[], f32[3])")
    #expect(message(scan, types, []) == "a scan has a body, not 0 regions")
    #expect(
      message(Scan(length: 4, invariants: 2, carries: 1), types, [body])
        == "a scan of length 4 takes 2 invariants and 1 carries, all tensors")
    #expect(
      message(Scan(length: -1, invariants: 0, carries: 1), types, [body])?.contains("length -1") == true)
    let wide = region([Self.vector, Self.vector]) { [$0[0].filled(1, Self.matrix), $0[1]] }
    #expect(message(scan, types, [wide]) == "the body gives f32[4,3] for carry 0, which is f32[3]")
    let nothing = region([Self.vector, Self.vector]) { _ in [] }
    #expect(message(scan, types, [nothing]) == "the body gives 0 values, less than the 1 carries")
    #expect(
      message(Scan(length: 4, invariants: 0, carries: 1, isCounted: true), [Self.vector] + types, [body])
        == "the count of iterations is f32[3], not i32[]")
  }

  @Test func textReadsBack() throws {
    let scan = graph([Self.count, Self.vector, Self.matrix]) { values in
      Tracer.scan(4, [values[1]], [values[2]], isReversed: true, count: values[0]) { [$0[0] + $0[1], $0[0]] }
    }
    let parsed = try Graph(parsing: scan.description, vocabulary: .standard)
    #expect(parsed == scan && parsed.description == scan.description)
  }

  // MARK: Values

  /// Partial sums of rows times a factor, by the model.
  private func sums(_ rows: [[Float]], _ start: [Float], _ factor: [Float], _ order: [Int]) -> (
    [Float], [[Float]]
  ) {
    var (sum, stack) = (start, rows.map { _ in [0, 0, 0] as [Float] })
    for place in order {
      sum = (0..<3).map { sum[$0] + rows[place][$0] * factor[$0] }
      stack[place] = sum
    }
    return (sum, stack)
  }

  private static let counts: [Int32?] = [nil, -3, 0, 1, 3, 4, 9]

  @Test(arguments: counts, [false, true])
  func slicesComeInOrder(count: Int32?, isReversed: Bool) throws {
    let scan = graph([Self.count, Self.vector, Self.vector, Self.matrix]) { values in
      Tracer.scan(
        4, invariants: [values[1]], [values[2]], [values[3]], isReversed: isReversed,
        count: count == nil ? nil : values[0]
      ) {
        let sum = $0[1] + $0[2] * $0[0]
        return [sum, sum]
      }
    }
    let rows = (0..<4).map { row in (0..<3).map { Float(row * 3 + $0 + 1) } }
    let (start, factor) = ([100, 200, 300], [1, 2, -1]) as ([Float], [Float])
    let results = try evaluateInAllWays(
      scan,
      [
        Literal(Self.count, of: [count ?? 0]), literal(Self.vector, factor), literal(Self.vector, start),
        literal(Self.matrix, rows.flatMap { $0 }),
      ])
    let turns = count.map { max(0, min(4, Int($0))) } ?? 4
    let order = isReversed ? (0..<turns).reversed() : Array(0..<turns)
    let (sum, stack) = sums(rows, start, factor, order)
    #expect(results[0].elements(Float.self) == sum)
    #expect(results[1].elements(Float.self) == stack.flatMap { $0 })
  }

  @Test func thereMayBeNoCarryOrInputOrIteration() throws {
    let mapped = graph([Self.matrix]) { values in
      Tracer.scan(4, [], [values[0]]) { [$0[0] * 2] }
    }
    let values = (0..<12).map { Float($0) }
    #expect(
      try evaluateInAllWays(mapped, [literal(Self.matrix, values)])[0].elements(Float.self)
        == values.map { $0 * 2 })
    let powers = graph([Self.vector]) { values in
      Tracer.scan(5, [values[0]]) { [$0[0] * 2, $0[0]] }
    }
    let results = try evaluateInAllWays(powers, [literal(Self.vector, [1, 2, 3])])
    #expect(results[0].elements(Float.self) == [32, 64, 96])
    #expect(results[1].elements(Float.self).suffix(3) == [16, 32, 48])
    let empty = graph([Self.vector, TensorType(.float32, 0, 3)]) { values in
      Tracer.scan(0, [values[0]], [values[1]]) { [$0[0] + $0[1], $0[1]] }
    }
    let none = try evaluateInAllWays(
      empty, [literal(Self.vector, [1, 2, 3]), literal(TensorType(.float32, 0, 3), [])])
    #expect(none[0].elements(Float.self) == [1, 2, 3] && none[1].type.shape.extents == [0, 3])
  }

  @Test func scansNestAndHoldChoices() throws {
    let nested = graph([Self.vector, Self.matrix]) { values in
      Tracer.scan(4, invariants: [values[1]], [values[0]], [values[1]]) { outer in
        let inner = Tracer.scan(4, [outer[1]], [outer[0]], isReversed: true) { [$0[0] + $0[1]] }
        let index = inner[0].slice(0..<1, along: 0).reshape(to: .scalar).compare(.greater, 50).convert(
          to: .int32)
        let chosen = Tracer.choose(index, [inner[0], outer[2]], [{ [$0[0]] }, { [$0[1]] }])
        return [chosen[0], inner[0]]
      }
    }
    let values = (0..<12).map { Float($0) }
    let results = try evaluateInAllWays(
      nested, [literal(Self.vector, [1, 2, 3]), literal(Self.matrix, values)])
    // Column sums are 18, 22, 26: 19, 37, then 55 > 50 so the row 6, 7, 8; then 24 is not.
    #expect(results[1].elements(Float.self) == [19, 24, 29, 37, 46, 55, 55, 68, 81, 24, 29, 34])
    #expect(results[0].elements(Float.self) == [24, 29, 34])
  }

  /// A scan of scalars inside a loop of scalars is one kernel with it.
  @Test func scalarScansAreCode() throws {
    let scalar = TensorType.scalar(.float32)
    let loop = graph([Self.count, scalar]) { values in
      Tracer.repeated(values[0], [values[1]]) { Tracer.scan(3, [$0[0]]) { [$0[0] * 2 + 1] } }
    }
    #expect(try LoweredProgram(loop).program.steps.count == 1)
    let results = try evaluateInAllWays(loop, [Literal(Self.count, of: [2 as Int32]), literal(scalar, [1])])
    #expect(results[0].elements(Float.self) == [127])
  }

  // MARK: Memory

  @Test func stacksStayWhereTheyAre() throws {
    let large = TensorType(.float32, 1_000, 64)
    let row = TensorType(.float32, 64)
    let scan = graph([row, large]) { values in
      Tracer.scan(1_000, [values[0]], [values[1]]) { [($0[0] * $0[1]).apply(Tanh()), $0[0]] }
    }
    let program = try LoweredProgram(scan).program
    // The carry starts as a copy of an input; nothing in the loop is copied.
    #expect(program.copiedCounts == [64])
    #expect(program.arenaByteCount <= 1_024)
  }

  // MARK: Derivatives and batches

  private static let recurrence = graph([vector, vector, matrix, count]) { values in
    Tracer.scan(4, invariants: [values[0]], [values[1], values[3]], [values[2]], isReversed: true) { x in
      let next = (x[0] * x[1] + x[3]).apply(Sin())
      return [
        next, x[2] + 1, next * x[3], x[1] * x[2].convert(to: .float32).broadcast(along: [], to: x[1].shape),
      ]
    }
  }

  @Test func tangentsAreCarriedWhereTheyAre() throws {
    let derivative = try Self.recurrence.jvp([false, false, true, false])
    #expect(derivative.hasTangent == [true, false, true, true])
    try derivative.graph.verify()
    let scan = try #require(derivative.graph.instructions.compactMap { $0.primitive as? Scan }.first)
    #expect(scan.carries == 3 && scan.invariants == 1)
    let inactive = try graph([Self.vector, Self.matrix]) { values in
      Tracer.scan(4, [values[0]], [values[1]]) { [$0[0], $0[1], $0[1] * 2] }
    }.jvp([false, true])
    #expect(inactive.hasTangent == [false, true, true])
    #expect(inactive.graph.parameterCount == 3)
  }

  @Test(arguments: 1..<16)
  func aBatchIsAScanOfEach(mask: Int) throws {
    var random = SplitMix(seed: UInt64(mask))
    let axes: [Int?] = (0..<4).map { mask >> $0 & 1 == 1 ? ($0 == 2 ? 1 : 0) : nil }
    try expectBatching(of: Self.recurrence, axes: axes, size: 3, using: &random)
  }

  @Test(arguments: 1..<8, [false, true])
  func aBatchOfCountsRunsToEach(mask: Int, isReversed: Bool) throws {
    var random = SplitMix(seed: UInt64(mask))
    let counted = graph([Self.count, Self.vector, Self.matrix]) { values in
      let small = Tracer.apply(And(), values[0], values[0].filled(7)) - 1
      return Tracer.scan(4, [values[1]], [values[2]], isReversed: isReversed, count: small) {
        [$0[0] * $0[1] + 1, $0[0]]
      }
    }
    let axes: [Int?] = (0..<3).map { mask >> $0 & 1 == 1 ? ($0 == 2 ? 2 : 0) : nil }
    try expectBatching(of: counted, axes: axes, size: 5, using: &random)
  }
}

extension Tracer {
  fileprivate func apply(_ primitive: any Primitive) -> Tracer { .apply(primitive, self) }
}

extension Program {
  /// How many elements the copies among the steps move, those of loops and branches included.
  fileprivate var copiedCounts: [Int?] {
    func counts(_ steps: [Program.Step]) -> [Int?] {
      steps.flatMap { step -> [Int?] in
        switch step {
        case .whileLoop(let condition, _, let body): counts(condition) + counts(body)
        case .branch(_, let branches): branches.flatMap(counts)
        case .copy(let source, _): [buffers[source.index].count]
        case .launch, .call: []
        }
      }
    }
    return counts(steps)
  }
}
