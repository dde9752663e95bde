import JAXIR
import JAXStableHLO
import Testing

@Suite struct ImporterTests {
  /// What a module of these functions is refused with.
  static func refusal(_ text: String, operationLimit: Int = 1_000_000) -> JAXError? {
    do throws(JAXError) {
      _ = try importStableHLO(Array(text.utf8), file: "t.mlir", operationLimit: operationLimit)
      return nil
    } catch {
      return error
    }
  }

  static func graph(_ text: String) throws -> Graph {
    let graph = try importStableHLO(Array(text.utf8), file: "t.mlir")
    try graph.verify()
    return graph
  }

  /// The instructions of `main(%a: type, ...)` as they print, without indentation.
  static func instructions(_ parameters: String, _ body: String) throws -> [String] {
    let text = try graph("func.func @main(\(parameters)) {\n\(body)\nreturn\n}").text()
    return text.split(separator: "\n").dropFirst().dropLast(2).map { $0.trimming(" ") }
  }

  static let operations: [(String, String, [String])] = [
    ("%a: tensor<4xf32>", "%0 = stablehlo.tanh %a : tensor<4xf32>", ["%1 = tanh %0 : f32[4]"]),
    (
      "%a: tensor<4xf32>", "%0 = chlo.square %a : tensor<4xf32> -> tensor<4xf32>",
      ["%1 = multiply %0, %0 : f32[4]"]
    ),
    ("%a: tensor<4xf32>", "%0 = chlo.erf %a : tensor<4xf32> -> tensor<4xf32>", ["%1 = erf %0 : f32[4]"]),
    (
      "%a: tensor<4xf32>", "%0 = chlo.lgamma %a : tensor<4xf32> -> tensor<4xf32>",
      ["%1 = lgamma %0 : f32[4]"]
    ),
    ("%a: tensor<f64>", "%0 = stablehlo.tan %a : tensor<f64>", ["%1 = tan %0 : f64[]"]),
    (
      "%a: tensor<f32>, %b: tensor<2x3xf32>",
      "%0 = chlo.broadcast_add %a, %b : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>",
      ["%2 = broadcast_in_dim %0 {shape = [2, 3], axes = []} : f32[2,3]", "%3 = add %2, %1 : f32[2,3]"]
    ),
    (
      "%a: tensor<2xf32>, %b: tensor<2x3xf32>",
      "%0 = chlo.broadcast_zeta %a, %b {broadcast_dimensions = array<i64: 0>} : (tensor<2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>",
      ["%2 = broadcast_in_dim %0 {shape = [2, 3], axes = [0]} : f32[2,3]", "%3 = zeta %2, %1 : f32[2,3]"]
    ),
    (
      "%a: tensor<1x3xi32>, %b: tensor<2x1xi32>",
      "%0 = chlo.broadcast_compare %a, %b {comparison_direction = #chlo<comparison_direction GT>} : (tensor<1x3xi32>, tensor<2x1xi32>) -> tensor<2x3xi1>",
      [
        "%2 = broadcast_in_dim %0 {shape = [2, 3], axes = [0, 1]} : i32[2,3]",
        "%3 = broadcast_in_dim %1 {shape = [2, 3], axes = [0, 1]} : i32[2,3]",
        "%4 = compare %2, %3 {comparison = gt, total = false} : bool[2,3]",
      ]
    ),
    (
      "%a: tensor<2xf32>",
      "%0 = \"chlo.constant_like\"(%a) {value = 2.5 : f32} : (tensor<2xf32>) -> tensor<2xf32>",
      ["%1 = constant {literal = f32[2](2.5)} : f32[2]"]
    ),
    (
      "%a: tensor<f32>, %b: tensor<f32>",
      "%0 = stablehlo.compare LE, %a, %b, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>",
      ["%2 = compare %0, %1 {comparison = le, total = true} : bool[]"]
    ),
    (
      "%p: tensor<i1>, %b: tensor<2xf32>", "%0 = stablehlo.select %p, %b, %b : tensor<i1>, tensor<2xf32>",
      ["%2 = broadcast_in_dim %0 {shape = [2], axes = []} : bool[2]", "%3 = select %2, %1, %1 : f32[2]"]
    ),
    (
      "%a: tensor<f32>, %b: tensor<2xf32>",
      "%0 = stablehlo.clamp %a, %b, %b : (tensor<f32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>",
      ["%2 = broadcast_in_dim %0 {shape = [2], axes = []} : f32[2]", "%3 = clamp %2, %1, %1 : f32[2]"]
    ),
    (
      "%a: tensor<4xf32>", "%0 = stablehlo.convert %a : (tensor<4xf32>) -> tensor<4xui8>",
      ["%1 = convert %0 {dtype = u8} : u8[4]"]
    ),
    (
      "", "%0 = stablehlo.iota dim = 1 : tensor<2x3xi32>",
      ["%0 = iota {dtype = i32, shape = [2, 3], axis = 1} : i32[2,3]"]
    ),
    (
      "%a: tensor<3x4xf32>", "%0 = stablehlo.slice %a [1:3, 0:4:2] : (tensor<3x4xf32>) -> tensor<2x2xf32>",
      ["%1 = slice %0 {starts = [1, 0], limits = [3, 4], strides = [1, 2]} : f32[2,2]"]
    ),
    (
      "%a: tensor<3xf32>, %b: tensor<f32>",
      "%0 = stablehlo.pad %a, %b, low = [-1], high = [2], interior = [1] : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>",
      ["%2 = pad %0, %1 {low = [-1], high = [2], interior = [1]} : f32[6]"]
    ),
    (
      "%a: tensor<2x3xi8>, %b: tensor<3x2xf32>",
      "%0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0], precision = [DEFAULT, HIGHEST] : (tensor<2x3xi8>, tensor<3x2xf32>) -> tensor<2x2xf32>",
      [
        "%2 = dot_general %0, %1 {lhs_batch = [], rhs_batch = [], lhs_contracting = [1], rhs_contracting = [0], result_dtype = f32, order = lanes 1} : f32[2,2]"
      ]
    ),
    (
      "%a: tensor<2x3xf32>, %b: tensor<3xf32>",
      "%0 = stablehlo.dot %a, %b : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>",
      [
        "%2 = dot_general %0, %1 {lhs_batch = [], rhs_batch = [], lhs_contracting = [1], rhs_contracting = [0], result_dtype = f32, order = lanes 1} : f32[2]"
      ]
    ),
    ("%a: tensor<i1>", "%0:2 = stablehlo.optimization_barrier %a, %a : tensor<i1>, tensor<i1>", []),
  ]

