import JAXIR
import JAXStableHLO
import Testing

@Suite struct LiteralParserTests {
  static func bytes<T>(_ values: T...) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0) { Array($0) } } }

  /// Layouts of custom calls are lists of MLIR's own integers.
  @Test func indices() throws {
    let layout = try literal("[1, 0]> : tensor<2xindex>")
    #expect(layout.type.description == "i64[2]" && layout.element(at: 0).bits == 1)
  }

  @Test func nestedList() throws {
    let read = try literal("[[1, -2, 3], [4, 5, 6]]> : tensor<2x3xi32>")
    #expect(read.type.description == "i32[2,3]")
    #expect(read.bytes == Self.bytes(1 as Int32, -2, 3, 4, 5, 6))
  }

  static let scalars: [(String, String, [UInt8])] = [
    ("1.5", "f32", bytes(1.5 as Float)), ("-0.000000e+00", "f32", bytes(-0.0 as Float)),
    ("0xFF800000", "f32", bytes(-Float.infinity)), ("0x7FF0000000000000", "f64", bytes(Double.infinity)),
    ("9.99999974E-6", "f32", bytes(9.99999974e-6 as Float)),
    ("3.40282347E+38", "f32", bytes(Float.greatestFiniteMagnitude)),
    ("2.2250738585072014E-308", "f64", bytes(2.2250738585072014e-308)),
    ("4.94065645841246544E-324", "f64", bytes(Double.leastNonzeroMagnitude)),
    ("0.1", "f64", bytes(0.1)),
    ("123456789012345678901234567890.0", "f64", bytes(123456789012345678901234567890.0)),
    ("0xFC00", "f16", bytes(-Float16.infinity)), ("1.0e-1", "f16", bytes(0.1 as Float16)),
    ("1.000000e+00", "bf16", [0x80, 0x3F]), ("0x7F80", "bf16", [0x80, 0x7F]),
    ("true", "i1", [1]), ("false", "i1", [0]), ("1", "i1", [1]), ("-1", "i1", [1]),
    ("-128", "i8", [0x80]), ("255", "ui8", [255]), ("0xFF", "ui8", [255]), ("128", "i8", [0x80]),
    ("0xFFC00000", "i32", bytes(-0x40_0000 as Int32)), ("18446744073709551615", "i64", bytes(-1 as Int64)),
    ("18446744073709551615", "ui64", bytes(UInt64.max)), ("-9223372036854775808", "i64", bytes(Int64.min)),
    ("2147483647", "i32", bytes(Int32.max)), ("-1", "i16", [255, 255]),
    ("(0.000000e+00,1.000000e+00)", "complex<f32>", bytes(0 as Float, 1)),
    ("(0xFFF0000000000000, 2.0)", "complex<f64>", bytes(-Double.infinity, 2)),
  ]

  @Test(arguments: scalars) func scalar(_ spelling: String, _ type: String, _ bytes: [UInt8]) throws {
    #expect(try literal("\(spelling)> : tensor<\(type)>").bytes == bytes)
    let splat = try literal("\(spelling)> : tensor<1000000x1000xi1>".replacing("i1>", with: "\(type)>"))
    #expect(splat.bytes == bytes)
    #expect(splat.isSplat)
    #expect(try literal("[\(spelling), \(spelling)]> : tensor<2x\(type)>").bytes == bytes)
  }

  @Test func hexBlobs() throws {
    #expect(try literal("\"0x0000803F000000C0\"> : tensor<2xf32>").bytes == Self.bytes(1 as Float, -2))
    #expect(try literal("\"0x0000803f\"> : tensor<3xf32>").isSplat)
    #expect(try literal("\"0x000101\"> : tensor<3xi1>").bytes == [0, 1, 1])
    // Eleven packed bits, the lowest first.
    #expect(try literal("\"0x0504\"> : tensor<11xi1>").bytes == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    #expect(try literal("\"0xFF\"> : tensor<11xi1>").bytes == [1])
    #expect(try literal("\"0x\"> : tensor<0xf32>").bytes == [])
  }

  @Test func emptyTensors() throws {
    for text in ["> : tensor<2x0xf32>", "[[], []]> : tensor<2x0xf32>", "1.0> : tensor<2x0xf32>"] {
      #expect(try literal(text).bytes == [])
    }
    #expect(try literal("[]> : tensor<0x7xi32>").type.shape.extents == [0, 7])
  }

  static let malformed: [(String, String)] = [
    ("[1, 2]> : tensor<3xi32>", "2 elements along axis 0 of type i32[3]"),
    ("[[1], [2, 3]]> : tensor<2x1xi32>", "2 elements along axis 1 of type i32[2,1]"),
    ("[1, 2]> : tensor<2x1xi32>", "expected '[', found '1'"),
    ("[[1]]> : tensor<1xi32>", "expected a number, found '['"),
    ("[1]> : tensor<i32>", "a list is nested deeper than type i32[] has axes"),
    ("1> : tensor<f32>", "an integer where f32 needs a number with a point"),
    ("1.5> : tensor<i32>", "a number with a point in a tensor of i32"),
    ("256> : tensor<i8>", "the number does not fit i8"), ("-129> : tensor<i8>", "the number does not fit i8"),
    ("-1> : tensor<ui8>", "the number does not fit u8"), ("2> : tensor<i1>", "the number does not fit bool"),
    ("0x1FFFFFFFF> : tensor<f32>", "the number does not fit f32"),
    ("18446744073709551616> : tensor<ui64>", "an integer does not fit 64 bits"),
    ("1.0e999> : tensor<f64>", "1.0e999 does not fit a 64-bit float"),
    ("\"0x00\"> : tensor<2xf32>", "1 bytes for type f32[2], which takes 8"),
    ("\"0x0G\"> : tensor<1xi8>", "a string of hexadecimal digits in pairs is expected"),
    ("\"0x000\"> : tensor<1xi8>", "a string of hexadecimal digits in pairs is expected"),
    ("\"12\"> : tensor<1xi8>", "expected a string that starts with 0x"),
    ("> : tensor<2xf32>", "a literal of type f32[2] takes 8 bytes, not 0"),
    (
      "1.0> : tensor<9223372036854775807x8xf32>",
      "shape [9223372036854775807, 8] has more elements than memory can address"
    ),
    ("1> : tensor<4xi5>", "type tensor<4xi5>: tensors of i5"),
    ("1> : tensor<?xi8>", "type tensor<?xi8>: dynamic extents"),
    ("1> : i32", "type i32, where a tensor is needed"), ("1, 2> : tensor<2xi32>", "expected '>', found ','"),
    ("(1.0)> : tensor<complex<f32>>", "expected ',', found ')'"),
  ]

  @Test(arguments: malformed) func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: JAXError.self) { try literal(text) }
    #expect(error?.message == message)
    #expect(error?.location.description.hasPrefix("t.mlir:2:") == true)
  }
}
