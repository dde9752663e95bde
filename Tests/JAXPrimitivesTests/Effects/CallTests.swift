import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct CallTests {
  private static let type: TensorType = {
    do {
      return try TensorType(.float32, [3])
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// `f(x, y) = x·y + x`
  private static let body = Region(graph([type, type]) { [$0[0] * $0[1] + $0[0]] })

  private static func called() throws -> Graph {
    try graph(of: Call("f"), [type, type], regions: [body])
  }

  private func message(
    _ call: Call, _ types: [ValueType], _ regions: [Region]
  ) -> String? {
    do throws(JAXError) {
      _ = try call.resultTypes(of: types, regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  /// A region that checks its operand: it has an effect.
  private static func checking() throws -> Region {
    let builder = GraphBuilder()
    let (token, x) = (builder.parameter(.token), builder.parameter(.tensor(type)))
    return Region(builder.finish(results: try builder.append(Check(.equal), [token, x, x])))
  }

  @Test func typesAreThoseOfTheBody() throws {
    let types = [ValueType.tensor(CallTests.type), .tensor(CallTests.type)]
    #expect(try CallTests.called().resultTypes == [.tensor(CallTests.type)])
    #expect(message(Call("f"), types, []) == "a call has one body, not 0")
    #expect(
      message(Call("f"), Array(types.prefix(1)), [CallTests.body])
        == "'f' takes (f32[3], f32[3]), not (f32[3])")
  }

  @Test func effectsAreDeclared() throws {
    let types = [ValueType.token, .tensor(CallTests.type)]
    let checking = try CallTests.checking()
    #expect(message(Call("f", isOrdered: true), types, [checking]) == nil)
    #expect(Call("f", isOrdered: true).effects == .ordered && Call("f").effects == .none)
    #expect(
      message(Call("f"), types, [checking]) == "'f' takes and gives tokens, though it is not ordered")
    #expect(
      message(
        Call("f", isOrdered: true), [.tensor(CallTests.type), .tensor(CallTests.type)], [CallTests.body])
        == "'f' takes and gives a token first and no other")
    // A token of its own hides an effect from those who look at the types alone.
    let builder = GraphBuilder()
    let x = builder.parameter(.tensor(CallTests.type))
    let token = try builder.append(CreateToken(), [])[0]
    _ = try builder.append(Check(.equal), [token, x, x])
    let hidden = Region(builder.finish(results: [x]))
    #expect(
      message(Call("f"), [.tensor(CallTests.type)], [hidden])
        == "'f' has an effect, check, but is not ordered")
  }

  @Test func derivativesAreCallsOfDerivatives() throws {
    let derivative = try CallTests.called().jvp([false, true])
    #expect(derivative.graph.instructions.last?.primitive.isEqual(to: Call("f_jvp")) == true)
    let inputs = try [[1, 2, 3], [4, 5, 6], [1, 10, 100]].map {
      try Literal(CallTests.type, of: $0 as [Float])
    }
    let results = try evaluate(Pass.inlining.run(derivative.graph), inputs)
    #expect(results[0].elements(Float.self) == [5, 12, 21])
    #expect(results[1].elements(Float.self) == [1, 20, 300])
  }

  @Test func batchesAreCallsOfBatches() throws {
    let batched = try CallTests.called().vectorized(axes: [1, nil], size: 2)
    #expect(batched.graph.instructions.last?.primitive.isEqual(to: Call("f_batched")) == true)
    #expect(batched.axes == [0])
    let inputs = try [
      Literal(TensorType(.float32, [3, 2]), of: [1, 10, 2, 20, 3, 30] as [Float]),
      Literal(CallTests.type, of: [1, 2, 3] as [Float]),
    ]
    let results = try evaluate(Pass.inlining.run(batched.graph), inputs)
    #expect(results[0].elements(Float.self) == [2, 6, 12, 20, 60, 120])
  }

  @Test func callsAreInlinedBeforeLowering() throws {
    #expect {
      try LoweredProgram(CallTests.called())
    } throws: { error in
      (error as? JAXError)?.message == "'f' was not inlined before lowering"
    }
  }
}
