module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[3.62980924675593064e-01, -5.97751416021784943e-01, -8.77681167934760476e-01, 5.81896224026217324e-01], [6.17892586668296717e-01, 3.31329720249602611e-01, -3.57136768179019182e-01, 3.16346011131427574e-01], [-8.32239230820196241e-01, 3.25019257271646822e-01, 1.52397100254042517e-01, 2.34408647364183098e-01], [-1.06031467102741139e-01, -5.49683362022429955e-01, 4.51754381327841070e-01, -7.17393853191272690e-02], [4.90759859380512475e-01, -2.71639815352366476e-01, -8.24421479717687422e-01, 8.49151909976735286e-02]], [[2.45522718748798496e-01, 8.43554219336240640e-01, 7.75509489072093938e-01, -8.85701693126594858e-01], [5.43680774541487999e-01, -4.77274399545663197e-01, 3.94396757052957847e-01, -2.41036063317300764e-01], [-3.55843289574641064e-01, -2.34325423930372700e-02, 6.10623165621191344e-02, 3.88966487556442475e-01], [2.75766897485216544e-01, 3.56511006745048542e-01, -2.31846348866352914e-01, 3.54680755227820610e-01], [-3.09225348601606331e-01, 2.15066494707122136e-01, -8.09340658475894426e-02, 1.25597128355122267e-01]], [[-9.64923628313826720e-01, -2.42715512323554705e-03, -5.60064110048098307e-01, -2.28374930975761226e-01], [-8.52458470376817656e-01, 3.13802208717819830e-01, 7.87043275215305149e-01, -2.90805601685149462e-01], [-7.89864426012806042e-01, 2.40535588615711227e-01, -7.45927103022350435e-01, 7.83242646260302378e-01], [-7.55086367347843845e-01, -2.76259032429451379e-01, -1.06804205586117362e-02, -7.64254387884240050e-01], [-3.62504822571807717e-01, -4.49441864170933902e-01, 4.26600816824431739e-01, 9.72546776448758976e-01]]]> : tensor<3x5x4xf64>
    %0:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 65 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=3, j=5, k=4, l=5, m=4, n=4, o=5, p=5, q=4, r=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x5x5xf64>, tensor<3x4x4xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<3x4xi1>, tensor<3x4xf64>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x5x5xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x5x5xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<3x5x5xi1>, tensor<3x5x5xf64>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %15 = stablehlo.slice %10 [0:3, 0:5, 0:4] : (tensor<3x5x5xf64>) -> tensor<3x5x4xf64>
    %16 = stablehlo.broadcast_in_dim %6, dims = [0, 2] : (tensor<3x4xf64>) -> tensor<3x1x4xf64>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1, 2] : (tensor<3x1x4xf64>) -> tensor<3x5x4xf64>
    %18 = stablehlo.multiply %15, %17 : tensor<3x5x4xf64>
    %19 = stablehlo.dot_general %18, %14, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x4xf64>, tensor<3x4x4xf64>) -> tensor<3x5x4xf64>
    %20 = stablehlo.transpose %10, dims = [0, 2, 1] : (tensor<3x5x5xf64>) -> tensor<3x5x5xf64>
    %21 = stablehlo.dot_general %20, %10, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x5xf64>, tensor<3x5x5xf64>) -> tensor<3x5x5xf64>
    %22 = stablehlo.transpose %14, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %23 = stablehlo.dot_general %14, %22, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %want0 = stablehlo.constant dense<[[1.76548374512296347e+00, 8.91230321111504242e-01, 8.13681907102697055e-01, 3.80063997865504988e-01], [1.52478192215712727e+00, 9.69577159005936107e-01, 5.89784959228924932e-01, 3.33140989070851712e-01], [1.74889988240695970e+00, 1.54247395942391230e+00, 1.23373566741201990e+00, 6.40022106998059392e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 1.0e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[3.62980924675592953e-01, -5.97751416021785054e-01, -8.77681167934760365e-01, 5.81896224026217435e-01], [6.17892586668296717e-01, 3.31329720249602555e-01, -3.57136768179019404e-01, 3.16346011131427629e-01], [-8.32239230820196130e-01, 3.25019257271647044e-01, 1.52397100254042711e-01, 2.34408647364182821e-01], [-1.06031467102741070e-01, -5.49683362022429844e-01, 4.51754381327841181e-01, -7.17393853191271302e-02], [4.90759859380512475e-01, -2.71639815352366476e-01, -8.24421479717687533e-01, 8.49151909976735009e-02]], [[2.45522718748798635e-01, 8.43554219336240751e-01, 7.75509489072094271e-01, -8.85701693126595524e-01], [5.43680774541487888e-01, -4.77274399545663641e-01, 3.94396757052958125e-01, -2.41036063317300986e-01], [-3.55843289574641009e-01, -2.34325423930374886e-02, 6.10623165621192107e-02, 3.88966487556442808e-01], [2.75766897485216267e-01, 3.56511006745049541e-01, -2.31846348866352997e-01, 3.54680755227820721e-01], [-3.09225348601606220e-01, 2.15066494707122219e-01, -8.09340658475894564e-02, 1.25597128355122434e-01]], [[-9.64923628313827164e-01, -2.42715512323566328e-03, -5.60064110048098196e-01, -2.28374930975761087e-01], [-8.52458470376817656e-01, 3.13802208717820164e-01, 7.87043275215305260e-01, -2.90805601685149184e-01], [-7.89864426012805709e-01, 2.40535588615710838e-01, -7.45927103022350990e-01, 7.83242646260301933e-01], [-7.55086367347843956e-01, -2.76259032429451212e-01, -1.06804205586111690e-02, -7.64254387884239939e-01], [-3.62504822571807495e-01, -4.49441864170933791e-01, 4.26600816824431073e-01, 9.72546776448758199e-01]]]> : tensor<3x5x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x5x4xf64>, tensor<3x5x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[[9.99999999999999667e-01, -1.46322904930527583e-16, 8.10242974107158214e-17, 6.54638320790253965e-17, 4.78781171425314104e-17], [-1.46322904930527583e-16, 1.00000000000000022e+00, -1.03390799281105788e-16, 1.67938152806226570e-16, -1.24166595136670461e-17], [8.10242974107158214e-17, -1.03390799281105788e-16, 1.00000000000000044e+00, -1.12526555393989731e-16, 4.34208866890735696e-17], [6.54638320790253965e-17, 1.67938152806226570e-16, -1.12526555393989731e-16, 9.99999999999999667e-01, 1.03002417913239417e-17], [4.78781171425314104e-17, -2.62944473214815028e-17, 3.99514397371199554e-17, 1.03002417913239417e-17, 9.99999999999999889e-01]], [[1.00000000000000067e+00, -3.12405799952146119e-16, -1.92842239614956928e-16, -1.04229145538287338e-16, 3.88079877210088869e-17], [-3.12405799952146119e-16, 1.00000000000000089e+00, 7.10930218723079291e-16, 2.36876256405966034e-16, 2.78251683991363337e-17], [-1.92842239614956928e-16, 7.10930218723079291e-16, 9.99999999999999889e-01, 2.10788454648564145e-16, 3.62006609760967758e-17], [-1.04229145538287338e-16, 2.36876256405966034e-16, 2.10788454648564145e-16, 1.00000000000000067e+00, 8.97986032816779988e-17], [3.88079877210088869e-17, -2.76859828321214934e-17, 3.62006609760967758e-17, 1.10615284993399684e-16, 1.00000000000000000e+00]], [[1.00000000000000133e+00, 6.87357519874530188e-17, -6.66918730922948750e-17, 4.70781406145479946e-17, -2.62827251335255970e-16], [6.87357519874530188e-17, 9.99999999999999667e-01, -3.30398615913577061e-17, 2.63592378608070291e-16, 2.61835295469996218e-16], [-6.66918730922948750e-17, -3.30398615913577061e-17, 1.00000000000000044e+00, -1.43136945900996647e-16, -6.12038997014633079e-17], [4.70781406145479946e-17, 2.63592378608070291e-16, -1.43136945900996647e-16, 9.99999999999999889e-01, 1.23368711973513843e-16], [-2.68031421763186391e-16, 2.54896401566088989e-16, -7.50816875092777646e-17, 1.23368711973513843e-16, 1.00000000000000000e+00]]]> : tensor<3x5x5xf64>
    stablehlo.custom_call @check.expect_almost_eq(%21, %want2) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x5x5xf64>, tensor<3x5x5xf64>) -> ()
    %want3 = stablehlo.constant dense<[[[9.99999999999999778e-01, 1.09764123430020938e-16, -1.62113580394144916e-16, 1.35663104969764271e-16], [1.09764123430020938e-16, 1.00000000000000044e+00, 1.73802744000440173e-16, -2.92088868523897610e-16], [-1.62113580394144916e-16, 1.73802744000440173e-16, 9.99999999999999223e-01, 3.01459896130345766e-17], [1.35663104969764271e-16, -2.92088868523897610e-16, 3.01459896130345766e-17, 1.00000000000000022e+00]], [[1.00000000000000022e+00, 8.81789801578999975e-17, 2.20422548420614506e-16, 5.96884313029848791e-17], [8.81789801578999975e-17, 1.00000000000000022e+00, 5.35397010293523733e-16, 4.57417053443623073e-17], [2.20422548420614506e-16, 5.35397010293523733e-16, 1.00000000000000044e+00, 4.82614539720465191e-17], [5.96884313029848791e-17, 4.57417053443623073e-17, 4.82614539720465191e-17, 1.00000000000000022e+00]], [[9.99999999999999889e-01, 2.15051189076541910e-18, 4.71654288875341529e-17, 5.93237586989887747e-17], [2.15051189076541910e-18, 9.99999999999999556e-01, 1.30732224220855778e-17, -2.00959853265402886e-16], [4.71654288875341529e-17, 1.30732224220855778e-17, 9.99999999999999112e-01, -2.79616171764106810e-16], [5.93237586989887747e-17, -2.00959853265402886e-16, -2.79616171764106810e-16, 1.00000000000000000e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%23, %want3) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    return
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 65 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=0, j=5, k=4, l=5, m=4, n=4, o=5, p=5, q=4, r=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x5x5xf32>, tensor<0x4x4xf32>, tensor<0xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<0x1xi1>) -> tensor<0x4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<0x4xi1>, tensor<0x4xf32>
    %7 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x5x5xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x5x5xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<0x5x5xi1>, tensor<0x5x5xf32>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %15 = stablehlo.slice %10 [0:0, 0:5, 0:4] : (tensor<0x5x5xf32>) -> tensor<0x5x4xf32>
    %16 = stablehlo.broadcast_in_dim %6, dims = [0, 2] : (tensor<0x4xf32>) -> tensor<0x1x4xf32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1, 2] : (tensor<0x1x4xf32>) -> tensor<0x5x4xf32>
    %18 = stablehlo.multiply %15, %17 : tensor<0x5x4xf32>
    %19 = stablehlo.dot_general %18, %14, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x4xf32>, tensor<0x4x4xf32>) -> tensor<0x5x4xf32>
    %20 = stablehlo.transpose %10, dims = [0, 2, 1] : (tensor<0x5x5xf32>) -> tensor<0x5x5xf32>
    %21 = stablehlo.dot_general %20, %10, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x5xf32>, tensor<0x5x5xf32>) -> tensor<0x5x5xf32>
    %22 = stablehlo.transpose %14, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %23 = stablehlo.dot_general %14, %22, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x4xf32>, tensor<0x5x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x5x5xf32>
    stablehlo.custom_call @check.expect_almost_eq(%21, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x5xf32>, tensor<0x5x5xf32>) -> ()
    %want3 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%23, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    return
  }
}
