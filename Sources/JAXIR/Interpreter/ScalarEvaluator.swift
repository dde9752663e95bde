/// One scalar operation on operands of known dtypes, decoded once and evaluated on bits.
///
/// A value travels as the bits of its dtype, zero-extended. What each operation means is said at
/// `ScalarOperation`; f16 and bf16 compute in f32 and round once.
package struct ScalarEvaluator: Sendable {
  /// Where the operation is evaluated, by what its operands are.
  enum Code: Sendable {
    case bits(BitOperation)
    case signed(IntegerOperation)
    case unsigned(IntegerOperation)
    case float16(FloatOperation)
    case bfloat16(FloatOperation)
    case float32(FloatOperation)
    case float64(FloatOperation)
    case convert(from: DType, to: DType)
  }

  private let code: Code
  /// The width of the operands, for a select of those it chooses from.
  private let bitWidth: UInt8

  /// Nil if the operation does not take operands of these dtypes.
  package init?(_ operation: ScalarOperation, operands: [DType]) {
    guard operation.resultType(of: operands) != nil else { return nil }
    let dtype = operation == .select ? operands[1] : operands[0]
    bitWidth = UInt8(dtype.bitWidth)
    code = Self.code(operation, dtype)
  }

  private static func code(_ operation: ScalarOperation, _ dtype: DType) -> Code {
    if case .convert(let target) = operation {
      return target == dtype ? .bits(.copy) : .convert(from: dtype, to: target)
    }
    if let bits = BitOperation(operation, isFloat: dtype.isFloat) { return .bits(bits) }
    if let integer = IntegerOperation(operation), !dtype.isFloat {
      return dtype.kind == .signed ? .signed(integer) : .unsigned(integer)
    }
    // What is left takes floats only, or the evaluator would not have been made.
    let float = FloatOperation(operation)!
    switch dtype {
    case .float16: return .float16(float)
    case .bfloat16: return .bfloat16(float)
    case .float32: return .float32(float)
    default: return .float64(float)
    }
  }

  private var width: UInt64 { UInt64(bitWidth) }
  /// Ones in all bits of an operand.
  private var mask: UInt64 { UInt64.max >> (64 &- width) }

  /// The bits of the result; operands that the operation does not have are ignored.
  @inline(__always)
  package func callAsFunction(_ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) -> UInt64 {
    switch code {
    case .float32(let operation): operation.evaluate(a, b, c, Float32Format.self)
    case .float64(let operation): operation.evaluate(a, b, c, Float64Format.self)
    case .bits(let operation): operation.evaluate(a, b, c, width: width, mask: mask)
    case .signed(let operation): operation.signed(a, b, width: width, mask: mask)
    case .unsigned(let operation): operation.unsigned(a, b, mask: mask)
    case .float16(let operation): operation.evaluate(a, b, c, Float16Format.self)
    case .bfloat16(let operation): operation.evaluate(a, b, c, BFloat16Format.self)
    case .convert(let source, let target): Conversion.convert(a, from: source, to: target)
    }
  }
}

extension ScalarOperation {
  /// The value of the operation on constants, nil if it does not take their dtypes.
  package func evaluate(_ operands: [Kernel.Constant]) -> Kernel.Constant? {
    let dtypes = operands.map(\.dtype)
    guard let evaluator = ScalarEvaluator(self, operands: dtypes), let dtype = resultType(of: dtypes) else {
      return nil
    }
    let bits = operands.map(\.bits) + [0, 0]
    return Kernel.Constant(dtype, bits: evaluator(bits[0], bits[1], operands.count > 2 ? bits[2] : 0))
  }
}
