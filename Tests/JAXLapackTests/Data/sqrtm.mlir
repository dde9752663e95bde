module @jit_sqrtm attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() {
    %arg0 = stablehlo.constant dense<[[2.40447000675862466e+00, 6.28210786409710176e-01, 4.37558436824879937e-01, 7.98651348522889437e-01], [8.49107308038192787e-01, 2.47343759339550173e+00, 8.43618109561055096e-01, -1.93543468655727136e-01], [3.58159884277574170e-01, 9.05792685682653698e-01, 3.19071628890007331e+00, 1.65857523853845112e-01], [-8.58288329642702852e-01, 1.93301010118357208e-01, -5.17768768705971105e-01, 2.77651277151073206e+00]]> : tensor<4x4xf64>
    %0 = call @_sqrtm(%arg0) : (tensor<4x4xf64>) -> tensor<4x4xcomplex<f64>>
    %1 = stablehlo.dot_general %0, %0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %want0 = stablehlo.constant dense<[[(2.40447000675862199e+00, 7.46839971064057322e-18), (6.28210786409709843e-01, 2.95601395376461440e-16), (4.37558436824876995e-01, -1.07845352567827006e-15), (7.98651348522885329e-01, 2.23190099049771696e-16)], [(8.49107308038191455e-01, -7.01040390072790836e-16), (2.47343759339549862e+00, 1.30925708701701545e-17), (8.43618109561051432e-01, -1.00750451789194305e-15), (-1.93543468655724638e-01, 5.20839051179130188e-16)], [(3.58159884277571061e-01, 8.83060582454422269e-16), (9.05792685682651699e-01, 1.20266304451418745e-15), (3.19071628890006798e+00, 3.70938370101878592e-16), (1.65857523853844946e-01, 6.96017362097142343e-16)], [(-8.58288329642703740e-01, 2.55417344342645365e-16), (1.93301010118359456e-01, -2.82311202817608689e-16), (-5.17768768705968885e-01, -6.13558706483357866e-16), (2.77651277151072495e+00, 1.85374005468488528e-16)]]> : tensor<4x4xcomplex<f64>>
    stablehlo.custom_call @check.expect_almost_eq(%1, %want0) {backend_config = "almost_eq 1.8e-13", has_side_effect = true} : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> ()
    return
  }
  func.func private @_sqrtm(%arg0: tensor<4x4xf64>) -> tensor<4x4xcomplex<f64>> {
    %0:2 = call @_schur(%arg0) : (tensor<4x4xf64>) -> (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>)
    %1 = call @_sqrtm_triu(%0#0) : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %2 = stablehlo.dot_general %0#1, %1, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %3 = stablehlo.transpose %0#1, dims = [1, 0] : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %4 = stablehlo.real %3 : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xf64>
    %5 = stablehlo.imag %3 : (tensor<4x4xcomplex<f64>>) -> tensor<4x4xf64>
    %6 = stablehlo.negate %5 : tensor<4x4xf64>
    %7 = stablehlo.complex %4, %6 : tensor<4x4xcomplex<f64>>
    %8 = stablehlo.dot_general %2, %7, contracting_dims = [1] x [0], precision = [HIGHEST, HIGHEST] : (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    return %8 : tensor<4x4xcomplex<f64>>
  }
  func.func private @_schur(%arg0: tensor<4x4xf64>) -> (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>) {
    %0 = stablehlo.convert %arg0 : (tensor<4x4xf64>) -> tensor<4x4xcomplex<f64>>
    %1:5 = stablehlo.custom_call @lapack_zgees_ffi(%0) {backend_config = "", mhlo.backend_config = {mode = 86 : ui8, sort = 78 : ui8}, mhlo.frontend_attributes = {num_batch_dims = "0"}, operand_layouts = [dense<[0, 1]> : tensor<2xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [0], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<[0, 1]> : tensor<2xindex>, dense<[0, 1]> : tensor<2xindex>, dense<0> : tensor<1xindex>, dense<> : tensor<0xindex>, dense<> : tensor<0xindex>], sdy.sharding_rule = #sdy.op_sharding_rule<([i, j])->([k, l], [m, n], [o], [], []) {i=4, j=4, k=4, l=4, m=4, n=4, o=4}, custom>} : (tensor<4x4xcomplex<f64>>) -> (tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>, tensor<4xcomplex<f64>>, tensor<i32>, tensor<i32>)
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %3 = stablehlo.compare EQ, %1#4, %2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>>
    %6 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %7 = stablehlo.select %6, %1#0, %5 : tensor<4x4xi1>, tensor<4x4xcomplex<f64>>
    %8 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i1>) -> tensor<1x1xi1>
    %cst_0 = stablehlo.constant dense<(0x7FF8000000000000,0x7FF8000000000000)> : tensor<complex<f64>>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>>
    %10 = stablehlo.broadcast_in_dim %8, dims = [0, 1] : (tensor<1x1xi1>) -> tensor<4x4xi1>
    %11 = stablehlo.select %10, %1#1, %9 : tensor<4x4xi1>, tensor<4x4xcomplex<f64>>
    return %7, %11 : tensor<4x4xcomplex<f64>>, tensor<4x4xcomplex<f64>>
  }
  func.func private @_sqrtm_triu(%arg0: tensor<4x4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>> {
    %0 = call @_diag(%arg0) : (tensor<4x4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
    %1 = stablehlo.sqrt %0 : tensor<4xcomplex<f64>>
    %2 = call @_diag_0(%1) : (tensor<4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %c_0 = stablehlo.constant dense<0> : tensor<i64>
    %3:5 = stablehlo.while(%iterArg = %arg0, %iterArg_1 = %1, %iterArg_2 = %c_0, %iterArg_3 = %c, %iterArg_4 = %2) : tensor<4x4xcomplex<f64>>, tensor<4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<4x4xcomplex<f64>>
    cond {
      %c_5 = stablehlo.constant dense<4> : tensor<i64>
      %4 = stablehlo.compare LT, %iterArg_2, %c_5, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      stablehlo.return %4 : tensor<i1>
    } do {
      %c_5 = stablehlo.constant dense<1> : tensor<i64>
      %4 = stablehlo.add %iterArg_3, %c_5 : tensor<i64>
      %c_6 = stablehlo.constant dense<0> : tensor<i64>
      %5:6 = stablehlo.while(%iterArg_8 = %iterArg_3, %iterArg_9 = %iterArg, %iterArg_10 = %iterArg_1, %iterArg_11 = %c_6, %iterArg_12 = %iterArg_3, %iterArg_13 = %iterArg_4) : tensor<i64>, tensor<4x4xcomplex<f64>>, tensor<4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<4x4xcomplex<f64>>
      cond {
        %7 = stablehlo.compare LT, %iterArg_11, %iterArg_12, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        stablehlo.return %7 : tensor<i1>
      } do {
        %c_14 = stablehlo.constant dense<1> : tensor<i64>
        %7 = stablehlo.add %iterArg_11, %c_14 : tensor<i64>
        %c_15 = stablehlo.constant dense<1> : tensor<i64>
        %8 = stablehlo.subtract %iterArg_8, %c_15 : tensor<i64>
        %9 = stablehlo.subtract %8, %iterArg_11 : tensor<i64>
        %c_16 = stablehlo.constant dense<1> : tensor<i64>
        %10 = stablehlo.add %9, %c_16 : tensor<i64>
        %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
        %11:6 = stablehlo.while(%iterArg_34 = %9, %iterArg_35 = %iterArg_13, %iterArg_36 = %iterArg_8, %iterArg_37 = %10, %iterArg_38 = %iterArg_8, %iterArg_39 = %cst) : tensor<i64>, tensor<4x4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<i64>, tensor<complex<f64>>
        cond {
          %61 = stablehlo.compare LT, %iterArg_37, %iterArg_38, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
          stablehlo.return %61 : tensor<i1>
        } do {
          %c_40 = stablehlo.constant dense<1> : tensor<i64>
          %61 = stablehlo.add %iterArg_37, %c_40 : tensor<i64>
          %62 = stablehlo.convert %iterArg_34 : (tensor<i64>) -> tensor<i32>
          %63 = stablehlo.convert %iterArg_37 : (tensor<i64>) -> tensor<i32>
          %c_41 = stablehlo.constant dense<0> : tensor<i32>
          %64 = stablehlo.compare LT, %62, %c_41, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
          %c_42 = stablehlo.constant dense<4> : tensor<i32>
          %65 = stablehlo.add %62, %c_42 : tensor<i32>
          %66 = stablehlo.select %64, %65, %62 : tensor<i1>, tensor<i32>
          %c_43 = stablehlo.constant dense<0> : tensor<i32>
          %67 = stablehlo.compare LT, %63, %c_43, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
          %c_44 = stablehlo.constant dense<4> : tensor<i32>
          %68 = stablehlo.add %63, %c_44 : tensor<i32>
          %69 = stablehlo.select %67, %68, %63 : tensor<i1>, tensor<i32>
          %70 = stablehlo.dynamic_slice %iterArg_35, %66, %69, sizes = [1, 1] : (tensor<4x4xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<1x1xcomplex<f64>>
          %71 = stablehlo.reshape %70 : (tensor<1x1xcomplex<f64>>) -> tensor<complex<f64>>
          %72 = stablehlo.convert %iterArg_37 : (tensor<i64>) -> tensor<i32>
          %73 = stablehlo.convert %iterArg_36 : (tensor<i64>) -> tensor<i32>
          %c_45 = stablehlo.constant dense<0> : tensor<i32>
          %74 = stablehlo.compare LT, %72, %c_45, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
          %c_46 = stablehlo.constant dense<4> : tensor<i32>
          %75 = stablehlo.add %72, %c_46 : tensor<i32>
          %76 = stablehlo.select %74, %75, %72 : tensor<i1>, tensor<i32>
          %c_47 = stablehlo.constant dense<0> : tensor<i32>
          %77 = stablehlo.compare LT, %73, %c_47, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
          %c_48 = stablehlo.constant dense<4> : tensor<i32>
          %78 = stablehlo.add %73, %c_48 : tensor<i32>
          %79 = stablehlo.select %77, %78, %73 : tensor<i1>, tensor<i32>
          %80 = stablehlo.dynamic_slice %iterArg_35, %76, %79, sizes = [1, 1] : (tensor<4x4xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<1x1xcomplex<f64>>
          %81 = stablehlo.reshape %80 : (tensor<1x1xcomplex<f64>>) -> tensor<complex<f64>>
          %82 = stablehlo.multiply %71, %81 : tensor<complex<f64>>
          %83 = stablehlo.add %iterArg_39, %82 : tensor<complex<f64>>
          stablehlo.return %iterArg_34, %iterArg_35, %iterArg_36, %61, %iterArg_38, %83 : tensor<i64>, tensor<4x4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<i64>, tensor<complex<f64>>
        }
        %12 = stablehlo.convert %9 : (tensor<i64>) -> tensor<i32>
        %13 = stablehlo.convert %iterArg_8 : (tensor<i64>) -> tensor<i32>
        %c_17 = stablehlo.constant dense<0> : tensor<i32>
        %14 = stablehlo.compare LT, %12, %c_17, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %c_18 = stablehlo.constant dense<4> : tensor<i32>
        %15 = stablehlo.add %12, %c_18 : tensor<i32>
        %16 = stablehlo.select %14, %15, %12 : tensor<i1>, tensor<i32>
        %c_19 = stablehlo.constant dense<0> : tensor<i32>
        %17 = stablehlo.compare LT, %13, %c_19, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %c_20 = stablehlo.constant dense<4> : tensor<i32>
        %18 = stablehlo.add %13, %c_20 : tensor<i32>
        %19 = stablehlo.select %17, %18, %13 : tensor<i1>, tensor<i32>
        %20 = stablehlo.dynamic_slice %iterArg_9, %16, %19, sizes = [1, 1] : (tensor<4x4xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<1x1xcomplex<f64>>
        %21 = stablehlo.reshape %20 : (tensor<1x1xcomplex<f64>>) -> tensor<complex<f64>>
        %22 = stablehlo.compare EQ, %21, %11#5, FLOAT : (tensor<complex<f64>>, tensor<complex<f64>>) -> tensor<i1>
        %23 = stablehlo.convert %9 : (tensor<i64>) -> tensor<i32>
        %24 = stablehlo.convert %iterArg_8 : (tensor<i64>) -> tensor<i32>
        %c_21 = stablehlo.constant dense<0> : tensor<i32>
        %25 = stablehlo.compare LT, %23, %c_21, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %c_22 = stablehlo.constant dense<4> : tensor<i32>
        %26 = stablehlo.add %23, %c_22 : tensor<i32>
        %27 = stablehlo.select %25, %26, %23 : tensor<i1>, tensor<i32>
        %c_23 = stablehlo.constant dense<0> : tensor<i32>
        %28 = stablehlo.compare LT, %24, %c_23, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %c_24 = stablehlo.constant dense<4> : tensor<i32>
        %29 = stablehlo.add %24, %c_24 : tensor<i32>
        %30 = stablehlo.select %28, %29, %24 : tensor<i1>, tensor<i32>
        %31 = stablehlo.dynamic_slice %iterArg_9, %27, %30, sizes = [1, 1] : (tensor<4x4xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<1x1xcomplex<f64>>
        %32 = stablehlo.reshape %31 : (tensor<1x1xcomplex<f64>>) -> tensor<complex<f64>>
        %33 = stablehlo.subtract %32, %11#5 : tensor<complex<f64>>
        %c_25 = stablehlo.constant dense<0> : tensor<i64>
        %34 = stablehlo.compare LT, %9, %c_25, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        %35 = stablehlo.convert %9 : tensor<i64>
        %c_26 = stablehlo.constant dense<4> : tensor<i64>
        %36 = stablehlo.add %35, %c_26 : tensor<i64>
        %37 = stablehlo.select %34, %36, %9 : tensor<i1>, tensor<i64>
        %38 = stablehlo.dynamic_slice %iterArg_10, %37, sizes = [1] : (tensor<4xcomplex<f64>>, tensor<i64>) -> tensor<1xcomplex<f64>>
        %39 = stablehlo.reshape %38 : (tensor<1xcomplex<f64>>) -> tensor<complex<f64>>
        %c_27 = stablehlo.constant dense<0> : tensor<i64>
        %40 = stablehlo.compare LT, %iterArg_8, %c_27, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        %41 = stablehlo.convert %iterArg_8 : tensor<i64>
        %c_28 = stablehlo.constant dense<4> : tensor<i64>
        %42 = stablehlo.add %41, %c_28 : tensor<i64>
        %43 = stablehlo.select %40, %42, %iterArg_8 : tensor<i1>, tensor<i64>
        %44 = stablehlo.dynamic_slice %iterArg_10, %43, sizes = [1] : (tensor<4xcomplex<f64>>, tensor<i64>) -> tensor<1xcomplex<f64>>
        %45 = stablehlo.reshape %44 : (tensor<1xcomplex<f64>>) -> tensor<complex<f64>>
        %46 = stablehlo.add %39, %45 : tensor<complex<f64>>
        %47 = stablehlo.divide %33, %46 : tensor<complex<f64>>
        %cst_29 = stablehlo.constant dense<0.000000e+00> : tensor<f64>
        %48 = func.call @_where_1(%22, %cst_29, %47) : (tensor<i1>, tensor<f64>, tensor<complex<f64>>) -> tensor<complex<f64>>
        %c_30 = stablehlo.constant dense<0> : tensor<i64>
        %49 = stablehlo.compare LT, %9, %c_30, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        %c_31 = stablehlo.constant dense<4> : tensor<i64>
        %50 = stablehlo.add %9, %c_31 : tensor<i64>
        %51 = stablehlo.select %49, %50, %9 : tensor<i1>, tensor<i64>
        %c_32 = stablehlo.constant dense<0> : tensor<i64>
        %52 = stablehlo.compare LT, %iterArg_8, %c_32, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        %c_33 = stablehlo.constant dense<4> : tensor<i64>
        %53 = stablehlo.add %iterArg_8, %c_33 : tensor<i64>
        %54 = stablehlo.select %52, %53, %iterArg_8 : tensor<i1>, tensor<i64>
        %55 = stablehlo.convert %51 : (tensor<i64>) -> tensor<i32>
        %56 = stablehlo.convert %54 : (tensor<i64>) -> tensor<i32>
        %57 = stablehlo.broadcast_in_dim %55, dims = [] : (tensor<i32>) -> tensor<1xi32>
        %58 = stablehlo.broadcast_in_dim %56, dims = [] : (tensor<i32>) -> tensor<1xi32>
        %59 = stablehlo.concatenate %57, %58, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
        %60 = "stablehlo.scatter"(%iterArg_13, %59, %48) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1]>, unique_indices = true}> ({
        ^bb0(%arg1: tensor<complex<f64>>, %arg2: tensor<complex<f64>>):
          stablehlo.return %arg2 : tensor<complex<f64>>
        }) : (tensor<4x4xcomplex<f64>>, tensor<2xi32>, tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>>
        stablehlo.return %iterArg_8, %iterArg_9, %iterArg_10, %7, %iterArg_12, %60 : tensor<i64>, tensor<4x4xcomplex<f64>>, tensor<4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<4x4xcomplex<f64>>
      }
      %c_7 = stablehlo.constant dense<1> : tensor<i64>
      %6 = stablehlo.add %iterArg_2, %c_7 : tensor<i64>
      stablehlo.return %iterArg, %iterArg_1, %6, %4, %5#5 : tensor<4x4xcomplex<f64>>, tensor<4xcomplex<f64>>, tensor<i64>, tensor<i64>, tensor<4x4xcomplex<f64>>
    }
    return %3#4 : tensor<4x4xcomplex<f64>>
  }
  func.func private @_diag(%arg0: tensor<4x4xcomplex<f64>>) -> tensor<4xcomplex<f64>> {
    %0 = call @diagonal(%arg0) : (tensor<4x4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
    return %0 : tensor<4xcomplex<f64>>
  }
  func.func private @diagonal(%arg0: tensor<4x4xcomplex<f64>>) -> tensor<4xcomplex<f64>> {
    %0 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %1 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %3 = stablehlo.add %0, %2 : tensor<4x4xi64>
    %4 = stablehlo.compare EQ, %3, %1, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %5 = stablehlo.convert %4 : (tensor<4x4xi1>) -> tensor<4x4xcomplex<f64>>
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
      %25 = "stablehlo.gather"(%arg0, %24) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<4x4xcomplex<f64>>, tensor<4x2xi32>) -> tensor<4xcomplex<f64>>
      stablehlo.return %25 : tensor<4xcomplex<f64>>
    }) : (tensor<i32>) -> tensor<4xcomplex<f64>>
    return %7 : tensor<4xcomplex<f64>>
  }
  func.func private @_diag_0(%arg0: tensor<4xcomplex<f64>>) -> tensor<4x4xcomplex<f64>> {
    %cst = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %0 = stablehlo.pad %arg0, %cst, low = [0], high = [0], interior = [0] : (tensor<4xcomplex<f64>>, tensor<complex<f64>>) -> tensor<4xcomplex<f64>>
    %1 = stablehlo.iota dim = 0 : tensor<4x4xi64>
    %2 = stablehlo.iota dim = 1 : tensor<4x4xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %3 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<4x4xi64>
    %4 = stablehlo.add %1, %3 : tensor<4x4xi64>
    %5 = stablehlo.compare EQ, %4, %2, SIGNED : (tensor<4x4xi64>, tensor<4x4xi64>) -> tensor<4x4xi1>
    %6 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<4xcomplex<f64>>) -> tensor<4x1xcomplex<f64>>
    %cst_0 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %7 = call @_where(%5, %6, %cst_0) : (tensor<4x4xi1>, tensor<4x1xcomplex<f64>>, tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>>
    return %7 : tensor<4x4xcomplex<f64>>
  }
  func.func private @_where(%arg0: tensor<4x4xi1>, %arg1: tensor<4x1xcomplex<f64>>, %arg2: tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [0, 1] : (tensor<4x1xcomplex<f64>>) -> tensor<4x4xcomplex<f64>>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [] : (tensor<complex<f64>>) -> tensor<4x4xcomplex<f64>>
    %2 = stablehlo.select %arg0, %0, %1 : tensor<4x4xi1>, tensor<4x4xcomplex<f64>>
    return %2 : tensor<4x4xcomplex<f64>>
  }
  func.func private @_where_1(%arg0: tensor<i1>, %arg1: tensor<f64>, %arg2: tensor<complex<f64>>) -> tensor<complex<f64>> {
    %0 = stablehlo.convert %arg1 : (tensor<f64>) -> tensor<complex<f64>>
    %1 = stablehlo.select %arg0, %0, %arg2 : tensor<i1>, tensor<complex<f64>>
    return %1 : tensor<complex<f64>>
  }
}
