public import JAXIR

/// A complex number: an element of a tensor of `complex64` or `complex128`.
///
/// It holds a number; arithmetic is that of tensors.
@frozen
public struct Complex<Part: ComplexPart>: Hashable, Sendable, BitwiseCopyable {
  public var real: Part
  public var imaginary: Part

  public init(_ real: Part, _ imaginary: Part = 0) {
    self.real = real
    self.imaginary = imaginary
  }
}

/// What the parts of complex numbers are: `Float` or `Double`.
public protocol ComplexPart: TensorElement, BinaryFloatingPoint {
  /// The dtype of complex numbers with such parts.
  static var complexDType: DType { get }
}

extension Float: ComplexPart { public static var complexDType: DType { .complex64 } }
extension Double: ComplexPart { public static var complexDType: DType { .complex128 } }

extension Complex: TensorElement { public static var dtype: DType { Part.complexDType } }

extension Complex: CustomStringConvertible {
  /// `1.5-2.0i`
  public var description: String {
    let sign = imaginary.sign == .minus && !imaginary.isNaN ? "-" : "+"
    return "\(real)\(sign)\(imaginary.magnitude)i"
  }
}
