module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[9.591934681e-01, 8.831825852e-01, -5.386656523e-01, 9.398151636e-01], [-5.843646526e-01, 1.295203250e-02, -5.229911767e-03, 8.299118280e-01], [-9.189422727e-01, -3.692983687e-01, 1.999493986e-01, -8.672035336e-01], [-5.268988609e-01, -6.987309456e-02, 7.617140412e-01, 5.219190717e-01], [6.579609513e-01, 5.221395493e-01, 4.154415429e-01, 6.993866563e-01]]> : tensor<5x4xf32>
    %0:2 = call @qr(%arg0) : (tensor<5x4xf32>) -> (tensor<5x4xf32>, tensor<4x4xf32>)
    %1 = stablehlo.dot_general %0#0, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5x4xf32>, tensor<4x4xf32>) -> tensor<5x4xf32>
    %2 = stablehlo.transpose %0#0, dims = [1, 0] : (tensor<5x4xf32>) -> tensor<4x5xf32>
    %3 = stablehlo.dot_general %2, %0#0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x5xf32>, tensor<5x4xf32>) -> tensor<4x4xf32>
    %4 = call @diagonal(%0#1) : (tensor<4x4xf32>) -> tensor<4xf32>
    %5 = stablehlo.abs %4 : tensor<4xf32>
    %want0 = stablehlo.constant dense<[[9.591936469e-01, 8.831825256e-01, -5.386657119e-01, 9.398154616e-01], [-5.843647122e-01, 1.295200735e-02, -5.229910370e-03, 8.299120069e-01], [-9.189423919e-01, -3.692983985e-01, 1.999494582e-01, -8.672034144e-01], [-5.268988609e-01, -6.987309456e-02, 7.617140412e-01, 5.219190717e-01], [6.579609513e-01, 5.221394897e-01, 4.154414833e-01, 6.993866563e-01]]> : tensor<5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<5x4xf32>, tensor<5x4xf32>) -> ()
    %want1 = stablehlo.constant dense<[[1.000000119e+00, 2.847837166e-08, -4.333813308e-10, -1.467032096e-08], [2.847837166e-08, 1.000000119e+00, 2.379518804e-08, 2.975071922e-08], [-4.333813308e-10, 2.379518804e-08, 9.999998808e-01, -1.112039101e-07], [-1.467032096e-08, 2.975071922e-08, -1.112039101e-07, 9.999998212e-01]]> : tensor<4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<[1.678250432e+00, 5.751539469e-01, 9.087679386e-01, 8.727011085e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want2) {backend_config = "almost_eq 5.1e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<5x4xf32>) -> (tensor<5x4xf32>, tensor<4x4xf32>) {
    %0:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m]) {i=5, j=4, k=5, l=4, m=4}, custom>} : (tensor<5x4xf32>) -> (tensor<5x4xf32>, tensor<4xf32>)
    %1 = stablehlo.custom_call @lapack_sorgqr_ffi(%0#0, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m]) {i=5, j=4, k=4, l=5, m=4}, custom>} : (tensor<5x4xf32>, tensor<4xf32>) -> tensor<5x4xf32>
    %2 = stablehlo.slice %0#0 [0:4, 0:4] : (tensor<5x4xf32>) -> tensor<4x4xf32>
    %3 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<4x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %9 = stablehlo.select %7, %8, %2 : tensor<4x4xi1>, tensor<4x4xf32>
    return %1, %9 : tensor<5x4xf32>, tensor<4x4xf32>
  }
  func.func private @diagonal(%arg0: tensor<4x4xf32>) -> tensor<4xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %1 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %3 = stablehlo.add %0, %2 : tensor<4x4xi64>
    %4 = stablehlo.compare EQ, %3, %1, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.convert %4 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %6 = "stablehlo.case"(%c_0) ({
      %c_1 = stablehlo.constant dense<0> : tensor<i32>
      stablehlo.return %c_1 : tensor<i32>
    }, {
      %c_1 = stablehlo.constant dense<0> : tensor<i32>
      stablehlo.return %c_1 : tensor<i32>
    }) : (tensor<i32>) -> tensor<i32>
    %7 = "stablehlo.case"(%6) ({
      %8 = stablehlo.iota dim = 0 : tensor<4xi64>
      %9 = stablehlo.iota dim = 0 : tensor<4xi64>
      %c_1 = stablehlo.constant dense<0> : tensor<i64>
      %10 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %11 = stablehlo.compare LT, %8, %10, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
      %c_2 = stablehlo.constant dense<4> : tensor<i64>
      %12 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %13 = stablehlo.add %8, %12 : tensor<4xi64>
      %14 = stablehlo.select %11, %13, %8 : tensor<4xi1>, tensor<4xi64>
      %c_3 = stablehlo.constant dense<0> : tensor<i64>
      %15 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %16 = stablehlo.compare LT, %9, %15, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
      %c_4 = stablehlo.constant dense<4> : tensor<i64>
      %17 = stablehlo.broadcast_in_dim %c_4, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %18 = stablehlo.add %9, %17 : tensor<4xi64>
      %19 = stablehlo.select %16, %18, %9 : tensor<4xi1>, tensor<4xi64>
      %20 = stablehlo.convert %14 : (tensor<4xi64>) -> tensor<4xi32>
      %21 = stablehlo.convert %19 : (tensor<4xi64>) -> tensor<4xi32>
      %22 = stablehlo.broadcast_in_dim %20, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
      %23 = stablehlo.broadcast_in_dim %21, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
      %24 = stablehlo.concatenate %22, %23, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
      %25 = "stablehlo.gather"(%arg0, %24) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<4x4xf32>, tensor<4x2xi32>) -> tensor<4xf32>
      stablehlo.return %25 : tensor<4xf32>
    }) : (tensor<i32>) -> tensor<4xf32>
    return %7 : tensor<4xf32>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[3.62953381473377634e-01, 4.71366118627202235e-01, -3.96710994495571567e-01, -6.64718554202516687e-01], [5.13049958311576848e-01, -6.68325408462677517e-01, 8.38911703039938228e-01, 1.93285674712242672e-01], [-3.41131774256349551e-01, 8.73286313304701745e-01, -6.89739456124310424e-01, 2.89326753904928236e-02], [-8.16891853567527804e-01, 9.30855418169147519e-01, 1.50752123623257850e-01, 6.07333195600108011e-01], [-4.36155162704594312e-01, 6.03593253337077362e-01, 4.05683931178195900e-01, 2.87362939585370514e-01]], [[9.01125629814063966e-01, -1.33017323809514032e-01, -1.69823132815745792e-01, 3.84242257570033496e-01], [6.70110612286078933e-01, -3.29847959932411339e-01, 3.39314109391478436e-01, -5.81925184271787410e-01], [1.03399947305766071e-01, 5.38343403736265769e-01, -8.69370097699660338e-01, 4.55684130888543093e-01], [-9.69135046098993369e-01, 9.16700057990581962e-01, -6.26603990031422420e-02, -1.81858287437242305e-01], [4.40889301735437611e-01, 4.65977399321833019e-02, 4.61697710646526760e-01, -8.30484210532578704e-01]], [[1.25583741325745235e-01, 1.16217385699175280e-01, 8.64227783417640172e-01, -9.20788843822736292e-01], [-9.43607138871846995e-02, 2.62145824320065390e-01, 1.01493902536503144e-01, -8.51677804365186031e-01], [1.86456786371291150e-01, -5.55606229545471342e-01, -6.08901641326303977e-01, 7.57381769495307111e-01], [-6.04315784520627064e-01, -9.14184959870565361e-02, 5.00573764478406513e-01, 4.14630772049188412e-01], [1.06918011842596972e-01, 6.14091493852780834e-01, -6.83676515920093042e-02, 2.40770867478862449e-01]]]> : tensor<3x5x4xf64>
    %0:2 = call @qr(%arg0) : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4x4xf64>)
    %1 = stablehlo.dot_general %0#0, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x4xf64>, tensor<3x4x4xf64>) -> tensor<3x5x4xf64>
    %2 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<3x5x4xf64>) -> tensor<3x4x5xf64>
    %3 = stablehlo.dot_general %2, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf64>, tensor<3x5x4xf64>) -> tensor<3x4x4xf64>
    %4 = call @diagonal(%0#1) : (tensor<3x4x4xf64>) -> tensor<3x4xf64>
    %5 = stablehlo.abs %4 : tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[[3.62953381473377634e-01, 4.71366118627202013e-01, -3.96710994495571401e-01, -6.64718554202517020e-01], [5.13049958311576737e-01, -6.68325408462677406e-01, 8.38911703039938117e-01, 1.93285674712242728e-01], [-3.41131774256349496e-01, 8.73286313304701856e-01, -6.89739456124310313e-01, 2.89326753904928340e-02], [-8.16891853567527804e-01, 9.30855418169147519e-01, 1.50752123623257767e-01, 6.07333195600108122e-01], [-4.36155162704594257e-01, 6.03593253337077362e-01, 4.05683931178196011e-01, 2.87362939585370569e-01]], [[9.01125629814064077e-01, -1.33017323809514088e-01, -1.69823132815745820e-01, 3.84242257570033607e-01], [6.70110612286079044e-01, -3.29847959932411505e-01, 3.39314109391478436e-01, -5.81925184271787299e-01], [1.03399947305766085e-01, 5.38343403736265769e-01, -8.69370097699660227e-01, 4.55684130888542871e-01], [-9.69135046098993480e-01, 9.16700057990582073e-01, -6.26603990031422559e-02, -1.81858287437242305e-01], [4.40889301735437611e-01, 4.65977399321832811e-02, 4.61697710646526760e-01, -8.30484210532578704e-01]], [[1.25583741325745235e-01, 1.16217385699175182e-01, 8.64227783417639950e-01, -9.20788843822736069e-01], [-9.43607138871846995e-02, 2.62145824320065390e-01, 1.01493902536503228e-01, -8.51677804365186031e-01], [1.86456786371291150e-01, -5.55606229545471342e-01, -6.08901641326303977e-01, 7.57381769495307111e-01], [-6.04315784520627064e-01, -9.14184959870564667e-02, 5.00573764478406624e-01, 4.14630772049188245e-01], [1.06918011842596986e-01, 6.14091493852780834e-01, -6.83676515920094152e-02, 2.40770867478862449e-01]]]> : tensor<3x5x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x5x4xf64>, tensor<3x5x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[1.00000000000000022e+00, -1.05269952076195144e-16, -7.23266992171940079e-17, 1.08883105331924531e-16], [-1.05269952076195144e-16, 1.00000000000000022e+00, -6.97760050893325824e-17, -1.44253789944237701e-17], [-7.23266992171940079e-17, -6.97760050893325824e-17, 9.99999999999999889e-01, -1.11042029663624440e-17], [1.08883105331924531e-16, -1.44253789944237701e-17, -1.11042029663624440e-17, 9.99999999999999667e-01]], [[1.00000000000000022e+00, -2.48093760052346214e-17, 8.14333647381927535e-18, -1.15516079272678447e-16], [-2.48093760052346214e-17, 1.00000000000000000e+00, 1.64378594288492406e-17, -3.66358301651374806e-17], [8.14333647381927535e-18, 1.64378594288492406e-17, 9.99999999999999889e-01, -3.38549550660981061e-17], [-1.15516079272678447e-16, -3.66358301651374806e-17, -3.38549550660981061e-17, 9.99999999999999889e-01]], [[9.99999999999999667e-01, -5.33227194367914440e-17, 2.60166400904493618e-16, -6.09863521361288573e-17], [-5.33227194367914440e-17, 1.00000000000000000e+00, 4.59781440792342652e-18, -7.36569033682817210e-17], [2.60166400904493618e-16, 4.59781440792342652e-18, 9.99999999999999778e-01, 4.83303185727046199e-17], [-6.09863521361288573e-17, -7.36569033682817210e-17, 4.83303185727046199e-17, 9.99999999999999889e-01]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[1.16998714977243101e+00, 1.01640882994621440e+00, 9.91105314320396724e-01, 2.97134410967427820e-01], [1.55092659286992429e+00, 8.40262612223533600e-01, 8.79134098456981317e-01, 4.71161340607718693e-01], [6.60356254056653103e-01, 8.81063655175635008e-01, 9.76206915723160762e-01, 9.58841339171279561e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want2) {backend_config = "almost_eq 8.8e-14", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4x4xf64>) {
    %0:2 = stablehlo.custom_call @lapack_dgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n]) {i=3, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>)
    %1 = stablehlo.custom_call @lapack_dorgqr_ffi(%0#0, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=3, j=5, k=4, l=4, m=5, n=4}, custom>} : (tensor<3x5x4xf64>, tensor<3x4xf64>) -> tensor<3x5x4xf64>
    %2 = stablehlo.slice %0#0 [0:3, 0:4, 0:4] : (tensor<3x5x4xf64>) -> tensor<3x4x4xf64>
    %3 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<4x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %8 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %9 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %10 = stablehlo.select %8, %9, %2 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    return %1, %10 : tensor<3x5x4xf64>, tensor<3x4x4xf64>
  }
  func.func private @diagonal(%arg0: tensor<3x4x4xf64>) -> tensor<3x4xf64> {
    %0 = stablehlo.iota dim = 0 : tensor<4xi64>
    %1 = stablehlo.iota dim = 0 : tensor<4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %3 = stablehlo.compare LT, %0, %2, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
    %c_0 = stablehlo.constant dense<4> : tensor<i64>
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
    %17 = "stablehlo.gather"(%arg0, %16) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1, 2], start_index_map = [1, 2], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x4x4xf64>, tensor<4x2xi32>) -> tensor<3x4xf64>
    return %17 : tensor<3x4xf64>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(6.378332973e-01, 7.206673622e-01), (3.561832607e-01, 1.590787172e-01), (2.836567461e-01, 1.156516522e-01), (-1.877425462e-01, 3.294777572e-01)], [(1.166469157e-01, 3.553432524e-01), (-2.078346759e-01, 1.671964973e-01), (4.885845184e-01, -1.587413847e-01), (-2.391396910e-01, -6.330326200e-01)], [(-6.675769389e-02, -4.147159159e-01), (5.109142065e-01, -4.141556323e-01), (7.311597001e-03, -1.385101527e-01), (-3.239348531e-01, 9.981175065e-01)], [(6.536378860e-01, -2.948961258e-01), (-2.380748093e-01, -1.052414328e-01), (6.894581914e-01, -2.567448616e-01), (5.704808235e-01, 1.628554761e-01)], [(-1.054223552e-01, 8.957971334e-01), (4.257818758e-01, 7.781457901e-01), (-9.312205911e-01, -2.457225025e-01), (-2.204031944e-01, -4.661977291e-01)]]> : tensor<5x4xcomplex<f32>>
    %0:2 = call @qr(%arg0) : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>)
    %1 = stablehlo.dot_general %0#0, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<5x4xcomplex<f32>>
    %2 = stablehlo.transpose %0#0, dims = [1, 0] : (tensor<5x4xcomplex<f32>>) -> tensor<4x5xcomplex<f32>>
    %3 = stablehlo.real %2 : (tensor<4x5xcomplex<f32>>) -> tensor<4x5xf32>
    %4 = stablehlo.imag %2 : (tensor<4x5xcomplex<f32>>) -> tensor<4x5xf32>
    %5 = stablehlo.negate %4 : tensor<4x5xf32>
    %6 = stablehlo.complex %3, %5 : tensor<4x5xcomplex<f32>>
    %7 = stablehlo.dot_general %6, %0#0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x5xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %8 = call @diagonal(%0#1) : (tensor<4x4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
    %9 = stablehlo.real %8 : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    %10 = stablehlo.imag %8 : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    %11 = stablehlo.abs %9 : tensor<4xf32>
    %12 = stablehlo.abs %10 : tensor<4xf32>
    %13 = stablehlo.maximum %11, %12 : tensor<4xf32>
    %cst = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %15 = stablehlo.compare GE, %13, %14, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %cst_0 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %17 = stablehlo.compare LE, %13, %16, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %cst_1 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %cst_2 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %cst_3 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %20 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %21 = stablehlo.multiply %9, %18 : tensor<4xf32>
    %22 = stablehlo.multiply %9, %19 : tensor<4xf32>
    %23 = stablehlo.select %17, %22, %9 : tensor<4xi1>, tensor<4xf32>
    %24 = stablehlo.select %15, %21, %23 : tensor<4xi1>, tensor<4xf32>
    %25 = stablehlo.multiply %10, %18 : tensor<4xf32>
    %26 = stablehlo.multiply %10, %19 : tensor<4xf32>
    %27 = stablehlo.select %17, %26, %10 : tensor<4xi1>, tensor<4xf32>
    %28 = stablehlo.select %15, %25, %27 : tensor<4xi1>, tensor<4xf32>
    %29 = stablehlo.select %17, %18, %20 : tensor<4xi1>, tensor<4xf32>
    %30 = stablehlo.select %15, %19, %29 : tensor<4xi1>, tensor<4xf32>
    %31 = chlo.square %24 : tensor<4xf32> -> tensor<4xf32>
    %32 = chlo.square %28 : tensor<4xf32> -> tensor<4xf32>
    %33 = stablehlo.add %31, %32 : tensor<4xf32>
    %34 = stablehlo.sqrt %33 : tensor<4xf32>
    %35 = stablehlo.multiply %34, %30 : tensor<4xf32>
    %cst_4 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %36 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %37 = stablehlo.compare EQ, %11, %36, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %38 = stablehlo.compare EQ, %12, %36, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %39 = stablehlo.or %37, %38 : tensor<4xi1>
    %40 = stablehlo.select %39, %36, %35 : tensor<4xi1>, tensor<4xf32>
    %41 = stablehlo.divide %24, %34 : tensor<4xf32>
    %42 = stablehlo.divide %28, %34 : tensor<4xf32>
    %want0 = stablehlo.constant dense<[[(6.378334165e-01, 7.206673622e-01), (3.561833501e-01, 1.590787172e-01), (2.836568356e-01, 1.156516820e-01), (-1.877425462e-01, 3.294777870e-01)], [(1.166469008e-01, 3.553432226e-01), (-2.078346312e-01, 1.671965122e-01), (4.885845482e-01, -1.587413847e-01), (-2.391398847e-01, -6.330325007e-01)], [(-6.675767154e-02, -4.147159159e-01), (5.109141469e-01, -4.141556323e-01), (7.311597466e-03, -1.385101676e-01), (-3.239347935e-01, 9.981175661e-01)], [(6.536378860e-01, -2.948961258e-01), (-2.380747795e-01, -1.052414626e-01), (6.894582510e-01, -2.567448616e-01), (5.704807639e-01, 1.628555357e-01)], [(-1.054223552e-01, 8.957971334e-01), (4.257818460e-01, 7.781457901e-01), (-9.312205911e-01, -2.457223684e-01), (-2.204031199e-01, -4.661977291e-01)]]> : tensor<5x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.2e-05", has_side_effect = true} : (tensor<5x4xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[(1.000000238e+00, 0.000000000e+00), (0.000000000e+00, -1.490116119e-08), (0.000000000e+00, -5.960464478e-08), (4.470348358e-08, 2.235174179e-08)], [(0.000000000e+00, 1.490116119e-08), (9.999999404e-01, 0.000000000e+00), (1.851003617e-08, -2.980232239e-08), (1.490116119e-08, 2.235174179e-08)], [(0.000000000e+00, 5.960464478e-08), (1.851003617e-08, 2.980232239e-08), (1.000000000e+00, 0.000000000e+00), (-2.235174179e-08, 0.000000000e+00)], [(4.470348358e-08, -2.235174179e-08), (1.490116119e-08, -2.235174179e-08), (-2.235174179e-08, 0.000000000e+00), (9.999998808e-01, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[1.603211164e+00, 1.008766770e+00, 8.297291994e-01, 7.926225662e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%40, %want2) {backend_config = "almost_eq 4.9e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) {
    %0:2 = stablehlo.custom_call @lapack_cgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m]) {i=5, j=4, k=5, l=4, m=4}, custom>} : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xcomplex<f32>>)
    %1 = stablehlo.custom_call @lapack_cungqr_ffi(%0#0, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m]) {i=5, j=4, k=4, l=5, m=4}, custom>} : (tensor<5x4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<5x4xcomplex<f32>>
    %2 = stablehlo.slice %0#0 [0:4, 0:4] : (tensor<5x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %3 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<4x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %9 = stablehlo.select %7, %8, %2 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %1, %9 : tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>
  }
  func.func private @diagonal(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %1 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %3 = stablehlo.add %0, %2 : tensor<4x4xi64>
    %4 = stablehlo.compare EQ, %3, %1, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.convert %4 : (tensor<4x4xi1>) -> tensor<4x4xcomplex<f32>>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %6 = "stablehlo.case"(%c_0) ({
      %c_1 = stablehlo.constant dense<0> : tensor<i32>
      stablehlo.return %c_1 : tensor<i32>
    }, {
      %c_1 = stablehlo.constant dense<0> : tensor<i32>
      stablehlo.return %c_1 : tensor<i32>
    }) : (tensor<i32>) -> tensor<i32>
    %7 = "stablehlo.case"(%6) ({
      %8 = stablehlo.iota dim = 0 : tensor<4xi64>
      %9 = stablehlo.iota dim = 0 : tensor<4xi64>
      %c_1 = stablehlo.constant dense<0> : tensor<i64>
      %10 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %11 = stablehlo.compare LT, %8, %10, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
      %c_2 = stablehlo.constant dense<4> : tensor<i64>
      %12 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %13 = stablehlo.add %8, %12 : tensor<4xi64>
      %14 = stablehlo.select %11, %13, %8 : tensor<4xi1>, tensor<4xi64>
      %c_3 = stablehlo.constant dense<0> : tensor<i64>
      %15 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %16 = stablehlo.compare LT, %9, %15, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
      %c_4 = stablehlo.constant dense<4> : tensor<i64>
      %17 = stablehlo.broadcast_in_dim %c_4, dims = [] : (tensor<i64>) -> tensor<4xi64>
      %18 = stablehlo.add %9, %17 : tensor<4xi64>
      %19 = stablehlo.select %16, %18, %9 : tensor<4xi1>, tensor<4xi64>
      %20 = stablehlo.convert %14 : (tensor<4xi64>) -> tensor<4xi32>
      %21 = stablehlo.convert %19 : (tensor<4xi64>) -> tensor<4xi32>
      %22 = stablehlo.broadcast_in_dim %20, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
      %23 = stablehlo.broadcast_in_dim %21, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
      %24 = stablehlo.concatenate %22, %23, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
      %25 = "stablehlo.gather"(%arg0, %24) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<4x4xcomplex<f32>>, tensor<4x2xi32>) -> tensor<4xcomplex<f32>>
      stablehlo.return %25 : tensor<4xcomplex<f32>>
    }) : (tensor<i32>) -> tensor<4xcomplex<f32>>
    return %7 : tensor<4xcomplex<f32>>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(7.68797208702798773e-01, -7.28570990033040600e-01), (-1.23333221716821484e-02, -7.23924223882089990e-01), (3.71082294236313226e-01, -6.52557174973456444e-01), (-8.53417154340694095e-01, -4.33337189283495849e-01)], [(7.33115393772496127e-01, 9.23418549758884710e-01), (-3.74069674766148719e-01, -9.48417414809076931e-01), (-1.09460854250618134e-02, -6.32521763437674522e-01), (-6.03957836481086030e-01, -6.69904321245598844e-01)], [(-1.59514754547579019e-01, -5.13039496927754080e-02), (6.56097834593577067e-01, -9.69854442939166672e-01), (6.55158495747397263e-01, -8.36535589152560544e-02), (-5.26559738632323970e-02, -6.74155100173000399e-01)], [(5.35821402357030019e-01, -4.60719554673832077e-01), (-8.38662685468538616e-02, 5.84881211520795308e-01), (-2.53287319641583242e-01, -6.31865557046178861e-01), (9.17779531609073107e-02, 2.34257666137927867e-01)], [(-5.97318465681015764e-01, -1.87375460217173995e-01), (-3.66876950239864552e-01, -1.64808861528060291e-01), (4.13057542646756870e-01, 6.33690835195870106e-01), (5.41027963069360851e-01, -6.78170091625625693e-01)]], [[(-8.86583729409490928e-01, 8.47620450244157109e-01), (4.65652280105496974e-01, 7.86981714522420273e-01), (6.34859871396424857e-01, 3.36643925675407463e-01), (-1.09612853503467056e-01, -9.01105358576788307e-01)], [(-8.75092174278193635e-01, 3.26617056981982623e-01), (3.65826510891098078e-01, 2.00695364728018300e-01), (-5.07672680737655257e-01, 5.44411817266542197e-01), (2.86714657844439502e-01, -5.72336835346439532e-01)], [(-2.46754981864991896e-01, 9.06712020795711116e-01), (2.74327040775789843e-01, 7.72394299528165407e-01), (-4.83730239844707421e-01, -7.71285719171161288e-01), (-4.69259548507432456e-02, -3.69596282822741484e-01)], [(4.93494780689753831e-02, -9.35111622172079882e-01), (2.62026364861589034e-01, 6.61894425216142723e-01), (-5.93664316849589646e-01, 8.30189493335888873e-01), (9.24102150404981559e-01, 9.79618502751803621e-01)], [(-4.21723848513287036e-01, 2.23850035283496451e-01), (-3.87959736465039784e-01, 3.31971157697557473e-01), (-4.87375233679708142e-01, 3.56811066992225090e-01), (-8.65047478863812502e-01, 1.40296869625865739e-01)]], [[(-1.54154174196992289e-01, 9.04845822695226731e-01), (5.43672622633430080e-01, 2.15722457456973160e-01), (4.19133873369696985e-01, -3.28547921605719662e-01), (-6.08855093919367762e-01, 2.57544798690678700e-02)], [(-7.26136194933334700e-01, -9.62674250237588902e-01), (-3.57144119196859400e-01, 4.48252609649449019e-01), (5.36510306780145552e-01, 3.87842152389067163e-01), (-2.38437282955492602e-02, -1.57897717506164437e-01)], [(8.46368364881372015e-01, 7.02962180937433567e-01), (3.12767531853873404e-01, 5.11052191700598790e-01), (2.41813561224268003e-01, -3.26630803248167512e-01), (5.35382252094644295e-01, -8.45004060525378575e-01)], [(5.00516495385925353e-01, -7.35553950342247465e-01), (-3.12323749971212816e-01, -6.31455541330386394e-01), (-4.85983196544639728e-01, -3.92163941976122921e-01), (-1.24757220548635583e-01, -1.04968551558801915e-01)], [(-2.15056384573764081e-02, 8.55993156580175274e-01), (-7.16554459152161760e-01, -4.43164204240836135e-01), (-1.17335609913108874e-01, 7.97171326086202559e-01), (2.79646511763324890e-01, 3.60924360213138451e-01)]]]> : tensor<3x5x4xcomplex<f64>>
    %0:2 = call @qr(%arg0) : (tensor<3x5x4xcomplex<f64>>) -> (tensor<3x5x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>)
    %1 = stablehlo.dot_general %0#0, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x5x4xcomplex<f64>>
    %2 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<3x5x4xcomplex<f64>>) -> tensor<3x4x5xcomplex<f64>>
    %3 = stablehlo.real %2 : (tensor<3x4x5xcomplex<f64>>) -> tensor<3x4x5xf64>
    %4 = stablehlo.imag %2 : (tensor<3x4x5xcomplex<f64>>) -> tensor<3x4x5xf64>
    %5 = stablehlo.negate %4 : tensor<3x4x5xf64>
    %6 = stablehlo.complex %3, %5 : tensor<3x4x5xcomplex<f64>>
    %7 = stablehlo.dot_general %6, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xcomplex<f64>>, tensor<3x5x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %8 = call @diagonal(%0#1) : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4xcomplex<f64>>
    %9 = stablehlo.real %8 : (tensor<3x4xcomplex<f64>>) -> tensor<3x4xf64>
    %10 = stablehlo.imag %8 : (tensor<3x4xcomplex<f64>>) -> tensor<3x4xf64>
    %11 = stablehlo.abs %9 : tensor<3x4xf64>
    %12 = stablehlo.abs %10 : tensor<3x4xf64>
    %13 = stablehlo.maximum %11, %12 : tensor<3x4xf64>
    %cst = stablehlo.constant dense<6.7039039649712985E+153> : tensor<f64>
    %14 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %15 = stablehlo.compare GE, %13, %14, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %cst_0 = stablehlo.constant dense<1.4901161193847656E-8> : tensor<f64>
    %16 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %17 = stablehlo.compare LE, %13, %16, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %cst_1 = stablehlo.constant dense<2.2227587494850775E-162> : tensor<f64>
    %18 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %cst_2 = stablehlo.constant dense<4.4989137945431964E+161> : tensor<f64>
    %19 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %cst_3 = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %20 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %21 = stablehlo.multiply %9, %18 : tensor<3x4xf64>
    %22 = stablehlo.multiply %9, %19 : tensor<3x4xf64>
    %23 = stablehlo.select %17, %22, %9 : tensor<3x4xi1>, tensor<3x4xf64>
    %24 = stablehlo.select %15, %21, %23 : tensor<3x4xi1>, tensor<3x4xf64>
    %25 = stablehlo.multiply %10, %18 : tensor<3x4xf64>
    %26 = stablehlo.multiply %10, %19 : tensor<3x4xf64>
    %27 = stablehlo.select %17, %26, %10 : tensor<3x4xi1>, tensor<3x4xf64>
    %28 = stablehlo.select %15, %25, %27 : tensor<3x4xi1>, tensor<3x4xf64>
    %29 = stablehlo.select %17, %18, %20 : tensor<3x4xi1>, tensor<3x4xf64>
    %30 = stablehlo.select %15, %19, %29 : tensor<3x4xi1>, tensor<3x4xf64>
    %31 = chlo.square %24 : tensor<3x4xf64> -> tensor<3x4xf64>
    %32 = chlo.square %28 : tensor<3x4xf64> -> tensor<3x4xf64>
    %33 = stablehlo.add %31, %32 : tensor<3x4xf64>
    %34 = stablehlo.sqrt %33 : tensor<3x4xf64>
    %35 = stablehlo.multiply %34, %30 : tensor<3x4xf64>
    %cst_4 = stablehlo.constant dense<0x7FF0000000000000> : tensor<f64>
    %36 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %37 = stablehlo.compare EQ, %11, %36, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %38 = stablehlo.compare EQ, %12, %36, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %39 = stablehlo.or %37, %38 : tensor<3x4xi1>
    %40 = stablehlo.select %39, %36, %35 : tensor<3x4xi1>, tensor<3x4xf64>
    %41 = stablehlo.divide %24, %34 : tensor<3x4xf64>
    %42 = stablehlo.divide %28, %34 : tensor<3x4xf64>
    %want0 = stablehlo.constant dense<[[[(7.68797208702798884e-01, -7.28570990033040600e-01), (-1.23333221716824121e-02, -7.23924223882090434e-01), (3.71082294236313226e-01, -6.52557174973456111e-01), (-8.53417154340694539e-01, -4.33337189283495516e-01)], [(7.33115393772496127e-01, 9.23418549758884821e-01), (-3.74069674766148774e-01, -9.48417414809077153e-01), (-1.09460854250614803e-02, -6.32521763437674300e-01), (-6.03957836481086030e-01, -6.69904321245598844e-01)], [(-1.59514754547579046e-01, -5.13039496927754288e-02), (6.56097834593576956e-01, -9.69854442939166783e-01), (6.55158495747397152e-01, -8.36535589152559433e-02), (-5.26559738632323415e-02, -6.74155100172999955e-01)], [(5.35821402357029908e-01, -4.60719554673832188e-01), (-8.38662685468539865e-02, 5.84881211520795197e-01), (-2.53287319641583242e-01, -6.31865557046178861e-01), (9.17779531609070054e-02, 2.34257666137927867e-01)], [(-5.97318465681015764e-01, -1.87375460217174022e-01), (-3.66876950239864497e-01, -1.64808861528060208e-01), (4.13057542646756704e-01, 6.33690835195870106e-01), (5.41027963069360851e-01, -6.78170091625625582e-01)]], [[(-8.86583729409491039e-01, 8.47620450244157109e-01), (4.65652280105497418e-01, 7.86981714522420717e-01), (6.34859871396425079e-01, 3.36643925675407518e-01), (-1.09612853503466945e-01, -9.01105358576789306e-01)], [(-8.75092174278193746e-01, 3.26617056981982734e-01), (3.65826510891098189e-01, 2.00695364728018383e-01), (-5.07672680737654924e-01, 5.44411817266542197e-01), (2.86714657844439391e-01, -5.72336835346439643e-01)], [(-2.46754981864991951e-01, 9.06712020795711338e-01), (2.74327040775790065e-01, 7.72394299528165518e-01), (-4.83730239844707199e-01, -7.71285719171161066e-01), (-4.69259548507435231e-02, -3.69596282822741373e-01)], [(4.93494780689753415e-02, -9.35111622172079993e-01), (2.62026364861588867e-01, 6.61894425216142723e-01), (-5.93664316849589646e-01, 8.30189493335888984e-01), (9.24102150404982003e-01, 9.79618502751803621e-01)], [(-4.21723848513287036e-01, 2.23850035283496451e-01), (-3.87959736465039673e-01, 3.31971157697557473e-01), (-4.87375233679708142e-01, 3.56811066992225090e-01), (-8.65047478863812391e-01, 1.40296869625865545e-01)]], [[(-1.54154174196992177e-01, 9.04845822695226731e-01), (5.43672622633430080e-01, 2.15722457456973354e-01), (4.19133873369697096e-01, -3.28547921605719551e-01), (-6.08855093919367873e-01, 2.57544798690679325e-02)], [(-7.26136194933334700e-01, -9.62674250237588902e-01), (-3.57144119196859289e-01, 4.48252609649449074e-01), (5.36510306780145552e-01, 3.87842152389067052e-01), (-2.38437282955493643e-02, -1.57897717506164575e-01)], [(8.46368364881372126e-01, 7.02962180937433678e-01), (3.12767531853873515e-01, 5.11052191700598568e-01), (2.41813561224267948e-01, -3.26630803248167512e-01), (5.35382252094644184e-01, -8.45004060525378575e-01)], [(5.00516495385925464e-01, -7.35553950342247465e-01), (-3.12323749971212872e-01, -6.31455541330386394e-01), (-4.85983196544639728e-01, -3.92163941976122921e-01), (-1.24757220548635708e-01, -1.04968551558802123e-01)], [(-2.15056384573764151e-02, 8.55993156580175385e-01), (-7.16554459152161538e-01, -4.43164204240836079e-01), (-1.17335609913108874e-01, 7.97171326086202447e-01), (2.79646511763324890e-01, 3.60924360213138340e-01)]]]> : tensor<3x5x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 7.7e-14", has_side_effect = true} : (tensor<3x5x4xcomplex<f64>>, tensor<3x5x4xcomplex<f64>>) -> ()
    %want1 = stablehlo.constant dense<[[[(1.00000000000000022e+00, 0.00000000000000000e+00), (6.93889390390722838e-18, 1.38777878078144568e-16), (1.38777878078144568e-16, 1.11022302462515654e-16), (-1.21430643318376497e-16, 1.38777878078144568e-17)], [(6.93889390390722838e-18, -1.38777878078144568e-16), (9.99999999999999778e-01, 0.00000000000000000e+00), (-1.38777878078144568e-17, -2.77555756156289135e-17), (-2.77555756156289135e-17, 0.00000000000000000e+00)], [(1.38777878078144568e-16, -1.11022302462515654e-16), (-1.38777878078144568e-17, 2.77555756156289135e-17), (9.99999999999999889e-01, 0.00000000000000000e+00), (-1.24900090270330111e-16, -2.08166817117216851e-16)], [(-1.21430643318376497e-16, -1.38777878078144568e-17), (-2.77555756156289135e-17, 0.00000000000000000e+00), (-1.24900090270330111e-16, 2.08166817117216851e-16), (9.99999999999999778e-01, 0.00000000000000000e+00)]], [[(1.00000000000000044e+00, 0.00000000000000000e+00), (1.38777878078144568e-17, 8.32667268468867405e-17), (-5.55111512312578270e-17, -4.16333634234433703e-17), (-2.77555756156289135e-17, -2.48065457064683415e-16)], [(1.38777878078144568e-17, -8.32667268468867405e-17), (1.00000000000000000e+00, 0.00000000000000000e+00), (-7.63278329429795122e-17, -6.93889390390722838e-18), (-8.32667268468867405e-17, -1.38777878078144568e-16)], [(-5.55111512312578270e-17, 4.16333634234433703e-17), (-7.63278329429795122e-17, 6.93889390390722838e-18), (9.99999999999999334e-01, 0.00000000000000000e+00), (-1.38777878078144568e-16, 1.11022302462515654e-16)], [(-2.77555756156289135e-17, 2.48065457064683415e-16), (-8.32667268468867405e-17, 1.38777878078144568e-16), (-1.38777878078144568e-16, -1.11022302462515654e-16), (1.00000000000000000e+00, 0.00000000000000000e+00)]], [[(1.00000000000000022e+00, 0.00000000000000000e+00), (-4.33680868994201774e-17, -2.25514051876984922e-17), (0.00000000000000000e+00, 0.00000000000000000e+00), (6.93889390390722838e-17, 8.32667268468867405e-17)], [(-4.33680868994201774e-17, 2.25514051876984922e-17), (9.99999999999999667e-01, 0.00000000000000000e+00), (9.71445146547011973e-17, -5.55111512312578270e-17), (9.02056207507939689e-17, 5.55111512312578270e-17)], [(0.00000000000000000e+00, 0.00000000000000000e+00), (9.71445146547011973e-17, 5.55111512312578270e-17), (9.99999999999999778e-01, 0.00000000000000000e+00), (5.55111512312578270e-17, -1.11022302462515654e-16)], [(6.93889390390722838e-17, -8.32667268468867405e-17), (9.02056207507939689e-17, -5.55111512312578270e-17), (5.55111512312578270e-17, 1.11022302462515654e-16), (9.99999999999999889e-01, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    %want2 = stablehlo.constant dense<[[1.85239517442748292e+00, 1.79695243967450713e+00, 1.20922142700761648e+00, 8.33203867884240501e-01], [2.08921033447069426e+00, 1.35845403278863341e+00, 1.50100729978674097e+00, 8.31172736940218204e-01], [2.24315923363666947e+00, 1.42193306692982757e+00, 7.54138122294281121e-01, 8.30384054067447863e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%40, %want2) {backend_config = "almost_eq 1.3e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<3x5x4xcomplex<f64>>) -> (tensor<3x5x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) {
    %0:2 = stablehlo.custom_call @lapack_zgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n]) {i=3, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<3x5x4xcomplex<f64>>) -> (tensor<3x5x4xcomplex<f64>>, tensor<3x4xcomplex<f64>>)
    %1 = stablehlo.custom_call @lapack_zungqr_ffi(%0#0, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=3, j=5, k=4, l=4, m=5, n=4}, custom>} : (tensor<3x5x4xcomplex<f64>>, tensor<3x4xcomplex<f64>>) -> tensor<3x5x4xcomplex<f64>>
    %2 = stablehlo.slice %0#0 [0:3, 0:4, 0:4] : (tensor<3x5x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %3 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<4x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %8 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %9 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %10 = stablehlo.select %8, %9, %2 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    return %1, %10 : tensor<3x5x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>
  }
  func.func private @diagonal(%arg0: tensor<3x4x4xcomplex<f64>>) -> tensor<3x4xcomplex<f64>> {
    %0 = stablehlo.iota dim = 0 : tensor<4xi64>
    %1 = stablehlo.iota dim = 0 : tensor<4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %3 = stablehlo.compare LT, %0, %2, SIGNED : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi1>
    %c_0 = stablehlo.constant dense<4> : tensor<i64>
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
    %17 = "stablehlo.gather"(%arg0, %16) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1, 2], start_index_map = [1, 2], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x4x4xcomplex<f64>>, tensor<4x2xi32>) -> tensor<3x4xcomplex<f64>>
    return %17 : tensor<3x4xcomplex<f64>>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0:2 = call @qr(%arg0) : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4x4xf32>)
    %1 = stablehlo.dot_general %0#0, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x4xf32>, tensor<0x4x4xf32>) -> tensor<0x5x4xf32>
    %2 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<0x5x4xf32>) -> tensor<0x4x5xf32>
    %3 = stablehlo.dot_general %2, %0#0, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x5xf32>, tensor<0x5x4xf32>) -> tensor<0x4x4xf32>
    %4 = call @diagonal() : () -> tensor<0x4xf32>
    %5 = stablehlo.abs %4 : tensor<0x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x4xf32>, tensor<0x5x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    return
  }
  func.func private @qr(%arg0: tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4x4xf32>) {
    %0:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n]) {i=0, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>)
    %1 = stablehlo.custom_call @lapack_sorgqr_ffi(%0#0, %0#1) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l])->([i, m, n]) {i=0, j=5, k=4, l=4, m=5, n=4}, custom>} : (tensor<0x5x4xf32>, tensor<0x4xf32>) -> tensor<0x5x4xf32>
    %2 = stablehlo.slice %0#0 [0:0, 0:4, 0:4] : (tensor<0x5x4xf32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %5 = stablehlo.add %3, %4 : tensor<4x4xi64>
    %6 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %8 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<0x4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %10 = stablehlo.select %8, %9, %2 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    return %1, %10 : tensor<0x5x4xf32>, tensor<0x4x4xf32>
  }
  func.func private @diagonal() -> tensor<0x4xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    return %0 : tensor<0x4xf32>
  }
}
