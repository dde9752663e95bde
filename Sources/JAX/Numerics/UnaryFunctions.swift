import JAXIR
import JAXPrimitives

// Functions of one tensor, element by element. Integers are taken as `float32` where the result is not an integer.

/// eˣ.
public func exp(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Exp(), x, in: OperationCall("exp", file, line))
}

/// eˣ − 1, exact near 0.
public func expm1(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Expm1(), x, in: OperationCall("expm1", file, line))
}

/// The natural logarithm.
public func log(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Log(), x, in: OperationCall("log", file, line))
}

/// log(1 + x), exact near 0.
public func log1p(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Log1p(), x, in: OperationCall("log1p", file, line))
}

/// The hyperbolic tangent.
public func tanh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Tanh(), x, in: OperationCall("tanh", file, line))
}

/// 1 / (1 + e⁻ˣ), which JAX calls logistic.
public func sigmoid(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Logistic(), x, in: OperationCall("sigmoid", file, line))
}

/// The sine of an angle in radians.
public func sin(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Sin(), x, in: OperationCall("sin", file, line))
}

/// The cosine of an angle in radians.
public func cos(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Cos(), x, in: OperationCall("cos", file, line))
}

/// The square root, correctly rounded.
public func sqrt(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Sqrt(), x, in: OperationCall("sqrt", file, line))
}

/// 1 / √x.
public func rsqrt(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Rsqrt(), x, in: OperationCall("rsqrt", file, line))
}

/// x².
public func square(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Multiply(), x, x, in: OperationCall("square", file, line))
}

/// The cube root.
public func cbrt(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Cbrt(), x, in: OperationCall("cbrt", file, line))
}

/// The error function.
public func erf(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Erf(), x, in: OperationCall("erf", file, line))
}

/// The magnitude; signed integers wrap.
public func abs(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .unary(Abs(), x, in: OperationCall("abs", file, line))
}

/// −1, 0 or 1 by the sign; zeros and NaN stay.
public func sign(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .unary(Sign(), x, in: OperationCall("sign", file, line))
}

/// The next integer below.
public func floor(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .unary(Floor(), x, in: OperationCall("floor", file, line))
}

/// The next integer above.
public func ceil(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .unary(Ceil(), x, in: OperationCall("ceil", file, line))
}

/// The nearest integer, halves to the even one.
public func round(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .unary(RoundNearestEven(), x, in: OperationCall("round", file, line))
}
