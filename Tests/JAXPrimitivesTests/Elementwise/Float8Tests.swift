import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct Float8Tests {
  /// Of all float16 numbers but NaN the bits in each format, a NaN without its sign, and of all bits the numbers, as
  /// ml_dtypes has them: hashes by FNV-1a.
  static let formats: [(format: Float8Format, bits: UInt64, numbers: UInt64)] = [
    (.e4m3FN, 0x11c3_20d2_e859_ea63, 0x0899_3af4_628b_b725),
    (.e5m2, 0x6191_1f52_756e_0a25, 0x00ce_e283_8e6b_b725),
    (.e4m3B11FNUZ, 0x6557_59ca_2467_e86d, 0x8b5a_f593_76ab_b725),
    (.e4m3FNUZ, 0x4e68_c3bc_ff07_e86d, 0x4065_565a_f2ab_b725),
    (.e5m2FNUZ, 0x9b8f_c14b_6031_566d, 0x3996_9815_ceab_b725),
    (.e3m4, 0xc0e1_e4a7_33d7_442d, 0xbc74_0727_10fb_b725),
    (.e4m3, 0xfdc0_5c8c_b412_144d, 0xb0ba_52aa_d84b_b725),
  ]

  private static func hash(_ values: some Sequence<UInt64>) -> UInt64 {
    values.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ $1) &* 0x100_0000_01B3 }
  }

  private func apply(_ primitive: any Primitive, _ argument: Literal) throws -> Literal {
    try compileAndRun(Sample(primitive, [argument.type]).graph(), [argument], LoweringOptions())[0]
  }

  @Test(arguments: formats.indices) func everyNumberOfHalfPrecision(_ index: Int) throws {
    let (format, expected, _) = Self.formats[index]
    let all = (0..<65_536).map { Float16(bitPattern: UInt16($0)) }.filter { !$0.isNaN }
    let type = TensorType(.float16, all.count)
    let bytes = all.flatMap { [UInt8($0.bitPattern & 0xFF), UInt8($0.bitPattern >> 8)] }
    let codes = try apply(EncodeFloat8(format), Literal(type, bytes: bytes)).bytes
    #expect(Self.hash(codes.map(UInt64.init)) == expected, "\(format.rawValue)")
  }

  @Test(arguments: Float8Format.allCases) func everyByte(_ format: Float8Format) throws {
    let bytes = (0..<256).map { UInt8($0) }
    let numbers = try apply(DecodeFloat8(format), Literal(TensorType(.uint8, 256), bytes: bytes)).numbers
    for (byte, number) in zip(bytes, numbers) {
      let expected = Double(format.number(of: byte))
      #expect(number == expected && number.sign == expected.sign || number.isNaN && expected.isNaN)
    }
    let bits = bytes.map { byte in
      let number = format.number(of: byte)
      return number.isNaN ? 0x7FC0_0000 : UInt64(number.bitPattern)
    }
    if let known = Self.formats.first(where: { $0.format == format }) {
      #expect(Self.hash(bits) == known.numbers, "\(format.rawValue)")
    }
    // There and back again.
    let codes = try apply(
      EncodeFloat8(format), .make(TensorType(.float32, 256), numbers.map { Kernel.Constant(.float32, $0) }))
    for (byte, code) in zip(bytes, codes.elements) where !format.number(of: byte).isNaN {
      #expect(code.bits == UInt64(byte), "\(format.rawValue)")
    }
  }

  @Test func notANumber() throws {
    for format in Float8Format.allCases {
      for dtype in [DType.float16, .bfloat16, .float32, .float64] {
        let codes = try apply(EncodeFloat8(format), .make(dtype, .nan)).bytes
        #expect(format.number(of: codes[0]).isNaN, "\(format.rawValue) of \(dtype)")
      }
    }
  }

  /// What lies just beside the middle of two numbers, nearer than float32 can tell.
  @Test func doublesAreRoundedOnce() throws {
    let values = Literal.make(.float64, 1.0625, 1.0625.nextUp, 1.0625.nextDown, 1.1875, 464, 464.0.nextUp)
    #expect(try apply(EncodeFloat8(.e4m3FN), values).bytes == [0x38, 0x39, 0x38, 0x3A, 0x7E, 0x7F])
  }

  @Test func powersOfTwo() throws {
    let values = Literal.make(
      .float32, 1, 1.4, 1.5, 3, 0x1p-127, 0x1p127, 0x1.8p127, .infinity, 0, -1, 0x1p-140)
    #expect(
      try apply(EncodeFloat8(.e8m0FNU), values).bytes
        == [0x7F, 0x7F, 0x80, 0x81, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0])
  }
}
