import Foundation
import JAXIR
import Testing

@testable import JAXCompiler

struct LinearizationTests {
  @Test func residualsAreWhatTheDerivativeReads() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[3], %1: f32[], %2: f32[3]) {
        %3 = broadcast_in_dim %1 {shape = [3], axes = []} : f32[3]
        %4 = multiply %0, %3 : f32[3]
        %5 = sin %4 : f32[3]
        %6 = exp %2 : f32[3]
        %7 = add %5, %6 : f32[3]
        return %7, %6
      }
      """)
    let linearized = try graph.linearized([true, false, false])
    #expect(linearized.hasTangent == [true, false])
    #expect(
      linearized.forward.description == """
        graph main(%0: f32[3], %1: f32[], %2: f32[3]) {
          %3 = broadcast_in_dim %1 {shape = [3], axes = []} : f32[3]
          %4 = multiply %0, %3 : f32[3]
          %5 = sin %4 : f32[3]
          %6 = cos %4 : f32[3]
          %7 = exp %2 : f32[3]
          %8 = add %5, %7 : f32[3]
          return %8, %7, %1, %6
        }

        """)
    #expect(
      linearized.linear.description == """
        graph main_linear(%0: f32[], %1: f32[3], %2: f32[3]) {
          %3 = broadcast_in_dim %0 {shape = [3], axes = []} : f32[3]
          %4 = multiply %2, %3 : f32[3]
          %5 = multiply %4, %1 : f32[3]
          return %5
        }

        """)
    #expect(linearized.residualCount == 2)
  }

  @Test func constantsAreMadeAgainAndNotKept() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[4]) {
        %1 = iota {dtype = f32, shape = [4], axis = 0} : f32[4]
        %2 = constant {literal = f32[4](0.5)} : f32[4]
        %3 = multiply %1, %2 : f32[4]
        %4 = multiply %0, %3 : f32[4]
        return %4
      }
      """)
    let linearized = try graph.linearized([true])
    #expect(linearized.residualCount == 0)
    #expect(linearized.linear.instructions.count == 4)
    #expect(try graph.pulledBack([true]).forward.instructions.count == 4)
  }

  @Test func aResidualIsKeptOnce() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f64[], %1: f64[]) {
        %2 = multiply %0, %1 : f64[]
        %3 = exp %2 : f64[]
        %4 = exp %2 : f64[]
        %5 = multiply %3, %4 : f64[]
        return %5
      }
      """)
    let linearized = try graph.linearized([true, true])
    // x, y and the exponential.
    #expect(linearized.residualCount == 3)
  }

  @Test func whatHasNoDerivativeLeavesNothing() throws {
    let graph = try Network.graph(
      "graph main(%0: f32[2], %1: f32[2]) { %2 = floor %0 : f32[2] %3 = exp %1 : f32[2] return %2, %3 }")
    let pulledBack = try graph.pulledBack([true, false])
    #expect(pulledBack.hasCotangent == [false, false] && pulledBack.residualCount == 0)
    #expect(
      pulledBack.backward.description == """
        graph main_linear() {
          %0 = constant {literal = f32[2](0.0)} : f32[2]
          return %0
        }

        """)
  }

  @Test func effectsHappenInTheForwardPart() throws {
    let graph = try Network.graph(
      """
      graph main(%0: token, %1: f32[]) {
        %2 = sin %1 : f32[]
        %3, %4 = test_effect %0, %1 : token, f32[]
        %5 = multiply %2, %1 : f32[]
        return %3, %5
      }
      """)
    let error = try #require(throws: JAXError.self) { try graph.linearized([false]) }
    #expect(error.code == .invalidArgument)
    let linearized = try graph.linearized([false, true])
    #expect(linearized.forward.instructions.count { $0.effects == .ordered } == 1)
    #expect(linearized.forward.resultTypes[0] == .token)
    #expect(linearized.linear.instructions.allSatisfy { $0.effects == .none })
  }

  @Test func aReductionOfDualNumbersIsNotDivided() throws {
    let error = try #require(throws: JAXError.self) {
      try Network.graph(Network.choosing).linearized([true])
    }
    #expect(error.code == .unsupported && error.operation == "reduce" && error.location != .unknown)
  }

  @Test(arguments: [Network.text, Network.product])
  func bothPartsAreTheDerivative(text: String) throws {
    let graph = try Network.graph(text)
    let active = graph.parameters.map { _ in true }
    let derivative = try graph.jvp(active).graph
    let linearized = try graph.linearized(active)
    try linearized.forward.verify()
    try linearized.linear.verify()
    let (x, tangents) = (graph.randomArguments(seed: 21), graph.randomArguments(seed: 22))
    let forward = try linearized.forward(x)
    let results = try linearized.linear(Array(forward.dropFirst()) + tangents)
    #expect(try [forward[0]] + results == derivative(x + tangents))
  }

  @Test(arguments: [Network.text, Network.product])
  func thePullbackIsTheTransposeOfTheDerivative(text: String) throws {
    let graph = try Network.graph(text)
    let active = graph.parameters.map { _ in true }
    let pulledBack = try graph.pulledBack(active)
    try pulledBack.backward.verify()
    let (x, tangents) = (graph.randomArguments(seed: 23), graph.randomArguments(seed: 24))
    let forward = try pulledBack.forward(x)
    #expect(try forward[0] == graph(x)[0])
    let cotangents = try pulledBack.backward(Array(forward.dropFirst()) + [[0.7]])
    let derivative = try graph.jvp(active).graph(x + tangents)
    let backward = zip(cotangents, tangents).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
    #expect(agree([backward], [derivative[1][0] * 0.7], within: 1e-12))
  }

  /// Neither time nor stack grow faster than a program.
  @Test(arguments: [10, 100, 1_000, 10_000])
  func chainsOfAnyLength(count: Int) throws {
    let builder = GraphBuilder()
    var value = builder.parameter(.tensor(.scalar(.float64)))
    for _ in 0..<count {
      value = try builder.append(Vocabulary.test["sin"]!.init(), [value])[0]
    }
    let pulledBack = try builder.finish(results: [value]).pulledBack([true])
    #expect(pulledBack.residualCount == count)
    #expect(pulledBack.forward.instructions.count == 2 * count)
    #expect(pulledBack.backward.instructions.count == count)
  }

  /// Nothing calls itself as often as a program is long.
  @Test func aLongChainNeedsLittleStack() throws {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let builder = GraphBuilder()
      var value = builder.parameter(.tensor(.scalar(.float64)))
      for _ in 0..<100_000 { value = try! builder.append(Vocabulary.test["sin"]!.init(), [value])[0] }
      let pulledBack = try! builder.finish(results: [value]).pulledBack([true])
      #expect(pulledBack.residualCount == 100_000)
      #expect(pulledBack.backward.description.count > 1_000_000)
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
  }
}
