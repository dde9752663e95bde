module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-2.54690773246259772e-01, -9.94633386811820897e-01, 6.65910464444860128e-01, -4.47829853555540502e-01], [-8.41437825362828296e-01, -3.68817712928008579e-01, -3.53660026821734030e-01, 4.47971271626065759e-01], [-9.88586652087067197e-01, -5.39972992485033165e-01, 7.92938545853093535e-01, 7.09752238862318308e-01], [2.58062613692991993e-01, 1.17899787790160415e-01, -5.54764938297768406e-01, 7.50194958458510808e-01], [5.21442966409599862e-01, 2.58653162130835224e-02, -6.77963402191675835e-01, -5.68321587701019482e-01]], [[-2.41412951773340101e-01, -3.37750750860601912e-01, -8.77887896450068039e-01, -1.87247268961858948e-01], [-1.02565449205788362e-01, -4.25840314886227977e-01, -2.31394209684906871e-01, -3.35244593087262510e-01], [-2.46328710702802711e-01, 2.38061945957786847e-01, -5.33860980560363352e-03, -6.04821125173754304e-01], [5.90519312370964444e-01, 2.63730025799557843e-02, -8.32704787675717650e-02, 4.26685454426491972e-01], [5.04275907940080925e-01, 6.98119000271868018e-01, 6.22493284217608300e-01, 3.38030459950103834e-01]], [[4.42258687575090015e-01, -6.85746260509193739e-01, 3.98506398152882246e-01, -4.91084367801723820e-01], [-4.84328496006587450e-01, -7.59736477589165515e-01, -2.06181947423456746e-01, -9.60244638969497633e-01], [3.13959071116229005e-01, 4.96205347355882731e-01, 5.51099094501272591e-01, -7.42276023452028699e-01], [2.82173241529263485e-01, 6.76586473885018247e-01, -9.28060720405092576e-01, -6.13262548208460823e-01], [-4.64448391463387900e-01, -7.60308431693781372e-02, -6.55669628478597666e-01, 7.77437864156738101e-02]]]> : tensor<3x5x4xf64>
    %0 = call @svd(%arg0) : (tensor<3x5x4xf64>) -> tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[2.07618742496136033e+00, 1.42242484787581258e+00, 8.26303713532715589e-01, 5.08868973449584150e-01], [1.58699237680505822e+00, 8.91164347604960549e-01, 4.40934763551465048e-01, 3.06222879215789667e-01], [1.51675927180999315e+00, 1.44774786064411209e+00, 1.32607443960272908e+00, 5.64670378133155459e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.2e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
  func.func private @svd(%arg0: tensor<3x5x4xf64>) -> tensor<3x4xf64> {
    %0:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=3, j=5, k=4, l=5, m=4, n=4, o=5, p=5, q=4, r=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x5x5xf64>, tensor<3x4x4xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<3x4xi1>, tensor<3x4xf64>
    return %6 : tensor<3x4xf64>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(-3.120965064e-01, -9.227373600e-01), (3.102209270e-01, -9.558028728e-02), (6.264910847e-02, -5.972747803e-01), (3.725959063e-01, -9.751752019e-01)], [(-5.073179007e-01, 9.540600777e-01), (4.141376615e-01, -4.125590324e-01), (4.692728817e-01, 7.499304414e-02), (4.439350367e-01, -2.836004496e-01)], [(-8.630998135e-01, -8.931865096e-01), (8.923006654e-01, 8.017678857e-01), (1.537276953e-01, 8.713148236e-01), (-4.553618431e-01, -6.271345615e-01)], [(-1.317269355e-01, -1.640060842e-01), (3.520310670e-02, -2.527185082e-01), (3.553933650e-02, -6.655660272e-01), (-5.040830374e-01, 3.233212829e-01)], [(-4.700714350e-01, 5.639921427e-01), (-2.728241384e-01, 5.193960071e-01), (5.618496537e-01, 3.505039215e-01), (-1.251118928e-01, -9.650191665e-01)]]> : tensor<5x4xcomplex<f32>>
    %0 = call @svd(%arg0) : (tensor<5x4xcomplex<f32>>) -> tensor<4xf32>
    %want0 = stablehlo.constant dense<[2.572197676e+00, 1.723424792e+00, 1.461357117e+00, 5.844232440e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 7.8e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
  func.func private @svd(%arg0: tensor<5x4xcomplex<f32>>) -> tensor<4xf32> {
    %0:5 = stablehlo.custom_call @lapack_cgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], [n, o], [p, q], []) {i=5, j=4, k=5, l=4, m=4, n=5, o=5, p=4, q=4}, custom>} : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xf32>, tensor<5x5xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<4xi1>, tensor<4xf32>
    return %6 : tensor<4xf32>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0 = call @svd(%arg0) : (tensor<0x5x4xf32>) -> tensor<0x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    return
  }
  func.func private @svd(%arg0: tensor<0x5x4xf32>) -> tensor<0x4xf32> {
    %0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=0, j=5, k=4, l=5, m=4, n=4, o=5, p=5, q=4, r=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x5x5xf32>, tensor<0x4x4xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<0x4xi1>, tensor<0x4xf32>
    return %6 : tensor<0x4xf32>
  }
}
