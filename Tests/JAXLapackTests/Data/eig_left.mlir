module @jit_left_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[3.20561243717219213e+00, -9.00761594159884771e-01, -4.12055487577709156e-01, 8.12952321754408791e-01], [9.88673820631363887e-01, 3.70061465374841614e+00, -6.60603763091826890e-01, 5.28313579609864803e-01], [-9.82685510914012017e-02, -6.58711319644640581e-01, 2.96176986901105455e+00, 8.45760980624942205e-01], [7.54505316317243491e-01, -2.16930050073294467e-01, -8.73295608724006023e-01, 3.80110653601303117e+00]], [[3.97257088678005399e+00, 2.27885454273553112e-02, -5.49440106467715683e-01, 8.75856084283632708e-02], [3.92547103785363394e-01, 2.96441448646977790e+00, -2.94903466058788588e-01, -5.04431382824395591e-01], [-4.06279798406467663e-01, -9.00358622342346759e-01, 2.51014835553601223e+00, 9.06260314395236355e-01], [-9.83804881888467708e-01, 4.54936781314041916e-01, 5.77826078681570321e-01, 2.80942003900052040e+00]], [[3.19048157204314897e+00, -5.58234987282913764e-01, 3.36090450249128647e-01, 4.15651514386246701e-01], [4.69136734087252094e-01, 2.98345356088974700e+00, 9.40831835095133462e-01, 7.32631032650605585e-01], [1.44915992977371788e-01, 3.64725335825524244e-01, 2.54957266917398773e+00, 8.87255897433123941e-01], [2.90284452611145660e-01, 7.89848107233510399e-01, -4.22751112184063027e-01, 3.96476242787798050e+00]]]> : tensor<3x4x4xf64>
    %0:5 = stablehlo.custom_call @lapack_dgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=3, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>, tensor<3xi32>)
    %1 = stablehlo.complex %0#0, %0#1 : tensor<3x4xcomplex<f64>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %3 = stablehlo.compare EQ, %0#4, %2, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4xcomplex<f64>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %7 = stablehlo.select %6, %1, %5 : tensor<3x4xi1>, tensor<3x4xcomplex<f64>>
    %8 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %10 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %11 = stablehlo.select %10, %0#2, %9 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %12 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_1 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %13 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %14 = stablehlo.broadcast_in_dim %12, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %15 = stablehlo.select %14, %0#3, %13 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %16 = stablehlo.transpose %11, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %17 = stablehlo.real %16 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %18 = stablehlo.imag %16 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %19 = stablehlo.negate %18 : tensor<3x4x4xf64>
    %20 = stablehlo.complex %17, %19 : tensor<3x4x4xcomplex<f64>>
    %21 = stablehlo.convert %20 : tensor<3x4x4xcomplex<f64>>
    %22 = stablehlo.convert %arg0 : (tensor<3x4x4xf64>) -> tensor<3x4x4xcomplex<f64>>
    %23 = stablehlo.dot_general %21, %22, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %24 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<3x4xcomplex<f64>>) -> tensor<3x4x1xcomplex<f64>>
    %25 = stablehlo.transpose %11, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %26 = stablehlo.real %25 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %27 = stablehlo.imag %25 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %28 = stablehlo.negate %27 : tensor<3x4x4xf64>
    %29 = stablehlo.complex %26, %28 : tensor<3x4x4xcomplex<f64>>
    %30 = stablehlo.broadcast_in_dim %24, dims = [0, 1, 2] : (tensor<3x4x1xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %31 = stablehlo.multiply %30, %29 : tensor<3x4x4xcomplex<f64>>
    %32 = stablehlo.subtract %23, %31 : tensor<3x4x4xcomplex<f64>>
    %33 = stablehlo.convert %arg0 : (tensor<3x4x4xf64>) -> tensor<3x4x4xcomplex<f64>>
    %34 = stablehlo.convert %15 : tensor<3x4x4xcomplex<f64>>
    %35 = stablehlo.dot_general %33, %34, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %36 = stablehlo.broadcast_in_dim %7, dims = [0, 2] : (tensor<3x4xcomplex<f64>>) -> tensor<3x1x4xcomplex<f64>>
    %37 = stablehlo.broadcast_in_dim %36, dims = [0, 1, 2] : (tensor<3x1x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %38 = stablehlo.multiply %15, %37 : tensor<3x4x4xcomplex<f64>>
    %39 = stablehlo.subtract %35, %38 : tensor<3x4x4xcomplex<f64>>
    %want0 = stablehlo.constant dense<[[[(-2.22044604925031308e-16, -6.66133814775093924e-16), (1.33226762955018785e-15, -7.77156117237609578e-16), (-1.77635683940025046e-15, -9.43689570931383059e-16), (-2.22044604925031308e-16, 0.00000000000000000e+00)], [(-2.22044604925031308e-16, 6.66133814775093924e-16), (1.33226762955018785e-15, 7.77156117237609578e-16), (-1.77635683940025046e-15, 9.43689570931383059e-16), (-2.22044604925031308e-16, 0.00000000000000000e+00)], [(0.00000000000000000e+00, 4.44089209850062616e-16), (1.11022302462515654e-16, 1.66533453693773481e-16), (-8.88178419700125232e-16, -5.55111512312578270e-16), (0.00000000000000000e+00, 1.11022302462515654e-16)], [(0.00000000000000000e+00, -4.44089209850062616e-16), (1.11022302462515654e-16, -1.66533453693773481e-16), (-8.88178419700125232e-16, 5.55111512312578270e-16), (0.00000000000000000e+00, -1.11022302462515654e-16)]], [[(3.10862446895043831e-15, 0.00000000000000000e+00), (-1.11022302462515654e-16, 0.00000000000000000e+00), (-6.66133814775093924e-16, 0.00000000000000000e+00), (1.77635683940025046e-15, 0.00000000000000000e+00)], [(-2.22044604925031308e-15, -6.66133814775093924e-16), (-7.77156117237609578e-16, 4.44089209850062616e-16), (7.77156117237609578e-16, 1.11022302462515654e-16), (-3.33066907387546962e-15, -8.32667268468867405e-17)], [(-2.22044604925031308e-15, 6.66133814775093924e-16), (-7.77156117237609578e-16, -4.44089209850062616e-16), (7.77156117237609578e-16, -1.11022302462515654e-16), (-3.33066907387546962e-15, 8.32667268468867405e-17)], [(-2.22044604925031308e-16, 0.00000000000000000e+00), (-6.66133814775093924e-16, 0.00000000000000000e+00), (4.44089209850062616e-16, 0.00000000000000000e+00), (-9.99200722162640886e-16, 0.00000000000000000e+00)]], [[(1.55431223447521916e-15, 0.00000000000000000e+00), (1.77635683940025046e-15, 0.00000000000000000e+00), (1.11022302462515654e-16, 0.00000000000000000e+00), (-1.33226762955018785e-15, 0.00000000000000000e+00)], [(1.55431223447521916e-15, 0.00000000000000000e+00), (1.66533453693773481e-15, 0.00000000000000000e+00), (-4.44089209850062616e-16, 0.00000000000000000e+00), (-1.99840144432528177e-15, 0.00000000000000000e+00)], [(1.66533453693773481e-16, 6.93889390390722838e-17), (-9.99200722162640886e-16, 1.22124532708767219e-15), (4.44089209850062616e-16, -2.22044604925031308e-16), (5.55111512312578270e-16, -1.55431223447521916e-15)], [(1.66533453693773481e-16, -6.93889390390722838e-17), (-9.99200722162640886e-16, -1.22124532708767219e-15), (4.44089209850062616e-16, 2.22044604925031308e-16), (5.55111512312578270e-16, 1.55431223447521916e-15)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%32, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    %want1 = stablehlo.constant dense<[[[(1.44328993201270350e-15, -2.66453525910037570e-15), (1.44328993201270350e-15, 2.66453525910037570e-15), (-3.10862446895043831e-15, -1.11022302462515654e-16), (-3.10862446895043831e-15, 1.11022302462515654e-16)], [(-2.22044604925031308e-15, 5.55111512312578270e-17), (-2.22044604925031308e-15, -5.55111512312578270e-17), (1.55431223447521916e-15, 2.22044604925031308e-16), (1.55431223447521916e-15, -2.22044604925031308e-16)], [(2.22044604925031308e-16, -1.77635683940025046e-15), (2.22044604925031308e-16, 1.77635683940025046e-15), (-1.33226762955018785e-15, 1.66533453693773481e-16), (-1.33226762955018785e-15, -1.66533453693773481e-16)], [(-3.33066907387546962e-16, -1.11022302462515654e-15), (-3.33066907387546962e-16, 1.11022302462515654e-15), (-1.23512311489548665e-15, 1.11022302462515654e-16), (-1.23512311489548665e-15, -1.11022302462515654e-16)]], [[(1.33226762955018785e-15, 0.00000000000000000e+00), (-4.44089209850062616e-16, -8.88178419700125232e-16), (-4.44089209850062616e-16, 8.88178419700125232e-16), (2.22044604925031308e-16, 0.00000000000000000e+00)], [(-4.44089209850062616e-16, 0.00000000000000000e+00), (6.66133814775093924e-16, -7.77156117237609578e-16), (6.66133814775093924e-16, 7.77156117237609578e-16), (-4.33680868994201774e-16, 0.00000000000000000e+00)], [(-8.88178419700125232e-16, 0.00000000000000000e+00), (-1.11022302462515654e-15, 7.21644966006351751e-16), (-1.11022302462515654e-15, -7.21644966006351751e-16), (8.88178419700125232e-16, 0.00000000000000000e+00)], [(2.22044604925031308e-16, 0.00000000000000000e+00), (1.49880108324396133e-15, -1.99840144432528177e-15), (1.49880108324396133e-15, 1.99840144432528177e-15), (-2.10942374678779743e-15, 0.00000000000000000e+00)]], [[(-4.44089209850062616e-16, 0.00000000000000000e+00), (2.22044604925031308e-15, 0.00000000000000000e+00), (4.44089209850062616e-16, 2.77555756156289135e-16), (4.44089209850062616e-16, -2.77555756156289135e-16)], [(0.00000000000000000e+00, 0.00000000000000000e+00), (0.00000000000000000e+00, 0.00000000000000000e+00), (-2.44249065417534439e-15, 8.88178419700125232e-16), (-2.44249065417534439e-15, -8.88178419700125232e-16)], [(4.44089209850062616e-16, 0.00000000000000000e+00), (-1.11022302462515654e-16, 0.00000000000000000e+00), (6.93889390390722838e-16, -5.55111512312578270e-16), (6.93889390390722838e-16, 5.55111512312578270e-16)], [(4.44089209850062616e-16, 0.00000000000000000e+00), (6.66133814775093924e-16, 0.00000000000000000e+00), (2.44249065417534439e-15, -5.13478148889134900e-16), (2.44249065417534439e-15, 5.13478148889134900e-16)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%39, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    return
  }
}
// -----
module @jit_left_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(2.210887909e+00, 3.296364546e-01), (6.069817021e-02, 4.899151027e-01), (-7.790551782e-01, 4.963479042e-01), (-6.204243898e-01, 4.280429184e-01)], [(5.283014178e-01, -8.555750251e-01), (2.132189989e+00, -8.321231008e-01), (-2.345793694e-01, 5.456039906e-01), (-6.166888475e-01, 2.235409021e-01)], [(7.005428076e-01, -4.746517837e-01), (-8.352490067e-01, -9.814192057e-01), (2.673153877e+00, 6.691597402e-02), (7.124875784e-01, -8.191524744e-01)], [(3.738278151e-01, 4.967635274e-01), (4.066563249e-01, -3.185561597e-01), (9.823766351e-01, 6.149571538e-01), (2.046841383e+00, -8.088884950e-01)]]> : tensor<4x4xcomplex<f32>>
    %0:4 = stablehlo.custom_call @lapack_cgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], result_layouts = [dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k], [l, m], [n, o], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#3, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4xcomplex<f32>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<4xi1>, tensor<4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %11 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_1 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %14 = stablehlo.select %13, %0#2, %12 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %15 = stablehlo.transpose %10, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %16 = stablehlo.real %15 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %17 = stablehlo.imag %15 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %18 = stablehlo.negate %17 : tensor<4x4xf32>
    %19 = stablehlo.complex %16, %18 : tensor<4x4xcomplex<f32>>
    %20 = stablehlo.dot_general %19, %arg0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %21 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<4xcomplex<f32>>) -> tensor<4x1xcomplex<f32>>
    %22 = stablehlo.transpose %10, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %23 = stablehlo.real %22 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %24 = stablehlo.imag %22 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %25 = stablehlo.negate %24 : tensor<4x4xf32>
    %26 = stablehlo.complex %23, %25 : tensor<4x4xcomplex<f32>>
    %27 = stablehlo.broadcast_in_dim %21, dims = [0, 1] : (tensor<4x1xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %28 = stablehlo.multiply %27, %26 : tensor<4x4xcomplex<f32>>
    %29 = stablehlo.subtract %20, %28 : tensor<4x4xcomplex<f32>>
    %30 = stablehlo.dot_general %arg0, %14, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %31 = stablehlo.broadcast_in_dim %6, dims = [1] : (tensor<4xcomplex<f32>>) -> tensor<1x4xcomplex<f32>>
    %32 = stablehlo.broadcast_in_dim %31, dims = [0, 1] : (tensor<1x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %33 = stablehlo.multiply %14, %32 : tensor<4x4xcomplex<f32>>
    %34 = stablehlo.subtract %30, %33 : tensor<4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(2.547167242e-07, -4.768371582e-07), (0.000000000e+00, 2.980232239e-08), (-3.725290298e-07, 3.576278687e-07), (0.000000000e+00, 1.788139343e-07)], [(-2.980232239e-08, -1.490116119e-08), (2.235174179e-08, -2.980232239e-08), (-5.960464478e-08, -8.940696716e-08), (-4.172325134e-07, 1.415610313e-07)], [(-7.152557373e-07, -1.490116119e-07), (1.788139343e-07, -1.192092896e-07), (8.940696716e-07, 5.960464478e-07), (-5.960464478e-08, -3.427267075e-07)], [(5.960464478e-08, 4.470348358e-08), (-8.344650269e-07, -4.768371582e-07), (1.192092896e-06, -1.192092896e-07), (1.192092896e-07, -1.192092896e-07)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%29, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[(7.003545761e-07, 4.172325134e-07), (4.917383194e-07, 5.960464478e-08), (-4.768371582e-07, -7.152557373e-07), (-5.364418030e-07, -1.192092896e-06)], [(1.192092896e-07, -1.192092896e-07), (-5.513429642e-07, -2.831220627e-07), (-1.788139343e-07, -2.384185791e-07), (1.192092896e-06, 1.639127731e-07)], [(2.980232239e-08, -4.023313522e-07), (4.172325134e-07, 2.346932888e-07), (-2.384185791e-07, -5.960464478e-08), (-2.384185791e-07, -7.152557373e-07)], [(0.000000000e+00, -1.192092896e-07), (3.874301910e-07, 8.940696716e-08), (-2.980232239e-08, 3.874301910e-07), (-5.662441254e-07, 1.192092896e-07)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%34, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
}
// -----
module @jit_left_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:5 = stablehlo.custom_call @lapack_sgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 86 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=0, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>, tensor<0xi32>)
    %1 = stablehlo.complex %0#0, %0#1 : tensor<0x4xcomplex<f32>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %3 = stablehlo.compare EQ, %0#4, %2, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<0x4xcomplex<f32>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %7 = stablehlo.select %6, %1, %5 : tensor<0x4xi1>, tensor<0x4xcomplex<f32>>
    %8 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %10 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %11 = stablehlo.select %10, %0#2, %9 : tensor<0x4x4xi1>, tensor<0x4x4xcomplex<f32>>
    %12 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_1 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %13 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<complex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %14 = stablehlo.broadcast_in_dim %12, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %15 = stablehlo.select %14, %0#3, %13 : tensor<0x4x4xi1>, tensor<0x4x4xcomplex<f32>>
    %16 = stablehlo.transpose %11, dims = [0, 2, 1] : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %17 = stablehlo.real %16 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %18 = stablehlo.imag %16 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %19 = stablehlo.negate %18 : tensor<0x4x4xf32>
    %20 = stablehlo.complex %17, %19 : tensor<0x4x4xcomplex<f32>>
    %21 = stablehlo.convert %20 : tensor<0x4x4xcomplex<f32>>
    %22 = stablehlo.convert %arg0 : (tensor<0x4x4xf32>) -> tensor<0x4x4xcomplex<f32>>
    %23 = stablehlo.dot_general %21, %22, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %24 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<0x4xcomplex<f32>>) -> tensor<0x4x1xcomplex<f32>>
    %25 = stablehlo.transpose %11, dims = [0, 2, 1] : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %26 = stablehlo.real %25 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %27 = stablehlo.imag %25 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %28 = stablehlo.negate %27 : tensor<0x4x4xf32>
    %29 = stablehlo.complex %26, %28 : tensor<0x4x4xcomplex<f32>>
    %30 = stablehlo.broadcast_in_dim %24, dims = [0, 1, 2] : (tensor<0x4x1xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %31 = stablehlo.multiply %30, %29 : tensor<0x4x4xcomplex<f32>>
    %32 = stablehlo.subtract %23, %31 : tensor<0x4x4xcomplex<f32>>
    %33 = stablehlo.convert %arg0 : (tensor<0x4x4xf32>) -> tensor<0x4x4xcomplex<f32>>
    %34 = stablehlo.convert %15 : tensor<0x4x4xcomplex<f32>>
    %35 = stablehlo.dot_general %33, %34, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %36 = stablehlo.broadcast_in_dim %7, dims = [0, 2] : (tensor<0x4xcomplex<f32>>) -> tensor<0x1x4xcomplex<f32>>
    %37 = stablehlo.broadcast_in_dim %36, dims = [0, 1, 2] : (tensor<0x1x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %38 = stablehlo.multiply %15, %37 : tensor<0x4x4xcomplex<f32>>
    %39 = stablehlo.subtract %35, %38 : tensor<0x4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%32, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%39, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> ()
    return
  }
}
