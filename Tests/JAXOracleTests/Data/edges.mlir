// What StableHLO says, or where it leaves that open what JAX gives, where something may go wrong: each function returns
// what an operation gives and what it has to give. XLA on a CPU returns two equal tensors from each, too.

// MARK: Zero-size tensors

func.func @elementwise_of_nothing() -> (tensor<0x3xf32>, tensor<0x3xf32>) {
  %x = stablehlo.constant dense<> : tensor<0x3xf32>
  %0 = stablehlo.add %x, %x : tensor<0x3xf32>
  %got = stablehlo.exponential %0 : tensor<0x3xf32>
  return %got, %x : tensor<0x3xf32>, tensor<0x3xf32>
}

func.func @sum_of_nothing() -> (tensor<2xf32>, tensor<2xf32>) {
  %x = stablehlo.constant dense<> : tensor<2x0xf32>
  %i = stablehlo.constant dense<7.0> : tensor<f32>
  %got = stablehlo.reduce(%x init: %i) applies stablehlo.add across dimensions = [1] : (tensor<2x0xf32>, tensor<f32>) -> tensor<2xf32>
  %want = stablehlo.constant dense<[7.0, 7.0]> : tensor<2xf32>
  return %got, %want : tensor<2xf32>, tensor<2xf32>
}

func.func @maximum_of_nothing() -> (tensor<i32>, tensor<i32>) {
  %x = stablehlo.constant dense<> : tensor<0x4xi32>
  %i = stablehlo.constant dense<-2147483648> : tensor<i32>
  %got = stablehlo.reduce(%x init: %i) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<0x4xi32>, tensor<i32>) -> tensor<i32>
  return %got, %i : tensor<i32>, tensor<i32>
}

func.func @sum_to_nothing() -> (tensor<0xf32>, tensor<0xf32>) {
  %x = stablehlo.constant dense<> : tensor<3x0xf32>
  %i = stablehlo.constant dense<0.0> : tensor<f32>
  %got = stablehlo.reduce(%x init: %i) applies stablehlo.add across dimensions = [0] : (tensor<3x0xf32>, tensor<f32>) -> tensor<0xf32>
  %want = stablehlo.constant dense<> : tensor<0xf32>
  return %got, %want : tensor<0xf32>, tensor<0xf32>
}

func.func @argmax_of_nothing() -> (tensor<2xi32>, tensor<2xi32>) {
  %x = stablehlo.constant dense<> : tensor<2x0xf32>
  %n = stablehlo.constant dense<> : tensor<2x0xi32>
  %i = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %j = stablehlo.constant dense<0> : tensor<i32>
  %r:2 = stablehlo.reduce(%x init: %i), (%n init: %j) across dimensions = [1] : (tensor<2x0xf32>, tensor<2x0xi32>, tensor<f32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
    reducer(%a: tensor<f32>, %b: tensor<f32>) (%c: tensor<i32>, %d: tensor<i32>) {
      %0 = stablehlo.compare GT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.select %0, %a, %b : tensor<i1>, tensor<f32>
      %2 = stablehlo.select %0, %c, %d : tensor<i1>, tensor<i32>
      stablehlo.return %1, %2 : tensor<f32>, tensor<i32>
    }
  %want = stablehlo.constant dense<[0, 0]> : tensor<2xi32>
  return %r#1, %want : tensor<2xi32>, tensor<2xi32>
}

func.func @product_over_nothing() -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %x = stablehlo.constant dense<> : tensor<2x0xf32>
  %y = stablehlo.constant dense<> : tensor<0x3xf32>
  %got = stablehlo.dot_general %x, %y, contracting_dims = [1] x [0] : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  %want = stablehlo.constant dense<0.0> : tensor<2x3xf32>
  return %got, %want : tensor<2x3xf32>, tensor<2x3xf32>
}

func.func @concatenation_with_nothing() -> (tensor<2xi32>, tensor<2xi32>) {
  %x = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %y = stablehlo.constant dense<> : tensor<0xi32>
  %got = stablehlo.concatenate %y, %x, %y, dim = 0 : (tensor<0xi32>, tensor<2xi32>, tensor<0xi32>) -> tensor<2xi32>
  return %got, %x : tensor<2xi32>, tensor<2xi32>
}

func.func @padding_of_nothing() -> (tensor<3xi32>, tensor<3xi32>) {
  %x = stablehlo.constant dense<> : tensor<0xi32>
  %p = stablehlo.constant dense<9> : tensor<i32>
  %got = stablehlo.pad %x, %p, low = [2], high = [1], interior = [4] : (tensor<0xi32>, tensor<i32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[9, 9, 9]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

func.func @sort_of_nothing() -> (tensor<2x0xf32>, tensor<2x0xf32>) {
  %x = stablehlo.constant dense<> : tensor<2x0xf32>
  %got = "stablehlo.sort"(%x) <{dimension = 1 : i64, is_stable = true}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %0 = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
  }) : (tensor<2x0xf32>) -> tensor<2x0xf32>
  return %got, %x : tensor<2x0xf32>, tensor<2x0xf32>
}

func.func @gather_of_no_places() -> (tensor<0x3xi32>, tensor<0x3xi32>) {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %i = stablehlo.constant dense<> : tensor<0x1xi32>
  %got = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 3>}> : (tensor<2x3xi32>, tensor<0x1xi32>) -> tensor<0x3xi32>
  %want = stablehlo.constant dense<> : tensor<0x3xi32>
  return %got, %want : tensor<0x3xi32>, tensor<0x3xi32>
}

func.func @scatter_of_no_updates() -> (tensor<2xi32>, tensor<2xi32>) {
  %x = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %i = stablehlo.constant dense<> : tensor<0x1xi32>
  %u = stablehlo.constant dense<> : tensor<0xi32>
  %got = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      stablehlo.return %b : tensor<i32>
  }) : (tensor<2xi32>, tensor<0x1xi32>, tensor<0xi32>) -> tensor<2xi32>
  return %got, %x : tensor<2xi32>, tensor<2xi32>
}

