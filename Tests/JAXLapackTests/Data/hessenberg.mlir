module @jit_hessenberg attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(2.407267094e+00, -2.703678012e-01), (-1.995591074e-01, 5.351586938e-01), (-8.596132994e-01, -8.084404469e-01), (-1.513450593e-01, 6.340356469e-01)], [(-5.397773981e-01, 3.418010771e-01), (3.723549366e+00, -1.294037700e-01), (-3.623760641e-01, 4.206610620e-01), (-2.385481149e-01, -2.043710798e-01)], [(6.040586233e-01, -7.136543989e-01), (1.193358973e-01, -1.661201715e-01), (2.100173950e+00, -8.972664475e-01), (-5.648452640e-01, -8.257702589e-01)], [(2.217435688e-01, -1.219636500e-01), (-6.012708545e-01, 6.501489878e-01), (-5.033751130e-01, -5.926568508e-01), (3.245869160e+00, 1.633496606e-03)]], [[(2.989170313e+00, 9.578968883e-01), (-4.617978632e-01, 6.549030542e-01), (1.183994561e-01, 8.038498759e-01), (2.674957812e-01, 3.499360383e-01)], [(-9.212550521e-01, 1.781440079e-01), (2.547693729e+00, 1.636882573e-01), (-3.845790625e-01, 2.024718076e-01), (7.574418187e-01, -7.005068660e-02)], [(-8.973526955e-01, -2.787485421e-01), (-3.057315946e-01, -5.226222873e-01), (2.389100552e+00, -8.693887591e-01), (3.902809918e-01, -2.617336810e-01)], [(6.224684119e-01, 5.398001075e-01), (-8.851255774e-01, 1.053725183e-01), (7.266038656e-01, -6.720243692e-01), (3.391920805e+00, 6.284059882e-01)]], [[(2.433957577e+00, -9.170730710e-01), (8.316655159e-01, 8.622545600e-01), (-4.139153659e-01, 3.036103547e-01), (5.769302249e-01, 1.122217551e-01)], [(-8.500807881e-01, -1.747832149e-01), (2.912097931e+00, 6.500620842e-01), (1.151055377e-02, -9.864354134e-01), (7.931712866e-01, -9.681732059e-01)], [(6.730512977e-01, 4.062952101e-02), (9.276849777e-02, -4.058605731e-01), (2.103072166e+00, -1.968963891e-01), (-1.400449276e-01, 7.319678366e-02)], [(-2.494147271e-01, -9.124529958e-01), (9.909888506e-01, 9.661219120e-01), (3.614378273e-01, 3.552819788e-01), (2.810112000e+00, -8.022136092e-01)]]]> : tensor<3x4x4xcomplex<f32>>
    %0:2 = call @hessenberg(%arg0) : (tensor<3x4x4xcomplex<f32>>) -> (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>)
    %1 = stablehlo.dot_general %0#1, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %2 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %3 = stablehlo.real %2 : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xf32>
    %4 = stablehlo.imag %2 : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xf32>
    %5 = stablehlo.negate %4 : tensor<3x4x4xf32>
    %6 = stablehlo.complex %3, %5 : tensor<3x4x4xcomplex<f32>>
    %7 = stablehlo.dot_general %1, %6, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %8 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %9 = stablehlo.real %8 : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xf32>
    %10 = stablehlo.imag %8 : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xf32>
    %11 = stablehlo.negate %10 : tensor<3x4x4xf32>
    %12 = stablehlo.complex %9, %11 : tensor<3x4x4xcomplex<f32>>
    %13 = stablehlo.dot_general %12, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %14 = call @diagonal(%0#0) : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
    %15 = stablehlo.real %14 : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xf32>
    %16 = stablehlo.imag %14 : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xf32>
    %17 = stablehlo.abs %15 : tensor<3x3xf32>
    %18 = stablehlo.abs %16 : tensor<3x3xf32>
    %19 = stablehlo.maximum %17, %18 : tensor<3x3xf32>
    %cst = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %20 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %21 = stablehlo.compare GE, %19, %20, FLOAT : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xi1>
    %cst_0 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %22 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %23 = stablehlo.compare LE, %19, %22, FLOAT : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xi1>
    %cst_1 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %24 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %cst_2 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %cst_3 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %26 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %27 = stablehlo.multiply %15, %24 : tensor<3x3xf32>
    %28 = stablehlo.multiply %15, %25 : tensor<3x3xf32>
    %29 = stablehlo.select %23, %28, %15 : tensor<3x3xi1>, tensor<3x3xf32>
    %30 = stablehlo.select %21, %27, %29 : tensor<3x3xi1>, tensor<3x3xf32>
    %31 = stablehlo.multiply %16, %24 : tensor<3x3xf32>
    %32 = stablehlo.multiply %16, %25 : tensor<3x3xf32>
    %33 = stablehlo.select %23, %32, %16 : tensor<3x3xi1>, tensor<3x3xf32>
    %34 = stablehlo.select %21, %31, %33 : tensor<3x3xi1>, tensor<3x3xf32>
    %35 = stablehlo.select %23, %24, %26 : tensor<3x3xi1>, tensor<3x3xf32>
    %36 = stablehlo.select %21, %25, %35 : tensor<3x3xi1>, tensor<3x3xf32>
    %37 = chlo.square %30 : tensor<3x3xf32> -> tensor<3x3xf32>
    %38 = chlo.square %34 : tensor<3x3xf32> -> tensor<3x3xf32>
    %39 = stablehlo.add %37, %38 : tensor<3x3xf32>
    %40 = stablehlo.sqrt %39 : tensor<3x3xf32>
    %41 = stablehlo.multiply %40, %36 : tensor<3x3xf32>
    %cst_4 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %42 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<3x3xf32>
    %43 = stablehlo.compare EQ, %17, %42, FLOAT : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xi1>
    %44 = stablehlo.compare EQ, %18, %42, FLOAT : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xi1>
    %45 = stablehlo.or %43, %44 : tensor<3x3xi1>
    %46 = stablehlo.select %45, %42, %41 : tensor<3x3xi1>, tensor<3x3xf32>
    %47 = stablehlo.divide %30, %40 : tensor<3x3xf32>
    %48 = stablehlo.divide %34, %40 : tensor<3x3xf32>
    %want0 = stablehlo.constant dense<[[[(2.407267094e+00, -2.703678012e-01), (-1.995593309e-01, 5.351588130e-01), (-8.596134186e-01, -8.084404469e-01), (-1.513450146e-01, 6.340356469e-01)], [(-5.397774577e-01, 3.418010771e-01), (3.723551512e+00, -1.294038296e-01), (-3.623760641e-01, 4.206609130e-01), (-2.385483384e-01, -2.043716908e-01)], [(6.040585637e-01, -7.136543989e-01), (1.193362176e-01, -1.661202013e-01), (2.100173950e+00, -8.972666264e-01), (-5.648454428e-01, -8.257706165e-01)], [(2.217435688e-01, -1.219636425e-01), (-6.012709737e-01, 6.501495242e-01), (-5.033748746e-01, -5.926566124e-01), (3.245868683e+00, 1.633644104e-03)]], [[(2.989170313e+00, 9.578968883e-01), (-4.617978334e-01, 6.549028158e-01), (1.183994710e-01, 8.038500547e-01), (2.674959004e-01, 3.499363065e-01)], [(-9.212550521e-01, 1.781440079e-01), (2.547692776e+00, 1.636881828e-01), (-3.845792413e-01, 2.024720907e-01), (7.574419379e-01, -7.005053759e-02)], [(-8.973527551e-01, -2.787485421e-01), (-3.057317138e-01, -5.226220489e-01), (2.389101982e+00, -8.693891168e-01), (3.902818263e-01, -2.617341876e-01)], [(6.224684119e-01, 5.398001671e-01), (-8.851255774e-01, 1.053723097e-01), (7.266049385e-01, -6.720240712e-01), (3.391921520e+00, 6.284060478e-01)]], [[(2.433957577e+00, -9.170730710e-01), (8.316653967e-01, 8.622545004e-01), (-4.139153361e-01, 3.036101162e-01), (5.769302249e-01, 1.122217178e-01)], [(-8.500807285e-01, -1.747832149e-01), (2.912097931e+00, 6.500619650e-01), (1.151013374e-02, -9.864352942e-01), (7.931712270e-01, -9.681735039e-01)], [(6.730513573e-01, 4.062952846e-02), (9.276792407e-02, -4.058604240e-01), (2.103071690e+00, -1.968961060e-01), (-1.400448680e-01, 7.319695503e-02)], [(-2.494147420e-01, -9.124529958e-01), (9.909886718e-01, 9.661216736e-01), (3.614373803e-01, 3.552818894e-01), (2.810111523e+00, -8.022137284e-01)]]]> : tensor<3x4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want0) {backend_config = "almost_eq 1.1e-04", has_side_effect = true} : (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[[(1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(0.000000000e+00, 0.000000000e+00), (1.000000119e+00, 0.000000000e+00), (1.639127731e-07, -2.048909664e-08), (4.097819328e-08, 6.332993507e-08)], [(0.000000000e+00, 0.000000000e+00), (1.639127731e-07, 2.048909664e-08), (1.000000238e+00, 0.000000000e+00), (2.980232239e-08, 4.470348358e-08)], [(0.000000000e+00, 0.000000000e+00), (4.097819328e-08, -6.332993507e-08), (2.980232239e-08, -4.470348358e-08), (9.999999404e-01, 0.000000000e+00)]], [[(1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(0.000000000e+00, 0.000000000e+00), (9.999999404e-01, 0.000000000e+00), (2.980232239e-08, 6.332993507e-08), (-1.490116119e-08, 5.960464478e-08)], [(0.000000000e+00, 0.000000000e+00), (2.980232239e-08, -6.332993507e-08), (1.000000238e+00, 0.000000000e+00), (-4.470348358e-08, 1.192092896e-07)], [(0.000000000e+00, 0.000000000e+00), (-1.490116119e-08, -5.960464478e-08), (-4.470348358e-08, -1.192092896e-07), (9.999999404e-01, 0.000000000e+00)]], [[(1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(0.000000000e+00, 0.000000000e+00), (1.000000000e+00, 0.000000000e+00), (3.539025784e-08, 2.980232239e-08), (-2.980232239e-08, -9.313225746e-10)], [(0.000000000e+00, 0.000000000e+00), (3.539025784e-08, -2.980232239e-08), (9.999998808e-01, 0.000000000e+00), (1.192092896e-07, -1.247972250e-07)], [(0.000000000e+00, 0.000000000e+00), (-2.980232239e-08, 9.313225746e-10), (1.192092896e-07, 1.247972250e-07), (9.999998808e-01, 0.000000000e+00)]]]> : tensor<3x4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%13, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[[1.160354376e+00, 1.114078641e+00, 9.158608317e-01], [1.562766790e+00, 1.144382834e+00, 9.045698047e-01], [1.450039148e+00, 1.480104923e+00, 5.742954612e-01]]> : tensor<3x3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%46, %want2) {backend_config = "almost_eq 4.8e-05", has_side_effect = true} : (tensor<3x3xf32>, tensor<3x3xf32>) -> ()
    return
  }
  func.func private @hessenberg(%arg0: tensor<3x4x4xcomplex<f32>>) -> (tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>) {
    %0:3 = stablehlo.custom_call @lapack_cgehrd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {high = 4 : i32, low = 1 : i32}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=4, k=4, l=4, m=4, n=3}, custom>} : (tensor<3x4x4xcomplex<f32>>) -> (tensor<3x4x4xcomplex<f32>>, tensor<3x3xcomplex<f32>>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %2 = stablehlo.compare EQ, %0#2, %1, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<3x3xcomplex<f32>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x3xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<3x3xi1>, tensor<3x3xcomplex<f32>>
    %11 = call @triu(%6) : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %12 = stablehlo.slice %6 [0:3, 1:4, 0:3] : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x3x3xcomplex<f32>>
    %13 = stablehlo.custom_call @lapack_cungqr_ffi(%12, %10) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=3, j=3, k=3, l=3, m=3, n=3}, custom>} : (tensor<3x3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) -> tensor<3x3x3xcomplex<f32>>
    %cst_1 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %14 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<complex<f32>>) -> tensor<3x1x1xcomplex<f32>>
    %cst_2 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %15 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<complex<f32>>) -> tensor<3x1x3xcomplex<f32>>
    %cst_3 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %16 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<complex<f32>>) -> tensor<3x3x1xcomplex<f32>>
    %17 = call @block(%14, %15, %16, %13) : (tensor<3x1x1xcomplex<f32>>, tensor<3x1x3xcomplex<f32>>, tensor<3x3x1xcomplex<f32>>, tensor<3x3x3xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    return %11, %17 : tensor<3x4x4xcomplex<f32>>, tensor<3x4x4xcomplex<f32>>
  }
  func.func private @triu(%arg0: tensor<3x4x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-2> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %7 = stablehlo.select %5, %6, %arg0 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f32>>
    return %7 : tensor<3x4x4xcomplex<f32>>
  }
  func.func private @block(%arg0: tensor<3x1x1xcomplex<f32>>, %arg1: tensor<3x1x3xcomplex<f32>>, %arg2: tensor<3x3x1xcomplex<f32>>, %arg3: tensor<3x3x3xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>> {
    %0 = stablehlo.concatenate %arg0, %arg1, dim = 2 : (tensor<3x1x1xcomplex<f32>>, tensor<3x1x3xcomplex<f32>>) -> tensor<3x1x4xcomplex<f32>>
    %1 = stablehlo.concatenate %arg2, %arg3, dim = 2 : (tensor<3x3x1xcomplex<f32>>, tensor<3x3x3xcomplex<f32>>) -> tensor<3x3x4xcomplex<f32>>
    %2 = stablehlo.concatenate %0, %1, dim = 1 : (tensor<3x1x4xcomplex<f32>>, tensor<3x3x4xcomplex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    return %2 : tensor<3x4x4xcomplex<f32>>
  }
  func.func private @diagonal(%arg0: tensor<3x4x4xcomplex<f32>>) -> tensor<3x3xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<3xi64>
    %1 = stablehlo.iota dim = 0 : tensor<3xi64>
    %c = stablehlo.constant dense<1> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %3 = stablehlo.add %2, %1 : tensor<3xi64>
    %c_0 = stablehlo.constant dense<0> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %5 = stablehlo.compare LT, %3, %4, SIGNED : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi1>
    %c_1 = stablehlo.constant dense<4> : tensor<i64>
    %6 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %7 = stablehlo.add %3, %6 : tensor<3xi64>
    %8 = stablehlo.select %5, %7, %3 : tensor<3xi1>, tensor<3xi64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %9 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %10 = stablehlo.compare LT, %0, %9, SIGNED : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi1>
    %c_3 = stablehlo.constant dense<4> : tensor<i64>
    %11 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %12 = stablehlo.add %0, %11 : tensor<3xi64>
    %13 = stablehlo.select %10, %12, %0 : tensor<3xi1>, tensor<3xi64>
    %14 = stablehlo.convert %8 : (tensor<3xi64>) -> tensor<3xi32>
    %15 = stablehlo.convert %13 : (tensor<3xi64>) -> tensor<3xi32>
    %16 = stablehlo.broadcast_in_dim %14, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
    %18 = stablehlo.concatenate %16, %17, dim = 1 : (tensor<3x1xi32>, tensor<3x1xi32>) -> tensor<3x2xi32>
    %19 = "stablehlo.gather"(%arg0, %18) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1, 2], start_index_map = [1, 2], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x4x4xcomplex<f32>>, tensor<3x2xi32>) -> tensor<3x3xcomplex<f32>>
    return %19 : tensor<3x3xcomplex<f32>>
  }
}
// -----
module @jit_hessenberg attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:2 = call @hessenberg(%arg0) : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>)
    %1 = stablehlo.dot_general %0#1, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %2 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.dot_general %1, %2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %4 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %5 = stablehlo.dot_general %4, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %6 = call @diagonal() : () -> tensor<0x3xf32>
    %7 = stablehlo.abs %6 : tensor<0x3xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x3xf32>, tensor<0x3xf32>) -> ()
    return
  }
  func.func private @hessenberg(%arg0: tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>) {
    %0:3 = stablehlo.custom_call @lapack_sgehrd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {high = 4 : i32, low = 1 : i32}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=0, j=4, k=4, l=4, m=4, n=3}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x3xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.compare EQ, %0#2, %1, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x3xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x3xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<0x3xi1>, tensor<0x3xf32>
    %11 = call @triu(%6) : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %12 = stablehlo.slice %6 [0:0, 1:4, 0:3] : (tensor<0x4x4xf32>) -> tensor<0x3x3xf32>
    %13 = stablehlo.custom_call @lapack_sorgqr_ffi(%12, %10) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=0, j=3, k=3, l=3, m=3, n=3}, custom>} : (tensor<0x3x3xf32>, tensor<0x3xf32>) -> tensor<0x3x3xf32>
    %cst_1 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0x1x1xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<0x1x3xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<0x3x1xf32>
    %17 = call @block(%14, %15, %16, %13) : (tensor<0x1x1xf32>, tensor<0x1x3xf32>, tensor<0x3x1xf32>, tensor<0x3x3xf32>) -> tensor<0x4x4xf32>
    return %11, %17 : tensor<0x4x4xf32>, tensor<0x4x4xf32>
  }
  func.func private @triu(%arg0: tensor<0x4x4xf32>) -> tensor<0x4x4xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-2> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<0x4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %7 = stablehlo.select %5, %6, %arg0 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    return %7 : tensor<0x4x4xf32>
  }
  func.func private @block(%arg0: tensor<0x1x1xf32>, %arg1: tensor<0x1x3xf32>, %arg2: tensor<0x3x1xf32>, %arg3: tensor<0x3x3xf32>) -> tensor<0x4x4xf32> {
    %0 = stablehlo.concatenate %arg0, %arg1, dim = 2 : (tensor<0x1x1xf32>, tensor<0x1x3xf32>) -> tensor<0x1x4xf32>
    %1 = stablehlo.concatenate %arg2, %arg3, dim = 2 : (tensor<0x3x1xf32>, tensor<0x3x3xf32>) -> tensor<0x3x4xf32>
    %2 = stablehlo.concatenate %0, %1, dim = 1 : (tensor<0x1x4xf32>, tensor<0x3x4xf32>) -> tensor<0x4x4xf32>
    return %2 : tensor<0x4x4xf32>
  }
  func.func private @diagonal() -> tensor<0x3xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x3xf32>
    return %0 : tensor<0x3xf32>
  }
}
