import CJAXRuntime
import JAXIR
import JAXPrimitives

// The same elements in other shapes.

extension Tensor {
  /// The elements in row-major order in another shape; one extent may be −1, which is then computed.
  public func reshaped(_ shape: [Int], file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("reshaped", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.reshape(self, to: call.completed(shape, of: type))
    }
  }

  /// The elements in row-major order along one axis.
  public func flattened(file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("flattened", file, line)
    return call.run(self) { () throws(JAXError) in try call.reshape(self, to: [count]) }
  }

  /// The axes in another order, reversed by default: axis `i` of the result is axis `axes[i]` of the tensor.
  public func transposed(_ axes: [Int]? = nil, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("transposed", file, line)
    return call.run(self) { () throws(JAXError) in try call.transpose(self, axes) }
  }

  /// The axes in reverse order.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  public var T: Tensor {
    @inline(never) @_optimize(none) get {
      let call = OperationCall("T", returningTo: JAXReturnAddress())
      return call.run(self) { () throws(JAXError) in try call.transpose(self, nil) }
    }
  }

  /// Two axes in each other's place.
  public func swappedAxes(
    _ first: Int, _ second: Int, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("swappedAxes", file, line)
    return call.run(self) { () throws(JAXError) in
      let (first, second) = (try call.normalized(first, of: type), try call.normalized(second, of: type))
      var axes = Array(0..<rank)
      axes.swapAt(first, second)
      return try call.transpose(self, axes)
    }
  }

  /// The tensor repeated to `shape`, aligned at the last axis.
  public func broadcast(to shape: [Int], file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("broadcast", file, line)
    return call.run(self) { () throws(JAXError) in
      try convert(to: typed, at: call.location).broadcast(to: Shape(shape), at: call.location)
    }
  }

  /// The tensor with a new axis of extent 1, which will be axis `axis` of the result.
  public func expanded(at axis: Int, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("expanded", file, line)
    return call.run(self) { () throws(JAXError) in
      guard (-rank - 1...rank).contains(axis) else {
        throw JAXError(.invalidArgument, "a new axis of \(type) cannot be axis \(axis)")
      }
      var shape = shape
      shape.insert(1, at: axis < 0 ? axis + rank + 1 : axis)
      return try call.reshape(self, to: shape)
    }
  }

  /// The tensor without `axes`, which have extent 1; without all such axes by default.
  public func squeezed(_ axes: [Int]? = nil, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("squeezed", file, line)
    return call.run(self) { () throws(JAXError) in
      let dropped = try call.normalized(axes ?? shape.indices.filter { shape[$0] == 1 }, of: type)
      if let axis = dropped.first(where: { shape[$0] != 1 }) {
        throw JAXError(.invalidArgument, "axis \(axis) of \(type) has extent \(shape[axis]), not 1")
      }
      return try call.dropping(dropped, from: self)
    }
  }

  /// The elements in reverse order along `axes`, all of them by default.
  public func reversed(axes: [Int]? = nil, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("reversed", file, line)
    return call.run(self) { () throws(JAXError) in
      try .make(Reverse(axes: call.normalized(axes, of: type)), [self], isWeak: isWeak, at: call.location)
    }
  }

  /// The elements moved by `distance` along `axis`, those that leave at one end entering at the other: NumPy's `roll`.
  public func rolled(
    by distance: Int, axis: Int, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("rolled", file, line)
    return call.run(self) { () throws(JAXError) in
      let axis = try call.normalized(axis, of: type)
      let extent = shape[axis]
      guard extent > 0, distance % extent != 0 else { return self }
      let first = (extent - distance % extent) % extent
      var slices = [[Slice]](repeating: [Slice](repeating: .all, count: rank), count: 2)
      slices[0][axis] = Slice(from: first)
      slices[1][axis] = Slice(to: first)
      let parts = try slices.map { (slices) throws(JAXError) in try call.slice(self, slices) }
      return try call.concatenate(parts, axis: axis)
    }
  }

  /// The tensor so many times one after the other along each axis, the last being that of the last number.
  public func tiled(_ counts: [Int], file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("tiled", file, line)
    return call.run(self) { () throws(JAXError) in
      guard counts.allSatisfy({ $0 >= 0 }) else {
        throw JAXError(.invalidArgument, "\(counts) has a negative number of times")
      }
      let rank = Swift.max(rank, counts.count)
      let extents = [Int](repeating: 1, count: rank - shape.count) + shape
      let counts = [Int](repeating: 1, count: rank - counts.count) + counts
      // A new axis before each axis is repeated, and becomes one with it.
      let split = try call.reshape(self, to: extents.flatMap { [1, $0] })
      let repeated = try split.broadcast(
        to: Shape(zip(counts, extents).flatMap { [$0, $1] }), at: call.location)
      let result = try zip(counts, extents).map { (count, extent) throws(JAXError) in
        let (product, overflows) = count.multipliedReportingOverflow(by: extent)
        guard !overflows else { throw JAXError(.shapeOverflow, "\(type) \(counts) times is too large") }
        return product
      }
      return try call.reshape(repeated, to: result)
    }
  }

  /// The tensor with zeros where the last index is above the second to last plus `diagonal`: NumPy's `tril`.
  public func lowerTriangle(
    diagonal: Int = 0, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("lowerTriangle", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.triangle(of: self, .lessEqual, diagonal)
    }
  }

  /// The tensor with zeros where the last index is below the second to last plus `diagonal`: NumPy's `triu`.
  public func upperTriangle(
    diagonal: Int = 0, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("upperTriangle", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.triangle(of: self, .greaterEqual, diagonal)
    }
  }

  /// The tensor with `value` around it: for each axis how many before and after; negative numbers take away.
  public func padded(
    _ widths: [(before: Int, after: Int)], with value: Tensor = 0, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("padded", file, line)
    return call.run(self, value) { () throws(JAXError) in
      guard widths.count == rank else {
        throw JAXError(.invalidArgument, "\(widths.count) pairs of widths for the \(rank) axes of \(type)")
      }
      let pad = Pad(low: widths.map(\.before), high: widths.map(\.after), interior: widths.map { _ in 0 })
      let operands = [
        try convert(to: typed, at: call.location),
        try value.convert(to: Promotion.Typed(dtype), at: call.location),
      ]
      return try .make(pad, operands, at: call.location)
    }
  }
}

