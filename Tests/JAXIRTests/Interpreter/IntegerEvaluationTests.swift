import Testing

@testable import JAXIR

/// Integer operations against Swift's own integers; the 8-bit ones on all pairs.
struct IntegerEvaluationTests {
  private static func dtype<T: FixedWidthInteger>(of type: T.Type) -> DType {
    let dtypes: [DType] = T.isSigned ? [.int8, .int16, .int32, .int64] : [.uint8, .uint16, .uint32, .uint64]
    return dtypes.first { $0.bitWidth == T.bitWidth }!
  }

  private static func bits<T: FixedWidthInteger>(_ value: T) -> UInt64 {
    UInt64(truncatingIfNeeded: value) & (UInt64.max >> UInt64(64 - T.bitWidth))
  }

  /// What each operation gives on two values, said with Swift's operators.
  private static func expectations<T: FixedWidthInteger>(_ a: T, _ b: T) -> [(ScalarOperation, T)] {
    let distance = Int(clamping: T.Magnitude(truncatingIfNeeded: b))
    var expected: [(ScalarOperation, T)] = [
      (.add, a &+ b), (.subtract, a &- b), (.multiply, a &* b),
      (.divide, b == 0 ? ~0 : a.dividedReportingOverflow(by: b).0),
      (.remainder, b == 0 ? a : a.remainderReportingOverflow(dividingBy: b).0),
      (.minimum, Swift.min(a, b)), (.maximum, Swift.max(a, b)), (.and, a & b), (.or, a | b), (.xor, a ^ b),
      (.shiftLeft, a << distance),
      (.shiftRightArithmetic, T.isSigned ? a >> distance : signedShift(a, distance)),
      (.shiftRightLogical, T(truncatingIfNeeded: T.Magnitude(truncatingIfNeeded: a) >> distance)),
    ]
    expected += [
      (.negate, 0 &- a), (.not, ~a), (.populationCount, T(a.nonzeroBitCount)),
      (.countLeadingZeros, T(a.leadingZeroBitCount)),
    ]
    if T.isSigned { expected.append((.abs, a < 0 ? 0 &- a : a)) }
    return expected
  }

  /// All sign bits come in, whatever the dtype calls them.
  private static func signedShift<T: FixedWidthInteger>(_ a: T, _ distance: Int) -> T {
    let unused = Int64(64 - T.bitWidth)
    let wide = (Int64(truncatingIfNeeded: a) << unused) >> unused
    return T(truncatingIfNeeded: wide >> distance)
  }

  private static func comparisons<T: FixedWidthInteger>(_ a: T, _ b: T) -> [(Comparison, Bool)] {
    [
      (.equal, a == b), (.notEqual, a != b), (.less, a < b), (.lessEqual, a <= b), (.greater, a > b),
      (.greaterEqual, a >= b),
    ]
  }

  /// How many results differ on the pairs, with the first of them.
  private static func mismatches<T: FixedWidthInteger>(_ pairs: some Sequence<(T, T)>) -> [String] {
    let dtype = dtype(of: T.self)
    var mismatches: [String] = []
    func check(_ operation: ScalarOperation, _ a: T, _ b: T, _ expected: UInt64) {
      let operands = Array(repeating: dtype, count: operation.operandCount)
      let found = ScalarEvaluator(operation, operands: operands)!(bits(a), bits(b))
      if found != expected { mismatches.append("\(operation.name) \(a), \(b): \(found), not \(expected)") }
    }
    for (a, b) in pairs {
      for (operation, expected) in expectations(a, b) { check(operation, a, b, bits(expected)) }
      for (comparison, expected) in comparisons(a, b) { check(.compare(comparison), a, b, expected ? 1 : 0) }
    }
    return mismatches
  }

  @Test func allPairsOf8Bits() {
    for a in Int8.min...Int8.max {
      #expect(Self.mismatches((Int8.min...Int8.max).lazy.map { (a, $0) }).first == nil)
    }
    for a in UInt8.min...UInt8.max {
      #expect(Self.mismatches((UInt8.min...UInt8.max).lazy.map { (a, $0) }).first == nil)
    }
  }

  private func check<T: FixedWidthInteger>(_: T.Type) {
    var random = SplitMix(seed: 5)
    var values: [T] = [0, 1, 2, 3, 7, 8, 31, 63, 64, T.max, T.min, T.max - 1, T.min &+ 1, ~0, ~1]
    for _ in 0..<200 { values.append(T(truncatingIfNeeded: random.next() >> (random.next() & 63))) }
    for a in values.prefix(60) {
      #expect(Self.mismatches(values.lazy.map { (a, $0) }).first == nil, "seed 5")
    }
  }

  @Test func edgesAndRandomPairsOfWiderIntegers() {
    check(Int16.self)
    check(Int32.self)
    check(Int64.self)
    check(UInt16.self)
    check(UInt32.self)
    check(UInt64.self)
  }

  @Test func booleansAreBits() {
    for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
      let (x, y): (UInt64, UInt64) = (a ? 1 : 0, b ? 1 : 0)
      let expected: [(ScalarOperation, Bool)] = [
        (.and, a && b), (.or, a || b), (.xor, a != b), (.minimum, a && b), (.maximum, a || b), (.not, !a),
        (.compare(.less), !a && b), (.compare(.greaterEqual), a || !b), (.compare(.equal), a == b),
      ]
      for (operation, expected) in expected {
        let dtypes = Array(repeating: DType.bool, count: operation.operandCount)
        #expect(ScalarEvaluator(operation, operands: dtypes)!(x, y) == (expected ? 1 : 0))
      }
    }
  }

  /// Every integer conversion keeps the low bits of the value.
  @Test func integersConvertByWrapping() {
    let patterns: [UInt64] = [
      0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF_FFFF, 0x8000_0000, 1 << 63, .max,
    ]
    for source in DType.allCases where source.isInteger || source == .bool {
      for target in DType.allCases where target.isInteger || target == .bool {
        let evaluator = ScalarEvaluator(.convert(target), operands: [source])!
        for pattern in patterns {
          let bits = pattern & (UInt64.max >> UInt64(64 - source.bitWidth))
          let unused = UInt64(64 - source.bitWidth)
          let value =
            source.kind == .signed ? UInt64(bitPattern: Int64(bitPattern: bits << unused) >> unused) : bits
          let expected =
            target == .bool ? (bits == 0 ? 0 : 1) : value & (UInt64.max >> UInt64(64 - target.bitWidth))
          #expect(evaluator(bits) == expected, "convert \(bits) of \(source) to \(target)")
        }
      }
    }
  }
}
