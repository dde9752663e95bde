import JAXIR
import Testing

@testable import JAX

@Suite struct PromotionTests {
  private static let names = [
    "b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "bf", "f2", "f4", "f8", "c4", "c8", "i*", "f*",
    "c*",
  ]

  /// The table of JAX's documentation, "Type promotion semantics".
  private static let table = """
    b1 u1 u2 u4 u8 i1 i2 i4 i8 bf f2 f4 f8 c4 c8 i* f* c*
    u1 u1 u2 u4 u8 i2 i2 i4 i8 bf f2 f4 f8 c4 c8 u1 f* c*
    u2 u2 u2 u4 u8 i4 i4 i4 i8 bf f2 f4 f8 c4 c8 u2 f* c*
    u4 u4 u4 u4 u8 i8 i8 i8 i8 bf f2 f4 f8 c4 c8 u4 f* c*
    u8 u8 u8 u8 u8 f* f* f* f* bf f2 f4 f8 c4 c8 u8 f* c*
    i1 i2 i4 i8 f* i1 i2 i4 i8 bf f2 f4 f8 c4 c8 i1 f* c*
    i2 i2 i4 i8 f* i2 i2 i4 i8 bf f2 f4 f8 c4 c8 i2 f* c*
    i4 i4 i4 i8 f* i4 i4 i4 i8 bf f2 f4 f8 c4 c8 i4 f* c*
    i8 i8 i8 i8 f* i8 i8 i8 i8 bf f2 f4 f8 c4 c8 i8 f* c*
    bf bf bf bf bf bf bf bf bf bf f4 f4 f8 c4 c8 bf bf c4
    f2 f2 f2 f2 f2 f2 f2 f2 f2 f4 f2 f4 f8 c4 c8 f2 f2 c4
    f4 f4 f4 f4 f4 f4 f4 f4 f4 f4 f4 f4 f8 c4 c8 f4 f4 c4
    f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 c8 c8 f8 f8 c8
    c4 c4 c4 c4 c4 c4 c4 c4 c4 c4 c4 c4 c8 c4 c8 c4 c4 c4
    c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8 c8
    i* u1 u2 u4 u8 i1 i2 i4 i8 bf f2 f4 f8 c4 c8 i* f* c*
    f* f* f* f* f* f* f* f* f* bf f2 f4 f8 c4 c8 f* f* c*
    c* c* c* c* c* c* c* c* c* c4 c4 c4 c8 c4 c8 c* c* c*
    """

  private static func typed(_ name: Substring) -> Promotion.Typed {
    let strong: [Substring: DType] = [
      "b1": .bool, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "i1": .int8, "i2": .int16,
      "i4": .int32, "i8": .int64, "bf": .bfloat16, "f2": .float16, "f4": .float32, "f8": .float64,
      "c4": .complex64, "c8": .complex128,
    ]
    let weak: [Substring: DType] = ["i*": .int32, "f*": .float32, "c*": .complex64]
    return strong[name].map { Promotion.Typed($0) } ?? Promotion.Typed(weak[name]!, isWeak: true)
  }

  @Test func allPairsPromoteAsInJAX() {
    let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.count == Self.names.count)
    for (a, row) in zip(Self.names, rows) {
      #expect(row.count == Self.names.count)
      for (b, expected) in zip(Self.names, row) {
        let promoted = Promotion.common([Self.typed(a[...]), Self.typed(b[...])])
        #expect(promoted == Self.typed(expected), "\(a) with \(b)")
      }
    }
  }

  @Test func weakOperandsDecideNothingWhereAStrongOneDoes() {
    let weak = Promotion.Typed(.float64, isWeak: true)
    #expect(Promotion.common([weak, Promotion.Typed(.bfloat16)]) == Promotion.Typed(.bfloat16))
    #expect(Promotion.common([weak]) == weak)
    #expect(Promotion.common([weak, Promotion.Typed(.float64)]) == Promotion.Typed(.float64))
  }

  @Test func functionsWithoutIntegerResultsTakeIntegersAsFloats() {
    #expect(Promotion.inexact(Promotion.Typed(.int64)) == Promotion.Typed(.float32))
    #expect(Promotion.inexact(Promotion.Typed(.float16)) == Promotion.Typed(.float16))
  }

  @Test func literalsTakeTheDtypeOfWhatTheyMeet() throws {
    for dtype in [DType.int8, .uint16, .float32, .float64, .int64] {
      let x = Tensor.ones([2], dtype)
      #expect((x * 2).dtype == dtype)
      #expect((2 - x).dtype == dtype)
      #expect((x * 2.5).dtype == (dtype.isFloat ? dtype : .float32))
    }
    #expect((Tensor([Int32(1)]) + Tensor([Int64(1)])).dtype == .int64)
    #expect(try (Tensor([Float(1), 2]) * 2 + 1).elements(as: Float.self) == [3, 5])
  }

  @Test func anIntegerThatDoesNotFitIsAnError() throws {
    let error = try #require(throws: JAXError.self) { try withErrors { Tensor([UInt8(1)]) + 300 } }
    #expect(error.message == "the integer 300 is out of the range of u8")
    #expect(error.operation == "+")
    #expect(
      try withErrors { Tensor([Int64(1)]) + 1_099_511_627_776 }.elements(as: Int64.self) == [
        1_099_511_627_777
      ])
  }
}
