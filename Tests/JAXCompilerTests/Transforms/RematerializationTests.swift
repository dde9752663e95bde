import JAXIR
import Testing

@testable import JAXCompiler

struct RematerializationTests {
  /// tanh′ needs t and 1 - t: the second is made of the first.
  @Test func cheapResidualsAreMadeAgain() throws {
    let parts = try Network.graph(
      """
      graph main(%0: f32[4], %1: f32[4]) {
        %2 = tanh %0 : f32[4]
        %3 = constant {literal = f32[4](1.0)} : f32[4]
        %4 = subtract %3, %2 : f32[4]
        %5 = multiply %2, %1 : f32[4]
        %6 = multiply %4, %5 : f32[4]
        return %6
      }
      """
    ).partiallyEvaluated(unknown: [false, true])
    #expect(parts.residualCount == 2)
    let least = try parts.makingCheapResidualsAgain()
    #expect(least.residualCount == 1)
    #expect(
      try least.known.removingDeadCode().description == """
        graph main(%0: f32[4]) {
          %1 = tanh %0 : f32[4]
          return %1
        }

        """)
    #expect(
      least.unknown.description == """
        graph main_linear(%0: f32[4], %1: f32[4]) {
          %2 = constant {literal = f32[4](1.0)} : f32[4]
          %3 = subtract %2, %0 : f32[4]
          %4 = multiply %0, %1 : f32[4]
          %5 = multiply %3, %4 : f32[4]
          return %5
        }

        """)
  }

  /// What costs more than memory is kept, and so is what is there anyway.
  @Test(arguments: ["cos %0", "divide %0, %0"])
  func dearResidualsAreKept(_ operation: String) throws {
    let parts = try Network.graph(
      """
      graph main(%0: f32[4], %1: f32[4]) {
        %2 = \(operation) : f32[4]
        %3 = multiply %2, %1 : f32[4]
        %4 = multiply %0, %3 : f32[4]
        return %4
      }
      """
    ).partiallyEvaluated(unknown: [false, true])
    #expect(try parts.makingCheapResidualsAgain().residualCount == 2)
  }

  @Test func resultsAreKept() throws {
    let parts = try Network.graph(
      """
      graph main(%0: f32[4], %1: f32[4]) {
        %2 = add %0, %0 : f32[4]
        %3 = multiply %2, %1 : f32[4]
        %4 = multiply %0, %3 : f32[4]
        return %2, %4
      }
      """
    ).partiallyEvaluated(unknown: [false, true])
    #expect(try parts.makingCheapResidualsAgain().residualCount == 2)
  }
}
