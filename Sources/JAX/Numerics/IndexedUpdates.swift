import JAXIR
import JAXPrimitives

extension Tensor {
  /// A place of the tensor, to be read in other ways than by a subscript, or changed in a copy:
  ///
  ///     let y = x.at[rows, 2...].add(1)
  ///
  /// Inside `jit`, and wherever the tensor is not used any more, what is changed is the memory of the tensor itself.
  public var at: TensorPlaces { TensorPlaces(tensor: self) }
}

/// The places of a tensor: what `x.at` gives.
public struct TensorPlaces: Sendable {
  fileprivate let tensor: Tensor

  /// The place that the indices choose, as those of a subscript of the tensor do.
  public subscript(indices: any TensorIndex...) -> TensorPlace {
    TensorPlace(tensor: tensor, slices: indices.map(\.slice))
  }
}

/// A part of a tensor, as `x.at[…]` names it.
///
/// Values are broadcast to the part and converted to the dtype of the tensor. Where several indices are equal, the
/// values at these are taken in row-major order, one after the other.
public struct TensorPlace: Sendable {
  fileprivate let tensor: Tensor
  fileprivate let slices: [Slice]

  /// The part.
  public func get(mode: IndexMode = .fill, file: String = #fileID, line: Int = #line) -> Tensor {
    let call = OperationCall("get", file, line)
    return call.run(tensor) { () throws(JAXError) in try call.element(of: tensor, at: slices, mode) }
  }

  /// The tensor with `values` in the place of the part.
  public func set(
    _ values: Tensor, mode: IndexMode = .drop, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    update(OperationCall("set", file, line), values, mode) { $1 }
  }

  /// The tensor with `values` added to the part.
  public func add(
    _ values: Tensor, mode: IndexMode = .drop, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    update(OperationCall("add", file, line), values, mode) { .apply(Add(), $0, $1) }
  }

  /// The tensor with the part multiplied by `values`.
  public func multiply(
    _ values: Tensor, mode: IndexMode = .drop, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    update(OperationCall("multiply", file, line), values, mode) { .apply(Multiply(), $0, $1) }
  }

  /// The tensor with the smaller of the part and `values` in its place.
  public func min(
    _ values: Tensor, mode: IndexMode = .drop, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    update(OperationCall("min", file, line), values, mode) { .apply(Minimum(), $0, $1) }
  }

  /// The tensor with the greater of the part and `values` in its place.
  public func max(
    _ values: Tensor, mode: IndexMode = .drop, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    update(OperationCall("max", file, line), values, mode) { .apply(Maximum(), $0, $1) }
  }

  private func update(
    _ call: OperationCall, _ values: Tensor, _ mode: IndexMode, _ body: (Tracer, Tracer) -> Tracer
  ) -> Tensor {
    call.run(tensor, values) { () throws(JAXError) in
      let x = try tensor.convert(to: tensor.typed, at: call.location)
      if x.dtype == .bool || x.dtype.isComplex {
        try call.checkBody(on: x.dtype)
      }
      return try call.updated(x, slices, values, mode, .binary(x.dtype, body))
    }
  }
}

extension OperationCall {
  /// - Throws: `dtypeMismatch` when the operation has no meaning for elements of `dtype`.
  fileprivate func checkBody(on dtype: DType) throws(JAXError) {
    let domain: [String] = dtype == .bool ? ["set", "min", "max"] : ["set", "add", "multiply"]
    guard domain.contains(name) else {
      throw JAXError(.dtypeMismatch, "there is no '\(name)' of \(dtype)")
    }
  }

  /// The part of `x` at the places that the slices name.
  func element(
    of x: Tensor, at slices: [Slice], _ mode: IndexMode = .clip
  ) throws(JAXError) -> Tensor {
    guard slices.contains(where: \.isTensor) else { return try slice(x, slices) }
    let x = try x.convert(to: x.typed, at: location)
    let plan = try IndexPlan(x.type, expanded(slices, of: x.type), in: self)
    if plan.gathered.contains(0) || x.count == 0 {
      guard plan.gathered.contains(0) else {
        throw JAXError(.invalidArgument, "\(x.type) has no elements to choose")
      }
      return try .make(Literal(none: x.dtype, Shape(plan.result)), isWeak: x.isWeak, at: location)
    }
    var part = try Tensor.make(
      Gather(plan.axes, sizes: plan.sizes), [x, plan.indices(clips: true, in: self)], isWeak: x.isWeak,
      at: location)
    if mode == .fill {
      let first = (0..<part.rank).first { !plan.axes.window.contains($0) } ?? 0
      part = try filling(part, where: plan.isInside(in: self), fromAxis: first)
    }
    return try reshape(part, to: plan.result)
  }

