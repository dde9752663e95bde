import JAXIR
import Testing

@testable import JAX

@Suite struct SpecialFunctionsTests {
  private static let functions: [(String, @Sendable (Tensor) -> Tensor, Float, Float)] = [
    ("tan", { tan($0) }, 0.5, 0.5463025),
    ("asin", { asin($0) }, 0.5, 0.5235988),
    ("acos", { acos($0) }, 0.5, 1.0471976),
    ("atan", { atan($0) }, 0.5, 0.4636476),
    ("sinh", { sinh($0) }, 0.5, 0.5210953),
    ("cosh", { cosh($0) }, 0.5, 1.127626),
    ("asinh", { asinh($0) }, 0.5, 0.4812118),
    ("acosh", { acosh($0) }, 1.5, 0.9624236),
    ("atanh", { atanh($0) }, 0.5, 0.5493061),
    ("erfc", { erfc($0) }, 0.5, 0.47950012),
    ("erfInv", { erfInv($0) }, 0.5, 0.47693628),
    ("lgamma", { lgamma($0) }, 0.5, 0.5723649),
    ("digamma", { digamma($0) }, 0.5, -1.9635100),
    ("besselI0e", { besselI0e($0) }, 0.5, 0.64503527),
    ("besselI1e", { besselI1e($0) }, 0.5, 0.1564208),
    ("polygamma", { polygamma(1, $0) }, 0.5, 4.934802),
    ("zeta", { zeta($0, 1) }, 2, 1.6449341),
  ]

  @Test(arguments: functions.indices) func value(_ index: Int) throws {
    let (name, function, argument, expected) = Self.functions[index]
    let result: [Float] = try function(Tensor([argument, argument])).elements()
    for value in result {
      #expect(abs(value - expected) <= expected.ulp.magnitude, "\(name)(\(argument)) is \(value)")
    }
    #expect(function(Tensor([Int32(1)])).dtype == .float32)
    #expect(function(Tensor([Double(argument)])).dtype == .float64)
  }

  @Test func nextNumber() throws {
    let next: [Float] = try nextAfter(Tensor([1, 1, 0, 2] as [Float]), Tensor([2, 0, -1, 2] as [Float]))
      .elements()
    #expect(next == [Float(1).nextUp, Float(1).nextDown, -Float.leastNonzeroMagnitude, 2])
  }
}
