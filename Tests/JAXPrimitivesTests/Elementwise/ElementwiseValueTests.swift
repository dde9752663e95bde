import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ElementwiseValueTests {
  static let floats: [DType] = [.float16, .bfloat16, .float32, .float64]

  /// The values of `primitive` for literals of equal extent.
  private func apply(_ primitive: any Primitive, _ arguments: Literal...) throws -> Literal {
    try evaluateInAllWays(Sample(primitive, arguments.map(\.type)).graph(), arguments)[0]
  }

  @Test(arguments: floats)
  func signsAndRoundingKeepSpecialValues(_ dtype: DType) throws {
    let x = Literal.make(dtype, -2.5, -0.5, -0.0, 0.0, 0.5, 1.5, .infinity, -.infinity, .nan)
    func bits(_ values: Double...) -> [Kernel.Constant] { values.map { Kernel.Constant(dtype, $0) } }
    func check(_ primitive: any Primitive, _ expected: [Kernel.Constant]) throws {
      let actual = try apply(primitive, x).elements
      #expect(actual.dropLast() == expected[...], "\(type(of: primitive).name)")
      #expect(actual.last!.number.isNaN)
    }
    try check(Abs(), bits(2.5, 0.5, 0, 0, 0.5, 1.5, .infinity, .infinity))
    try check(Sign(), bits(-1, -1, -0.0, 0, 1, 1, 1, -1))
    try check(Negate(), bits(2.5, 0.5, 0, -0.0, -0.5, -1.5, -.infinity, .infinity))
    try check(Floor(), bits(-3, -1, -0.0, 0, 0, 1, .infinity, -.infinity))
    try check(Ceil(), bits(-2, -0.0, -0.0, 0, 1, 2, .infinity, -.infinity))
    try check(RoundNearestEven(), bits(-2, -0.0, -0.0, 0, 0, 2, .infinity, -.infinity))
    try check(RoundNearestAwayFromZero(), bits(-3, -1, -0.0, 0, 1, 2, .infinity, -.infinity))
    #expect(try apply(IsFinite(), x).numbers == [1, 1, 1, 1, 1, 1, 0, 0, 0])
  }

  @Test(arguments: floats)
  func aHalfThatIsNotOneIsRoundedDown(_ dtype: DType) throws {
    let half = Kernel.Constant(dtype, 0.5)
    let below = Literal.make(TensorType(dtype, 1), [Kernel.Constant(dtype, bits: half.bits - 1)])
    #expect(try apply(RoundNearestAwayFromZero(), below).numbers == [0])
  }

  @Test(arguments: floats)
  func extremaPropagateNaN(_ dtype: DType) throws {
    let a = Literal.make(dtype, 1, .nan, 2, -0.0, .nan)
    let b = Literal.make(dtype, 2, 1, .nan, 0.0, .nan)
    let maximum = try apply(Maximum(), a, b)
    let minimum = try apply(Minimum(), a, b)
    #expect(maximum.numbers.map(\.isNaN) == [false, true, true, false, true])
    #expect(minimum.numbers.map(\.isNaN) == [false, true, true, false, true])
    #expect(maximum.numbers[0] == 2 && maximum.numbers[3].sign == .plus)
    #expect(minimum.numbers[0] == 1 && minimum.numbers[3].sign == .minus)
    let clamped = try apply(
      Clamp(), .make(dtype, 0, 0, 0, .nan, 0, 3), .make(dtype, -1, 0.5, .nan, 0, 2, 0),
      .make(dtype, 1, 1, 1, 1, .nan, 1)
    ).numbers
    #expect(Array(clamped[..<2]) == [0, 0.5] && clamped[2...4].allSatisfy(\.isNaN) && clamped[5] == 1)
  }

  @Test(arguments: floats)
  func comparisonsTakeNaNAsUnordered(_ dtype: DType) throws {
    let values = [-Double.nan, -.infinity, -1, -0.0, 0, 1, .infinity, .nan]
    for (place, a) in values.enumerated() {
      for (otherPlace, b) in values.enumerated() {
        let (x, y) = (Literal.make(dtype, a), Literal.make(dtype, b))
        func compare(_ comparison: Comparison, isTotal: Bool) throws -> Bool {
          try apply(Compare(comparison, isTotal: isTotal), x, y).numbers == [1]
        }
        #expect(try compare(.less, isTotal: false) == (a < b))
        #expect(try compare(.equal, isTotal: false) == (a == b))
        #expect(try compare(.notEqual, isTotal: false) == (a != b))
        #expect(try compare(.greaterEqual, isTotal: false) == (a >= b))
        #expect(try compare(.less, isTotal: true) == (place < otherPlace), "\(a) before \(b)")
        #expect(try compare(.equal, isTotal: true) == (place == otherPlace))
      }
    }
  }

  @Test func boolsAddAsOrAndMultiplyAsAnd() throws {
    let a = Literal.make(.bool, 0, 0, 1, 1)
    let b = Literal.make(.bool, 0, 1, 0, 1)
    for primitive in [Add(), Maximum(), Or()] as [any Primitive] {
      #expect(try apply(primitive, a, b).numbers == [0, 1, 1, 1])
    }
    for primitive in [Multiply(), Minimum(), And()] as [any Primitive] {
      #expect(try apply(primitive, a, b).numbers == [0, 0, 0, 1])
    }
    #expect(try apply(Xor(), a, b).numbers == [0, 1, 1, 0])
    #expect(try apply(Not(), a).numbers == [1, 1, 0, 0])
    #expect(try apply(Compare(.less), a, b).numbers == [0, 1, 0, 0])
    #expect(try apply(Clamp(), a, b, a).numbers == [0, 0, 1, 1])
  }

  @Test func integersWrapAndDivideTotally() throws {
    let a = Literal.make(.int8, integers: 100, -128, -7, 7, 5, -128)
    let b = Literal.make(.int8, integers: 100, -1, 2, -2, 0, 1)
    #expect(try apply(Add(), a, b).numbers == [-56, 127, -5, 5, 5, -127])
    #expect(try apply(Divide(), a, b).numbers == [1, -128, -3, -3, -1, -128])
    #expect(try apply(Remainder(), a, b).numbers == [0, 0, -1, 1, 5, 0])
    #expect(try apply(Abs(), a).numbers == [100, -128, 7, 7, 5, -128])
    #expect(try apply(Sign(), a).numbers == [1, -1, -1, 1, 1, -1])
    #expect(try apply(Abs(), .make(.uint8, integers: 200)).numbers == [200])
    #expect(try apply(Sign(), .make(.uint8, integers: 200, 0)).numbers == [1, 0])
    #expect(try apply(PopulationCount(), a).numbers == [3, 1, 6, 3, 2, 1])
    #expect(try apply(CountLeadingZeros(), a).numbers == [1, 0, 0, 5, 5, 0])
  }

  @Test func remaindersOfFloatsHaveTheSignOfTheDividend() throws {
    let a = Literal.make(.float32, 7.5, -7.5, 7.5, -4, 1, .infinity, 1e30)
    let b = Literal.make(.float32, 2, 2, -2, 2, .infinity, 1, 3)
    let result = try apply(Remainder(), a, b).numbers
    #expect(Array(result[..<5]) == [1.5, -1.5, 1.5, -0.0, 1])
    #expect(result[3].sign == .minus && result[5].isNaN)
    #expect(result[6] == Double(Float(1e30).truncatingRemainder(dividingBy: 3)))
  }

  @Test func shiftsPastTheWidthLeaveNothing() throws {
    let a = Literal.make(.int8, integers: -3, -3, -3, 5, -3)
    let b = Literal.make(.int8, integers: 1, 7, 8, 9, -1)
    #expect(try apply(ShiftLeft(), a, b).numbers == [-6, -128, 0, 0, 0])
    #expect(try apply(ShiftRightLogical(), a, b).numbers == [126, 1, 0, 0, 0])
    #expect(try apply(ShiftRightArithmetic(), a, b).numbers == [-2, -1, -1, 0, -1])
  }

  @Test func powersOfIntegers() throws {
    let a = Literal.make(.int32, integers: 3, -2, 0, 0, 1, -1, -1, 2, 7, 2)
    let b = Literal.make(.int32, integers: 5, 3, 0, -2, -9, -9, -8, -1, 1, 32)
    #expect(try apply(Pow(), a, b).numbers == [243, -8, 1, 0, 1, -1, 1, 0, 7, 0])
    #expect(
      try apply(Pow(), .make(.uint8, integers: 3, 2, 255), .make(.uint8, integers: 5, 200, 255)).numbers
        == [243, 0, 255])
  }

  @Test func conversions() throws {
    let x = Literal.make(.float64, 1.9, -1.9, 300, -300, .infinity, .nan, 0, 0.1)
    #expect(try apply(Convert(.int8), x).numbers == [1, -1, 127, -128, 127, 0, 0, 0])
    #expect(try apply(Convert(.uint8), x).numbers == [1, 0, 255, 0, 255, 0, 0, 0])
    #expect(try apply(Convert(.bool), x).numbers == [1, 1, 1, 1, 1, 1, 0, 1])
    #expect(
      try apply(Convert(.bfloat16), .make(.float32, 1.00390625, 3e38)).numbers
        == [1, 3.0042817e38].map {
          Kernel.Constant(.bfloat16, $0).number
        })
    #expect(try apply(Convert(.int8), .make(.int32, integers: 300, -1, 128)).numbers == [44, -1, -128])
    #expect(try apply(Convert(.float32), .make(.bool, 0, 1)).numbers == [0, 1])
  }

  @Test func reducedPrecision() throws {
    let x = Literal.make(.float32, 1.0625, 1.1875, -1.1, 70000, 1e-6, .infinity, -.infinity, 65519, -0.0)
    let asHalf = ReducePrecision(exponentBits: 5, mantissaBits: 10)
    let actual = try apply(asHalf, x).numbers
    // Below the normal numbers there is nothing.
    #expect(actual == x.numbers.map { abs($0) < 0x1p-14 ? 0 : Double(Float16($0)) })
    #expect(actual[8].sign == .minus)
    #expect(try apply(asHalf, .make(.float32, 0x1p-14, 0x1.8p-15)).numbers == [0x1p-14, 0])
    #expect(try apply(asHalf, .make(.float32, 65504, 65520)).numbers == [65504, .infinity])
    let coarse = ReducePrecision(exponentBits: 8, mantissaBits: 3)
    #expect(Array(try apply(coarse, x).numbers[..<3]) == [1, 1.25, -1.125])
    #expect(try apply(asHalf, .make(.float32, .nan)).numbers[0].isNaN)
    #expect(try apply(ReducePrecision(exponentBits: 8, mantissaBits: 23), x) == x)
    for dtype in Self.floats {
      #expect(
        try apply(ReducePrecision(exponentBits: 4, mantissaBits: 1), .make(dtype, 1.25, 1.75)).numbers == [
          1, 2,
        ])
    }
  }

  /// In half precision a function is its value in f32, rounded once.
  @Test(arguments: [DType.float16, .bfloat16])
  func halfPrecisionIsRoundedOnce(_ dtype: DType) throws {
    var random = SplitMix(seed: 3)
    let x = Literal.random(TensorType(dtype, 50), in: 0.1...3, &random)
    let wide = try apply(Convert(.float32), x)
    for primitive in [Exp(), Log(), Tanh(), Sin(), Erf(), Cbrt(), Rsqrt()] as [any Primitive] {
      let expected = try apply(Convert(dtype), try apply(primitive, wide))
      #expect(try apply(primitive, x) == expected, "\(type(of: primitive).name)")
    }
  }
}
