import JAXIR

/// One operand of a product: a matrix of free by contracting elements for each index of the batch axes.
struct DotSide {
  let operand: Int
  let type: TensorType
  let batch: [Int]
  let contracting: [Int]
  /// How far neighbours along each axis are from each other in memory, in elements; nil when elements are computed.
  let strides: [Int]?
  /// The other axes; neighbours that memory can be walked along as one make one group.
  let free: AxisGroups

  init(operand: Int, type: TensorType, batch: [Int], contracting: [Int], strides: [Int]?) {
    self.operand = operand
    self.type = type
    self.batch = batch
    self.contracting = contracting
    self.strides = strides
    let axes = (0..<type.rank).filter { !(batch + contracting).contains($0) }
    free = AxisGroups(axes, of: type.shape) { DotSide.areOne($0, $1, type.shape, strides) }
  }

  /// Whether axis `second` follows `first` in the shape and both are walked in memory by one stride.
  static func areOne(_ first: Int, _ second: Int, _ shape: Shape, _ strides: [Int]?) -> Bool {
    guard second == first + 1 else { return false }
    guard let strides, shape[first] > 1, shape[second] > 1 else { return true }
    return strides[first] == strides[second] * shape[second]
  }

  /// The elements along the last group of free axes, which tiles are cut from.
  var extent: Int { free.extents.last ?? 1 }
  /// The elements along each group of free axes but the last.
  var outerExtents: [Int] { Array(free.extents.dropLast()) }
  /// The elements along all free axes.
  var freeCount: Int { free.extents.reduce(1, *) }

  /// The stride along the last group of free axes.
  var freeStride: Int? { strides.map { strides in free.groups.last.map { strides[$0.last!] } ?? 1 } }
  /// The stride along the last contracting axis.
  var depthStride: Int? { strides.map { strides in contracting.last.map { strides[$0] } ?? 1 } }

  /// The index of an element from one index per batch axis, per group of free axes and per contracting axis.
  func index(
    batch: [AffineIndex], free: [AffineIndex], contracting: [AffineIndex], in builder: KernelBuilder
  ) -> [AffineIndex] {
    var index = [AffineIndex](repeating: AffineIndex(), count: type.rank)
    for (axis, position) in zip(self.batch, batch) { index[axis] = position }
    for (axis, position) in zip(self.contracting, contracting) { index[axis] = position }
    self.free.scatter(free, into: &index, in: builder)
    return index
  }

  /// The index along each free axis.
  func freeIndices(_ free: [AffineIndex], in builder: KernelBuilder) -> [AffineIndex] {
    let all = index(batch: [], free: free, contracting: [], in: builder)
    return self.free.groups.flatMap { $0.map { all[$0] } }
  }
}
