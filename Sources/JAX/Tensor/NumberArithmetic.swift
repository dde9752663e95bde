import JAXIR
import JAXPrimitives

// Two numbers without a dtype meet in `Double` or `Int`, as Python's do in JAX, and are rounded once, when a tensor
// decides the dtype: in `8.0 / 3.0 * y` the quotient has all the bits that `y` can hold.

extension Tensor {
  /// What an operator makes of two numbers without a dtype: another one; nil for other tensors and operators.
  static func folded(_ primitive: some ElementwisePrimitive, _ a: Tensor, _ b: Tensor) -> Tensor? {
    guard case .number(let x) = a.storage, case .number(let y) = b.storage else { return nil }
    return x.combined(with: y, by: primitive).map { Tensor(.number($0), isWeak: true) }
  }

  /// The same for one number.
  static func folded(_ primitive: some ElementwisePrimitive, _ x: Tensor) -> Tensor? {
    guard case .number(let number) = x.storage, primitive is Negate else { return nil }
    return number.negated.map { Tensor(.number($0), isWeak: true) }
  }
}

extension Tensor.Number {
  private var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value): value
    }
  }

  /// Nil for an integer that does not fit.
  fileprivate var negated: Tensor.Number? {
    switch self {
    case .integer(let value): value == .min ? nil : .integer(-value)
    case .float(let value): .float(-value)
    }
  }

  /// Nil for an integer that does not fit, and for what is no arithmetic operator.
  fileprivate func combined(with other: Tensor.Number, by primitive: some ElementwisePrimitive) -> Tensor
    .Number?
  {
    if case .integer(let a) = self, case .integer(let b) = other, !(primitive is Divide) {
      let result: (partialValue: Int, overflow: Bool)
      switch primitive {
      case is Add: result = a.addingReportingOverflow(b)
      case is Subtract: result = a.subtractingReportingOverflow(b)
      case is Multiply: result = a.multipliedReportingOverflow(by: b)
      default: return nil
      }
      return result.overflow ? nil : .integer(result.partialValue)
    }
    switch primitive {
    case is Add: return .float(double + other.double)
    case is Subtract: return .float(double - other.double)
    case is Multiply: return .float(double * other.double)
    case is Divide: return .float(double / other.double)
    default: return nil
    }
  }
}
