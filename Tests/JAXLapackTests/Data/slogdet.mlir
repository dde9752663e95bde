module @jit_slogdet attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[(2.927233219e+00, -5.929172412e-02), (5.036095977e-01, 3.922732770e-01), (-4.076449871e-01, 3.028130233e-01), (-6.532344222e-02, 9.505174756e-01)], [(6.491814256e-01, 7.715891600e-01), (2.070360422e+00, 2.675035000e-01), (-4.177469015e-01, 7.952452898e-01), (-2.307640947e-02, -1.111066192e-01)], [(7.030043006e-01, 5.977482200e-01), (-4.599336088e-01, -4.310408831e-01), (3.646148682e+00, 5.340567604e-02), (-5.109111071e-01, 9.597359300e-01)], [(-3.936980963e-01, 1.975993812e-01), (1.076361835e-01, 1.358259656e-02), (3.078103960e-01, 5.746151805e-01), (3.760139942e+00, -3.752854168e-01)]], [[(3.758934021e+00, 6.620880365e-01), (-4.996764958e-01, -9.629085064e-01), (4.912043214e-01, -5.234873295e-01), (2.699860334e-01, -6.455056071e-01)], [(-2.277129292e-01, -4.852991104e-01), (3.552083731e+00, 8.910629749e-01), (7.950387597e-01, -9.522099495e-01), (-4.161085188e-02, -4.025098383e-01)], [(8.322107196e-01, 1.487815231e-01), (-7.447584867e-01, 4.061789215e-01), (2.332381248e+00, 5.475678444e-01), (5.284021497e-01, -2.334273756e-01)], [(-3.888966143e-01, -5.596523285e-01), (1.707316935e-01, 7.047051787e-01), (-5.857786629e-03, -7.558156848e-01), (2.291570902e+00, -8.699561954e-01)]], [[(3.508467197e+00, -5.368404984e-01), (4.828650951e-01, -1.482623443e-02), (-7.095931768e-01, 8.843173981e-01), (-4.804567099e-01, 4.577040970e-01)], [(6.011693478e-01, 1.279446781e-01), (3.824461699e+00, 4.243814945e-02), (7.401802540e-01, 3.868348002e-01), (3.723867470e-03, 2.529333532e-01)], [(-2.652091086e-01, -3.273773193e-01), (-1.094961762e-01, -8.145398498e-01), (2.352777004e+00, -5.981559753e-01), (-8.022310212e-03, 5.654167533e-01)], [(-5.382249355e-01, 2.689065337e-01), (-6.761007309e-01, 5.943551660e-01), (-2.387542725e-01, -9.110180736e-01), (2.127870798e+00, 8.016393781e-01)]]]> : tensor<3x4x4xcomplex<f32>>
    %0:2 = call @slogdet(%arg0) : (tensor<3x4x4xcomplex<f32>>) -> (tensor<3xcomplex<f32>>, tensor<3xf32>)
    %want0 = stablehlo.constant dense<[(9.999701381e-01, -7.736574393e-03), (9.708186984e-01, 2.398143262e-01), (9.966278672e-01, 8.205368370e-02)]> : tensor<3xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<3xcomplex<f32>>, tensor<3xcomplex<f32>>) -> ()
    %want1 = stablehlo.constant dense<[4.420201302e+00, 4.369121552e+00, 4.126008034e+00]> : tensor<3xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 1.3e-04", has_side_effect = true} : (tensor<3xf32>, tensor<3xf32>) -> ()
    return
  }
  func.func private @slogdet(%arg0: tensor<3x4x4xcomplex<f32>>) -> (tensor<3xcomplex<f32>>, tensor<3xf32>) {
    %0:3 = stablehlo.custom_call @lapack_cgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "1"}, operand_layouts = [dense<[1, 2, 0]> : tensor<3xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[1, 2, 0]> : tensor<3xindex>, dense<[1, 0]> : tensor<2xindex>, dense<0> : tensor<1xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j, k])->([i, l, m], [i, n], [i]) {i=3, j=4, k=4, l=4, m=4, n=4}, custom>} : (tensor<3x4x4xcomplex<f32>>) -> (tensor<3x4x4xcomplex<f32>>, tensor<3x4xi32>, tensor<3xi32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<3x4xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<3xi32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<3xi1>) -> tensor<3x1x1xi1>
    %cst = stablehlo.constant dense<(0x7FC00000,0x7FC00000)> : tensor<complex<f32>>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<3x4x4xcomplex<f32>>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1, 2] : (tensor<3x1x1xi1>) -> tensor<3x4x4xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<3x4x4xi1>, tensor<3x4x4xcomplex<f32>>
    %9 = stablehlo.iota dim = 1 : tensor<3x4xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_24 = %c_2, %iterArg_25 = %c_1, %iterArg_26 = %9) : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    cond {
      %c_27 = stablehlo.constant dense<4> : tensor<i64>
      %104 = stablehlo.compare LT, %iterArg_24, %c_27, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %104 : tensor<i1>
    } do {
      %c_27 = stablehlo.constant dense<1> : tensor<i64>
      %104 = stablehlo.add %iterArg_25, %c_27 : tensor<i64>
      %c_28 = stablehlo.constant dense<0> : tensor<i64>
      %105 = stablehlo.compare LT, %iterArg_25, %c_28, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %106 = stablehlo.convert %iterArg_25 : tensor<i64>
      %c_29 = stablehlo.constant dense<4> : tensor<i64>
      %107 = stablehlo.add %106, %c_29 : tensor<i64>
      %108 = stablehlo.select %105, %107, %iterArg_25 : tensor<i1>, tensor<i64>
      %109 = stablehlo.broadcast_in_dim %108, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %110 = "stablehlo.gather"(%iterArg, %109) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %111 = stablehlo.reshape %110 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_30 = stablehlo.constant dense<0> : tensor<i64>
      %112 = stablehlo.compare LT, %iterArg_25, %c_30, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %113 = stablehlo.convert %iterArg_25 : tensor<i64>
      %c_31 = stablehlo.constant dense<4> : tensor<i64>
      %114 = stablehlo.add %113, %c_31 : tensor<i64>
      %115 = stablehlo.select %112, %114, %iterArg_25 : tensor<i1>, tensor<i64>
      %116 = stablehlo.broadcast_in_dim %115, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %117 = "stablehlo.gather"(%iterArg_26, %116) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %118 = stablehlo.reshape %117 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_32 = stablehlo.constant dense<0> : tensor<i32>
      %119 = stablehlo.broadcast_in_dim %c_32, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %120 = stablehlo.compare LT, %111, %119, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_33 = stablehlo.constant dense<4> : tensor<i32>
      %121 = stablehlo.broadcast_in_dim %c_33, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %122 = stablehlo.add %111, %121 : tensor<3xi32>
      %123 = stablehlo.select %120, %122, %111 : tensor<3xi1>, tensor<3xi32>
      %124 = stablehlo.broadcast_in_dim %123, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %125 = "stablehlo.gather"(%iterArg_26, %124) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = array<i64: 1, 1>}> : (tensor<3x4xi32>, tensor<3x1xi32>) -> tensor<3x1xi32>
      %126 = stablehlo.reshape %125 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_34 = stablehlo.constant dense<0> : tensor<i64>
      %127 = stablehlo.compare LT, %iterArg_25, %c_34, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_35 = stablehlo.constant dense<4> : tensor<i64>
      %128 = stablehlo.add %iterArg_25, %c_35 : tensor<i64>
      %129 = stablehlo.select %127, %128, %iterArg_25 : tensor<i1>, tensor<i64>
      %130 = stablehlo.convert %129 : (tensor<i64>) -> tensor<i32>
      %131 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %132 = "stablehlo.scatter"(%iterArg_26, %131, %126) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_36 = stablehlo.constant dense<0> : tensor<i32>
      %133 = stablehlo.broadcast_in_dim %c_36, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %134 = stablehlo.compare LT, %111, %133, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_37 = stablehlo.constant dense<4> : tensor<i32>
      %135 = stablehlo.broadcast_in_dim %c_37, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %136 = stablehlo.add %111, %135 : tensor<3xi32>
      %137 = stablehlo.select %134, %136, %111 : tensor<3xi1>, tensor<3xi32>
      %138 = stablehlo.broadcast_in_dim %137, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %139 = "stablehlo.scatter"(%132, %138, %118) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<3x1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_38 = stablehlo.constant dense<1> : tensor<i64>
      %140 = stablehlo.add %iterArg_24, %c_38 : tensor<i64>
      stablehlo.return %iterArg, %140, %104, %139 : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    }
    %11 = call @diagonal(%8) : (tensor<3x4x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>>
    %cst_3 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %12 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<complex<f32>>) -> tensor<3x4xcomplex<f32>>
    %13 = stablehlo.compare EQ, %11, %12, FLOAT : (tensor<3x4xcomplex<f32>>, tensor<3x4xcomplex<f32>>) -> tensor<3x4xi1>
    %c_4 = stablehlo.constant dense<false> : tensor<i1>
    %14 = stablehlo.reduce(%13 init: %c_4) applies stablehlo.or across dimensions = [1] : (tensor<3x4xi1>, tensor<i1>) -> tensor<3xi1>
    %15 = stablehlo.iota dim = 0 : tensor<4xi32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [1] : (tensor<4xi32>) -> tensor<1x4xi32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<3x4xi32>
    %18 = stablehlo.compare NE, %2, %17, SIGNED : (tensor<3x4xi32>, tensor<3x4xi32>) -> tensor<3x4xi1>
    %19 = call @count_nonzero(%18) : (tensor<3x4xi1>) -> tensor<3xi64>
    %20 = stablehlo.real %11 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %21 = stablehlo.imag %11 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %22 = stablehlo.abs %20 : tensor<3x4xf32>
    %23 = stablehlo.abs %21 : tensor<3x4xf32>
    %24 = stablehlo.maximum %22, %23 : tensor<3x4xf32>
    %cst_5 = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %26 = stablehlo.compare GE, %24, %25, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_6 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %27 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %28 = stablehlo.compare LE, %24, %27, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_7 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %29 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_8 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %30 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_9 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %31 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %32 = stablehlo.multiply %20, %29 : tensor<3x4xf32>
    %33 = stablehlo.multiply %20, %30 : tensor<3x4xf32>
    %34 = stablehlo.select %28, %33, %20 : tensor<3x4xi1>, tensor<3x4xf32>
    %35 = stablehlo.select %26, %32, %34 : tensor<3x4xi1>, tensor<3x4xf32>
    %36 = stablehlo.multiply %21, %29 : tensor<3x4xf32>
    %37 = stablehlo.multiply %21, %30 : tensor<3x4xf32>
    %38 = stablehlo.select %28, %37, %21 : tensor<3x4xi1>, tensor<3x4xf32>
    %39 = stablehlo.select %26, %36, %38 : tensor<3x4xi1>, tensor<3x4xf32>
    %40 = stablehlo.select %28, %29, %31 : tensor<3x4xi1>, tensor<3x4xf32>
    %41 = stablehlo.select %26, %30, %40 : tensor<3x4xi1>, tensor<3x4xf32>
    %42 = chlo.square %35 : tensor<3x4xf32> -> tensor<3x4xf32>
    %43 = chlo.square %39 : tensor<3x4xf32> -> tensor<3x4xf32>
    %44 = stablehlo.add %42, %43 : tensor<3x4xf32>
    %45 = stablehlo.sqrt %44 : tensor<3x4xf32>
    %46 = stablehlo.multiply %45, %41 : tensor<3x4xf32>
    %cst_10 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %47 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %48 = stablehlo.compare EQ, %22, %47, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %49 = stablehlo.compare EQ, %23, %47, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %50 = stablehlo.or %48, %49 : tensor<3x4xi1>
    %51 = stablehlo.select %50, %47, %46 : tensor<3x4xi1>, tensor<3x4xf32>
    %52 = stablehlo.divide %35, %45 : tensor<3x4xf32>
    %53 = stablehlo.divide %39, %45 : tensor<3x4xf32>
    %54 = stablehlo.convert %51 : (tensor<3x4xf32>) -> tensor<3x4xcomplex<f32>>
    %55 = stablehlo.divide %11, %54 : tensor<3x4xcomplex<f32>>
    %cst_11 = stablehlo.constant dense<(1.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %56 = stablehlo.reduce(%55 init: %cst_11) applies stablehlo.multiply across dimensions = [1] : (tensor<3x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<3xcomplex<f32>>
    %c_12 = stablehlo.constant dense<2> : tensor<i64>
    %57 = call @remainder(%19, %c_12) : (tensor<3xi64>, tensor<i64>) -> tensor<3xi64>
    %c_13 = stablehlo.constant dense<-2> : tensor<i64>
    %58 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %59 = stablehlo.multiply %58, %57 : tensor<3xi64>
    %c_14 = stablehlo.constant dense<1> : tensor<i64>
    %60 = stablehlo.broadcast_in_dim %c_14, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %61 = stablehlo.add %59, %60 : tensor<3xi64>
    %62 = stablehlo.convert %61 : (tensor<3xi64>) -> tensor<3xcomplex<f32>>
    %63 = stablehlo.multiply %56, %62 : tensor<3xcomplex<f32>>
    %cst_15 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %64 = call @_where_0(%14, %cst_15, %63) : (tensor<3xi1>, tensor<complex<f32>>, tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
    %65 = stablehlo.real %11 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %66 = stablehlo.imag %11 : (tensor<3x4xcomplex<f32>>) -> tensor<3x4xf32>
    %67 = stablehlo.abs %65 : tensor<3x4xf32>
    %68 = stablehlo.abs %66 : tensor<3x4xf32>
    %69 = stablehlo.maximum %67, %68 : tensor<3x4xf32>
    %cst_16 = stablehlo.constant dense<9.22337203E+18> : tensor<f32>
    %70 = stablehlo.broadcast_in_dim %cst_16, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %71 = stablehlo.compare GE, %69, %70, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_17 = stablehlo.constant dense<2.44140625E-4> : tensor<f32>
    %72 = stablehlo.broadcast_in_dim %cst_17, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %73 = stablehlo.compare LE, %69, %72, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %cst_18 = stablehlo.constant dense<2.64697796E-23> : tensor<f32>
    %74 = stablehlo.broadcast_in_dim %cst_18, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_19 = stablehlo.constant dense<3.77789319E+22> : tensor<f32>
    %75 = stablehlo.broadcast_in_dim %cst_19, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %cst_20 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %76 = stablehlo.broadcast_in_dim %cst_20, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %77 = stablehlo.multiply %65, %74 : tensor<3x4xf32>
    %78 = stablehlo.multiply %65, %75 : tensor<3x4xf32>
    %79 = stablehlo.select %73, %78, %65 : tensor<3x4xi1>, tensor<3x4xf32>
    %80 = stablehlo.select %71, %77, %79 : tensor<3x4xi1>, tensor<3x4xf32>
    %81 = stablehlo.multiply %66, %74 : tensor<3x4xf32>
    %82 = stablehlo.multiply %66, %75 : tensor<3x4xf32>
    %83 = stablehlo.select %73, %82, %66 : tensor<3x4xi1>, tensor<3x4xf32>
    %84 = stablehlo.select %71, %81, %83 : tensor<3x4xi1>, tensor<3x4xf32>
    %85 = stablehlo.select %73, %74, %76 : tensor<3x4xi1>, tensor<3x4xf32>
    %86 = stablehlo.select %71, %75, %85 : tensor<3x4xi1>, tensor<3x4xf32>
    %87 = chlo.square %80 : tensor<3x4xf32> -> tensor<3x4xf32>
    %88 = chlo.square %84 : tensor<3x4xf32> -> tensor<3x4xf32>
    %89 = stablehlo.add %87, %88 : tensor<3x4xf32>
    %90 = stablehlo.sqrt %89 : tensor<3x4xf32>
    %91 = stablehlo.multiply %90, %86 : tensor<3x4xf32>
    %cst_21 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %92 = stablehlo.broadcast_in_dim %cst_21, dims = [] : (tensor<f32>) -> tensor<3x4xf32>
    %93 = stablehlo.compare EQ, %67, %92, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %94 = stablehlo.compare EQ, %68, %92, FLOAT : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xi1>
    %95 = stablehlo.or %93, %94 : tensor<3x4xi1>
    %96 = stablehlo.select %95, %92, %91 : tensor<3x4xi1>, tensor<3x4xf32>
    %97 = stablehlo.divide %80, %90 : tensor<3x4xf32>
    %98 = stablehlo.divide %84, %90 : tensor<3x4xf32>
    %99 = stablehlo.log %96 : tensor<3x4xf32>
    %100 = stablehlo.convert %99 : (tensor<3x4xf32>) -> tensor<3x4xcomplex<f32>>
    %cst_22 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %101 = stablehlo.reduce(%100 init: %cst_22) applies stablehlo.add across dimensions = [1] : (tensor<3x4xcomplex<f32>>, tensor<complex<f32>>) -> tensor<3xcomplex<f32>>
    %cst_23 = stablehlo.constant dense<(0xFF800000,0.000000e+00)> : tensor<complex<f32>>
    %102 = call @_where_0(%14, %cst_23, %101) : (tensor<3xi1>, tensor<complex<f32>>, tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
    %103 = stablehlo.real %102 : (tensor<3xcomplex<f32>>) -> tensor<3xf32>
    return %64, %103 : tensor<3xcomplex<f32>>, tensor<3xf32>
  }
  func.func private @diagonal(%arg0: tensor<3x4x4xcomplex<f32>>) -> tensor<3x4xcomplex<f32>> {
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
    %17 = "stablehlo.gather"(%arg0, %16) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1, 2], start_index_map = [1, 2], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 3, 1, 1>}> : (tensor<3x4x4xcomplex<f32>>, tensor<4x2xi32>) -> tensor<3x4xcomplex<f32>>
    return %17 : tensor<3x4xcomplex<f32>>
  }
  func.func private @count_nonzero(%arg0: tensor<3x4xi1>) -> tensor<3xi64> {
    %c = stablehlo.constant dense<false> : tensor<i1>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i1>) -> tensor<3x4xi1>
    %1 = stablehlo.compare NE, %arg0, %0, UNSIGNED : (tensor<3x4xi1>, tensor<3x4xi1>) -> tensor<3x4xi1>
    %2 = stablehlo.convert %1 : (tensor<3x4xi1>) -> tensor<3x4xi32>
    %3 = stablehlo.convert %2 : (tensor<3x4xi32>) -> tensor<3x4xi64>
    %c_0 = stablehlo.constant dense<0> : tensor<i64>
    %4 = stablehlo.reduce(%3 init: %c_0) applies stablehlo.add across dimensions = [1] : (tensor<3x4xi64>, tensor<i64>) -> tensor<3xi64>
    return %4 : tensor<3xi64>
  }
  func.func private @remainder(%arg0: tensor<3xi64>, %arg1: tensor<i64>) -> tensor<3xi64> {
    %0 = stablehlo.convert %arg1 : tensor<i64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %1 = stablehlo.compare EQ, %0, %c, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i64>
    %2 = call @_where(%1, %c_0, %0) : (tensor<i1>, tensor<i64>, tensor<i64>) -> tensor<i64>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %4 = stablehlo.remainder %arg0, %3 : tensor<3xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %5 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %6 = stablehlo.compare NE, %4, %5, SIGNED : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi1>
    %c_2 = stablehlo.constant dense<0> : tensor<i64>
    %7 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %8 = stablehlo.compare LT, %4, %7, SIGNED : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi1>
    %c_3 = stablehlo.constant dense<0> : tensor<i64>
    %9 = stablehlo.compare LT, %2, %c_3, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
    %10 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<i1>) -> tensor<3xi1>
    %11 = stablehlo.compare NE, %8, %10, UNSIGNED : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
    %12 = stablehlo.and %11, %6 : tensor<3xi1>
    %13 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i64>) -> tensor<3xi64>
    %14 = stablehlo.add %4, %13 : tensor<3xi64>
    %15 = stablehlo.select %12, %14, %4 : tensor<3xi1>, tensor<3xi64>
    return %15 : tensor<3xi64>
  }
  func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<i64>, %arg2: tensor<i64>) -> tensor<i64> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i64>
    return %0 : tensor<i64>
  }
  func.func private @_where_0(%arg0: tensor<3xi1>, %arg1: tensor<complex<f32>>, %arg2: tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<complex<f32>>) -> tensor<3xcomplex<f32>>
    %1 = stablehlo.select %arg0, %0, %arg2 : tensor<3xi1>, tensor<3xcomplex<f32>>
    return %1 : tensor<3xcomplex<f32>>
  }
}
// -----
module @jit_slogdet attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:2 = call @slogdet(%arg0) : (tensor<0x4x4xf32>) -> (tensor<0xf32>, tensor<0xf32>)
    %want0 = stablehlo.constant dense<> : tensor<0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xf32>, tensor<0xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0xf32>, tensor<0xf32>) -> ()
    return
  }
  func.func private @slogdet(%arg0: tensor<0x4x4xf32>) -> (tensor<0xf32>, tensor<0xf32>) {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = call @_where(%cst) : (tensor<f32>) -> tensor<0xf32>
    %cst_0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %1 = call @_where(%cst_0) : (tensor<f32>) -> tensor<0xf32>
    return %0, %1 : tensor<0xf32>, tensor<0xf32>
  }
  func.func private @_where(%arg0: tensor<f32>) -> tensor<0xf32> {
    %0 = stablehlo.broadcast_in_dim %arg0, dims = [] : (tensor<f32>) -> tensor<0xf32>
    return %0 : tensor<0xf32>
  }
}
