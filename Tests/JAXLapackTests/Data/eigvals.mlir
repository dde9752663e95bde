module @jit_eigvals attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[2.98795215369471734e+00, -8.00470039142165080e-01, 5.60720249289526018e-01, 1.19966204993399383e-01], [-5.30624855956281394e-01, 3.92570605485504576e+00, 3.63989924588614899e-01, -3.27315836951399541e-01], [7.10664809285233012e-01, -2.40035402850388380e-01, 3.88492999783316240e+00, -4.05768477778428061e-01], [9.68722372453138858e-01, -8.75033905717395033e-01, 4.69141596854332210e-01, 2.58280186654071020e+00]], [[2.84780429257176770e+00, 2.72370895162466820e-01, -9.08339830888585054e-01, -5.52920823795888472e-01], [-7.91966304198814974e-01, 3.47929114048259791e+00, -5.57516696643824305e-01, -3.33523000642954592e-03], [-3.42973177422726039e-01, -5.27766451806824799e-01, 3.87035559783589278e+00, 1.49890727296011494e-02], [3.00940382554466090e-01, 4.08765979841561267e-01, 6.42302524407523334e-01, 2.52643854031771786e+00]], [[2.15718946713627080e+00, -6.55084975006063885e-02, -6.59987735692744826e-01, -9.59136182911351165e-01], [8.39368599765839551e-01, 3.25317166972545602e+00, -1.71270527421107488e-01, -7.27109822279346174e-01], [5.22497206318476959e-01, 6.60104924153890327e-02, 2.34858952491557282e+00, 9.64543647835361506e-01], [9.01629419902240770e-01, 8.54282220605743658e-01, 6.53298467846689102e-01, 3.06316804207856075e+00]]]> : tensor<3x4x4xf64>
    %0 = call @eigvals(%arg0) : (tensor<3x4x4xf64>) -> tensor<3x4xcomplex<f64>>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %cst_0 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %2 = stablehlo.reduce(%0 init: %cst_0) applies stablehlo.multiply across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %want0 = stablehlo.constant dense<[(1.33813900729236384e+01, 0.00000000000000000e+00), (1.27238895712079767e+01, 0.00000000000000000e+00), (1.08221187038558639e+01, 0.00000000000000000e+00)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 7.6e-13", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    %want1 = stablehlo.constant dense<[(1.07749263073141037e+02, 0.00000000000000000e+00), (9.67039050065491068e+01, 1.51896904439877388e-15), (5.53648669754251657e+01, 2.79954067829921747e-16)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%2, %want1) {backend_config = "almost_eq 6.1e-12", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    return
  }
  func.func private @eigvals(%arg0: tensor<3x4x4xf64>) -> tensor<3x4xcomplex<f64>> {
    %0:5 = stablehlo.custom_call @lapack_dgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=3, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>, tensor<3xi32>)
    %1 = stablehlo.complex %0#0, %0#1 : tensor<3x4xcomplex<f64>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %3 = stablehlo.compare EQ, %0#4, %2, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4xcomplex<f64>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %7 = stablehlo.select %6, %1, %5 : tensor<3x4xi1>, tensor<3x4xcomplex<f64>>
    return %7 : tensor<3x4xcomplex<f64>>
  }
}
// -----
module @jit_eigvals attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(2.600901127e+00, -9.134364128e-01), (3.034165502e-01, -4.647048414e-01), (-6.973030567e-01, -2.223477662e-01), (2.336253375e-01, -4.956017733e-01)], [(-8.678652048e-01, -6.462173462e-01), (2.027170658e+00, 7.469468117e-01), (4.310324192e-01, -9.499970078e-01), (-3.145785034e-01, -6.362811327e-01)], [(3.945019245e-01, 5.204861164e-01), (5.598936677e-01, -5.533782840e-01), (3.670607328e+00, -4.832937717e-01), (2.316586524e-01, 9.349433780e-01)], [(6.934745312e-01, 5.253041983e-01), (3.177395761e-01, -1.026697606e-01), (8.545608521e-01, -7.275964022e-01), (3.793699503e+00, -4.619068503e-01)]]> : tensor<4x4xcomplex<f32>>
    %0 = call @eigvals(%arg0) : (tensor<4x4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %cst_0 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %2 = stablehlo.reduce(%0 init: %cst_0) applies stablehlo.multiply across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %want0 = stablehlo.constant dense<(1.209237671e+01, -1.111689568e+00)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.7e-04", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    %want1 = stablehlo.constant dense<(9.034524536e+01, -1.973230934e+01)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%2, %want1) {backend_config = "almost_eq 2.8e-03", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    return
  }
  func.func private @eigvals(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
    %0:4 = stablehlo.custom_call @lapack_cgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], result_layouts = [dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k], [l, m], [n, o], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#3, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4xcomplex<f32>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<4xi1>, tensor<4xcomplex<f32>>
    return %6 : tensor<4xcomplex<f32>>
  }
}
// -----
module @jit_eigvals attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0 = call @eigvals(%arg0) : (tensor<0x4x4xf32>) -> tensor<0x4xcomplex<f32>>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [1] : (tensor<0x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<0xcomplex<f32>>
    %cst_0 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %2 = stablehlo.reduce(%0 init: %cst_0) applies stablehlo.multiply across dimensions = [1] : (tensor<0x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<0xcomplex<f32>>
    %want0 = stablehlo.constant dense<> : tensor<0xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xcomplex<f32>>, tensor<0xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%2, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xcomplex<f32>>, tensor<0xcomplex<f32>>) -> ()
    return
  }
  func.func private @eigvals(%arg0: tensor<0x4x4xf32>) -> tensor<0x4xcomplex<f32>> {
    %0:5 = stablehlo.custom_call @lapack_sgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=0, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>, tensor<0xi32>)
    %1 = stablehlo.complex %0#0, %0#1 : tensor<0x4xcomplex<f32>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %3 = stablehlo.compare EQ, %0#4, %2, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<0x4xcomplex<f32>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %7 = stablehlo.select %6, %1, %5 : tensor<0x4xi1>, tensor<0x4xcomplex<f32>>
    return %7 : tensor<0x4xcomplex<f32>>
  }
}
