import JAXIR
import JAXStableHLO
import Testing

/// Each pretty form means the same as its generic form.
@Suite struct PrettyFormParserTests {
  static let pairs: [(pretty: String, generic: String)] = [
    (
      "%1 = stablehlo.add %a, %b : tensor<4xf32>",
      "%1 = \"stablehlo.add\"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>"
    ),
    (
      "%1 = stablehlo.convert %a : (tensor<4xf32>) -> tensor<4xi1>",
      "%1 = \"stablehlo.convert\"(%a) : (tensor<4xf32>) -> tensor<4xi1>"
    ),
    (
      "%1 = chlo.square %a : tensor<f32> -> tensor<f32>",
      "%1 = \"chlo.square\"(%a) : (tensor<f32>) -> tensor<f32>"
    ),
    (
      "%1 = chlo.next_after %a, %b : tensor<f32>, tensor<f32> -> tensor<f32>",
      "%1 = \"chlo.next_after\"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>"
    ),
    (
      "%1:2 = chlo.top_k(%a, k = 2) : tensor<4xf32> -> (tensor<2xf32>, tensor<2xi32>)",
      "%1:2 = \"chlo.top_k\"(%a) <{k = 2 : i64}> : (tensor<4xf32>) -> (tensor<2xf32>, tensor<2xi32>)"
    ),
    (
      "%1 = stablehlo.compare  GE, %0#1, %b,  FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>",
      """
      %1 = "stablehlo.compare"(%0#1, %b) <{compare_type = #stablehlo<comparison_type FLOAT>,
        comparison_direction = #stablehlo<comparison_direction GE>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      """
    ),
    (
      "%1 = stablehlo.select %c, %a, %b : tensor<i1>, tensor<4xf32>",
      "%1 = \"stablehlo.select\"(%c, %a, %b) : (tensor<i1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>"
    ),
    (
      "%c = stablehlo.constant {mhlo.x = 1} dense<[1, 2]> : tensor<2xi32>",
      "%c = \"stablehlo.constant\"() <{value = dense<[1, 2]> : tensor<2xi32>}> {mhlo.x = 1} : () -> tensor<2xi32>"
    ),
    (
      "%1 = stablehlo.iota dim = 0 : tensor<4xi32>",
      "%1 = \"stablehlo.iota\"() <{iota_dimension = 0 : i64}> : () -> tensor<4xi32>"
    ),
    (
      "%1 = stablehlo.broadcast_in_dim %a, dims = [0, 1] : (tensor<1x2xf32>) -> tensor<3x2xf32>",
      """
      %1 = "stablehlo.broadcast_in_dim"(%a) <{broadcast_dimensions = array<i64: 0, 1>}>
        : (tensor<1x2xf32>) -> tensor<3x2xf32>
      """
    ),
    (
      "%1 = stablehlo.transpose %a, dims = [1, 0] : (tensor<1x2xf32>) -> tensor<2x1xf32>",
      "%1 = \"stablehlo.transpose\"(%a) {permutation = array<i64: 1, 0>} : (tensor<1x2xf32>) -> tensor<2x1xf32>"
    ),
    (
      "%1 = stablehlo.reverse %a, dims = [] : tensor<2xf32>",
      "%1 = \"stablehlo.reverse\"(%a) <{dimensions = array<i64>}> : (tensor<2xf32>) -> tensor<2xf32>"
    ),
    (
      "%1 = stablehlo.concatenate %a, %b, dim = 0 : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>",
      "%1 = \"stablehlo.concatenate\"(%a, %b) <{dimension = 0 : i64}> : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>"
    ),
    (
      "%1 = stablehlo.slice %a [0:4:2, 1:3] : (tensor<4x5xf32>) -> tensor<2x2xf32>",
      """
      %1 = "stablehlo.slice"(%a) <{limit_indices = array<i64: 4, 3>, start_indices = array<i64: 0, 1>,
        strides = array<i64: 2, 1>}> : (tensor<4x5xf32>) -> tensor<2x2xf32>
      """
    ),
    (
      "%1 = stablehlo.pad %a, %b, low = [-1], high = [2], interior = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<3xf32>",
      """
      %1 = "stablehlo.pad"(%a, %b) <{edge_padding_high = array<i64: 2>, edge_padding_low = array<i64: -1>,
        interior_padding = array<i64: 0>}> : (tensor<2xf32>, tensor<f32>) -> tensor<3xf32>
      """
    ),
    (
      "%1 = stablehlo.reduce_precision %a, format = e5m10 : tensor<f32>",
      """
      %1 = "stablehlo.reduce_precision"(%a) <{exponent_bits = 5 : i32, mantissa_bits = 10 : i32}>
        : (tensor<f32>) -> tensor<f32>
      """
    ),
    (
      """
      %1 = stablehlo.dot_general %a, %b, batching_dims = [0] x [1], contracting_dims = [2] x [0],
        precision = [DEFAULT, HIGHEST] : (tensor<1x2x3xf32>, tensor<3x1xf32>) -> tensor<1x2xf32>
      """,
      """
      %1 = "stablehlo.dot_general"(%a, %b) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0],
        rhs_batching_dimensions = [1], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>,
        precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision HIGHEST>]}>
        : (tensor<1x2x3xf32>, tensor<3x1xf32>) -> tensor<1x2xf32>
      """
    ),
    (
      """
      %1 = stablehlo.dot_general %a, %b, contracting_dims = [0] x [0], algorithm = <lhs_precision_type = tf32,
        rhs_precision_type = tf32> : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>
      """,
      """
      %1 = "stablehlo.dot_general"(%a, %b) <{algorithm = #stablehlo.dot_algorithm<lhs_precision_type = tf32,
        rhs_precision_type = tf32>, dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [0],
        rhs_contracting_dimensions = [0]>}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>
      """
    ),
    (
      "stablehlo.custom_call @check.expect_eq(%a, %b) {has_side_effect = true} : (tensor<f32>, tensor<f32>) -> ()",
      """
      "stablehlo.custom_call"(%a, %b) <{call_target_name = "check.expect_eq", has_side_effect = true}>
        : (tensor<f32>, tensor<f32>) -> ()
      """
    ),
    (
      "%1:2 = call @\"<f>\"(%a) : (tensor<f32>) -> (tensor<f32>, tensor<i1>)",
      "%1:2 = \"func.call\"(%a) <{callee = @\"<f>\"}> : (tensor<f32>) -> (tensor<f32>, tensor<i1>)"
    ),
    ("return %a : tensor<f32>", "\"func.return\"(%a) : (tensor<f32>) -> ()"),
    (
      "%1 = stablehlo.reduce(%a init: %b) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>",
      """
      %1 = "stablehlo.reduce"(%a, %b) <{dimensions = array<i64: 1>}> ({
      ^bb0(%lhs: tensor<f32>, %rhs: tensor<f32>):
        %result = "stablehlo.add"(%lhs, %rhs) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%result) : (tensor<f32>) -> ()
      }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
      """
    ),
    (
      """
      %1:2 = stablehlo.reduce(%a init: %b), (%c init: %d) across dimensions = [0]
        : (tensor<3xf32>, tensor<3xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
       reducer(%x: tensor<f32>, %y: tensor<f32>) (%i: tensor<i32>, %j: tensor<i32>)  {
        stablehlo.return %x, %i : tensor<f32>, tensor<i32>
      }
      """,
      """
      %1:2 = "stablehlo.reduce"(%a, %c, %b, %d) ({
      ^bb0(%x: tensor<f32>, %i: tensor<i32>, %y: tensor<f32>, %j: tensor<i32>):
        "stablehlo.return"(%x, %i) : (tensor<f32>, tensor<i32>) -> ()
      }) {dimensions = array<i64: 0>}
        : (tensor<3xf32>, tensor<3xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
      """
    ),
    (
      """
      %1:2 = stablehlo.while(%i = %a, %x = %b) : tensor<i32>, tensor<f32>
      cond { stablehlo.return %p : tensor<i1> } do { stablehlo.return %i, %x : tensor<i32>, tensor<f32> }
      """,
      """
      %1:2 = "stablehlo.while"(%a, %b) ({
      ^bb0(%i: tensor<i32>, %x: tensor<f32>): "stablehlo.return"(%p) : (tensor<i1>) -> ()
      }, {
      ^bb0(%i: tensor<i32>, %x: tensor<f32>): "stablehlo.return"(%i, %x) : (tensor<i32>, tensor<f32>) -> ()
      }) : (tensor<i32>, tensor<f32>) -> (tensor<i32>, tensor<f32>)
      """
    ),
    (
      """
      %1 = stablehlo.convolution(%a, %b) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {stride = [2],
        pad = [[1, 1]], reverse = [true]} {feature_group_count = 1 : i64} : (tensor<1x4x1xf32>, tensor<1x1x1xf32>) -> tensor<1x3x1xf32>
      """,
      """
      %1 = "stablehlo.convolution"(%a, %b) <{dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>,
        feature_group_count = 1 : i64, padding = [[1, 1]], window_reversal = array<i1: true>,
        window_strides = array<i64: 2>}> : (tensor<1x4x1xf32>, tensor<1x1x1xf32>) -> tensor<1x3x1xf32>
      """
    ),
    (
      "%1 = stablehlo.fft %a, type =  RFFT, length = [8] : (tensor<8xf32>) -> tensor<5xcomplex<f32>>",
      """
      %1 = "stablehlo.fft"(%a) <{fft_length = array<i64: 8>, fft_type = #stablehlo<fft_type RFFT>}>
        : (tensor<8xf32>) -> tensor<5xcomplex<f32>>
      """
    ),
    (
      "%1:2 = stablehlo.optimization_barrier %a, %b : tensor<f32>, tensor<i1>",
      "%1:2 = \"stablehlo.optimization_barrier\"(%a, %b) : (tensor<f32>, tensor<i1>) -> (tensor<f32>, tensor<i1>)"
    ),
    (
      "%1 = stablehlo.get_tuple_element %a[1] : (tuple<tensor<f32>, tensor<i1>>) -> tensor<i1>",
      """
      %1 = "stablehlo.get_tuple_element"(%a) <{index = [1]}>
        : (tuple<tensor<f32>, tensor<i1>>) -> tensor<i1>
      """
    ),
    (
      "%1 = stablehlo.composite \"a.b\" %a {version = 1 : i32} : (tensor<f32>) -> tensor<f32>",
      "%1 = \"stablehlo.composite\"(%a) <{name = \"a.b\", version = 1 : i32}> : (tensor<f32>) -> tensor<f32>"
    ),
    ("%1 = stablehlo.replica_id : tensor<ui32>", "%1 = \"stablehlo.replica_id\"() : () -> tensor<ui32>"),
  ]

