module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[2.299765587e+00, -4.051210284e-01, 1.240450665e-01, -2.637117803e-01], [-4.051210284e-01, 3.109703302e+00, -1.802871674e-01, 1.736123115e-01], [1.240450665e-01, -1.802871674e-01, 1.708679438e+00, -3.352364898e-01], [-2.637117803e-01, 1.736123115e-01, -3.352364898e-01, 1.263952732e+00]]> : tensor<4x4xf32>
    %0 = call @cholesky(%arg0) : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %want0 = stablehlo.constant dense<[[1.516497850e+00, 0.000000000e+00, 0.000000000e+00, 0.000000000e+00], [-2.671425045e-01, 1.743083000e+00, 0.000000000e+00, 0.000000000e+00], [8.179706335e-02, -9.089394659e-02, 1.301432729e+00, 0.000000000e+00], [-1.738952547e-01, 7.294975966e-02, -2.415658385e-01, 1.081682682e+00]]> : tensor<4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 5.3e-05", has_side_effect = true} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<4x4xf32>) -> tensor<4x4xf32> {
    %0 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %1 = stablehlo.add %arg0, %0 : tensor<4x4xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %3 = stablehlo.divide %1, %2 : tensor<4x4xf32>
    %4:2 = stablehlo.custom_call @lapack_spotrf_ffi(%3) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], []) {i=4, j=4, k=4, l=4}, custom>} : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %6 = stablehlo.compare EQ, %4#1, %5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<4x4xi1>, tensor<4x4xf32>
    %11 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %12 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %13 = stablehlo.add %11, %12 : tensor<4x4xi64>
    %14 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %15 = stablehlo.compare GE, %13, %14, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %17 = stablehlo.select %15, %10, %16 : tensor<4x4xi1>, tensor<4x4xf32>
    return %17 : tensor<4x4xf32>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[3.34072527987747092e+00, -1.79900720007792603e+00, -1.03454674213694739e-01, -2.22695195965409293e-01], [-1.79900720007792603e+00, 2.66863621547022856e+00, -2.67708454438777332e-01, 2.92837513193735521e-01], [-1.03454674213694739e-01, -2.67708454438777332e-01, 2.56394185681534648e+00, -6.60060328218698866e-01], [-2.22695195965409293e-01, 2.92837513193735521e-01, -6.60060328218698866e-01, 1.32262889120155025e+00]], [[2.83789673477200655e+00, 1.53270092099651523e+00, -4.22336986807721360e-01, -9.33372518038642518e-01], [1.53270092099651523e+00, 2.96651650084570528e+00, -1.10059383516225906e+00, -1.14901359694503880e+00], [-4.22336986807721360e-01, -1.10059383516225906e+00, 2.27708713640278493e+00, 2.79065589137353187e-01], [-9.33372518038642518e-01, -1.14901359694503880e+00, 2.79065589137353187e-01, 1.98617092978785292e+00]], [[1.66736445085737306e+00, -2.19783726432852600e-01, -3.99566067299553740e-01, -2.68278275312088359e-02], [-2.19783726432852600e-01, 2.44224836473914131e+00, -9.68316706371125324e-01, 1.16477468340415835e-01], [-3.99566067299553740e-01, -9.68316706371125324e-01, 2.40760425248344534e+00, 2.78585134233839848e-01], [-2.68278275312088359e-02, 1.16477468340415835e-01, 2.78585134233839848e-01, 1.73265427550390760e+00]]]> : tensor<3x4x4xf64>
    %0 = call @cholesky(%arg0) : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %want0 = stablehlo.constant dense<[[[1.82776510522481273e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-9.84266082624796756e-01, 1.30378544786504857e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-5.66017339525529128e-02, -2.48061996638808846e-01, 1.58088688600812866e+00, 0.00000000000000000e+00], [-1.21840161697374161e-01, 1.32624869234916593e-01, -4.01077084250160032e-01, 1.06270018478822115e+00]], [[1.68460580990687747e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [9.09827635630225395e-01, 1.46243980193689316e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-2.50703745840142600e-01, -5.96603455188599252e-01, 1.36319444155319647e+00, 0.00000000000000000e+00], [-5.54059894931882013e-01, -4.40985394330414060e-01, -9.01798805363601408e-02, 1.21514938742099599e+00]], [[1.29126467111021559e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-1.70208115617292377e-01, 1.55347274263733115e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-3.09437775414401373e-01, -6.57227834774809172e-01, 1.37109594442812344e+00, 0.00000000000000000e+00], [-2.07763970713630321e-02, 7.27023743936712208e-02, 2.33344834509109061e-01, 1.29324675518405208e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.0e-13", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<3x4x4xf64>) -> tensor<3x4x4xf64> {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %1 = stablehlo.add %arg0, %0 : tensor<3x4x4xf64>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f64>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %3 = stablehlo.divide %1, %2 : tensor<3x4x4xf64>
    %4:2 = stablehlo.custom_call @lapack_dpotrf_ffi(%3) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i]) {i=3, j=4, k=4, l=4, m=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %6 = stablehlo.compare EQ, %4#1, %5, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %11 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %12 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %13 = stablehlo.add %11, %12 : tensor<4x4xi64>
    %14 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %15 = stablehlo.compare GE, %13, %14, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %16 = stablehlo.broadcast_in_dim %15, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %17 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %18 = stablehlo.select %16, %10, %17 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    return %18 : tensor<3x4x4xf64>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(3.504041195e+00, -5.213607324e-11), (3.827070892e-01, -7.055453062e-01), (-1.585065722e+00, -5.664519072e-01), (-2.193930298e-01, 9.896174073e-01)], [(3.827070892e-01, 7.055453062e-01), (3.228501797e+00, 1.907119263e-08), (-6.127564311e-01, 8.804487586e-01), (5.065727830e-01, 1.544666648e+00)], [(-1.585065722e+00, 5.664518476e-01), (-6.127564311e-01, -8.804488182e-01), (4.407027721e+00, -4.127969078e-09), (1.004430175e+00, -1.833318353e+00)], [(-2.193930298e-01, -9.896174073e-01), (5.065727830e-01, -1.544666529e+00), (1.004430175e+00, 1.833318472e+00), (3.359150410e+00, 4.411241150e-09)]]> : tensor<4x4xcomplex<f32>>
    %0 = call @cholesky(%arg0) : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(1.871908426e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(2.044475377e-01, 3.769122660e-01), (1.744889736e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(-8.467645049e-01, 3.026066124e-01), (-3.173229992e-01, -7.229522467e-01), (1.724845767e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(-1.172028556e-01, -5.286676288e-01), (4.182475805e-01, -8.486248851e-01), (3.387952745e-01, 4.513643682e-01), (1.360998631e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 5.7e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>> {
    %0 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %1 = stablehlo.real %0 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %2 = stablehlo.imag %0 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %3 = stablehlo.negate %2 : tensor<4x4xf32>
    %4 = stablehlo.complex %1, %3 : tensor<4x4xcomplex<f32>>
    %5 = stablehlo.add %arg0, %4 : tensor<4x4xcomplex<f32>>
    %cst = stablehlo.constant dense<(2.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %7 = stablehlo.divide %5, %6 : tensor<4x4xcomplex<f32>>
    %8:2 = stablehlo.custom_call @lapack_cpotrf_ffi(%7) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], []) {i=4, j=4, k=4, l=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %10 = stablehlo.compare EQ, %8#1, %9, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %11 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %12 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %14 = stablehlo.select %13, %8#0, %12 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %15 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %16 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %17 = stablehlo.add %15, %16 : tensor<4x4xi64>
    %18 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %19 = stablehlo.compare GE, %17, %18, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst_2 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %20 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %21 = stablehlo.select %19, %14, %20 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %21 : tensor<4x4xcomplex<f32>>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(4.92797911007036848e+00, 0.00000000000000000e+00), (2.30687607181342291e-01, 4.80340107922552662e-01), (-1.12601728307826932e+00, 7.98567930980451091e-01), (-3.25236802935841895e-01, -2.09439139386712236e+00)], [(2.30687607181342291e-01, -4.80340107922552662e-01), (3.43287706710825624e+00, 0.00000000000000000e+00), (1.44334197185864155e+00, -5.91281855863300843e-01), (-7.46076862160342413e-01, 5.94083396185462798e-01)], [(-1.12601728307826932e+00, -7.98567930980451091e-01), (1.44334197185864155e+00, 5.91281855863300843e-01), (3.09035687630416733e+00, 0.00000000000000000e+00), (-1.03903404055376680e+00, 1.44739553511379082e+00)], [(-3.25236802935841895e-01, 2.09439139386712236e+00), (-7.46076862160342413e-01, -5.94083396185462798e-01), (-1.03903404055376680e+00, -1.44739553511379082e+00), (3.35010176866699183e+00, 0.00000000000000000e+00)]], [[(5.55772791502416741e+00, 0.00000000000000000e+00), (-8.55478225107033863e-01, -1.35220457740020183e+00), (1.07748933837253835e+00, -1.17097531503379093e-01), (-1.47091050744640217e+00, -9.52893329612869433e-01)], [(-8.55478225107033863e-01, 1.35220457740020183e+00), (2.51946811839772300e+00, 0.00000000000000000e+00), (-9.18604338713779112e-01, 6.44787646146778859e-01), (4.63343407941525232e-01, -7.42665959798072484e-01)], [(1.07748933837253835e+00, 1.17097531503379093e-01), (-9.18604338713779112e-01, -6.44787646146778859e-01), (3.42507517286204166e+00, 0.00000000000000000e+00), (-1.61326688213778291e+00, 2.34840746328497718e-01)], [(-1.47091050744640217e+00, 9.52893329612869433e-01), (4.63343407941525232e-01, 7.42665959798072484e-01), (-1.61326688213778291e+00, -2.34840746328497718e-01), (3.21391608095354853e+00, 0.00000000000000000e+00)]], [[(3.81701025759276558e+00, 0.00000000000000000e+00), (2.26856098894496316e+00, 7.69804939115150827e-02), (-2.93807450985884899e-01, 1.16942043180579391e+00), (-1.35088984388843891e+00, -2.25901452071393560e-01)], [(2.26856098894496316e+00, -7.69804939115150827e-02), (3.76193512304909206e+00, 0.00000000000000000e+00), (-9.86140892631941268e-01, 1.47632522737228888e+00), (-1.62403380774170758e+00, 6.15267196088422064e-01)], [(-2.93807450985884899e-01, -1.16942043180579391e+00), (-9.86140892631941268e-01, -1.47632522737228888e+00), (5.87124458295848139e+00, 0.00000000000000000e+00), (1.56851390094354093e+00, 8.01573637645600634e-02)], [(-1.35088984388843891e+00, 2.25901452071393560e-01), (-1.62403380774170758e+00, -6.15267196088422064e-01), (1.56851390094354093e+00, -8.01573637645600634e-02), (2.76135356182735414e+00, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    %0 = call @cholesky(%arg0) : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %want0 = stablehlo.constant dense<[[[(2.21990520294682137e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(1.03917774000040708e-01, -2.16378657649400258e-01), (1.83718764416402935e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-5.07236652080248041e-01, -3.59730645218718836e-01), (7.71948824068867334e-01, 4.01929248755496349e-01), (1.39506616688766716e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-1.46509320534996323e-01, 9.43459833819441762e-01), (-2.86692199887821686e-01, -3.59475611520591543e-01), (-2.92575408731870157e-01, -5.40381136072191404e-01), (1.35996068136576720e+00, 0.00000000000000000e+00)]], [[(2.35748338594870432e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-3.62877732333528269e-01, 5.73579684785793020e-01), (1.43484989283730635e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(4.57050660375675322e-01, 4.96705648919160553e-02), (-5.44475671196591571e-01, -2.54109041165742677e-01), (1.68899009481061380e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-6.23932502011875112e-01, 4.04199382821696429e-01), (3.54855369764315622e-03, 3.70398262611641882e-01), (-7.41343177243157792e-01, -1.47899208349157957e-01), (1.39734599343146004e+00, 0.00000000000000000e+00)]], [[(1.95371703621398707e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(1.16115125522020146e+00, -3.94020692273287509e-02), (1.55309702288371154e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-1.50383830175960381e-01, -5.98561823503344526e-01), (-5.37704394226597548e-01, -4.99246968587667150e-01), (2.22530435644427582e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-6.91446007199825741e-01, 1.15626494463679827e-01), (-5.25791031334946868e-01, -4.65059575278748805e-01), (4.57843653286188146e-01, 1.63366046767303152e-01), (1.24130600637041799e+00, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.3e-13", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>> {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %1 = stablehlo.real %0 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %2 = stablehlo.imag %0 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %3 = stablehlo.negate %2 : tensor<3x4x4xf64>
    %4 = stablehlo.complex %1, %3 : tensor<3x4x4xcomplex<f64>>
    %5 = stablehlo.add %arg0, %4 : tensor<3x4x4xcomplex<f64>>
    %cst = stablehlo.constant dense<(2.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %7 = stablehlo.divide %5, %6 : tensor<3x4x4xcomplex<f64>>
    %8:2 = stablehlo.custom_call @lapack_zpotrf_ffi(%7) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i]) {i=3, j=4, k=4, l=4, m=4}, custom>} : (tensor<3x4x4xcomplex<f64>>) -> (tensor<3x4x4xcomplex<f64>>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %10 = stablehlo.compare EQ, %8#1, %9, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %12 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %14 = stablehlo.select %13, %8#0, %12 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %15 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %16 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %17 = stablehlo.add %15, %16 : tensor<4x4xi64>
    %18 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %19 = stablehlo.compare GE, %17, %18, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %20 = stablehlo.broadcast_in_dim %19, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %cst_2 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %21 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %22 = stablehlo.select %20, %14, %21 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    return %22 : tensor<3x4x4xcomplex<f64>>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0 = call @cholesky(%arg0) : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<0x4x4xf32>) -> tensor<0x4x4xf32> {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %1 = stablehlo.add %arg0, %0 : tensor<0x4x4xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.divide %1, %2 : tensor<0x4x4xf32>
    %4:2 = stablehlo.custom_call @lapack_spotrf_ffi(%3) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i]) {i=0, j=4, k=4, l=4, m=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %6 = stablehlo.compare EQ, %4#1, %5, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %11 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %12 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %13 = stablehlo.add %11, %12 : tensor<4x4xi64>
    %14 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %15 = stablehlo.compare GE, %13, %14, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %16 = stablehlo.broadcast_in_dim %15, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<0x4x4xi1>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %18 = stablehlo.select %16, %10, %17 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    return %18 : tensor<0x4x4xf32>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x0xf32>
    %0 = call @cholesky(%arg0) : (tensor<0x0xf32>) -> tensor<0x0xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 7.6e-06", has_side_effect = true} : (tensor<0x0xf32>, tensor<0x0xf32>) -> ()
    return
  }
  func.func private @cholesky(%arg0: tensor<0x0xf32>) -> tensor<0x0xf32> {
    %0 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<0x0xf32>) -> tensor<0x0xf32>
    %1 = stablehlo.add %arg0, %0 : tensor<0x0xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %3 = stablehlo.divide %1, %2 : tensor<0x0xf32>
    %4:2 = stablehlo.custom_call @lapack_spotrf_ffi(%3) {backend_config = "", mhlo.backend_config = {uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], []) {i=0, j=0, k=0, l=0}, custom>} : (tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %6 = stablehlo.compare EQ, %4#1, %5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<0x0xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<0x0xi1>, tensor<0x0xf32>
    %11 = stablehlo.iota dim = 0 : tensor<0x0xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %12 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<0x0xi64>
    %13 = stablehlo.add %11, %12 : tensor<0x0xi64>
    %14 = stablehlo.iota dim = 1 : tensor<0x0xi64>
    %15 = stablehlo.compare GE, %13, %14, SIGNED : (tensor<0x0xi64>, tensor<0x0xi64>) -> tensor<0x0xi1>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %17 = stablehlo.select %15, %10, %16 : tensor<0x0xi1>, tensor<0x0xf32>
    return %17 : tensor<0x0xf32>
  }
}