/// The tensors one after the other along an axis that they have; the other extents agree.
public func concatenate(
  _ tensors: [Tensor], axis: Int = 0, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("concatenate", file, line)
  return call.run(tensors) { () throws(JAXError) in
    guard let first = tensors.first else {
      throw JAXError(.invalidArgument, "there is nothing to concatenate")
    }
    return try call.concatenate(tensors, axis: call.normalized(axis, of: first.type))
  }
}

/// Tensors of one shape along a new axis.
public func stack(
  _ tensors: [Tensor], axis: Int = 0, file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("stack", file, line)
  return call.run(tensors) { () throws(JAXError) in
    guard let first = tensors.first else { throw JAXError(.invalidArgument, "there is nothing to stack") }
    if let other = tensors.first(where: { $0.shape != first.shape }) {
      throw JAXError(.shapeMismatch, "\(first.type) and \(other.type) do not stack")
    }
    guard (-first.rank - 1...first.rank).contains(axis) else {
      throw JAXError(.invalidArgument, "a new axis of \(first.type) cannot be axis \(axis)")
    }
    let place = axis < 0 ? axis + first.rank + 1 : axis
    var shape = first.shape
    shape.insert(1, at: place)
    let slices = try tensors.map { (tensor) throws(JAXError) in try call.reshape(tensor, to: shape) }
    return try call.concatenate(slices, axis: place)
  }
}

extension OperationCall {
  /// `run` for any number of operands.
  func run(_ operands: [Tensor], body: () throws(JAXError) -> Tensor) -> Tensor {
    let poisoned = operands.first { if case .poisoned = $0.storage { true } else { false } }
    return poisoned ?? run(body: body)
  }

  func reshape(_ x: Tensor, to extents: [Int]) throws(JAXError) -> Tensor {
    let x = try x.convert(to: x.typed, at: location)
    return x.shape == extents ? x : try .make(Reshape(shape: extents), [x], isWeak: x.isWeak, at: location)
  }

  /// The extents with −1 replaced by what is left.
  fileprivate func completed(_ extents: [Int], of type: TensorType) throws(JAXError) -> [Int] {
    guard let unknown = extents.firstIndex(of: -1) else { return extents }
    let known = try Shape(extents.enumerated().map { $0.offset == unknown ? 1 : $0.element })
    guard known.count > 0, type.shape.count % known.count == 0 else {
      throw JAXError(
        .shapeMismatch, "\(type) with \(type.shape.count) elements does not fill shape \(extents)")
    }
    var extents = extents
    extents[unknown] = type.shape.count / known.count
    return extents
  }

  /// The elements whose column compares so with row + `diagonal`, zeros elsewhere.
  fileprivate func triangle(
    of x: Tensor, _ comparison: Comparison, _ diagonal: Int
  ) throws(JAXError) -> Tensor {
    guard x.rank >= 2 else { throw JAXError(.shapeMismatch, "\(x.type) has no rows and columns") }
    let x = try x.convert(to: x.typed, at: location)
    let row = try Tensor.make(Iota(.int64, shape: x.shape, axis: x.rank - 2), [], at: location)
    let column = try Tensor.make(Iota(.int64, shape: x.shape, axis: x.rank - 1), [], at: location)
    let isKept = try self(Compare(comparison), column, self(Add(), row, Tensor(weak: diagonal)))
    let zeros = try Tensor.make(
      Tensor.Number.integer(0).literal(x.dtype, x.type.shape), at: location)
    return try .make(Select(), [isKept, x, zeros], isWeak: x.isWeak, at: location)
  }

  func transpose(_ x: Tensor, _ axes: [Int]?) throws(JAXError) -> Tensor {
    let permutation = try (axes ?? (0..<x.rank).reversed()).map { (axis) throws(JAXError) in
      try normalized(axis, of: x.type)
    }
    let x = try x.convert(to: x.typed, at: location)
    if permutation == Array(0..<x.rank) { return x }
    return try .make(Transpose(permutation: permutation), [x], isWeak: x.isWeak, at: location)
  }

  func concatenate(_ tensors: [Tensor], axis: Int) throws(JAXError) -> Tensor {
    let type = Promotion.common(tensors.map(\.typed))
    let operands = try tensors.map { (tensor) throws(JAXError) in try tensor.convert(to: type, at: location) }
    return try .make(Concatenate(axis: axis), operands, isWeak: type.isWeak, at: location)
  }
}
