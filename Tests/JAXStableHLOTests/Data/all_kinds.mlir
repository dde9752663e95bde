func.func @main(%a: tensor<4x4xf32>, %i: tensor<i32>, %p: tensor<i1>, %t: tensor<4xf32>, %s: tensor<1xi32>, %im: tensor<1x8x8x3xf32>, %k: tensor<3x3x3x2xf32>) -> tensor<4x4xf32> {
  %0 = stablehlo.cholesky %a, lower = true : tensor<4x4xf32>
  %1 = "stablehlo.triangular_solve"(%0, %a) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = false}> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %2 = "stablehlo.case"(%i) ({ stablehlo.return %0 : tensor<4x4xf32> }, { stablehlo.return %1 : tensor<4x4xf32> }) : (tensor<i32>) -> tensor<4x4xf32>
  %3 = "stablehlo.if"(%p) ({ stablehlo.return %0 : tensor<4x4xf32> }, { stablehlo.return %1 : tensor<4x4xf32> }) : (tensor<i1>) -> tensor<4x4xf32>
  %4 = "stablehlo.map"(%2, %3) <{dimensions = array<i64: 0, 1>}> ({ ^bb0(%x: tensor<f32>, %y: tensor<f32>):
     %z = stablehlo.add %x, %y : tensor<f32>
     stablehlo.return %z : tensor<f32> }) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %5 = stablehlo.composite "my.op" %4 {composite_attributes = {k = 3 : i32}, decomposition = @f, version = 2 : i32} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %6:2 = stablehlo.optimization_barrier %5, %4 : tensor<4x4xf32>, tensor<4x4xf32>
  %7 = stablehlo.fft %t, type = RFFT, length = [4] : (tensor<4xf32>) -> tensor<3xcomplex<f32>>
  %8 = stablehlo.tuple %6#0, %7 : tuple<tensor<4x4xf32>, tensor<3xcomplex<f32>>>
  %9 = stablehlo.get_tuple_element %8[0] : (tuple<tensor<4x4xf32>, tensor<3xcomplex<f32>>>) -> tensor<4x4xf32>
  %10 = stablehlo.tan %9 : tensor<4x4xf32>
  %11 = stablehlo.logistic %10 : tensor<4x4xf32>
  %12 = stablehlo.convolution(%im, %k) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [0, 0]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x3xf32>, tensor<3x3x3x2xf32>) -> tensor<1x8x6x2xf32>
  %c = stablehlo.constant dense<[0, 1]> : tensor<2xi64>
  %13 = stablehlo.rng %i, %i, %c, distribution = UNIFORM : (tensor<i32>, tensor<i32>, tensor<2xi64>) -> tensor<0x1xi32>
  %u = stablehlo.constant dense<[0, 1]> : tensor<2xui64>
  %14, %15 = stablehlo.rng_bit_generator %u, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4xui32>)
  %16 = stablehlo.reduce_precision %11, format = e5m10 : tensor<4x4xf32>
  %tok = stablehlo.create_token : !stablehlo.token
  %17 = stablehlo.after_all %tok, %tok : !stablehlo.token
  %18 = stablehlo.dot_general %16, %16, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT], algorithm = <lhs_precision_type = tf32, rhs_precision_type = tf32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %18 : tensor<4x4xf32>
}
func.func private @f(%a: tensor<4x4xf32>) -> tensor<4x4xf32> { return %a : tensor<4x4xf32> }
