import JAXIR
import JAXPrimitives

// Functions that networks are made of.

/// max(x, 0).
public func relu(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  .binary(Maximum(), x, 0, in: OperationCall("relu", file, line))
}

/// x · sigmoid(x), also called swish.
public func silu(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("silu", file, line)
  return call.run(x) { () throws(JAXError) in try call(Multiply(), x, call.inexact(Logistic(), x)) }
}

/// The Gaussian error linear unit: x · Φ(x), or its approximation by `tanh`.
public func gelu(
  _ x: Tensor, approximate: Bool = false, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("gelu", file, line)
  return call.run(x) { () throws(JAXError) in
    let sigmoid: Tensor
    if approximate {
      let cube = try call(Multiply(), call(Multiply(), x, x), x)
      let inner = try call(Add(), x, call(Multiply(), cube, 0.044715))
      // √(2/π)
      sigmoid = try call.inexact(Tanh(), call(Multiply(), inner, 0.7978845608028654))
    } else {
      // √½
      sigmoid = try call.inexact(Erf(), call(Multiply(), x, 0.7071067811865476))
    }
    return try call(Multiply(), call(Multiply(), x, 0.5), call(Add(), sigmoid, 1))
  }
}

/// eˣ / Σ eˣ along `axis`, computed without overflow.
public func softmax(_ x: Tensor, axis: Int = -1, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("softmax", file, line)
  return call.run(x) { () throws(JAXError) in
    let exponentials = try call.inexact(Exp(), call.belowMaximum(x, axis: axis))
    return try call(
      Divide(), exponentials, call.reduce(ReduceSum.self, exponentials, axes: [axis], keepingAxes: true))
  }
}

/// log(softmax(x)) along `axis`, computed without overflow or cancellation.
public func logSoftmax(_ x: Tensor, axis: Int = -1, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("logSoftmax", file, line)
  return call.run(x) { () throws(JAXError) in
    let shifted = try call.belowMaximum(x, axis: axis)
    let exponentials = try call.inexact(Exp(), shifted)
    let sum = try call.reduce(ReduceSum.self, exponentials, axes: [axis], keepingAxes: true)
    return try call(Subtract(), shifted, call(Log(), sum))
  }
}

/// log Σ eˣ over `axes`, all of them by default, computed without overflow.
public func logSumExp(
  _ x: Tensor, axes: [Int]? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("logSumExp", file, line)
  return call.run(x) { () throws(JAXError) in
    let x = try x.convert(to: Promotion.inexact(x.typed), at: call.location)
    let largest = try call.reduce(ReduceMax.self, x, axes: axes, keepingAxes: true)
    // A row of −∞ must not become ∞ − ∞.
    let isFinite = try Tensor.make(IsFinite(), [largest], at: call.location)
    let zeros = Literal(splat: Kernel.Constant(x.dtype, 0), shape: largest.type.shape)
    let offset = try Tensor.make(
      Select(), [isFinite, largest, Tensor.make(zeros, at: call.location)], at: call.location)
    let exponentials = try call(Exp(), call(Subtract(), x, offset))
    let sum = try call.reduce(ReduceSum.self, exponentials, axes: axes, keepingAxes: true)
    let result = try call(Add(), call(Log(), sum), offset)
    return keepingAxes ? result : try call.dropping(axes, from: result)
  }
}

extension OperationCall {
  /// x − max(x) along `axis`: no element is positive.
  fileprivate func belowMaximum(_ x: Tensor, axis: Int) throws(JAXError) -> Tensor {
    let x = try x.convert(to: Promotion.inexact(x.typed), at: location)
    return try self(Subtract(), x, reduce(ReduceMax.self, x, axes: [axis], keepingAxes: true))
  }
}
