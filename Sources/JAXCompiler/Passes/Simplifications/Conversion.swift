import JAXIR
import JAXPrimitives

extension RewriteSite {
  /// - `select(p, x, x) ⇒ x`
  /// - `select(true, x, y) ⇒ x` and `select(false, x, y) ⇒ y`
  func simplifiedSelection() -> Graph.Value? {
    if operands[1] == operands[2] { return operands[1] }
    return splat(0).map { $0.bits == 0 ? operands[2] : operands[1] }
  }

  /// With `x` of dtype `a`, and every value of `a` also a value of `b`:
  ///
  /// - `convert(x, a) ⇒ x`
  /// - `convert(convert(x, b), a) ⇒ x`
  /// - `convert(convert(x, b), c) ⇒ convert(x, c)` when `a` and `b` are floats, or neither is
  func simplifiedConversion(_ convert: Convert) throws(JAXError) -> Graph.Value? {
    if tensorType(0)?.dtype == convert.dtype { return operands[0] }
    guard let inner = match(operands[0], Convert.self), let x = inner.operands.first,
      let source = type(of: x).tensor?.dtype, source.isContained(in: inner.primitive.dtype)
    else { return nil }
    if source == convert.dtype { return x }
    // Floats become integers by saturation, integers by wrapping: a chain of both kinds stays.
    guard source.isFloat == inner.primitive.dtype.isFloat else { return nil }
    return try apply(convert, x)
  }
}

extension RewriteSite {
  /// - `bitcast(x, dtype of x) ⇒ x`
  /// - `bitcast(bitcast(x, b), a) ⇒ x` where that has the type of `x`
  func simplifiedBitcast(_ bitcast: BitcastConvert) -> Graph.Value? {
    guard let operand = tensorType(0) else { return nil }
    if operand.dtype == bitcast.dtype { return operands[0] }
    guard let inner = match(operands[0], BitcastConvert.self), let x = inner.operands.first,
      let result = try? bitcast.resultType(of: [operand]), type(of: x) == .tensor(result)
    else { return nil }
    return x
  }
}

extension DType {
  /// Whether every value of this dtype is a value of `wider`.
  fileprivate func isContained(in wider: DType) -> Bool {
    switch (kind, wider.kind) {
    case (.bool, .signed), (.bool, .unsigned), (.bool, .float): true
    case (.signed, .signed), (.unsigned, .unsigned): bitWidth <= wider.bitWidth
    case (.unsigned, .signed): bitWidth < wider.bitWidth
    // A signed integer needs one bit less than its width: its least value is a power of two.
    case (.signed, .float): bitWidth - 1 <= wider.significandBitCount
    case (.unsigned, .float): bitWidth <= wider.significandBitCount
    case (.float, .float): self == wider || wider.contains(half: self)
    case (.complex, .complex): bitWidth <= wider.bitWidth
    default: false
    }
  }

  private func contains(half other: DType) -> Bool {
    switch self {
    case .float32: other == .float16 || other == .bfloat16
    case .float64: true
    default: false
    }
  }

  /// Bits of the significand of a float, the hidden one included.
  private var significandBitCount: Int {
    switch self {
    case .float16: 11
    case .bfloat16: 8
    case .float32: 24
    case .float64: 53
    default: 0
    }
  }
}
