import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct WhileTests {
  private static let vector = TensorType(.float32, 5)
  private static let count = TensorType.scalar(.int32)

  private func literal(_ values: [Float]) throws -> Literal {
    try Literal(TensorType(.float32, [values.count]), of: values)
  }

  private func count(_ value: Int32) throws -> Literal { try Literal(.scalar(.int32), of: [value]) }

  // MARK: Types

  private func message(_ loop: While, _ operands: [TensorType], _ regions: [Region]) -> String? {
    do throws(JAXError) {
      _ = try loop.resultTypes(of: operands.map(ValueType.tensor), regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func regionsFitTheState() throws {
    let types = [Self.count, Self.vector]
    let test = region(types) { [$0[0].compare(.less, 3)] }
    let body = region(types) { [$0[0] + 1, $0[1]] }
    #expect(message(While(), types, [test, body]) == nil)
    #expect(message(While(), types, [body]) == "a loop has a condition and a body, not 1 regions")
    #expect(
      message(While(invariants: 3), types, [test, body])?.contains("the last 3 of them invariant") == true)
    #expect(
      message(While(), [Self.count], [test, body])
        == "the condition takes (i32[], f32[5]), its operands are (i32[])")
    #expect(message(While(), types, [body, body]) == "the condition gives (i32[], f32[5]), not (bool[])")
    #expect(
      message(While(invariants: 1), types, [test, body]) == "the body gives (i32[], f32[5]), not (i32[])")
    let short = region(types) { [$0[0]] }
    #expect(message(While(invariants: 1), types, [test, short]) == nil)
  }

  @Test func orderedEffectsNeedAToken() throws {
    let types = [Self.vector]
    let builder = GraphBuilder()
    let x = builder.parameter(.tensor(Self.vector))
    let token = try builder.append(CreateToken(), [])[0]
    _ = try builder.append(Check(.equal), [token, x, x])
    let body = Region(builder.finish(results: [x]))
    let test = region(types) { _ in [] }
    #expect(message(While(), types, [test, body]) == "the body has ordered effects, but no token")
    #expect(message(While(), types, [body, test]) == "the condition has effects")
  }

  @Test func textReadsBack() throws {
    let loop = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1]]) { [$0[0] * $0[0]] }
    }
    let parsed = try Graph(parsing: loop.description, vocabulary: .standard)
    #expect(parsed == loop && parsed.description == loop.description)
  }

  // MARK: Values

  @Test(arguments: [-1, 0, 1, 2, 7] as [Int32])
  func runsAsOftenAsTheConditionHolds(trips: Int32) throws {
    let loop = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1]]) { [$0[0] * 2 + 1] }
    }
    let results = try evaluateInAllWays(loop, [count(trips), literal([0, 1, 2, 3, -1])])
    let turns = max(0, Int(trips))
    let expected = [0, 1, 2, 3, -1].map { x in (0..<turns).reduce(Float(x)) { y, _ in y * 2 + 1 } }
    #expect(results[0].elements(Float.self) == expected)
  }

  /// Carries that take each other's places: whole circles, and one that is read after it was given away.
  @Test(arguments: [0, 1, 2, 3, 4, 5] as [Int32])
  func stateMayChangePlaces(trips: Int32) throws {
    let types = [Self.count] + Array(repeating: Self.vector, count: 5)
    let loop = graph(types) { values in
      Tracer.repeated(values[0], Array(values.dropFirst())) { [$0[1], $0[2], $0[0], $0[4], $0[4] + $0[3]] }
    }
    let inputs = try (0..<5).map { start in try literal((0..<5).map { Float(10 * start + $0) }) }
    let results = try evaluateInAllWays(loop, [count(trips)] + inputs)
    var state = inputs.map { $0.elements(Float.self) }
    for _ in 0..<trips {
      state = [state[1], state[2], state[0], state[4], zip(state[4], state[3]).map { $0 + $1 }]
    }
    #expect(results.map { $0.elements(Float.self) } == state)
  }

  @Test func whatStartsALoopIsStillThereAfterwards() throws {
    let loop = graph([Self.count, Self.vector]) { values in
      let start = values[1] + 1
      let results = Tracer.repeated(values[0], [start, start]) { [$0[0] * 2, $0[1] - $0[0]] }
      return results + [start, results[0] + start]
    }
    let results = try evaluateInAllWays(loop, [count(3), literal([0, 1, 2, 3, 4])])
    let start = [1, 2, 3, 4, 5] as [Float]
    #expect(results[0].elements(Float.self) == start.map { $0 * 8 })
    #expect(results[1].elements(Float.self) == start.map { $0 - 7 * $0 })
    #expect(results[2].elements(Float.self) == start)
    #expect(results[3].elements(Float.self) == start.map { $0 * 9 })
  }

  @Test func stateMayBeEmptyOrConstant() throws {
    let loop = graph([Self.count, TensorType(.float32, 0)]) { values in
      Tracer.repeated(values[0], [values[1], values[0].scalar(.float32, 4)]) {
        [$0[0] + $0[0], $0[1].scalar(.float32, 7)]
      }
    }
    for (trips, last) in [(0, 4), (1, 7), (2, 7)] as [(Int32, Float)] {
      let results = try evaluateInAllWays(loop, [count(trips), literal([])])
      #expect(results[0].elements(Float.self) == [] && results[1].elements(Float.self) == [last])
    }
  }

  /// A table that the body gives, and one that the loop starts from.
  @Test func stateMayBeTables() throws {
    let table = try literal([1, 4, 2, 8, 5])
    let loop = graph([Self.count]) { values in
      let start = values[0].builder.constant(table)
      return Tracer.repeated(values[0], [start, start * 2]) { state in
        [state[1], state[0].builder.constant(table)]
      }
    }
    for trips in 0...3 as ClosedRange<Int32> {
      let results = try evaluateInAllWays(loop, [count(trips)])
      let double = [2, 8, 4, 16, 10] as [Float]
      #expect(results[0].elements(Float.self) == (trips == 1 ? double : [1, 4, 2, 8, 5]))
      #expect(results[1].elements(Float.self) == (trips == 0 ? double : [1, 4, 2, 8, 5]))
    }
  }

  /// A loop of scalars is one kernel, whose bits are those of steps.
  @Test func scalarLoopsAreOneKernel() throws {
    let scalar = TensorType.scalar(.float32)
    let collatz = graph([TensorType.scalar(.int64), scalar]) { values in
      Tracer.loop([values[0], values[0].filled(0), values[1]]) {
        $0[0].compare(.greater, 1)
      } _: { state in
        let isOdd = Tracer.apply(And(), state[0], state[0].filled(1)).compare(.equal, 1).convert(to: .int32)
        let next = Tracer.choose(isOdd, [state[0]], [{ [$0[0] / 2] }, { [$0[0] * 3 + 1] }])
        return [next[0], state[1] + 1, state[2] * 1.25 + 0.5]
      }
    }
    #expect(try LoweredProgram(collatz).program.steps.count == 1)
    let inputs = try [Literal(.scalar(.int64), of: [27 as Int64]), Literal(scalar, of: [1 as Float])]
    let results = try evaluateInAllWays(collatz, inputs)
    #expect(results[0].elements(Int64.self) == [1] && results[1].elements(Int64.self) == [111])
  }

  @Test func loopsNest() throws {
    let loop = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1], values[0].filled(0)], invariants: [values[1]]) { state in
        let inner = Tracer.repeated(state[1], [state[0]], invariants: [state[2]]) { [$0[0] + $0[1]] }
        let parity = Tracer.apply(And(), state[1], state[1].filled(1))
        let chosen = Tracer.choose(parity, [inner[0], state[2]], [{ [$0[0]] }, { [$0[1] - $0[0]] }])
        return [chosen[0], state[1] + 1]
      }
    }
    let start = [1, 2, 3, 4, 5] as [Float]
    let results = try evaluateInAllWays(loop, [count(4), literal(start)])
    let expected = start.map { x in
      (0..<4).reduce(x) { y, turn in
        let inner = (0..<turn).reduce(y) { sum, _ in sum + x }
        return turn & 1 == 1 ? x - inner : inner
      }
    }
    #expect(results[0].elements(Float.self) == expected)
  }

  // MARK: Memory

  private func steps(_ program: Program) -> [Program.Step] {
    func all(_ steps: [Program.Step]) -> [Program.Step] {
      steps.flatMap { step -> [Program.Step] in
        switch step {
        case .whileLoop(let condition, _, let body): [step] + all(condition) + all(body)
        case .branch(_, let branches): [step] + branches.flatMap(all)
        case .launch, .call, .copy: [step]
        }
      }
    }
    return all(program.steps)
  }

  private func copies(_ graph: Graph) throws -> Int {
    let program = try LoweredProgram(graph).program
    try program.verify()
    return steps(program).count { if case .copy = $0 { true } else { false } }
  }

  @Test func stateStaysWhereItIs() throws {
    // The one copy is that of the input, which must stay as it is.
    #expect(
      try copies(
        graph([Self.count, Self.vector]) { values in
          Tracer.repeated(values[0], [values[1]], invariants: [values[1]]) { [$0[0] * $0[1]] }
        }) == 1)
    // What is computed for the loop alone is computed where its state is.
    let chain = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1] * values[1]]) { state in
        [Tracer.repeated(state[0].scalar(.int32, 3), [state[0] + 1]) { [$0[0] * 2] }[0]]
      }
    }
    #expect(try copies(chain) == 0)
    #expect(try LoweredProgram(chain).program.arenaByteCount <= 4 * 64)
    // Both branches work on the state in place.
    let branches = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1] * values[1]]) { state in
        Tracer.choose(state[0].scalar(.int32, 1), [state[0]], [{ [$0[0] + 1] }, { [$0[0]] }])
      }
    }
    #expect(try copies(branches) == 0)
    // Two that change places need a third.
    let swap = graph([Self.count, Self.vector, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1] + 1, values[2] + 1]) { [$0[1], $0[0]] }
    }
    #expect(try copies(swap) == 3)
  }

  @Test func aGivenInputHoldsTheState() throws {
    let loop = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1]]) { [$0[0] * 2] }
    }
    #expect(try LoweredProgram(loop).donors == [[1]])
  }

  // MARK: Derivatives and batches

  @Test func tangentsAreCarriedWhereTheyAre() throws {
    let scalar = TensorType.scalar(.float64)
    // x ↦ x·a, y ↦ y + x, z ↦ z + 1 three times: y = y₀ + x₀·(1 + a + a²).
    let loop = graph([Self.count, scalar, scalar, scalar, scalar]) { values in
      Tracer.repeated(values[0], Array(values[1..<4]), invariants: [values[4]]) {
        [$0[0] * $0[3], $0[1] + $0[0], $0[2] + 1]
      }
    }
    func run(_ active: [Bool], _ tangents: [Double]) throws -> ([Double], [Bool]) {
      let derivative = try loop.jvp(active)
      try derivative.graph.verify()
      let inputs = try [count(3)] + ([2, 5, 7, 3] + tangents).map { try Literal(scalar, of: [$0 as Double]) }
      let results = try evaluateInAllWays(derivative.graph, inputs)
      return (results.map { $0.elements(Double.self)[0] }, derivative.hasTangent)
    }
    // ∂/∂x₀: a³ and 1 + a + a².
    let (byState, has) = try run([false, true, false, false, false], [1])
    #expect(byState == [54, 31, 10, 27, 13] && has == [true, true, false])
    // ∂/∂a: 3·a²·x₀ and x₀·(1 + 2·a); it comes in through an invariant.
    let (byInvariant, _) = try run([false, false, false, false, true], [1])
    #expect(byInvariant == [54, 31, 10, 54, 14])
    let (byNothing, none) = try run([false, false, false, true, false], [1])
    #expect(byNothing == [54, 31, 10, 1] && none == [false, false, true])
  }

  @Test func reverseIsRefusedInWords() throws {
    let loop = graph([Self.count, Self.vector]) { values in
      Tracer.repeated(values[0], [values[1]]) { [$0[0] + $0[0]] }
    }
    let error = try #require(throws: JAXError.self) { try loop.transposed(linear: [false, true]) }
    #expect(error.message.contains("cannot be differentiated in reverse") && error.hint != nil)
  }

  @Test(arguments: 0..<8)
  func aBatchIsALoopOfEach(mask: Int) throws {
    var random = SplitMix(seed: UInt64(mask))
    // The counts, the state or the invariant differ, or several of them.
    let loop = graph([Self.count, TensorType(.float32, 3), TensorType(.float32, 3)]) { values in
      Tracer.repeated(
        values[0], [values[1], values[0].scalar(.float32, 1)], invariants: [values[2]]
      ) {
        [$0[0] * $0[2] + 1, $0[1] * 2]
      }
    }
    let axes: [Int?] = (0..<3).map { mask >> $0 & 1 == 1 ? ($0 == 1 ? 1 : 0) : nil }
    guard mask > 0 else { return }
    try expectBatching(of: loop.limitingCount(to: 6), axes: axes, size: 4, using: &random)
  }
}

extension Graph {
  /// The graph with its first parameter, a count, brought into a small range.
  fileprivate func limitingCount(to limit: Int) throws -> Graph {
    let builder = GraphBuilder()
    let parameters = parameterTypes.map(builder.parameter)
    let count = Tracer(parameters[0], in: builder)
    let small = Tracer.apply(Clamp(), count.filled(0), count, count.filled(Double(limit)))
    return builder.finish(results: try builder.inline(self, [small.value] + parameters.dropFirst()))
  }
}
