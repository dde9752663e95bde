module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[2.45919482628806296e+00, 2.92022652304677610e-02, 4.05681189584711666e-01, -2.27152746030762742e-01], [-1.01466380665972578e-01, 3.68143828611759893e+00, -9.52906048364586367e-01, -4.62822134191984480e-01], [-4.20129683417206801e-01, 9.85565243217667364e-01, 2.45507221991251789e+00, -9.05773674362594372e-01], [-1.67071587281793832e-01, 2.99057727696444786e-01, -6.93165295201934262e-01, 3.67938963912940054e+00]], [[2.39291259739413675e+00, 4.08558535285568514e-01, -6.76383986690447303e-01, 7.63450330811967115e-01], [-5.97359115456212564e-01, 3.46271777479006992e+00, 6.77388072511210027e-01, -4.90107171862363744e-01], [-8.14347889641288347e-01, 1.72282520373557624e-01, 2.99804204530392493e+00, -4.13606759959452841e-02], [5.62668802798621748e-01, -7.37807053523313883e-02, -5.93718877974769299e-03, 2.97452850982564598e+00]], [[2.90917625703165950e+00, -1.88544063805153872e-01, -6.78191519016920541e-01, -4.09378945302312447e-01], [-4.70216867557695650e-01, 2.49636067028237107e+00, 5.65649475463280815e-01, -7.71924282368732451e-01], [-5.89159314737621953e-01, 5.28274209259045335e-02, 2.62508292389750952e+00, -5.19674417432615332e-01], [-2.53233955358603824e-01, 4.04253082921846030e-03, 3.48670215249922144e-01, 3.94444419988097650e+00]]]> : tensor<3x4x4xf64>
    %arg1 = stablehlo.constant dense<[[[7.05277624285322924e-01, -1.40015198930796503e-01, -9.67259208224762190e-02], [-1.68573344747295684e-01, -5.22132601825042730e-01, 9.03530864806701750e-01], [-8.62680527682402998e-01, -5.90105410801247787e-01, 3.23962261758726555e-01], [1.79124842839713860e-01, -4.42705449592148526e-01, 8.73909239783563718e-01]], [[-1.81090122153964916e-01, 1.92507167755264330e-01, -8.17947311180388548e-01], [7.81777689658856856e-01, -7.93992827764420150e-01, -2.11906505954653879e-01], [7.71148448662262620e-01, 8.89988019846139844e-01, 8.07951297235492749e-01], [6.55186285205762831e-01, -5.33398439198685237e-01, -9.36291923190972986e-01]], [[-9.63809081552937652e-02, -8.73640828629918653e-01, 9.21068447765133413e-01], [-9.83625113465460998e-01, -3.49038807558227582e-01, -5.93415396661327810e-01], [-9.72618143752400854e-01, -1.84387993936074857e-03, -8.47900389988324621e-01], [7.99878311900042327e-01, 3.75255845177651759e-01, -2.59998537058186541e-01]]]> : tensor<3x4x3xf64>
    %0 = call @solve(%arg0, %arg1) : (tensor<3x4x4xf64>, tensor<3x4x3xf64>) -> tensor<3x4x3xf64>
    %want0 = stablehlo.constant dense<[[[3.30923335495287296e-01, -3.26415234072581911e-02, -3.67253485453272327e-02], [-9.72822916874193089e-02, -2.15877448143470790e-01, 2.96740635060642632e-01], [-2.46408375102222493e-01, -2.12521195158725862e-01, 9.09869449538263236e-02], [2.51954878093893844e-02, -1.44293339566202938e-01, 2.28869451899059440e-01]], [[-1.28419342631229116e-01, 3.20102270725114380e-01, -1.53563566712350247e-01], [1.97029330140673253e-01, -2.86559452934833980e-01, -1.74413286524142203e-01], [2.14460178075561142e-01, 3.96875444484473872e-01, 2.33808672020403341e-01], [2.49872910628003320e-01, -2.46189011921956413e-01, -2.89580907087819528e-01]], [[-9.81333241473320711e-02, -3.11596764079642874e-01, 2.40619852815105395e-01], [-2.64757701691448077e-01, -1.62135084660706835e-01, -1.39032635242775399e-01], [-3.42265594538828488e-01, -5.15641904006247792e-02, -2.71411230496763300e-01], [2.27011889734072547e-01, 7.98549254637039574e-02, -2.63333333812549621e-02]]]> : tensor<3x4x3xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x3xf64>, tensor<3x4x3xf64>) -> ()
    return
  }
  func.func private @solve(%arg0: tensor<3x4x4xf64>, %arg1: tensor<3x4x3xf64>) -> tensor<3x4x3xf64> {
    %0:3 = stablehlo.custom_call @lapack_dgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4xi32>, tensor<3xi32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<3x4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<3x4x4xf64>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    %9 = stablehlo.iota dim = 1 : tensor<3x4xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %14 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %14 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %15 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %16 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %17 = stablehlo.add %16, %c_8 : tensor<i64>
      %18 = stablehlo.select %15, %17, %iterArg_4 : tensor<i1>, tensor<i64>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %20 = "stablehlo.gather"(%iterArg, %19) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %21 = stablehlo.reshape %20 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_9 = stablehlo.constant dense<0> : tensor<i64>
      %22 = stablehlo.compare LT, %iterArg_4, %c_9, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %23 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_10 = stablehlo.constant dense<4> : tensor<i64>
      %24 = stablehlo.add %23, %c_10 : tensor<i64>
      %25 = stablehlo.select %22, %24, %iterArg_4 : tensor<i1>, tensor<i64>
      %26 = stablehlo.broadcast_in_dim %25, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %27 = "stablehlo.gather"(%iterArg_5, %26) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %28 = stablehlo.reshape %27 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_11 = stablehlo.constant dense<0> : tensor<i32>
      %29 = stablehlo.broadcast_in_dim %c_11, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %30 = stablehlo.compare LT, %21, %29, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_12 = stablehlo.constant dense<4> : tensor<i32>
      %31 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %32 = stablehlo.add %21, %31 : tensor<3xi32>
      %33 = stablehlo.select %30, %32, %21 : tensor<3xi1>, tensor<3xi32>
      %34 = stablehlo.broadcast_in_dim %33, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %35 = "stablehlo.gather"(%iterArg_5, %34) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = array<i64: 1, 1>}> : (tensor<3x4xi32>, tensor<3x1xi32>) -> tensor<3x1xi32>
      %36 = stablehlo.reshape %35 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_13 = stablehlo.constant dense<0> : tensor<i64>
      %37 = stablehlo.compare LT, %iterArg_4, %c_13, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_14 = stablehlo.constant dense<4> : tensor<i64>
      %38 = stablehlo.add %iterArg_4, %c_14 : tensor<i64>
      %39 = stablehlo.select %37, %38, %iterArg_4 : tensor<i1>, tensor<i64>
      %40 = stablehlo.convert %39 : (tensor<i64>) -> tensor<i32>
      %41 = stablehlo.broadcast_in_dim %40, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %42 = "stablehlo.scatter"(%iterArg_5, %41, %36) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %43 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %44 = stablehlo.compare LT, %21, %43, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_16 = stablehlo.constant dense<4> : tensor<i32>
      %45 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %46 = stablehlo.add %21, %45 : tensor<3xi32>
      %47 = stablehlo.select %44, %46, %21 : tensor<3xi1>, tensor<3xi32>
      %48 = stablehlo.broadcast_in_dim %47, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %49 = "stablehlo.scatter"(%42, %48, %28) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<3x1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_17 = stablehlo.constant dense<1> : tensor<i64>
      %50 = stablehlo.add %iterArg_3, %c_17 : tensor<i64>
      stablehlo.return %iterArg, %50, %14, %49 : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    }
    %11 = stablehlo.transpose %arg1, dims = [0, 2, 1] : (tensor<3x4x3xf64>) -> tensor<3x3x4xf64>
    %12 = call @_lu_solve(%8, %10#3, %11) : (tensor<3x4x4xf64>, tensor<3x4xi32>, tensor<3x3x4xf64>) -> tensor<3x3x4xf64>
    %13 = stablehlo.transpose %12, dims = [0, 2, 1] : (tensor<3x3x4xf64>) -> tensor<3x4x3xf64>
    return %13 : tensor<3x4x3xf64>
  }
  func.func private @_lu_solve(%arg0: tensor<3x4x4xf64>, %arg1: tensor<3x4xi32>, %arg2: tensor<3x3x4xf64>) -> tensor<3x3x4xf64> {
    %0 = stablehlo.broadcast_in_dim %arg2, dims = [0, 1, 2] : (tensor<3x3x4xf64>) -> tensor<3x3x4x1xf64>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %2 = stablehlo.compare LT, %arg1, %1, SIGNED : (tensor<3x4xi32>, tensor<3x4xi32>) -> tensor<3x4xi1>
    %c_0 = stablehlo.constant dense<4> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %4 = stablehlo.add %arg1, %3 : tensor<3x4xi32>
    %5 = stablehlo.select %2, %4, %arg1 : tensor<3x4xi1>, tensor<3x4xi32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<3x4xi32>) -> tensor<3x4x1xi32>
    %7 = "stablehlo.gather"(%0, %6) <{dimension_numbers = #stablehlo.gather<offset_dims = [1, 3], collapsed_slice_dims = [2], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [2], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 3, 1, 1>}> : (tensor<3x3x4x1xf64>, tensor<3x4x1xi32>) -> tensor<3x3x4x1xf64>
    %8 = stablehlo.transpose %7, dims = [0, 2, 3, 1] : (tensor<3x3x4x1xf64>) -> tensor<3x4x1x3xf64>
    %9 = stablehlo.reshape %8 : (tensor<3x4x1x3xf64>) -> tensor<3x4x3xf64>
    %10 = stablehlo.custom_call @lapack_dtrsm_ffi(%arg0, %9) {backend_config = "", mhlo.backend_config = {diag = 85 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l, m])->([i, n, o]) {i=3, j=4, k=4, l=4, m=3, n=4, o=3}, custom>} : (tensor<3x4x4xf64>, tensor<3x4x3xf64>) -> tensor<3x4x3xf64>
    %11 = stablehlo.reshape %10 : (tensor<3x4x3xf64>) -> tensor<3x4x1x3xf64>
    %12 = stablehlo.reshape %11 : (tensor<3x4x1x3xf64>) -> tensor<3x4x3xf64>
    %13 = stablehlo.custom_call @lapack_dtrsm_ffi(%arg0, %12) {backend_config = "", mhlo.backend_config = {diag = 78 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 85 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l, m])->([i, n, o]) {i=3, j=4, k=4, l=4, m=3, n=4, o=3}, custom>} : (tensor<3x4x4xf64>, tensor<3x4x3xf64>) -> tensor<3x4x3xf64>
    %14 = stablehlo.reshape %13 : (tensor<3x4x3xf64>) -> tensor<3x4x1x3xf64>
    %15 = stablehlo.transpose %14, dims = [0, 3, 1, 2] : (tensor<3x4x1x3xf64>) -> tensor<3x3x4x1xf64>
    %16 = stablehlo.reshape %15 : (tensor<3x3x4x1xf64>) -> tensor<3x3x4xf64>
    return %16 : tensor<3x3x4xf64>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(3.683128119e+00, 8.383767605e-01), (5.937152505e-01, -3.157705665e-01), (-3.471178114e-01, -6.074839830e-01), (6.944563389e-01, -9.135816693e-01)], [(8.587955832e-01, -3.149658144e-01), (3.239783525e+00, 9.788946509e-01), (-2.964340150e-01, -5.633205175e-01), (8.011720777e-01, -8.389738202e-02)], [(8.857328892e-01, 9.442132115e-01), (-3.054321706e-01, -9.865716696e-01), (2.172583818e+00, -4.098736942e-01), (7.356202006e-01, 6.423681974e-01)], [(3.295867443e-01, -8.085366488e-01), (-5.360043645e-01, 8.565922379e-01), (1.338544339e-01, 6.691148877e-01), (2.616387367e+00, -7.138966918e-01)]]> : tensor<4x4xcomplex<f32>>
    %arg1 = stablehlo.constant dense<[[(1.846918762e-01, -1.944897883e-02), (1.109964997e-01, -4.384345412e-01), (3.873870373e-01, -3.007915616e-01)], [(-3.863193095e-01, 9.303113818e-01), (-2.316907793e-01, -3.170770705e-01), (-5.183979273e-01, 1.573328823e-01)], [(-4.162010252e-01, 8.902049661e-01), (-6.485425234e-01, -4.048122466e-01), (8.088060021e-01, 6.178800464e-01)], [(7.748482823e-01, -7.718384266e-01), (-2.799668014e-01, 4.666610360e-01), (3.864359260e-01, 6.133754253e-01)]]> : tensor<4x3xcomplex<f32>>
    %0 = call @solve(%arg0, %arg1) : (tensor<4x4xcomplex<f32>>, tensor<4x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    %want0 = stablehlo.constant dense<[[(-1.038215682e-01, -1.136055100e-03), (-9.857759811e-03, -2.269588709e-01), (7.238483988e-03, -7.682179660e-02)], [(-1.901577711e-01, 2.752353251e-01), (-3.501557931e-02, -1.303141415e-01), (-1.639577299e-01, 1.152321249e-01)], [(-4.749312997e-01, 1.850384623e-01), (-1.882311255e-01, -1.747117490e-01), (2.679472268e-01, 1.717443764e-01)], [(4.268535078e-01, 2.016219683e-02), (-1.745721400e-01, 1.981152445e-01), (1.281273216e-01, 2.812851071e-01)]]> : tensor<4x3xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x3xcomplex<f32>>, tensor<4x3xcomplex<f32>>) -> ()
    return
  }
  func.func private @solve(%arg0: tensor<4x4xcomplex<f32>>, %arg1: tensor<4x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>> {
    %0:3 = stablehlo.custom_call @lapack_cgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], []) {i=4, j=4, k=4, l=4, m=4}, custom>} : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xcomplex<f32>>, tensor<4xi32>, tensor<i32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<i32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    %9 = stablehlo.iota dim = 0 : tensor<4xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<4xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %14 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %14 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %15 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %16 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %17 = stablehlo.add %16, %c_8 : tensor<i64>
      %18 = stablehlo.select %15, %17, %iterArg_4 : tensor<i1>, tensor<i64>
      %19 = stablehlo.dynamic_slice %iterArg, %18, sizes = [1] : (tensor<4xi32>, tensor<i64>) -> tensor<1xi32>
      %20 = stablehlo.reshape %19 : (tensor<1xi32>) -> tensor<i32>
      %c_9 = stablehlo.constant dense<0> : tensor<i64>
      %21 = stablehlo.compare LT, %iterArg_4, %c_9, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %22 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_10 = stablehlo.constant dense<4> : tensor<i64>
      %23 = stablehlo.add %22, %c_10 : tensor<i64>
      %24 = stablehlo.select %21, %23, %iterArg_4 : tensor<i1>, tensor<i64>
      %25 = stablehlo.dynamic_slice %iterArg_5, %24, sizes = [1] : (tensor<4xi32>, tensor<i64>) -> tensor<1xi32>
      %26 = stablehlo.reshape %25 : (tensor<1xi32>) -> tensor<i32>
      %c_11 = stablehlo.constant dense<0> : tensor<i32>
      %27 = stablehlo.compare LT, %20, %c_11, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_12 = stablehlo.constant dense<4> : tensor<i32>
      %28 = stablehlo.add %20, %c_12 : tensor<i32>
      %29 = stablehlo.select %27, %28, %20 : tensor<i1>, tensor<i32>
      %30 = stablehlo.dynamic_slice %iterArg_5, %29, sizes = [1] : (tensor<4xi32>, tensor<i32>) -> tensor<1xi32>
      %31 = stablehlo.reshape %30 : (tensor<1xi32>) -> tensor<i32>
      %c_13 = stablehlo.constant dense<0> : tensor<i64>
      %32 = stablehlo.compare LT, %iterArg_4, %c_13, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_14 = stablehlo.constant dense<4> : tensor<i64>
      %33 = stablehlo.add %iterArg_4, %c_14 : tensor<i64>
      %34 = stablehlo.select %32, %33, %iterArg_4 : tensor<i1>, tensor<i64>
      %35 = stablehlo.convert %34 : (tensor<i64>) -> tensor<i32>
      %36 = stablehlo.broadcast_in_dim %35, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %37 = "stablehlo.scatter"(%iterArg_5, %36, %31) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<4xi32>, tensor<1xi32>, tensor<i32>) -> tensor<4xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %38 = stablehlo.compare LT, %20, %c_15, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_16 = stablehlo.constant dense<4> : tensor<i32>
      %39 = stablehlo.add %20, %c_16 : tensor<i32>
      %40 = stablehlo.select %38, %39, %20 : tensor<i1>, tensor<i32>
      %41 = stablehlo.broadcast_in_dim %40, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %42 = "stablehlo.scatter"(%37, %41, %26) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<4xi32>, tensor<1xi32>, tensor<i32>) -> tensor<4xi32>
      %c_17 = stablehlo.constant dense<1> : tensor<i64>
      %43 = stablehlo.add %iterArg_3, %c_17 : tensor<i64>
      stablehlo.return %iterArg, %43, %14, %42 : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<4xi32>
    }
    %11 = stablehlo.transpose %arg1, dims = [1, 0] : (tensor<4x3xcomplex<f32>>) -> tensor<3x4xcomplex<f32>>
    %12 = call @_lu_solve(%8, %10#3, %11) : (tensor<4x4xcomplex<f32>>, tensor<4xi32>, tensor<3x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>>
    %13 = stablehlo.transpose %12, dims = [1, 0] : (tensor<3x4xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    return %13 : tensor<4x3xcomplex<f32>>
  }
  func.func private @_lu_solve(%arg0: tensor<4x4xcomplex<f32>>, %arg1: tensor<4xi32>, %arg2: tensor<3x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>> {
    %0 = stablehlo.broadcast_in_dim %arg2, dims = [0, 1] : (tensor<3x4xcomplex<f32>>) -> tensor<3x4x1xcomplex<f32>>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %2 = stablehlo.compare LT, %arg1, %1, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_0 = stablehlo.constant dense<4> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %4 = stablehlo.add %arg1, %3 : tensor<4xi32>
    %5 = stablehlo.select %2, %4, %arg1 : tensor<4xi1>, tensor<4xi32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %7 = "stablehlo.gather"(%0, %6) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 2], collapsed_slice_dims = [1], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x4x1xcomplex<f32>>, tensor<4x1xi32>) -> tensor<3x4x1xcomplex<f32>>
    %8 = stablehlo.transpose %7, dims = [1, 2, 0] : (tensor<3x4x1xcomplex<f32>>) -> tensor<4x1x3xcomplex<f32>>
    %9 = stablehlo.reshape %8 : (tensor<4x1x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    %10 = stablehlo.custom_call @lapack_ctrsm_ffi(%arg0, %9) {backend_config = "", mhlo.backend_config = {diag = 85 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k, l])->([m, n]) {i=4, j=4, k=4, l=3, m=4, n=3}, custom>} : (tensor<4x4xcomplex<f32>>, tensor<4x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    %11 = stablehlo.reshape %10 : (tensor<4x3xcomplex<f32>>) -> tensor<4x1x3xcomplex<f32>>
    %12 = stablehlo.reshape %11 : (tensor<4x1x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    %13 = stablehlo.custom_call @lapack_ctrsm_ffi(%arg0, %12) {backend_config = "", mhlo.backend_config = {diag = 78 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 85 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j], [k, l])->([m, n]) {i=4, j=4, k=4, l=3, m=4, n=3}, custom>} : (tensor<4x4xcomplex<f32>>, tensor<4x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>
    %14 = stablehlo.reshape %13 : (tensor<4x3xcomplex<f32>>) -> tensor<4x1x3xcomplex<f32>>
    %15 = stablehlo.transpose %14, dims = [2, 0, 1] : (tensor<4x1x3xcomplex<f32>>) -> tensor<3x4x1xcomplex<f32>>
    %16 = stablehlo.reshape %15 : (tensor<3x4x1xcomplex<f32>>) -> tensor<3x4xcomplex<f32>>
    return %16 : tensor<3x4xcomplex<f32>>
  }
}
// -----
module @jit__lambda attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %arg1 = stablehlo.constant dense<> : tensor<0x4x3xf32>
    %0 = call @solve(%arg0, %arg1) : (tensor<0x4x4xf32>, tensor<0x4x3xf32>) -> tensor<0x4x3xf32>
    %want0 = stablehlo.constant dense<> : tensor<0x4x3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x3xf32>, tensor<0x4x3xf32>) -> ()
    return
  }
  func.func private @solve(%arg0: tensor<0x4x4xf32>, %arg1: tensor<0x4x3xf32>) -> tensor<0x4x3xf32> {
    %0:3 = stablehlo.custom_call @lapack_sgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=0, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4xi32>, tensor<0xi32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0x4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<0x4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<0xi1>) -> tensor<0x1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x4x4xf32>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1, 2] : (tensor<0x1x1xi1>) -> tensor<0x4x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    %9 = stablehlo.iota dim = 1 : tensor<0x4xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_3 = %c_2, %iterArg_4 = %c_1, %iterArg_5 = %9) : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x4xi32>
    cond {
      %c_6 = stablehlo.constant dense<4> : tensor<i64>
      %14 = stablehlo.compare LT, %iterArg_3, %c_6, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %14 : tensor<i1>
    } do {
      %c_6 = stablehlo.constant dense<1> : tensor<i64>
      %14 = stablehlo.add %iterArg_4, %c_6 : tensor<i64>
      %c_7 = stablehlo.constant dense<0> : tensor<i64>
      %15 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %16 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_8 = stablehlo.constant dense<4> : tensor<i64>
      %17 = stablehlo.add %16, %c_8 : tensor<i64>
      %18 = stablehlo.select %15, %17, %iterArg_4 : tensor<i1>, tensor<i64>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_9 = stablehlo.constant dense<0> : tensor<i32>
      %20 = stablehlo.broadcast_in_dim %c_9, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %21 = stablehlo.reshape %20 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_10 = stablehlo.constant dense<0> : tensor<i64>
      %22 = stablehlo.compare LT, %iterArg_4, %c_10, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %23 = stablehlo.convert %iterArg_4 : tensor<i64>
      %c_11 = stablehlo.constant dense<4> : tensor<i64>
      %24 = stablehlo.add %23, %c_11 : tensor<i64>
      %25 = stablehlo.select %22, %24, %iterArg_4 : tensor<i1>, tensor<i64>
      %26 = stablehlo.broadcast_in_dim %25, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %27 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %28 = stablehlo.reshape %27 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_13 = stablehlo.constant dense<0> : tensor<i32>
      %29 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %30 = stablehlo.compare LT, %21, %29, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_14 = stablehlo.constant dense<4> : tensor<i32>
      %31 = stablehlo.broadcast_in_dim %c_14, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %32 = stablehlo.add %21, %31 : tensor<0xi32>
      %33 = stablehlo.select %30, %32, %21 : tensor<0xi1>, tensor<0xi32>
      %34 = stablehlo.broadcast_in_dim %33, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %35 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %36 = stablehlo.reshape %35 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_16 = stablehlo.constant dense<0> : tensor<i64>
      %37 = stablehlo.compare LT, %iterArg_4, %c_16, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_17 = stablehlo.constant dense<4> : tensor<i64>
      %38 = stablehlo.add %iterArg_4, %c_17 : tensor<i64>
      %39 = stablehlo.select %37, %38, %iterArg_4 : tensor<i1>, tensor<i64>
      %40 = stablehlo.convert %39 : (tensor<i64>) -> tensor<i32>
      %41 = stablehlo.broadcast_in_dim %40, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %42 = "stablehlo.scatter"(%iterArg_5, %41, %36) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<0x4xi32>, tensor<1xi32>, tensor<0xi32>) -> tensor<0x4xi32>
      %c_18 = stablehlo.constant dense<0> : tensor<i32>
      %43 = stablehlo.broadcast_in_dim %c_18, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %44 = stablehlo.compare LT, %21, %43, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_19 = stablehlo.constant dense<4> : tensor<i32>
      %45 = stablehlo.broadcast_in_dim %c_19, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %46 = stablehlo.add %21, %45 : tensor<0xi32>
      %47 = stablehlo.select %44, %46, %21 : tensor<0xi1>, tensor<0xi32>
      %48 = stablehlo.broadcast_in_dim %47, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %49 = "stablehlo.scatter"(%42, %48, %28) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg2: tensor<i32>, %arg3: tensor<i32>):
        stablehlo.return %arg3 : tensor<i32>
      }) : (tensor<0x4xi32>, tensor<0x1xi32>, tensor<0xi32>) -> tensor<0x4xi32>
      %c_20 = stablehlo.constant dense<1> : tensor<i64>
      %50 = stablehlo.add %iterArg_3, %c_20 : tensor<i64>
      stablehlo.return %iterArg, %50, %14, %49 : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x4xi32>
    }
    %11 = stablehlo.transpose %arg1, dims = [0, 2, 1] : (tensor<0x4x3xf32>) -> tensor<0x3x4xf32>
    %12 = call @_lu_solve(%8, %10#3, %11) : (tensor<0x4x4xf32>, tensor<0x4xi32>, tensor<0x3x4xf32>) -> tensor<0x3x4xf32>
    %13 = stablehlo.transpose %12, dims = [0, 2, 1] : (tensor<0x3x4xf32>) -> tensor<0x4x3xf32>
    return %13 : tensor<0x4x3xf32>
  }
  func.func private @_lu_solve(%arg0: tensor<0x4x4xf32>, %arg1: tensor<0x4xi32>, %arg2: tensor<0x3x4xf32>) -> tensor<0x3x4xf32> {
    %0 = stablehlo.broadcast_in_dim %arg2, dims = [0, 1, 2] : (tensor<0x3x4xf32>) -> tensor<0x3x4x1xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0x4xi32>
    %2 = stablehlo.compare LT, %arg1, %1, SIGNED : (tensor<0x4xi32>, tensor<0x4xi32>) -> tensor<0x4xi1>
    %c_0 = stablehlo.constant dense<4> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<0x4xi32>
    %4 = stablehlo.add %arg1, %3 : tensor<0x4xi32>
    %5 = stablehlo.select %2, %4, %arg1 : tensor<0x4xi1>, tensor<0x4xi32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<0x4xi32>) -> tensor<0x4x1xi32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x3x4x1xf32>
    %8 = stablehlo.transpose %7, dims = [0, 2, 3, 1] : (tensor<0x3x4x1xf32>) -> tensor<0x4x1x3xf32>
    %9 = stablehlo.reshape %8 : (tensor<0x4x1x3xf32>) -> tensor<0x4x3xf32>
    %10 = stablehlo.custom_call @lapack_strsm_ffi(%arg0, %9) {backend_config = "", mhlo.backend_config = {diag = 85 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 76 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l, m])->([i, n, o]) {i=0, j=4, k=4, l=4, m=3, n=4, o=3}, custom>} : (tensor<0x4x4xf32>, tensor<0x4x3xf32>) -> tensor<0x4x3xf32>
    %11 = stablehlo.reshape %10 : (tensor<0x4x3xf32>) -> tensor<0x4x1x3xf32>
    %12 = stablehlo.reshape %11 : (tensor<0x4x1x3xf32>) -> tensor<0x4x3xf32>
    %13 = stablehlo.custom_call @lapack_strsm_ffi(%arg0, %12) {backend_config = "", mhlo.backend_config = {diag = 78 : ui8, side = 76 : ui8, trans_x = 78 : ui8, uplo = 85 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [], operand_index = 1, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k], [i, l, m])->([i, n, o]) {i=0, j=4, k=4, l=4, m=3, n=4, o=3}, custom>} : (tensor<0x4x4xf32>, tensor<0x4x3xf32>) -> tensor<0x4x3xf32>
    %14 = stablehlo.reshape %13 : (tensor<0x4x3xf32>) -> tensor<0x4x1x3xf32>
    %15 = stablehlo.transpose %14, dims = [0, 3, 1, 2] : (tensor<0x4x1x3xf32>) -> tensor<0x3x4x1xf32>
    %16 = stablehlo.reshape %15 : (tensor<0x3x4x1xf32>) -> tensor<0x3x4xf32>
    return %16 : tensor<0x3x4xf32>
  }
}
