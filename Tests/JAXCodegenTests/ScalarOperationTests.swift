import JAXCodegen
import JAXIR
import Testing

/// Every scalar operation on every dtype, on all pairs of hard values: machine code = reference, bit for bit.
struct ScalarOperationTests {
  static let dtypes = DType.allCases.filter { !$0.isComplex }

  static let operations: [ScalarOperation] =
    [
      .add, .subtract, .multiply, .negate, .divide, .remainder, .fma, .minimum, .maximum, .abs, .sqrt, .floor,
      .ceil, .truncate, .roundEven, .copySign, .and, .or, .xor, .not, .shiftLeft, .shiftRightLogical,
      .shiftRightArithmetic, .populationCount, .countLeadingZeros, .select,
    ] + Comparison.allCases.map(ScalarOperation.compare) + dtypes.map(ScalarOperation.convert)
    + dtypes.map(ScalarOperation.bitcast)

  /// Values at which operations differ from what hardware does by itself.
  static func hardValues(_ dtype: DType) -> [Kernel.Constant] {
    let width = UInt64(dtype.bitWidth)
    let mask = UInt64.max >> (64 - width)
    switch dtype.kind {
    case .bool: return [0, 1].map { Kernel.Constant(dtype, bits: $0) }
    case .float: return hardFloats(dtype)
    default:
      var bits: [UInt64] = [0, 1, 2, 3, 5, 7, 8, width - 1, width, width + 1, 100]
      bits += [1 << (width - 1), 1 << (width - 1) - 1, 1 << (width - 1) + 1, 0x5A5A_5A5A_5A5A_5A5A]
      bits += [1 << (width / 2), 0x00FF_FF7F_FFFF_8001, 0x0100_8000_0000_0000, 0x7FFF_FFBF_FFFF_FFFF]
      bits += [0x0000_0001_0100_0001, 0x0000_0000_0080_8000, 0x0000_0000_8080_0001]
      let all = bits + bits.map { 0 &- $0 }
      return all.map { Kernel.Constant(dtype, bits: $0 & mask) }
    }
  }

  private static func hardFloats(_ dtype: DType) -> [Kernel.Constant] {
    var numbers: [Double] = [
      0, 0.5, 1, 1.5, 2, 2.5, 3, 0.1, 7, 100.25, 127.5, 255.9, 65504, 65519.99, 65520, 3e38,
    ]
    numbers += [1e-7, 5.96e-8, 2.98e-8, 2.9802322387695312e-8, 2.98023223876953e-8, 1e-40, 1.4e-45, 1e308]
    numbers += [
      0x1p-1074, 2147483647, 2147483648, 4294967296, 9.3e18, 1.9e19, 1.0 + 0x1p-9, 1.0 + 0x1p-9 + 0x1p-40,
    ]
    numbers += [1.0 + 0x1p-11, 1.0 + 0x1p-11 - 0x1p-40, 1.0 + 0x1p-8, 1 + 0x3p-8, .infinity]
    var constants = (numbers + numbers.map { -$0 }).map { Kernel.Constant(dtype, $0) }
    // Quiet and signaling NaNs of both signs, with payloads.
    let (infinity, width) = (Kernel.Constant(dtype, .infinity).bits, UInt64(dtype.bitWidth))
    for payload: UInt64 in [1, 0x15] {
      constants.append(Kernel.Constant(dtype, bits: infinity | payload))
      constants.append(Kernel.Constant(dtype, bits: infinity | payload | 1 << (width - 1)))
    }
    constants.append(Kernel.Constant(dtype, .nan))
    return constants
  }

  /// Tuples of hard values for the operands of `operation`; all pairs, and of triples a part.
  private static func cases(_ dtypes: [DType]) -> [[Kernel.Constant]] {
    let values = dtypes.map(hardValues)
    if values.count == 1 { return values[0].map { [$0] } }
    let pairs = values[0].flatMap { a in values[1].map { [a, $0] } }
    if values.count == 2 { return pairs }
    return pairs.enumerated().flatMap { position, pair in
      stride(from: position % 23, to: values[2].count, by: 23).map { pair + [values[2][$0]] }
    }
  }

  /// Operations that only move bits keep those of a NaN.
  private static func keepsNaNs(_ operation: ScalarOperation) -> Bool {
    switch operation {
    case .negate, .abs, .copySign, .select, .bitcast: true
    case .convert: false
    default: false
    }
  }

  @Test(
    arguments: operations,
    [Kernel.Schedule.serial, .vector(lanes: 4, interleave: 1), .vector(lanes: 16, interleave: 1)])
  func matchesReference(_ operation: ScalarOperation, _ schedule: Kernel.Schedule) throws {
    for dtype in Self.dtypes {
      let count = operation.operandCount
      var dtypes = [DType](repeating: dtype, count: count)
      if operation == .select { dtypes[0] = .bool }
      guard let result = operation.resultType(of: dtypes) else { continue }
      let cases = Self.cases(dtypes)
      let native = try NativeKernel(Self.kernel(operation, dtypes, result, schedule, count: cases.count))
      let operands = dtypes.indices.map { position in cases.flatMap { Self.bytes($0[position]) } }
      let out = native.run(operands + [[UInt8](repeating: 0xEE, count: cases.count * result.byteCount)]).last!
      var failures = 0
      for (index, operands) in cases.enumerated() where failures < 3 {
        let expected = operation.evaluate(operands)!
        let got = Self.constant(result, out, at: index)
        if got == expected { continue }
        if !Self.keepsNaNs(operation), Self.isNaN(got), Self.isNaN(expected) { continue }
        failures += 1
        Issue.record("\(operation.name) \(schedule) of \(operands): \(got), expected \(expected)")
      }
    }
  }

  private static func kernel(
    _ operation: ScalarOperation, _ dtypes: [DType], _ result: DType, _ schedule: Kernel.Schedule, count: Int
  ) -> Kernel {
    let builder = KernelBuilder(name: operation.name)
    let operands = dtypes.map { builder.parameter($0, count: count, access: .read) }
    let out = builder.parameter(result, count: count, access: .write)
    builder.loop(schedule, to: count) { index in
      let values = operands.map { builder.load($0, at: index.index) }
      builder.store(builder.apply(operation, values), to: out, at: index.index)
    }
    return builder.finish()
  }

  private static func bytes(_ constant: Kernel.Constant) -> [UInt8] {
    withUnsafeBytes(of: constant.bits.littleEndian) { Array($0.prefix(constant.dtype.byteCount)) }
  }

  private static func constant(_ dtype: DType, _ bytes: [UInt8], at index: Int) -> Kernel.Constant {
    let size = dtype.byteCount
    let bits = (0..<size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[index * size + $1]) }
    return Kernel.Constant(dtype, bits: bits)
  }

  private static func isNaN(_ constant: Kernel.Constant) -> Bool {
    guard constant.dtype.isFloat else { return false }
    let magnitude = constant.bits & (UInt64.max >> (65 - UInt64(constant.dtype.bitWidth)))
    return magnitude > Kernel.Constant(constant.dtype, .infinity).bits
  }
}
