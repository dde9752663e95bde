import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

/// Integers of 4 bits and floats of 8: values that the text checks itself.
@Suite struct NarrowImportTests {
  private func run(_ body: String) throws {
    try ConformanceTests.run(try ImporterTests.graph("func.func @main() {\n\(body)\nreturn\n}"))
  }

  @Test func signedNibblesWrap() throws {
    try run(
      """
      %a = stablehlo.constant dense<[7, -8, -1, 3]> : tensor<4xi4>
      %b = stablehlo.constant dense<[1, -1, 2, 0]> : tensor<4xi4>
      %sum = stablehlo.add %a, %b : tensor<4xi4>
      %0 = stablehlo.convert %sum : (tensor<4xi4>) -> tensor<4xi32>
      check.expect_eq_const %0, dense<[-8, 7, 1, 3]> : tensor<4xi32>
      %quotient = stablehlo.divide %a, %b : tensor<4xi4>
      %1 = stablehlo.convert %quotient : (tensor<4xi4>) -> tensor<4xi32>
      check.expect_eq_const %1, dense<[7, -8, 0, -1]> : tensor<4xi32>
      %less = stablehlo.compare LT, %a, %b : (tensor<4xi4>, tensor<4xi4>) -> tensor<4xi1>
      check.expect_eq_const %less, dense<[false, true, true, false]> : tensor<4xi1>
      """)
  }

  @Test func bitsOfNibblesAreFour() throws {
    try run(
      """
      %a = stablehlo.constant dense<[7, -8, -1, 3]> : tensor<4xi4>
      %b = stablehlo.constant dense<[1, 1, 0, 5]> : tensor<4xi4>
      %ones = stablehlo.popcnt %a : tensor<4xi4>
      %0 = stablehlo.convert %ones : (tensor<4xi4>) -> tensor<4xi8>
      check.expect_eq_const %0, dense<[3, 1, 4, 2]> : tensor<4xi8>
      %zeros = stablehlo.count_leading_zeros %a : tensor<4xi4>
      %1 = stablehlo.convert %zeros : (tensor<4xi4>) -> tensor<4xi8>
      check.expect_eq_const %1, dense<[1, 0, 0, 2]> : tensor<4xi8>
      %right = stablehlo.shift_right_logical %a, %b : tensor<4xi4>
      %2 = stablehlo.convert %right : (tensor<4xi4>) -> tensor<4xi8>
      check.expect_eq_const %2, dense<[3, 4, -1, 0]> : tensor<4xi8>
      %left = stablehlo.shift_left %a, %b : tensor<4xi4>
      %3 = stablehlo.convert %left : (tensor<4xi4>) -> tensor<4xi8>
      check.expect_eq_const %3, dense<[-2, 0, -1, 0]> : tensor<4xi8>
      """)
  }

  @Test func unsignedNibblesAndConversions() throws {
    try run(
      """
      %a = stablehlo.constant dense<[15, 9]> : tensor<2xui4>
      %sum = stablehlo.add %a, %a : tensor<2xui4>
      %0 = stablehlo.convert %sum : (tensor<2xui4>) -> tensor<2xi32>
      check.expect_eq_const %0, dense<[14, 2]> : tensor<2xi32>
      %not = stablehlo.not %a : tensor<2xui4>
      %1 = stablehlo.convert %not : (tensor<2xui4>) -> tensor<2xi32>
      check.expect_eq_const %1, dense<[0, 6]> : tensor<2xi32>
      %wide = stablehlo.constant dense<[17, -9, 300]> : tensor<3xi32>
      %narrow = stablehlo.convert %wide : (tensor<3xi32>) -> tensor<3xi4>
      %2 = stablehlo.convert %narrow : (tensor<3xi4>) -> tensor<3xi32>
      check.expect_eq_const %2, dense<[1, 7, -4]> : tensor<3xi32>
      %float = stablehlo.constant dense<[100.0, -100.0, -2.75]> : tensor<3xf32>
      %saturated = stablehlo.convert %float : (tensor<3xf32>) -> tensor<3xi4>
      %3 = stablehlo.convert %saturated : (tensor<3xi4>) -> tensor<3xi32>
      check.expect_eq_const %3, dense<[7, -8, -2]> : tensor<3xi32>
      """)
  }

