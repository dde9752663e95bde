module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-4.79858831185538959e-01, 3.10416153702499642e-02, -7.98996339081827323e-01, 5.60758781642218818e-01], [-6.50403591201943021e-01, -1.12065882809138095e-01, 2.83644818284085609e-01, -7.23952553837673873e-01], [-1.81616031571418812e-01, 1.26323675194315754e-01, 1.00616959329648425e-01, 7.85048019289208199e-01], [5.70017496076465235e-01, -7.58180698067287384e-01, 6.66447122006069481e-01, 9.95871390441498416e-02], [3.56326650669793299e-01, -6.80047459848799773e-01, -5.60384885040334790e-02, 3.99831615570034105e-01]], [[5.94905375321208796e-01, 6.11622797423610809e-01, -5.65737246897429547e-01, 6.65451477707960315e-01], [1.36854473084512263e-01, 3.37375625945547597e-01, 7.03104621990756851e-01, -1.89063967393636734e-01], [8.39275037364445531e-01, 7.62510043533965787e-01, 6.15489875553371313e-01, -2.40117039847858038e-01], [5.64134728998766377e-02, -6.53762513826761538e-01, 5.18748261778822162e-01, 7.81869360915869560e-01], [-6.78311166934805421e-01, 4.89494351740732192e-01, 3.88341106184327600e-01, -9.26957242302138607e-01]], [[8.33853233003330363e-01, -4.17035092477826552e-02, -4.61641592683437851e-01, -9.39626901644224022e-01], [5.63688824974273306e-01, -3.24414512463043092e-01, 2.69878826562133245e-02, -6.10521562189986877e-01], [2.13995936019439670e-01, -2.05529344913436995e-01, 6.13200777992634061e-01, 3.32661876498262066e-01], [4.43457989821746112e-01, -4.97697166034038130e-01, -8.72296737303064784e-01, 7.59918642837856595e-01], [8.71300436945066759e-01, 2.87004369789665148e-01, 8.43520804800085733e-01, 4.12588983549647459e-01]]]> : tensor<3x5x4xf64>
    %0 = call @matrix_rank(%arg0) : (tensor<3x5x4xf64>) -> tensor<3xi64>
    %want0 = stablehlo.constant dense<[4, 4, 4]> : tensor<3xi64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "eq", has_side_effect = true} : (tensor<3xi64>, tensor<3xi64>) -> ()
    return
  }
  func.func private @matrix_rank(%arg0: tensor<3x5x4xf64>) -> tensor<3xi64> {
    %0 = call @svd(%arg0) : (tensor<3x5x4xf64>) -> tensor<3x4xf64>
    %cst = stablehlo.constant dense<0xFFF0000000000000> : tensor<f64>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.maximum across dimensions = [1] : (tensor<3x4xf64>, tensor<f64>) -> tensor<3xf64>
    %cst_0 = stablehlo.constant dense<5.000000e+00> : tensor<f64>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3xf64>
    %3 = stablehlo.multiply %1, %2 : tensor<3xf64>
    %cst_1 = stablehlo.constant dense<2.2204460492503131E-16> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3xf64>
    %5 = stablehlo.multiply %3, %4 : tensor<3xf64>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0] : (tensor<3xf64>) -> tensor<3x1xf64>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<3x1xf64>) -> tensor<3x4xf64>
    %8 = stablehlo.compare GT, %0, %7, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %9 = stablehlo.convert %8 : (tensor<3x4xi1>) -> tensor<3x4xi32>
    %10 = stablehlo.convert %9 : (tensor<3x4xi32>) -> tensor<3x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %11 = stablehlo.reduce(%10 init: %c) applies stablehlo.add across dimensions = [1] : (tensor<3x4xi64>, tensor<i64>) -> tensor<3xi64>
    return %11 : tensor<3xi64>
  }
  func.func private @svd(%arg0: tensor<3x5x4xf64>) -> tensor<3x4xf64> {
    %0:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=3, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x5x4xf64>, tensor<3x4x4xf64>, tensor<3xi32>)
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
    %arg0 = stablehlo.constant dense<[[(2.116440982e-01, -9.788482785e-01), (-1.618990749e-01, 9.229213595e-01), (-2.887784243e-01, 7.192172408e-01), (-2.066482976e-02, 2.151878029e-01)], [(-5.551238060e-01, 6.338353157e-01), (-1.446437389e-01, 1.885200292e-01), (1.528304256e-02, 8.096245527e-01), (-9.375754595e-01, -5.133089423e-01)], [(-2.128039002e-01, -1.117371321e-01), (-4.310880899e-01, 3.411554992e-01), (2.683264017e-01, -5.687384605e-01), (6.235594749e-01, 4.296367466e-01)], [(2.288826406e-01, -4.752522111e-01), (3.278913796e-01, 4.200436771e-01), (2.278037071e-01, 6.084321141e-01), (-4.875162244e-01, -1.516456455e-01)], [(-2.474078834e-01, 9.802227020e-01), (6.883985996e-01, 2.627359629e-01), (8.920480609e-01, 5.131652951e-01), (-6.375969052e-01, -9.588097930e-01)]]> : tensor<5x4xcomplex<f32>>
    %0 = call @matrix_rank(%arg0) : (tensor<5x4xcomplex<f32>>) -> tensor<i64>
    %want0 = stablehlo.constant dense<4> : tensor<i64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "eq", has_side_effect = true} : (tensor<i64>, tensor<i64>) -> ()
    return
  }
  func.func private @matrix_rank(%arg0: tensor<5x4xcomplex<f32>>) -> tensor<i64> {
    %0 = call @svd(%arg0) : (tensor<5x4xcomplex<f32>>) -> tensor<4xf32>
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.maximum across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %cst_0 = stablehlo.constant dense<5.000000e+00> : tensor<f32>
    %2 = stablehlo.multiply %1, %cst_0 : tensor<f32>
    %cst_1 = stablehlo.constant dense<1.1920929E-7> : tensor<f32>
    %3 = stablehlo.multiply %2, %cst_1 : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<1xf32>) -> tensor<4xf32>
    %6 = stablehlo.compare GT, %0, %5, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %7 = stablehlo.convert %6 : (tensor<4xi1>) -> tensor<4xi32>
    %8 = stablehlo.convert %7 : (tensor<4xi32>) -> tensor<4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %9 = stablehlo.reduce(%8 init: %c) applies stablehlo.add across dimensions = [0] : (tensor<4xi64>, tensor<i64>) -> tensor<i64>
    return %9 : tensor<i64>
  }
  func.func private @svd(%arg0: tensor<5x4xcomplex<f32>>) -> tensor<4xf32> {
    %0:5 = stablehlo.custom_call @lapack_cgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], [n, o], [p, q], []) {i=5, j=4, k=5, l=4, m=4, n=5, o=4, p=4, q=4}, custom>} : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xf32>, tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
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
    %0 = call @matrix_rank(%arg0) : (tensor<0x5x4xf32>) -> tensor<0xi64>
    %want0 = stablehlo.constant dense<> : tensor<0xi64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "eq", has_side_effect = true} : (tensor<0xi64>, tensor<0xi64>) -> ()
    return
  }
  func.func private @matrix_rank(%arg0: tensor<0x5x4xf32>) -> tensor<0xi64> {
    %0 = call @svd(%arg0) : (tensor<0x5x4xf32>) -> tensor<0x4xf32>
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.maximum across dimensions = [1] : (tensor<0x4xf32>, tensor<f32>) -> tensor<0xf32>
    %cst_0 = stablehlo.constant dense<5.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0xf32>
    %3 = stablehlo.multiply %1, %2 : tensor<0xf32>
    %cst_1 = stablehlo.constant dense<1.1920929E-7> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0xf32>
    %5 = stablehlo.multiply %3, %4 : tensor<0xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0] : (tensor<0xf32>) -> tensor<0x1xf32>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<0x1xf32>) -> tensor<0x4xf32>
    %8 = stablehlo.compare GT, %0, %7, FLOAT : (tensor<0x4xf32>, tensor<0x4xf32>) -> tensor<0x4xi1>
    %9 = stablehlo.convert %8 : (tensor<0x4xi1>) -> tensor<0x4xi32>
    %10 = stablehlo.convert %9 : (tensor<0x4xi32>) -> tensor<0x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %11 = stablehlo.reduce(%10 init: %c) applies stablehlo.add across dimensions = [1] : (tensor<0x4xi64>, tensor<i64>) -> tensor<0xi64>
    return %11 : tensor<0xi64>
  }
  func.func private @svd(%arg0: tensor<0x5x4xf32>) -> tensor<0x4xf32> {
    %0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=0, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x5x4xf32>, tensor<0x4x4xf32>, tensor<0xi32>)
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
