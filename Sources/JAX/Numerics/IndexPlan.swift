import JAXIR
import JAXPrimitives

/// What a subscript with tensors of indices means: a gather, or a scatter to the same places.
///
/// As in NumPy the tensors, and numbers beside them, are broadcast against each other, and their axes stand where the
/// first of them stands if nothing else is between them, else in front.
struct IndexPlan {
  let axes: IndexedAxes
  /// Along each axis of the tensor: the extent of a window.
  let sizes: [Int]
  /// One for each indexed axis.
  let positions: [Tensor]
  /// Their common shape.
  let shape: Shape
  /// The extents of the axes that tensors index, in the order of the positions; nil for a window.
  let extents: [Int?]
  /// The shape of what the gather gives, and that with the new axes.
  let gathered: [Int]
  let result: [Int]

  private enum Slot {
    case indexed
    case window(axis: Int)
    case new
  }

  /// - Parameter slices: one for each axis of `x`, and the new axes.
  init(_ x: TensorType, _ slices: [Slice], in call: OperationCall) throws(JAXError) {
    var sizes: [Int] = []
    var slots: [Slot] = []
    var positions: [Tensor] = []
    var extents: [Int?] = []
    var axes = IndexedAxes()
    for slice in slices {
      let axis = sizes.count
      switch slice.kind {
      case .remaining: preconditionFailure("expanded before")
      case .newAxis: slots.append(.new)
      case .position, .tensor:
        let extent = x.shape[axis]
        positions.append(try IndexPlan.positions(slice, axis, of: x, in: call))
        extents.append(extent)
        axes.indexed.append(axis)
        axes.collapsed.append(axis)
        sizes.append(1)
        slots.append(.indexed)
      case .range:
        let (start, limit, step) = try call.range(slice, axis: axis, of: x)
        guard step == 1 || limit - start == x.shape[axis] && limit == 0 else {
          throw JAXError(
            .unsupported, "a slice with step \(step) beside tensors of indices",
            hint: "use a tensor of positions along axis \(axis)")
        }
        if limit - start < x.shape[axis] {
          positions.append(
            try Tensor.make(Literal(splat: .init(.int32, integer: start), shape: .scalar), at: call.location))
          extents.append(nil)
          axes.indexed.append(axis)
        }
        sizes.append(limit - start)
        slots.append(.window(axis: axis))
      }
    }
    shape = try Shape.broadcast(positions.map(\.type))
    self.sizes = sizes
    self.positions = positions
    self.extents = extents
    let layout = IndexPlan.layout(slots, sizes, shape)
    axes.window = layout.window
    axes.vector = shape.rank
    self.axes = axes
    gathered = layout.gathered
    result = layout.result
  }

  private static func positions(
    _ slice: Slice, _ axis: Int, of x: TensorType, in call: OperationCall
  ) throws(JAXError) -> Tensor {
    let extent = x.shape[axis]
    if case .tensor(let indices) = slice.kind { return try call.positions(indices, extent: extent) }
    let position = try call.position(slice, axis: axis, of: x)
    let dtype: DType = position > Int(Int32.max) ? .int64 : .int32
    return try .make(Literal(splat: .init(dtype, integer: position), shape: .scalar), at: call.location)
  }

  /// Where the axes of the windows are in what is gathered, and its shape, without and with the new axes.
  private static func layout(
    _ slots: [Slot], _ sizes: [Int], _ shape: Shape
  ) -> (window: [Int], gathered: [Int], result: [Int]) {
    let indexed = slots.indices.filter { if case .indexed = slots[$0] { true } else { false } }
    let isTogether = indexed.last! - indexed[0] == indexed.count - 1
    var window: [Int] = []
    var gathered: [Int] = []
    var result: [Int] = []
    func addIndexed() {
      gathered += shape.extents
      result += shape.extents
    }
    if !isTogether { addIndexed() }
    for (position, slot) in slots.enumerated() {
      switch slot {
      case .indexed: if isTogether, position == indexed[0] { addIndexed() }
      case .new: result.append(1)
      case .window(let axis):
        window.append(gathered.count)
        gathered.append(sizes[axis])
        result.append(sizes[axis])
      }
    }
    return (window, gathered, result)
  }

  /// The index vectors, `[shape…, parts]`, of positions that are clipped if `clips`.
  func indices(clips: Bool, in call: OperationCall) throws(JAXError) -> Tensor {
    let isWide = positions.contains { $0.dtype.bitWidth == 64 }
    let dtype: DType = isWide ? .int64 : .int32
    var columns: [Tensor] = []
    for (position, extent) in zip(positions, extents) {
      var column = position
      if clips, let extent { column = try call.clipped(column, extent: extent) }
      if column.dtype == .uint64 { column = try call(Minimum(), column, Tensor(weak: Int.max)) }
      column = try column.convert(to: .init(dtype), at: call.location).broadcast(to: shape, at: call.location)
      columns.append(try call.reshape(column, to: shape.extents + [1]))
    }
    return columns.count == 1
      ? columns[0] : try .make(Concatenate(axis: shape.rank), columns, at: call.location)
  }

  /// Whether all positions of a vector are inside the tensor.
  func isInside(in call: OperationCall) throws(JAXError) -> Tensor {
    var all: Tensor?
    for (position, extent) in zip(positions, extents) {
      guard let extent else { continue }
      let own = try call.isInside(position, extent: extent)
      all = if let all { try call(And(), all, own) } else { own }
    }
    return try all!.broadcast(to: shape, at: call.location)
  }
}
