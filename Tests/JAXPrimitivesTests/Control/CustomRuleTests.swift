import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Functions that say how they are differentiated: checkpoints, and derivatives and pullbacks of their own.
struct CustomRuleTests {
  private static let vector = TensorType(.float64, 3)

  private func numbers(_ values: [Double]) throws -> Literal { try Literal(Self.vector, of: values) }

  // MARK: Checkpoints

  /// `exp(sin(x)·w)`, of which the sine may be saved.
  private static func checkpointed(_ saved: [String]) -> Graph {
    graph([vector, vector]) { values in
      let body = region([vector, vector]) { x in
        let sine = Tracer.apply(Named("sine"), .apply(Sin(), x[0]))
        return [.apply(Exp(), sine * x[1])]
      }
      return Tracer.apply(Checkpoint(saved: saved), values, regions: [body])
    }
  }

  @Test func onlyOperandsAndSavedValuesAreKept() throws {
    let none = try Self.checkpointed([]).pulledBack([true, true])
    #expect(none.residualCount == 2 && none.forward.results.dropFirst(1).allSatisfy { $0.index < 2 })
    let sine = try Self.checkpointed(["sine"]).pulledBack([true, true])
    #expect(sine.residualCount == 3)
    #expect(sine.backward.instructions.contains { ($0.primitive as? Checkpoint)?.isRerun == true })
    // What is saved is not computed again.
    let rerun = try #require(sine.backward.instructions.first { $0.primitive is Checkpoint })
    #expect(!rerun.regions[0].graph.instructions.contains { $0.primitive is Sin })
  }

  @Test(arguments: [[], ["sine"], ["other"]])
  func aSecondRunGivesTheSame(saved: [String]) throws {
    let graph = Self.checkpointed(saved)
    let plain = try Pipeline().optimise(graph)
    #expect(!plain.instructions.contains { $0.primitive is Checkpoint || $0.primitive is Named })
    let inputs = try [numbers([0.1, -0.7, 2]), numbers([1, 2, -1])]
    let parts = try graph.pulledBack([true, true])
    let forward = try evaluateInAllWays(parts.forward, inputs)
    #expect(try forward[0] == evaluateInAllWays(graph, inputs)[0])
    let expected = try plain.pulledBack([true, true])
    let cotangent = try numbers([1, 0.5, -2])
    let backward = try evaluateInAllWays(parts.backward, forward.dropFirst() + [cotangent])
    let wanted = try evaluate(expected.backward, evaluate(expected.forward, inputs).dropFirst() + [cotangent])
    for (a, b) in zip(backward, wanted) {
      for (x, y) in zip(a.elements(Double.self), b.elements(Double.self)) {
        #expect(abs(x - y) <= 1e-14 * abs(y))
      }
    }
    var random = SplitMix(seed: 1)
    try expectBatching(of: graph, axes: [0, nil], size: 4, using: &random)
  }

  /// The second run stays apart from the first in one program: else both would be one, and everything kept.
  @Test func theSecondRunIsNotSharedWithTheFirst() throws {
    let parts = try Self.checkpointed([]).pulledBack([true, true])
    let builder = GraphBuilder()
    let x = [Self.vector, Self.vector].map { builder.parameter(.tensor($0)) }
    let forward = try builder.inline(parts.forward, x)
    let backward = try builder.inline(parts.backward, forward.dropFirst() + [forward[0]])
    let optimised = try Pipeline().optimise(builder.finish(results: backward))
    #expect(optimised.instructions.contains { $0.primitive is Checkpoint })
  }

  // MARK: Rules of one's own

  /// `x²`, whose derivative pretends to be 10.
  private static let square = graph([vector]) { values in
    Tracer.apply(
      CustomJvp("square"), values,
      regions: [
        region([vector]) { [$0[0] * $0[0]] },
        region([vector, vector]) { [$0[0] * $0[0], $0[1] * 10] },
      ])
  }

