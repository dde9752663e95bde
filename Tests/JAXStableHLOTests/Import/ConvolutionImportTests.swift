import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

/// Convolutions in every way in which they are written.
@Suite struct ConvolutionImportTests {
  private static let operands = """
    %x = stablehlo.constant dense<[[[1], [2], [3], [4]]]> : tensor<1x4x1xi32>
    %k = stablehlo.constant dense<[[[1]], [[10]]]> : tensor<2x1x1xi32>
    """
  private static let groups = "batch_group_count = 1 : i64, feature_group_count = 1 : i64"

  private func run(_ body: String) throws {
    try ConformanceTests.run(
      try ImporterTests.graph("func.func @main() {\n\(Self.operands)\n\(body)\nreturn\n}"))
  }

  @Test func windowsAreRead() throws {
    try run(
      """
      %0 = stablehlo.convolution(%x, %k) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {} {\(Self.groups)} : (tensor<1x4x1xi32>, tensor<2x1x1xi32>) -> tensor<1x3x1xi32>
      check.expect_eq_const %0, dense<[[[21], [32], [43]]]> : tensor<1x3x1xi32>
      %1 = stablehlo.convolution(%x, %k) dim_numbers = [b, 0, f]x[0, i, o]->[b, f, 0], window = {stride = [2], pad = [[1, -1]], rhs_dilate = [2], reverse = [true]} {\(Self.groups)} : (tensor<1x4x1xi32>, tensor<2x1x1xi32>) -> tensor<1x1x1xi32>
      check.expect_eq_const %1, dense<[[[2]]]> : tensor<1x1x1xi32>
      """)
  }

  @Test(arguments: ["array<i1: true>", "dense<true> : tensor<1xi1>"])
  func genericFormsAreRead(reversal: String) throws {
    try run(
      """
      %0 = "stablehlo.convolution"(%x, %k) {\(Self.groups), dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, lhs_dilation = array<i64: 2>, padding = dense<[[0, 1]]> : tensor<1x2xi64>, precision_config = [], window_reversal = \(reversal)} : (tensor<1x4x1xi32>, tensor<2x1x1xi32>) -> tensor<1x7x1xi32>
      check.expect_eq_const %0, dense<[[[10], [2], [20], [3], [30], [4], [40]]]> : tensor<1x7x1xi32>
      """)
  }

  @Test func paddingMayBeAnOperand() throws {
    try run(
      """
      %p = stablehlo.constant dense<[[1, 0]]> : tensor<1x2xi32>
      %0 = "stablehlo.dynamic_conv"(%x, %k, %p) {\(Self.groups), dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>} : (tensor<1x4x1xi32>, tensor<2x1x1xi32>, tensor<1x2xi32>) -> tensor<1x4x1xi32>
      check.expect_eq_const %0, dense<[[[10], [21], [32], [43]]]> : tensor<1x4x1xi32>
      """)
  }

  @Test(arguments: [
    "[b, 0, f]x[0, i, o]", "[b, 0, f]x[0, i, o]->[b, b, f]", "[b, 1, f]x[0, i, o]->[b, 0, f]",
  ])
  func axesOfNoRoleAreErrors(numbers: String) {
    #expect(throws: JAXError.self) {
      try run(
        """
        %0 = stablehlo.convolution(%x, %k) dim_numbers = \(numbers), window = {} {\(Self.groups)} : (tensor<1x4x1xi32>, tensor<2x1x1xi32>) -> tensor<1x3x1xi32>
        """)
    }
  }
}