func.func @slice_of_nothing() -> (tensor<0xi32>, tensor<0xi32>) {
  %x = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %i = stablehlo.constant dense<5> : tensor<i32>
  %got = stablehlo.dynamic_slice %x, %i, sizes = [0] : (tensor<2xi32>, tensor<i32>) -> tensor<0xi32>
  %want = stablehlo.constant dense<> : tensor<0xi32>
  return %got, %want : tensor<0xi32>, tensor<0xi32>
}

func.func @windows_of_padding_alone() -> (tensor<3xi32>, tensor<3xi32>) {
  %x = stablehlo.constant dense<> : tensor<0xi32>
  %i = stablehlo.constant dense<4> : tensor<i32>
  %got = "stablehlo.reduce_window"(%x, %i) <{window_dimensions = array<i64: 2>, padding = dense<[[1, 3]]> : tensor<1x2xi64>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.maximum %a, %b : tensor<i32>
      stablehlo.return %0 : tensor<i32>
  }) : (tensor<0xi32>, tensor<i32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[4, 4, 4]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

func.func @convolution_over_nothing() -> (tensor<1x2x1xf32>, tensor<1x2x1xf32>) {
  %x = stablehlo.constant dense<> : tensor<1x2x0xf32>
  %k = stablehlo.constant dense<> : tensor<1x0x1xf32>
  %got = stablehlo.convolution(%x, %k) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x0xf32>, tensor<1x0x1xf32>) -> tensor<1x2x1xf32>
  %want = stablehlo.constant dense<0.0> : tensor<1x2x1xf32>
  return %got, %want : tensor<1x2x1xf32>, tensor<1x2x1xf32>
}

func.func @factor_of_nothing() -> (tensor<2x0x0xf32>, tensor<2x0x0xf32>) {
  %x = stablehlo.constant dense<> : tensor<2x0x0xf32>
  %got = stablehlo.cholesky %x, lower = true : tensor<2x0x0xf32>
  return %got, %x : tensor<2x0x0xf32>, tensor<2x0x0xf32>
}

func.func @state_of_nothing() -> (tensor<0xf32>, tensor<0xf32>) {
  %x = stablehlo.constant dense<> : tensor<0xf32>
  %z = stablehlo.constant dense<0> : tensor<i32>
  %r:2 = stablehlo.while(%i = %z, %s = %x) : tensor<i32>, tensor<0xf32>
    cond {
      %n = stablehlo.constant dense<3> : tensor<i32>
      %0 = stablehlo.compare LT, %i, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
    } do {
      %n = stablehlo.constant dense<1> : tensor<i32>
      %0 = stablehlo.add %i, %n : tensor<i32>
      %1 = stablehlo.add %s, %s : tensor<0xf32>
      stablehlo.return %0, %1 : tensor<i32>, tensor<0xf32>
    }
  return %r#1, %x : tensor<0xf32>, tensor<0xf32>
}

// MARK: Tensors of no axis

func.func @scalars_have_one_element() -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %x = stablehlo.constant dense<3.0> : tensor<f32>
  %0 = stablehlo.transpose %x, dims = [] : (tensor<f32>) -> tensor<f32>
  %1 = stablehlo.reverse %0, dims = [] : tensor<f32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [] : (tensor<f32>) -> tensor<f32>
  %3 = "stablehlo.slice"(%2) <{start_indices = array<i64>, limit_indices = array<i64>, strides = array<i64>}> : (tensor<f32>) -> tensor<f32>
  %got = stablehlo.reshape %3 : (tensor<f32>) -> tensor<1x1xf32>
  %want = stablehlo.constant dense<3.0> : tensor<1x1xf32>
  return %got, %want : tensor<1x1xf32>, tensor<1x1xf32>
}

func.func @sum_over_no_axis() -> (tensor<f32>, tensor<f32>) {
  %x = stablehlo.constant dense<3.0> : tensor<f32>
  %i = stablehlo.constant dense<0.0> : tensor<f32>
  %got = stablehlo.reduce(%x init: %i) applies stablehlo.add across dimensions = [] : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %got, %x : tensor<f32>, tensor<f32>
}

func.func @product_of_scalars() -> (tensor<f32>, tensor<f32>) {
  %x = stablehlo.constant dense<3.0> : tensor<f32>
  %got = stablehlo.dot_general %x, %x, contracting_dims = [] x [] : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %want = stablehlo.constant dense<9.0> : tensor<f32>
  return %got, %want : tensor<f32>, tensor<f32>
}

func.func @update_of_a_scalar() -> (tensor<f32>, tensor<f32>) {
  %x = stablehlo.constant dense<3.0> : tensor<f32>
  %u = stablehlo.constant dense<4.0> : tensor<f32>
  %0 = "stablehlo.dynamic_slice"(%u) <{slice_sizes = array<i64>}> : (tensor<f32>) -> tensor<f32>
  %got = "stablehlo.dynamic_update_slice"(%x, %0) : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %got, %u : tensor<f32>, tensor<f32>
}

