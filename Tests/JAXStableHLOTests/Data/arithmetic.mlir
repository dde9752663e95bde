module @arithmetic attributes {mhlo.num_partitions = 1 : i32} {
  func.func public @main(%a: tensor<3xf32> {jax.arg = "a"}, %b: tensor<11xi1>) -> (tensor<3xf32> {jax.result_info = ""}, tensor<11xi1>, tensor<2x2xf32>) {
    %cst = stablehlo.constant dense<[true, false, true, true, false, false, true, false, true, true, true]> : tensor<11xi1>
    %on = stablehlo.constant dense<true> : tensor<11xi1>
    %off = stablehlo.constant dense<false> : tensor<3xi1>
    %one = stablehlo.constant dense<true> : tensor<i1>
    %eight = stablehlo.constant dense<[true, true, true, true, true, true, true, false]> : tensor<8xi1>
    %splat = stablehlo.constant dense<0xFFC00001> : tensor<3xf32>
    %list = stablehlo.constant dense<[[1.0, -0.0], [0x7F800000, 3.5e-10]]> : tensor<2x2xf32>
    %int = stablehlo.constant dense<[-1, 127]> : tensor<2xi8>
    %half = stablehlo.constant dense<1.5> : tensor<bf16>
    %c = stablehlo.constant dense<(1.0, -2.0)> : tensor<2xcomplex<f32>>
    %0 = stablehlo.xor %b, %cst : tensor<11xi1>
    %1 = stablehlo.or %0, %on : tensor<11xi1>
    %2 = stablehlo.select %off, %splat, %a : tensor<3xi1>, tensor<3xf32>
    %3 = call @inner(%2) : (tensor<3xf32>) -> tensor<3xf32>
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<3xf32>, tensor<f32>) -> tensor<f32>
    %5 = stablehlo.compare LT, %4, %zero, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %6 = stablehlo.select %5, %3, %a : tensor<i1>, tensor<3xf32>
    %7 = stablehlo.dot_general %list, %list, contracting_dims = [1] x [0], precision = [HIGHEST, DEFAULT] : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    %8 = stablehlo.slice %6 [0:2] : (tensor<3xf32>) -> tensor<2xf32>
    %9 = stablehlo.pad %8, %4, low = [-1], high = [1], interior = [1] : (tensor<2xf32>, tensor<f32>) -> tensor<3xf32>
    stablehlo.custom_call @check.expect_eq(%9, %9) {has_side_effect = true} : (tensor<3xf32>, tensor<3xf32>) -> ()
    return %9, %1, %7 : tensor<3xf32>, tensor<11xi1>, tensor<2x2xf32>
  }
  func.func private @inner(%a: tensor<3xf32>) -> tensor<3xf32> {
    %0 = stablehlo.exponential %a : tensor<3xf32>
    %1 = stablehlo.iota dim = 0 : tensor<3xf32>
    %2 = stablehlo.multiply %0, %1 : tensor<3xf32>
    return %2 : tensor<3xf32>
  }
}
