module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-6.09648921295244284e-01, -5.03771345305290330e-01, 9.19455944763120980e-01, 4.89729394914582894e-01], [7.05938471798676970e-01, 3.97644700508525517e-01, -3.68691748828604560e-01, -2.17789012516977243e-01], [-1.18637012077748683e-01, -4.13185173130011352e-01, -1.57114924792690180e-01, 5.42373614386875591e-01], [-8.48593146756583039e-01, -4.46850358512568269e-01, -4.19479527751489556e-02, 3.52449437852469849e-01], [2.91856832584345582e-01, 4.49971136315722609e-01, -7.89475793087533129e-01, -6.38494217247347784e-01]], [[-3.82039506765322612e-01, -4.36624589478695535e-01, 5.11181984509880394e-01, 9.86635592738140721e-01], [3.66229282725102134e-01, -9.33907092610889000e-01, -4.04811235999431362e-01, 6.06054499375869860e-01], [8.48680153551133687e-01, 1.89824421125278642e-01, -3.02354913014727611e-01, -2.89763343117756200e-01], [2.66878596962577763e-01, 7.28381257206005994e-01, -3.18337268998046818e-01, -6.18603821895614026e-01], [-9.94418989455581714e-01, -7.25058305073070564e-01, 7.02375736373982429e-01, 2.49169340751078661e-01]], [[9.81274591125967932e-01, -8.61076418334228988e-01, -2.67967316526574795e-01, 5.91418440050631711e-01], [3.22412729515842544e-01, -8.66658546255779205e-01, -1.97120001136014356e-01, 2.75265223448885266e-01], [3.75508776541802813e-01, -9.66175484886457880e-02, -6.23664830764782074e-01, 9.31854574412371628e-01], [-6.69982514565135023e-02, 4.34686945834917626e-01, 6.96546820215855345e-02, -8.38613680904547243e-01], [-5.26613993584490903e-01, -8.73949283895453011e-01, -6.18444737660230004e-01, -5.99626464443619556e-01]]]> : tensor<3x5x4xf64>
    %0:5 = stablehlo.custom_call @lapack_dgesvd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=3, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x5x4xf64>, tensor<3x4x4xf64>, tensor<3xi32>)
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
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<3x5x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x5x4xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<3x5x4xi1>, tensor<3x5x4xf64>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %15 = stablehlo.broadcast_in_dim %6, dims = [0, 2] : (tensor<3x4xf64>) -> tensor<3x1x4xf64>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1, 2] : (tensor<3x1x4xf64>) -> tensor<3x5x4xf64>
    %17 = stablehlo.multiply %10, %16 : tensor<3x5x4xf64>
    %18 = stablehlo.dot_general %17, %14, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x5x4xf64>, tensor<3x4x4xf64>) -> tensor<3x5x4xf64>
    %19 = stablehlo.transpose %10, dims = [0, 2, 1] : (tensor<3x5x4xf64>) -> tensor<3x4x5xf64>
    %20 = stablehlo.dot_general %19, %10, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf64>, tensor<3x5x4xf64>) -> tensor<3x4x4xf64>
    %21 = stablehlo.transpose %14, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %22 = stablehlo.dot_general %14, %21, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %want0 = stablehlo.constant dense<[[2.08917038677845834e+00, 8.36860341485887615e-01, 5.91187468145273121e-01, 6.38351492335573201e-02], [2.22622699057649243e+00, 1.34046329516172036e+00, 5.93331635141201241e-01, 3.02163428323781347e-01], [2.07528255703421172e+00, 1.43143530655353368e+00, 7.65143312325714087e-01, 4.96703219349987679e-01]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 1.3e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[-6.09648921295244617e-01, -5.03771345305290441e-01, 9.19455944763121091e-01, 4.89729394914582616e-01], [7.05938471798676970e-01, 3.97644700508525628e-01, -3.68691748828604893e-01, -2.17789012516977298e-01], [-1.18637012077748946e-01, -4.13185173130011185e-01, -1.57114924792690069e-01, 5.42373614386875480e-01], [-8.48593146756583039e-01, -4.46850358512568102e-01, -4.19479527751487682e-02, 3.52449437852469738e-01], [2.91856832584345749e-01, 4.49971136315722275e-01, -7.89475793087533129e-01, -6.38494217247347562e-01]], [[-3.82039506765322723e-01, -4.36624589478695202e-01, 5.11181984509880283e-01, 9.86635592738140721e-01], [3.66229282725101579e-01, -9.33907092610888334e-01, -4.04811235999430863e-01, 6.06054499375869526e-01], [8.48680153551133687e-01, 1.89824421125278808e-01, -3.02354913014727777e-01, -2.89763343117756367e-01], [2.66878596962578041e-01, 7.28381257206005772e-01, -3.18337268998047040e-01, -6.18603821895614137e-01], [-9.94418989455581936e-01, -7.25058305073070453e-01, 7.02375736373982540e-01, 2.49169340751078938e-01]], [[9.81274591125968376e-01, -8.61076418334229543e-01, -2.67967316526575128e-01, 5.91418440050631822e-01], [3.22412729515842766e-01, -8.66658546255779316e-01, -1.97120001136014744e-01, 2.75265223448885377e-01], [3.75508776541802980e-01, -9.66175484886459823e-02, -6.23664830764782074e-01, 9.31854574412371628e-01], [-6.69982514565137105e-02, 4.34686945834917904e-01, 6.96546820215857287e-02, -8.38613680904547132e-01], [-5.26613993584491458e-01, -8.73949283895453677e-01, -6.18444737660230892e-01, -5.99626464443619778e-01]]]> : tensor<3x5x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%18, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x5x4xf64>, tensor<3x5x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[[9.99999999999999112e-01, -1.07930628895074622e-16, -4.81997727214034182e-17, -4.44159989493596417e-17], [-1.07930628895074622e-16, 9.99999999999999334e-01, -4.01911324400940375e-16, -9.23859992233583789e-17], [-4.81997727214034182e-17, -4.01911324400940375e-16, 9.99999999999999889e-01, 2.70931067379404820e-17], [-4.44159989493596417e-17, -9.23859992233583789e-17, 2.70931067379404820e-17, 1.00000000000000067e+00]], [[9.99999999999999556e-01, 1.15475555013938597e-16, 2.94490754846879674e-16, 4.83040911872285322e-17], [1.15475555013938597e-16, 9.99999999999999445e-01, -1.31760241396868152e-16, 6.52501921821673645e-17], [2.94490754846879674e-16, -1.31760241396868152e-16, 1.00000000000000000e+00, 2.83246461688394621e-17], [4.83040911872285322e-17, 6.52501921821673645e-17, 2.83246461688394621e-17, 1.00000000000000067e+00]], [[1.00000000000000022e+00, 4.73942453762822927e-17, 7.20032566810400988e-17, -4.15566078858171992e-17], [4.73942453762822927e-17, 1.00000000000000089e+00, 2.54772809893015555e-16, -6.22116092568964886e-17], [7.20032566810400988e-17, 2.54772809893015555e-16, 1.00000000000000022e+00, -1.75482279979362612e-16], [-4.15566078858171992e-17, -6.22116092568964886e-17, -1.75482279979362612e-16, 9.99999999999999778e-01]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%20, %want2) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want3 = stablehlo.constant dense<[[[9.99999999999999889e-01, 9.57026938171876311e-17, -1.73092396838028930e-16, 1.21154795289911245e-16], [9.57026938171876311e-17, 1.00000000000000022e+00, 6.33909965942981436e-17, -1.25192982494101982e-16], [-1.73092396838028930e-16, 6.33909965942981436e-17, 9.99999999999999445e-01, 2.58522613141557284e-16], [1.21154795289911245e-16, -1.25192982494101982e-16, 2.58522613141557284e-16, 9.99999999999999556e-01]], [[9.99999999999999889e-01, -1.72011343775031161e-16, -2.06272161344781739e-16, -1.96171160743164415e-16], [-1.72011343775031161e-16, 9.99999999999999778e-01, -2.26773033381886717e-16, -9.62792213446332587e-17], [-2.06272161344781739e-16, -2.26773033381886717e-16, 9.99999999999999667e-01, 3.32662670283284564e-17], [-1.96171160743164415e-16, -9.62792213446332587e-17, 3.32662670283284564e-17, 9.99999999999999667e-01]], [[1.00000000000000022e+00, 4.73417334776927290e-16, -1.36283229267392005e-16, 8.72212781666734823e-17], [4.73417334776927290e-16, 1.00000000000000000e+00, 2.78127730483280310e-16, 4.89963908832344717e-17], [-1.36283229267392005e-16, 2.78127730483280310e-16, 9.99999999999999667e-01, -2.78457817529644940e-17], [8.72212781666734823e-17, 4.89963908832344717e-17, -2.78457817529644940e-17, 1.00000000000000022e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%22, %want3) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    return
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(-1.702791005e-01, 5.967237949e-01), (-3.566049337e-01, 7.250020504e-01), (-2.748936713e-01, -2.173109353e-02), (6.337743402e-01, 6.845857501e-01)], [(-9.572800994e-01, -7.768788189e-02), (-7.932090759e-01, -4.723645449e-01), (6.156060100e-01, -3.806694970e-02), (6.793019176e-02, -3.292118609e-01)], [(-1.222211197e-01, 5.342936516e-01), (-4.653654397e-01, 6.634176970e-01), (8.464037627e-02, -7.176653743e-01), (-5.568730831e-01, -6.711463928e-01)], [(7.167214155e-01, -2.326773852e-01), (6.480793953e-01, -7.342725247e-02), (-3.562982380e-01, 9.126430154e-01), (-9.510005116e-01, 8.833842278e-01)], [(7.753354907e-01, 9.340811372e-01), (-4.026564062e-01, 4.595108628e-01), (3.137512207e-01, 3.544543087e-01), (7.163110375e-01, -4.592176974e-01)]]> : tensor<5x4xcomplex<f32>>
    %0:5 = stablehlo.custom_call @lapack_cgesvd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], [n, o], [p, q], []) {i=5, j=4, k=5, l=4, m=4, n=5, o=4, p=4, q=4}, custom>} : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xf32>, tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<4xi1>, tensor<4xf32>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<5x4xcomplex<f32>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<5x4xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<5x4xi1>, tensor<5x4xcomplex<f32>>
    %11 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_1 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %15 = stablehlo.broadcast_in_dim %6, dims = [1] : (tensor<4xf32>) -> tensor<1x4xf32>
    %16 = stablehlo.convert %15 : (tensor<1x4xf32>) -> tensor<1x4xcomplex<f32>>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<1x4xcomplex<f32>>) -> tensor<5x4xcomplex<f32>>
    %18 = stablehlo.multiply %10, %17 : tensor<5x4xcomplex<f32>>
    %19 = stablehlo.dot_general %18, %14, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<5x4xcomplex<f32>>
    %20 = stablehlo.transpose %10, dims = [1, 0] : (tensor<5x4xcomplex<f32>>) -> tensor<4x5xcomplex<f32>>
    %21 = stablehlo.real %20 : (tensor<4x5xcomplex<f32>>) -> tensor<4x5xf32>
    %22 = stablehlo.imag %20 : (tensor<4x5xcomplex<f32>>) -> tensor<4x5xf32>
    %23 = stablehlo.negate %22 : tensor<4x5xf32>
    %24 = stablehlo.complex %21, %23 : tensor<4x5xcomplex<f32>>
    %25 = stablehlo.dot_general %24, %10, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x5xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %26 = stablehlo.transpose %14, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %27 = stablehlo.real %26 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %28 = stablehlo.imag %26 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %29 = stablehlo.negate %28 : tensor<4x4xf32>
    %30 = stablehlo.complex %27, %29 : tensor<4x4xcomplex<f32>>
    %31 = stablehlo.dot_general %14, %30, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<[2.774078846e+00, 2.009305239e+00, 1.030720472e+00, 3.603886664e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 8.5e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    %want1 = stablehlo.constant dense<[[(-1.702792197e-01, 5.967238545e-01), (-3.566049933e-01, 7.250022888e-01), (-2.748935819e-01, -2.173132263e-02), (6.337746978e-01, 6.845859289e-01)], [(-9.572802186e-01, -7.768785954e-02), (-7.932091951e-01, -4.723645449e-01), (6.156060696e-01, -3.806697577e-02), (6.793044508e-02, -3.292116523e-01)], [(-1.222210974e-01, 5.342937112e-01), (-4.653655291e-01, 6.634176970e-01), (8.464040607e-02, -7.176652551e-01), (-5.568730235e-01, -6.711463928e-01)], [(7.167215347e-01, -2.326774001e-01), (6.480792165e-01, -7.342714071e-02), (-3.562980592e-01, 9.126429558e-01), (-9.510007501e-01, 8.833840489e-01)], [(7.753353119e-01, 9.340811968e-01), (-4.026564360e-01, 4.595109224e-01), (3.137509823e-01, 3.544541001e-01), (7.163108587e-01, -4.592177868e-01)]]> : tensor<5x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%19, %want1) {backend_config = "almost_eq 4.0e-05", has_side_effect = true} : (tensor<5x4xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[[(1.000000238e+00, 0.000000000e+00), (-4.842877388e-08, 2.980232239e-08), (-1.192092896e-07, -5.960464478e-08), (1.862645149e-08, 4.470348358e-08)], [(-4.842877388e-08, -2.980232239e-08), (1.000000000e+00, 0.000000000e+00), (-2.309679985e-07, 7.450580597e-09), (1.490116119e-07, -3.352761269e-08)], [(-1.192092896e-07, 5.960464478e-08), (-2.309679985e-07, -7.450580597e-09), (1.000000000e+00, 0.000000000e+00), (-1.490116119e-08, 2.980232239e-08)], [(1.862645149e-08, -4.470348358e-08), (1.490116119e-07, 3.352761269e-08), (-1.490116119e-08, -2.980232239e-08), (1.000000238e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%25, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want3 = stablehlo.constant dense<[[(9.999998212e-01, 0.000000000e+00), (1.117587090e-08, 7.450580597e-09), (-2.235174179e-08, 3.725290298e-08), (2.980232239e-08, -2.980232239e-08)], [(1.117587090e-08, -7.450580597e-09), (1.000000000e+00, 0.000000000e+00), (-1.490116119e-08, -4.470348358e-08), (1.490116119e-08, 1.490116119e-08)], [(-2.235174179e-08, -3.725290298e-08), (-1.490116119e-08, 4.470348358e-08), (1.000000000e+00, 0.000000000e+00), (1.490116119e-08, 5.960464478e-08)], [(2.980232239e-08, 2.980232239e-08), (1.490116119e-08, -1.490116119e-08), (1.490116119e-08, -5.960464478e-08), (9.999996424e-01, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%31, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0:5 = stablehlo.custom_call @lapack_sgesvd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=0, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x5x4xf32>, tensor<0x4x4xf32>, tensor<0xi32>)
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
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<0x5x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x5x4xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<0x5x4xi1>, tensor<0x5x4xf32>
    %11 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %15 = stablehlo.broadcast_in_dim %6, dims = [0, 2] : (tensor<0x4xf32>) -> tensor<0x1x4xf32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1, 2] : (tensor<0x1x4xf32>) -> tensor<0x5x4xf32>
    %17 = stablehlo.multiply %10, %16 : tensor<0x5x4xf32>
    %18 = stablehlo.dot_general %17, %14, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x5x4xf32>, tensor<0x4x4xf32>) -> tensor<0x5x4xf32>
    %19 = stablehlo.transpose %10, dims = [0, 2, 1] : (tensor<0x5x4xf32>) -> tensor<0x4x5xf32>
    %20 = stablehlo.dot_general %19, %10, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x5xf32>, tensor<0x5x4xf32>) -> tensor<0x4x4xf32>
    %21 = stablehlo.transpose %14, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %22 = stablehlo.dot_general %14, %21, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%6, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%18, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x4xf32>, tensor<0x5x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%20, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want3 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%22, %want3) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    return
  }
}
