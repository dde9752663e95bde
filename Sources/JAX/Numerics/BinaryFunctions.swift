import JAXIR
import JAXPrimitives

// Functions of several tensors, element by element, broadcast against each other.

/// The angle of the point (x, y) from the x axis, in (−π, π].
public func atan2(_ y: Tensor, _ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactBinary(Atan2(), y, x, in: OperationCall("atan2", file, line))
}

/// The larger of two; NaN if one is.
public func maximum(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Maximum(), a, b, in: OperationCall("maximum", file, line))
}

/// The smaller of two; NaN if one is.
public func minimum(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Minimum(), a, b, in: OperationCall("minimum", file, line))
}

/// The remainder of a division that truncates, with the sign of the dividend: C's `fmod`.
public func fmod(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Remainder(), a, b, in: OperationCall("fmod", file, line))
}

/// Each element of `x` moved to the nearer of `lower` and `upper` where it is outside.
public func clamp(
  _ x: Tensor, lower: Tensor, upper: Tensor, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("clamp", file, line)
  return call.run(x, lower, upper) { () throws(JAXError) in
    try call(Minimum(), call(Maximum(), x, lower), upper)
  }
}

/// Elements of `then` where `condition` holds, of `otherwise` elsewhere: NumPy's `where`.
public func select(
  _ condition: Tensor, _ then: Tensor, _ otherwise: Tensor, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("select", file, line)
  return call.run(condition, then, otherwise) { () throws(JAXError) in
    guard condition.dtype == .bool else {
      throw JAXError(
        .dtypeMismatch, "the condition is \(condition.type), not bool", hint: "compare it with 0: x .!= 0")
    }
    let shape = try Shape.broadcast([condition.type, then.type, otherwise.type])
    let type = Promotion.common([then.typed, otherwise.typed])
    let operands = [
      condition, try then.convert(to: type, at: call.location),
      try otherwise.convert(to: type, at: call.location),
    ]
    let aligned = try operands.map { (operand) throws(JAXError) in try call.align(operand, to: shape) }
    return try .make(Select(), aligned, isWeak: type.isWeak, at: call.location)
  }
}

/// Whether each element is neither infinite nor NaN; of complex numbers, both parts.
public func isFinite(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("isFinite", file, line)
  return call.run(x) { () throws(JAXError) in
    guard x.dtype.isComplex else {
      return try .make(
        IsFinite(), [x.convert(to: Promotion.inexact(x.typed), at: call.location)], at: call.location)
    }
    return try call(And(), call(IsFinite(), call(Real(), x)), call(IsFinite(), call(Imaginary(), x)))
  }
}

/// Whether each element is NaN.
public func isNaN(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Compare(.notEqual), x, x, in: OperationCall("isNaN", file, line))
}

/// The bits moved to the left by `distance`; one of the width or more gives 0.
///
/// A function, because an operator `<<` on tensors would make `1 << 4` a tensor.
public func leftShift(_ x: Tensor, _ distance: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(ShiftLeft(), x, distance, in: OperationCall("leftShift", file, line))
}

/// The bits moved to the right by `distance`: signed integers keep their sign, unsigned ones are filled with 0.
public func rightShift(_ x: Tensor, _ distance: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("rightShift", file, line)
  return call.run(x, distance) { () throws(JAXError) in
    Promotion.common([x.typed, distance.typed]).dtype.kind == .unsigned
      ? try call(ShiftRightLogical(), x, distance) : try call(ShiftRightArithmetic(), x, distance)
  }
}