func.func @scatter_to_one_place() -> (tensor<3xi32>, tensor<3xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %i = stablehlo.constant dense<2> : tensor<1xi32>
  %u = stablehlo.constant dense<40> : tensor<i32>
  %got = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.add %a, %b : tensor<i32>
      stablehlo.return %0 : tensor<i32>
  }) : (tensor<3xi32>, tensor<1xi32>, tensor<i32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[1, 2, 43]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

// MARK: NaN, infinities, and -0

func.func @maximum_of_specials() -> (tensor<7xf32>, tensor<7xf32>) {
  %x = stablehlo.constant dense<[0x7FC00000, 1.0, 0x7FC00000, -0.0, 0.0, 0x7F800000, 0xFF800000]> : tensor<7xf32>
  %y = stablehlo.constant dense<[1.0, 0x7FC00000, 0xFF800000, 0.0, -0.0, 1.0, 1.0]> : tensor<7xf32>
  %got = stablehlo.maximum %x, %y : tensor<7xf32>
  %want = stablehlo.constant dense<[0x7FC00000, 0x7FC00000, 0x7FC00000, 0.0, 0.0, 0x7F800000, 1.0]> : tensor<7xf32>
  return %got, %want : tensor<7xf32>, tensor<7xf32>
}

func.func @minimum_of_specials() -> (tensor<7xf64>, tensor<7xf64>) {
  %x = stablehlo.constant dense<[0x7FF8000000000000, 1.0, 0x7FF8000000000000, -0.0, 0.0, 0x7FF0000000000000, 0xFFF0000000000000]> : tensor<7xf64>
  %y = stablehlo.constant dense<[1.0, 0x7FF8000000000000, 0x7FF0000000000000, 0.0, -0.0, 1.0, 1.0]> : tensor<7xf64>
  %got = stablehlo.minimum %x, %y : tensor<7xf64>
  %want = stablehlo.constant dense<[0x7FF8000000000000, 0x7FF8000000000000, 0x7FF8000000000000, -0.0, -0.0, 1.0, 0xFFF0000000000000]> : tensor<7xf64>
  return %got, %want : tensor<7xf64>, tensor<7xf64>
}

// XLA takes the first of two zeros here, but not where it takes the maximum of two tensors.
func.func @maximum_of_rows_with_specials() -> (tensor<3xbf16>, tensor<3xbf16>) {
  %x = stablehlo.constant dense<[[1.0, 0x7FC0, 2.0], [0xFF80, 0xFF80, 0xFF80], [-0.0, 0.0, -0.0]]> : tensor<3x3xbf16>
  %i = stablehlo.constant dense<0xFF80> : tensor<bf16>
  %got = stablehlo.reduce(%x init: %i) applies stablehlo.maximum across dimensions = [1] : (tensor<3x3xbf16>, tensor<bf16>) -> tensor<3xbf16>
  %want = stablehlo.constant dense<[0x7FC0, 0xFF80, 0.0]> : tensor<3xbf16>
  return %got, %want : tensor<3xbf16>, tensor<3xbf16>
}

func.func @clamp_of_specials() -> (tensor<5xf32>, tensor<5xf32>) {
  %l = stablehlo.constant dense<[0.0, 0x7FC00000, 0.0, 3.0, 0.0]> : tensor<5xf32>
  %x = stablehlo.constant dense<[0x7FC00000, 1.0, 1.0, 0.0, 0xFF800000]> : tensor<5xf32>
  %u = stablehlo.constant dense<[1.0, 1.0, 0x7FC00000, 1.0, 1.0]> : tensor<5xf32>
  %got = stablehlo.clamp %l, %x, %u : tensor<5xf32>
  %want = stablehlo.constant dense<[0x7FC00000, 0x7FC00000, 0x7FC00000, 1.0, 0.0]> : tensor<5xf32>
  return %got, %want : tensor<5xf32>, tensor<5xf32>
}

// As JAX prints jnp.argmax: the first NaN, else the first of the greatest.
func.func @argmax_of_specials() -> (tensor<4xi32>, tensor<4xi32>) {
  %x = stablehlo.constant dense<[[1.0, 0x7FC00000, 0x7F800000, 0xFFC00000], [-0.0, 0.0, -0.0, 0.0], [0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000], [1.0, 0x7F800000, 2.0, 0x7F800000]]> : tensor<4x4xf32>
  %n = stablehlo.iota dim = 1 : tensor<4x4xi32>
  %i = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %j = stablehlo.constant dense<0> : tensor<i32>
  %r:2 = stablehlo.reduce(%x init: %i), (%n init: %j) across dimensions = [1] : (tensor<4x4xf32>, tensor<4x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4xf32>, tensor<4xi32>)
    reducer(%a: tensor<f32>, %b: tensor<f32>) (%c: tensor<i32>, %d: tensor<i32>) {
      %0 = stablehlo.compare GT, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %1 = stablehlo.compare NE, %a, %a, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %2 = stablehlo.or %0, %1 : tensor<i1>
      %3 = stablehlo.compare EQ, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.compare LT, %c, %d, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %5 = stablehlo.and %3, %4 : tensor<i1>
      %6 = stablehlo.or %2, %5 : tensor<i1>
      %7 = stablehlo.select %2, %a, %b : tensor<i1>, tensor<f32>
      %8 = stablehlo.select %6, %c, %d : tensor<i1>, tensor<i32>
      stablehlo.return %7, %8 : tensor<f32>, tensor<i32>
    }
  %want = stablehlo.constant dense<[1, 0, 0, 1]> : tensor<4xi32>
  return %r#1, %want : tensor<4xi32>, tensor<4xi32>
}

// By the total order; which NaN and which zero is which shows in the bits.
func.func @sort_of_specials() -> (tensor<8xi32>, tensor<8xi32>) {
  %x = stablehlo.constant dense<[0x7FC00000, 1.0, 0.0, 0x7F800000, -0.0, 0xFF800000, 0xFFC00000, -1.0]> : tensor<8xf32>
  %s = "stablehlo.sort"(%x) <{dimension = 0 : i64, is_stable = true}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %0 = stablehlo.compare LT, %a, %b, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
  }) : (tensor<8xf32>) -> tensor<8xf32>
  %got = stablehlo.bitcast_convert %s : (tensor<8xf32>) -> tensor<8xi32>
  %want = stablehlo.constant dense<[0xFFC00000, 0xFF800000, 0xBF800000, 0x80000000, 0x00000000, 0x3F800000, 0x7F800000, 0x7FC00000]> : tensor<8xi32>
  return %got, %want : tensor<8xi32>, tensor<8xi32>
}

// Equal ones keep their order, and so do -0 and 0 where they are compared as numbers.
func.func @stable_sort_of_zeros() -> (tensor<6xi32>, tensor<6xi32>) {
  %x = stablehlo.constant dense<[0.0, 1.0, -0.0, 0.0, -0.0, -1.0]> : tensor<6xf32>
  %n = stablehlo.constant dense<[0, 1, 2, 3, 4, 5]> : tensor<6xi32>
  %s:2 = "stablehlo.sort"(%x, %n) <{dimension = 0 : i64, is_stable = true}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
      %0 = stablehlo.compare LT, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
  }) : (tensor<6xf32>, tensor<6xi32>) -> (tensor<6xf32>, tensor<6xi32>)
  %want = stablehlo.constant dense<[5, 0, 2, 3, 4, 1]> : tensor<6xi32>
  return %s#1, %want : tensor<6xi32>, tensor<6xi32>
}