  @Test(arguments: operations) func operation(_ parameters: String, _ body: String, _ expected: [String])
    throws
  {
    #expect(try Self.instructions(parameters, body) == expected)
  }

  @Test func wholeGraph() throws {
    let graph = try Self.graph(
      """
      module @m {
        func.func public @main(%arg0: tensor<2xf32>) -> (tensor<2xf32> {jax.result_info = "a"}, tensor<f32>) {
          %0:2 = call @pair(%arg0) : (tensor<2xf32>) -> (tensor<2xf32>, tensor<f32>)
          %1 = stablehlo.negate %0#0 : tensor<2xf32>
          return %1, %0#1 : tensor<2xf32>, tensor<f32>
        }
        func.func private @pair(%arg0: tensor<2xf32>) -> (tensor<2xf32>, tensor<f32>) {
          %cst = stablehlo.constant dense<1.5> : tensor<f32>
          %0 = stablehlo.exponential %arg0 : tensor<2xf32>
          return %0, %cst : tensor<2xf32>, tensor<f32>
        }
      }
      """)
    #expect(
      graph.text(locations: true) == """
        graph main(%0: f32[2]) {
          %1 = constant {literal = f32[](1.5)} : f32[] loc("t.mlir":8:12)
          %2 = exp %0 : f32[2] loc("t.mlir":9:10)
          %3 = negate %2 : f32[2] loc("t.mlir":4:10)
          return %3, %1
        }

        """)
  }

  @Test func reductions() throws {
    func reduce(_ body: String, _ initial: String, _ type: String = "f32") throws -> [String] {
      let graph = try Self.graph(
        """
        func.func @main(%a: tensor<2x3x\(type)>) {
          %c = stablehlo.constant dense<\(initial)> : tensor<\(type)>
          %0 = stablehlo.reduce(%a init: %c) applies stablehlo.\(body) across dimensions = [1]
            : (tensor<2x3x\(type)>, tensor<\(type)>) -> tensor<2x\(type)>
          return
        }
        """)
      return graph.instructions.map { Swift.type(of: $0.primitive).name }
    }
    #expect(try reduce("add", "0.0") == ["constant", "reduce_sum"])
    #expect(try reduce("maximum", "0xFF800000") == ["constant", "reduce_max"])
    #expect(try reduce("minimum", "0x7F800000") == ["constant", "reduce_min"])
    #expect(try reduce("maximum", "-2147483648", "i32") == ["constant", "reduce_max"])
    #expect(try reduce("and", "true", "i1") == ["constant", "reduce_and"])
    #expect(try reduce("or", "0", "ui8") == ["constant", "reduce_or"])
    #expect(try reduce("add", "false", "i1") == ["constant", "reduce_or"])
    // An initial value that changes the result is taken in once.
    #expect(try reduce("add", "1.0") == ["constant", "reduce_sum", "broadcast_in_dim", "add"])
    let product = try reduce("multiply", "2.0")
    #expect(product.first == "constant" && product.suffix(2) == ["broadcast_in_dim", "multiply"])
  }

  @Test func reductionOfSeveral() throws {
    let graph = try Self.graph(
      """
      func.func @main(%a: tensor<3xf32>, %i: tensor<3xi32>, %b: tensor<f32>, %c: tensor<i32>) -> tensor<i32> {
        %0:2 = stablehlo.reduce(%a init: %b), (%i init: %c) across dimensions = [0] : (tensor<3xf32>, tensor<3xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
         reducer(%x: tensor<f32>, %y: tensor<f32>) (%j: tensor<i32>, %k: tensor<i32>)  {
          %1 = stablehlo.compare GT, %x, %y, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
          %2 = stablehlo.select %1, %j, %k : tensor<i1>, tensor<i32>
          %3 = stablehlo.maximum %x, %y : tensor<f32>
          stablehlo.return %3, %2 : tensor<f32>, tensor<i32>
        }
        return %0#1 : tensor<i32>
      }
      """)
    let reduction = try #require(graph.instructions.last)
    #expect(graph.instructions.count == 1 && graph.results == [reduction.results[1]])
    #expect(
      reduction.regions[0].graph.parameterTypes.map(\.description) == ["f32[]", "i32[]", "f32[]", "i32[]"])
    #expect(reduction.regions[0].graph.instructions.count == 3)
  }

  @Test func checksAreChained() throws {
    let text = try Self.instructions(
      "%a: tensor<f32>",
      """
      stablehlo.custom_call @check.expect_close(%a, %a) {has_side_effect = true} : (tensor<f32>, tensor<f32>) -> ()
      stablehlo.custom_call @check.expect_eq(%a, %a) : (tensor<f32>, tensor<f32>) -> ()
      stablehlo.custom_call @check.expect_almost_eq(%a, %a) : (tensor<f32>, tensor<f32>) -> ()
      check.expect_eq_const %a, dense<1.0> : tensor<f32>
      """)
    #expect(text.count == 6)
    #expect(text[0] == "%1 = create_token : token")
    #expect(text[1] == "%2 = check %1, %0, %0 {comparison = close 3} : token")
    #expect(text[2] == "%3 = check %2, %0, %0 {comparison = eq} : token")
    #expect(text[3].hasPrefix("%4 = check %3, %0, %0 {comparison = almost_eq "))
    #expect(text[5] == "%6 = check %4, %0, %5 {comparison = eq} : token")
  }
}

extension Substring {
  func trimming(_ character: Character) -> String {
    String(drop { $0 == character })
  }
}