  /// `x·n`, whose pullback pretends that it is 7·x.
  private static let product = graph([vector, .scalar(.int32)]) { values in
    func times(_ x: [Tracer]) -> Tracer {
      x[0] * x[1].convert(to: .float64).broadcast(along: [], to: x[0].shape)
    }
    return Tracer.apply(
      CustomVjp("product"), values,
      regions: [
        region([vector, .scalar(.int32)]) { [times($0)] },
        region([vector, .scalar(.int32)]) { [times($0), $0[0].filled(7)] },
        region([vector, vector]) { [$0[0] * $0[1]] },
      ])
  }

  @Test func theDerivativeIsTheFunctionsOwn() throws {
    let x = try numbers([1, 2, 3])
    #expect(try evaluateInAllWays(Self.square, [x])[0].elements(Double.self) == [1, 4, 9])
    let parts = try Self.square.pulledBack([true])
    let backward = try evaluate(parts.backward, evaluate(parts.forward, [x]).dropFirst() + [x])
    #expect(backward[0].elements(Double.self) == [10, 20, 30])
    var random = SplitMix(seed: 2)
    try expectBatching(of: Self.square, axes: [1], size: 2, using: &random)
    let batch = try Self.square.vectorized(axes: [0], size: 2).graph.jvp([true]).graph
    let two = try Literal(TensorType(.float64, 2, 3), of: [1, 2, 3, 4, 5, 6] as [Double])
    #expect(try evaluate(batch, [two, two])[1].elements(Double.self) == [10, 20, 30, 40, 50, 60])
  }

