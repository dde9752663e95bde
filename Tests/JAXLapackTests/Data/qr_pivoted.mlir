module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[8.43180854571200955e-01, -8.59653516699413922e-01, -6.57441774016886971e-01, -2.59414370372570424e-02], [4.80693895256170123e-02, 4.91002565988394091e-01, -1.24627922904942512e-01, -7.17726497120939388e-01], [-2.92776256389900791e-01, 9.64186236536396013e-01, 5.01444293075446135e-01, -7.67311256930454100e-01], [6.16418357677979811e-01, -3.78147072037033016e-01, 5.62792964222712522e-01, -9.74557101609998755e-01], [7.42540308033505347e-01, -6.75379352389464671e-01, -8.84988086845945876e-02, 3.23511196581688809e-01]]> : tensor<5x4xf64>
    %0:3 = call @_qr(%arg0) : (tensor<5x4xf64>) -> (tensor<5x4xf64>, tensor<4x4xf64>, tensor<4xi32>)
    %1 = stablehlo.dot_general %0#0, %0#1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5x4xf64>, tensor<4x4xf64>) -> tensor<5x4xf64>
    %2 = stablehlo.transpose %0#0, dims = [1, 0] : (tensor<5x4xf64>) -> tensor<4x5xf64>
    %3 = stablehlo.dot_general %2, %0#0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x5xf64>, tensor<5x4xf64>) -> tensor<4x4xf64>
    %4 = call @diagonal(%0#1) : (tensor<4x4xf64>) -> tensor<4xf64>
    %5 = stablehlo.abs %4 : tensor<4xf64>
    %want0 = stablehlo.constant dense<[[-8.59653516699413811e-01, -2.59414370372569938e-02, -6.57441774016887082e-01, 8.43180854571200955e-01], [4.91002565988394091e-01, -7.17726497120939610e-01, -1.24627922904942456e-01, 4.80693895256170678e-02], [9.64186236536395902e-01, -7.67311256930454211e-01, 5.01444293075446135e-01, -2.92776256389900735e-01], [-3.78147072037033016e-01, -9.74557101609998866e-01, 5.62792964222712633e-01, 6.16418357677979811e-01], [-6.75379352389464671e-01, 3.23511196581688865e-01, -8.84988086845946292e-02, 7.42540308033505458e-01]]> : tensor<5x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<5x4xf64>, tensor<5x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[1.00000000000000000e+00, -2.73914511360802829e-17, 5.02385763645463395e-19, 2.81874360931451051e-17], [-2.73914511360802829e-17, 1.00000000000000000e+00, -6.02801542108515761e-18, -7.66139795294865259e-18], [5.02385763645463395e-19, -6.02801542108515761e-18, 1.00000000000000000e+00, -7.93101684966193269e-17], [2.81874360931451051e-17, -7.66139795294865259e-18, -7.93101684966193269e-17, 1.00000000000000067e+00]]> : tensor<4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%3, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<4x4xf64>, tensor<4x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[1.58394294879306474e+00, 1.34970400299429305e+00, 7.61943981090614897e-01, 4.05621167877149191e-01]> : tensor<4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%5, %want2) {backend_config = "almost_eq 9.0e-14", has_side_effect = true} : (tensor<4xf64>, tensor<4xf64>) -> ()
    %want3 = stablehlo.constant dense<[1, 3, 2, 0]> : tensor<4xi32>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want3) {backend_config = "eq", has_side_effect = true} : (tensor<4xi32>, tensor<4xi32>) -> ()
    return
  }
  func.func private @_qr(%arg0: tensor<5x4xf64>) -> (tensor<5x4xf64>, tensor<4x4xf64>, tensor<4xi32>) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %1:3 = stablehlo.custom_call @lapack_dgeqp3_ffi(%arg0, %0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m], [n], [o]) {i=5, j=4, k=4, l=5, m=4, n=4, o=4}, custom>} : (tensor<5x4xf64>, tensor<4xi32>) -> (tensor<5x4xf64>, tensor<4xi32>, tensor<4xf64>)
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %3 = stablehlo.subtract %1#1, %2 : tensor<4xi32>
    %4 = stablehlo.custom_call @lapack_dorgqr_ffi(%1#0, %1#2) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m]) {i=5, j=4, k=4, l=5, m=4}, custom>} : (tensor<5x4xf64>, tensor<4xf64>) -> tensor<5x4xf64>
    %5 = stablehlo.slice %1#0 [0:4, 0:4] : (tensor<5x4xf64>) -> tensor<4x4xf64>
    %6 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<-1> : tensor<i64>
    %7 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %8 = stablehlo.add %6, %7 : tensor<4x4xi64>
    %9 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %10 = stablehlo.compare GE, %8, %9, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %11 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %12 = stablehlo.select %10, %11, %5 : tensor<4x4xi1>, tensor<4x4xf64>
    return %4, %12, %3 : tensor<5x4xf64>, tensor<4x4xf64>, tensor<4xi32>
  }
  func.func private @diagonal(%arg0: tensor<4x4xf64>) -> tensor<4xf64> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %1 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %3 = stablehlo.add %0, %2 : tensor<4x4xi64>
    %4 = stablehlo.compare EQ, %3, %1, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.convert %4 : (tensor<4x4xi1>) -> tensor<4x4xf64>
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
      %25 = "stablehlo.gather"(%arg0, %24) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<4x4xf64>, tensor<4x2xi32>) -> tensor<4xf64>
      stablehlo.return %25 : tensor<4xf64>
    }) : (tensor<i32>) -> tensor<4xf64>
    return %7 : tensor<4xf64>
  }
}
// -----
module @jit_function attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(1.573913731e-02, -3.789407313e-01), (-6.692044735e-01, 4.719273150e-01), (-7.217629552e-01, -4.937660396e-01), (-4.309312105e-01, -7.209532857e-01)], [(-8.952164650e-01, -1.242379174e-01), (-5.669104457e-01, 2.049448639e-01), (-7.397899628e-01, 8.711817861e-01), (-7.040596753e-02, -7.081969380e-01)], [(-2.869801521e-01, 4.247253537e-01), (1.736644953e-01, -4.907099158e-02), (-4.382422566e-01, -7.365813851e-01), (-9.321779013e-01, 9.453160763e-01)], [(-3.377796710e-01, 3.915379047e-01), (5.103614330e-01, -7.422826290e-01), (-4.883236885e-01, 8.115108609e-01), (-1.909031272e-01, -7.938116789e-01)], [(5.099487901e-01, -8.146815300e-01), (-1.866374314e-01, -3.368979990e-01), (7.742482424e-01, 8.759183288e-01), (8.361369967e-01, -9.339510202e-01)]]> : tensor<5x4xcomplex<f32>>
    %0:3 = call @_qr(%arg0) : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4xi32>)
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
    %want0 = stablehlo.constant dense<[[(-4.309310615e-01, -7.209532857e-01), (-7.217628956e-01, -4.937658012e-01), (-6.692043543e-01, 4.719271660e-01), (1.573948562e-02, -3.789407015e-01)], [(-7.040596753e-02, -7.081969380e-01), (-7.397899032e-01, 8.711817861e-01), (-5.669104457e-01, 2.049447894e-01), (-8.952162862e-01, -1.242380142e-01)], [(-9.321778417e-01, 9.453160167e-01), (-4.382421374e-01, -7.365813255e-01), (1.736644357e-01, -4.907105863e-02), (-2.869801521e-01, 4.247254133e-01)], [(-1.909031123e-01, -7.938116193e-01), (-4.883237481e-01, 8.115109205e-01), (5.103614926e-01, -7.422825694e-01), (-3.377796113e-01, 3.915380239e-01)], [(8.361369371e-01, -9.339510202e-01), (7.742481232e-01, 8.759182692e-01), (-1.866374314e-01, -3.368979096e-01), (5.099486709e-01, -8.146815896e-01)]]> : tensor<5x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 4.1e-05", has_side_effect = true} : (tensor<5x4xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[[(9.999998212e-01, 0.000000000e+00), (-5.960464478e-08, -1.490116119e-08), (3.352761269e-08, -3.725290298e-08), (-4.912726581e-08, -2.980232239e-08)], [(-5.960464478e-08, 1.490116119e-08), (9.999998212e-01, 0.000000000e+00), (7.450580597e-08, -1.490116119e-08), (5.774199963e-08, 2.980232239e-08)], [(3.352761269e-08, 3.725290298e-08), (7.450580597e-08, 1.490116119e-08), (1.000000000e+00, 0.000000000e+00), (-8.940696716e-08, 1.117587090e-08)], [(-4.912726581e-08, 2.980232239e-08), (5.774199963e-08, -2.980232239e-08), (-8.940696716e-08, -1.117587090e-08), (1.000000000e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%7, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[2.283095360e+00, 2.161085844e+00, 1.308509588e+00, 9.396234751e-01]> : tensor<4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%40, %want2) {backend_config = "almost_eq 7.0e-05", has_side_effect = true} : (tensor<4xf32>, tensor<4xf32>) -> ()
    %want3 = stablehlo.constant dense<[3, 2, 1, 0]> : tensor<4xi32>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want3) {backend_config = "eq", has_side_effect = true} : (tensor<4xi32>, tensor<4xi32>) -> ()
    return
  }
  func.func private @_qr(%arg0: tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4xi32>) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %1:3 = stablehlo.custom_call @lapack_cgeqp3_ffi(%arg0, %0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>, #stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m], [n], [o]) {i=5, j=4, k=4, l=5, m=4, n=4, o=4}, custom>} : (tensor<5x4xcomplex<f32>>, tensor<4xi32>) -> (tensor<5x4xcomplex<f32>>, tensor<4xi32>, tensor<4xcomplex<f32>>)
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %3 = stablehlo.subtract %1#1, %2 : tensor<4xi32>
    %4 = stablehlo.custom_call @lapack_cungqr_ffi(%1#0, %1#2) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k])->([l, m]) {i=5, j=4, k=4, l=5, m=4}, custom>} : (tensor<5x4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<5x4xcomplex<f32>>
    %5 = stablehlo.slice %1#0 [0:4, 0:4] : (tensor<5x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %6 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c_1 = stablehlo.constant dense<-1> : tensor<i64>
    %7 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %8 = stablehlo.add %6, %7 : tensor<4x4xi64>
    %9 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %10 = stablehlo.compare GE, %8, %9, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %11 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %12 = stablehlo.select %10, %11, %5 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %4, %12, %3 : tensor<5x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>, tensor<4xi32>
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
