module @jit_tridiagonal_solve attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[-3.80359545926075571e-01, -9.59678776904092201e-01, -6.30005792550479393e-01, 8.65834687783881618e-01], [-9.87886254577937661e-01, -8.92278759169294666e-01, -8.03335167137237738e-01, 7.83680854929099224e-01], [-2.33367210374855194e-01, 3.83221919712760872e-01, 4.11750232010690276e-01, -1.31991541095900056e-01]]> : tensor<3x4xf64>
    %arg1 = stablehlo.constant dense<[[3.46476544027131883e+00, 2.92245172982174495e+00, 3.08368880460520023e+00, 2.61362841347268304e+00], [2.00388123203015933e+00, 3.18661619025731913e+00, 2.53126188412589403e+00, 2.55032725318756537e+00], [3.75759651153780938e+00, 2.72370098248611869e+00, 2.20470759992801035e+00, 3.26073980294521126e+00]]> : tensor<3x4xf64>
    %arg2 = stablehlo.constant dense<[[7.68811199989678506e-02, -8.84861788000681049e-01, -3.02177773564416663e-01, 2.22415391882452962e-01], [-4.40561512549084711e-01, 9.72305238042510567e-01, 5.97935119577089891e-01, 8.42403637786981463e-03], [8.31058837964235408e-01, -9.30518511209067034e-01, -5.50921430790760613e-01, 8.29665173262306821e-01]]> : tensor<3x4xf64>
    %arg3 = stablehlo.constant dense<[[[1.74353167149805532e-02, -6.59585752835319949e-01], [1.40180733822303116e-01, 4.60461771813294618e-01], [2.06832033706880525e-01, -9.08241191495457789e-01], [-9.26540775496413671e-01, -1.85825527114483302e-01]], [[-9.67478293718234017e-01, -8.31839821729226658e-01], [2.85128945446469828e-01, -1.23097800499152754e-01], [-8.28960904169870449e-01, 7.52908781288750939e-01], [-2.63026245785544566e-01, 7.66343293461966946e-01]], [[2.18479033069492568e-01, 2.41935496081092216e-01], [-1.51938804184707177e-01, 3.43989275561542796e-01], [-5.12934691629194361e-01, -4.85145832119664222e-01], [7.49817364132692177e-01, -5.92525408069438431e-01]]]> : tensor<3x4x2xf64>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %1 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3xf64>
    %2 = "stablehlo.scatter"(%arg0, %0, %1) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
    ^bb0(%arg4: tensor<f64>, %arg5: tensor<f64>):
      stablehlo.return %arg5 : tensor<f64>
    }) : (tensor<3x4xf64>, tensor<1xi32>, tensor<3xf64>) -> tensor<3x4xf64>
    %c_0 = stablehlo.constant dense<3> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3xf64>
    %5 = "stablehlo.scatter"(%arg2, %3, %4) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
    ^bb0(%arg4: tensor<f64>, %arg5: tensor<f64>):
      stablehlo.return %arg5 : tensor<f64>
    }) : (tensor<3x4xf64>, tensor<1xi32>, tensor<3xf64>) -> tensor<3x4xf64>
    %6:5 = stablehlo.custom_call @lapack_dgtsv_ffi(%2, %arg1, %5, %arg3) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 1, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [2], operand_index = 2, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [3], operand_index = 3, operand_tuple_indices = []>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [i, k], [i, l], [i, m, n])->([i, o], [i, p], [i, q], [i, r, s], [i]) {i=3, j=4, k=4, l=4, m=4, n=2, o=4, p=4, q=4, r=4, s=2}, custom>} : (tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4x2xf64>) -> (tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4x2xf64>, tensor<3xi32>)
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %8 = stablehlo.compare EQ, %6#4, %7, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_3 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %10 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f64>) -> tensor<3x4x2xf64>
    %11 = stablehlo.broadcast_in_dim %9, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x2xi1>
    %12 = stablehlo.select %11, %6#3, %10 : tensor<3x4x2xi1>, tensor<3x4x2xf64>
    %want0 = stablehlo.constant dense<[[[3.64789531212493133e-03, -1.90524786210817532e-01], [6.23848235804411733e-02, 6.99706173647620527e-03], [4.36622923234850149e-02, -2.90633640557830475e-01], [-3.68967944244582957e-01, 2.51815292403984974e-02]], [[-4.71414140274431737e-01, -4.63470480174583255e-01], [5.17983184155808157e-02, -2.19946528084045578e-01], [-3.09126421440210797e-01, 1.68920721082650077e-01], [-8.14396957259022440e-03, 2.48581180143178482e-01]], [[8.47750347334507298e-02, 5.89024578719406500e-02], [-1.20414268086665971e-01, 2.47922588862136972e-02], [-1.54264534047266505e-01, -2.72847729126566241e-01], [2.23708665710917243e-01, -1.92759630729705200e-01]]]> : tensor<3x4x2xf64>
    stablehlo.custom_call @check.expect_almost_eq(%12, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x2xf64>, tensor<3x4x2xf64>) -> ()
    return
  }
}
// -----
module @jit_tridiagonal_solve attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[(-2.279042751e-01, 8.183547854e-01), (4.894397855e-01, -5.870618224e-01), (-3.399969637e-01, -5.176419020e-01), (-2.680396438e-01, 7.734627724e-01)]> : tensor<4xcomplex<f32>>
    %arg1 = stablehlo.constant dense<[(2.550470352e+00, 9.939565063e-01), (2.661209345e+00, 6.425617337e-01), (3.763978004e+00, 6.933404803e-01), (2.642264843e+00, -5.486454368e-01)]> : tensor<4xcomplex<f32>>
    %arg2 = stablehlo.constant dense<[(-5.658712387e-01, -5.880349874e-01), (5.051525235e-01, -5.128859282e-01), (6.534591913e-01, -7.247774601e-01), (-5.509144068e-01, -1.575993150e-01)]> : tensor<4xcomplex<f32>>
    %arg3 = stablehlo.constant dense<[[(5.825587548e-03, -2.533136010e-01), (2.563331127e-01, -7.222045660e-01)], [(-8.892930746e-01, 3.328832686e-01), (-6.156097054e-01, 9.458123446e-01)], [(-7.658566236e-01, 5.888250470e-01), (-4.599812031e-01, 2.964191735e-01)], [(-6.284294128e-01, -2.436770052e-01), (8.725454807e-01, -1.934054941e-01)]]> : tensor<4x2xcomplex<f32>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %1 = "stablehlo.scatter"(%arg0, %0, %cst) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg4: tensor<complex<f32>>, %arg5: tensor<complex<f32>>):
      stablehlo.return %arg5 : tensor<complex<f32>>
    }) : (tensor<4xcomplex<f32>>, tensor<1xi32>, tensor<complex<f32>>) -> tensor<4xcomplex<f32>>
    %c_0 = stablehlo.constant dense<3> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %3 = "stablehlo.scatter"(%arg2, %2, %cst_1) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg4: tensor<complex<f32>>, %arg5: tensor<complex<f32>>):
      stablehlo.return %arg5 : tensor<complex<f32>>
    }) : (tensor<4xcomplex<f32>>, tensor<1xi32>, tensor<complex<f32>>) -> tensor<4xcomplex<f32>>
    %4:5 = stablehlo.custom_call @lapack_cgtsv_ffi(%1, %arg1, %3, %arg3) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 1, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [2], operand_index = 2, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [3], operand_index = 3, operand_tuple_indices = []>], result_layouts = [dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i], [j], [k], [l, m])->([n], [o], [p], [q, r], []) {i=4, j=4, k=4, l=4, m=2, n=4, o=4, p=4, q=4, r=2}, custom>} : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<4x2xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<4x2xcomplex<f32>>, tensor<i32>)
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<i32>
    %6 = stablehlo.compare EQ, %4#4, %5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_3 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<complex<f32>>) -> tensor<4x2xcomplex<f32>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x2xi1>
    %10 = stablehlo.select %9, %4#3, %8 : tensor<4x2xi1>, tensor<4x2xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(-1.165751144e-01, -8.709958196e-02), (-7.323502004e-02, -2.041637897e-01)], [(-2.588013709e-01, 1.192539632e-01), (-9.044457227e-02, 3.214212656e-01)], [(-1.697569788e-01, 1.364867240e-01), (-2.157359123e-01, 1.877525747e-01)], [(-2.005037963e-01, -7.031767815e-02), (3.464935422e-01, 8.094775677e-02)]]> : tensor<4x2xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x2xcomplex<f32>>, tensor<4x2xcomplex<f32>>) -> ()
    return
  }
}
// -----
module @jit_tridiagonal_solve attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4xf32>
    %arg1 = stablehlo.constant dense<> : tensor<0x4xf32>
    %arg2 = stablehlo.constant dense<> : tensor<0x4xf32>
    %arg3 = stablehlo.constant dense<> : tensor<0x4x2xf32>
    %0:5 = stablehlo.custom_call @lapack_sgtsv_ffi(%arg0, %arg1, %arg2, %arg3) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 1, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [2], operand_index = 2, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [3], operand_index = 3, operand_tuple_indices = []>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [i, k], [i, l], [i, m, n])->([i, o], [i, p], [i, q], [i, r, s], [i]) {i=0, j=4, k=4, l=4, m=4, n=2, o=4, p=4, q=4, r=4, s=2}, custom>} : (tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4x2xf32>) -> (tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4x2xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x2xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x2xi1>
    %6 = stablehlo.select %5, %0#3, %4 : tensor<0x4x2xi1>, tensor<0x4x2xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x2xf32>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x2xf32>, tensor<0x4x2xf32>) -> ()
    return
  }
}
