module @jit_schur attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[3.47722039807789640e+00, 6.58014988837749559e-02, 3.73893416624033748e-01, 4.75418004363726387e-01], [9.82731592848233859e-01, 2.23680036667043058e+00, 9.92433716597210136e-01, -4.62837168317427050e-02], [-5.98115196560243367e-01, -2.52781656136245036e-01, 2.72863697474549927e+00, 7.90704228498243733e-01], [4.85784740977694973e-02, -8.66566505749202687e-01, 4.29750788225475411e-01, 2.99554890410205488e+00]]> : tensor<4x4xf64>
    %0:2 = call @_schur(%arg0) : (tensor<4x4xf64>) -> (tensor<4x4xf64>, tensor<4x4xf64>)
    %1 = stablehlo.dot_general %0#1, %0#0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
    %2 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
    %3 = stablehlo.dot_general %1, %2, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
    %4 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xf64>) -> tensor<4x4xf64>
    %5 = stablehlo.dot_general %4, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xf64>, tensor<4x4xf64>) -> tensor<4x4xf64>
    %want0 = stablehlo.constant dense<[[3.47722039807789285e+00, 6.58014988837757470e-02, 3.73893416624036135e-01, 4.75418004363727997e-01], [9.82731592848234192e-01, 2.23680036667043280e+00, 9.92433716597209581e-01, -4.62837168317437250e-02], [-5.98115196560240037e-01, -2.52781656136245370e-01, 2.72863697474549705e+00, 7.90704228498242401e-01], [4.85784740977708435e-02, -8.66566505749203131e-01, 4.29750788225473634e-01, 2.99554890410205221e+00]]> : tensor<4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want0) {backend_config = "almost_eq 2.0e-13", has_side_effect = true} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[1.00000000000000000e+00, 6.53029351618073921e-16, 3.50065513331527144e-16, 5.52718031702732495e-16], [6.53029351618073921e-16, 9.99999999999999223e-01, 1.22608379373752225e-16, 5.33018169979440772e-16], [3.50065513331527144e-16, 1.22608379373752225e-16, 9.99999999999999556e-01, 8.92324768886766986e-17], [5.52718031702732495e-16, 5.33018169979440772e-16, 8.92324768886766986e-17, 9.99999999999999667e-01]]> : tensor<4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
    return
  }
  func.func private @_schur(%arg0: tensor<4x4xf64>) -> (tensor<4x4xf64>, tensor<4x4xf64>) {
    %0:6 = stablehlo.custom_call @lapack_dgees_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m, n], [o], [p], [], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4, p=4}, custom>} : (tensor<4x4xf64>) -> (tensor<4x4xf64>, tensor<4x4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<i32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#5, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<4x4xi1>, tensor<4x4xf64>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<4x4xi1>, tensor<4x4xf64>
    return %6, %10 : tensor<4x4xf64>, tensor<4x4xf64>
  }
}
// -----
module @jit_schur attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(3.629207850e+00, -9.204068780e-01), (-9.070841670e-01, -4.917582273e-01), (7.300085425e-01, -3.465715647e-01), (7.857235074e-01, 1.683402956e-01)], [(-9.835312366e-01, -2.616178989e-01), (2.953841209e+00, -7.772732973e-01), (-7.568464875e-01, 1.406709850e-01), (5.883979052e-02, 4.481700063e-01)], [(-8.216133118e-01, 4.095656872e-01), (7.740895152e-01, -2.082195133e-02), (2.367285013e+00, -3.862879574e-01), (3.363920152e-01, -9.794698954e-01)], [(3.071464300e-01, 6.559758633e-02), (-3.583632410e-01, 2.570849359e-01), (-5.710601211e-01, -1.174840480e-01), (3.830480814e+00, 9.184297323e-01)]]> : tensor<4x4xcomplex<f32>>
    %0:2 = call @_schur(%arg0) : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>)
    %1 = stablehlo.dot_general %0#1, %0#0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %2 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %3 = stablehlo.real %2 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %4 = stablehlo.imag %2 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %5 = stablehlo.negate %4 : tensor<4x4xf32>
    %6 = stablehlo.complex %3, %5 : tensor<4x4xcomplex<f32>>
    %7 = stablehlo.dot_general %1, %6, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %8 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %9 = stablehlo.real %8 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %10 = stablehlo.imag %8 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %11 = stablehlo.negate %10 : tensor<4x4xf32>
    %12 = stablehlo.complex %9, %11 : tensor<4x4xcomplex<f32>>
    %13 = stablehlo.dot_general %12, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(3.629207850e+00, -9.204075336e-01), (-9.070845246e-01, -4.917583466e-01), (7.300083041e-01, -3.465711176e-01), (7.857258320e-01, 1.683402359e-01)], [(-9.835314155e-01, -2.616172731e-01), (2.953840733e+00, -7.772734761e-01), (-7.568467855e-01, 1.406703591e-01), (5.884088576e-02, 4.481698871e-01)], [(-8.216133118e-01, 4.095650315e-01), (7.740889192e-01, -2.082148194e-02), (2.367285728e+00, -3.862882555e-01), (3.363912106e-01, -9.794710279e-01)], [(3.071488738e-01, 6.559816003e-02), (-3.583626151e-01, 2.570843995e-01), (-5.710606575e-01, -1.174836159e-01), (3.830483437e+00, 9.184301496e-01)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want0) {backend_config = "almost_eq 1.2e-04", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[(1.000000119e+00, 0.000000000e+00), (2.197921276e-07, 1.043081284e-07), (6.705522537e-08, 2.682209015e-07), (8.195638657e-08, -2.980232239e-08)], [(2.197921276e-07, -1.043081284e-07), (1.000000000e+00, 0.000000000e+00), (1.592561603e-07, 4.470348358e-08), (7.450580597e-09, -1.490116119e-08)], [(6.705522537e-08, -2.682209015e-07), (1.592561603e-07, -4.470348358e-08), (1.000000000e+00, 0.000000000e+00), (-4.470348358e-08, 1.341104507e-07)], [(8.195638657e-08, 2.980232239e-08), (7.450580597e-09, 1.490116119e-08), (-4.470348358e-08, -1.341104507e-07), (1.000000000e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%13, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
  func.func private @_schur(%arg0: tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) {
    %0:5 = stablehlo.custom_call @lapack_cgees_ffi(%arg0) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m, n], [o], [], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<i32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %2 = stablehlo.compare EQ, %0#4, %1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %4 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %5 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %6 = stablehlo.select %5, %0#0, %4 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %10 = stablehlo.select %9, %0#1, %8 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %6, %10 : tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>
  }
}