  @Test func arithmeticOnFloatsOf8BitsRoundsEachResult() throws {
    try run(
      """
      %a = stablehlo.constant dense<[1.0, 1.125, 448.0, 1.0]> : tensor<4xf8E4M3FN>
      %b = stablehlo.constant dense<"0x38443818"> : tensor<4xf8E4M3FN>
      %sum = stablehlo.add %a, %b : tensor<4xf8E4M3FN>
      %0 = stablehlo.convert %sum : (tensor<4xf8E4M3FN>) -> tensor<4xf32>
      check.expect_eq_const %0, dense<[2.0, 4.0, 448.0, 1.0]> : tensor<4xf32>
      %bits = stablehlo.bitcast_convert %sum : (tensor<4xf8E4M3FN>) -> tensor<4xui8>
      check.expect_eq_const %bits, dense<[64, 72, 126, 56]> : tensor<4xui8>
      %back = stablehlo.bitcast_convert %bits : (tensor<4xui8>) -> tensor<4xf8E4M3FN>
      %equal = stablehlo.compare EQ, %back, %sum : (tensor<4xf8E4M3FN>, tensor<4xf8E4M3FN>) -> tensor<4xi1>
      check.expect_eq_const %equal, dense<true> : tensor<4xi1>
      %nan = stablehlo.constant dense<0x7F> : tensor<2xf8E4M3FN>
      %isnan = stablehlo.compare NE, %nan, %nan : (tensor<2xf8E4M3FN>, tensor<2xf8E4M3FN>) -> tensor<2xi1>
      check.expect_eq_const %isnan, dense<true> : tensor<2xi1>
      """)
  }

  /// Through float32 the first would become a tie, and 1.
  @Test func conversionsRoundOnce() throws {
    try run(
      """
      %a = stablehlo.constant dense<[0x3FF1000000001000, 0x3FF1000000000000, 0x40AC000000000000]> : tensor<3xf64>
      %narrow = stablehlo.convert %a : (tensor<3xf64>) -> tensor<3xf8E4M3FN>
      %bits = stablehlo.bitcast_convert %narrow : (tensor<3xf8E4M3FN>) -> tensor<3xui8>
      check.expect_eq_const %bits, dense<[57, 56, 127]> : tensor<3xui8>
      %integers = stablehlo.constant dense<[3, -17, 70000]> : tensor<3xi32>
      %rounded = stablehlo.convert %integers : (tensor<3xi32>) -> tensor<3xf8E5M2>
      %1 = stablehlo.convert %rounded : (tensor<3xf8E5M2>) -> tensor<3xf32>
      check.expect_eq_const %1, dense<[3.0, -16.0, 0x7F800000]> : tensor<3xf32>
      """)
  }

  @Test func parametersAndResultsAreBytes() throws {
    let graph = try ImporterTests.graph(
      """
      func.func @main(%a: tensor<3xf8E5M2>, %b: tensor<3xi4>) -> (tensor<3xf8E5M2>, tensor<3xi4>) {
        %0 = stablehlo.negate %a : tensor<3xf8E5M2>
        return %0, %b : tensor<3xf8E5M2>, tensor<3xi4>
      }
      """)
    let types = ["u8[3]", "i8[3]"]
    #expect(graph.parameterTypes.map(\.description) == types)
    #expect(graph.resultTypes.map(\.description) == types)
  }

  @Test(arguments: [
    "%0 = stablehlo.bitcast_convert %a : (tensor<2xi4>) -> tensor<i8>",
    "%0 = stablehlo.bitcast_convert %b : (tensor<3xf8E5M2>) -> tensor<3xi32>",
    "%0 = stablehlo.add %b, %a : tensor<3xf8E5M2>",
    "%0 = stablehlo.constant dense<0x1FF> : tensor<f8E5M2>",
    "%0 = stablehlo.constant dense<200> : tensor<ui7>",
    "%0 = stablehlo.convert %b : (tensor<3xf8E5M2>) -> tensor<4xi4>",
  ]) func whatHasNoMeaningIsAnError(_ line: String) {
    let text = "func.func @main(%a: tensor<2xi4>, %b: tensor<3xf8E5M2>) {\n\(line)\nreturn\n}"
    #expect(ImporterTests.refusal(text) != nil)
  }
}
