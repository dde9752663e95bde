import JAXIR
import Testing

@testable import JAX

/// Operations outside traces, often enough that they are found ready.
@Suite struct ReadyOperationTests {
  /// What `operation` gives the first time, in the interpreter, and when it is ready.
  private func often(_ operation: () -> Tensor) throws -> Set<String> {
    var results: Set<String> = []
    for _ in 0..<20 { results.insert("\(operation())") }
    return results
  }

  @Test func resultsStayWhatTheyAre() throws {
    let x = Tensor([1, 2, 3] as [Float])
    #expect(try often { x + x } == ["f32[3] [2.0, 4.0, 6.0]"])
    #expect(try often { x / 2 } == ["f32[3] [0.5, 1.0, 1.5]"])
    #expect(try often { 1 - x } == ["f32[3] [0.0, -1.0, -2.0]"])
    #expect(try often { x * 2.5 } == ["f32[3] [2.5, 5.0, 7.5]"])
    #expect(try often { -x } == ["f32[3] [-1.0, -2.0, -3.0]"])
    #expect(try often { x * Tensor(Float(2)) } == ["f32[3] [2.0, 4.0, 6.0]"])
  }

  @Test func integersAreConvertedWhereTheyMeetFloats() throws {
    let n = Tensor([1, 2, 3] as [Int32])
    #expect(try often { n / n } == ["f32[3] [1.0, 1.0, 1.0]"])
    #expect(try often { n + 1 } == ["i32[3] [2, 3, 4]"])
    #expect(try often { n + 0.5 } == ["f32[3] [1.5, 2.5, 3.5]"])
    #expect(try often { n + Tensor([1, 2, 3] as [Float]) } == ["f32[3] [2.0, 4.0, 6.0]"])
    #expect(try often { n .< 2 } == ["bool[3] [true, false, false]"])
  }

  @Test func parametersOfPrimitivesTellThemApart() throws {
    let x = Tensor([1, 2, 3] as [Float])
    for _ in 0..<20 {
      #expect("\(x .< 2)" == "bool[3] [true, false, false]")
      #expect("\(x .> 2)" == "bool[3] [false, false, true]")
      #expect("\(x .== 2)" == "bool[3] [false, true, false]")
    }
  }

  @Test func shapesThatBroadcastStillDo() throws {
    let row = Tensor([1, 2] as [Float])
    let column = Tensor([10, 20] as [Float], shape: [2, 1])
    #expect(try often { row + column } == ["f32[2,2] [[11.0, 12.0],\n [21.0, 22.0]]"])
  }

  @Test func numbersAreTakenByTheirBits() throws {
    let x = Tensor([1, -1] as [Float])
    for _ in 0..<20 {
      #expect("\(x / (0.0 as Tensor))" == "f32[2] [inf, -inf]")
      #expect("\(x / (-0.0 as Tensor))" == "f32[2] [-inf, inf]")
    }
  }

  @Test func errorsAreThoseOfTheFirstTime() throws {
    let x = Tensor([1, 2, 3] as [Int8])
    _ = try often { x + 100 }
    let error = try #require(throws: JAXError.self) { try withErrors { x + 1000 } }
    #expect(error.message.contains("out of the range"))
  }

  @Test func weakTensorsStayWeak() throws {
    let weak = Tensor(weak: 2)
    for _ in 0..<20 {
      #expect((weak * weak * Tensor([1, 2] as [Double])).dtype == .float64)
      #expect((weak * Tensor([1, 2] as [Int8])).dtype == .int8)
    }
  }

  @Test func insideATraceTheyAreRecorded() throws {
    let x = Tensor([1, 2, 3] as [Float])
    _ = try often { x * x }
    let graph = try jit { (y: Tensor) in x * x + y }.graph(x)
    #expect(graph.contains("multiply"), "\(graph)")
  }
}