  /// `x` with `values` combined into the part at the places that the slices name.
  fileprivate func updated(
    _ x: Tensor, _ slices: [Slice], _ values: Tensor, _ mode: IndexMode, _ body: Region
  ) throws(JAXError) -> Tensor {
    let values = try values.convert(to: x.typed, at: location)
    let expanded = try expanded(slices, of: x.type)
    if slices.contains(where: \.isTensor) {
      let plan = try IndexPlan(x.type, expanded, in: self)
      let windows = try reshape(values.broadcast(to: Shape(plan.result), at: location), to: plan.gathered)
      let indices = try plan.indices(clips: mode == .clip, in: self)
      return try Tensor.results(
        of: Scatter(plan.axes), [x, indices, windows], regions: [body], isWeak: x.isWeak, at: location)[0]
    }
    return try updated(x, strided: expanded, values, body)
  }

  /// The same for slices without tensors. Along an axis of another step than 1 every element has an index vector of its
  /// own; what is left is one window.
  private func updated(
    _ x: Tensor, strided slices: [Slice], _ values: Tensor, _ body: Region
  ) throws(JAXError) -> Tensor {
    var axes = IndexedAxes()
    var starts: [(start: Int, step: Int, outer: Int?)] = []
    var (outer, windows, result): ([Int], [Int], [Int]) = ([], [], [])
    var axis = 0
    for slice in slices {
      if case .newAxis = slice.kind {
        result.append(1)
        continue
      }
      var (start, count, step) = (0, 1, 0)
      if case .position = slice.kind {
        start = try position(slice, axis: axis, of: x.type)
      } else {
        let limit: Int
        (start, limit, step) = try range(slice, axis: axis, of: x.type)
        count = (limit - start) / step + ((limit - start) % step == 0 ? 0 : 1)
        result.append(count)
        windows.append(count)
      }
      if step == 1 { axes.window.append(windows.count - 1) } else { axes.collapsed.append(axis) }
      if step != 1 || count < x.shape[axis] {
        axes.indexed.append(axis)
        starts.append((start, step, step > 1 ? outer.count : nil))
      }
      if step > 1 { outer.append(count) }
      axis += 1
    }
    axes.vector = outer.count
    let indices = try indices(starts, outer, isWide: x.shape.contains { $0 > Int(Int32.max) })
    let updates = try reshape(values.broadcast(to: Shape(result), at: location), to: windows)
    return try Tensor.results(
      of: Scatter(axes, isUnique: true), [x, indices, updates], regions: [body], isWeak: x.isWeak,
      at: location)[0]
  }

  /// Index vectors `[outer…, parts]`, part `k` of them `start + step · i` for the index `i` along an axis of `outer`.
  private func indices(
    _ starts: [(start: Int, step: Int, outer: Int?)], _ outer: [Int], isWide: Bool
  ) throws(JAXError) -> Tensor {
    let dtype: DType = isWide ? .int64 : .int32
    let shape = outer + [1]
    func splat(_ value: Int, _ shape: [Int]) throws(JAXError) -> Tensor {
      try .make(Literal(splat: .init(dtype, integer: value), shape: Shape(shape)), at: location)
    }
    let columns = try starts.map { (part) throws(JAXError) in
      guard let axis = part.outer else { return try splat(part.start, shape) }
      let steps = try Tensor.make(Iota(dtype, shape: shape, axis: axis), [], at: location)
      return try self(Add(), self(Multiply(), steps, Tensor(weak: part.step)), Tensor(weak: part.start))
    }
    if columns.isEmpty { return try splat(0, outer + [0]) }
    return columns.count == 1 ? columns[0] : try .make(Concatenate(axis: outer.count), columns, at: location)
  }
}

extension Slice {
  fileprivate var isTensor: Bool { if case .tensor = kind { true } else { false } }
}
