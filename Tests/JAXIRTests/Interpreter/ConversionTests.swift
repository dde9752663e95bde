import Testing

@testable import JAXIR

struct ConversionTests {
  private static let floats = FloatEvaluationTests.dtypes
  private static let integers = DType.allCases.filter(\.isInteger)

  private func evaluate(_ bits: UInt64, _ source: DType, _ target: DType) -> UInt64 {
    ScalarEvaluator(.convert(target), operands: [source])!(bits)
  }

  private func double(_ bits: UInt64, _ dtype: DType) -> Double {
    Double(bitPattern: evaluate(bits, dtype, .float64))
  }

  @Test(arguments: floats, floats)
  func floatsRoundToNearest(source: DType, target: DType) {
    var values = FloatEvaluationTests.values(source, random: 300, seed: 21)
    if source == .float64 {
      // Just above and below the middle of two neighbours in bf16 and f16, where rounding twice goes wrong.
      for middle in [
        1 + 1.0 / 256, 3 + 3.0 / 256, 1 + 1.0 / 2_048, 1 + 3.0 / 2_048, 65_520, 3.3961775292304957e38,
      ] {
        values += [middle, middle.nextUp, middle.nextDown, -middle, -middle.nextUp, -middle.nextDown].map(
          \.bitPattern)
      }
    }
    for bits in values {
      let value = double(bits, source)
      let found = evaluate(bits, source, target)
      if value.isNaN {
        #expect(double(found, target).isNaN)
      } else {
        #expect(found == FloatEvaluationTests.nearest(value, target), "\(value) to \(target)")
      }
    }
  }

  @Test(arguments: [DType.float16, .bfloat16, .float32])
  func wideningIsExact(dtype: DType) {
    // The reference for widening is the text form: both read the same digits.
    for (text, bits) in [
      ("1.5", [0x3E00, 0x3FC0, 0x3FC0_0000]), ("-0.15625", [0xB100, 0xBE20, 0xBE20_0000]),
    ] {
      let pattern = UInt64(bits[[.float16, .bfloat16, .float32].firstIndex(of: dtype)!])
      #expect(double(pattern, dtype) == Double(text))
    }
  }

  @Test(arguments: floats, integers)
  func floatsSaturate(source: DType, target: DType) {
    let width = target.bitWidth
    let least: Int128 = target.kind == .signed ? -(1 << Int128(width - 1)) : 0
    let greatest: Int128 = (1 << Int128(target.kind == .signed ? width - 1 : width)) - 1
    var values = FloatEvaluationTests.values(source, random: 300, seed: 22)
    for edge in [
      127.0, 128, -128, -129, 255, 256, 32_767, 32_768, 65_536, 2_147_483_648, 4_294_967_296, 0x1p63, -0x1p63,
      0x1p64,
    ] {
      values.append(FloatEvaluationTests.nearest(edge, source))
      if source == .float64 { values += [edge.nextUp.bitPattern, edge.nextDown.bitPattern] }
    }
    for bits in values {
      let value = double(bits, source)
      let clamped = value.isNaN ? 0 : value >= 0x1p100 ? greatest : value <= -0x1p100 ? least : Int128(value)
      let expected =
        UInt64(truncatingIfNeeded: min(max(clamped, least), greatest)) & (UInt64.max >> UInt64(64 - width))
      #expect(evaluate(bits, source, target) == expected, "\(value) to \(target)")
      #expect(evaluate(bits, source, .bool) == (value == 0 ? 0 : 1))
    }
  }

  /// The nearest float found by comparing exact distances in wide integers.
  private func isNearest(_ bits: UInt64, _ exact: Int128, _ target: DType) -> Bool {
    let value = double(bits, target)
    guard value.isFinite else { return exact.magnitude >= 65_520 && target == .float16 }
    let distance = (Int128(value) - exact).magnitude
    for neighbour in [bits &+ 1, bits &- 1] {
      let other = double(neighbour, target)
      guard other.isFinite, other.rounded() == other else { continue }
      let otherDistance = (Int128(other) - exact).magnitude
      if otherDistance < distance || (otherDistance == distance && bits & 1 == 1) { return false }
    }
    return true
  }

  @Test(arguments: integers, floats)
  func integersRoundToNearest(source: DType, target: DType) {
    var random = SplitMix(seed: 23)
    let mask = UInt64.max >> UInt64(64 - source.bitWidth)
    var values: [UInt64] = [0, 1, mask, mask >> 1, (mask >> 1) + 1, 65_519, 65_520, 257, 259, 16_777_217]
    for _ in 0..<300 { values.append(random.next() >> (random.next() & 63)) }
    // One above and below the middle of two bf16 neighbours, past what f32 can tell from the middle.
    for shift in 20..<55 { values += [(257 << shift) + 1, (257 << shift) - 1, 257 << shift, 259 << shift] }
    for value in values {
      let bits = value & mask
      let unused = UInt64(64 - source.bitWidth)
      let exact =
        source.kind == .signed ? Int128(Int64(bitPattern: bits << unused) >> Int64(unused)) : Int128(bits)
      let found = evaluate(bits, source, target)
      #expect(isNearest(found, exact, target), "\(exact) to \(target): \(double(found, target))")
    }
  }

  @Test func bitcastsKeepBits() {
    for (source, target) in [
      (DType.float32, DType.int32), (.uint64, .float64), (.bfloat16, .float16), (.int8, .uint8),
    ] {
      let bits = UInt64.max >> UInt64(64 - source.bitWidth)
      #expect(ScalarEvaluator(.bitcast(target), operands: [source])!(bits) == bits)
    }
  }

  @Test func everyOperationHasAnEvaluatorWhereItHasAType() {
    let dtypes = DType.allCases
    var operations = dtypes.flatMap { [ScalarOperation.convert($0), .bitcast($0)] }
    operations += Comparison.allCases.map { .compare($0) }
    for name in [
      "add", "sub", "mul", "neg", "div", "rem", "fma", "min", "max", "abs", "sqrt", "floor", "ceil", "trunc",
      "roundeven", "copysign", "and", "or", "xor", "not", "shl", "lshr", "ashr", "popcnt", "clz", "select",
    ] {
      operations.append(ScalarOperation(name: name)!)
    }
    for operation in operations {
      for dtype in dtypes {
        var operands = Array(repeating: dtype, count: operation.operandCount)
        if operation == .select { operands[0] = .bool }
        let evaluator = ScalarEvaluator(operation, operands: operands)
        let result = operation.resultType(of: operands)
        #expect((evaluator == nil) == (result == nil))
        guard let evaluator, let result else { continue }
        // The result of any bits is a value of its dtype.
        for bits in [0, 1, UInt64.max] {
          let operand = bits & (UInt64.max >> UInt64(64 - dtype.bitWidth))
          #expect(evaluator(operand, operand, operand) <= UInt64.max >> UInt64(64 - result.bitWidth))
        }
      }
    }
  }
}
