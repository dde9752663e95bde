module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-4.88571864778785336e-01, 2.92235179269479506e-01, 1.18182609633803626e+00, 3.36441973708323294e-01], [2.92235179269479506e-01, -7.82861516688739378e-01, 6.09741933962133942e-01, -8.18454997536860018e-01], [1.18182609633803626e+00, 6.09741933962133942e-01, -4.40211620033068129e-01, -1.22744944904604303e-01], [3.36441973708323294e-01, -8.18454997536860018e-01, -1.22744944904604303e-01, 8.07044492906831223e-01]], [[-8.94825833015533867e-01, -7.72259329822136742e-01, -3.37170754990337551e-01, -3.86617559531407640e-01], [-7.72259329822136742e-01, -2.26495499831447233e-02, 1.12978765547099624e+00, -1.69846684041474050e+00], [-3.37170754990337551e-01, 1.12978765547099624e+00, -6.46978718200458491e-01, 4.42998367043515362e-01], [-3.86617559531407640e-01, -1.69846684041474050e+00, 4.42998367043515362e-01, 1.06547061519815056e+00]], [[1.06158200246919243e-01, 4.37856564128375148e-01, 5.25003997040462744e-01, -8.20761405075314254e-02], [4.37856564128375148e-01, 1.38446413538739854e+00, 4.98744658779193273e-02, 7.24576778777530350e-03], [5.25003997040462744e-01, 4.98744658779193273e-02, 1.79299112221378731e+00, 1.45838565460656433e-02], [-8.20761405075314254e-02, 7.24576778777530350e-03, 1.45838565460656433e-02, -1.08878535071779359e+00]]]> : tensor<3x4x4xf64>
    %0:5 = stablehlo.custom_call @lapack_dsytrd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o], [i, p], [i]) {i=3, j=4, k=4, l=4, m=4, n=4, o=3, p=3}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4xf64>, tensor<3x3xf64>, tensor<3x3xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<3x4xi1>, tensor<3x4xf64>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x3xf64>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x3xi1>
    %14 = stablehlo.select %13, %0#2, %12 : tensor<3x3xi1>, tensor<3x3xf64>
    %15 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_2 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %16 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f64>) -> tensor<3x3xf64>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x3xi1>
    %18 = stablehlo.select %17, %0#3, %16 : tensor<3x3xi1>, tensor<3x3xf64>
    %want0 = stablehlo.constant dense<[[[-4.88571864778785336e-01, 2.92235179269479506e-01, 1.18182609633803626e+00, 3.36441973708323294e-01], [-1.26305483794687956e+00, -2.68118956724429258e-01, 6.09741933962133942e-01, -8.18454997536860018e-01], [7.59875060764072519e-01, -2.39944455717456817e-01, -9.03574589364866787e-01, -1.22744944904604303e-01], [2.16321052655171930e-01, 1.45372169164275034e-01, -9.99226840516082127e-01, 7.55664902274318928e-01]], [[-8.94825833015533867e-01, -7.72259329822136742e-01, -3.37170754990337551e-01, -3.86617559531407640e-01], [9.27114732843843603e-01, -2.77087493171748189e-01, 1.12978765547099624e+00, -1.69846684041474050e+00], [1.98408792035688480e-01, 1.21298376948452469e+00, -7.64786648043144446e-01, 4.42998367043515362e-01], [2.27505861143297350e-01, -3.03596455006510113e-01, 1.51622436739623723e+00, 1.43771648822943998e+00]], [[1.06158200246919243e-01, 4.37856564128375148e-01, 5.25003997040462744e-01, -8.20761405075314254e-02], [-6.88537624606949339e-01, 1.63145246786637887e+00, 4.98744658779193273e-02, 7.24576778777530350e-03], [4.66092600877068275e-01, 3.91693774698706976e-01, -4.22373767942101797e-01, 1.45838565460656433e-02], [-7.28662677136887593e-02, 5.51419476120524332e-01, 1.09589038658055471e+00, 8.79591206959115191e-01]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 9.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[-4.88571864778785336e-01, -2.68118956724429258e-01, -9.03574589364866787e-01, 7.55664902274318928e-01], [-8.94825833015533867e-01, -2.77087493171748189e-01, -7.64786648043144446e-01, 1.43771648822943998e+00], [1.06158200246919243e-01, 1.63145246786637887e+00, -4.22373767942101797e-01, 8.79591206959115191e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want1) {backend_config = "almost_eq 9.3e-14", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[-1.26305483794687956e+00, -2.39944455717456817e-01, -9.99226840516082127e-01], [9.27114732843843603e-01, 1.21298376948452469e+00, 1.51622436739623723e+00], [-6.88537624606949339e-01, 3.91693774698706976e-01, 1.09589038658055471e+00]]> : tensor<3x3xf64>
    stablehlo.custom_call @check.expect_almost_eq(%14, %want2) {backend_config = "almost_eq 8.6e-14", has_side_effect = true} : (tensor<3x3xf64>, tensor<3x3xf64>) -> ()
    return
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(2.116783559e-01, 0.000000000e+00), (7.103204727e-02, 2.659308165e-02), (-1.825047135e-01, 1.338142395e+00), (5.545759201e-02, 1.484023631e-01)], [(7.103204727e-02, -2.659308165e-02), (1.888746381e+00, 0.000000000e+00), (-1.220134497e+00, -8.093475699e-01), (3.618663549e-02, 1.008670568e+00)], [(-1.825047135e-01, -1.338142395e+00), (-1.220134497e+00, 8.093475699e-01), (-8.289013803e-02, 0.000000000e+00), (9.344505072e-01, 3.923416138e-01)], [(5.545759201e-02, -1.484023631e-01), (3.618663549e-02, -1.008670568e+00), (9.344505072e-01, -3.923416138e-01), (-1.341218233e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    %0:5 = stablehlo.custom_call @lapack_chetrd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], [n], [o], []) {i=4, j=4, k=4, l=4, m=4, n=3, o=3}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4xf32>, tensor<3xf32>, tensor<3xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<4xi1>, tensor<4xf32>
    %11 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<3xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0] : (tensor<1xi1>) -> tensor<3xi1>
    %14 = stablehlo.select %13, %0#2, %12 : tensor<3xi1>, tensor<3xf32>
    %15 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst_2 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %16 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<complex<f32>>) -> tensor<3xcomplex<f32>>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0] : (tensor<1xi1>) -> tensor<3xi1>
    %18 = stablehlo.select %17, %0#3, %16 : tensor<3xi1>, tensor<3xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(2.116783559e-01, 0.000000000e+00), (7.103204727e-02, 2.659308165e-02), (-1.825047135e-01, 1.338142395e+00), (5.545759201e-02, 1.484023631e-01)], [(-1.361904740e+00, 0.000000000e+00), (-5.354082584e-02, 0.000000000e+00), (-1.220134497e+00, -8.093475699e-01), (3.618663549e-02, 1.008670568e+00)], [(-1.099954844e-01, -9.358873367e-01), (-1.681572199e+00, 0.000000000e+00), (-2.316761017e-02, 0.000000000e+00), (9.344505072e-01, 3.923416138e-01)], [(4.061007127e-02, -1.028115153e-01), (2.625654638e-01, 2.786483765e-01), (-1.974908233e+00, 0.000000000e+00), (5.413461924e-01, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 6.0e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[2.116783559e-01, -5.354082584e-02, -2.316761017e-02, 5.413461924e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    %want2 = stablehlo.constant dense<[-1.361904740e+00, -1.681572199e+00, -1.974908233e+00]> : tensor<3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%14, %want2) {backend_config = "almost_eq 6.0e-05", has_side_effect = true} : (tensor<3xf32>, tensor<3xf32>) -> ()
    return
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:5 = stablehlo.custom_call @lapack_ssytrd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o], [i, p], [i]) {i=0, j=4, k=4, l=4, m=4, n=4, o=3, p=3}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4xf32>, tensor<0x3xf32>, tensor<0x3xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<0x4xi1>, tensor<0x4xf32>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0x3xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x3xi1>
    %14 = stablehlo.select %13, %0#2, %12 : tensor<0x3xi1>, tensor<0x3xf32>
    %15 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst_2 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<0x3xf32>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x3xi1>
    %18 = stablehlo.select %17, %0#3, %16 : tensor<0x3xi1>, tensor<0x3xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%14, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x3xf32>, tensor<0x3xf32>) -> ()
    return
  }
}
