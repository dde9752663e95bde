module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[1.22901851057102807e+00, -7.77484815323521872e-01, 9.69499415131589437e-02, 3.13772622769185050e-01], [-7.77484815323521872e-01, -9.66485210197321809e-01, 1.17078072786515985e+00, -1.44891345879274547e+00], [9.69499415131589437e-02, 1.17078072786515985e+00, 1.92310441419276401e+00, 1.71879434227216943e+00], [3.13772622769185050e-01, -1.44891345879274547e+00, 1.71879434227216943e+00, -1.18910718948333471e+00]], [[1.47619902866976194e+00, 1.56597709227239701e-01, -4.99801007840493972e-01, -9.30864454106828054e-01], [1.56597709227239701e-01, 7.78734824150184579e-02, 1.83581716877357248e-01, -1.22097317277017936e+00], [-4.99801007840493972e-01, 1.83581716877357248e-01, 1.68961352007805310e+00, -1.44738443825691299e+00], [-9.30864454106828054e-01, -1.22097317277017936e+00, -1.44738443825691299e+00, -1.24549389167863866e+00]], [[3.33307597657751309e-01, 1.73765804251804878e-01, 6.67307138822569978e-01, 2.00077937595587008e-01], [1.73765804251804878e-01, -8.41959124088569322e-01, -7.08994841796152908e-01, -2.85012933235880839e-01], [6.67307138822569978e-01, -7.08994841796152908e-01, 8.74664105878303566e-01, -3.70939078660484478e-01], [2.00077937595587008e-01, -2.85012933235880839e-01, -3.70939078660484478e-01, 1.50886107823819504e+00]]]> : tensor<3x4x4xf64>
    %0 = call @eigvalsh(%arg0) : (tensor<3x4x4xf64>) -> tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[-3.35763753812397159e+00, -1.12276837349592290e-01, 1.69968730051908756e+00, 2.76675760003761129e+00], [-2.52538706199816643e+00, 1.54178287835836092e-01, 1.89785751869486541e+00, 2.47154339495165853e+00], [-1.27822853023864447e+00, 1.09949236148323568e-01, 1.34924824064858617e+00, 1.69390471112741570e+00]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.9e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
  func.func private @eigvalsh(%arg0: tensor<3x4x4xf64>) -> tensor<3x4xf64> {
    %0 = call @eigh(%arg0) : (tensor<3x4x4xf64>) -> tensor<3x4xf64>
    return %0 : tensor<3x4xf64>
  }
  func.func private @eigh(%arg0: tensor<3x4x4xf64>) -> tensor<3x4xf64> {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %1 = stablehlo.add %arg0, %0 : tensor<3x4x4xf64>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f64>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %3 = stablehlo.divide %1, %2 : tensor<3x4x4xf64>
    %4:3 = stablehlo.custom_call @lapack_dsyevd_ffi(%3) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %6 = stablehlo.compare EQ, %4#2, %5, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %11 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %14 = stablehlo.select %13, %4#1, %12 : tensor<3x4xi1>, tensor<3x4xf64>
    return %14 : tensor<3x4xf64>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(6.910436153e-01, 0.000000000e+00), (-1.753071785e+00, -1.348480582e-01), (-1.403532505e+00, -7.462899685e-01), (1.166340709e+00, -3.786939979e-01)], [(-1.753071785e+00, 1.348480582e-01), (-7.965123057e-01, 0.000000000e+00), (3.445173502e-01, 1.499439955e+00), (-1.333144784e+00, 2.661291361e-01)], [(-1.403532505e+00, 7.462899685e-01), (3.445173502e-01, -1.499439955e+00), (-1.654436946e+00, 0.000000000e+00), (-8.387779593e-01, -4.508363605e-01)], [(1.166340709e+00, 3.786939979e-01), (-1.333144784e+00, -2.661291361e-01), (-8.387779593e-01, 4.508363605e-01), (1.243824363e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    %0 = call @eigvalsh(%arg0) : (tensor<4x4xcomplex<f32>>) -> tensor<4xf32>
    %want0 = stablehlo.constant dense<[-3.557319164e+00, -1.341413498e+00, 4.845082462e-01, 3.898142576e+00]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.2e-04", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
  func.func private @eigvalsh(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4xf32> {
    %0 = call @eigh(%arg0) : (tensor<4x4xcomplex<f32>>) -> tensor<4xf32>
    return %0 : tensor<4xf32>
  }
  func.func private @eigh(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4xf32> {
    %0 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %1 = stablehlo.real %0 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %2 = stablehlo.imag %0 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %3 = stablehlo.negate %2 : tensor<4x4xf32>
    %4 = stablehlo.complex %1, %3 : tensor<4x4xcomplex<f32>>
    %5 = stablehlo.add %arg0, %4 : tensor<4x4xcomplex<f32>>
    %cst = stablehlo.constant dense<(2.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %7 = stablehlo.divide %5, %6 : tensor<4x4xcomplex<f32>>
    %8:3 = stablehlo.custom_call @lapack_cheevd_ffi(%7) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], []) {i=4, j=4, k=4, l=4, m=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4xf32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %10 = stablehlo.compare EQ, %8#2, %9, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %11 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %12 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %14 = stablehlo.select %13, %8#0, %12 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %15 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %18 = stablehlo.select %17, %8#1, %16 : tensor<4xi1>, tensor<4xf32>
    return %18 : tensor<4xf32>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0 = call @eigvalsh(%arg0) : (tensor<0x4x4xf32>) -> tensor<0x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    return
  }
  func.func private @eigvalsh(%arg0: tensor<0x4x4xf32>) -> tensor<0x4xf32> {
    %0 = call @eigh(%arg0) : (tensor<0x4x4xf32>) -> tensor<0x4xf32>
    return %0 : tensor<0x4xf32>
  }
  func.func private @eigh(%arg0: tensor<0x4x4xf32>) -> tensor<0x4xf32> {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %1 = stablehlo.add %arg0, %0 : tensor<0x4x4xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.divide %1, %2 : tensor<0x4x4xf32>
    %4:3 = stablehlo.custom_call @lapack_ssyevd_ffi(%3) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=0, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %6 = stablehlo.compare EQ, %4#2, %5, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %11 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %14 = stablehlo.select %13, %4#1, %12 : tensor<0x4xi1>, tensor<0x4xf32>
    return %14 : tensor<0x4xf32>
  }
}
