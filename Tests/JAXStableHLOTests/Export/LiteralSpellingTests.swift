import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

@Suite struct LiteralSpellingTests {
  /// What a literal is spelled as in the text of a program.
  static func spelling(_ literal: Literal) throws -> String {
    let builder = GraphBuilder()
    let text = try exportStableHLO(builder.finish(results: try builder.append(Constant(literal), [])))
    let line = try #require(text.split(separator: "\n").first { $0.contains("constant") })
    return String(try #require(line.split(separator: "constant ").last))
  }

  @Test(arguments: [
    (DType.float32, "1.5", UInt64(0x3FC0_0000)), (.float32, "1.0e-07", 0x33D6_BF95),
    (.float32, "0x7FC00001", 0x7FC0_0001), (.float32, "0xFF800000", 0xFF80_0000),
    (.float32, "-0.0", 0x8000_0000), (.float64, "0.1", 0x3FB9_9999_9999_999A),
    (.float16, "0x7E00", 0x7E00), (.bfloat16, "1.0", 0x3F80), (.bool, "true", 1), (.int8, "-128", 0x80),
    (.uint64, "18446744073709551615", UInt64.max), (.int64, "-1", UInt64.max),
  ]) func scalars(dtype: DType, expected: String, bits: UInt64) throws {
    let literal = Literal(splat: Kernel.Constant(dtype, bits: bits), shape: .scalar)
    #expect(
      try Self.spelling(literal)
        == "dense<\(expected)> : \(MLIR.TypeSyntax.tensor(extents: [], element: .element(dtype)))")
  }

  @Test func shapes() throws {
    func integers(_ values: [Int8], _ extents: [Int]) throws -> String {
      let type = TensorType(.int8, try Shape(extents))
      return try Self.spelling(try Literal(type, bytes: values.map { UInt8(bitPattern: $0) }))
    }
    #expect(try integers([1, 2, 3, -4, 5, 6], [2, 3]) == "dense<[[1, 2, 3], [-4, 5, 6]]> : tensor<2x3xi8>")
    #expect(try integers([1, 2], [1, 2, 1]) == "dense<[[[1], [2]]]> : tensor<1x2x1xi8>")
    #expect(try integers([], [2, 0]) == "dense<> : tensor<2x0xi8>")
    #expect(try integers([7, 7], [2]) == "dense<7> : tensor<2xi8>")
    let many = try integers((0..<100).map { Int8($0) }, [10, 10])
    #expect(many.hasPrefix("dense<\"0x000102") && many.hasSuffix("6263\"> : tensor<10x10xi8>"))
  }

  /// Any bits of any dtype, in lists and in blobs.
  @Test(arguments: DType.allCases) func bitsAreReadBack(dtype: DType) throws {
    var generator = SplitMix(state: UInt64.random(in: 0 ... .max))
    print("seed \(generator.state)")
    for extents in [[], [3], [2, 2, 2], [5, 13], [9, 8]] {
      for _ in 0..<20 {
        let type = TensorType(dtype, try Shape(extents))
        let bytes = (0..<type.byteCount).map { _ in
          UInt8.random(in: 0...(dtype == .bool ? 1 : 255), using: &generator)
        }
        let literal = try Literal(type, bytes: bytes)
        let builder = GraphBuilder()
        let graph = builder.finish(results: try builder.append(Constant(literal), []))
        let read = try ImporterTests.graph(try exportStableHLO(graph))
        #expect((read.instructions.first?.primitive as? Constant)?.literal == literal)
      }
    }
  }
}
