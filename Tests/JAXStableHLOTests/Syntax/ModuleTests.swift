import JAXIR
import JAXStableHLO
import Testing

@Suite struct ModuleTests {
  func read(_ text: String) throws -> MLIR.Module { try MLIR.parseModule(Array(text.utf8), file: "t.mlir") }

  @Test func prettyModule() throws {
    let module = try read(
      """
      // A comment.
      #loc1 = loc("x")
      module @jit_f attributes {mhlo.num_partitions = 1 : i32} {
        func.func public @main(%arg0: tensor<2xf32> {jax.arg_info = "x"} loc("x"(#loc1)), %arg1: tensor<i1>)
            -> (tensor<2xf32> {jax.result_info = "result"}, tensor<i1>) attributes {no_inline} {
          %0 = stablehlo.negate %arg0 : tensor<2xf32> loc(#loc9)
          return %0, %arg1 : tensor<2xf32>, tensor<i1> loc(callsite("a"("f.py":3:4) at fused<"x">[#loc1, unknown]))
        } loc(#loc)
        func.func private @extern(tensor<f32>) -> tensor<f32>
      } loc(#loc)
      #loc = loc(unknown)
      #loc9 = loc("jit(f)/neg"("/x/f.py":12:3 to :9))
      """)
    #expect(module.name == "jit_f")
    #expect(module.attributes.map(\.name) == ["mhlo.num_partitions"])
    #expect(module.functions.map(\.name) == ["main", "extern"])
    let main = module.functions[0]
    #expect(main.position == MLIR.Position(line: 4, column: 3))
    #expect(!main.isPrivate && main.attributes.map(\.name) == ["no_inline"])
    #expect(main.arguments.map(\.name) == ["arg0", "arg1"])
    #expect(main.arguments[0].attributes.map(\.name) == ["jax.arg_info"])
    #expect(main.resultTypes.map(\.description) == ["tensor<2xf32>", "tensor<i1>"])
    #expect(main.resultAttributes.map { $0.map(\.name) } == [["jax.result_info"], []])
    #expect(main.body?.map(\.name) == ["stablehlo.negate", "func.return"])
    #expect(main.body?[0].location == .alias("loc9"))
    #expect(
      main.body?[1].location
        == .callSite(
          callee: .named("a", .file("f.py", line: 3, column: 4)), caller: .fused([.alias("loc1"), .unknown])))
    #expect(module.functions[1].isPrivate && module.functions[1].body == nil)
    #expect(module.locations["loc9"] == .named("jit(f)/neg", .file("/x/f.py", line: 12, column: 3)))
  }

  @Test func genericModuleIsTheSame() throws {
    let generic = try read(
      """
      "builtin.module"() <{sym_name = "m"}> ({
        "func.func"() <{arg_attrs = [{jax.x = 1}], function_type = (tensor<f32>) -> tensor<f32>,
          res_attrs = [{jax.result_info = "r"}], sym_name = "main", sym_visibility = "private"}> ({
        ^bb0(%arg0: tensor<f32>):
          "func.return"(%arg0) : (tensor<f32>) -> ()
        }) : () -> ()
      }) {mhlo.num_replicas = 1 : i32} : () -> ()
      """)
    let pretty = try read(
      """
      module @m attributes {mhlo.num_replicas = 1 : i32} {
        func.func private @main(%arg0: tensor<f32> {jax.x = 1}) -> (tensor<f32> {jax.result_info = "r"}) {
          return %arg0 : tensor<f32>
        }
      }
      """)
    #expect(generic.name == pretty.name)
    let (a, b) = (generic.functions[0], pretty.functions[0])
    #expect(a.name == b.name && a.isPrivate && b.isPrivate)
    #expect(a.arguments.map(\.name) == b.arguments.map(\.name) && a.resultTypes == b.resultTypes)
    #expect(a.arguments[0].attributes.map(\.name) == b.arguments[0].attributes.map(\.name))
    #expect(a.resultAttributes[0].map(\.name) == b.resultAttributes[0].map(\.name))
    #expect(a.body?.map(\.content) == b.body?.map(\.content))
  }

  @Test func aliases() throws {
    let module = try read(
      """
      #a = [1, 2]
      !t = tensor<2xi32>
      func.func @main(%x: !t) -> !t { %0 = "a.b"(%x) {v = #a} : (!t) -> !t }
      """)
    let body = try #require(module.functions[0].body)
    #expect(body[0]["v"] == .array([.integer(1), .integer(2)]))
    #expect(module.functions[0].resultTypes == body[0].resultTypes)
  }

  static let malformed: [(String, String)] = [
    ("", "t.mlir:1:1: error: there is no function"), ("module {}", "t.mlir:1:1: error: there is no function"),
    (
      "module { func.func @f() { return } func.func @f() { return } }",
      "t.mlir:1:36: error: function @f is defined twice"
    ),
    (
      "sdy.mesh @m = <[]>",
      "t.mlir:1:1: error: sdy.mesh: the pretty form of operation 'sdy.mesh' is not known"
    ),
    ("stablehlo.add %a, %b : tensor<f32>", "t.mlir:1:1: error: operation 'stablehlo.add' outside a function"),
    ("func.func @f() { return } }", "t.mlir:1:27: error: expected an operation, found '}'"),
    (
      "func.func @f(%a: tensor<f32>) {",
      "t.mlir:1:32: error: func.func: expected '}', found the end of the text"
    ),
    (
      "func.func @f() {\n\n  %0 = stablehlo.add %\n}",
      "t.mlir:4:1: error: stablehlo.add: expected a value's name, found '}'"
    ),
    ("#a = 1\n#a = 2\nfunc.func @f() { return }", "t.mlir:2:2: error: alias 'a' is defined twice"),
    (
      "module { func.func @f() { return } }\n{-# dialect_resources: {} #-}",
      "t.mlir:2:1: error: constants in a resource section"
    ),
    ("\u{0}", "t.mlir:1:1: error: expected an operation, found byte 0"),
  ]

  @Test(arguments: malformed) func refuses(_ text: String, _ message: String) {
    #expect(
      refusal(text)?.description.hasPrefix(message) == true,
      "\(refusal(text)?.description ?? "nothing thrown")")
  }

  @Test func depthIsLimited() {
    let tooDeep = "the text is nested deeper than 1000 brackets or 200 regions"
    func nested(_ open: String, _ close: String, _ count: Int) -> String {
      String(repeating: open, count: count) + String(repeating: close, count: count)
    }
    let attributes = { (count: Int) in "func.func @f() attributes {a = \(nested("[", "]", count))} { return }"
    }
    #expect(refusal(attributes(900)) == nil)
    #expect(refusal(attributes(1_100))?.message == tooDeep)
    #expect(refusal(attributes(1_000_000))?.message == tooDeep)
    let regions = { (count: Int) in
      "func.func @f() {" + nested("\"a.b\"() ({", "}) : () -> ()", count) + "}"
    }
    #expect(refusal(regions(190)) == nil)
    #expect(refusal(regions(100_000))?.message == tooDeep)
    let types = "func.func @f(%a: \(nested("tuple<", ">", 100_000))) { return }"
    #expect(refusal(types)?.message == tooDeep)
    let locations = "func.func @f() { return loc(\(nested("fused[", "]", 100_000))) }"
    #expect(refusal(locations)?.message == tooDeep)
    // Skipping needs no stack.
    #expect(refusal("func.func @f() attributes {a = #b.c\(nested("<", ">", 100_000))} { return }") == nil)
  }
}
