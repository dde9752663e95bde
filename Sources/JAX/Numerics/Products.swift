import JAXIR
import JAXPrimitives

/// The matrix product, as NumPy's `matmul`: of the last two axes, the axes before them broadcast against each other.
///
/// A tensor of one axis is a row on the left and a column on the right, and the axis is gone from the result.
public func matmul(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("matmul", file, line)
  return call.run(a, b) { () throws(JAXError) in
    for operand in [a, b] where operand.rank == 0 {
      throw JAXError(.shapeMismatch, "\(a.type) and \(b.type): a scalar has no matrix product", hint: "use *")
    }
    let contracting = (a.rank - 1, Swift.max(b.rank - 2, 0))
    guard a.shape[contracting.0] == b.shape[contracting.1] else {
      throw JAXError(
        .shapeMismatch,
        "\(a.type) and \(b.type) do not multiply: axis \(contracting.0) of the left has extent "
          + "\(a.shape[contracting.0]), axis \(contracting.1) of the right \(b.shape[contracting.1])")
    }
    let leading = try Shape.broadcast([call.leading(a), call.leading(b)]).extents
    let (lhs, rhs) = (try call.repeatLeading(a, to: leading), try call.repeatLeading(b, to: leading))
    // A side without leading axes of its own takes no part in the batch: one product then serves all of it.
    let batch = lhs.rank > 2 && rhs.rank > 2 ? Array(leading.indices) : []
    if batch.isEmpty, rhs.rank > 2 {
      // Free axes of the left come first in a product; here they belong behind the leading axes of the right.
      let product = try call.product(lhs, rhs, [lhs.rank - 1], [rhs.rank - 2])
      let axes = lhs.rank == 1 ? [] : [0]
      let moved = Array(axes.count..<product.rank - 1) + axes + [product.rank - 1]
      return try call.transpose(product, moved)
    }
    return try call.product(
      lhs, rhs, [lhs.rank - 1], [Swift.max(rhs.rank - 2, 0)], batch: (batch, batch))
  }
}

/// The sum of products over the last axis of `a` and the second to last, or only, axis of `b`: NumPy's `dot`; with
/// a scalar the product.
public func dot(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("dot", file, line)
  return call.run(a, b) { () throws(JAXError) in
    if a.rank == 0 || b.rank == 0 { return try call(Multiply(), a, b) }
    return try call.product(a, b, [a.rank - 1], [Swift.max(b.rank - 2, 0)])
  }
}

/// The sum of products over pairs of axes: `aAxes[i]` of `a` with `bAxes[i]` of `b`. The other axes of `a` come
/// first in the result, then those of `b`.
public func tensordot(
  _ a: Tensor, _ b: Tensor, axes aAxes: [Int], _ bAxes: [Int], file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("tensordot", file, line)
  return call.run(a, b) { () throws(JAXError) in
    let left = try aAxes.map { (axis) throws(JAXError) in try call.normalized(axis, of: a.type) }
    let right = try bAxes.map { (axis) throws(JAXError) in try call.normalized(axis, of: b.type) }
    return try call.product(a, b, left, right)
  }
}

/// The product of every element of `a` with every element of `b`, both flattened.
public func outer(_ a: Tensor, _ b: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = OperationCall("outer", file, line)
  return call.run(a, b) { () throws(JAXError) in
    try call(Multiply(), call.reshape(a, to: [a.count, 1]), call.reshape(b, to: [1, b.count]))
  }
}

extension OperationCall {
  /// The general product of tensors in the dtype that they meet in.
  ///
  /// `batch` are axes of `a` and the axes of `b` that go along with them; they come first in the result.
  func product(
    _ a: Tensor, _ b: Tensor, _ aAxes: [Int], _ bAxes: [Int], batch: ([Int], [Int]) = ([], [])
  ) throws(JAXError) -> Tensor {
    let type = Promotion.common([a.typed, b.typed])
    let primitive = DotGeneral(
      lhsBatch: batch.0, rhsBatch: batch.1, lhsContracting: aAxes, rhsContracting: bAxes,
      resultDType: type.dtype)
    let operands = [try a.convert(to: type, at: location), try b.convert(to: type, at: location)]
    return try .make(
      primitive.ordered(operands[0].type, operands[1].type), operands, isWeak: type.isWeak, at: location)
  }

  /// The axes before the last two.
  fileprivate func leading(_ x: Tensor) throws(JAXError) -> TensorType {
    x.type.with(shape: try Shape(Array(x.shape.dropLast(2))))
  }

  /// The tensor with its leading axes repeated to `leading`, if it has any.
  fileprivate func repeatLeading(_ x: Tensor, to leading: [Int]) throws(JAXError) -> Tensor {
    guard x.rank > 2 else { return x }
    return try x.broadcast(to: Shape(leading + x.shape.suffix(2)), at: location)
  }
}
