import JAXIR
import JAXStableHLO
import Testing

@Suite struct ImportErrorTests {
  static let main = "func.func @main(%a: tensor<2xf32>, %i: tensor<2xi32>) {\n"

  static let mistakes: [(String, String)] = [
    (
      "%0 = stablehlo.frob %a : tensor<2xf32>",
      "t.mlir:2:6: error: stablehlo.frob: operation 'stablehlo.frob' is not supported"
    ),
    (
      "%0 = stablehlo.tanh %b : tensor<2xf32>",
      "t.mlir:2:21: error: stablehlo.tanh: value %b is not defined here"
    ),
    (
      "%0 = stablehlo.tanh %a#1 : tensor<2xf32>",
      "t.mlir:2:21: error: stablehlo.tanh: value %a has 1 parts, no #1"
    ),
    (
      "%a = stablehlo.tanh %a : tensor<2xf32>", "t.mlir:2:1: error: stablehlo.tanh: value %a is defined twice"
    ),
    ("%0 = stablehlo.tanh %i : tensor<2xi32>", "t.mlir:2:6: error: stablehlo.tanh: "),
    ("%0 = stablehlo.add %a, %i : tensor<2xf32>", "t.mlir:2:6: error: stablehlo.add: "),
    ("%0 = stablehlo.add %a : tensor<2xf32>", "t.mlir:2:6: error: stablehlo.add: "),
    (
      "%0 = stablehlo.tanh %a : tensor<3xf32>",
      "t.mlir:2:6: error: stablehlo.tanh: the result is f32[2], the text says f32[3]"
    ),
    (
      "%0 = stablehlo.convert %a : (tensor<3xf32>) -> tensor<2xi32>",
      "t.mlir:2:24: error: stablehlo.convert: value %a is f32[2], its type here is tensor<3xf32>"
    ),
    (
      "%0 = stablehlo.tanh %a {fast = true} : tensor<2xf32>",
      "t.mlir:2:25: error: stablehlo.tanh: unknown attribute 'fast' of stablehlo.tanh"
    ),
    (
      "%0 = \"stablehlo.iota\"() : () -> tensor<2xi32>",
      "t.mlir:2:6: error: stablehlo.iota: attribute 'iota_dimension' is missing"
    ),
    (
      "%0 = stablehlo.iota dim = [0] : tensor<2xi32>",
      "t.mlir:2:21: error: stablehlo.iota: attribute 'iota_dimension' is not an integer"
    ),
    ("%0 = stablehlo.iota dim = 1 : tensor<2xi32>", "t.mlir:2:6: error: stablehlo.iota: "),
    (
      "%0 = stablehlo.iota dim = 0 : tensor<?xi32>",
      "t.mlir:2:6: error: stablehlo.iota: type tensor<?xi32>: dynamic extents"
    ),
    (
      "%0 = stablehlo.compare LTE, %a, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>",
      "t.mlir:2:6: error: stablehlo.compare: 'LTE' is no comparison"
    ),
    (
      "%0 = call @f(%a) : (tensor<2xf32>) -> tensor<2xf32>",
      "t.mlir:2:6: error: func.call: there is no function @f"
    ),
    (
      "%0 = stablehlo.custom_call @lapack(%a) : (tensor<2xf32>) -> tensor<2xf32>",
      "t.mlir:2:6: error: stablehlo.custom_call: custom call of 'lapack'"
    ),
    (
      "%0 = stablehlo.dot_general %a, %a, contracting_dims = [0] x [0], algorithm = <lhs_precision_type = tf32> : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>",
      "t.mlir:2:66: error: stablehlo.dot_general: a product by a given algorithm"
    ),
    (
      "%0 = stablehlo.dot_general %a, %a, contracting_dims = [9223372036854775807] x [0] : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>",
      "t.mlir:2:6: error: stablehlo.dot_general: "
    ),
    (
      "%0 = stablehlo.pad %a, %a, low = [9223372036854775807], high = [1], interior = [0] : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>",
      "t.mlir:2:6: error: stablehlo.pad: "
    ),
    (
      "%0 = stablehlo.reshape %a : (tensor<2xf32>) -> tensor<4611686018427387904x8xf32>",
      "t.mlir:2:6: error: stablehlo.reshape: shape"
    ),
    (
      "%0 = stablehlo.dot %c, %a : (tensor<f32>, tensor<2xf32>) -> tensor<f32>",
      "t.mlir:2:20: error: stablehlo.dot: value %c is not defined here"
    ),
    (
      "%c = stablehlo.constant dense<1.0> : tensor<f32>\n%0 = stablehlo.dot %c, %a : (tensor<f32>, tensor<2xf32>) -> tensor<f32>",
      "t.mlir:3:6: error: stablehlo.dot: "
    ),
  ]

