module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[9.62326142468551859e-01, 5.82156087981177128e-01, -8.60242267625415113e-01, 4.13685480689023333e-01], [-2.47938699000251672e-01, 4.39809165378149514e-01, -4.09107765437968895e-01, -7.39669946293237013e-01], [-9.60600227655309613e-01, -4.08628533533543115e-01, 7.20688208190764623e-01, 7.82461688735767158e-01], [3.66344531852558219e-01, 4.95772701323095477e-01, -6.10742571098072062e-01, -2.91475736609109859e-01], [7.98466500812191615e-01, 9.72560332073193701e-01, -1.13890261256236691e-01, 5.51949257587392328e-01]], [[8.66893467211451885e-01, 9.94004522988756856e-01, -4.08487657927154801e-01, 3.08141273427485984e-01], [-2.20040840343844080e-01, -6.98328100693381693e-02, -7.61627772743842524e-02, -4.42969378750492027e-01], [-9.61869986096110186e-01, 5.33063027489854235e-01, 3.91935049084229714e-01, 6.81194196920532846e-01], [-6.93391634064920215e-01, -5.25928000148300878e-01, 1.92259990492346766e-01, 8.73253494492857163e-01], [-5.64507526199320431e-02, -5.98345234201779430e-01, 1.89380981455874009e-01, 9.15009189217145247e-01]], [[7.36151044935361210e-01, 7.97913350976014790e-01, -1.78955893898436802e-01, -4.75410562659296154e-01], [7.41166412536184760e-01, 5.76174236777584392e-01, 7.02754452467602819e-01, -2.17546218500088262e-01], [-4.27684064443996981e-01, -5.19400873790066386e-01, 7.41240749828586676e-01, 8.38844587220110904e-01], [-2.65671467605801404e-01, 7.49082820783662839e-01, -2.37214486894005594e-01, -1.04182350878560648e-01], [1.32963017248813875e-01, -5.57397756901368391e-01, -4.65101077994966694e-01, -4.66697724031311711e-01]]]> : tensor<3x5x4xf64>
    %0 = call @_pinv(%arg0) : (tensor<3x5x4xf64>) -> tensor<3x4x5xf64>
    %want0 = stablehlo.constant dense<[[[-2.10170656836913633e-01, -7.99523939716994758e-01, -9.60766028197617583e-01, -3.51112854629583748e-01, 2.62673513233419031e-01], [-3.63746524819897166e-01, 7.36242949406069491e-01, 3.01208736714220937e-01, 1.99732685581934022e-01, 9.37742675732515130e-01], [-1.19310200800956201e+00, -3.49660897318704311e-01, -5.48615681791807863e-01, -5.41118028336192491e-01, 9.17626558114703839e-01], [6.92063149494753227e-01, -2.21567462352310146e-01, 7.48063261411509806e-01, 6.22332306049789841e-02, -3.14786830104428761e-02]], [[-1.48249789844974444e-01, -1.07244859963785588e+00, -1.61139221759101919e-01, -1.12244253253438564e+00, 7.21920570362343472e-01], [3.06325734680910955e-01, -1.66095807126973916e-01, 6.04223138998059905e-01, -3.80488672981491693e-01, -2.70267439948242261e-01], [-1.63826391549397221e+00, -2.56344616748714849e+00, 1.19812970018990250e+00, -3.00120096474430786e+00, 1.28298034369872038e+00], [4.70011576877978565e-01, -7.96194467565076586e-02, 4.04855147362707529e-02, 5.27188506555912539e-01, 3.62786907406765446e-01]], [[1.91041194201112918e+00, -8.04681125155889410e-01, 3.63824951093737081e-01, -1.58314134904247106e+00, -5.63633993492408725e-01], [2.79010484846414608e-01, -1.18881906683820388e-02, -7.55429345376836120e-02, 5.88392189449904235e-01, -5.45807598414612460e-01], [-1.54803992545763092e+00, 1.69084782007877554e+00, -2.61920078033604092e-02, 7.56477016472191122e-01, 5.72821316586766827e-01], [2.23586466498656034e+00, -1.90747917067646333e+00, 9.38428777083076926e-01, -1.40312631672815158e+00, -1.53120930907081898e+00]]]> : tensor<3x4x5xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 1.7e-13", has_side_effect = true} : (tensor<3x4x5xf64>, tensor<3x4x5xf64>) -> ()
    return
  }
  func.func private @_pinv(%arg0: tensor<3x5x4xf64>) -> tensor<3x4x5xf64> {
    %cst = stablehlo.constant dense<5.000000e+01> : tensor<f64>
    %cst_0 = stablehlo.constant dense<2.2204460492503131E-16> : tensor<f64>
    %0 = stablehlo.multiply %cst, %cst_0 : tensor<f64>
    %1:3 = call @svd(%arg0) : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x4x4xf64>)
    %2 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f64>) -> tensor<1xf64>
    %3 = stablehlo.broadcast_in_dim %2, dims = [1] : (tensor<1xf64>) -> tensor<1x1xf64>
    %4 = stablehlo.slice %1#1 [0:3, 0:1] : (tensor<3x4xf64>) -> tensor<3x1xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<1x1xf64>) -> tensor<3x1xf64>
    %6 = stablehlo.multiply %5, %4 : tensor<3x1xf64>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<3x1xf64>) -> tensor<3x4xf64>
    %8 = stablehlo.compare GT, %1#1, %7, FLOAT : (tensor<3x4xf64>, tensor<3x4xf64>) -> tensor<3x4xi1>
    %cst_1 = stablehlo.constant dense<0x7FF0000000000000> : tensor<f64>
    %9 = call @_where(%8, %1#1, %cst_1) : (tensor<3x4xi1>, tensor<3x4xf64>, tensor<f64>) -> tensor<3x4xf64>
    %10 = stablehlo.transpose %1#2, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %11 = stablehlo.transpose %1#0, dims = [0, 2, 1] : (tensor<3x5x4xf64>) -> tensor<3x4x5xf64>
    %12 = stablehlo.broadcast_in_dim %9, dims = [0, 1] : (tensor<3x4xf64>) -> tensor<3x4x1xf64>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1, 2] : (tensor<3x4x1xf64>) -> tensor<3x4x5xf64>
    %14 = stablehlo.divide %11, %13 : tensor<3x4x5xf64>
    %15 = stablehlo.dot_general %10, %14, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<3x4x4xf64>, tensor<3x4x5xf64>) -> tensor<3x4x5xf64>
    return %15 : tensor<3x4x5xf64>
  }
  func.func private @svd(%arg0: tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x4x4xf64>) {
    %0:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=3, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x5x4xf64>, tensor<3x4x4xf64>, tensor<3xi32>)
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
    return %10, %6, %14 : tensor<3x5x4xf64>, tensor<3x4xf64>, tensor<3x4x4xf64>
  }
  func.func private @_where(%arg0: tensor<3x4xi1>, %arg1: tensor<3x4xf64>, %arg2: tensor<f64>) -> tensor<3x4xf64> {
    %0 = stablehlo.convert %arg2 : tensor<f64>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<3x4xi1>, tensor<3x4xf64>
    return %2 : tensor<3x4xf64>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0 = call @_pinv(%arg0) : (tensor<0x5x4xf32>) -> tensor<0x4x5xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x5xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x5xf32>, tensor<0x4x5xf32>) -> ()
    return
  }
  func.func private @_pinv(%arg0: tensor<0x5x4xf32>) -> tensor<0x4x5xf32> {
    %0:3 = call @svd(%arg0) : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x4x4xf32>)
    %1 = call @_where(%0#1) : (tensor<0x4xf32>) -> tensor<0x4xf32>
    %2 = stablehlo.transpose %0#2, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.transpose %0#0, dims = [0, 2, 1] : (tensor<0x5x4xf32>) -> tensor<0x4x5xf32>
    %4 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<0x4xf32>) -> tensor<0x4x1xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1, 2] : (tensor<0x4x1xf32>) -> tensor<0x4x5xf32>
    %6 = stablehlo.divide %3, %5 : tensor<0x4x5xf32>
    %7 = stablehlo.dot_general %2, %6, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGHEST, HIGHEST] : (tensor<0x4x4xf32>, tensor<0x4x5xf32>) -> tensor<0x4x5xf32>
    return %7 : tensor<0x4x5xf32>
  }
  func.func private @svd(%arg0: tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x4x4xf32>) {
    %0:5 = stablehlo.custom_call @lapack_sgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i, o, p], [i, q, r], [i]) {i=0, j=5, k=4, l=5, m=4, n=4, o=5, p=4, q=4, r=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x5x4xf32>, tensor<0x4x4xf32>, tensor<0xi32>)
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
    return %10, %6, %14 : tensor<0x5x4xf32>, tensor<0x4xf32>, tensor<0x4x4xf32>
  }
  func.func private @_where(%arg0: tensor<0x4xf32>) -> tensor<0x4xf32> {
    return %arg0 : tensor<0x4xf32>
  }
}
