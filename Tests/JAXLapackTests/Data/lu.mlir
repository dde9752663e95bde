module @jit_lu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[[2.07797168206609051e+00, 1.80775735669703508e-01, -6.67977693905565939e-01, 3.55747417134618882e-01], [-9.57849291112217838e-01, 2.62114039410638977e+00, 8.76682573729227865e-01, 7.67927597544892926e-02], [6.23174805493501571e-01, 3.16052163223451643e-01, 3.22150157122705227e+00, -6.17494639830205250e-01], [1.48789496515612019e-01, -9.20627163081999988e-01, 6.03328810183746622e-01, 3.92014183405235217e+00]], [[3.70801814268369068e+00, -8.98580708067877598e-01, -3.22679833239563063e-01, -3.63993604275435478e-01], [-7.74566016554260051e-01, 3.25322363865624187e+00, 5.94916350732666688e-01, -3.72557055995512254e-01], [7.25618469837469471e-01, 5.94253825692259374e-01, 2.25827588294864956e+00, 5.33718313476310602e-01], [7.65241439803836521e-01, -6.05434860336506953e-01, 1.47282358997046225e-01, 3.27749993204420598e+00]], [[3.21866851498519946e+00, -8.07508644743913040e-01, 3.22382922029898378e-01, 2.63909449359037263e-01], [6.47770978004028608e-01, 3.60702539826065660e+00, -3.45663584134688673e-01, 4.44094665853107751e-01], [7.34546775144711894e-01, 7.85895516381579062e-01, 2.32302465389399870e+00, -9.46595299827430736e-01], [3.01614886844457253e-01, -5.70647454512473340e-01, 1.27419448534138446e-01, 3.88960905961368208e+00]]]> : tensor<3x4x4xf64>
    %0:3 = call @lu(%arg0) : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>)
    %want0 = stablehlo.constant dense<[[[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00]], [[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00]], [[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00, 0.00000000000000000e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 1.00000000000000000e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want1 = stablehlo.constant dense<[[[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-4.60953967457268354e-01, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [2.99895716034922044e-01, 9.68168716485612313e-02, 1.00000000000000000e+00, 0.00000000000000000e+00], [7.16032358860989177e-02, -3.45195694121658070e-01, 2.51724961510409184e-01, 1.00000000000000000e+00]], [[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [-2.08889489411630880e-01, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [1.95689028994960795e-01, 2.51212296480430475e-01, 1.00000000000000000e+00, 0.00000000000000000e+00], [2.06374783066727491e-01, -1.37004658294092363e-01, 1.30726163233761128e-01, 1.00000000000000000e+00]], [[1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [2.01254330785600399e-01, 1.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00], [2.28214484257969502e-01, 2.57373759838119387e-01, 1.00000000000000000e+00, 0.00000000000000000e+00], [9.37079681987208757e-02, -1.31309777526229965e-01, 1.83859711087857418e-02, 1.00000000000000000e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 5.7e-14", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    %want2 = stablehlo.constant dense<[[[2.07797168206609051e+00, 1.80775735669703508e-01, -6.67977693905565939e-01, 3.55747417134618882e-01], [0.00000000000000000e+00, 2.70446968668334620e+00, 5.68775605550500440e-01, 2.40775943095367678e-01], [0.00000000000000000e+00, 0.00000000000000000e+00, 3.36675814523680250e+00, -7.47492939798091394e-01], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 4.16594661813197131e+00]], [[3.70801814268369068e+00, -8.98580708067877598e-01, -3.22679833239563063e-01, -3.63993604275435478e-01], [0.00000000000000000e+00, 3.06551957335280134e+00, 5.27511925123824166e-01, -4.48591494141707181e-01], [0.00000000000000000e+00, 0.00000000000000000e+00, 2.18890330406038691e+00, 7.17639567882272456e-01], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 3.19734564150172051e+00]], [[3.21866851498519946e+00, -8.07508644743913040e-01, 3.22382922029898378e-01, 2.63909449359037263e-01], [0.00000000000000000e+00, 3.76954001016218010e+00, -4.10544543364522285e-01, 3.90981746234358385e-01], [0.00000000000000000e+00, 0.00000000000000000e+00, 2.35511559431611905e+00, -1.10745170076011856e+00], [0.00000000000000000e+00, 0.00000000000000000e+00, 0.00000000000000000e+00, 3.93657994241520504e+00]]]> : tensor<3x4x4xf64>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want2) {backend_config = "almost_eq 2.4e-13", has_side_effect = true} : (tensor<3x4x4xf64>, tensor<3x4x4xf64>) -> ()
    return
  }
  func.func private @lu(%arg0: tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>) {
    %0:3 = call @_lu(%arg0) : (tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>)
    return %0#0, %0#1, %0#2 : tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>
  }
  func.func private @_lu(%arg0: tensor<3x4x4xf64>) -> (tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>) {
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
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_4 = %c_2, %iterArg_5 = %c_1, %iterArg_6 = %9) : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    cond {
      %c_7 = stablehlo.constant dense<4> : tensor<i64>
      %30 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %30 : tensor<i1>
    } do {
      %c_7 = stablehlo.constant dense<1> : tensor<i64>
      %30 = stablehlo.add %iterArg_5, %c_7 : tensor<i64>
      %c_8 = stablehlo.constant dense<0> : tensor<i64>
      %31 = stablehlo.compare LT, %iterArg_5, %c_8, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %32 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_9 = stablehlo.constant dense<4> : tensor<i64>
      %33 = stablehlo.add %32, %c_9 : tensor<i64>
      %34 = stablehlo.select %31, %33, %iterArg_5 : tensor<i1>, tensor<i64>
      %35 = stablehlo.broadcast_in_dim %34, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %36 = "stablehlo.gather"(%iterArg, %35) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %37 = stablehlo.reshape %36 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_10 = stablehlo.constant dense<0> : tensor<i64>
      %38 = stablehlo.compare LT, %iterArg_5, %c_10, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %39 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_11 = stablehlo.constant dense<4> : tensor<i64>
      %40 = stablehlo.add %39, %c_11 : tensor<i64>
      %41 = stablehlo.select %38, %40, %iterArg_5 : tensor<i1>, tensor<i64>
      %42 = stablehlo.broadcast_in_dim %41, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %43 = "stablehlo.gather"(%iterArg_6, %42) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 1], start_index_map = [1]>, indices_are_sorted = true, slice_sizes = array<i64: 3, 1>}> : (tensor<3x4xi32>, tensor<1xi64>) -> tensor<3x1xi32>
      %44 = stablehlo.reshape %43 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %45 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %46 = stablehlo.compare LT, %37, %45, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_13 = stablehlo.constant dense<4> : tensor<i32>
      %47 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %48 = stablehlo.add %37, %47 : tensor<3xi32>
      %49 = stablehlo.select %46, %48, %37 : tensor<3xi1>, tensor<3xi32>
      %50 = stablehlo.broadcast_in_dim %49, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %51 = "stablehlo.gather"(%iterArg_6, %50) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = array<i64: 1, 1>}> : (tensor<3x4xi32>, tensor<3x1xi32>) -> tensor<3x1xi32>
      %52 = stablehlo.reshape %51 : (tensor<3x1xi32>) -> tensor<3xi32>
      %c_14 = stablehlo.constant dense<0> : tensor<i64>
      %53 = stablehlo.compare LT, %iterArg_5, %c_14, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_15 = stablehlo.constant dense<4> : tensor<i64>
      %54 = stablehlo.add %iterArg_5, %c_15 : tensor<i64>
      %55 = stablehlo.select %53, %54, %iterArg_5 : tensor<i1>, tensor<i64>
      %56 = stablehlo.convert %55 : (tensor<i64>) -> tensor<i32>
      %57 = stablehlo.broadcast_in_dim %56, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %58 = "stablehlo.scatter"(%iterArg_6, %57, %52) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_16 = stablehlo.constant dense<0> : tensor<i32>
      %59 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %60 = stablehlo.compare LT, %37, %59, SIGNED : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
      %c_17 = stablehlo.constant dense<4> : tensor<i32>
      %61 = stablehlo.broadcast_in_dim %c_17, dims = [] : (tensor<i32>) -> tensor<3xi32>
      %62 = stablehlo.add %37, %61 : tensor<3xi32>
      %63 = stablehlo.select %60, %62, %37 : tensor<3xi1>, tensor<3xi32>
      %64 = stablehlo.broadcast_in_dim %63, dims = [0] : (tensor<3xi32>) -> tensor<3x1xi32>
      %65 = "stablehlo.scatter"(%58, %64, %44) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<3x4xi32>, tensor<3x1xi32>, tensor<3xi32>) -> tensor<3x4xi32>
      %c_18 = stablehlo.constant dense<1> : tensor<i64>
      %66 = stablehlo.add %iterArg_4, %c_18 : tensor<i64>
      stablehlo.return %iterArg, %66, %30, %65 : tensor<3x4xi32>, tensor<i64>, tensor<i64>, tensor<3x4xi32>
    }
    %11 = stablehlo.broadcast_in_dim %10#3, dims = [0, 2] : (tensor<3x4xi32>) -> tensor<3x1x4xi32>
    %12 = stablehlo.iota dim = 0 : tensor<4xi32>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [1, 2] : (tensor<4x1xi32>) -> tensor<1x4x1xi32>
    %15 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<3x1x4xi32>) -> tensor<3x4x4xi32>
    %16 = stablehlo.broadcast_in_dim %14, dims = [0, 1, 2] : (tensor<1x4x1xi32>) -> tensor<3x4x4xi32>
    %17 = stablehlo.compare EQ, %15, %16, SIGNED : (tensor<3x4x4xi32>, tensor<3x4x4xi32>) -> tensor<3x4x4xi1>
    %18 = stablehlo.convert %17 : (tensor<3x4x4xi1>) -> tensor<3x4x4xf64>
    %19 = call @tril(%8) : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    %20 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %21 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c_3 = stablehlo.constant dense<0> : tensor<i64>
    %22 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %23 = stablehlo.add %20, %22 : tensor<4x4xi64>
    %24 = stablehlo.compare EQ, %23, %21, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %25 = stablehlo.convert %24 : (tensor<4x4xi1>) -> tensor<4x4xf64>
    %26 = stablehlo.broadcast_in_dim %25, dims = [1, 2] : (tensor<4x4xf64>) -> tensor<1x4x4xf64>
    %27 = stablehlo.broadcast_in_dim %26, dims = [0, 1, 2] : (tensor<1x4x4xf64>) -> tensor<3x4x4xf64>
    %28 = stablehlo.add %19, %27 : tensor<3x4x4xf64>
    %29 = call @triu(%8) : (tensor<3x4x4xf64>) -> tensor<3x4x4xf64>
    return %18, %28, %29 : tensor<3x4x4xf64>, tensor<3x4x4xf64>, tensor<3x4x4xf64>
  }
  func.func private @tril(%arg0: tensor<3x4x4xf64>) -> tensor<3x4x4xf64> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %6 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %7 = stablehlo.broadcast_in_dim %5, dims = [1, 2] : (tensor<4x4xf64>) -> tensor<3x4x4xf64>
    %8 = stablehlo.select %6, %arg0, %7 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    return %8 : tensor<3x4x4xf64>
  }
  func.func private @triu(%arg0: tensor<3x4x4xf64>) -> tensor<3x4x4xf64> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f64>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4x4xf64>
    %6 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<3x4x4xi1>
    %7 = stablehlo.broadcast_in_dim %5, dims = [1, 2] : (tensor<4x4xf64>) -> tensor<3x4x4xf64>
    %8 = stablehlo.select %6, %7, %arg0 : tensor<3x4x4xi1>, tensor<3x4x4xf64>
    return %8 : tensor<3x4x4xf64>
  }
}
// -----
module @jit_lu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[(2.758639336e+00, -8.369370699e-01), (-4.944508970e-01, 5.054642558e-01), (-8.697990328e-02, 1.581091434e-01), (3.144878149e-01, -4.006122649e-01)], [(-7.978020906e-01, -8.449068666e-01), (2.761169434e+00, 5.263618827e-01), (-7.325575948e-01, -7.378420234e-01), (3.248924315e-01, -7.335867286e-01)], [(6.611050367e-01, -7.386314869e-01), (-2.462924421e-01, -8.374753594e-01), (2.743447781e+00, 8.127847314e-01), (7.904332131e-02, -4.615114033e-01)], [(-5.698844194e-01, -3.871788383e-01), (-5.051808357e-01, 6.655886173e-01), (-3.402954340e-01, 2.398469150e-01), (2.914851427e+00, -6.257132292e-01)]]> : tensor<4x4xcomplex<f32>>
    %0:3 = call @lu(%arg0) : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>)
    %want0 = stablehlo.constant dense<[[1.000000000e+00, 0.000000000e+00, 0.000000000e+00, 0.000000000e+00], [0.000000000e+00, 1.000000000e+00, 0.000000000e+00, 0.000000000e+00], [0.000000000e+00, 0.000000000e+00, 1.000000000e+00, 0.000000000e+00], [0.000000000e+00, 0.000000000e+00, 0.000000000e+00, 1.000000000e+00]]> : tensor<4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xf32>, tensor<4x4xf32>) -> ()
    %want1 = stablehlo.constant dense<[[(1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(-1.797370017e-01, -3.608066440e-01), (1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(2.938357592e-01, -1.786059439e-01), (-1.482574344e-01, -4.053351581e-01), (1.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00)], [(-1.501778364e-01, -1.859134734e-01), (-2.177154124e-01, 2.992497981e-01), (-2.519119382e-01, 1.390808672e-01), (1.000000000e+00, 0.000000000e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    %want2 = stablehlo.constant dense<[[(2.758639336e+00, -8.369370699e-01), (-4.944508970e-01, 5.054642558e-01), (-8.697990328e-02, 1.581091434e-01), (3.144878149e-01, -4.006122649e-01)], [(0.000000000e+00, 0.000000000e+00), (2.489923477e+00, 4.388113320e-01), (-8.052379489e-01, -7.408068776e-01), (5.259611011e-01, -6.921222806e-01)], [(0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (2.921658993e+00, 3.145700991e-01), (4.167064130e-01, -1.770495623e-01)], [(0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (0.000000000e+00, 0.000000000e+00), (3.024301291e+00, -1.038045049e+00)]]> : tensor<4x4xcomplex<f32>>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want2) {backend_config = "almost_eq 9.8e-05", has_side_effect = true} : (tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) -> ()
    return
  }
  func.func private @lu(%arg0: tensor<4x4xcomplex<f32>>) -> (tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) {
    %0:3 = call @_lu(%arg0) : (tensor<4x4xcomplex<f32>>) -> (tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>)
    return %0#0, %0#1, %0#2 : tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>
  }
  func.func private @_lu(%arg0: tensor<4x4xcomplex<f32>>) -> (tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>) {
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
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_4 = %c_2, %iterArg_5 = %c_1, %iterArg_6 = %9) : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<4xi32>
    cond {
      %c_7 = stablehlo.constant dense<4> : tensor<i64>
      %28 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %28 : tensor<i1>
    } do {
      %c_7 = stablehlo.constant dense<1> : tensor<i64>
      %28 = stablehlo.add %iterArg_5, %c_7 : tensor<i64>
      %c_8 = stablehlo.constant dense<0> : tensor<i64>
      %29 = stablehlo.compare LT, %iterArg_5, %c_8, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %30 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_9 = stablehlo.constant dense<4> : tensor<i64>
      %31 = stablehlo.add %30, %c_9 : tensor<i64>
      %32 = stablehlo.select %29, %31, %iterArg_5 : tensor<i1>, tensor<i64>
      %33 = stablehlo.dynamic_slice %iterArg, %32, sizes = [1] : (tensor<4xi32>, tensor<i64>) -> tensor<1xi32>
      %34 = stablehlo.reshape %33 : (tensor<1xi32>) -> tensor<i32>
      %c_10 = stablehlo.constant dense<0> : tensor<i64>
      %35 = stablehlo.compare LT, %iterArg_5, %c_10, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %36 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_11 = stablehlo.constant dense<4> : tensor<i64>
      %37 = stablehlo.add %36, %c_11 : tensor<i64>
      %38 = stablehlo.select %35, %37, %iterArg_5 : tensor<i1>, tensor<i64>
      %39 = stablehlo.dynamic_slice %iterArg_6, %38, sizes = [1] : (tensor<4xi32>, tensor<i64>) -> tensor<1xi32>
      %40 = stablehlo.reshape %39 : (tensor<1xi32>) -> tensor<i32>
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %41 = stablehlo.compare LT, %34, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_13 = stablehlo.constant dense<4> : tensor<i32>
      %42 = stablehlo.add %34, %c_13 : tensor<i32>
      %43 = stablehlo.select %41, %42, %34 : tensor<i1>, tensor<i32>
      %44 = stablehlo.dynamic_slice %iterArg_6, %43, sizes = [1] : (tensor<4xi32>, tensor<i32>) -> tensor<1xi32>
      %45 = stablehlo.reshape %44 : (tensor<1xi32>) -> tensor<i32>
      %c_14 = stablehlo.constant dense<0> : tensor<i64>
      %46 = stablehlo.compare LT, %iterArg_5, %c_14, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_15 = stablehlo.constant dense<4> : tensor<i64>
      %47 = stablehlo.add %iterArg_5, %c_15 : tensor<i64>
      %48 = stablehlo.select %46, %47, %iterArg_5 : tensor<i1>, tensor<i64>
      %49 = stablehlo.convert %48 : (tensor<i64>) -> tensor<i32>
      %50 = stablehlo.broadcast_in_dim %49, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %51 = "stablehlo.scatter"(%iterArg_6, %50, %45) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<4xi32>, tensor<1xi32>, tensor<i32>) -> tensor<4xi32>
      %c_16 = stablehlo.constant dense<0> : tensor<i32>
      %52 = stablehlo.compare LT, %34, %c_16, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_17 = stablehlo.constant dense<4> : tensor<i32>
      %53 = stablehlo.add %34, %c_17 : tensor<i32>
      %54 = stablehlo.select %52, %53, %34 : tensor<i1>, tensor<i32>
      %55 = stablehlo.broadcast_in_dim %54, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %56 = "stablehlo.scatter"(%51, %55, %40) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<4xi32>, tensor<1xi32>, tensor<i32>) -> tensor<4xi32>
      %c_18 = stablehlo.constant dense<1> : tensor<i64>
      %57 = stablehlo.add %iterArg_4, %c_18 : tensor<i64>
      stablehlo.return %iterArg, %57, %28, %56 : tensor<4xi32>, tensor<i64>, tensor<i64>, tensor<4xi32>
    }
    %11 = stablehlo.broadcast_in_dim %10#3, dims = [1] : (tensor<4xi32>) -> tensor<1x4xi32>
    %12 = stablehlo.iota dim = 0 : tensor<4xi32>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %14 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<4x4xi32>
    %15 = stablehlo.broadcast_in_dim %13, dims = [0, 1] : (tensor<4x1xi32>) -> tensor<4x4xi32>
    %16 = stablehlo.compare EQ, %14, %15, SIGNED : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %17 = stablehlo.convert %16 : (tensor<4x4xi1>) -> tensor<4x4xcomplex<f32>>
    %18 = call @tril(%8) : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %19 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %20 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c_3 = stablehlo.constant dense<0> : tensor<i64>
    %21 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %22 = stablehlo.add %19, %21 : tensor<4x4xi64>
    %23 = stablehlo.compare EQ, %22, %20, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %24 = stablehlo.convert %23 : (tensor<4x4xi1>) -> tensor<4x4xcomplex<f32>>
    %25 = stablehlo.add %18, %24 : tensor<4x4xcomplex<f32>>
    %26 = call @triu(%8) : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>>
    %27 = stablehlo.real %17 : (tensor<4x4xcomplex<f32>>) -> tensor<4x4xf32>
    return %27, %25, %26 : tensor<4x4xf32>, tensor<4x4xcomplex<f32>>, tensor<4x4xcomplex<f32>>
  }
  func.func private @tril(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %6 = stablehlo.select %4, %arg0, %5 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %6 : tensor<4x4xcomplex<f32>>
  }
  func.func private @triu(%arg0: tensor<4x4xcomplex<f32>>) -> tensor<4x4xcomplex<f32>> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f32>>) -> tensor<4x4xcomplex<f32>>
    %6 = stablehlo.select %4, %5, %arg0 : tensor<4x4xi1>, tensor<4x4xcomplex<f32>>
    return %6 : tensor<4x4xcomplex<f32>>
  }
}
// -----
module @jit_lu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    %0:3 = call @lu(%arg0) : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>)
    %want0 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x4x4xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want2) {backend_config = "almost_eq 3.1e-05", has_side_effect = true} : (tensor<0x4x4xf32>, tensor<0x4x4xf32>) -> ()
    return
  }
  func.func private @lu(%arg0: tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>) {
    %0:3 = call @_lu(%arg0) : (tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>)
    return %0#0, %0#1, %0#2 : tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>
  }
  func.func private @_lu(%arg0: tensor<0x4x4xf32>) -> (tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>) {
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
    %10:4 = stablehlo.while(%iterArg = %2, %iterArg_4 = %c_2, %iterArg_5 = %c_1, %iterArg_6 = %9) : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x4xi32>
    cond {
      %c_7 = stablehlo.constant dense<4> : tensor<i64>
      %30 = stablehlo.compare LT, %iterArg_4, %c_7, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %30 : tensor<i1>
    } do {
      %c_7 = stablehlo.constant dense<1> : tensor<i64>
      %30 = stablehlo.add %iterArg_5, %c_7 : tensor<i64>
      %c_8 = stablehlo.constant dense<0> : tensor<i64>
      %31 = stablehlo.compare LT, %iterArg_5, %c_8, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %32 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_9 = stablehlo.constant dense<4> : tensor<i64>
      %33 = stablehlo.add %32, %c_9 : tensor<i64>
      %34 = stablehlo.select %31, %33, %iterArg_5 : tensor<i1>, tensor<i64>
      %35 = stablehlo.broadcast_in_dim %34, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_10 = stablehlo.constant dense<0> : tensor<i32>
      %36 = stablehlo.broadcast_in_dim %c_10, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %37 = stablehlo.reshape %36 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_11 = stablehlo.constant dense<0> : tensor<i64>
      %38 = stablehlo.compare LT, %iterArg_5, %c_11, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %39 = stablehlo.convert %iterArg_5 : tensor<i64>
      %c_12 = stablehlo.constant dense<4> : tensor<i64>
      %40 = stablehlo.add %39, %c_12 : tensor<i64>
      %41 = stablehlo.select %38, %40, %iterArg_5 : tensor<i1>, tensor<i64>
      %42 = stablehlo.broadcast_in_dim %41, dims = [] : (tensor<i64>) -> tensor<1xi64>
      %c_13 = stablehlo.constant dense<0> : tensor<i32>
      %43 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %44 = stablehlo.reshape %43 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_14 = stablehlo.constant dense<0> : tensor<i32>
      %45 = stablehlo.broadcast_in_dim %c_14, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %46 = stablehlo.compare LT, %37, %45, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_15 = stablehlo.constant dense<4> : tensor<i32>
      %47 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %48 = stablehlo.add %37, %47 : tensor<0xi32>
      %49 = stablehlo.select %46, %48, %37 : tensor<0xi1>, tensor<0xi32>
      %50 = stablehlo.broadcast_in_dim %49, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %c_16 = stablehlo.constant dense<0> : tensor<i32>
      %51 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i32>) -> tensor<0x1xi32>
      %52 = stablehlo.reshape %51 : (tensor<0x1xi32>) -> tensor<0xi32>
      %c_17 = stablehlo.constant dense<0> : tensor<i64>
      %53 = stablehlo.compare LT, %iterArg_5, %c_17, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %c_18 = stablehlo.constant dense<4> : tensor<i64>
      %54 = stablehlo.add %iterArg_5, %c_18 : tensor<i64>
      %55 = stablehlo.select %53, %54, %iterArg_5 : tensor<i1>, tensor<i64>
      %56 = stablehlo.convert %55 : (tensor<i64>) -> tensor<i32>
      %57 = stablehlo.broadcast_in_dim %56, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %58 = "stablehlo.scatter"(%iterArg_6, %57, %52) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [1]>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<0x4xi32>, tensor<1xi32>, tensor<0xi32>) -> tensor<0x4xi32>
      %c_19 = stablehlo.constant dense<0> : tensor<i32>
      %59 = stablehlo.broadcast_in_dim %c_19, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %60 = stablehlo.compare LT, %37, %59, SIGNED : (tensor<0xi32>, tensor<0xi32>) -> tensor<0xi1>
      %c_20 = stablehlo.constant dense<4> : tensor<i32>
      %61 = stablehlo.broadcast_in_dim %c_20, dims = [] : (tensor<i32>) -> tensor<0xi32>
      %62 = stablehlo.add %37, %61 : tensor<0xi32>
      %63 = stablehlo.select %60, %62, %37 : tensor<0xi1>, tensor<0xi32>
      %64 = stablehlo.broadcast_in_dim %63, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
      %65 = "stablehlo.scatter"(%58, %64, %44) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 1>, unique_indices = true}> ({
      ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
        stablehlo.return %arg2 : tensor<i32>
      }) : (tensor<0x4xi32>, tensor<0x1xi32>, tensor<0xi32>) -> tensor<0x4xi32>
      %c_21 = stablehlo.constant dense<1> : tensor<i64>
      %66 = stablehlo.add %iterArg_4, %c_21 : tensor<i64>
      stablehlo.return %iterArg, %66, %30, %65 : tensor<0x4xi32>, tensor<i64>, tensor<i64>, tensor<0x4xi32>
    }
    %11 = stablehlo.broadcast_in_dim %10#3, dims = [0, 2] : (tensor<0x4xi32>) -> tensor<0x1x4xi32>
    %12 = stablehlo.iota dim = 0 : tensor<4xi32>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [1, 2] : (tensor<4x1xi32>) -> tensor<1x4x1xi32>
    %15 = stablehlo.broadcast_in_dim %11, dims = [0, 1, 2] : (tensor<0x1x4xi32>) -> tensor<0x4x4xi32>
    %16 = stablehlo.broadcast_in_dim %14, dims = [0, 1, 2] : (tensor<1x4x1xi32>) -> tensor<0x4x4xi32>
    %17 = stablehlo.compare EQ, %15, %16, SIGNED : (tensor<0x4x4xi32>, tensor<0x4x4xi32>) -> tensor<0x4x4xi1>
    %18 = stablehlo.convert %17 : (tensor<0x4x4xi1>) -> tensor<0x4x4xf32>
    %19 = call @tril(%8) : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    %20 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %21 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c_3 = stablehlo.constant dense<0> : tensor<i64>
    %22 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %23 = stablehlo.add %20, %22 : tensor<4x4xi64>
    %24 = stablehlo.compare EQ, %23, %21, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %25 = stablehlo.convert %24 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [1, 2] : (tensor<4x4xf32>) -> tensor<1x4x4xf32>
    %27 = stablehlo.broadcast_in_dim %26, dims = [0, 1, 2] : (tensor<1x4x4xf32>) -> tensor<0x4x4xf32>
    %28 = stablehlo.add %19, %27 : tensor<0x4x4xf32>
    %29 = call @triu(%8) : (tensor<0x4x4xf32>) -> tensor<0x4x4xf32>
    return %18, %28, %29 : tensor<0x4x4xf32>, tensor<0x4x4xf32>, tensor<0x4x4xf32>
  }
  func.func private @tril(%arg0: tensor<0x4x4xf32>) -> tensor<0x4x4xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %6 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<0x4x4xi1>
    %7 = stablehlo.broadcast_in_dim %5, dims = [1, 2] : (tensor<4x4xf32>) -> tensor<0x4x4xf32>
    %8 = stablehlo.select %6, %arg0, %7 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    return %8 : tensor<0x4x4xf32>
  }
  func.func private @triu(%arg0: tensor<0x4x4xf32>) -> tensor<0x4x4xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %2 = stablehlo.add %0, %1 : tensor<4x4xi64>
    %3 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4x4xf32>
    %6 = stablehlo.broadcast_in_dim %4, dims = [1, 2] : (tensor<4x4xi1>) -> tensor<0x4x4xi1>
    %7 = stablehlo.broadcast_in_dim %5, dims = [1, 2] : (tensor<4x4xf32>) -> tensor<0x4x4xf32>
    %8 = stablehlo.select %6, %7, %arg0 : tensor<0x4x4xi1>, tensor<0x4x4xf32>
    return %8 : tensor<0x4x4xf32>
  }
}
// -----
module @jit_lu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<> : tensor<0x0xf32>
    %0:3 = call @lu(%arg0) : (tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>)
    %want0 = stablehlo.constant dense<> : tensor<0x0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#0, %want0) {backend_config = "almost_eq 7.6e-06", has_side_effect = true} : (tensor<0x0xf32>, tensor<0x0xf32>) -> ()
    %want1 = stablehlo.constant dense<> : tensor<0x0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#1, %want1) {backend_config = "almost_eq 7.6e-06", has_side_effect = true} : (tensor<0x0xf32>, tensor<0x0xf32>) -> ()
    %want2 = stablehlo.constant dense<> : tensor<0x0xf32>
    stablehlo.custom_call @check.expect_almost_eq(%0#2, %want2) {backend_config = "almost_eq 7.6e-06", has_side_effect = true} : (tensor<0x0xf32>, tensor<0x0xf32>) -> ()
    return
  }
  func.func private @lu(%arg0: tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>) {
    %0:3 = call @_lu(%arg0) : (tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>)
    return %0#0, %0#1, %0#2 : tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>
  }
  func.func private @_lu(%arg0: tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>) {
    %0:3 = stablehlo.custom_call @lapack_sgetrf_ffi(%arg0) {backend_config = "", mhlo.backend_config = {}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m], []) {i=0, j=0, k=0, l=0, m=0}, custom>} : (tensor<0x0xf32>) -> (tensor<0x0xf32>, tensor<0xi32>, tensor<i32>)
    %c = stablehlo.constant dense<1> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<0xi32>
    %2 = stablehlo.subtract %0#1, %1 : tensor<0xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<i32>
    %4 = stablehlo.compare GE, %0#2, %3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %5 = stablehlo.broadcast_in_dim %4, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %7 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<0x0xi1>
    %8 = stablehlo.select %7, %0#0, %6 : tensor<0x0xi1>, tensor<0x0xf32>
    %9 = stablehlo.iota dim = 0 : tensor<0xi32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [1] : (tensor<0xi32>) -> tensor<1x0xi32>
    %11 = stablehlo.iota dim = 0 : tensor<0xi32>
    %12 = stablehlo.broadcast_in_dim %11, dims = [0] : (tensor<0xi32>) -> tensor<0x1xi32>
    %13 = stablehlo.broadcast_in_dim %10, dims = [0, 1] : (tensor<1x0xi32>) -> tensor<0x0xi32>
    %14 = stablehlo.broadcast_in_dim %12, dims = [0, 1] : (tensor<0x1xi32>) -> tensor<0x0xi32>
    %15 = stablehlo.compare EQ, %13, %14, SIGNED : (tensor<0x0xi32>, tensor<0x0xi32>) -> tensor<0x0xi1>
    %16 = stablehlo.convert %15 : (tensor<0x0xi1>) -> tensor<0x0xf32>
    %17 = call @tril(%8) : (tensor<0x0xf32>) -> tensor<0x0xf32>
    %18 = stablehlo.iota dim = 0 : tensor<0x0xi64>
    %19 = stablehlo.iota dim = 1 : tensor<0x0xi64>
    %c_1 = stablehlo.constant dense<0> : tensor<i64>
    %20 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i64>) -> tensor<0x0xi64>
    %21 = stablehlo.add %18, %20 : tensor<0x0xi64>
    %22 = stablehlo.compare EQ, %21, %19, SIGNED : (tensor<0x0xi64>, tensor<0x0xi64>) -> tensor<0x0xi1>
    %23 = stablehlo.convert %22 : (tensor<0x0xi1>) -> tensor<0x0xf32>
    %24 = stablehlo.add %17, %23 : tensor<0x0xf32>
    %25 = call @triu(%8) : (tensor<0x0xf32>) -> tensor<0x0xf32>
    return %16, %24, %25 : tensor<0x0xf32>, tensor<0x0xf32>, tensor<0x0xf32>
  }
  func.func private @tril(%arg0: tensor<0x0xf32>) -> tensor<0x0xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<0x0xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<0x0xi64>
    %2 = stablehlo.add %0, %1 : tensor<0x0xi64>
    %3 = stablehlo.iota dim = 1 : tensor<0x0xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<0x0xi64>, tensor<0x0xi64>) -> tensor<0x0xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %6 = stablehlo.select %4, %arg0, %5 : tensor<0x0xi1>, tensor<0x0xf32>
    return %6 : tensor<0x0xf32>
  }
  func.func private @triu(%arg0: tensor<0x0xf32>) -> tensor<0x0xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<0x0xi64>
    %c = stablehlo.constant dense<-1> : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<0x0xi64>
    %2 = stablehlo.add %0, %1 : tensor<0x0xi64>
    %3 = stablehlo.iota dim = 1 : tensor<0x0xi64>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<0x0xi64>, tensor<0x0xi64>) -> tensor<0x0xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<0x0xf32>
    %6 = stablehlo.select %4, %5, %arg0 : tensor<0x0xi1>, tensor<0x0xf32>
    return %6 : tensor<0x0xf32>
  }
}
