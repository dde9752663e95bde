import JAXIR
import JAXPrimitives

// Functions of mathematics and statistics, element by element. Integers are taken as `float32`.

/// The tangent of an angle in radians.
public func tan(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Tan(), x, in: OperationCall("tan", file, line))
}

/// The angle in radians, from −π/2 to π/2, whose sine is x; NaN outside of ±1.
public func asin(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Asin(), x, in: OperationCall("asin", file, line))
}

/// The angle in radians, from 0 to π, whose cosine is x; NaN outside of ±1.
public func acos(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Acos(), x, in: OperationCall("acos", file, line))
}

/// The angle in radians, from −π/2 to π/2, whose tangent is x.
public func atan(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Atan(), x, in: OperationCall("atan", file, line))
}

/// The hyperbolic sine.
public func sinh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Sinh(), x, in: OperationCall("sinh", file, line))
}

/// The hyperbolic cosine.
public func cosh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Cosh(), x, in: OperationCall("cosh", file, line))
}

/// The inverse of the hyperbolic sine.
public func asinh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Asinh(), x, in: OperationCall("asinh", file, line))
}

/// The inverse of the hyperbolic cosine; NaN below 1.
public func acosh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Acosh(), x, in: OperationCall("acosh", file, line))
}

/// The inverse of the hyperbolic tangent; NaN outside of ±1.
public func atanh(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Atanh(), x, in: OperationCall("atanh", file, line))
}

/// 1 − erf(x), small without loss where x is large.
public func erfc(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Erfc(), x, in: OperationCall("erfc", file, line))
}

/// The inverse of the error function; infinite at ±1, NaN outside.
public func erfInv(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(ErfInv(), x, in: OperationCall("erfInv", file, line))
}

/// log |Γ(x)|, infinite at 0, −1, −2, …
public func lgamma(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Lgamma(), x, in: OperationCall("lgamma", file, line))
}

/// The derivative of log |Γ(x)|: −∞ at 0, NaN at −1, −2, …
public func digamma(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(Digamma(), x, in: OperationCall("digamma", file, line))
}

/// The modified Bessel function of order 0, times e^−|x|.
public func besselI0e(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(BesselI0e(), x, in: OperationCall("besselI0e", file, line))
}

/// The modified Bessel function of order 1, times e^−|x|.
public func besselI1e(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactUnary(BesselI1e(), x, in: OperationCall("besselI1e", file, line))
}

/// The derivative of order `n` of `digamma`; NaN where n is negative or no integer.
public func polygamma(_ n: Tensor, _ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactBinary(Polygamma(), n, x, in: OperationCall("polygamma", file, line))
}

/// Hurwitz's zeta function, the sum of (q + k)⁻ˣ over k = 0, 1, 2, …; Riemann's where q is 1.
public func zeta(_ x: Tensor, _ q: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactBinary(Zeta(), x, q, in: OperationCall("zeta", file, line))
}

/// The next number of the dtype from `x` in the direction of `target`; `target` where they are equal.
public func nextAfter(_ x: Tensor, _ target: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactBinary(NextAfter(), x, target, in: OperationCall("nextAfter", file, line))
}
