module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[-7.74376747639127672e-01, 4.22973534087667025e-01, 8.86230940150986246e-01, 2.56457796460906273e-01], [8.25687407275410123e-01, -8.81649168449471832e-01, 7.83299237208863408e-01, 7.54628956967246856e-01], [2.57735773469289553e-01, -1.41053724033287420e-01, 4.09895881329641387e-01, -5.12165678326373941e-01], [3.35292251640268324e-01, 3.88518296654972728e-01, 7.98047687540432982e-02, -4.79850382919881469e-01], [-9.95786151024296684e-01, -6.08443520419167383e-01, 6.67551068233608769e-01, -5.75451205427591095e-01]]> : tensor<5x4xf64>
    %arg1 = stablehlo.constant dense<[[-8.51338131872436010e-01, -5.06730615022860986e-01, 3.83455929325091649e-02], [1.72547529521784426e-01, 7.54294350233474908e-01, 7.09512683529203159e-01], [9.37480006303556657e-01, 7.68536438982751369e-01, -9.94847983479905107e-02], [-7.16242061307325706e-01, 9.11560796229072379e-01, -5.42475599479852688e-01]]> : tensor<4x3xf64>
    %0 = stablehlo.slice %arg1 [0:1, 0:3] : (tensor<4x3xf64>) -> tensor<1x3xf64>
    %1 = stablehlo.concatenate %arg1, %0, dim = 0 : (tensor<4x3xf64>, tensor<1x3xf64>) -> tensor<5x3xf64>
    %2:2 = call @_lstsq(%arg0, %1) : (tensor<5x4xf64>, tensor<5x3xf64>) -> (tensor<4x3xf64>, tensor<i64>)
    %want0 = stablehlo.constant dense<[[5.66430435821364653e-01, 1.17732671099797037e+00, -7.80443182674095126e-02], [-3.54707554468449815e-01, 2.02229850700380354e-01, -4.50076827785576838e-01], [-3.86226308572949484e-01, 5.64434404582582205e-01, 2.74019027879852939e-02], [-1.20484820507892415e-01, -6.64754413722554061e-01, 5.07153492233324954e-01]]> : tensor<4x3xf64>
    stablehlo.custom_call @check.expect_almost_eq(%2#0, %want0) {backend_config = "almost_eq 6.7e-14", has_side_effect = true} : (tensor<4x3xf64>, tensor<4x3xf64>) -> ()
    %want1 = stablehlo.constant dense<4> : tensor<i64>
    stablehlo.custom_call @check.expect_almost_eq(%2#1, %want1) {backend_config = "eq", has_side_effect = true} : (tensor<i64>, tensor<i64>) -> ()
    return
  }
  func.func private @_lstsq(%arg0: tensor<5x4xf64>, %arg1: tensor<5x3xf64>) -> (tensor<4x3xf64>, tensor<i64>) {
    %0:3 = call @svd(%arg0) : (tensor<5x4xf64>) -> (tensor<5x4xf64>, tensor<4xf64>, tensor<4x4xf64>)
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %1 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4xf64>
    %2 = stablehlo.compare GT, %0#1, %1, FLOAT : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xi1>
    %3 = stablehlo.slice %0#1 [0:1] : (tensor<4xf64>) -> tensor<1xf64>
    %4 = stablehlo.reshape %3 : (tensor<1xf64>) -> tensor<f64>
    %cst_0 = stablehlo.constant dense<1.1102230246251565E-15> : tensor<f64>
    %5 = stablehlo.multiply %cst_0, %4 : tensor<f64>
    %6 = stablehlo.broadcast_in_dim %5, dims = [] : (tensor<f64>) -> tensor<4xf64>
    %7 = stablehlo.compare GE, %0#1, %6, FLOAT : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xi1>
    %8 = stablehlo.and %2, %7 : tensor<4xi1>
    %9 = stablehlo.convert %8 : (tensor<4xi1>) -> tensor<4xi32>
    %10 = stablehlo.convert %9 : (tensor<4xi32>) -> tensor<4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %11 = stablehlo.reduce(%10 init: %c) applies stablehlo.add across dimensions = [0] : (tensor<4xi64>, tensor<i64>) -> tensor<i64>
    %c_1 = stablehlo.constant dense<1> : tensor<i64>
    %12 = call @_where(%8, %0#1, %c_1) : (tensor<4xi1>, tensor<4xf64>, tensor<i64>) -> tensor<4xf64>
    %cst_2 = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %13 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f64>) -> tensor<4xf64>
    %14 = stablehlo.divide %13, %12 : tensor<4xf64>
    %c_3 = stablehlo.constant dense<0> : tensor<i64>
    %15 = call @_where(%8, %14, %c_3) : (tensor<4xi1>, tensor<4xf64>, tensor<i64>) -> tensor<4xf64>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0] : (tensor<4xf64>) -> tensor<4x1xf64>
    %17 = stablehlo.transpose %0#0, dims = [1, 0] : (tensor<5x4xf64>) -> tensor<4x5xf64>
    %18 = stablehlo.dot_general %17, %arg1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x5xf64>, tensor<5x3xf64>) -> tensor<4x3xf64>
    %19 = stablehlo.transpose %0#2, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
    %20 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<4x1xf64>) -> tensor<4x3xf64>
    %21 = stablehlo.multiply %20, %18 : tensor<4x3xf64>
    %22 = stablehlo.dot_general %19, %21, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xf64>, tensor<4x3xf64>) -> tensor<4x3xf64>
    return %22, %11 : tensor<4x3xf64>, tensor<i64>
  }
  func.func private @svd(%arg0: tensor<5x4xf64>) -> (tensor<5x4xf64>, tensor<4xf64>, tensor<4x4xf64>) {
    %0:5 = stablehlo.custom_call @lapack_dgesdd_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 83 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], [n, o], [p, q], []) {i=5, j=4, k=5, l=4, m=4, n=5, o=4, p=4, q=4}, custom>} : (tensor<5x4xf64>) -> (tensor<5x4xf64>, tensor<4xf64>, tensor<5x4xf64>, tensor<4x4xf64>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %6 = stablehlo.select %5, %0#1, %4 : tensor<4xi1>, tensor<4xf64>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<5x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<5x4xi1>
    %10 = stablehlo.select %9, %0#2, %8 : tensor<5x4xi1>, tensor<5x4xf64>
    %11 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %14 = stablehlo.select %13, %0#3, %12 : tensor<4x4xi1>, tensor<4x4xf64>
    return %10, %6, %14 : tensor<5x4xf64>, tensor<4xf64>, tensor<4x4xf64>
  }
  func.func private @_where(%arg0: tensor<4xi1>, %arg1: tensor<4xf64>, %arg2: tensor<i64>) -> tensor<4xf64> {
    %0 = stablehlo.convert %arg2 : (tensor<i64>) -> tensor<f64>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f64>) -> tensor<4xf64>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<4xi1>, tensor<4xf64>
    return %2 : tensor<4xf64>
  }
}
