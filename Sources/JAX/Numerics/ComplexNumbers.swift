import CJAXRuntime
import JAXIR
import JAXPrimitives

extension Tensor {
  /// Complex numbers with these parts, broadcast against each other: `complex128` where they meet in `float64`, else
  /// `complex64`.
  public init(real: Tensor, imaginary: Tensor, file: String = #fileID, line: Int = #line) {
    let call = OperationCall("Tensor(real:imaginary:)", file, line)
    self = call.run(real, imaginary) { () throws(JAXError) in
      guard !real.dtype.isComplex, !imaginary.dtype.isComplex else {
        throw JAXError(.dtypeMismatch, "the parts are \(real.type) and \(imaginary.type), not real numbers")
      }
      let common = Promotion.inexact(Promotion.common([real.typed, imaginary.typed]))
      let type = Promotion.Typed(common.dtype == .float64 ? .float64 : .float32, isWeak: common.isWeak)
      let shape = try Shape.broadcast([real.type, imaginary.type])
      let parts = try [real, imaginary].map { (part) throws(JAXError) in
        try call.align(part.convert(to: type, at: call.location), to: shape)
      }
      return try .make(JAXPrimitives.Complex(), parts, isWeak: type.isWeak, at: call.location)
    }
  }

  /// The real parts; the tensor itself where it is not complex.
  public var real: Tensor {
    @inline(never) @_optimize(none) get {
      let call = OperationCall("real", returningTo: JAXReturnAddress())
      return call.run(self) { () throws(JAXError) in dtype.isComplex ? try call(Real(), self) : self }
    }
  }

  /// The imaginary parts; zeros where the tensor is not complex.
  public var imaginary: Tensor {
    @inline(never) @_optimize(none) get {
      let call = OperationCall("imaginary", returningTo: JAXReturnAddress())
      return call.run(self) { () throws(JAXError) in
        dtype.isComplex
          ? try call(Imaginary(), self)
          : try .make(Number.integer(0).literal(dtype, type.shape), at: call.location)
      }
    }
  }

  /// The numbers with the sign of their imaginary parts changed; the tensor itself where it is not complex.
  public var conjugate: Tensor {
    @inline(never) @_optimize(none) get {
      let call = OperationCall("conjugate", returningTo: JAXReturnAddress())
      return call.run(self) { () throws(JAXError) in
        guard dtype.isComplex else { return self }
        let parts = [try call(Real(), self), try call(Negate(), call(Imaginary(), self))]
        return try .make(JAXPrimitives.Complex(), parts, isWeak: isWeak, at: call.location)
      }
    }
  }
}

/// The angle of each number in the complex plane, in radians from −π to π.
public func angle(_ z: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("angle", file, line)
  return call.run(z) { () throws(JAXError) in
    guard z.dtype.isComplex else {
      return try call.inexact(Atan2(), .make(Tensor.Number.integer(0).literal(z.dtype), at: call.location), z)
    }
    return try call(Atan2(), call(Imaginary(), z), call(Real(), z))
  }
}