func.func @sign_and_comparison_of_specials() -> (tensor<4xf32>, tensor<4xf32>) {
  %x = stablehlo.constant dense<[0x7FC00000, -0.0, 0xFF800000, 0x7F800000]> : tensor<4xf32>
  %got = stablehlo.sign %x : tensor<4xf32>
  %want = stablehlo.constant dense<[0x7FC00000, -0.0, -1.0, 1.0]> : tensor<4xf32>
  return %got, %want : tensor<4xf32>, tensor<4xf32>
}

// MARK: Places out of bounds

// XLA takes the last place, the greatest of its type, for -1.
func.func @slices_are_clamped() -> (tensor<4x2xi32>, tensor<4x2xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %a = stablehlo.constant dense<-1> : tensor<i32>
  %b = stablehlo.constant dense<2> : tensor<i32>
  %c = stablehlo.constant dense<2147483647> : tensor<i32>
  %d = stablehlo.constant dense<4294967295> : tensor<ui32>
  %0 = stablehlo.dynamic_slice %x, %a, sizes = [2] : (tensor<3xi32>, tensor<i32>) -> tensor<2xi32>
  %1 = stablehlo.dynamic_slice %x, %b, sizes = [2] : (tensor<3xi32>, tensor<i32>) -> tensor<2xi32>
  %2 = stablehlo.dynamic_slice %x, %c, sizes = [2] : (tensor<3xi32>, tensor<i32>) -> tensor<2xi32>
  %3 = stablehlo.dynamic_slice %x, %d, sizes = [2] : (tensor<3xi32>, tensor<ui32>) -> tensor<2xi32>
  %4 = stablehlo.concatenate %0, %1, %2, %3, dim = 0 : (tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<8xi32>
  %got = stablehlo.reshape %4 : (tensor<8xi32>) -> tensor<4x2xi32>
  %want = stablehlo.constant dense<[[1, 2], [2, 3], [2, 3], [2, 3]]> : tensor<4x2xi32>
  return %got, %want : tensor<4x2xi32>, tensor<4x2xi32>
}

func.func @updates_are_clamped() -> (tensor<6xi32>, tensor<6xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %u = stablehlo.constant dense<[8, 9]> : tensor<2xi32>
  %a = stablehlo.constant dense<-7> : tensor<i64>
  %b = stablehlo.constant dense<2> : tensor<i64>
  %0 = stablehlo.dynamic_update_slice %x, %u, %a : (tensor<3xi32>, tensor<2xi32>, tensor<i64>) -> tensor<3xi32>
  %1 = stablehlo.dynamic_update_slice %x, %u, %b : (tensor<3xi32>, tensor<2xi32>, tensor<i64>) -> tensor<3xi32>
  %got = stablehlo.concatenate %0, %1, dim = 0 : (tensor<3xi32>, tensor<3xi32>) -> tensor<6xi32>
  %want = stablehlo.constant dense<[8, 9, 3, 1, 8, 9]> : tensor<6xi32>
  return %got, %want : tensor<6xi32>, tensor<6xi32>
}

func.func @gathers_are_clamped() -> (tensor<4x2xi32>, tensor<4x2xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %i = stablehlo.constant dense<[[-5], [1], [2], [100]]> : tensor<4x1xi32>
  %got = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 2>}> : (tensor<3xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
  %want = stablehlo.constant dense<[[1, 2], [2, 3], [2, 3], [2, 3]]> : tensor<4x2xi32>
  return %got, %want : tensor<4x2xi32>, tensor<4x2xi32>
}

// XLA drops the whole of a window of which a part is out of bounds: [20, 21, 3].
func.func @scatters_out_of_bounds_are_dropped() -> (tensor<3xi32>, tensor<3xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %i = stablehlo.constant dense<[[-1], [0], [2], [3], [2147483647]]> : tensor<5x1xi32>
  %u = stablehlo.constant dense<[[10, 11], [20, 21], [30, 31], [40, 41], [50, 51]]> : tensor<5x2xi32>
  %got = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      stablehlo.return %b : tensor<i32>
  }) : (tensor<3xi32>, tensor<5x1xi32>, tensor<5x2xi32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[20, 21, 30]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

// In the order of the updates: 1 + 2²⁴ is 2²⁴, and so is that plus 1.
func.func @duplicates_are_added_in_order() -> (tensor<2xf32>, tensor<2xf32>) {
  %x = stablehlo.constant dense<0.0> : tensor<2xf32>
  %i = stablehlo.constant dense<[[1], [0], [1], [1], [1]]> : tensor<5x1xi32>
  %u = stablehlo.constant dense<[1.0, 2.0, 16777216.0, 1.0, 4.0]> : tensor<5xf32>
  %got = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %0 = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %0 : tensor<f32>
  }) : (tensor<2xf32>, tensor<5x1xi32>, tensor<5xf32>) -> tensor<2xf32>
  %want = stablehlo.constant dense<[2.0, 16777220.0]> : tensor<2xf32>
  return %got, %want : tensor<2xf32>, tensor<2xf32>
}

func.func @the_last_duplicate_stays() -> (tensor<2xi32>, tensor<2xi32>) {
  %x = stablehlo.constant dense<0> : tensor<2xi32>
  %i = stablehlo.constant dense<[[1], [0], [1], [1]]> : tensor<4x1xi32>
  %u = stablehlo.constant dense<[1, 2, 3, 4]> : tensor<4xi32>
  %got = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      stablehlo.return %b : tensor<i32>
  }) : (tensor<2xi32>, tensor<4x1xi32>, tensor<4xi32>) -> tensor<2xi32>
  %want = stablehlo.constant dense<[2, 4]> : tensor<2xi32>
  return %got, %want : tensor<2xi32>, tensor<2xi32>
}

// MARK: Integers

func.func @division_by_zero_and_overflow() -> (tensor<5xi32>, tensor<5xi32>) {
  %x = stablehlo.constant dense<[7, -7, 0, -2147483648, -7]> : tensor<5xi32>
  %y = stablehlo.constant dense<[0, 0, 0, -1, 2]> : tensor<5xi32>
  %got = stablehlo.divide %x, %y : tensor<5xi32>
  %want = stablehlo.constant dense<[-1, -1, -1, -2147483648, -3]> : tensor<5xi32>
  return %got, %want : tensor<5xi32>, tensor<5xi32>
}

