import CJAXRuntime
import JAXIR
import JAXPrimitives

// Powers. An exponent that is a number of the program's text, not a tensor, becomes a few multiplications, as in JAX.

/// xʸ, to 0.51 ulp in `float32`; integers are taken as `float32`.
public func pow(_ x: Tensor, _ y: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .inexactBinary(Pow(), x, y, in: OperationCall("pow", file, line))
}

/// xⁿ by repeated squaring; the dtype stays, but that integers are taken as `float32` where n is negative.
///
/// One rounding for each of at most 2·log₂|n| products, and one for the reciprocal of a negative power.
public func pow(_ x: Tensor, _ exponent: Int, file: String = #fileID, line: Int = #line) -> Tensor {
  .power(x, exponent, in: OperationCall("pow", file, line))
}

/// xʸ; integers are taken as `float32`.
///
/// Whole exponents are repeated products. ±½ and ±3/2 are made of square roots, with an error of at most 1.2 ulp, and
/// NaN for x = −∞; all others are as precise as a tensor of exponents.
public func pow(_ x: Tensor, _ exponent: Double, file: String = #fileID, line: Int = #line) -> Tensor {
  .power(x, exponent, in: OperationCall("pow", file, line))
}

precedencegroup PowerPrecedence {
  higherThan: MultiplicationPrecedence
  associativity: right
}

infix operator ** : PowerPrecedence

extension Tensor {
  /// xʸ, as `pow`. A minus in front binds tighter than in Python: `-x ** 2` is the square of `-x`.
  @inline(never) @_optimize(none) public static func ** (x: Tensor, y: Tensor) -> Tensor {
    inexactBinary(Pow(), x, y, in: OperationCall("**", returningTo: JAXReturnAddress()))
  }

  /// xⁿ by repeated squaring, as `pow`.
  @inline(never) @_optimize(none) public static func ** (x: Tensor, exponent: Int) -> Tensor {
    power(x, exponent, in: OperationCall("**", returningTo: JAXReturnAddress()))
  }

  /// xʸ, as `pow`.
  @inline(never) @_optimize(none) public static func ** (x: Tensor, exponent: Double) -> Tensor {
    power(x, exponent, in: OperationCall("**", returningTo: JAXReturnAddress()))
  }

  fileprivate static func power(_ x: Tensor, _ exponent: Int, in call: OperationCall) -> Tensor {
    call.run(x) { () throws(JAXError) in
      guard exponent < 0 else { return try call.power(x, exponent.magnitude) }
      return try call.inexact(Divide(), 1, try call.power(try call.inexact(x), exponent.magnitude))
    }
  }

  fileprivate static func power(_ x: Tensor, _ exponent: Double, in call: OperationCall) -> Tensor {
    call.run(x) { () throws(JAXError) in
      switch exponent {
      case 0.5: return try call.inexact(Sqrt(), x)
      case -0.5: return try call.inexact(Rsqrt(), x)
      case 1.5: return try call.inexact(Multiply(), x, try call.inexact(Sqrt(), x))
      case -1.5: return try call.inexact(Divide(), try call.inexact(Rsqrt(), x), x)
      default:
        guard let whole = Int(exactly: exponent) else {
          return try call.inexact(Pow(), x, Tensor(weak: exponent))
        }
        return power(try call.inexact(x), whole, in: call)
      }
    }
  }
}

extension OperationCall {
  /// `x` as floats.
  fileprivate func inexact(_ x: Tensor) throws(JAXError) -> Tensor {
    try x.convert(to: Promotion.inexact(x.typed), at: location)
  }

  /// `x` to a power that is not negative.
  fileprivate func power(_ x: Tensor, _ exponent: UInt) throws(JAXError) -> Tensor {
    guard exponent > 0 else { return .ones(x.shape, x.dtype) }
    var square = x
    for _ in 0..<exponent.trailingZeroBitCount { square = try self(Multiply(), square, square) }
    var product = square
    var rest = exponent >> exponent.trailingZeroBitCount
    while rest > 1 {
      rest >>= 1
      square = try self(Multiply(), square, square)
      if rest & 1 == 1 { product = try self(Multiply(), product, square) }
    }
    return product
  }
}
