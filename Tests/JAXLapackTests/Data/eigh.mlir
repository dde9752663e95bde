module @jit_eigh attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[1.672828913e+00, 1.408046186e-01, 1.285583973e-01, 7.037985325e-01], [1.408046186e-01, 2.559382021e-01, -2.122548223e-01, 1.140796542e+00], [1.285583973e-01, -2.122548223e-01, 1.251421690e+00, 8.061823845e-01], [7.037985325e-01, 1.140796542e+00, 8.061823845e-01, -9.358326197e-01]]> : tensor<4x4xf32>
    %0:2 = call @eigh(%arg0) : (tensor<4x4xf32>) -> (tensor<4xf32>, tensor<4x4xf32>)
    %1 = stablehlo.broadcast_in_dim %0#0, dims = [1] : (tensor<4xf32>) -> tensor<1x4xf32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<4x4xf32>
    %3 = stablehlo.multiply %0#1, %2 : tensor<4x4xf32>
    %4 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %5 = stablehlo.dot_general %3, %4, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %6 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %7 = stablehlo.dot_general %6, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %want0 = stablehlo.constant dense<[-1.904261827e+00, 7.154915929e-01, 1.310022712e+00, 2.123103857e+00]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 6.5e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    %want1 = stablehlo.constant dense<[[1.672828794e+00, 1.408043653e-01, 1.285580397e-01, 7.037984133e-01], [1.408043951e-01, 2.559384406e-01, -2.122547179e-01, 1.140796900e+00], [1.285580695e-01, -2.122546881e-01, 1.251422048e+00, 8.061823845e-01], [7.037984133e-01, 1.140796781e+00, 8.061823845e-01, -9.358326793e-01]]> : tensor<4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want1) {backend_config = "almost_eq 5.1e-05", has_side_effect = true} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<[[1.000000000e+00, -5.648866264e-09, 5.589200214e-08, -7.069525410e-09], [-5.648866264e-09, 1.000000119e+00, -1.356308701e-07, -1.014666822e-07], [5.589200214e-08, -1.356308701e-07, 1.000000238e+00, 5.068614684e-08], [-7.069525410e-09, -1.014666822e-07, 5.068614684e-08, 9.999998212e-01]]> : tensor<4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
    return
  }
  func.func private @eigh(%arg0: tensor<4x4xf32>) -> (tensor<4xf32>, tensor<4x4xf32>) {
    %0 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %1 = stablehlo.add %arg0, %0 : tensor<4x4xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %3 = stablehlo.divide %1, %2 : tensor<4x4xf32>
    %4:3 = stablehlo.custom_call @lapack_ssyevd_ffi(%3) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], []) {i=4, j=4, k=4, l=4, m=4}, custom>} : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4xf32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %6 = stablehlo.compare EQ, %4#2, %5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %9 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %10 = stablehlo.select %9, %4#0, %8 : tensor<4x4xi1>, tensor<4x4xf32>
    %11 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<i1>) -> tensor<1xi1>
    %cst_1 = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0] : (tensor<1xi1>) -> tensor<4xi1>
    %14 = stablehlo.select %13, %4#1, %12 : tensor<4xi1>, tensor<4xf32>
    return %14, %10 : tensor<4xf32>, tensor<4x4xf32>
  }
}
// -----
module @jit_eigh attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-1.88246915846919549e-01, 1.76597745609558410e+00, 8.33900419800813308e-01, -9.74617021433287212e-01], [1.76597745609558410e+00, -3.76435378884854455e-01, -3.54070889688979262e-01, -3.64686914548192576e-01], [8.33900419800813308e-01, -3.54070889688979262e-01, -4.55524025286700773e-01, 3.73594153186075140e-01], [-9.74617021433287212e-01, -3.64686914548192576e-01, 3.73594153186075140e-01, 2.57999798323690133e-01]], [[6.87562591832794112e-01, 1.60488170048406653e-01, -8.93409949258803460e-01, -1.38187667124653357e-01], [1.60488170048406653e-01, -7.84300035393537431e-01, 7.93984975588747588e-01, 2.61253836493251512e-01], [-8.93409949258803460e-01, 7.93984975588747588e-01, -1.25371799451960353e+00, -1.19443049395387813e+00], [-1.38187667124653357e-01, 2.61253836493251512e-01, -1.19443049395387813e+00, 5.44164707407859272e-01]], [[-1.86369372842961800e+00, -4.94932235030107082e-01, 5.69080498136608881e-01, -9.86066660535793948e-01], [-4.94932235030107082e-01, 4.38198255243457790e-01, -6.60145759612077443e-01, -1.29101743244607370e+00], [5.69080498136608881e-01, -6.60145759612077443e-01, 1.87889869656306541e+00, 3.87721835402389248e-01], [-9.86066660535793948e-01, -1.29101743244607370e+00, 3.87721835402389248e-01, -8.53620318138384349e-01]]]> : tensor<3x4x4xf64>
    %0:2 = call @eigh(%arg0) : (tensor<3x4x4xf64>) -> (tensor<3x4xf64>, tensor<3x4x4xf64>)
    %1 = stablehlo.broadcast_in_dim %0#0, dims = [0, 2] : (tensor<3x4xf64>) -> tensor<3x1x4xf64>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2] : (tensor<3x1x4xf64>) -> tensor<3x4x4xf64>
    %3 = stablehlo.multiply %0#1, %2 : tensor<3x4x4xf64>
    %4 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %5 = stablehlo.dot_general %3, %4, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %6 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %7 = stablehlo.dot_general %6, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %want0 = stablehlo.constant dense<[[-2.53152815087408456e+00, -4.46498400683624674e-01, 1.82696083366836265e-01, 2.03312394649608752e+00], [-2.52348518520809995e+00, -3.86796690767915452e-01, 7.67793670884708956e-01, 1.33619747441881898e+00], [-2.90212416947517804e+00, -7.29124437276495674e-01, 7.97426573761783053e-01, 2.43360493822840995e+00]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 1.6e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[-1.88246915846919993e-01, 1.76597745609558321e+00, 8.33900419800812864e-01, -9.74617021433286435e-01], [1.76597745609558321e+00, -3.76435378884855287e-01, -3.54070889688979096e-01, -3.64686914548191854e-01], [8.33900419800812975e-01, -3.54070889688979040e-01, -4.55524025286700551e-01, 3.73594153186074862e-01], [-9.74617021433286435e-01, -3.64686914548191854e-01, 3.73594153186074918e-01, 2.57999798323689578e-01]], [[6.87562591832794778e-01, 1.60488170048406376e-01, -8.93409949258803571e-01, -1.38187667124652386e-01], [1.60488170048406376e-01, -7.84300035393538764e-01, 7.93984975588749586e-01, 2.61253836493252067e-01], [-8.93409949258803682e-01, 7.93984975588749697e-01, -1.25371799451960619e+00, -1.19443049395387946e+00], [-1.38187667124652386e-01, 2.61253836493252067e-01, -1.19443049395387968e+00, 5.44164707407860271e-01]], [[-1.86369372842961778e+00, -4.94932235030107914e-01, 5.69080498136609658e-01, -9.86066660535794615e-01], [-4.94932235030108025e-01, 4.38198255243457735e-01, -6.60145759612077221e-01, -1.29101743244607436e+00], [5.69080498136609547e-01, -6.60145759612077221e-01, 1.87889869656306385e+00, 3.87721835402388637e-01], [-9.86066660535794615e-01, -1.29101743244607436e+00, 3.87721835402388637e-01, -8.53620318138386014e-01]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want1) {backend_config = "almost_eq 1.1e-13", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[[9.99999999999999778e-01, -1.59957237645306595e-16, -1.56302020485509043e-17, 1.03805221296021248e-16], [-1.59957237645306595e-16, 1.00000000000000000e+00, 8.47257173537087947e-17, -1.03098009070509036e-16], [-1.56302020485509043e-17, 8.47257173537087947e-17, 9.99999999999999778e-01, -5.26153103226068971e-18], [1.03805221296021248e-16, -1.03098009070509036e-16, -5.26153103226068971e-18, 9.99999999999999556e-01]], [[1.00000000000000133e+00, 4.87069461639885670e-16, -8.49309810680240650e-17, 8.94181057065159826e-17], [4.87069461639885670e-16, 1.00000000000000067e+00, -4.24977280208462905e-17, -1.06048070929551975e-16], [-8.49309810680240650e-17, -4.24977280208462905e-17, 1.00000000000000000e+00, 1.66556345951096122e-16], [8.94181057065159826e-17, -1.06048070929551975e-16, 1.66556345951096122e-16, 1.00000000000000089e+00]], [[1.00000000000000044e+00, 3.88979727567302616e-16, 1.87807832033874205e-17, -1.20211740170908828e-16], [3.88979727567302616e-16, 1.00000000000000022e+00, 3.95135382637335078e-17, -1.38442639219011118e-16], [1.87807832033874205e-17, 3.95135382637335078e-17, 1.00000000000000000e+00, -1.33345082214830836e-16], [-1.20211740170908828e-16, -1.38442639219011118e-16, -1.33345082214830836e-16, 9.99999999999999889e-01]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want2) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    return
  }
  func.func private @eigh(%arg0: tensor<3x4x4xf64>) -> (tensor<3x4xf64>, tensor<3x4x4xf64>) {
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
    return %14, %10 : tensor<3x4xf64>, tensor<3x4x4xf64>
  }
}
// -----
module @jit_eigh attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(4.211691022e-01, 0.000000000e+00), (1.023636460e+00, 4.369372725e-01), (5.559529066e-01, -9.249631166e-01), (-1.763526201e+00, 3.539038301e-01)], [(1.023636460e+00, -4.369372725e-01), (4.052186906e-01, 0.000000000e+00), (-5.866417885e-01, -7.818160057e-01), (-9.232189655e-01, 1.483117223e+00)], [(5.559529066e-01, 9.249631166e-01), (-5.866417885e-01, 7.818160057e-01), (-1.859053254e+00, 0.000000000e+00), (-2.333418131e-01, 5.852334499e-01)], [(-1.763526201e+00, -3.539038301e-01), (-9.232189655e-01, -1.483117223e+00), (-2.333418131e-01, -5.852334499e-01), (-1.718114972e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    %0:2 = call @eigh(%arg0) : (tensor<4x4xcomplex<f32>>) -> (tensor<4xf32>, tensor<4x4xcomplex<f32>>)
    %1 = stablehlo.broadcast_in_dim %0#0, dims = [1] : (tensor<4xf32>) -> tensor<1x4xf32>
    %2 = stablehlo.convert %1 : (tensor<1x4xf32>) -> tensor<1x4xcomplex<f32>>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<1x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %4 = stablehlo.multiply %0#1, %3 : tensor<4x4xcomplex<f32>>
    %5 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %6 = stablehlo.real %5 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %7 = stablehlo.imag %5 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %8 = stablehlo.negate %7 : tensor<4x4xf32>
    %9 = stablehlo.complex %6, %8 : tensor<4x4xcomplex<f32>>
    %10 = stablehlo.dot_general %4, %9, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %11 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %12 = stablehlo.real %11 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %13 = stablehlo.imag %11 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    %14 = stablehlo.negate %13 : tensor<4x4xf32>
    %15 = stablehlo.complex %12, %14 : tensor<4x4xcomplex<f32>>
    %16 = stablehlo.dot_general %15, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %want0 = stablehlo.constant dense<[-3.841481209e+00, -1.460742235e+00, -5.531877279e-01, 3.104631662e+00]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 1.2e-04", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    %want1 = stablehlo.constant dense<[[(4.211695492e-01, 0.000000000e+00), (1.023636818e+00, 4.369372725e-01), (5.559529066e-01, -9.249631166e-01), (-1.763526082e+00, 3.539038301e-01)], [(1.023636699e+00, -4.369372427e-01), (4.052189589e-01, -2.980232239e-08), (-5.866421461e-01, -7.818161249e-01), (-9.232189655e-01, 1.483117580e+00)], [(5.559529066e-01, 9.249631763e-01), (-5.866421461e-01, 7.818161249e-01), (-1.859053135e+00, 1.490116119e-08), (-2.333413661e-01, 5.852338672e-01)], [(-1.763526082e+00, -3.539038301e-01), (-9.232189655e-01, -1.483117461e+00), (-2.333414257e-01, -5.852338076e-01), (-1.718114972e+00, 2.980232239e-08)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want1) {backend_config = "almost_eq 5.7e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[[(1.000000238e+00, 0.000000000e+00), (-5.960464478e-08, 8.940696716e-08), (-5.960464478e-08, -7.450580597e-08), (-9.872019291e-08, 8.940696716e-08)], [(-5.960464478e-08, -8.940696716e-08), (9.999997616e-01, 0.000000000e+00), (-1.229345798e-07, 4.470348358e-08), (7.636845112e-08, 1.490116119e-08)], [(-5.960464478e-08, 7.450580597e-08), (-1.229345798e-07, -4.470348358e-08), (1.000000119e+00, 0.000000000e+00), (-2.086162567e-07, -5.960464478e-08)], [(-9.872019291e-08, -8.940696716e-08), (7.636845112e-08, -1.490116119e-08), (-2.086162567e-07, 5.960464478e-08), (1.000000119e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%16, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
  func.func private @eigh(%arg0: tensor<4x4xcomplex<f32>>) -> (tensor<4xf32>, tensor<4x4xcomplex<f32>>) {
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
    return %18, %14 : tensor<4xf32>, tensor<4x4xcomplex<f32>>
  }
}
// -----
module @jit_eigh attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(5.32858164681635937e-01, 0.00000000000000000e+00), (-1.12820946442266590e+00, 1.50118252072806602e-01), (-3.35719367590756157e-01, -1.40949410159911803e-01), (3.26228099736135313e-01, -2.24994293524439781e-01)], [(-1.12820946442266590e+00, -1.50118252072806602e-01), (-6.68012301881500736e-01, 0.00000000000000000e+00), (-7.32655458479347210e-01, 1.59911939281663229e+00), (7.59144075625928449e-01, 4.37883805668732418e-01)], [(-3.35719367590756157e-01, 1.40949410159911803e-01), (-7.32655458479347210e-01, -1.59911939281663229e+00), (4.71651367537807786e-01, 0.00000000000000000e+00), (1.05225261653717705e-01, 5.15936177602722035e-01)], [(3.26228099736135313e-01, 2.24994293524439781e-01), (7.59144075625928449e-01, -4.37883805668732418e-01), (1.05225261653717705e-01, -5.15936177602722035e-01), (1.26852776831348324e+00, 0.00000000000000000e+00)]], [[(5.62905434441897778e-01, 0.00000000000000000e+00), (-8.28654651571249401e-01, -9.14140995543238466e-01), (-3.96634318789514939e-01, 5.39408856090224376e-01), (1.48419175546036652e+00, 3.52006955660312704e-01)], [(-8.28654651571249401e-01, 9.14140995543238466e-01), (-1.48367579640845859e+00, 0.00000000000000000e+00), (2.90951717476883198e-01, -2.42462496633509161e-01), (1.57968288805550983e+00, -9.66238860281761758e-01)], [(-3.96634318789514939e-01, -5.39408856090224376e-01), (2.90951717476883198e-01, 2.42462496633509161e-01), (-1.29177688933207824e+00, 0.00000000000000000e+00), (-1.44112455727234634e+00, -2.57647705355301238e-01)], [(1.48419175546036652e+00, -3.52006955660312704e-01), (1.57968288805550983e+00, 9.66238860281761758e-01), (-1.44112455727234634e+00, 2.57647705355301238e-01), (1.46430531043626777e+00, 0.00000000000000000e+00)]], [[(-3.89876332149847737e-01, 0.00000000000000000e+00), (-4.91883541631714660e-01, -6.06548882735954642e-01), (7.48013934100865141e-01, -2.33503284312447601e-01), (-1.05402869065461369e-01, 1.14528136415331905e+00)], [(-4.91883541631714660e-01, 6.06548882735954642e-01), (-1.20178012566881565e+00, 0.00000000000000000e+00), (1.21821076893525038e+00, -6.75431108964212656e-01), (1.31378779829736114e-02, 5.14030069156809377e-01)], [(7.48013934100865141e-01, 2.33503284312447601e-01), (1.21821076893525038e+00, 6.75431108964212656e-01), (-7.32964280999660378e-01, 0.00000000000000000e+00), (-1.24620133595788407e+00, -4.11806903528962431e-01)], [(-1.05402869065461369e-01, -1.14528136415331905e+00), (1.31378779829736114e-02, -5.14030069156809377e-01), (-1.24620133595788407e+00, 4.11806903528962431e-01), (-1.81645947583220568e+00, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    %0:2 = call @eigh(%arg0) : (tensor<3x4x4xcomplex<f64>>) -> (tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>)
    %1 = stablehlo.broadcast_in_dim %0#0, dims = [0, 2] : (tensor<3x4xf64>) -> tensor<3x1x4xf64>
    %2 = stablehlo.convert %1 : (tensor<3x1x4xf64>) -> tensor<3x1x4xcomplex<f64>>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1, 2] : (tensor<3x1x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %4 = stablehlo.multiply %0#1, %3 : tensor<3x4x4xcomplex<f64>>
    %5 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %6 = stablehlo.real %5 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %7 = stablehlo.imag %5 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %8 = stablehlo.negate %7 : tensor<3x4x4xf64>
    %9 = stablehlo.complex %6, %8 : tensor<3x4x4xcomplex<f64>>
    %10 = stablehlo.dot_general %4, %9, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %11 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %12 = stablehlo.real %11 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %13 = stablehlo.imag %11 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %14 = stablehlo.negate %13 : tensor<3x4x4xf64>
    %15 = stablehlo.complex %12, %14 : tensor<3x4x4xcomplex<f64>>
    %16 = stablehlo.dot_general %15, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %want0 = stablehlo.constant dense<[[-2.54533477652940832e+00, 3.79830412836581477e-01, 1.51182157002896145e+00, 2.25870779231528918e+00], [-3.59187602952759466e+00, -1.41619633776513543e+00, 1.03977699333755780e+00, 3.22005343309280390e+00], [-3.71623868091328013e+00, -1.64365459953350501e+00, -1.40963022151296052e-01, 1.35977608794755245e+00]]> : tensor<3x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 2.1e-13", has_side_effect = true} : (tensor<3x4xf64>, tensor<3x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[(5.32858164681635826e-01, 0.00000000000000000e+00), (-1.12820946442266634e+00, 1.50118252072806574e-01), (-3.35719367590756324e-01, -1.40949410159911470e-01), (3.26228099736135480e-01, -2.24994293524439642e-01)], [(-1.12820946442266656e+00, -1.50118252072806574e-01), (-6.68012301881502069e-01, -1.38777878078144568e-17), (-7.32655458479347432e-01, 1.59911939281663340e+00), (7.59144075625928449e-01, 4.37883805668733195e-01)], [(-3.35719367590756324e-01, 1.40949410159911442e-01), (-7.32655458479347432e-01, -1.59911939281663340e+00), (4.71651367537807509e-01, -5.55111512312578270e-17), (1.05225261653718372e-01, 5.15936177602722257e-01)], [(3.26228099736135480e-01, 2.24994293524439670e-01), (7.59144075625928449e-01, -4.37883805668733084e-01), (1.05225261653718427e-01, -5.15936177602722257e-01), (1.26852776831348146e+00, 0.00000000000000000e+00)]], [[(5.62905434441897889e-01, 0.00000000000000000e+00), (-8.28654651571249068e-01, -9.14140995543238577e-01), (-3.96634318789515328e-01, 5.39408856090224265e-01), (1.48419175546036630e+00, 3.52006955660312648e-01)], [(-8.28654651571248846e-01, 9.14140995543238577e-01), (-1.48367579640845526e+00, -1.11022302462515654e-16), (2.90951717476882588e-01, -2.42462496633509217e-01), (1.57968288805550916e+00, -9.66238860281761869e-01)], [(-3.96634318789515272e-01, -5.39408856090224376e-01), (2.90951717476882643e-01, 2.42462496633509328e-01), (-1.29177688933207824e+00, 0.00000000000000000e+00), (-1.44112455727234590e+00, -2.57647705355300904e-01)], [(1.48419175546036630e+00, -3.52006955660312648e-01), (1.57968288805550916e+00, 9.66238860281761869e-01), (-1.44112455727234567e+00, 2.57647705355300793e-01), (1.46430531043626644e+00, -5.55111512312578270e-17)]], [[(-3.89876332149847959e-01, 0.00000000000000000e+00), (-4.91883541631714549e-01, -6.06548882735955086e-01), (7.48013934100865696e-01, -2.33503284312447629e-01), (-1.05402869065461272e-01, 1.14528136415331949e+00)], [(-4.91883541631714549e-01, 6.06548882735954975e-01), (-1.20178012566881476e+00, -5.55111512312578270e-17), (1.21821076893525060e+00, -6.75431108964213323e-01), (1.31378779829748882e-02, 5.14030069156810043e-01)], [(7.48013934100865585e-01, 2.33503284312447684e-01), (1.21821076893525082e+00, 6.75431108964213212e-01), (-7.32964280999660267e-01, 0.00000000000000000e+00), (-1.24620133595788452e+00, -4.11806903528963320e-01)], [(-1.05402869065461272e-01, -1.14528136415331971e+00), (1.31378779829749437e-02, -5.14030069156810043e-01), (-1.24620133595788474e+00, 4.11806903528963431e-01), (-1.81645947583220768e+00, 5.55111512312578270e-17)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%10, %want1) {backend_config = "almost_eq 1.1e-13", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    %want2 = stablehlo.constant dense<[[[(1.00000000000000044e+00, 0.00000000000000000e+00), (-3.88578058618804789e-16, -2.60208521396521064e-17), (-1.59594559789866253e-16, 1.38777878078144568e-17), (2.77555756156289135e-16, 1.38777878078144568e-17)], [(-3.88578058618804789e-16, 2.60208521396521064e-17), (1.00000000000000067e+00, 0.00000000000000000e+00), (-1.38777878078144568e-17, -2.42861286636752993e-17), (-5.55111512312578270e-17, 1.30104260698260532e-18)], [(-1.59594559789866253e-16, -1.38777878078144568e-17), (-1.38777878078144568e-17, 2.42861286636752993e-17), (9.99999999999999223e-01, 0.00000000000000000e+00), (8.32667268468867405e-17, -4.16333634234433703e-17)], [(2.77555756156289135e-16, -1.38777878078144568e-17), (-5.55111512312578270e-17, -1.30104260698260532e-18), (8.32667268468867405e-17, 4.16333634234433703e-17), (1.00000000000000044e+00, 0.00000000000000000e+00)]], [[(9.99999999999999778e-01, 0.00000000000000000e+00), (2.35922392732845765e-16, 4.16333634234433703e-17), (2.77555756156289135e-16, 0.00000000000000000e+00), (1.28369537222283725e-16, 1.40512601554121375e-16)], [(2.35922392732845765e-16, -4.16333634234433703e-17), (1.00000000000000000e+00, 0.00000000000000000e+00), (2.08166817117216851e-17, 2.42861286636752993e-17), (2.09034178855205255e-16, -4.16333634234433703e-17)], [(2.77555756156289135e-16, 0.00000000000000000e+00), (2.08166817117216851e-17, -2.42861286636752993e-17), (1.00000000000000022e+00, 0.00000000000000000e+00), (-2.63677968348474678e-16, -2.77555756156289135e-17)], [(1.28369537222283725e-16, -1.40512601554121375e-16), (2.09034178855205255e-16, 4.16333634234433703e-17), (-2.63677968348474678e-16, 2.77555756156289135e-17), (9.99999999999999556e-01, 0.00000000000000000e+00)]], [[(1.00000000000000044e+00, 0.00000000000000000e+00), (8.32667268468867405e-17, 1.11022302462515654e-16), (-1.24900090270330111e-16, -5.55111512312578270e-17), (-2.77555756156289135e-17, 6.93889390390722838e-17)], [(8.32667268468867405e-17, -1.11022302462515654e-16), (9.99999999999999889e-01, 0.00000000000000000e+00), (2.77555756156289135e-16, -6.93889390390722838e-17), (-1.11022302462515654e-16, 6.24500451351650554e-17)], [(-1.24900090270330111e-16, 5.55111512312578270e-17), (2.77555756156289135e-16, 6.93889390390722838e-17), (1.00000000000000044e+00, 0.00000000000000000e+00), (1.66533453693773481e-16, 0.00000000000000000e+00)], [(-2.77555756156289135e-17, -6.93889390390722838e-17), (-1.11022302462515654e-16, -6.24500451351650554e-17), (1.66533453693773481e-16, 0.00000000000000000e+00), (1.00000000000000000e+00, 0.00000000000000000e+00)]]]> : tensor<3x4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%16, %want2) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xcomplex<f64>>, tensor<3x4x4xcomplex<f64>>) -> ()
    return
  }
  func.func private @eigh(%arg0: tensor<3x4x4xcomplex<f64>>) -> (tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>) {
    %0 = stablehlo.transpose %arg0, dims = [0, 2, 1] : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %1 = stablehlo.real %0 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %2 = stablehlo.imag %0 : (tensor<3x4x4xcomplex<f64>>) -> tensor<3x4x4xf64>
    %3 = stablehlo.negate %2 : tensor<3x4x4xf64>
    %4 = stablehlo.complex %1, %3 : tensor<3x4x4xcomplex<f64>>
    %5 = stablehlo.add %arg0, %4 : tensor<3x4x4xcomplex<f64>>
    %cst = stablehlo.constant dense<(2.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %7 = stablehlo.divide %5, %6 : tensor<3x4x4xcomplex<f64>>
    %8:3 = stablehlo.custom_call @lapack_zheevd_ffi(%7) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<3x4x4xcomplex<f64>>) -> (tensor<3x4x4xcomplex<f64>>, tensor<3x4xf64>, tensor<3xi32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %10 = stablehlo.compare EQ, %8#2, %9, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %12 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f64>>) -> tensor<3x4x4xcomplex<f64>>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %14 = stablehlo.select %13, %8#0, %12 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f64>>
    %15 = stablehlo.broadcast_in_dim %10, dims = [0] : (tensor<3xi1>) -> tensor<3x1xi1>
    %cst_1 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %16 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<3x4xf64>
    %17 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<3x1xi1>) -> tensor<3x4xi1>
    %18 = stablehlo.select %17, %8#1, %16 : tensor<3x4xi1>, tensor<3x4xf64>
    return %18, %14 : tensor<3x4xf64>, tensor<3x4x4xcomplex<f64>>
  }
}
// -----
module @jit_eigh attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:2 = call @eigh(%arg0) : (tensor<0x4x4xf32>) -> (tensor<0x4xf32>, tensor<0x4x4xf32>)
    %1 = stablehlo.broadcast_in_dim %0#0, dims = [0, 2] : (tensor<0x4xf32>) -> tensor<0x1x4xf32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2] : (tensor<0x1x4xf32>) -> tensor<0x4x4xf32>
    %3 = stablehlo.multiply %0#1, %2 : tensor<0x4x4xf32>
    %4 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %5 = stablehlo.dot_general %3, %4, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %6 = stablehlo.transpose %0#1, dims = [0, 2, 1] : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %7 = stablehlo.dot_general %6, %0#1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4xf32>, tensor<0x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    return
  }
  func.func private @eigh(%arg0: tensor<0x4x4xf32>) -> (tensor<0x4xf32>, tensor<0x4x4xf32>) {
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
    return %14, %10 : tensor<0x4xf32>, tensor<0x4x4xf32>
  }
}
