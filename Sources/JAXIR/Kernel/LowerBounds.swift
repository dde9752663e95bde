/// What is known of floats while a kernel is built: which are constants, and which are at least some number or NaN.
///
/// Rounding is monotonic, so a bound that holds for exact arithmetic and is itself a float of the dtype holds for
/// rounded arithmetic: `a + b ≥ max(a, b)` where neither is negative.
struct LowerBounds {
  private var constants: [Kernel.Value: Kernel.Constant] = [:]
  private var bounds: [Kernel.Value: Double] = [:]

  /// The constant that a value is; nil where it is not, or not seen to be.
  func constant(_ value: Kernel.Value) -> Kernel.Constant? { constants[value] }

  // MARK: What follows from an operation

  mutating func note(_ kind: Kernel.Operation.Kind, _ result: Kernel.Value, _ dtype: DType) {
    switch kind {
    case .constant(let constant):
      constants[result] = constant
      if dtype.isFloat, let number = constant.number, !number.isNaN { bounds[result] = number }
    case .scalar(let operation, let operands):
      if dtype.isFloat, let bound = bound(operation, operands) { bounds[result] = bound }
    default: break
    }
  }

  private func bound(_ operation: ScalarOperation, _ operands: [Kernel.Value]) -> Double? {
    let bounds = operands.map { self.bounds[$0] }
    func isNotNegative(_ operand: Int) -> Bool { bounds[operand].map { $0 >= 0 } ?? false }
    let productIsNotNegative =
      operands.count > 1 && (operands[0] == operands[1] || isNotNegative(0) && isNotNegative(1))
    switch operation {
    case .abs: return 0
    case .multiply: return productIsNotNegative ? 0 : nil
    case .divide: return isNotNegative(0) && isNotNegative(1) ? 0 : nil
    case .fma: return productIsNotNegative && isNotNegative(2) ? bounds[2] : nil
    case .add:
      guard isNotNegative(0), isNotNegative(1) else { return nil }
      return max(bounds[0]!, bounds[1]!)
    case .maximum: return bounds.compactMap(\.self).max()
    case .minimum:
      guard let a = bounds[0], let b = bounds[1] else { return nil }
      return min(a, b)
    case .select:
      guard let a = bounds[1], let b = bounds[2] else { return nil }
      return min(a, b)
    default: return nil
    }
  }

  /// A sum of what is not negative, from what is not negative, is not negative.
  mutating func note(_ reduction: Kernel.Reduction, _ results: [Kernel.Value]) {
    guard results.count == 1, let initial = bounds[reduction.initial[0]], initial >= 0,
      let element = bounds[reduction.body.results[0]], element >= 0,
      let combine = reduction.combine.operations.last, reduction.combine.operations.count == 1,
      case .scalar(.add, reduction.combine.arguments) = combine.kind
    else { return }
    bounds[results[0]] = 0
  }

  // MARK: What need not be computed

  /// The value that `operation` gives, where that is one of its operands or known by bounds:
  ///
  ///     a < c, a = c, a ≤ c  ⇒  false   where a > c (for <, a ≥ c); of NaN they are false, too
  ///     select(c, a, b)      ⇒  a or b  where c is constant
  ///     a · 1                ⇒  a
  func known(_ operation: ScalarOperation, _ operands: [Kernel.Value]) -> Known? {
    switch operation {
    case .compare(let comparison):
      guard let bound = bounds[operands[0]], let number = constants[operands[1]]?.number else { return nil }
      switch comparison {
      case .less: return bound >= number ? .isFalse : nil
      case .lessEqual, .equal: return bound > number ? .isFalse : nil
      case .notEqual, .greater, .greaterEqual: return nil
      }
    case .select: return constants[operands[0]].map { .operand($0.bits == 0 ? 2 : 1) }
    case .multiply:
      if constants[operands[1]]?.number == 1 { return .operand(0) }
      return constants[operands[0]]?.number == 1 ? .operand(1) : nil
    default: return nil
    }
  }

  enum Known {
    case isFalse
    case operand(Int)
  }
}

extension Kernel.Constant {
  /// The value of a float constant; nil of another dtype.
  fileprivate var number: Double? {
    switch dtype {
    case .float64: Double(bitPattern: bits)
    case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float16: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
    case .bfloat16: Double(BFloat16Bits.widen(UInt16(truncatingIfNeeded: bits)))
    default: nil
    }
  }
}
