import CJAXRuntime
import JAXIR
import JAXPrimitives

// Operators cannot have a `#line` parameter: they keep where they return to, which is resolved when a message or a
// printed graph needs it. They must not be inlined, or that would be the caller's caller.
// The prefix operators step back for Swift's own where only literals are in sight: `~5` is an `Int`.

extension Tensor {
  /// The sum of two tensors, broadcast against each other.
  @inline(never) @_optimize(none) public static func + (a: Tensor, b: Tensor) -> Tensor {
    binary(Add(), a, b, in: OperationCall("+", returningTo: JAXReturnAddress()))
  }

  /// The difference of two tensors, broadcast against each other.
  @inline(never) @_optimize(none) public static func - (a: Tensor, b: Tensor) -> Tensor {
    binary(Subtract(), a, b, in: OperationCall("-", returningTo: JAXReturnAddress()))
  }

  /// The product of two tensors element by element, broadcast against each other.
  @inline(never) @_optimize(none) public static func * (a: Tensor, b: Tensor) -> Tensor {
    binary(Multiply(), a, b, in: OperationCall("*", returningTo: JAXReturnAddress()))
  }

  /// The quotient of two tensors, broadcast against each other; integers are divided as `float32`.
  @inline(never) @_optimize(none) public static func / (a: Tensor, b: Tensor) -> Tensor {
    inexactBinary(Divide(), a, b, in: OperationCall("/", returningTo: JAXReturnAddress()))
  }

  /// The tensor with every sign changed; integers wrap.
  @_disfavoredOverload @inline(never) @_optimize(none) public static prefix func - (x: Tensor) -> Tensor {
    unary(Negate(), x, in: OperationCall("-", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func += (a: inout Tensor, b: Tensor) {
    a = binary(Add(), a, b, in: OperationCall("+=", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func -= (a: inout Tensor, b: Tensor) {
    a = binary(Subtract(), a, b, in: OperationCall("-=", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func *= (a: inout Tensor, b: Tensor) {
    a = binary(Multiply(), a, b, in: OperationCall("*=", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func /= (a: inout Tensor, b: Tensor) {
    a = inexactBinary(Divide(), a, b, in: OperationCall("/=", returningTo: JAXReturnAddress()))
  }
}

// MARK: Comparison, element by element, as SIMD vectors spell it

extension Tensor {
  @inline(never) @_optimize(none) public static func .== (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.equal), a, b, in: OperationCall(".==", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func .!= (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.notEqual), a, b, in: OperationCall(".!=", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func .< (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.less), a, b, in: OperationCall(".<", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func .<= (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.lessEqual), a, b, in: OperationCall(".<=", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func .> (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.greater), a, b, in: OperationCall(".>", returningTo: JAXReturnAddress()))
  }

  @inline(never) @_optimize(none) public static func .>= (a: Tensor, b: Tensor) -> Tensor {
    binary(Compare(.greaterEqual), a, b, in: OperationCall(".>=", returningTo: JAXReturnAddress()))
  }
}

// MARK: Bits and logic

extension Tensor {
  /// Logical on `bool`, bit by bit on integers.
  @inline(never) @_optimize(none) public static func & (a: Tensor, b: Tensor) -> Tensor {
    binary(And(), a, b, in: OperationCall("&", returningTo: JAXReturnAddress()))
  }

  /// Logical on `bool`, bit by bit on integers.
  @inline(never) @_optimize(none) public static func | (a: Tensor, b: Tensor) -> Tensor {
    binary(Or(), a, b, in: OperationCall("|", returningTo: JAXReturnAddress()))
  }

  /// Logical on `bool`, bit by bit on integers.
  @inline(never) @_optimize(none) public static func ^ (a: Tensor, b: Tensor) -> Tensor {
    binary(Xor(), a, b, in: OperationCall("^", returningTo: JAXReturnAddress()))
  }

  /// Logical on `bool`, bit by bit on integers.
  @_disfavoredOverload @inline(never) @_optimize(none) public static prefix func ~ (x: Tensor) -> Tensor {
    unary(Not(), x, in: OperationCall("~", returningTo: JAXReturnAddress()))
  }
}