func.func @remainder_by_zero_and_overflow() -> (tensor<5xi64>, tensor<5xi64>) {
  %x = stablehlo.constant dense<[7, -7, 0, -9223372036854775808, -7]> : tensor<5xi64>
  %y = stablehlo.constant dense<[0, 0, 0, -1, 2]> : tensor<5xi64>
  %got = stablehlo.remainder %x, %y : tensor<5xi64>
  %want = stablehlo.constant dense<[7, -7, 0, 0, -1]> : tensor<5xi64>
  return %got, %want : tensor<5xi64>, tensor<5xi64>
}

func.func @unsigned_division_by_zero() -> (tensor<4xui8>, tensor<4xui8>) {
  %x = stablehlo.constant dense<[7, 0]> : tensor<2xui8>
  %y = stablehlo.constant dense<[0, 0]> : tensor<2xui8>
  %0 = stablehlo.divide %x, %y : tensor<2xui8>
  %1 = stablehlo.remainder %x, %y : tensor<2xui8>
  %got = stablehlo.concatenate %0, %1, dim = 0 : (tensor<2xui8>, tensor<2xui8>) -> tensor<4xui8>
  %want = stablehlo.constant dense<[255, 255, 7, 0]> : tensor<4xui8>
  return %got, %want : tensor<4xui8>, tensor<4xui8>
}

func.func @the_least_integer_has_no_opposite() -> (tensor<3xi8>, tensor<3xi8>) {
  %x = stablehlo.constant dense<-128> : tensor<1xi8>
  %0 = stablehlo.negate %x : tensor<1xi8>
  %1 = stablehlo.abs %x : tensor<1xi8>
  %2 = stablehlo.multiply %x, %x : tensor<1xi8>
  %got = stablehlo.concatenate %0, %1, %2, dim = 0 : (tensor<1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<3xi8>
  %want = stablehlo.constant dense<[-128, -128, 0]> : tensor<3xi8>
  return %got, %want : tensor<3xi8>, tensor<3xi8>
}

func.func @shifts_left_past_the_width() -> (tensor<5xi32>, tensor<5xi32>) {
  %x = stablehlo.constant dense<-3> : tensor<5xi32>
  %n = stablehlo.constant dense<[1, 31, 32, 100, -1]> : tensor<5xi32>
  %got = stablehlo.shift_left %x, %n : tensor<5xi32>
  %want = stablehlo.constant dense<[-6, -2147483648, 0, 0, 0]> : tensor<5xi32>
  return %got, %want : tensor<5xi32>, tensor<5xi32>
}

func.func @logical_shifts_past_the_width() -> (tensor<5xi16>, tensor<5xi16>) {
  %x = stablehlo.constant dense<-3> : tensor<5xi16>
  %n = stablehlo.constant dense<[1, 15, 16, 100, -1]> : tensor<5xi16>
  %got = stablehlo.shift_right_logical %x, %n : tensor<5xi16>
  %want = stablehlo.constant dense<[32766, 1, 0, 0, 0]> : tensor<5xi16>
  return %got, %want : tensor<5xi16>, tensor<5xi16>
}

func.func @arithmetic_shifts_past_the_width() -> (tensor<6xi64>, tensor<6xi64>) {
  %x = stablehlo.constant dense<[-3, -3, -3, -3, -3, 3]> : tensor<6xi64>
  %n = stablehlo.constant dense<[1, 63, 64, 100, -1, 64]> : tensor<6xi64>
  %got = stablehlo.shift_right_arithmetic %x, %n : tensor<6xi64>
  %want = stablehlo.constant dense<[-2, -1, -1, -1, -1, 0]> : tensor<6xi64>
  return %got, %want : tensor<6xi64>, tensor<6xi64>
}

func.func @powers_of_integers() -> (tensor<6xi32>, tensor<6xi32>) {
  %x = stablehlo.constant dense<[2, 0, 1, -1, -1, 2]> : tensor<6xi32>
  %y = stablehlo.constant dense<[-1, 0, -5, -5, -4, 31]> : tensor<6xi32>
  %got = stablehlo.power %x, %y : tensor<6xi32>
  %want = stablehlo.constant dense<[0, 1, 1, -1, 1, -2147483648]> : tensor<6xi32>
  return %got, %want : tensor<6xi32>, tensor<6xi32>
}

// MARK: Conversions

func.func @floats_saturate_as_integers() -> (tensor<7xi32>, tensor<7xi32>) {
  %x = stablehlo.constant dense<[0x7FC00000, 0x7F800000, 0xFF800000, 3.0e9, -3.0e9, -1.9, 2147483520.0]> : tensor<7xf32>
  %got = stablehlo.convert %x : (tensor<7xf32>) -> tensor<7xi32>
  %want = stablehlo.constant dense<[0, 2147483647, -2147483648, 2147483647, -2147483648, -1, 2147483520]> : tensor<7xi32>
  return %got, %want : tensor<7xi32>, tensor<7xi32>
}

func.func @wide_floats_saturate_as_integers() -> (tensor<5xi64>, tensor<5xi64>) {
  %x = stablehlo.constant dense<[0x7FF8000000000000, 1.0e300, -1.0e300, 9223372036854774784.0, -9223372036854775808.0]> : tensor<5xf64>
  %got = stablehlo.convert %x : (tensor<5xf64>) -> tensor<5xi64>
  %want = stablehlo.constant dense<[0, 9223372036854775807, -9223372036854775808, 9223372036854774784, -9223372036854775808]> : tensor<5xi64>
  return %got, %want : tensor<5xi64>, tensor<5xi64>
}

func.func @floats_saturate_as_bytes() -> (tensor<6xi8>, tensor<6xi8>) {
  %x = stablehlo.constant dense<[0x7FC00000, 128.0, -129.0, 1.0e10, -1.0e10, 127.9]> : tensor<6xf32>
  %got = stablehlo.convert %x : (tensor<6xf32>) -> tensor<6xi8>
  %want = stablehlo.constant dense<[0, 127, -128, 127, -128, 127]> : tensor<6xi8>
  return %got, %want : tensor<6xi8>, tensor<6xi8>
}

func.func @floats_saturate_as_unsigned() -> (tensor<6xui32>, tensor<6xui32>) {
  %x = stablehlo.constant dense<[0x7FC00000, -1.0, -0.9, 5.0e9, 0x7F800000, 4294967040.0]> : tensor<6xf32>
  %got = stablehlo.convert %x : (tensor<6xf32>) -> tensor<6xui32>
  %want = stablehlo.constant dense<[0, 0, 0, 4294967295, 4294967295, 4294967040]> : tensor<6xui32>
  return %got, %want : tensor<6xui32>, tensor<6xui32>
}

func.func @halves_saturate_as_integers() -> (tensor<4xi16>, tensor<4xi16>) {
  %x = stablehlo.constant dense<[0x7E00, 0x7C00, 0xFC00, 65504.0]> : tensor<4xf16>
  %got = stablehlo.convert %x : (tensor<4xf16>) -> tensor<4xi16>
  %want = stablehlo.constant dense<[0, 32767, -32768, 32767]> : tensor<4xi16>
  return %got, %want : tensor<4xi16>, tensor<4xi16>
}

func.func @floats_are_true_but_zeros() -> (tensor<4xi1>, tensor<4xi1>) {
  %x = stablehlo.constant dense<[0x7FC00000, -0.0, 0.1, 0xFF800000]> : tensor<4xf32>
  %got = stablehlo.convert %x : (tensor<4xf32>) -> tensor<4xi1>
  %want = stablehlo.constant dense<[true, false, true, true]> : tensor<4xi1>
  return %got, %want : tensor<4xi1>, tensor<4xi1>
}

func.func @integers_keep_their_low_bits() -> (tensor<3xi8>, tensor<3xi8>) {
  %x = stablehlo.constant dense<[300, -129, 128]> : tensor<3xi32>
  %got = stablehlo.convert %x : (tensor<3xi32>) -> tensor<3xi8>
  %want = stablehlo.constant dense<[44, 127, -128]> : tensor<3xi8>
  return %got, %want : tensor<3xi8>, tensor<3xi8>
}

// MARK: Padding

func.func @negative_padding_cuts() -> (tensor<3xi32>, tensor<3xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %p = stablehlo.constant dense<0> : tensor<i32>
  %got = stablehlo.pad %x, %p, low = [-1], high = [-1], interior = [1] : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[0, 2, 0]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

func.func @padding_of_either_sign() -> (tensor<2x4xi32>, tensor<2x4xi32>) {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %p = stablehlo.constant dense<9> : tensor<i32>
  %got = stablehlo.pad %x, %p, low = [1, -2], high = [-1, 1], interior = [0, 1] : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x4xi32>
  %want = stablehlo.constant dense<[[9, 9, 9, 9], [2, 9, 3, 9]]> : tensor<2x4xi32>
  return %got, %want : tensor<2x4xi32>, tensor<2x4xi32>
}

func.func @padding_that_cuts_all() -> (tensor<0xi32>, tensor<0xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %p = stablehlo.constant dense<0> : tensor<i32>
  %got = stablehlo.pad %x, %p, low = [-4], high = [1], interior = [0] : (tensor<3xi32>, tensor<i32>) -> tensor<0xi32>
  %want = stablehlo.constant dense<> : tensor<0xi32>
  return %got, %want : tensor<0xi32>, tensor<0xi32>
}

func.func @windows_with_uneven_padding() -> (tensor<4xi32>, tensor<4xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3, 4]> : tensor<4xi32>
  %i = stablehlo.constant dense<0> : tensor<i32>
  %got = "stablehlo.reduce_window"(%x, %i) <{window_dimensions = array<i64: 3>, window_strides = array<i64: 2>, base_dilations = array<i64: 2>, padding = dense<[[3, -1]]> : tensor<1x2xi64>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.add %a, %b : tensor<i32>
      stablehlo.return %0 : tensor<i32>
  }) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  %want = stablehlo.constant dense<[0, 1, 2, 3]> : tensor<4xi32>
  return %got, %want : tensor<4xi32>, tensor<4xi32>
}

