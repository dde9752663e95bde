import JAXIR
import Testing

@testable import JAXCompiler

struct ForwardModeTests {
  @Test(arguments: [Network.text, Network.product])
  func tangentsAreFiniteDifferences(text: String) throws {
    let graph = try Network.graph(text)
    let derivative = try graph.jvp(graph.parameters.map { _ in true })
    try derivative.graph.verify()
    #expect(derivative.hasTangent == [true])
    let (x, tangents) = (graph.randomArguments(seed: 1), graph.randomArguments(seed: 2))
    let results = try derivative.graph(x + tangents)
    #expect(try results[0] == graph(x)[0])
    #expect(try agree(results[1], graph.difference(x, along: tangents)))
  }

  @Test func derivativesNest() throws {
    let graph = try Network.graph("graph main(%0: f64[2]) { %1 = sin %0 : f64[2] return %1 }")
    let first = try graph.jvp([true]).graph.droppingResults(1)
    let second = try first.jvp([true, false]).graph.droppingResults(1)
    let results = try second([[0.3, -0.7], [1, 1], [1, 1]])
    // sin″ = −sin
    #expect(try agree(results[0], graph([[0.3, -0.7]])[0].map(-), within: 1e-15))
  }

  @Test func whatHasNoTangentIsCopiedOnce() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[], %1: f32[]) {
        %2 = exp %1 : f32[]
        %3 = multiply %0, %2 : f32[]
        %4 = floor %3 : f32[]
        return %3, %2, %4
      }
      """)
    let derivative = try graph.jvp([true, false])
    #expect(derivative.hasTangent == [true, false, false])
    #expect(
      derivative.graph.description == """
        graph main(%0: f32[], %1: f32[], %2: f32[]) {
          %3 = exp %1 : f32[]
          %4 = multiply %2, %3 : f32[]
          %5 = multiply %0, %3 : f32[]
          %6 = floor %5 : f32[]
          return %5, %3, %6, %4
        }

        """)
  }

  @Test func deadTangentsLeaveNothing() throws {
    let graph = try Network.graph(
      "graph main(%0: f32[], %1: f32[]) { %2 = sin %0 : f32[] %3 = floor %2 : f32[] return %3 }")
    let derivative = try graph.jvp([true, true])
    #expect(derivative.hasTangent == [false])
    #expect(derivative.graph.instructions.count == 2)
    let explicit = try graph.jvp([true, true], explicitZeros: true)
    #expect(explicit.hasTangent == [true])
    #expect(explicit.graph.resultTypes == [.tensor(.scalar(.float32)), .tensor(.scalar(.float32))])
  }

  @Test func effectsHappenOnce() throws {
    let graph = try Network.graph(
      """
      graph main(%0: token, %1: f32[]) {
        %2 = sin %1 : f32[]
        %3, %4 = test_effect %0, %2 : token, f32[]
        return %3, %4
      }
      """)
    let derivative = try graph.jvp([false, true])
    try derivative.graph.verify()
    #expect(derivative.hasTangent == [false, true])
    #expect(derivative.graph.instructions.count { $0.effects == .ordered } == 1)
  }

  @Test func theInstructionsOfARuleAreWhereTheUserWroteTheirs() throws {
    let graph = try Graph(
      parsing: "graph main(%0: f32[]) {\n%1 = sin %0 : f32[]\nreturn %1 }", vocabulary: .test, file: "f.graph"
    )
    let derivative = try graph.jvp([true])
    for instruction in derivative.graph.instructions {
      #expect(instruction.location == .source(file: "f.graph", line: 2, column: 1))
    }
  }

  @Test func mistakesAreErrors() throws {
    let graph = try Network.graph("graph main(%0: token) { return %0 }")
    #expect(throws: JAXError.self) { try graph.jvp([true]) }
    #expect(throws: JAXError.self) { try graph.jvp([]) }
    let call = try Network.graph(
      "graph main(%0: f32[]) { %1 = test_call %0 (%0: f32[]) { return %0 } : f32[] return %1 }")
    let error = try #require(throws: JAXError.self) { try call.jvp([true]) }
    #expect(error.operation == "test_call" && error.location != .unknown)
  }
}