  @Test(arguments: mistakes) func refuses(_ body: String, _ message: String) {
    let description = ImporterTests.refusal(Self.main + body + "\nreturn\n}")?.description
    #expect(description?.hasPrefix(message) == true, "\(description ?? "nothing thrown")")
  }

  @Test func discardableAttributesAreIgnored() throws {
    _ = try ImporterTests.graph(
      """
      module attributes {mhlo.x = 1} {
        func.func @main(%a: tensor<f32> {jax.y = 1}) -> (tensor<f32> {jax.z}) attributes {sdy.w = @m} {
          %0 = stablehlo.tanh %a {mhlo.frontend_attributes = {}} : tensor<f32>
          return %0 : tensor<f32>
        }
      }
      """)
    for text in [
      "module attributes {x = 1} { func.func @main() { return } }",
      "func.func @main() attributes {x} { return }", "func.func @main(%a: tensor<f32> {x}) { return }",
      "func.func @main() -> (tensor<f32> {x}) { return }",
    ] {
      #expect(ImporterTests.refusal(text)?.message.hasPrefix("unknown attribute 'x' of") == true)
    }
  }

  @Test func severalMistakes() {
    let error = ImporterTests.refusal(
      """
      func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
        %0 = "stablehlo.drop"(%a) : (tensor<2xf32>) -> tensor<2xf32>
        %1 = stablehlo.tanh %0 : tensor<2xf32>
        %2 = "stablehlo.frob"(%1) : (tensor<2xf32>) -> tensor<2xf32>
        return %2 : tensor<2xf32>
      }
      """)
    #expect(error?.message == "operation 'stablehlo.drop' is not supported")
    #expect(
      error?.hint == "also wrong: 4:8: stablehlo.frob: operation 'stablehlo.frob' is not supported")
  }

  /// What follows from a mistake is no mistake of its own, whatever its type.
  @Test func mistakesDoNotSpread() {
    let error = ImporterTests.refusal(
      """
      func.func @main(%a: tensor<2xf32>) -> tensor<?xf32> {
        %0:2 = "a.b"(%a) : (tensor<2xf32>) -> (tensor<?xf32>, !x.y)
        %1 = stablehlo.add %0#0, %a : tensor<3xf32>
        %2 = call @f(%1) : (tensor<3xf32>) -> tensor<?xf32>
        %3 = stablehlo.tanh %undefined : tensor<2xf32>
        return %2 : tensor<?xf32>
      }
      func.func private @f(%a: tensor<3xf32>) -> tensor<?xf32> {
        %0 = "c.d"(%a) : (tensor<3xf32>) -> tensor<?xf32>
        return %0 : tensor<?xf32>
      }
      """)
    #expect(error?.message == "operation 'a.b' is not supported")
    #expect(error?.hint == "also wrong: 5:23: stablehlo.tanh: value %undefined is not defined here")
  }

  @Test func manyMistakes() {
    let lines = (0..<100_000).map { "%\($0) = a.b %a : tensor<2xf32>" }.joined(separator: "\n")
    let error = ImporterTests.refusal(Self.main + lines + "\nreturn\n}")
    #expect(error?.location == .source(file: "t.mlir", line: 2, column: 6))
    #expect(error?.hint?.split(separator: ";").count == 19)
  }

  @Test func functions() {
    let cases = [
      ("func.func @f() { return }", "the module has no function @main"),
      ("func.func @main() { call @main() : () -> ()\nreturn }", "function @main calls itself"),
      (
        "func.func @main() { call @f() : () -> ()\nreturn }\nfunc.func private @f()",
        "function @f has no body"
      ),
      (
        "func.func @main(%a: tensor<f32>) { call @f(%a) : (tensor<f32>) -> ()\nreturn }\nfunc.func @f(%b: tensor<i1>) { return }",
        "@f takes bool[], not f32[]"
      ),
      (
        "func.func @main() { call @f() : () -> ()\nreturn }\nfunc.func @f(%b: tensor<i1>) { return }",
        "@f takes bool[], not nothing"
      ),
      ("func.func @main() -> tensor<f32> { return }", "@main returns nothing, its type says f32[]"),
      ("func.func @main() { stablehlo.return }", "a block that does not end with func.return"),
      ("func.func @main(%a: tensor<2xi5>) { return }", "type tensor<2xi5>: tensors of i5"),
      ("func.func @main(%a: tensor<2xi8>, %a: tensor<2xi8>) { return }", "value %a is defined twice"),
    ]
    for (text, message) in cases { #expect(ImporterTests.refusal(text)?.message == message) }
  }

  @Test func callsAreBounded() {
    func chain(_ length: Int, _ body: (Int) -> String) -> String {
      "func.func @main() { call @f0() : () -> ()\nreturn }\n"
        + (0..<length).map { "func.func @f\($0)() { \(body($0 + 1))\nreturn }\n" }.joined()
        + "func.func @f\(length)() { return }"
    }
    #expect(ImporterTests.refusal(chain(90) { "call @f\($0)() : () -> ()" }) == nil)
    let deep = ImporterTests.refusal(chain(5_000) { "call @f\($0)() : () -> ()" })
    #expect(deep?.message == "calls and regions nest deeper than 100")
    let wide = ImporterTests.refusal(
      chain(60) { "call @f\($0)() : () -> ()\ncall @f\($0)() : () -> ()" }, operationLimit: 10_000)
    #expect(wide?.message.hasPrefix("the program has more than") == true)
  }

  @Test func regionsAreBounded() {
    func nested(_ depth: Int) -> String {
      let type = "(tensor<2xf32>, tensor<f32>) -> tensor<f32>"
      let broadcast = "%v = stablehlo.broadcast_in_dim %x, dims = [] : (tensor<f32>) -> tensor<2xf32>\n"
      let open =
        broadcast + "%r = stablehlo.reduce(%v init: %y) across dimensions = [0] : \(type)\n"
        + " reducer(%x: tensor<f32>, %y: tensor<f32>) {\n"
      return "func.func @main(%x: tensor<f32>, %y: tensor<f32>) {\n" + String(repeating: open, count: depth)
        + "%r = stablehlo.subtract %x, %y : tensor<f32>\n"
        + String(repeating: "stablehlo.return %r : tensor<f32>\n}\n", count: depth) + "return\n}"
    }
    #expect(throws: Never.self) { try ImporterTests.graph(nested(90)) }
    #expect(ImporterTests.refusal(nested(150))?.message == "calls and regions nest deeper than 100")
  }

  @Test func regionsSeeNothingOutside() {
    let error = ImporterTests.refusal(
      """
      func.func @main(%a: tensor<2xf32>, %b: tensor<f32>) {
        %0 = stablehlo.reduce(%a init: %b) across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
         reducer(%x: tensor<f32>, %y: tensor<f32>) {
          %1 = stablehlo.add %x, %b : tensor<f32>
          stablehlo.return %1 : tensor<f32>
        }
        return
      }
      """)
    #expect(
      error?.description
        == "t.mlir:2:8: error: stablehlo.reduce: a region that reads a value from outside, where it may not")
  }
}
