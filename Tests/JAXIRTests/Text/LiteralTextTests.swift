import Testing

@testable import JAXIR

struct LiteralTextTests {
  private static let dtypes = DType.allCases.filter { !$0.isComplex }

  @Test(arguments: dtypes)
  func constantsKeepEveryBit(dtype: DType) throws {
    var random = SplitMix(seed: 7)
    let mask = dtype.bitWidth == 64 ? UInt64.max : (1 << UInt64(dtype.bitWidth)) - 1
    var patterns: [UInt64] = [0, 1, mask, mask >> 1, mask ^ (mask >> 1)]
    for _ in 0..<2_000 { patterns.append(random.next()) }
    for bits in patterns {
      let constant = Kernel.Constant(dtype, bits: bits & mask)
      var reader = try TextReader(constant.description)
      #expect(try reader.constant(dtype) == constant)
      try reader.expectEnd()
    }
  }

  @Test(arguments: [
    (DType.float32, UInt64(0x3DCC_CCCD), "0.1"), (.float32, 0x8000_0000, "-0.0"),
    (.float32, 0x7FC0_0000, "0x7fc00000"), (.float32, 0xFF80_0000, "0xff800000"), (.int8, 0xFF, "-1"),
    (.uint8, 0xFF, "255"), (.bool, 1, "true"), (.bfloat16, 0x3F80, "1.0"), (.float16, 0x3C00, "1.0"),
    (.int64, 1 << 63, "-9223372036854775808"), (.float64, 0x3FF0_0000_0000_0000, "1.0"),
  ])
  func constantsAreReadable(dtype: DType, bits: UInt64, text: String) {
    #expect(Kernel.Constant(dtype, bits: bits).description == text)
  }

  @Test(arguments: DType.allCases, [[], [0], [1], [2, 3], [17, 31]])
  func literalsRoundTrip(dtype: DType, extents: [Int]) throws {
    let type = TensorType(dtype, try Shape(extents))
    var random = SplitMix(seed: 9)
    let bytes = (0..<type.byteCount).map { _ in
      dtype == .bool ? UInt8(random.next() & 1) : UInt8(truncatingIfNeeded: random.next())
    }
    var literals = [try Literal(type, bytes: bytes)]
    if !bytes.isEmpty { literals.append(try Literal(type, bytes: Array(bytes.prefix(dtype.byteCount)))) }
    for literal in literals {
      var reader = try TextReader(literal.description)
      #expect(try reader.literal() == literal)
      try reader.expectEnd()
    }
  }
}
