import JAXCompiler
import JAXIR
import JAXPrimitives
import Synchronization
import Testing

/// What host functions report, in order.
private final class Log: Sendable {
  private let lines = Mutex<[String]>([])

  var entries: [String] { lines.withLock { $0 } }
  func append(_ line: String) { lines.withLock { $0.append(line) } }
  func clear() { lines.withLock { $0 = [] } }
}

struct CheckTests {
  private func message<Element>(
    _ comparison: Check.Comparison, _ type: TensorType, _ got: [Element], _ want: [Element]
  ) -> String? {
    got.withUnsafeBytes { got in
      want.withUnsafeBytes { want in
        do throws(JAXError) {
          try HostCheck(comparison, type).run(got: got, want: want)
          return nil
        } catch {
          #expect(error.code == .checkFailed)
          return error.message
        }
      }
    }
  }

  private func areEqual<Element>(
    _ comparison: Check.Comparison, _ dtype: DType, _ got: Element, _ want: Element
  ) -> Bool {
    message(comparison, .scalar(dtype), [got], [want]) == nil
  }

  @Test func equalIsWhatFloatsSay() {
    #expect(areEqual(.equal, .float32, Float(0), -0.0))
    #expect(!areEqual(.equal, .float32, Float.nan, Float.nan))
    #expect(!areEqual(.equal, .float32, Float(1), Float(1).nextUp))
    #expect(areEqual(.equal, .float64, Double.infinity, Double.infinity))
    #expect(areEqual(.equal, .int8, Int8(-3), Int8(-3)))
    #expect(!areEqual(.equal, .uint64, UInt64.max, UInt64.max - 1))
    #expect(areEqual(.equal, .bool, true, true))
    #expect(!areEqual(.equal, .bool, true, false))
  }