  @Test func thePullbackIsTheFunctionsOwn() throws {
    let inputs = try [numbers([1, 2, 3]), Literal(.scalar(.int32), of: [2 as Int32])]
    #expect(try evaluateInAllWays(Self.product, inputs)[0].elements(Double.self) == [2, 4, 6])
    let parts = try Self.product.pulledBack([true, false])
    let forward = try evaluate(parts.forward, inputs)
    let backward = try evaluate(parts.backward, forward.dropFirst() + [numbers([1, 1, 2])])
    #expect(backward[0].elements(Double.self) == [7, 7, 14])
    // Forward mode transposes the pullback, where it is linear.
    let pushed = try evaluateInAllWays(Self.product.jvp([true, false]).graph, inputs + [inputs[0]])
    #expect(pushed[1].elements(Double.self) == [7, 14, 21])
    let sine = graph([Self.vector]) { values in
      Tracer.apply(
        CustomVjp("sine"), values,
        regions: [
          region([Self.vector]) { $0 }, region([Self.vector]) { $0 },
          region([Self.vector]) { [.apply(Sin(), $0[0])] },
        ])
    }
    let error = try #require(throws: JAXError.self) {
      try evaluate(sine.jvp([true]).graph, [inputs[0], inputs[0]])
    }
    #expect(error.message.contains("'sine' has a pullback of its own") && error.hint != nil)
    // The weight is shared by the batch: its cotangents are summed.
    let weighted = graph([Self.vector, Self.vector]) { values in
      Tracer.apply(
        CustomVjp("weighted"), values,
        regions: [
          region([Self.vector, Self.vector]) { [$0[0] * $0[1]] },
          region([Self.vector, Self.vector]) { [$0[0] * $0[1], $0[0]] },
          region([Self.vector, Self.vector]) { [$0[1], $0[1] * $0[0]] },
        ])
    }
    let batch = try weighted.vectorized(axes: [0, nil], size: 2).graph.pulledBack([true, true])
    let two = try Literal(TensorType(.float64, 2, 3), of: [1, 2, 3, 4, 5, 6] as [Double])
    let values = try evaluate(batch.forward, [two, numbers([1, 1, 1])])
    let cotangents = try evaluate(batch.backward, values.dropFirst() + [two])
    #expect(cotangents[1].elements(Double.self) == [17, 29, 45])
  }

  /// `x·c` with a derivative by x alone.
  private static let constant = graph([vector, vector]) { values in
    Tracer.apply(
      CustomJvp("scaled", constants: 1), values,
      regions: [
        region([vector, vector]) { [$0[0] * $0[1]] },
        region([vector, vector, vector]) { [$0[0] * $0[1], $0[2] * $0[1]] },
      ])
  }

  @Test func constantsHaveNoDerivative() throws {
    let inputs = try [numbers([1, 2, 3]), numbers([4, 5, 6])]
    let derivative = try Self.constant.jvp([true, false]).graph
    #expect(try evaluate(derivative, inputs + [inputs[0]])[1].elements(Double.self) == [4, 10, 18])
    let error = try #require(throws: JAXError.self) { try Self.constant.jvp([true, true]) }
    #expect(error.message.contains("the rule of 'scaled' gives derivatives by its arguments alone"))
    var random = SplitMix(seed: 3)
    for axes in [[0, nil], [nil, 0], [1, 0]] {
      try expectBatching(of: Self.constant, axes: axes, size: 2, using: &random)
      let batched = try Self.constant.vectorized(axes: axes, size: 2).graph.jvp([true, false]).graph
      #expect(batched.results.count == 2)
    }
  }

  private func message(_ primitive: any Primitive, _ operands: [TensorType], _ regions: [Region]) -> String? {
    do throws(JAXError) {
      _ = try primitive.resultTypes(of: operands.map(ValueType.tensor), regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func rulesFitTheFunction() throws {
    let same = region([Self.vector]) { $0 }
    let two = region([Self.vector, Self.vector]) { $0 }
    let none = region([Self.vector]) { _ in [] }
    #expect(message(CustomJvp("f"), [Self.vector], [same, two]) == nil)
    #expect(
      message(CustomJvp("f"), [Self.vector], [same]) == "'f' takes tensors, and has a body and a derivative")
    #expect(
      message(CustomJvp("f"), [Self.vector], [same, same])
        == "the derivative of 'f' takes (f64[3]), its operands are (f64[3], f64[3])")
    #expect(message(CustomVjp("f"), [Self.vector], [same, same, same]) == nil)
    #expect(
      message(CustomVjp("f"), [Self.vector], [same, none, same])
        == "the forward part of 'f' does not give what it gives, and then residuals")
    #expect(
      message(CustomVjp("f"), [Self.vector], [same, same, none])
        == "the backward part of 'f' gives (), not (f64[3])")
    #expect(message(CustomTangent("f", residuals: 0), [Self.vector], [same]) == nil)
    #expect(
      message(CustomTangent("f", residuals: 2), [Self.vector], [same])?.contains("has a pullback") == true)
    #expect(message(CustomTangent("f", residuals: 0), [Self.vector], [same, same]) == nil)
    #expect(
      message(CustomTangent("f", residuals: 0), [Self.vector], [same, none])
        == "the pushforward of 'f' gives (), not (f64[3])")
    #expect(
      message(CustomJvp("f", constants: 1), [Self.vector], [same, same])
        == "the derivative of 'f' gives (f64[3]), not (f64[3], f64[3])")
    #expect(
      message(CustomJvp("f", constants: 2), [Self.vector], [same, same])?.contains("takes tensors") == true)
    #expect(message(CustomVjp("f", constants: 1), [Self.vector], [same, same, none]) == nil)
    #expect(message(Checkpoint(), [Self.vector], [])?.contains("one body") == true)
  }

  @Test func textReadsBack() throws {
    for graph in [
      Self.checkpointed(["sine"]), Self.square, Self.product,
      try Self.product.linearized([true, false]).linear, try Self.product.jvp([true, false]).graph,
      Self.constant,
    ] {
      let parsed = try Graph(parsing: graph.description, vocabulary: .standard)
      #expect(parsed == graph && parsed.description == graph.description)
    }
  }
}
