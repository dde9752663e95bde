module @jit_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[2.764503241e+00, 8.523348570e-01, 1.890376657e-01, 9.462564439e-02], [6.361544132e-01, 3.250862598e+00, 3.491436541e-01, -6.847971082e-01], [2.089140415e-01, -2.870011032e-01, 2.151175499e+00, -7.336179614e-01], [-4.040160030e-02, -4.749905169e-01, 5.306457281e-01, 2.244796991e+00]]> : tensor<4x4xf32>
    %0:5 = stablehlo.custom_call @lapack_sgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], result_layouts = [dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k], [l], [m, n], [o, p], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4, p=4}, custom>} : (tensor<4x4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
    %1 = stablehlo.complex %0#0, %0#1 : tensor<4xcomplex<f32>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %3 = stablehlo.compare EQ, %0#4, %2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4xcomplex<f32>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %7 = stablehlo.select %6, %1, %5 : tensor<4xi1>, tensor<4xcomplex<f32>>
    %8 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %10 = stablehlo.broadcast_in_dim %8, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %11 = stablehlo.select %10, %0#3, %9 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %12 = stablehlo.convert %arg0 : (tensor<4x4xf32>) -> tensor<4x4xcomplex<f32>>
    %13 = stablehlo.convert %11 : tensor<4x4xcomplex<f32>>
    %14 = stablehlo.dot_general %12, %13, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %15 = stablehlo.broadcast_in_dim %7, dims = [1] : (tensor<4xcomplex<f32>>) -> tensor<1x4xcomplex<f32>>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<1x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %17 = stablehlo.multiply %11, %16 : tensor<4x4xcomplex<f32>>
    %18 = stablehlo.subtract %14, %17 : tensor<4x4xcomplex<f32>>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %19 = stablehlo.reduce(%7 init: %cst_1) applies stablehlo.add across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %cst_2 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %20 = stablehlo.reduce(%7 init: %cst_2) applies stablehlo.multiply across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %21 = stablehlo.real %11 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %22 = stablehlo.imag %11 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %23 = stablehlo.abs %21 : tensor<4x4xf32>
    %24 = stablehlo.abs %22 : tensor<4x4xf32>
    %25 = stablehlo.maximum %23, %24 : tensor<4x4xf32>
    %cst_3 = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %26 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %27 = stablehlo.compare GE, %25, %26, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %cst_4 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %29 = stablehlo.compare LE, %25, %28, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %cst_5 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %30 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %cst_6 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %31 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %32 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %33 = stablehlo.multiply %21, %30 : tensor<4x4xf32>
    %34 = stablehlo.multiply %21, %31 : tensor<4x4xf32>
    %35 = stablehlo.select %29, %34, %21 : tensor<4x4xi1>, tensor<4x4xf32>
    %36 = stablehlo.select %27, %33, %35 : tensor<4x4xi1>, tensor<4x4xf32>
    %37 = stablehlo.multiply %22, %30 : tensor<4x4xf32>
    %38 = stablehlo.multiply %22, %31 : tensor<4x4xf32>
    %39 = stablehlo.select %29, %38, %22 : tensor<4x4xi1>, tensor<4x4xf32>
    %40 = stablehlo.select %27, %37, %39 : tensor<4x4xi1>, tensor<4x4xf32>
    %41 = stablehlo.select %29, %30, %32 : tensor<4x4xi1>, tensor<4x4xf32>
    %42 = stablehlo.select %27, %31, %41 : tensor<4x4xi1>, tensor<4x4xf32>
    %43 = chlo.square %36 : tensor<4x4xf32> -> tensor<4x4xf32>
    %44 = chlo.square %40 : tensor<4x4xf32> -> tensor<4x4xf32>
    %45 = stablehlo.add %43, %44 : tensor<4x4xf32>
    %46 = stablehlo.sqrt %45 : tensor<4x4xf32>
    %47 = stablehlo.multiply %46, %42 : tensor<4x4xf32>
    %cst_8 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %48 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %49 = stablehlo.compare EQ, %23, %48, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %50 = stablehlo.compare EQ, %24, %48, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %51 = stablehlo.or %49, %50 : tensor<4x4xi1>
    %52 = stablehlo.select %51, %48, %47 : tensor<4x4xi1>, tensor<4x4xf32>
    %53 = stablehlo.divide %36, %46 : tensor<4x4xf32>
    %54 = stablehlo.divide %40, %46 : tensor<4x4xf32>
    %55 = stablehlo.multiply %52, %52 : tensor<4x4xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %56 = stablehlo.reduce(%55 init: %cst_9) applies stablehlo.add across dimensions = [0] : (tensor<4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %want0 = stablehlo.constant dense<[[(0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (1.788139343e-07, 0.000000000e+00), (1.788139343e-07, 0.000000000e+00)], [(1.192092896e-06, 0.000000000e+00), (5.364418030e-07, 0.000000000e+00), (-5.066394806e-07, 5.960464478e-08), (-5.066394806e-07, -5.960464478e-08)], [(3.874301910e-07, 0.000000000e+00), (4.619359970e-07, 0.000000000e+00), (5.960464478e-07, -3.576278687e-07), (5.960464478e-07, 3.576278687e-07)], [(0.000000000e+00, 0.000000000e+00), (5.960464478e-08, 0.000000000e+00), (5.364418030e-07, -3.576278687e-07), (5.364418030e-07, 3.576278687e-07)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%18, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<(1.041133881e+01, 0.000000000e+00)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 3.2e-04", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    %want2 = stablehlo.constant dense<(4.326249313e+01, -1.613541372e-07)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%20, %want2) {backend_config = "almost_eq 1.3e-03", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    %want3 = stablehlo.constant dense<[1.000000000e+00, 9.999999404e-01, 1.000000119e+00, 1.000000119e+00]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%56, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
}
// -----
module @jit_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[2.02763784463469543e+00, 9.93959296904080247e-01, -3.74056027084153753e-01, 1.95796744101746079e-02], [-5.79905751274429226e-01, 2.41759751941061563e+00, -1.95393042662649119e-01, 5.79598141667254207e-01], [-9.21995198066066335e-01, 6.74607842223819754e-01, 3.98053477532542832e+00, 1.18324436196678651e-01], [-2.79977448548650809e-01, -5.32128404706728064e-01, -6.34097990522799471e-01, 2.64667145441276697e+00]], [[3.70331434729205178e+00, -9.93488667255621349e-01, 5.71957200882814432e-01, 3.34862654691107320e-01], [-9.61967924339639291e-01, 2.13909566734339673e+00, 4.70124430406151594e-01, 3.46342043545628808e-01], [-3.73014645111618082e-01, 7.22580140310704166e-01, 2.42031416264238386e+00, -1.46182326590100331e-01], [-7.69991287231815980e-01, 2.91388794157333875e-01, -8.25953002945634784e-01, 2.35896394131543818e+00]], [[3.53270055129191762e+00, 4.77414217675553587e-04, 3.23735245398534266e-01, 4.67906371420327094e-01], [2.13101793089667257e-01, 2.39551971869028346e+00, 3.96989576601525451e-01, -7.68124285637108883e-01], [-4.60375374507694168e-01, -1.03725842903135135e-01, 2.22888203462331447e+00, -7.88018699500194986e-01], [3.04540008680362906e-01, 4.83914982937741600e-01, -2.58618299530449125e-01, 2.77970883801767377e+00]]]> : tensor<3x4x4xf64>
    %0:5 = stablehlo.custom_call @lapack_dgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=3, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4xf64>, tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>, tensor<3xi32>)
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
    %11 = stablehlo.select %10, %0#3, %9 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %12 = stablehlo.convert %arg0 : (tensor<3x4x4xf64>) -> tensor<3x4x4xcomplex<f64>>
    %13 = stablehlo.convert %11 : tensor<3x4x4xcomplex<f64>>
    %14 = stablehlo.dot_general %12, %13, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %15 = stablehlo.broadcast_in_dim %7, dims = [0, 2] : (tensor<3x4xcomplex<f64>>) -> tensor<3x1x4xcomplex<f64>>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1, 2] : (tensor<3x1x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %17 = stablehlo.multiply %11, %16 : tensor<3x4x4xcomplex<f64>>
    %18 = stablehlo.subtract %14, %17 : tensor<3x4x4xcomplex<f64>>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %19 = stablehlo.reduce(%7 init: %cst_1) applies stablehlo.add across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %cst_2 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %20 = stablehlo.reduce(%7 init: %cst_2) applies stablehlo.multiply across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %21 = stablehlo.real %11 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %22 = stablehlo.imag %11 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %23 = stablehlo.abs %21 : tensor<3x4x4xf64>
    %24 = stablehlo.abs %22 : tensor<3x4x4xf64>
    %25 = stablehlo.maximum %23, %24 : tensor<3x4x4xf64>
    %cst_3 = stablehlo.constant dense<6.7039039649712985E+153> : tensor<f64>
    %26 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %27 = stablehlo.compare GE, %25, %26, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %cst_4 = stablehlo.constant dense<1.4901161193847656E-8> : tensor<f64>
    %28 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %29 = stablehlo.compare LE, %25, %28, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %cst_5 = stablehlo.constant dense<2.2227587494850775E-162> : tensor<f64>
    %30 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %cst_6 = stablehlo.constant dense<4.4989137945431964E+161> : tensor<f64>
    %31 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %32 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %33 = stablehlo.multiply %21, %30 : tensor<3x4x4xf64>
    %34 = stablehlo.multiply %21, %31 : tensor<3x4x4xf64>
    %35 = stablehlo.select %29, %34, %21 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %36 = stablehlo.select %27, %33, %35 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %37 = stablehlo.multiply %22, %30 : tensor<3x4x4xf64>
    %38 = stablehlo.multiply %22, %31 : tensor<3x4x4xf64>
    %39 = stablehlo.select %29, %38, %22 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %40 = stablehlo.select %27, %37, %39 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %41 = stablehlo.select %29, %30, %32 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %42 = stablehlo.select %27, %31, %41 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %43 = chlo.square %36 : tensor<3x4x4xf64> -> tensor<3x4x4xf64>
    %44 = chlo.square %40 : tensor<3x4x4xf64> -> tensor<3x4x4xf64>
    %45 = stablehlo.add %43, %44 : tensor<3x4x4xf64>
    %46 = stablehlo.sqrt %45 : tensor<3x4x4xf64>
    %47 = stablehlo.multiply %46, %42 : tensor<3x4x4xf64>
    %cst_8 = stablehlo.constant dense<0x7FF0000000000000> : tensor<f64>
    %48 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %49 = stablehlo.compare EQ, %23, %48, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %50 = stablehlo.compare EQ, %24, %48, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %51 = stablehlo.or %49, %50 : tensor<3x4x4xi1>
    %52 = stablehlo.select %51, %48, %47 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %53 = stablehlo.divide %36, %46 : tensor<3x4x4xf64>
    %54 = stablehlo.divide %40, %46 : tensor<3x4x4xf64>
    %55 = stablehlo.multiply %52, %52 : tensor<3x4x4xf64>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %56 = stablehlo.reduce(%55 init: %cst_9) applies stablehlo.add across dimensions = [1] : (tensor<3x4x4xf64>, tensor<f64>) -> tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[[(-1.33226762955018785e-15, 0.00000000000000000e+00), (1.11022302462515654e-15, -1.55431223447521916e-15), (1.11022302462515654e-15, 1.55431223447521916e-15), (-1.55431223447521916e-15, 0.00000000000000000e+00)], [(-6.66133814775093924e-16, 0.00000000000000000e+00), (-1.55431223447521916e-15, -2.10942374678779743e-15), (-1.55431223447521916e-15, 2.10942374678779743e-15), (8.32667268468867405e-16, 0.00000000000000000e+00)], [(1.33226762955018785e-15, 0.00000000000000000e+00), (-2.22044604925031308e-16, -6.66133814775093924e-16), (-2.22044604925031308e-16, 6.66133814775093924e-16), (6.66133814775093924e-16, 0.00000000000000000e+00)], [(4.44089209850062616e-16, 0.00000000000000000e+00), (-2.55351295663786004e-15, -6.66133814775093924e-16), (-2.55351295663786004e-15, 6.66133814775093924e-16), (1.99840144432528177e-15, 0.00000000000000000e+00)]], [[(1.33226762955018785e-15, 0.00000000000000000e+00), (1.76247905159243601e-15, -6.38378239159465011e-16), (1.76247905159243601e-15, 6.38378239159465011e-16), (8.88178419700125232e-16, 0.00000000000000000e+00)], [(-1.33226762955018785e-15, 0.00000000000000000e+00), (1.27675647831893002e-15, 2.77555756156289135e-16), (1.27675647831893002e-15, -2.77555756156289135e-16), (4.44089209850062616e-16, 0.00000000000000000e+00)], [(-1.77635683940025046e-15, 0.00000000000000000e+00), (1.33226762955018785e-15, 3.33066907387546962e-16), (1.33226762955018785e-15, -3.33066907387546962e-16), (1.11022302462515654e-16, 0.00000000000000000e+00)], [(-6.66133814775093924e-16, 0.00000000000000000e+00), (-4.44089209850062616e-16, -4.44089209850062616e-16), (-4.44089209850062616e-16, 4.44089209850062616e-16), (1.05471187339389871e-15, 0.00000000000000000e+00)]], [[(-1.77635683940025046e-15, 0.00000000000000000e+00), (3.33066907387546962e-16, 3.33066907387546962e-16), (3.33066907387546962e-16, -3.33066907387546962e-16), (-1.11022302462515654e-16, 0.00000000000000000e+00)], [(6.66133814775093924e-16, 0.00000000000000000e+00), (8.88178419700125232e-16, 4.99600361081320443e-16), (8.88178419700125232e-16, -4.99600361081320443e-16), (2.77555756156289135e-17, 0.00000000000000000e+00)], [(0.00000000000000000e+00, 0.00000000000000000e+00), (8.88178419700125232e-16, 9.99200722162640886e-16), (8.88178419700125232e-16, -9.99200722162640886e-16), (0.00000000000000000e+00, 0.00000000000000000e+00)], [(-4.44089209850062616e-16, 0.00000000000000000e+00), (2.77555756156289135e-17, -2.22044604925031308e-16), (2.77555756156289135e-17, 2.22044604925031308e-16), (-2.22044604925031308e-16, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%18, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    %want1 = stablehlo.constant dense<[(1.10724415937835019e+01, 0.00000000000000000e+00), (1.06216881185932710e+01, 0.00000000000000000e+00), (1.09368111426231831e+01, 0.00000000000000000e+00)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 6.3e-13", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    %want2 = stablehlo.constant dense<[(5.85136866167633301e+01, 7.08785210869037277e-16), (3.68374032841517689e+01, 9.44231209775070380e-17), (5.38027865121421200e+01, -1.24028933947821999e-15)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%20, %want2) {backend_config = "almost_eq 3.3e-12", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    %want3 = stablehlo.constant dense<[[1.00000000000000000e+00, 1.00000000000000022e+00, 1.00000000000000022e+00, 1.00000000000000000e+00], [1.00000000000000000e+00, 9.99999999999999778e-01, 9.99999999999999778e-01, 9.99999999999999778e-01], [1.00000000000000022e+00, 9.99999999999999889e-01, 9.99999999999999889e-01, 9.99999999999999889e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%56, %want3) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
}
// -----
module @jit_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(2.415202141e+00, -9.547091722e-01), (4.325560853e-02, 6.899203658e-01), (1.607370079e-01, 5.569801331e-01), (8.672130108e-01, -9.079325199e-01)], [(-9.188399315e-01, 4.916225970e-01), (3.817450047e+00, 3.831140995e-01), (9.812953472e-01, -7.474974394e-01), (-3.074319661e-01, 5.033683032e-02)], [(4.516158998e-01, 3.787195981e-01), (6.496893167e-01, -3.290290534e-01), (3.302253008e+00, 7.796597667e-03), (-4.221908152e-01, 9.518644810e-01)], [(2.458132058e-01, 2.713637054e-01), (7.538175583e-01, 3.986638971e-03), (-7.859050632e-01, -8.680050969e-01), (2.959946632e+00, -7.576571107e-01)]]> : tensor<4x4xcomplex<f32>>
    %0:4 = stablehlo.custom_call @lapack_cgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], result_layouts = [dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k], [l, m], [n, o], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
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
    %10 = stablehlo.select %9, %0#2, %8 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %11 = stablehlo.dot_general %arg0, %10, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %12 = stablehlo.broadcast_in_dim %6, dims = [1] : (tensor<4xcomplex<f32>>) -> tensor<1x4xcomplex<f32>>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1] : (tensor<1x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %14 = stablehlo.multiply %10, %13 : tensor<4x4xcomplex<f32>>
    %15 = stablehlo.subtract %11, %14 : tensor<4x4xcomplex<f32>>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %16 = stablehlo.reduce(%6 init: %cst_1) applies stablehlo.add across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %cst_2 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %17 = stablehlo.reduce(%6 init: %cst_2) applies stablehlo.multiply across dimensions = [0] : (tensor<4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %18 = stablehlo.real %10 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %19 = stablehlo.imag %10 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %20 = stablehlo.abs %18 : tensor<4x4xf32>
    %21 = stablehlo.abs %19 : tensor<4x4xf32>
    %22 = stablehlo.maximum %20, %21 : tensor<4x4xf32>
    %cst_3 = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %24 = stablehlo.compare GE, %22, %23, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %cst_4 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %26 = stablehlo.compare LE, %22, %25, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %cst_5 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %27 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %cst_6 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %29 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %30 = stablehlo.multiply %18, %27 : tensor<4x4xf32>
    %31 = stablehlo.multiply %18, %28 : tensor<4x4xf32>
    %32 = stablehlo.select %26, %31, %18 : tensor<4x4xi1>, tensor<4x4xf32>
    %33 = stablehlo.select %24, %30, %32 : tensor<4x4xi1>, tensor<4x4xf32>
    %34 = stablehlo.multiply %19, %27 : tensor<4x4xf32>
    %35 = stablehlo.multiply %19, %28 : tensor<4x4xf32>
    %36 = stablehlo.select %26, %35, %19 : tensor<4x4xi1>, tensor<4x4xf32>
    %37 = stablehlo.select %24, %34, %36 : tensor<4x4xi1>, tensor<4x4xf32>
    %38 = stablehlo.select %26, %27, %29 : tensor<4x4xi1>, tensor<4x4xf32>
    %39 = stablehlo.select %24, %28, %38 : tensor<4x4xi1>, tensor<4x4xf32>
    %40 = chlo.square %33 : tensor<4x4xf32> -> tensor<4x4xf32>
    %41 = chlo.square %37 : tensor<4x4xf32> -> tensor<4x4xf32>
    %42 = stablehlo.add %40, %41 : tensor<4x4xf32>
    %43 = stablehlo.sqrt %42 : tensor<4x4xf32>
    %44 = stablehlo.multiply %43, %39 : tensor<4x4xf32>
    %cst_8 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %45 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %46 = stablehlo.compare EQ, %20, %45, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %47 = stablehlo.compare EQ, %21, %45, FLOAT : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %48 = stablehlo.or %46, %47 : tensor<4x4xi1>
    %49 = stablehlo.select %48, %45, %44 : tensor<4x4xi1>, tensor<4x4xf32>
    %50 = stablehlo.divide %33, %43 : tensor<4x4xf32>
    %51 = stablehlo.divide %37, %43 : tensor<4x4xf32>
    %52 = stablehlo.multiply %49, %49 : tensor<4x4xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %53 = stablehlo.reduce(%52 init: %cst_9) applies stablehlo.add across dimensions = [0] : (tensor<4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %want0 = stablehlo.constant dense<[[(4.768371582e-07, 1.043081284e-07), (-3.576278687e-07, -8.344650269e-07), (-4.768371582e-07, 1.788139343e-07), (-1.043081284e-07, -2.384185791e-07)], [(9.685754776e-08, -4.768371582e-07), (-5.960464478e-08, -2.384185791e-07), (-1.192092896e-07, -4.768371582e-07), (2.384185791e-07, -1.639127731e-07)], [(-3.129243851e-07, 6.556510925e-07), (3.576278687e-07, 4.768371582e-07), (-5.960464478e-07, 4.917383194e-07), (2.384185791e-07, -4.172325134e-07)], [(-1.788139343e-07, 5.960464478e-08), (-2.384185791e-07, -1.192092896e-07), (-3.576278687e-07, -1.341104507e-07), (1.490116119e-08, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%15, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<(1.249485111e+01, -1.321455240e+00)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%16, %want1) {backend_config = "almost_eq 3.8e-04", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    %want2 = stablehlo.constant dense<(7.655316925e+01, -3.335494995e+01)> : tensor<complex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%17, %want2) {backend_config = "almost_eq 2.5e-03", has_side_effect = true} : (tensor<complex<f32>>, tensor<complex<f32>>) -> ()
    %want3 = stablehlo.constant dense<[9.999999404e-01, 1.000000000e+00, 9.999997616e-01, 9.999999404e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%53, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
}
// -----
module @jit_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(3.70154012205587080e+00, 4.66172711216266578e-01), (4.85197169458457811e-01, -7.50451395520579378e-01), (6.70189691849233826e-01, 9.77171252506426669e-01), (1.56171093339257938e-01, 6.00422461171878696e-01)], [(1.52018841521945891e-01, -7.15115238393867925e-01), (3.06115489558817799e+00, -5.14771222589216482e-01), (4.70163319385447975e-01, 1.49944142894509636e-01), (-3.39578928785625900e-01, 5.25502789770086798e-01)], [(-6.58798682726025042e-03, -7.02292547126567746e-01), (-6.04643761170247096e-02, 9.21275323513318423e-01), (3.32327454158007152e+00, -3.08117323867025394e-01), (-5.67578476144059874e-01, 9.89949056235678304e-01)], [(-9.49851444516782495e-01, 5.05171549938107312e-01), (-8.22879222597077353e-01, -2.89563232646183888e-02), (-6.41515507197381263e-01, -2.74598999334553895e-01), (3.71448941163359603e+00, -8.07023035382282261e-01)]], [[(3.43367402001407118e+00, -8.24199042689273798e-01), (4.99942014239326937e-01, 2.58906548935579073e-01), (-1.11542228722388836e-01, 5.47041811223338170e-01), (-7.94457671771209961e-01, 8.15084188058176506e-01)], [(-6.94536022189673474e-02, -2.70021364874591496e-01), (3.72597373237629093e+00, 8.75260429473305290e-01), (1.83098771000040905e-02, -4.06249744894875642e-01), (2.63673843010580500e-01, 8.79765439887144396e-01)], [(-2.51613166740578542e-01, 8.37670801912491658e-01), (-6.99826594371925070e-01, -6.90002349058262521e-01), (3.25325719490330467e+00, 7.21588047028893342e-01), (-3.00448377375135411e-02, 4.07382142313311046e-01)], [(-3.08747584853474866e-01, 4.04875462425689836e-01), (-4.82960844968276959e-01, 6.80824762153952268e-01), (3.91982682963152529e-01, 7.33281865761703511e-02), (2.63582300723358776e+00, 1.35360062731717523e-02)]], [[(3.15193301965981476e+00, -2.65940269488600167e-01), (-4.80517033488304657e-01, 7.30500368531376232e-01), (5.06823243190306805e-01, 8.02196428894395686e-01), (-2.50100094534627670e-01, -6.78910413737363383e-01)], [(-4.30121949416262250e-02, 5.44338338392071908e-01), (3.85515860835362512e+00, -4.48977353528812628e-01), (4.36763723061058817e-01, -6.32285409952259458e-01), (4.72663428868850710e-01, -6.05583143539914603e-01)], [(-3.21316292338047926e-01, 1.46611245303191806e-01), (6.80674871904473733e-01, -4.40459631535271789e-01), (2.77151697758459026e+00, -5.15442381739489308e-01), (9.76611676410597651e-01, -8.03008064081008444e-01)], [(7.91799126579809442e-01, -3.50575921986328698e-01), (3.18249329633636391e-01, 5.48187498051948330e-01), (6.62927852721093780e-01, -9.56802704674147853e-01), (3.08808688853432400e+00, -3.46794771520815281e-02)]]]> : tensor<3x4x4xcomplex<f64>>
    %0:4 = stablehlo.custom_call @lapack_zgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m, n], [i, o, p], [i]) {i=3, j=4, k=4, l=4, m=4, n=4, o=4, p=4}, custom>} : (tensor<3x4x4xcomplex<f64>>) -> (tensor<3x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %2 = stablehlo.compare EQ, %0#3, %1, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4xcomplex<f64>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<3x4xi1>, tensor<3x4xcomplex<f64>>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %11 = stablehlo.dot_general %arg0, %10, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %12 = stablehlo.broadcast_in_dim %6, dims = [0, 2] : (tensor<3x4xcomplex<f64>>) -> tensor<3x1x4xcomplex<f64>>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1, 2] : (tensor<3x1x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %14 = stablehlo.multiply %10, %13 : tensor<3x4x4xcomplex<f64>>
    %15 = stablehlo.subtract %11, %14 : tensor<3x4x4xcomplex<f64>>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %16 = stablehlo.reduce(%6 init: %cst_1) applies stablehlo.add across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %cst_2 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %17 = stablehlo.reduce(%6 init: %cst_2) applies stablehlo.multiply across dimensions = [1] : (tensor<3x4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<3xcomplex<f64>>
    %18 = stablehlo.real %10 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %19 = stablehlo.imag %10 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %20 = stablehlo.abs %18 : tensor<3x4x4xf64>
    %21 = stablehlo.abs %19 : tensor<3x4x4xf64>
    %22 = stablehlo.maximum %20, %21 : tensor<3x4x4xf64>
    %cst_3 = stablehlo.constant dense<6.7039039649712985E+153> : tensor<f64>
    %23 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %24 = stablehlo.compare GE, %22, %23, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %cst_4 = stablehlo.constant dense<1.4901161193847656E-8> : tensor<f64>
    %25 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %26 = stablehlo.compare LE, %22, %25, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %cst_5 = stablehlo.constant dense<2.2227587494850775E-162> : tensor<f64>
    %27 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %cst_6 = stablehlo.constant dense<4.4989137945431964E+161> : tensor<f64>
    %28 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %29 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %30 = stablehlo.multiply %18, %27 : tensor<3x4x4xf64>
    %31 = stablehlo.multiply %18, %28 : tensor<3x4x4xf64>
    %32 = stablehlo.select %26, %31, %18 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %33 = stablehlo.select %24, %30, %32 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %34 = stablehlo.multiply %19, %27 : tensor<3x4x4xf64>
    %35 = stablehlo.multiply %19, %28 : tensor<3x4x4xf64>
    %36 = stablehlo.select %26, %35, %19 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %37 = stablehlo.select %24, %34, %36 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %38 = stablehlo.select %26, %27, %29 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %39 = stablehlo.select %24, %28, %38 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %40 = chlo.square %33 : tensor<3x4x4xf64> -> tensor<3x4x4xf64>
    %41 = chlo.square %37 : tensor<3x4x4xf64> -> tensor<3x4x4xf64>
    %42 = stablehlo.add %40, %41 : tensor<3x4x4xf64>
    %43 = stablehlo.sqrt %42 : tensor<3x4x4xf64>
    %44 = stablehlo.multiply %43, %39 : tensor<3x4x4xf64>
    %cst_8 = stablehlo.constant dense<0x7FF0000000000000> : tensor<f64>
    %45 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %46 = stablehlo.compare EQ, %20, %45, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %47 = stablehlo.compare EQ, %21, %45, FLOAT : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xi1>
    %48 = stablehlo.or %46, %47 : tensor<3x4x4xi1>
    %49 = stablehlo.select %48, %45, %44 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %50 = stablehlo.divide %33, %43 : tensor<3x4x4xf64>
    %51 = stablehlo.divide %37, %43 : tensor<3x4x4xf64>
    %52 = stablehlo.multiply %49, %49 : tensor<3x4x4xf64>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %53 = stablehlo.reduce(%52 init: %cst_9) applies stablehlo.add across dimensions = [1] : (tensor<3x4x4xf64>, tensor<f64>) -> tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[[(6.66133814775093924e-16, 6.66133814775093924e-16), (8.88178419700125232e-16, -5.55111512312578270e-16), (2.22044604925031308e-16, -3.05311331771918049e-16), (4.44089209850062616e-16, -1.05471187339389871e-15)], [(3.33066907387546962e-15, -1.33226762955018785e-15), (1.88737914186276612e-15, 1.11022302462515654e-16), (-2.22044604925031308e-15, 1.11022302462515654e-16), (-7.77156117237609578e-16, 3.33066907387546962e-16)], [(3.55271367880050093e-15, -2.22044604925031308e-15), (1.77635683940025046e-15, 6.66133814775093924e-16), (-1.77635683940025046e-15, -1.80411241501587938e-16), (-4.44089209850062616e-16, 5.55111512312578270e-16)], [(-4.88498130835068878e-15, 1.66533453693773481e-15), (-2.22044604925031308e-15, -9.99200722162640886e-16), (2.99760216648792266e-15, 2.22044604925031308e-16), (7.77156117237609578e-16, 2.22044604925031308e-16)]], [[(2.22044604925031308e-15, -1.55431223447521916e-15), (1.11022302462515654e-16, 1.44328993201270350e-15), (4.44089209850062616e-16, 1.11022302462515654e-15), (-1.11022302462515654e-16, 7.21644966006351751e-16)], [(3.33066907387546962e-16, -6.66133814775093924e-16), (-1.99840144432528177e-15, -7.35522753814166208e-16), (-2.16493489801905525e-15, -1.22124532708767219e-15), (-8.88178419700125232e-16, 1.11022302462515654e-15)], [(-4.44089209850062616e-16, 7.70217223333702350e-16), (-1.33226762955018785e-15, 5.55111512312578270e-16), (-8.88178419700125232e-16, 7.77156117237609578e-16), (0.00000000000000000e+00, 1.11022302462515654e-15)], [(-6.66133814775093924e-16, 1.11022302462515654e-15), (1.55431223447521916e-15, -6.66133814775093924e-16), (4.44089209850062616e-16, 1.44328993201270350e-15), (4.44089209850062616e-16, 1.88737914186276612e-15)]], [[(0.00000000000000000e+00, 2.22044604925031308e-16), (8.88178419700125232e-16, 7.49400541621980665e-16), (-4.44089209850062616e-16, -1.55431223447521916e-15), (9.99200722162640886e-16, 1.77635683940025046e-15)], [(-2.22044604925031308e-16, -3.88578058618804789e-16), (-2.22044604925031308e-16, -4.99600361081320443e-16), (-8.88178419700125232e-16, 2.22044604925031308e-16), (4.44089209850062616e-16, -6.66133814775093924e-16)], [(0.00000000000000000e+00, 1.22124532708767219e-15), (8.88178419700125232e-16, 0.00000000000000000e+00), (-1.77635683940025046e-15, 7.21644966006351751e-16), (0.00000000000000000e+00, -1.05471187339389871e-15)], [(-2.44249065417534439e-15, -6.66133814775093924e-16), (-1.02695629777826980e-15, 1.05471187339389871e-15), (1.33226762955018785e-15, -5.27355936696949357e-16), (-2.44249065417534439e-15, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%15, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    %want1 = stablehlo.constant dense<[(1.38004589708577239e+01, -1.16373887062225645e+00), (1.30487279545272585e+01, 7.86185440086097587e-01), (1.28666954941323581e+01, -1.26503948190898186e+00)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%16, %want1) {backend_config = "almost_eq 7.9e-13", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    %want2 = stablehlo.constant dense<[(1.38900707618995455e+02, -3.09351420820833809e+01), (1.28225297871003221e+02, 3.29241087926783820e+01), (1.17355177278951203e+02, -1.07161087706563727e+01)]> : tensor<3xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%17, %want2) {backend_config = "almost_eq 8.1e-12", has_side_effect = true} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> ()
    %want3 = stablehlo.constant dense<[[9.99999999999999778e-01, 1.00000000000000022e+00, 9.99999999999999667e-01, 1.00000000000000022e+00], [1.00000000000000044e+00, 9.99999999999999889e-01, 9.99999999999999778e-01, 9.99999999999999667e-01], [9.99999999999999778e-01, 1.00000000000000000e+00, 9.99999999999999889e-01, 1.00000000000000000e+00]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%53, %want3) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
}
// -----
module @jit_eig attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:5 = stablehlo.custom_call @lapack_sgeev_ffi(%arg0) {backend_config = "", mhlo.backend_config = {compute_left = 78 : ui8, compute_right = 86 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], result_layouts = [dense<[1, 0]> : tensor<2xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l], [i, m], [i, n, o], [i, p, q], [i]) {i=0, j=4, k=4, l=4, m=4, n=4, o=4, p=4, q=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4xf32>, tensor<0x4xf32>, tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>, tensor<0xi32>)
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
    %11 = stablehlo.select %10, %0#3, %9 : tensor<0x4x4xi1>, tensor<0x4x4xcomplex<f32>>
    %12 = stablehlo.convert %arg0 : (tensor<0x4x4xf32>) -> tensor<0x4x4xcomplex<f32>>
    %13 = stablehlo.convert %11 : tensor<0x4x4xcomplex<f32>>
    %14 = stablehlo.dot_general %12, %13, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %15 = stablehlo.broadcast_in_dim %7, dims = [0, 2] : (tensor<0x4xcomplex<f32>>) -> tensor<0x1x4xcomplex<f32>>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1, 2] : (tensor<0x1x4xcomplex<f32>>) -> tensor<0x4x4xcomplex<f32>>
    %17 = stablehlo.multiply %11, %16 : tensor<0x4x4xcomplex<f32>>
    %18 = stablehlo.subtract %14, %17 : tensor<0x4x4xcomplex<f32>>
    %cst_1 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %19 = stablehlo.reduce(%7 init: %cst_1) applies stablehlo.add across dimensions = [1] : (tensor<0x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<0xcomplex<f32>>
    %cst_2 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %20 = stablehlo.reduce(%7 init: %cst_2) applies stablehlo.multiply across dimensions = [1] : (tensor<0x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<0xcomplex<f32>>
    %21 = stablehlo.real %11 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %22 = stablehlo.imag %11 : (tensor<0x4x4xcomplex<f32>>) -> tensor<0x4x4xf32>
    %23 = stablehlo.abs %21 : tensor<0x4x4xf32>
    %24 = stablehlo.abs %22 : tensor<0x4x4xf32>
    %25 = stablehlo.maximum %23, %24 : tensor<0x4x4xf32>
    %cst_3 = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %26 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %27 = stablehlo.compare GE, %25, %26, FLOAT : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xi1>
    %cst_4 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %29 = stablehlo.compare LE, %25, %28, FLOAT : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xi1>
    %cst_5 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %30 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %cst_6 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %31 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %32 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %33 = stablehlo.multiply %21, %30 : tensor<0x4x4xf32>
    %34 = stablehlo.multiply %21, %31 : tensor<0x4x4xf32>
    %35 = stablehlo.select %29, %34, %21 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %36 = stablehlo.select %27, %33, %35 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %37 = stablehlo.multiply %22, %30 : tensor<0x4x4xf32>
    %38 = stablehlo.multiply %22, %31 : tensor<0x4x4xf32>
    %39 = stablehlo.select %29, %38, %22 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %40 = stablehlo.select %27, %37, %39 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %41 = stablehlo.select %29, %30, %32 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %42 = stablehlo.select %27, %31, %41 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %43 = chlo.square %36 : tensor<0x4x4xf32> -> tensor<0x4x4xf32>
    %44 = chlo.square %40 : tensor<0x4x4xf32> -> tensor<0x4x4xf32>
    %45 = stablehlo.add %43, %44 : tensor<0x4x4xf32>
    %46 = stablehlo.sqrt %45 : tensor<0x4x4xf32>
    %47 = stablehlo.multiply %46, %42 : tensor<0x4x4xf32>
    %cst_8 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %48 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %49 = stablehlo.compare EQ, %23, %48, FLOAT : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xi1>
    %50 = stablehlo.compare EQ, %24, %48, FLOAT : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xi1>
    %51 = stablehlo.or %49, %50 : tensor<0x4x4xi1>
    %52 = stablehlo.select %51, %48, %47 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %53 = stablehlo.divide %36, %46 : tensor<0x4x4xf32>
    %54 = stablehlo.divide %40, %46 : tensor<0x4x4xf32>
    %55 = stablehlo.multiply %52, %52 : tensor<0x4x4xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %56 = stablehlo.reduce(%55 init: %cst_9) applies stablehlo.add across dimensions = [1] : (tensor<0x4x4xf32>, tensor<f32>) -> tensor<0x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%18, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xcomplex<f32>>, tensor<0x4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xcomplex<f32>>, tensor<0xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%20, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xcomplex<f32>>, tensor<0xcomplex<f32>>) -> ()
    %want3 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%56, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    return
  }
}
