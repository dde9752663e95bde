import JAXIR
import JAXPrimitives
import Synchronization
import Testing

@testable import JAXCompiler

struct PipelineTests {
  private static let text = """
    graph main(%0: f32[4], %1: f32[4]) {
      %2 = constant {literal = f32[4](1.0)} : f32[4]
      %3 = multiply %0, %2 : f32[4]
      %4 = multiply %3, %1 : f32[4]
      %5 = add %4, %0 : f32[4]
      %6 = abs %5 : f32[4]
      return %5
    }
    """

  @Test func passesThatAreOffDoNotRun() throws {
    let graph = try Graph(parsing: PipelineTests.text, vocabulary: .test)
    var options = CompilerOptions()
    options.passes = ["dead-code"]
    let ran = Mutex<[Pass.Name]>([])
    let observe: @Sendable (Pass.Name, Graph, Duration) -> Void = { name, _, _ in
      ran.withLock { $0.append(name) }
    }
    let result = try Pipeline(options, observe: observe).optimise(graph)
    #expect(ran.withLock(\.self) == ["inlining", "common-subexpressions", "contraction", "dead-code"])
    #expect(result.description.contains("multiply %0, %2") && !result.description.contains("abs"))
  }

  @Test func theMathModeAloneDecidesOnContraction() throws {
    let graph = try Graph(parsing: PipelineTests.text, vocabulary: .test)
    var options = CompilerOptions()
    options.passes = []
    options.optimizationLevel = .none
    #expect(try Pipeline(options).optimise(graph).description.contains("fma"))
    options.math = .strict
    #expect(try !Pipeline(options).optimise(graph).description.contains("fma"))
    #expect(try Pipeline(options).meaning(of: graph) == graph)
  }

  @Test func locationsAreKept() throws {
    let graph = try Graph(parsing: PipelineTests.text, vocabulary: .test, file: "model.graph")
    let result = try Pipeline(context: .folding).optimise(graph)
    #expect(result.instructions.map(\.location) == [.source(file: "model.graph", line: 5, column: 3)])
  }

  @Test func aPassThatBreaksAGraphIsNamed() throws {
    var graph = try Graph(parsing: PipelineTests.text, vocabulary: .test)
    graph.types[2] = .tensor(.scalar(.float32))
    #expect(throws: JAXError.self) { try Pipeline(verifies: true).optimise(graph) }
  }

  @Test func longProgramsTakeNoStack() throws {
    let count = 10_000
    let builder = GraphBuilder()
    var value = builder.parameter(.tensor(.scalar(.float32)))
    let other = builder.parameter(.tensor(.scalar(.float32)))
    for step in 0..<count {
      value = try builder.append(
        step.isMultiple(of: 2) ? Multiply() : Add() as any Primitive, [value, other])[0]
    }
    let graph = builder.finish(results: [value])
    let result = try Pipeline(context: .folding, verifies: true).optimise(graph)
    #expect(result.instructions.count == count / 2)
  }
}
