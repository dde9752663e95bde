import JAXIR
import JAXPrimitives

/// Slices at places that are computed, gathers and scatters, of values at hand by indices at hand.
extension RandomProgram {
  mutating func appendIndexing() throws {
    guard let value = anyValue() else { return }
    switch int(0...3) {
    case 0: try appendDynamicSlice(of: value)
    case 1: try appendDynamicUpdate(of: value)
    case 2: try appendGather(of: value)
    default: try appendScatter(to: value)
    }
  }

  /// An integer of any size at hand, or a small one.
  private mutating func start(_ dtype: DType) throws -> Graph.Value {
    if chance(0.5) { return try self.value(of: .scalar(dtype)) }
    let literal = Literal(splat: Kernel.Constant(dtype, integer: int(-1...9)), shape: .scalar)
    return try append(Constant(literal), [])[0]
  }

  private mutating func indexDType() -> DType { choice(DType.allCases.filter(\.isInteger)) }

  private mutating func appendDynamicSlice(of value: Graph.Value) throws {
    let type = type(value)
    let dtype = indexDType()
    let sizes = type.shape.extents.map { chance(0.4) ? $0 : int(0...$0) }
    let starts = try sizes.map { _ in try start(dtype) }
    try append(DynamicSlice(sizes: sizes), [value] + starts)
  }

  private mutating func appendDynamicUpdate(of value: Graph.Value) throws {
    let type = type(value)
    let dtype = indexDType()
    let sizes = type.shape.extents.map { chance(0.4) ? $0 : int(0...$0) }
    // What is written may be made of what it is written to.
    let update: Graph.Value
    if chance(0.3) {
      let starts = try sizes.map { _ in try start(dtype) }
      let slice = try append(DynamicSlice(sizes: sizes), [value] + starts)[0]
      update = type.dtype.isFloat ? try append(Exp(), [slice])[0] : slice
    } else {
      update = try self.value(of: type.with(shape: Shape(sizes)))
    }
    let starts = try sizes.map { _ in try start(dtype) }
    try append(DynamicUpdateSlice(), [value, update] + starts)
  }

  /// Axes that fit a tensor, the extents of indices for them and those of a window along each axis of the tensor.
  private mutating func axes(_ shape: Shape) -> (axes: IndexedAxes, indices: [Int], sizes: [Int]) {
    var axes = IndexedAxes()
    var sizes: [Int] = []
    var outer: [(extent: Int, batch: Int?)] = []
    for (axis, extent) in shape.extents.enumerated() {
      if chance(0.2) {
        axes.operandBatch.append(axis)
        outer.append((extent, axes.operandBatch.count - 1))
        sizes.append(min(1, extent))
        continue
      }
      if extent > 0, chance(0.5) {
        axes.collapsed.append(axis)
        sizes.append(1)
      } else {
        sizes.append(chance(0.5) ? extent : int(0...extent))
      }
      if chance(0.7) { axes.indexed.append(axis) }
    }
    axes.indexed.shuffle(using: &random)
    for _ in 0..<int(0...2) { outer.append((choice([1, 2, 3, 7]), nil)) }
    outer.shuffle(using: &random)
    let isImplicit = axes.indexed.count == 1 && chance(0.3)
    axes.vector = isImplicit ? outer.count : int(0...outer.count)
    var indices = outer.map(\.extent)
    if !isImplicit { indices.insert(axes.indexed.count, at: axes.vector) }
    for number in axes.operandBatch.indices {
      let place = outer.firstIndex { $0.batch == number }!
      axes.indexBatch.append(place < axes.vector ? place : place + 1)
    }
    let walked = shape.rank - axes.collapsed.count - axes.operandBatch.count
    axes.window = Array(Array(0..<outer.count + walked).shuffled(using: &random).prefix(walked)).sorted()
    return (axes, indices, sizes)
  }

  /// The extents of the tensor of windows.
  private func windows(_ axes: IndexedAxes, _ indices: [Int], _ sizes: [Int]) -> [Int] {
    var inner = sizes.indices.filter { !axes.collapsed.contains($0) && !axes.operandBatch.contains($0) }
      .map { sizes[$0] }
    var outer = indices.indices.filter { $0 != axes.vector }.map { indices[$0] }
    let rank = inner.count + outer.count
    return (0..<rank).map { axes.window.contains($0) ? inner.removeFirst() : outer.removeFirst() }
  }

  private mutating func appendGather(of value: Graph.Value) throws {
    let (axes, extents, sizes) = axes(type(value).shape)
    let shape = try Shape(windows(axes, extents, sizes))
    guard shape.count <= Self.maximumCount else { return }
    let indices = try self.value(of: TensorType(indexDType(), Shape(extents)))
    try append(Gather(axes, sizes: sizes), [value, indices])
  }

  private mutating func appendScatter(to value: Graph.Value) throws {
    let type = type(value)
    let (axes, extents, sizes) = axes(type.shape)
    let shape = try Shape(windows(axes, extents, sizes))
    guard shape.count <= Self.maximumCount else { return }
    let indices = try self.value(of: TensorType(indexDType(), Shape(extents)))
    let updates = try self.value(of: type.with(shape: shape))
    let scatter = Scatter(axes)
    if !isSmooth, chance(0.2), !type.dtype.isComplex {
      let others = try [type, TensorType(.int32, shape)].map { try self.value(of: $0.with(dtype: .int32)) }
      try append(
        scatter, [value, others[0], indices, updates, others[1]],
        regions: [.argumentOfMaximum(type.dtype, .int32)])
      return
    }
    let body: (Tracer, Tracer) -> Tracer =
      switch int(0...3) {
      case 0 where type.dtype != .bool: { $0 + $1 }
      case 1 where type.dtype != .bool && !isSmooth: { ($1 * $0) + $1 }
      case 2 where !type.dtype.isComplex: { $0.maximum($1) }
      default: { $1 }
      }
    let region = Region.scalars([type.dtype, type.dtype]) { [body($0[0], $0[1])] }
    try append(scatter, [value, indices, updates], regions: [region])
  }
}
