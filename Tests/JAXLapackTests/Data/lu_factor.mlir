module @jit_lu_factor attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[-1.30373175246822237e-01, 7.67844929444293278e-01, -2.49251965961072575e-01, 4.21763106393067355e-01], [-8.06384582327063892e-01, 4.54649553477087798e-01, 5.52947048130493002e-01, 6.51533563404265159e-01], [3.48401980870422401e-01, -2.58534410347494914e-01, -8.71575999667792756e-01, 3.75524681205898769e-02], [5.14919812764404128e-01, -6.18323593020645657e-01, -4.67525546774112843e-01, 7.22400847587443273e-02], [4.96663125795838489e-01, 7.93173461518358991e-01, -7.48516964931661644e-01, -6.31459574267006829e-01]], [[5.99073942776285673e-01, 2.89043246046949420e-01, 4.41945583619954840e-01, 9.93542330062627377e-01], [8.78359917381762223e-01, 6.86050133683172358e-01, 5.54231618106364010e-01, -2.09961569587126196e-01], [2.82458221219630268e-01, -6.31108715106842189e-01, 5.18988930561611772e-01, 5.15381329036777469e-01], [4.42590427269438091e-01, -1.10401951146442023e-01, -2.43639342418357829e-01, -1.60458135260117318e-01], [-9.33321529777506820e-01, 6.88640232822985920e-01, 8.47397551095427914e-02, -2.24962721996537329e-01]], [[9.60575365320777141e-02, 4.43280437039324404e-01, -2.37078261203208518e-01, 6.61281346823983762e-01], [8.38926692610774127e-01, -2.25135405378711129e-01, -7.24367691300137784e-01, 5.20746591980364437e-01], [9.85897717497212112e-01, -7.04023702475870650e-01, 4.25351352122929738e-01, 6.50646800600080510e-01], [8.41143889992722160e-01, -7.53237171444851361e-01, -8.16380173696781064e-01, 9.75743163693067128e-01], [-7.66487029796823371e-01, -6.46384881726207894e-01, 1.49905867658038039e-01, -1.07453927420730677e-01]]]> : tensor<3x5x4xf64>
    %0:2 = call @lu_factor(%arg0) : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xi32>)
    %want0 = stablehlo.constant dense<[[[-8.06384582327063892e-01, 4.54649553477087798e-01, 5.52947048130493002e-01, 6.51533563404265159e-01], [-6.15913469429894667e-01, 1.07319824537518449e+00, -4.07949430106590738e-01, -2.30171276780663625e-01], [-4.32054367737295109e-01, -5.78654365542668053e-02, -6.56278984260751153e-01, 3.05731428503680458e-01], [1.61676175492581259e-01, 6.46981050743304809e-01, 1.13846063646833140e-01, 4.30535786491027139e-01], [-6.38553643074932009e-01, -3.05633619640135690e-01, 3.64360678082382650e-01, 7.11984076153345247e-01]], [[-9.33321529777506820e-01, 6.88640232822985920e-01, 8.47397551095427914e-02, -2.24962721996537329e-01], [-9.41111813408132991e-01, 1.33413759198101145e+00, 6.33981202705266922e-01, -4.21676644834517167e-01], [-3.02637635806992544e-01, -3.16834084928275528e-01, 7.45501223927678147e-01, 3.13697608805269978e-01], [-6.41873056243648432e-01, 5.47966612540951581e-01, 1.99781318093262356e-01, 1.01753862104160264e+00], [-4.74210026393526551e-01, 1.62020883854434528e-01, -4.10694289819687142e-01, -6.87772166925133405e-02]], [[9.85897717497212112e-01, -7.04023702475870650e-01, 4.25351352122929738e-01, 6.50646800600080510e-01], [-7.77450861477413602e-01, -1.19372871571659189e+00, 4.80595642796592448e-01, 3.98391988223324889e-01], [8.53175613519057241e-01, 1.27819089165035371e-01, -1.24070887182436729e+00, 3.69705079341528853e-01], [9.74315436858178285e-02, -4.28803082663280433e-01, 5.83859828431454037e-02, 7.47133942886336277e-01], [8.50926701342268110e-01, -3.13251374883261047e-01, 7.54216633454607766e-01, -2.50218890242826952e-01]]]> : tensor<3x5x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 7.6e-14", has_side_effect = true} : (tensor<3x5x4xf64>, tensor<3x5x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[1, 4, 2, 4], [4, 1, 2, 4], [2, 4, 3, 3]]> : tensor<3x4xi32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "eq", has_side_effect = true} : (tensor<3x4xi32>, tensor<3x4xi32>) -> ()
    return
  }
  func.func private @lu_factor(%arg0: tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xi32>) {
    %0:3 = stablehlo.custom_call @lapack_dgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<3x5x4xf64>) -> (tensor<3x5x4xf64>, tensor<3x4xi32>, tensor<3xi32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<3x4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x5x4xf64>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x5x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<3x5x4xi1>, tensor<3x5x4xf64>
    %9 = stablehlo.iota dim = 1 : tensor<3x5xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x5xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %11 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %11 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %11 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %12 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %13 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.add %13, %c_8 : tensor<i64>
      %15 = stablehlo.select %12, %14, %iterArg_4 : tensor<i1>, tensor<i64>
      %16 = stablehlo.broadcast_in_dim %15, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %17 = "stablehlo.gather"(%iterArg, %16) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %18 = stablehlo.reshape %17 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_9 = stablehlo.constant dense<0> : tensor<i64>
      %19 = stablehlo.compare LT, %iterArg_4, %c_9, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %20 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_10 = stablehlo.constant dense<5> : tensor<i64>
      %21 = stablehlo.add %20, %c_10 : tensor<i64>
      %22 = stablehlo.select %19, %21, %iterArg_4 : tensor<i1>, tensor<i64>
      %23 = stablehlo.broadcast_in_dim %22, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %24 = "stablehlo.gather"(%iterArg_5, %23) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x5xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %25 = stablehlo.reshape %24 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_11 = stablehlo.constant dense<0> : tensor<i32>
      %26 = stablehlo.broadcast_in_dim %c_11, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %27 = stablehlo.compare LT, %18, %26, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_12 = stablehlo.constant dense<5> : tensor<i32>
      %28 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %29 = stablehlo.add %18, %28 : tensor<3xi32>
      %30 = stablehlo.select %27, %29, %18 : tensor<3xi1>, tensor<3xi32>
      %31 = stablehlo.broadcast_in_dim %30, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %32 = "stablehlo.gather"(%iterArg_5, %31) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = array<i64: 1, 1>}> : (tensor<3x5xi32>, tensor<3x1xi32>) -> tensor<3x1xi32>
      %33 = stablehlo.reshape %32 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_13 = stablehlo.constant dense<0> : tensor<i64>
      %34 = stablehlo.compare LT, %iterArg_4, %c_13, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_14 = stablehlo.constant dense<5> : tensor<i64>
      %35 = stablehlo.add %iterArg_4, %c_14 : tensor<i64>
      %36 = stablehlo.select %34, %35, %iterArg_4 : tensor<i1>, tensor<i64>
      %37 = stablehlo.convert %36 : (tensor<i64>) -> tensor<i32>
      %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %39 = "stablehlo.scatter"(%iterArg_5, %38, %33) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x5xi32>, tensor<1xi32>, tensor<3xi32>) -> tensor<3x5xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %40 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %41 = stablehlo.compare LT, %18, %40, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_16 = stablehlo.constant dense<5> : tensor<i32>
      %42 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %43 = stablehlo.add %18, %42 : tensor<3xi32>
      %44 = stablehlo.select %41, %43, %18 : tensor<3xi1>, tensor<3xi32>
      %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %46 = "stablehlo.scatter"(%39, %45, %25) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x5xi32>, tensor<3x1xi32>, tensor<3xi32>) -> tensor<3x5xi32>
      %c_17 = stablehlo.constant dense<1> : tensor<i64>
      %47 = stablehlo.add %iterArg_3, %c_17 : tensor<i64>
      stablehlo.return %iterArg, %47, %11, %46 : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x5xi32>
    }
    return %8, %2 : tensor<3x5x4xf64>, tensor<3x4xi32>
  }
}
// -----
module @jit_lu_factor attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(5.007843971e-01, -9.339521527e-01), (-6.188855171e-01, 6.672895979e-03), (8.288555145e-01, -7.537326813e-01), (-5.656102896e-01, -6.473912597e-01)], [(5.382219553e-01, 7.209513783e-01), (-8.647929430e-01, -3.151446208e-02), (-5.319482461e-02, -6.325929761e-01), (-9.348833561e-01, 3.397291303e-01)], [(-3.723785877e-01, -4.682702422e-01), (-3.755386472e-01, 5.387439951e-02), (4.394968748e-01, -4.340942502e-01), (-8.996503055e-02, 3.232237324e-02)], [(-8.864513040e-01, 2.570671737e-01), (9.907233119e-01, 7.241615653e-02), (7.773985863e-01, -2.087917924e-01), (8.326478601e-01, 5.816276073e-01)], [(-5.068489313e-01, 7.468748689e-01), (-2.117794901e-01, -6.412574649e-01), (-5.456410050e-01, -7.273825407e-01), (-7.501872182e-01, -7.736167312e-01)]]> : tensor<5x4xcomplex<f32>>
    %0:2 = call @lu_factor(%arg0) : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xi32>)
    %want0 = stablehlo.constant dense<[[(5.007843971e-01, -9.339521527e-01), (-6.188855171e-01, 6.672895979e-03), (8.288555145e-01, -7.537326813e-01), (-5.656102896e-01, -6.473912597e-01)], [(-3.595568836e-01, 7.690784335e-01), (-1.082185507e+00, 4.468563199e-01), (-3.348536491e-01, -1.541057587e+00), (-1.636147022e+00, 5.419538021e-01)], [(-6.090632081e-01, -6.225607395e-01), (-5.819396973e-01, 4.506620765e-02), (1.487154126e+00, -1.033561707e+00), (-3.651928902e-02, 2.243179977e-01)], [(2.233740836e-01, -5.184857249e-01), (1.025392041e-01, 2.904490232e-01), (-2.698723227e-02, 2.631897032e-01), (7.552725673e-01, 3.189829588e-01)], [(-8.471270800e-01, -8.846375346e-02), (3.565034568e-01, 7.851328850e-01), (-2.419398576e-01, -4.910917282e-01), (-4.331041574e-01, -1.406127810e-01)]]> : tensor<5x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 5.5e-05", has_side_effect = true} : (tensor<5x4xcomplex<f32>>, tensor<5x4xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[0, 1, 3, 3]> : tensor<4xi32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "eq", has_side_effect = true} : (tensor<4xi32>, tensor<4xi32>) -> ()
    return
  }
  func.func private @lu_factor(%arg0: tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xi32>) {
    %0:3 = stablehlo.custom_call @lapack_cgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], []) {i=5, j=4, k=5, l=4, m=4}, custom>} : (tensor<5x4xcomplex<f32>>) -> (tensor<5x4xcomplex<f32>>, tensor<4xi32>, tensor<i32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<i32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<5x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<5x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<5x4xi1>, tensor<5x4xcomplex<f32>>
    %9 = stablehlo.iota dim = 0 : tensor<5xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<5xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %11 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %11 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %11 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %12 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %13 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.add %13, %c_8 : tensor<i64>
      %15 = stablehlo.select %12, %14, %iterArg_4 : tensor<i1>, tensor<i64>
      %16 = stablehlo.dynamic_slice %iterArg, %15, sizes = [1] : (tensor<4xi32>, tensor<i64>) -> tensor<1xi32>
      %17 = stablehlo.reshape %16 : (tensor<1xi32>) -> tensor<i32>
      %c_9 = stablehlo.constant dense<0> : tensor<i64>
      %18 = stablehlo.compare LT, %iterArg_4, %c_9, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %19 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_10 = stablehlo.constant dense<5> : tensor<i64>
      %20 = stablehlo.add %19, %c_10 : tensor<i64>
      %21 = stablehlo.select %18, %20, %iterArg_4 : tensor<i1>, tensor<i64>
      %22 = stablehlo.dynamic_slice %iterArg_5, %21, sizes = [1] : (tensor<5xi32>, tensor<i64>) -> tensor<1xi32>
      %23 = stablehlo.reshape %22 : (tensor<1xi32>) -> tensor<i32>
      %c_11 = stablehlo.constant dense<0> : tensor<i32>
      %24 = stablehlo.compare LT, %17, %c_11, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_12 = stablehlo.constant dense<5> : tensor<i32>
      %25 = stablehlo.add %17, %c_12 : tensor<i32>
      %26 = stablehlo.select %24, %25, %17 : tensor<i1>, tensor<i32>
      %27 = stablehlo.dynamic_slice %iterArg_5, %26, sizes = [1] : (tensor<5xi32>, tensor<i32>) -> tensor<1xi32>
      %28 = stablehlo.reshape %27 : (tensor<1xi32>) -> tensor<i32>
      %c_13 = stablehlo.constant dense<0> : tensor<i64>
      %29 = stablehlo.compare LT, %iterArg_4, %c_13, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_14 = stablehlo.constant dense<5> : tensor<i64>
      %30 = stablehlo.add %iterArg_4, %c_14 : tensor<i64>
      %31 = stablehlo.select %29, %30, %iterArg_4 : tensor<i1>, tensor<i64>
      %32 = stablehlo.convert %31 : (tensor<i64>) -> tensor<i32>
      %33 = stablehlo.broadcast_in_dim %32, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %34 = "stablehlo.scatter"(%iterArg_5, %33, %28) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<5xi32>, tensor<1xi32>, tensor<i32>) -> tensor<5xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %35 = stablehlo.compare LT, %17, %c_15, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_16 = stablehlo.constant dense<5> : tensor<i32>
      %36 = stablehlo.add %17, %c_16 : tensor<i32>
      %37 = stablehlo.select %35, %36, %17 : tensor<i1>, tensor<i32>
      %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %39 = "stablehlo.scatter"(%34, %38, %23) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<5xi32>, tensor<1xi32>, tensor<i32>) -> tensor<5xi32>
      %c_17 = stablehlo.constant dense<1> : tensor<i64>
      %40 = stablehlo.add %iterArg_3, %c_17 : tensor<i64>
      stablehlo.return %iterArg, %40, %11, %39 : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<5xi32>
    }
    return %8, %2 : tensor<5x4xcomplex<f32>>, tensor<4xi32>
  }
}
// -----
module @jit_lu_factor attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    %0:2 = call @lu_factor(%arg0) : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xi32>)
    %want0 = stablehlo.constant dense<> : tensor<0x5x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x5x4xf32>, tensor<0x5x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4xi32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "eq", has_side_effect = true} : (tensor<0x4xi32>, tensor<0x4xi32>) -> ()
    return
  }
  func.func private @lu_factor(%arg0: tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xi32>) {
    %0:3 = stablehlo.custom_call @lapack_sgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=0, j=5, k=4, l=5, m=4, n=4}, custom>} : (tensor<0x5x4xf32>) -> (tensor<0x5x4xf32>, tensor<0x4xi32>, tensor<0xi32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0x4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<0x4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x5x4xf32>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x5x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<0x5x4xi1>, tensor<0x5x4xf32>
    %9 = stablehlo.iota dim = 1 : tensor<0x5xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x5xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %11 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %11 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %11 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %12 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %13 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.add %13, %c_8 : tensor<i64>
      %15 = stablehlo.select %12, %14, %iterArg_4 : tensor<i1>, tensor<i64>
      %16 = stablehlo.broadcast_in_dim %15, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_9 = stablehlo.constant dense<0> : tensor<i32>
      %17 = stablehlo.broadcast_in_dim %c_9, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %18 = stablehlo.reshape %17 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_10 = stablehlo.constant dense<0> : tensor<i64>
      %19 = stablehlo.compare LT, %iterArg_4, %c_10, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %20 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_11 = stablehlo.constant dense<5> : tensor<i64>
      %21 = stablehlo.add %20, %c_11 : tensor<i64>
      %22 = stablehlo.select %19, %21, %iterArg_4 : tensor<i1>, tensor<i64>
      %23 = stablehlo.broadcast_in_dim %22, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %24 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %25 = stablehlo.reshape %24 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_13 = stablehlo.constant dense<0> : tensor<i32>
      %26 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %27 = stablehlo.compare LT, %18, %26, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_14 = stablehlo.constant dense<5> : tensor<i32>
      %28 = stablehlo.broadcast_in_dim %c_14, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %29 = stablehlo.add %18, %28 : tensor<0xi32>
      %30 = stablehlo.select %27, %29, %18 : tensor<0xi1>, tensor<0xi32>
      %31 = stablehlo.broadcast_in_dim %30, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %32 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %33 = stablehlo.reshape %32 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_16 = stablehlo.constant dense<0> : tensor<i64>
      %34 = stablehlo.compare LT, %iterArg_4, %c_16, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_17 = stablehlo.constant dense<5> : tensor<i64>
      %35 = stablehlo.add %iterArg_4, %c_17 : tensor<i64>
      %36 = stablehlo.select %34, %35, %iterArg_4 : tensor<i1>, tensor<i64>
      %37 = stablehlo.convert %36 : (tensor<i64>) -> tensor<i32>
      %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %39 = "stablehlo.scatter"(%iterArg_5, %38, %33) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<0x5xi32>, tensor<1xi32>, tensor<0xi32>) -> tensor<0x5xi32>
      %c_18 = stablehlo.constant dense<0> : tensor<i32>
      %40 = stablehlo.broadcast_in_dim %c_18, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %41 = stablehlo.compare LT, %18, %40, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_19 = stablehlo.constant dense<5> : tensor<i32>
      %42 = stablehlo.broadcast_in_dim %c_19, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %43 = stablehlo.add %18, %42 : tensor<0xi32>
      %44 = stablehlo.select %41, %43, %18 : tensor<0xi1>, tensor<0xi32>
      %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %46 = "stablehlo.scatter"(%39, %45, %25) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<0x5xi32>, tensor<0x1xi32>, tensor<0xi32>) -> tensor<0x5xi32>
      %c_20 = stablehlo.constant dense<1> : tensor<i64>
      %47 = stablehlo.add %iterArg_3, %c_20 : tensor<i64>
      stablehlo.return %iterArg, %47, %11, %46 : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x5xi32>
    }
    return %8, %2 : tensor<0x5x4xf32>, tensor<0x4xi32>
  }
}