  @Test func closeCountsRepresentableValues() {
    let close = Check.Comparison.close(ulps: 3)
    let starts = [1, -1, 0.99999994, 0x1p-130, Float.greatestFiniteMagnitude.nextDown.nextDown.nextDown]
    for start in starts {
      let third = start.nextUp.nextUp.nextUp
      #expect(areEqual(close, .float32, start, third))
      if third.nextUp.isFinite { #expect(!areEqual(close, .float32, start, third.nextUp)) }
    }
    let least = Float.leastNonzeroMagnitude
    #expect(areEqual(close, .float32, -least, least + least))
    #expect(!areEqual(close, .float32, -(least + least), least + least))
    #expect(areEqual(.close(ulps: 0), .float32, Float(0), -0.0))
    #expect(areEqual(close, .float32, Float.nan, -Float.nan))
    #expect(!areEqual(close, .float32, Float.nan, Float(1)))
    #expect(areEqual(close, .float64, Double.infinity, Double.infinity))
    #expect(!areEqual(close, .float64, Double.infinity, -Double.infinity))
    #expect(!areEqual(close, .float32, Float.infinity, Float.greatestFiniteMagnitude))
    #expect(!areEqual(close, .float64, -Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude))
    #expect(areEqual(close, .float16, Float16(1), Float16(1).nextUp))
    #expect(areEqual(close, .bfloat16, UInt16(0x3F80), UInt16(0x3F83)))
    #expect(!areEqual(close, .bfloat16, UInt16(0x3F80), UInt16(0x3F84)))
    #expect(!areEqual(close, .int32, Int32(1), Int32(2)))
  }

  @Test func almostEqualIsADistance() {
    let almost = Check.Comparison.almostEqual(tolerance: 1e-3)
    #expect(areEqual(almost, .float64, 1, 1.0009))
    #expect(!areEqual(almost, .float64, 1, 1.0011))
    #expect(areEqual(almost, .float32, Float.nan, Float.nan))
    #expect(!areEqual(almost, .float32, Float.nan, Float(0)))
    #expect(areEqual(almost, .float32, -Float.infinity, -Float.infinity))
    #expect(!areEqual(almost, .float32, Float.infinity, Float(0)))
    #expect(!areEqual(almost, .int32, Int32(1), Int32(2)))
  }

  @Test func messagesNameTheFirstDifference() throws {
    let type = try TensorType(.float32, [2, 3])
    let want: [Float] = [1, 2, 3, 4, 5, 6]
    #expect(
      message(.equal, type, [1, 2, 3, 4, 5.5, 7], want) == "element [1, 1] of f32[2,3] is 5.5, not 5.0")
    #expect(
      message(.equal, type, [1, 2, .nan, 4, 5, 6], want) == "element [0, 2] of f32[2,3] is nan, not 3.0")
    let complex = try TensorType(.complex64, [2])
    #expect(
      message(.equal, complex, [1, 2, 3, 4] as [Float], [1, 2, 3, 5])
        == "element [1] of c64[2] is (3.0, 4.0), not (3.0, 5.0)")
    #expect(message(.equal, .scalar(.int8), [Int8(-1)], [1]) == "element [] of i8[] is -1, not 1")
    #expect(try message(.equal, TensorType(.float32, [0]), [Float](), []) == nil)
  }

  static let comparisons: [Check.Comparison] = [
    .equal, .close(ulps: 3), .close(ulps: 0), .almostEqual(tolerance: 1e-3), .almostEqual(tolerance: 0),
  ]

  @Test(arguments: comparisons) func textsReadBack(comparison: Check.Comparison) throws {
    var reader = try TextReader(comparison.text)
    #expect(try Check.Comparison(from: &reader) == comparison)
    let check = HostCheck(comparison, try TensorType(.float32, [2, 0]))
    #expect(HostCheck(name: check.name) == check)
  }

  @Test func otherNamesAreNoChecks() {
    for name in ["check.expect_", "check.expect_eq", "check.expect_eq f32[2] x", "expect_eq f32[]", "print"] {
      #expect(HostCheck(name: name) == nil, "\(name)")
    }
  }

  /// A graph that checks twice what it computes runs both checks, in order.
  @Test func checksRunInOrder() throws {
    let type = try TensorType(.float32, [3])
    let builder = GraphBuilder()
    let x = builder.parameter(.tensor(type))
    let doubled = try builder.append(Add(), [x, x])[0]
    let token = try builder.append(CreateToken(), [])[0]
    let first = try builder.append(Check(.close(ulps: 3)), [token, doubled, doubled])[0]
    _ = try builder.append(Check(.equal), [first, doubled, x])
    let graph = builder.finish(results: [doubled])
    try graph.verify()
    let log = Log()
    func host(_ check: HostCheck) -> (String, HostFunction) {
      (
        check.name,
        { operands, _ in
          log.append(check.name)
          try check.run(got: operands[0], want: operands[1])
        }
      )
    }
    let functions = Dictionary(
      uniqueKeysWithValues: [HostCheck(.close(ulps: 3), type), HostCheck(.equal, type)].map(host))
    for options in [LoweringOptions.reference, LoweringOptions()] {
      log.clear()
      #expect {
        try evaluate(
          graph, [Literal(type, of: [0, 1, 2] as [Float])], options, hostFunctions: functions)
      } throws: { error in
        (error as? JAXError)?.message == "element [1] of f32[3] is 2.0, not 1.0"
      }
      #expect(log.entries == ["check.expect_close 3 f32[3]", "check.expect_eq f32[3]"])
    }
  }

  @Test func batchesAreCheckedAtOnce() throws {
    let type = try TensorType(.float32, [3])
    let builder = GraphBuilder()
    let (token, x, y) = (
      builder.parameter(.token), builder.parameter(.tensor(type)), builder.parameter(.tensor(type))
    )
    let checked = try builder.append(Check(.equal), [token, x, y])
    let graph = builder.finish(results: checked)
    let batched = try graph.vectorized(axes: [nil, 1, nil], size: 2)
    try batched.graph.verify()
    #expect(batched.axes == [nil])
    #expect(batched.graph.instructions.last?.primitive is Check)
    #expect(batched.graph.instructions.count { $0.primitive is Check } == 1)
  }

  @Test func mistakesAreNamed() throws {
    let type = ValueType.tensor(try TensorType(.float32, [3]))
    let other = ValueType.tensor(try TensorType(.float64, [3]))
    for operands in [[], [type, type, type], [.token, type], [.token, type, .token]] as [[ValueType]] {
      #expect {
        try Check(.equal).resultTypes(of: operands, regions: [])
      } throws: { error in
        (error as? JAXError)?.message == "a check takes a token and two tensors"
      }
    }
    #expect {
      try Check(.equal).resultTypes(of: [.token, type, other], regions: [])
    } throws: { error in
      (error as? JAXError)?.message == "a check compares tensors of one type, not f32[3] with f64[3]"
    }
    #expect(throws: JAXError.self) { try CreateToken().resultTypes(of: [type], regions: []) }
  }
}
