/// The scalar operations: all that the interpreter evaluates and the emitter knows how to emit.
///
/// Operands and result have one dtype unless a case says otherwise. Every operation is total: there is no
/// undefined behaviour and no trap.
package enum ScalarOperation: Hashable, Sendable {
  // Numbers. Integers wrap; floats are IEEE 754, rounded to nearest even, denormals kept.
  case add, subtract, multiply, negate
  /// Integers: `x / 0` is all ones and the quotient truncates; `min / -1` is `min`.
  case divide
  /// The remainder of `divide`, with the sign of the dividend. Integers: `x % 0` is `x`. Floats: C's `fmod`.
  case remainder
  /// `a * b + c` with one rounding; floats only.
  case fma
  /// NaN propagates and −0 < +0: IEEE 754-2019 `minimum` and `maximum`.
  case minimum, maximum
  /// Signed integers wrap: |min| is min.
  case abs
  // Floats only, correctly rounded.
  case sqrt, floor, ceil, truncate, roundEven
  /// The magnitude of the first operand with the sign of the second; floats only.
  case copySign
  // Bits: `bool` and integers.
  case and, or, xor, not
  // Integers; the second operand is the distance, unsigned: past the width the result is 0 or all sign bits.
  case shiftLeft, shiftRightLogical, shiftRightArithmetic
  case populationCount, countLeadingZeros
  /// Any dtype, result `bool`. Floats: ordered, so NaN compares false with everything, but `notEqual` true.
  case compare(Comparison)
  /// `(bool, a, a) → a`
  case select
  /// Integers wrap, float → integer truncates, saturates and takes NaN to 0, to `bool` is `x ≠ 0`, else rounds
  /// to nearest even.
  case convert(DType)
  /// The same bits in another dtype of the same width.
  case bitcast(DType)
}

/// How two values are compared.
package enum Comparison: String, Hashable, Sendable, CaseIterable {
  case equal = "eq", notEqual = "ne", less = "lt", lessEqual = "le", greater = "gt", greaterEqual = "ge"
}

extension ScalarOperation {
  /// The operations without parameters, by their printed names.
  private static let plain: [(name: String, operation: ScalarOperation)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("neg", .negate), ("div", .divide),
    ("rem", .remainder), ("fma", .fma), ("min", .minimum), ("max", .maximum), ("abs", .abs),
    ("sqrt", .sqrt), ("floor", .floor), ("ceil", .ceil), ("trunc", .truncate), ("roundeven", .roundEven),
    ("copysign", .copySign), ("and", .and), ("or", .or), ("xor", .xor), ("not", .not), ("shl", .shiftLeft),
    ("lshr", .shiftRightLogical), ("ashr", .shiftRightArithmetic), ("popcnt", .populationCount),
    ("clz", .countLeadingZeros), ("select", .select),
  ]

  /// The printed name: `add`, `cmp.lt`, `convert.f32`, `bitcast.i32`.
  package var name: String {
    switch self {
    case .compare(let comparison): "cmp.\(comparison.rawValue)"
    case .convert(let dtype): "convert.\(dtype)"
    case .bitcast(let dtype): "bitcast.\(dtype)"
    default: Self.plain.first { $0.operation == self }!.name
    }
  }

  package init?(name: some StringProtocol) {
    if let match = Self.plain.first(where: { $0.name == name }) {
      self = match.operation
      return
    }
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "cmp":
      guard let comparison = Comparison(rawValue: String(parts[1])) else { return nil }
      self = .compare(comparison)
    case "convert":
      guard let dtype = DType(parts[1]) else { return nil }
      self = .convert(dtype)
    case "bitcast":
      guard let dtype = DType(parts[1]) else { return nil }
      self = .bitcast(dtype)
    default: return nil
    }
  }

  package var operandCount: Int {
    switch self {
    case .negate, .abs, .sqrt, .floor, .ceil, .truncate, .roundEven, .not, .populationCount,
      .countLeadingZeros, .convert, .bitcast:
      1
    case .fma, .select: 3
    default: 2
    }
  }

  /// The dtype of the result for operands of `operands`, or nil if the operation does not take them.
  package func resultType(of operands: [DType]) -> DType? {
    guard operands.count == operandCount, let first = operands.first else { return nil }
    let same = operands.allSatisfy { $0 == first }
    switch self {
    case .add, .subtract, .multiply, .negate, .divide, .remainder:
      return same && (first.isInteger || first.isFloat) ? first : nil
    case .minimum, .maximum: return same && !first.isComplex ? first : nil
    case .abs: return first.kind == .signed || first.isFloat ? first : nil
    case .fma, .sqrt, .floor, .ceil, .truncate, .roundEven, .copySign:
      return same && first.isFloat ? first : nil
    case .and, .or, .xor, .not: return same && (first == .bool || first.isInteger) ? first : nil
    case .shiftLeft, .shiftRightLogical, .shiftRightArithmetic, .populationCount, .countLeadingZeros:
      return same && first.isInteger ? first : nil
    case .compare: return same && !first.isComplex ? .bool : nil
    case .select:
      return operands[0] == .bool && operands[1] == operands[2] && !operands[1].isComplex ? operands[1] : nil
    case .convert(let dtype): return first.isComplex || dtype.isComplex ? nil : dtype
    case .bitcast(let dtype):
      return first.bitWidth == dtype.bitWidth && !first.isComplex && !dtype.isComplex ? dtype : nil
    }
  }
}
