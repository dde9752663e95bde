module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(7.069858313e-01, -7.502512336e-01), (-1.934932172e-01, 7.695589066e-01), (-9.934465289e-01, -5.169592425e-02), (5.739347339e-01, 6.092198491e-01)], [(-5.090482831e-01, -8.668385148e-01), (-7.150396109e-01, 1.896262765e-01), (5.989831686e-01, 7.306239009e-01), (3.726572990e-01, 7.341321707e-01)], [(-5.751696229e-01, -9.885551333e-01), (-4.648363590e-01, 4.344020784e-02), (8.784396648e-01, -2.619904876e-01), (-4.629240632e-01, 5.200840831e-01)], [(4.048117697e-01, -8.535619974e-01), (-7.408934832e-01, -4.701468647e-01), (6.300717592e-01, 6.252855659e-01), (-7.648199797e-01, -6.088755652e-02)], [(3.208225220e-02, -9.369935840e-02), (-9.295647740e-01, 9.371172786e-01), (1.001570895e-01, -3.602186739e-01), (6.932432055e-01, -9.165558815e-01)]], [[(-8.312029839e-01, -2.155983299e-01), (-4.514868557e-01, -6.932528615e-01), (5.293861032e-01, -8.362162709e-01), (2.161966413e-01, 1.357207149e-01)], [(-3.744061887e-01, 9.071512222e-01), (2.578077614e-01, 1.588151455e-01), (-9.057936072e-02, 2.942290902e-01), (7.247125506e-01, -3.527422845e-01)], [(-4.141201973e-01, 1.422457099e-01), (5.154612064e-01, 5.044890046e-01), (2.713482976e-01, 1.785697043e-01), (4.808573127e-01, 6.055567265e-01)], [(-2.434767783e-01, 1.009413600e-01), (4.498420358e-01, -6.037119031e-01), (3.968521953e-01, 1.654525101e-01), (-2.250222117e-01, -1.812830567e-02)], [(-9.470955133e-01, -6.681289077e-01), (9.258266091e-01, 2.383317053e-01), (4.272007942e-01, 6.339210868e-01), (-5.905227065e-01, -7.298246026e-01)]], [[(4.616144300e-01, 8.989172429e-02), (-4.426332712e-01, 4.673742652e-01), (-6.142921373e-02, -1.939648092e-01), (7.197763324e-01, -4.599075317e-01)], [(-1.038557962e-01, -2.554391921e-01), (-4.239868522e-01, 8.339703828e-02), (-3.890177906e-01, 3.733207583e-01), (-8.459654450e-01, 1.183504462e-01)], [(-5.609888434e-01, -7.859499454e-01), (-4.577875435e-01, 6.357727647e-01), (-6.540617943e-01, 8.477194309e-01), (-8.738685846e-01, -7.974143028e-01)], [(-6.842167675e-02, -5.009610653e-01), (-5.712077618e-01, -6.526376009e-01), (4.775410295e-01, 6.983103156e-01), (8.450555205e-01, 8.205574751e-01)], [(-4.540306032e-01, -9.114524722e-01), (1.444965750e-01, -3.351611793e-01), (1.345132943e-02, -6.150107980e-01), (-8.497829437e-01, -6.093458459e-02)]]]> : tensor<3x5x4xcomplex<f32>>
    %0:2 = call @qr(%arg0) : (tensor<3x5x4xcomplex<f32>>) -> (tensor<3x5x5xcomplex<f32>>, tensor<3x5x4xcomplex<f32>>)
    %1 = stablehlo.dot_general %0#0, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x5xcomplex<f32>>, tensor<3x5x4xcomplex<f32>>) -> tensor<3x5x4xcomplex<f32>>
    %2 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<3x5x5xcomplex<f32>>) -> tensor<3x5x5xcomplex<f32>>
    %3 = stablehlo.real %2 : (tensor<3x5x5xcomplex<f32>>) -> tensor<3x5x5xf32>
    %4 = stablehlo.imag %2 : (tensor<3x5x5xcomplex<f32>>) -> tensor<3x5x5xf32>
    %5 = stablehlo.negate %4 : tensor<3x5x5xf32>
    %6 = stablehlo.complex %3, %5 : tensor<3x5x5xcomplex<f32>>
    %7 = stablehlo.dot_general %6, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x5xcomplex<f32>>, tensor<3x5x5xcomplex<f32>>) -> tensor<3x5x5xcomplex<f32>>
    %8 = call @diagonal(%0#1) : (tensor<3x5x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>>
    %9 = stablehlo.real %8 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %10 = stablehlo.imag %8 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %11 = stablehlo.abs %9 : tensor<3x4xf32>
    %12 = stablehlo.abs %10 : tensor<3x4xf32>
    %13 = stablehlo.maximum %11, %12 : tensor<3x4xf32>
    %cst = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %15 = stablehlo.compare GE, %13, %14, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_0 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %17 = stablehlo.compare LE, %13, %16, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_1 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_2 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_3 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %20 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %21 = stablehlo.multiply %9, %18 : tensor<3x4xf32>
    %22 = stablehlo.multiply %9, %19 : tensor<3x4xf32>
    %23 = stablehlo.select %17, %22, %9 : tensor<3x4xi1>, tensor<3x4xf32>
    %24 = stablehlo.select %15, %21, %23 : tensor<3x4xi1>, tensor<3x4xf32>
    %25 = stablehlo.multiply %10, %18 : tensor<3x4xf32>
    %26 = stablehlo.multiply %10, %19 : tensor<3x4xf32>
    %27 = stablehlo.select %17, %26, %10 : tensor<3x4xi1>, tensor<3x4xf32>
    %28 = stablehlo.select %15, %25, %27 : tensor<3x4xi1>, tensor<3x4xf32>
    %29 = stablehlo.select %17, %18, %20 : tensor<3x4xi1>, tensor<3x4xf32>
    %30 = stablehlo.select %15, %19, %29 : tensor<3x4xi1>, tensor<3x4xf32>
    %31 = chlo.square %24 : tensor<3x4xf32> -> tensor<3x4xf32>
    %32 = chlo.square %28 : tensor<3x4xf32> -> tensor<3x4xf32>
    %33 = stablehlo.add %31, %32 : tensor<3x4xf32>
    %34 = stablehlo.sqrt %33 : tensor<3x4xf32>
    %35 = stablehlo.multiply %34, %30 : tensor<3x4xf32>
    %cst_4 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %36 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %37 = stablehlo.compare EQ, %11, %36, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %38 = stablehlo.compare EQ, %12, %36, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %39 = stablehlo.or %37, %38 : tensor<3x4xi1>
    %40 = stablehlo.select %39, %36, %35 : tensor<3x4xi1>, tensor<3x4xf32>
    %41 = stablehlo.divide %24, %34 : tensor<3x4xf32>
    %42 = stablehlo.divide %28, %34 : tensor<3x4xf32>
    %want0 = stablehlo.constant dense<[[[(7.069859505e-01, -7.502512336e-01), (-1.934930980e-01, 7.695590258e-01), (-9.934463501e-01, -5.169603229e-02), (5.739347339e-01, 6.092197299e-01)], [(-5.090482831e-01, -8.668384552e-01), (-7.150396109e-01, 1.896262169e-01), (5.989831686e-01, 7.306238413e-01), (3.726574481e-01, 7.341321707e-01)], [(-5.751696229e-01, -9.885551333e-01), (-4.648363292e-01, 4.344016314e-02), (8.784395456e-01, -2.619905472e-01), (-4.629241228e-01, 5.200840235e-01)], [(4.048117399e-01, -8.535619378e-01), (-7.408934832e-01, -4.701468647e-01), (6.300718784e-01, 6.252854466e-01), (-7.648200989e-01, -6.088759005e-02)], [(3.208225220e-02, -9.369935840e-02), (-9.295648336e-01, 9.371172190e-01), (1.001571119e-01, -3.602185845e-01), (6.932432055e-01, -9.165559411e-01)]], [[(-8.312028646e-01, -2.155983299e-01), (-4.514868259e-01, -6.932527423e-01), (5.293859243e-01, -8.362162113e-01), (2.161966711e-01, 1.357207298e-01)], [(-3.744061887e-01, 9.071511626e-01), (2.578077614e-01, 1.588151902e-01), (-9.057934582e-02, 2.942290902e-01), (7.247124910e-01, -3.527422547e-01)], [(-4.141202271e-01, 1.422456950e-01), (5.154612064e-01, 5.044890642e-01), (2.713482678e-01, 1.785697043e-01), (4.808571935e-01, 6.055566669e-01)], [(-2.434767932e-01, 1.009413525e-01), (4.498420954e-01, -6.037119627e-01), (3.968521953e-01, 1.654525399e-01), (-2.250222713e-01, -1.812824607e-02)], [(-9.470954537e-01, -6.681289077e-01), (9.258265495e-01, 2.383317798e-01), (4.272007048e-01, 6.339211464e-01), (-5.905226469e-01, -7.298245430e-01)]], [[(4.616145492e-01, 8.989172429e-02), (-4.426333308e-01, 4.673742950e-01), (-6.142921001e-02, -1.939648092e-01), (7.197762728e-01, -4.599076807e-01)], [(-1.038557887e-01, -2.554391921e-01), (-4.239869714e-01, 8.339704573e-02), (-3.890178204e-01, 3.733209074e-01), (-8.459654450e-01, 1.183504909e-01)], [(-5.609888434e-01, -7.859499454e-01), (-4.577875733e-01, 6.357727647e-01), (-6.540617943e-01, 8.477194905e-01), (-8.738685846e-01, -7.974143028e-01)], [(-6.842168421e-02, -5.009610653e-01), (-5.712076426e-01, -6.526376009e-01), (4.775410891e-01, 6.983104348e-01), (8.450554013e-01, 8.205574751e-01)], [(-4.540306330e-01, -9.114524722e-01), (1.444966048e-01, -3.351611197e-01), (1.345133781e-02, -6.150109768e-01), (-8.497830033e-01, -6.093451381e-02)]]]> : tensor<3x5x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 4.0e-05", has_side_effect = true} : (tensor<3x5x4xcomplex<f32>>, tensor<3x5x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[[(9.999998808e-01, 0.000000000e+00), (0.000000000e+00, 2.980232239e-08), (4.470348358e-08, 5.681067705e-08), (7.450580597e-09, -5.587935448e-09), (-1.490116119e-08, 0.000000000e+00)], [(0.000000000e+00, -2.980232239e-08), (9.999999404e-01, 0.000000000e+00), (7.450580597e-09, 2.980232239e-08), (8.940696716e-08, -1.490116119e-08), (4.470348358e-08, 1.490116119e-08)], [(4.470348358e-08, -5.681067705e-08), (7.450580597e-09, -2.980232239e-08), (1.000000000e+00, 0.000000000e+00), (-1.490116119e-08, 1.490116119e-08), (2.235174179e-08, -2.607703209e-08)], [(7.450580597e-09, 5.587935448e-09), (8.940696716e-08, 1.490116119e-08), (-1.490116119e-08, -1.490116119e-08), (1.000000119e+00, 0.000000000e+00), (1.490116119e-08, -2.980232239e-08)], [(-1.490116119e-08, 0.000000000e+00), (5.960464478e-08, -7.450580597e-09), (2.980232239e-08, 2.980232239e-08), (1.490116119e-08, 2.980232239e-08), (1.000000119e+00, 0.000000000e+00)]], [[(9.999997616e-01, 0.000000000e+00), (4.470348358e-08, 6.146728992e-08), (1.490116119e-08, -7.450580597e-09), (2.235174179e-08, -2.980232239e-08), (-4.470348358e-08, 0.000000000e+00)], [(4.470348358e-08, -6.146728992e-08), (1.000000000e+00, 0.000000000e+00), (-4.656612873e-09, 1.490116119e-08), (8.195638657e-08, 0.000000000e+00), (2.980232239e-08, 2.980232239e-08)], [(1.490116119e-08, 7.450580597e-09), (-4.656612873e-09, -1.490116119e-08), (9.999999404e-01, 0.000000000e+00), (-1.490116119e-08, 0.000000000e+00), (1.222360879e-09, -1.816079021e-08)], [(2.235174179e-08, 2.980232239e-08), (8.195638657e-08, 0.000000000e+00), (-1.490116119e-08, 0.000000000e+00), (9.999997616e-01, 0.000000000e+00), (-1.192092896e-07, 1.676380634e-07)], [(-5.215406418e-08, 0.000000000e+00), (1.490116119e-08, -2.980232239e-08), (-2.037268132e-09, 1.303851604e-08), (-8.940696716e-08, -1.788139343e-07), (9.999998808e-01, 0.000000000e+00)]], [[(9.999999404e-01, 0.000000000e+00), (7.450580597e-09, 3.725290298e-09), (1.490116119e-08, 0.000000000e+00), (-1.490116119e-08, 1.490116119e-08), (-9.313225746e-10, 1.490116119e-08)], [(7.450580597e-09, -3.725290298e-09), (1.000000000e+00, 0.000000000e+00), (3.166496754e-08, -2.980232239e-08), (1.862645149e-09, 1.490116119e-08), (-2.235174179e-08, -2.980232239e-08)], [(1.490116119e-08, 0.000000000e+00), (3.166496754e-08, 2.980232239e-08), (1.000000119e+00, 0.000000000e+00), (1.490116119e-08, -5.960464478e-08), (-4.097819328e-08, 1.490116119e-08)], [(-1.490116119e-08, -1.490116119e-08), (1.862645149e-09, -1.490116119e-08), (1.490116119e-08, 5.960464478e-08), (9.999998808e-01, 0.000000000e+00), (2.980232239e-08, 6.705522537e-08)], [(-9.313225746e-10, -1.490116119e-08), (-1.862645149e-08, 2.980232239e-08), (-3.539025784e-08, -2.980232239e-08), (5.960464478e-08, -6.705522537e-08), (1.000000000e+00, 0.000000000e+00)]]]> : tensor<3x5x5xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<3x5x5xcomplex<f32>>, tensor<3x5x5xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[[2.069675446e+00, 1.795815468e+00, 1.105419040e+00, 1.229200244e+00], [1.817985177e+00, 1.595954537e+00, 5.985433459e-01, 1.266724110e+00], [1.588131785e+00, 1.402422190e+00, 1.513176441e+00, 1.022703052e+00]]> : tensor<3x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%40, %want2) {backend_config = "almost_eq 6.3e-05", has_side_effect = true} : (tensor<3x4xf32>, tensor<3x4xf32>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<3x5x4xcomplex<f32>>) -> (tensor<3x5x5xcomplex<f32>>, tensor<3x5x4xcomplex<f32>>) {
    %0:2 = stablehlo.custom_call @lapack_cgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n]) {i=3, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<3x5x4xcomplex<f32>>) -> (tensor<3x5x4xcomplex<f32>>, tensor<3x4xcomplex<f32>>)
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %1 = stablehlo.pad %0#0, %cst, low = [0, 0, 0], high = [0, 0, 1], interior = [0, 0, 0] : (tensor<3x5x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<3x5x5xcomplex<f32>>
    %2 = stablehlo.custom_call @lapack_cungqr_ffi(%1, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=3, j=5, k=5, l=4, m=5, n=5}, custom>} : (tensor<3x5x5xcomplex<f32>>, tensor<3x4xcomplex<f32>>) -> tensor<3x5x5xcomplex<f32>>
    %3 = stablehlo.iota dim = 0 : tensor<5x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<5x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<5x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<5x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<5x4xi64>, tensor<5x4xi64>) -> tensor<5x4xi1>
    %8 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<5x4xi1>) -> tensor<3x5x4xi1>
    %cst_0 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<3x5x4xcomplex<f32>>
    %10 = stablehlo.select %8, %9, %0#0 : tensor<3x5x4xi1>, tensor<3x5x4xcomplex<f32>>
    return %2, %10 : tensor<3x5x5xcomplex<f32>>, tensor<3x5x4xcomplex<f32>>
  }
  func.func private @diagonal(%arg0: tensor<3x5x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<4xi64>
    %1 = stablehlo.iota dim = 0 : tensor<4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %3 = stablehlo.compare LT, %0, %2, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
    %c_0 = stablehlo.constant dense<5> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %5 = stablehlo.add %0, %4 : tensor<4xi64>
    %6 = stablehlo.select %3, %5, %0 : tensor<4xi1>, tensor<4xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %7 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %8 = stablehlo.compare LT, %1, %7, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
    %c_2 = stablehlo.constant dense<4> : tensor<i64>
    %9 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %10 = stablehlo.add %1, %9 : tensor<4xi64>
    %11 = stablehlo.select %8, %10, %1 : tensor<4xi1>, tensor<4xi64>
    %12 = stablehlo.convert %6 : (tensor<4xi64>) -> tensor<4xi32>
    %13 = stablehlo.convert %11 : (tensor<4xi64>) -> tensor<4xi32>
    %14 = stablehlo.broadcast_in_dim %12, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %15 = stablehlo.broadcast_in_dim %13, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %16 = stablehlo.concatenate %14, %15, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
    %17 = "stablehlo.gather"(%arg0, %16) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1, 2], start_index_map = [1, 2], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x5x4xcomplex<f32>>, tensor<4x2xi32>) -> tensor<3x4xcomplex<f32>>
    return %17 : tensor<3x4xcomplex<f32>>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0:2 = call @qr(%arg0) : (tensor<0x5x4xf32>) -> (tensor<0x5x5xf32>, tensor<0x5x4xf32>)
    %1 = stablehlo.dot_general %0#0, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x5xf32>, tensor<0x5x4xf32>) -> tensor<0x5x4xf32>
    %2 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<0x5x5xf32>) -> tensor<0x5x5xf32>
    %3 = stablehlo.dot_general %2, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x5xf32>, tensor<0x5x5xf32>) -> tensor<0x5x5xf32>
    %4 = call @diagonal() : () -> tensor<0x4xf32>
    %5 = stablehlo.abs %4 : tensor<0x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x4xf32>, tensor<0x5x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x5x5xf32>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x5xf32>, tensor<0x5x5xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<0x5x4xf32>) -> (tensor<0x5x5xf32>, tensor<0x5x4xf32>) {
    %0:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n]) {i=0, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>)
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.pad %0#0, %cst, low = [0, 0, 0], high = [0, 0, 1], interior = [0, 0, 0] : (tensor<0x5x4xf32>, tensor<f32>) -> tensor<0x5x5xf32>
    %2 = stablehlo.custom_call @lapack_sorgqr_ffi(%1, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=0, j=5, k=5, l=4, m=5, n=5}, custom>} : (tensor<0x5x5xf32>, tensor<0x4xf32>) -> tensor<0x5x5xf32>
    %3 = stablehlo.iota dim = 0 : tensor<5x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<5x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<5x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<5x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<5x4xi64>, tensor<5x4xi64>) -> tensor<5x4xi1>
    %8 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<5x4xi1>) -> tensor<0x5x4xi1>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x5x4xf32>
    %10 = stablehlo.select %8, %9, %0#0 : tensor<0x5x4xi1>, tensor<0x5x4xf32>
    return %2, %10 : tensor<0x5x5xf32>, tensor<0x5x4xf32>
  }
  func.func private @diagonal() -> tensor<0x4xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    return %0 : tensor<0x4xf32>
  }
}
