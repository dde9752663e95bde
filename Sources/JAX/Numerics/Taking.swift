import JAXIR
import JAXPrimitives

/// The elements of `x` at `indices` along an axis, or of all in row-major order: the axis gives way to those of the
/// indices. `[a, n, b]`, `[i]` → `[a, i, b]`
///
/// Fails when there is something to take and the axis is empty.
public func take(
  _ x: Tensor, _ indices: Tensor, axis: Int? = nil, mode: IndexMode = .fill, file: String = #fileID,
  line: Int = #line
) -> Tensor {
  let call = OperationCall("take", file, line)
  return call.run(x, indices) { () throws(JAXError) in
    guard let axis else {
      return try call.take(call.reshape(x, to: [x.count]), indices, 0, mode)
    }
    return try call.take(
      x.convert(to: x.typed, at: call.location), indices, call.normalized(axis, of: x.type), mode)
  }
}

/// The elements of `x` whose index along an axis is what `indices` says there: `y[i, j] = x[i, indices[i, j]]`.
///
/// Both have one rank; other axes are of one extent, or of extent 1 in one of them.
public func takeAlongAxis(
  _ x: Tensor, _ indices: Tensor, axis: Int, mode: IndexMode = .fill, file: String = #fileID,
  line: Int = #line
) -> Tensor {
  let call = OperationCall("takeAlongAxis", file, line)
  return call.run(x, indices) { () throws(JAXError) in
    try call.takeAlongAxis(
      x.convert(to: x.typed, at: call.location), indices, call.normalized(axis, of: x.type), mode)
  }
}

/// The `sizes` elements of `x` from `starts` on, one start for each axis. A negative start counts from the end of its
/// axis; one that would reach beyond `x` is moved to the nearest that does not.
public func dynamicSlice(
  _ x: Tensor, _ starts: [Tensor], sizes: [Int], file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("dynamicSlice", file, line)
  return call.run(x) { () throws(JAXError) in
    let x = try x.convert(to: x.typed, at: call.location)
    let starts = try call.starts(starts, of: x.type)
    return try .make(DynamicSlice(sizes: sizes), [x] + starts, isWeak: x.isWeak, at: call.location)
  }
}

/// `x` with `update` in the place of its elements from `starts` on. Starts are those of `dynamicSlice`.
public func dynamicUpdateSlice(
  _ x: Tensor, _ update: Tensor, _ starts: [Tensor], file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("dynamicUpdateSlice", file, line)
  return call.run(x, update) { () throws(JAXError) in
    let x = try x.convert(to: x.typed, at: call.location)
    let update = try update.convert(to: x.typed, at: call.location)
    let starts = try call.starts(starts, of: x.type)
    return try .make(DynamicUpdateSlice(), [x, update] + starts, isWeak: x.isWeak, at: call.location)
  }
}

extension OperationCall {
  fileprivate func take(
    _ x: Tensor, _ indices: Tensor, _ axis: Int, _ mode: IndexMode
  ) throws(JAXError) -> Tensor {
    let extent = x.shape[axis]
    let positions = try positions(indices, extent: extent)
    let outer = positions.rank
    guard extent > 0 || positions.count == 0 else {
      throw JAXError(.invalidArgument, "axis \(axis) of \(x.type) has nothing to take")
    }
    var sizes = x.shape
    sizes[axis] = 1
    if extent == 0 {
      let shape = try Shape(x.shape[..<axis] + positions.shape + x.shape[(axis + 1)...])
      return try .make(Literal(none: x.dtype, shape), isWeak: x.isWeak, at: location)
    }
    let window = Array(0..<axis) + (axis + 1..<x.rank).map { $0 - 1 + outer }
    let axes = IndexedAxes(window: window, collapsed: [axis], indexed: [axis], vector: outer)
    let taken = try Tensor.make(Gather(axes, sizes: sizes), [x, positions], isWeak: x.isWeak, at: location)
    guard mode == .fill else { return taken }
    return try filling(taken, where: isInside(positions, extent: extent), fromAxis: axis)
  }

  fileprivate func takeAlongAxis(
    _ x: Tensor, _ indices: Tensor, _ axis: Int, _ mode: IndexMode
  ) throws(JAXError) -> Tensor {
    guard indices.rank == x.rank else {
      throw JAXError(.shapeMismatch, "\(x.type) and the indices \(indices.type) differ in rank")
    }
    let others = (0..<x.rank).filter { $0 != axis }
    let common = try Shape.broadcast(
      [x.type, indices.type].map { type throws(JAXError) in
        var extents = type.shape.extents
        extents[axis] = 1
        return type.with(shape: try Shape(extents))
      })
    func repeated(_ tensor: Tensor) throws(JAXError) -> Tensor {
      var extents = common.extents
      extents[axis] = tensor.shape[axis]
      return try tensor.broadcast(to: try Shape(extents), at: location)
    }
    let extent = x.shape[axis]
    let positions = try repeated(positions(indices, extent: extent))
    guard extent > 0 || positions.count == 0 else {
      throw JAXError(.invalidArgument, "axis \(axis) of \(x.type) has nothing to take")
    }
    if positions.count == 0 {
      return try .make(Literal(none: x.dtype, positions.type.shape), isWeak: x.isWeak, at: location)
    }
    let axes = IndexedAxes(
      collapsed: [axis], operandBatch: others, indexBatch: others, indexed: [axis], vector: x.rank)
    let sizes = x.shape.map { _ in 1 }
    let taken = try Tensor.make(
      Gather(axes, sizes: sizes), [repeated(x), positions], isWeak: x.isWeak, at: location)
    return mode == .fill ? try filling(taken, where: isInside(positions, extent: extent), fromAxis: 0) : taken
  }

  /// Scalars of one dtype, one for each axis of `type`.
  fileprivate func starts(_ starts: [Tensor], of type: TensorType) throws(JAXError) -> [Tensor] {
    guard starts.count == type.rank else {
      throw JAXError(.invalidArgument, "\(starts.count) starts for the \(type.rank) axes of \(type)")
    }
    let positions = try zip(starts, type.shape.extents).map { (start, extent) throws(JAXError) in
      guard start.rank == 0 else { throw JAXError(.shapeMismatch, "a start is a scalar, not \(start.type)") }
      return try self.positions(start, extent: extent)
    }
    let common = Promotion.common(positions.map(\.typed) + [.init(.int32)])
    // Of `uint64` and a signed dtype no integer is common: beyond the greatest `int64` there is no tensor.
    let dtype = common.dtype.isInteger ? common.dtype : .int64
    return try positions.map { (position) throws(JAXError) in
      let limited =
        position.dtype == .uint64 && dtype != .uint64
        ? try self(Minimum(), position, Tensor(weak: Int.max)) : position
      return try limited.convert(to: .init(dtype), at: location)
    }
  }
}