  @Test(arguments: pairs) func sameAsGeneric(_ pretty: String, _ generic: String) throws {
    #expect(try operation(pretty).content == operation(generic).content)
  }

  @Test func resultGroups() throws {
    let read = try operation("%0, %rest:2 = \"a.b\"() : () -> (i1, i1, i1)")
    #expect(read.results.map(\.name) == ["0", "rest"])
    #expect(read.results.map(\.count) == [1, 2])
  }

  @Test func valuesAndPositions() throws {
    let read = try operation("  %cst_0 = stablehlo.add %arg0, %0#12 : tensor<f32>")
    #expect(read.position == MLIR.Position(line: 2, column: 12))
    #expect(read.operands.map(\.index) == [0, 12])
    #expect(read.operands[1].position == MLIR.Position(line: 2, column: 33))
  }

  @Test func anOperationWithoutTypesEndsThere() throws {
    #expect(try operations("a.b\nc.d %x\n return").map(\.name) == ["a.b", "c.d", "func.return"])
  }

  static let malformed: [(String, String)] = [
    (
      "%1 = stablehlo.slice %a [0:-1] : (tensor<f32>) -> tensor<f32>",
      "t.mlir:2:28: error: stablehlo.slice: expected where the slice ends, found '-'"
    ),
    (
      "%1 = stablehlo.iota dim = 0, dim = 1 : tensor<f32>",
      "t.mlir:2:30: error: stablehlo.iota: 'dim' is given twice"
    ),
    (
      "%1 = stablehlo.tanh %a WRONG : tensor<f32>",
      "t.mlir:2:24: error: stablehlo.tanh: expected ':', found 'WRONG'"
    ),
    (
      "%1:2 = stablehlo.tanh %a : tensor<f32>",
      "t.mlir:2:1: error: stablehlo.tanh: 2 results are named, 1 have types"
    ),
    (
      "%1 = stablehlo.reduce_precision %a, format = e5 : tensor<f32>",
      "t.mlir:2:37: error: stablehlo.reduce_precision: expected a format such as e5m10"
    ),
    (
      "%1 = stablehlo.while(%i = %a) : tensor<f32>, tensor<f32> cond {} do {}",
      "t.mlir:2:58: error: stablehlo.while: 1 values, but 2 types"
    ),
    (
      "%1 = \"a.b\"() ({^bb0: ^bb1: }) : () -> i1", "t.mlir:2:22: error: a.b: a region of more than one block"
    ),
    ("%1 = \"a.b\"() <{a = 1}> {a = 2} : () -> i1", "t.mlir:2:25: error: a.b: attribute 'a' is given twice"),
    ("%1 = \"a.b\"()[^bb1] : () -> i1", "t.mlir:2:13: error: a.b: an operation with successor blocks"),
    (
      "%1:2 = stablehlo.reduce(%a init: %b), (%c init: %d) applies stablehlo.add across dimensions = [0] : (i1, i1, i1, i1) -> (i1, i1)",
      "t.mlir:2:53: error: stablehlo.reduce: 'applies' takes one operand and its initial value"
    ),
  ]

  @Test(arguments: malformed) func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: JAXError.self) { try operations(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