func.func @dilated_windows_with_negative_padding() -> (tensor<1xi32>, tensor<1xi32>) {
  %x = stablehlo.constant dense<[1, 2, 3, 4, 5]> : tensor<5xi32>
  %i = stablehlo.constant dense<100> : tensor<i32>
  %got = "stablehlo.reduce_window"(%x, %i) <{window_dimensions = array<i64: 2>, window_dilations = array<i64: 3>, padding = dense<[[-1, 0]]> : tensor<1x2xi64>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.minimum %a, %b : tensor<i32>
      stablehlo.return %0 : tensor<i32>
  }) : (tensor<5xi32>, tensor<i32>) -> tensor<1xi32>
  %want = stablehlo.constant dense<[2]> : tensor<1xi32>
  return %got, %want : tensor<1xi32>, tensor<1xi32>
}

func.func @convolution_with_uneven_padding() -> (tensor<1x1x4xf32>, tensor<1x1x4xf32>) {
  %x = stablehlo.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>
  %k = stablehlo.constant dense<[[[1.0, 10.0]]]> : tensor<1x1x2xf32>
  %got = stablehlo.convolution(%x, %k) dim_numbers = [b, f, 0]x[o, i, 0]->[b, f, 0], window = {pad = [[2, -1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x1x4xf32>, tensor<1x1x2xf32>) -> tensor<1x1x4xf32>
  %want = stablehlo.constant dense<[[[0.0, 10.0, 21.0, 32.0]]]> : tensor<1x1x4xf32>
  return %got, %want : tensor<1x1x4xf32>, tensor<1x1x4xf32>
}

func.func @dilated_convolution_with_negative_padding() -> (tensor<1x1x3xf32>, tensor<1x1x3xf32>) {
  %x = stablehlo.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>
  %k = stablehlo.constant dense<[[[1.0, 10.0]]]> : tensor<1x1x2xf32>
  %got = stablehlo.convolution(%x, %k) dim_numbers = [b, f, 0]x[o, i, 0]->[b, f, 0], window = {pad = [[-1, -1]], lhs_dilate = [2], rhs_dilate = [2], reverse = [true]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x1x4xf32>, tensor<1x1x2xf32>) -> tensor<1x1x3xf32>
  %want = stablehlo.constant dense<[[[0.0, 23.0, 0.0]]]> : tensor<1x1x3xf32>
  return %got, %want : tensor<1x1x3xf32>, tensor<1x1x3xf32>
}

func.func @scattered_choices_of_uneven_windows() -> (tensor<4xi32>, tensor<4xi32>) {
  %x = stablehlo.constant dense<[3, 1, 3, 2]> : tensor<4xi32>
  %s = stablehlo.constant dense<[10, 20, 30]> : tensor<3xi32>
  %i = stablehlo.constant dense<5> : tensor<i32>
  %got = "stablehlo.select_and_scatter"(%x, %s, %i) <{window_dimensions = array<i64: 3>, window_strides = array<i64: 2>, padding = dense<[[2, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.compare GE, %a, %b : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
  }, {
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %0 = stablehlo.add %a, %b : tensor<i32>
      stablehlo.return %0 : tensor<i32>
  }) : (tensor<4xi32>, tensor<3xi32>, tensor<i32>) -> tensor<4xi32>
  %want = stablehlo.constant dense<[35, 5, 35, 5]> : tensor<4xi32>
  return %got, %want : tensor<4xi32>, tensor<4xi32>
}

// MARK: Control

func.func @branches_out_of_bounds() -> (tensor<3xi32>, tensor<3xi32>) {
  %a = stablehlo.constant dense<-1> : tensor<i32>
  %b = stablehlo.constant dense<0> : tensor<i32>
  %c = stablehlo.constant dense<2147483647> : tensor<i32>
  %x = stablehlo.constant dense<10> : tensor<1xi32>
  %y = stablehlo.constant dense<20> : tensor<1xi32>
  %0 = "stablehlo.case"(%a) ({
    stablehlo.return %x : tensor<1xi32>
  }, {
    stablehlo.return %y : tensor<1xi32>
  }) : (tensor<i32>) -> tensor<1xi32>
  %1 = "stablehlo.case"(%b) ({
    stablehlo.return %x : tensor<1xi32>
  }, {
    stablehlo.return %y : tensor<1xi32>
  }) : (tensor<i32>) -> tensor<1xi32>
  %2 = "stablehlo.case"(%c) ({
    stablehlo.return %x : tensor<1xi32>
  }, {
    stablehlo.return %y : tensor<1xi32>
  }) : (tensor<i32>) -> tensor<1xi32>
  %got = stablehlo.concatenate %0, %1, %2, dim = 0 : (tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<3xi32>
  %want = stablehlo.constant dense<[20, 10, 20]> : tensor<3xi32>
  return %got, %want : tensor<3xi32>, tensor<3xi32>
}

func.func @loop_that_never_runs() -> (tensor<f32>, tensor<f32>) {
  %x = stablehlo.constant dense<0x7FC00000> : tensor<f32>
  %got = stablehlo.while(%s = %x) : tensor<f32>
    cond {
      %0 = stablehlo.compare EQ, %s, %s : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %0 : tensor<i1>
    } do {
      %0 = stablehlo.add %s, %s : tensor<f32>
      stablehlo.return %0 : tensor<f32>
    }
  return %got, %x : tensor<f32>, tensor<f32>
}

// MARK: Linear algebra and transforms of little

func.func @solution_of_nothing() -> (tensor<2x0x3xf64>, tensor<2x0x3xf64>) {
  %a = stablehlo.constant dense<> : tensor<2x0x0xf64>
  %b = stablehlo.constant dense<> : tensor<2x0x3xf64>
  %got = "stablehlo.triangular_solve"(%a, %b) <{left_side = true, lower = true, unit_diagonal = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>}> : (tensor<2x0x0xf64>, tensor<2x0x3xf64>) -> tensor<2x0x3xf64>
  return %got, %b : tensor<2x0x3xf64>, tensor<2x0x3xf64>
}

func.func @solution_of_one() -> (tensor<1x2xf64>, tensor<1x2xf64>) {
  %a = stablehlo.constant dense<[[4.0]]> : tensor<1x1xf64>
  %b = stablehlo.constant dense<[[2.0, -0.0]]> : tensor<1x2xf64>
  %got = "stablehlo.triangular_solve"(%a, %b) <{left_side = true, lower = true, unit_diagonal = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>}> : (tensor<1x1xf64>, tensor<1x2xf64>) -> tensor<1x2xf64>
  %want = stablehlo.constant dense<[[0.5, -0.0]]> : tensor<1x2xf64>
  return %got, %want : tensor<1x2xf64>, tensor<1x2xf64>
}

func.func @transform_of_no_rows() -> (tensor<0x4xcomplex<f32>>, tensor<0x4xcomplex<f32>>) {
  %x = stablehlo.constant dense<> : tensor<0x4xcomplex<f32>>
  %got = stablehlo.fft %x, type = FFT, length = [4] : (tensor<0x4xcomplex<f32>>) -> tensor<0x4xcomplex<f32>>
  return %got, %x : tensor<0x4xcomplex<f32>>, tensor<0x4xcomplex<f32>>
}

func.func @transform_of_one_element() -> (tensor<2x1xf32>, tensor<2x1xf32>) {
  %x = stablehlo.constant dense<[[3.0], [0x7F800000]]> : tensor<2x1xf32>
  %0 = stablehlo.fft %x, type = RFFT, length = [1] : (tensor<2x1xf32>) -> tensor<2x1xcomplex<f32>>
  %got = stablehlo.real %0 : (tensor<2x1xcomplex<f32>>) -> tensor<2x1xf32>
  return %got, %x : tensor<2x1xf32>, tensor<2x1xf32>
}

func.func @no_greatest() -> (tensor<2x0xi32>, tensor<2x0xi32>) {
  %x = stablehlo.constant dense<1.0> : tensor<2x3xf32>
  %values, %got = chlo.top_k(%x, k = 0) : tensor<2x3xf32> -> (tensor<2x0xf32>, tensor<2x0xi32>)
  %want = stablehlo.constant dense<> : tensor<2x0xi32>
  return %got, %want : tensor<2x0xi32>, tensor<2x0xi32>
}

// The first of equals, and NaN before infinity.
func.func @the_greatest_of_specials() -> (tensor<2x3xi32>, tensor<2x3xi32>) {
  %x = stablehlo.constant dense<[[0xFF800000, 1.0, 0x7F800000, 1.0], [0x7F800000, 0.0, 0x7FC00000, -1.0]]> : tensor<2x4xf32>
  %values, %got = chlo.top_k(%x, k = 3) : tensor<2x4xf32> -> (tensor<2x3xf32>, tensor<2x3xi32>)
  %want = stablehlo.constant dense<[[2, 1, 3], [2, 0, 1]]> : tensor<2x3xi32>
  return %got, %want : tensor<2x3xi32>, tensor<2x3xi32>
}

// MARK: Bits

func.func @bits_of_no_and_all_ones() -> (tensor<6xi16>, tensor<6xi16>) {
  %x = stablehlo.constant dense<[0, -1, -32768]> : tensor<3xi16>
  %0 = stablehlo.count_leading_zeros %x : tensor<3xi16>
  %1 = stablehlo.popcnt %x : tensor<3xi16>
  %got = stablehlo.concatenate %0, %1, dim = 0 : (tensor<3xi16>, tensor<3xi16>) -> tensor<6xi16>
  %want = stablehlo.constant dense<[16, 0, 0, 0, 16, 1]> : tensor<6xi16>
  return %got, %want : tensor<6xi16>, tensor<6xi16>
}

func.func @bits_of_scalars() -> (tensor<f32>, tensor<f32>) {
  %x = stablehlo.constant dense<[0, 0, 128, 191]> : tensor<4xui8>
  %0 = stablehlo.bitcast_convert %x : (tensor<4xui8>) -> tensor<f32>
  %1 = stablehlo.bitcast_convert %0 : (tensor<f32>) -> tensor<2xi16>
  %got = stablehlo.bitcast_convert %1 : (tensor<2xi16>) -> tensor<f32>
  %want = stablehlo.constant dense<-1.0> : tensor<f32>
  return %got, %want : tensor<f32>, tensor<f32>
}

func.func @little_precision() -> (tensor<6xf32>, tensor<6xf32>) {
  %x = stablehlo.constant dense<[0x7FC00000, 0xFF800000, -0.0, 65520.0, 65519.0, 1.00048828125]> : tensor<6xf32>
  %got = stablehlo.reduce_precision %x, format = e5m10 : tensor<6xf32>
  %want = stablehlo.constant dense<[0x7FC00000, 0xFF800000, -0.0, 0x7F800000, 65504.0, 1.0]> : tensor<6xf32>
  return %got, %want : tensor<6xf32>, tensor<6xf32>
}

// MARK: Functions at the ends of what they take

func.func @roots_and_logarithms_of_specials() -> (tensor<12xf32>, tensor<12xf32>) {
  %x = stablehlo.constant dense<[0.0, -0.0, 0x7F800000, -1.0]> : tensor<4xf32>
  %0 = stablehlo.sqrt %x : tensor<4xf32>
  %1 = stablehlo.rsqrt %x : tensor<4xf32>
  %2 = stablehlo.log %x : tensor<4xf32>
  %got = stablehlo.concatenate %0, %1, %2, dim = 0 : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<12xf32>
  %want = stablehlo.constant dense<[0.0, -0.0, 0x7F800000, 0x7FC00000, 0x7F800000, 0xFF800000, 0.0, 0x7FC00000, 0xFF800000, 0xFF800000, 0x7F800000, 0x7FC00000]> : tensor<12xf32>
  return %got, %want : tensor<12xf32>, tensor<12xf32>
}

func.func @powers_of_specials() -> (tensor<8xf64>, tensor<8xf64>) {
  %x = stablehlo.constant dense<[0x7FF8000000000000, 1.0, -0.0, -0.0, 0xFFF0000000000000, -1.0, -2.0, 0.0]> : tensor<8xf64>
  %y = stablehlo.constant dense<[0.0, 0x7FF8000000000000, -1.0, 3.0, 3.0, 0x7FF0000000000000, 0.5, 0.0]> : tensor<8xf64>
  %got = stablehlo.power %x, %y : tensor<8xf64>
  %want = stablehlo.constant dense<[1.0, 1.0, 0xFFF0000000000000, -0.0, 0xFFF0000000000000, 1.0, 0x7FF8000000000000, 1.0]> : tensor<8xf64>
  return %got, %want : tensor<8xf64>, tensor<8xf64>
}

func.func @angles_of_zeros() -> (tensor<4xf64>, tensor<4xf64>) {
  %y = stablehlo.constant dense<[0.0, -0.0, 0.0, -0.0]> : tensor<4xf64>
  %x = stablehlo.constant dense<[0.0, 0.0, -0.0, -0.0]> : tensor<4xf64>
  %got = stablehlo.atan2 %y, %x : tensor<4xf64>
  %want = stablehlo.constant dense<[0.0, -0.0, 0x400921FB54442D18, 0xC00921FB54442D18]> : tensor<4xf64>
  return %got, %want : tensor<4xf64>, tensor<4xf64>
}

func.func @remainders_of_specials() -> (tensor<5xf32>, tensor<5xf32>) {
  %x = stablehlo.constant dense<[1.0, 0x7F800000, 1.0, -0.0, -7.5]> : tensor<5xf32>
  %y = stablehlo.constant dense<[0.0, 1.0, 0x7F800000, 2.0, 2.0]> : tensor<5xf32>
  %got = stablehlo.remainder %x, %y : tensor<5xf32>
  %want = stablehlo.constant dense<[0x7FC00000, 0x7FC00000, 1.0, -0.0, -1.5]> : tensor<5xf32>
  return %got, %want : tensor<5xf32>, tensor<5xf32>
}

func.func @halves_are_rounded_both_ways() -> (tensor<12xf32>, tensor<12xf32>) {
  %x = stablehlo.constant dense<[0.5, -0.5, 1.5, -2.5, 0x3EFFFFFF, 8388609.0]> : tensor<6xf32>
  %0 = stablehlo.round_nearest_even %x : tensor<6xf32>
  %1 = stablehlo.round_nearest_afz %x : tensor<6xf32>
  %got = stablehlo.concatenate %0, %1, dim = 0 : (tensor<6xf32>, tensor<6xf32>) -> tensor<12xf32>
  %want = stablehlo.constant dense<[0.0, -0.0, 2.0, -2.0, 0.0, 8388609.0, 1.0, -1.0, 2.0, -3.0, 0.0, 8388609.0]> : tensor<12xf32>
  return %got, %want : tensor<12xf32>, tensor<12xf32>
}
