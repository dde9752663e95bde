import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

@Suite struct QuantizedImportTests {
  /// A program that quantizes, does `body` and compares the numbers at the end.
  static func run(_ body: String) throws {
    try ConformanceTests.run(try ImporterTests.graph("func.func @main() {\n\(body)\nreturn\n}"))
  }

  static let q = "!quant.uniform<i8:f32, 0.5:-1>"

  @Test func numbersAreRoundedToEvenAndClamped() throws {
    try Self.run(
      """
      %a = stablehlo.constant dense<[0.0, 0.25, 0.75, 1.0, -1.25, 100.0, -100.0]> : tensor<7xf32>
      %0 = stablehlo.uniform_quantize %a : (tensor<7xf32>) -> tensor<7x\(Self.q)>
      %1 = stablehlo.uniform_dequantize %0 : (tensor<7x\(Self.q)>) -> tensor<7xf32>
      check.expect_eq_const %1, dense<[0.0, 0.5, 0.5, 1.0, -1.5, 64.0, -63.5]> : tensor<7xf32>
      """)
  }

  @Test func operationsComputeWithTheNumbers() throws {
    try Self.run(
      """
      %a = stablehlo.constant dense<[1.0, -2.0]> : tensor<2xf32>
      %0 = stablehlo.uniform_quantize %a : (tensor<2xf32>) -> tensor<2x\(Self.q)>
      %1 = stablehlo.add %0, %0 : tensor<2x\(Self.q)>
      %2 = stablehlo.reverse %1, dims = [0] : tensor<2x\(Self.q)>
      %3 = stablehlo.abs %2 : tensor<2x\(Self.q)>
      %4 = stablehlo.uniform_quantize %3 : (tensor<2x\(Self.q)>) -> tensor<2x!quant.uniform<ui8<0:15>:f32, 0.25>>
      %5 = stablehlo.uniform_dequantize %4 : (tensor<2x!quant.uniform<ui8<0:15>:f32, 0.25>>) -> tensor<2xf32>
      check.expect_eq_const %5, dense<[3.75, 2.0]> : tensor<2xf32>
      %6 = stablehlo.constant dense<[3.75, 2.0]> : tensor<2xf32>
      %7 = stablehlo.custom_call @check.eq(%6, %5) : (tensor<2xf32>, tensor<2xf32>) -> tensor<i1>
      """)
  }

  /// Products are sums of integers: 127 · 127 · 9 is not a multiple of what an f32 near it can tell apart.
  @Test func productsAreOfIntegers() throws {
    let type = "!quant.uniform<i8:f32, 1.0:-1>"
    try Self.run(
      """
      %a = stablehlo.constant dense<126.0> : tensor<1x9xf32>
      %0 = stablehlo.uniform_quantize %a : (tensor<1x9xf32>) -> tensor<1x9x\(type)>
      %1 = stablehlo.dot_general %0, %0, contracting_dims = [1] x [1] : (tensor<1x9x\(type)>, tensor<1x9x\(type)>) -> tensor<1x1x!quant.uniform<i32:f32, 1.0>>
      %2 = stablehlo.uniform_dequantize %1 : (tensor<1x1x!quant.uniform<i32:f32, 1.0>>) -> tensor<1x1xf32>
      check.expect_eq_const %2, dense<142884.0> : tensor<1x1xf32>
      %3 = stablehlo.dot_general %0, %0, contracting_dims = [1] x [1] : (tensor<1x9x\(type)>, tensor<1x9x\(type)>) -> tensor<1x1x!quant.uniform<i8:f32, 2000.0:1>>
      %4 = stablehlo.uniform_dequantize %3 : (tensor<1x1x!quant.uniform<i8:f32, 2000.0:1>>) -> tensor<1x1xf32>
      check.expect_eq_const %4, dense<142000.0> : tensor<1x1xf32>
      """)
  }

  @Test(arguments: [
    ("!quant.uniform<f32:f32, 0.5>", "expected the integers of a quantized type"),
    ("!quant.uniform<i8:i8, 0.5>", "expected the float of a quantized type"),
    ("!quant.uniform<i8:f32, -0.5>", "expected a positive scale"),
    ("!quant.uniform<i8:f32, 0.5:128>", "the zero point is not in the range of the type"),
    (
      "!quant.uniform<i8:f32:0, {0.5, 0.25}>",
      "type tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>: tensors of !quant.uniform<i8:f32:0, {0.5, 0.25}>"
    ),
  ]) func refuses(type: String, message: String) {
    let error = ImporterTests.refusal("func.func @main(%a: tensor<2x\(type)>) {\nreturn\n}")
    #expect(error?.message == message)
  }

  @Test func nothingIsQuantized() {
    let error = ImporterTests.refusal(
      """
      func.func @main(%a: tensor<2xf32>) {
        %0 = stablehlo.uniform_dequantize %a : (tensor<2xf32>) -> tensor<2xf32>
        return
      }
      """)
    #expect(
      error?.description == "t.mlir:2:8: error: stablehlo.uniform_dequantize: no tensor here is quantized")
  }
}
