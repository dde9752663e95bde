package import JAXIR

/// A complex number inside a kernel: two scalars of one float dtype.
package struct ComplexScalar {
  package var real: Scalar
  package var imaginary: Scalar

  package init(_ real: Scalar, _ imaginary: Scalar) {
    precondition(real.dtype == imaginary.dtype, "parts of \(real.dtype) and \(imaginary.dtype)")
    self.real = real
    self.imaginary = imaginary
  }

  var conjugate: ComplexScalar { ComplexScalar(real, -imaginary) }

  /// The product with `−i`.
  var timesMinusI: ComplexScalar { ComplexScalar(imaginary, -real) }

  /// The product with `i`.
  var timesI: ComplexScalar { ComplexScalar(-imaginary, real) }

  func map(_ function: (Scalar) -> Scalar) -> ComplexScalar {
    ComplexScalar(function(real), function(imaginary))
  }

  /// `function` of the number, in `float64` and then rounded once.
  func inDoublePrecision(_ function: (ComplexScalar) -> ComplexScalar) -> ComplexScalar {
    function(map { $0.convert(to: .float64) }).map { $0.convert(to: real.dtype) }
  }

  static func + (a: ComplexScalar, b: ComplexScalar) -> ComplexScalar {
    ComplexScalar(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: ComplexScalar, b: ComplexScalar) -> ComplexScalar {
    ComplexScalar(a.real - b.real, a.imaginary - b.imaginary)
  }

  static prefix func - (z: ComplexScalar) -> ComplexScalar { z.map { -$0 } }
}

extension Scalar {
  func select(_ then: ComplexScalar, _ otherwise: ComplexScalar) -> ComplexScalar {
    ComplexScalar(select(then.real, otherwise.real), select(then.imaginary, otherwise.imaginary))
  }
}
