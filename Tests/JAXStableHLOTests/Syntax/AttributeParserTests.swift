import JAXIR
import JAXStableHLO
import Testing

@Suite struct AttributeParserTests {
  static let spellings: [(String, MLIR.Attribute)] = [
    ("true", .boolean(true)), ("unit", .unit), ("3 : i64", .integer(3)), ("-3", .integer(-3)),
    ("-9223372036854775808 : i64", .integer(.min)), ("0xFFFFFFFFFFFFFFFF : i64", .integer(-1)),
    ("1.5 : f32", .float(1.5)), ("0x7F800000 : f32", .float(.infinity)),
    ("\"a\\22b\\n\\\\\"", .string("a\"b\n\\")), ("\"s\" : i32", .string("s")),
    ("@main", .symbol("main")), ("@\"<lambda>\"::@b", .symbol("<lambda>::b")),
    ("[]", .array([])), ("[1, \"a\"]", .array([.integer(1), .string("a")])),
    ("array<i64>", .array([])), ("array<i64: 1, -2>", .array([.integer(1), .integer(-2)])),
    ("array<i1: true, false>", .array([.boolean(true), .boolean(false)])),
    ("tensor<2x?xf32>", .type(.tensor(extents: [2, nil], element: .element(.float32)))),
    ("i32", .type(.element(.int32))), ("si4", .type(.other("si4"))),
    ("(i1, index) -> ()", .type(.function([.element(.bool), .other("index")], []))),
    ("!stablehlo.token", .type(.other("!stablehlo.token"))),
    (
      "!quant.uniform<i8:f32, 1.0:-3>",
      .type(
        .quantized(
          MLIR.Quantization(
            storage: .int8, range: -128...127, expressed: .float32, scale: 1, zeroPoint: -3)))
    ),
    ("tuple<i1, tuple<>>", .type(.tuple([.element(.bool), .tuple([])]))),
    ("#sdy.sharding<@mesh, [{\"x\"}, {}] -> >", .opaque("#sdy.sharding<@mesh, [{\"x\"}, {}] -> >")),
    ("affine_map<(d0) -> (d0)>", .opaque("affine_map<(d0) -> (d0)>")),
    ("loc(unknown)", .location(.unknown)),
  ]

  @Test(arguments: spellings) func spelling(_ text: String, _ expected: MLIR.Attribute) throws {
    #expect(try attribute(text) == expected)
  }

  @Test func dictionary() throws {
    guard case .dictionary(let entries) = try attribute("{a, b.c = 1 : i32, \"d e\" = {}}") else {
      throw JAXError(.parseError, "no dictionary")
    }
    #expect(entries.map(\.name) == ["a", "b.c", "d e"])
    #expect(entries.map(\.value) == [.unit, .integer(1), .dictionary([])])
    #expect(entries[1].position == MLIR.Position(line: 2, column: 18))
  }

  @Test func dialectAttributes() throws {
    let gather = try attribute("#stablehlo.gather<offset_dims = [1, 2], index_vector_dim = 1>")
    #expect(gather.content == "{index_vector_dim=integer(1), offset_dims=[integer(1), integer(2)]}")
    guard case .dialect("stablehlo", let fields) = try attribute("#stablehlo<precision HIGHEST>") else {
      throw JAXError(.parseError, "no dialect attribute")
    }
    #expect(fields.map(\.value) == [.word("precision"), .word("HIGHEST")])
    let convolution = try attribute("#stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>")
    #expect(convolution.content.contains("[word(\"b\"), integer(0), word(\"f\")], [integer(0), word(\"i\")"))
    let algorithm = try attribute(
      "#stablehlo.dot_algorithm<lhs_precision_type = tf32, accumulation_type = f32, allow_imprecise_accumulation = false>"
    )
    #expect(algorithm.content.contains("allow_imprecise_accumulation=boolean(false)"))
  }

  static let malformed: [(String, String)] = [
    ("#nothing", "undefined attribute alias '#nothing'"), ("[1, 2", "expected ',' or ']', found '}'"),
    ("{a = 1, a = 2}", "attribute 'a' is given twice"),
    ("\"abc", "this string has no closing quote on its line"),
    ("\"\\q\"", "a string has an unknown escape after '\\'"), ("#sdy.x<(]>", "this bracket is not closed"),
    (
      "dense_resource<blob> : tensor<2xf32>",
      "a 'dense_resource' attribute, whose value does not stand in the text"
    ),
    ("tensor<*xf32>", "a tensor of unknown rank"), ("tensor<2xf32, #a>", "a tensor type with an encoding"),
    ("tensor<4 x f32>", "expected 'x' after an extent, found 'x'"),
    ("99999999999999999999", "an integer does not fit 64 bits"),
    ("loc(callsite(unknown of unknown))", "expected 'at', found 'of'"),
  ]

  @Test(arguments: malformed) func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: JAXError.self) { try attribute(text) }
    #expect(error?.message == message)
  }

  @Test func resourcesAreUnsupported() {
    #expect(throws: JAXError.self) { try attribute("dense_resource<blob> : tensor<2xf32>") }
    #expect(
      refusal("func.func @f() { %0 = stablehlo.constant dense_resource<a> : tensor<f32> }")?.code
        == .unsupported)
  }
}
