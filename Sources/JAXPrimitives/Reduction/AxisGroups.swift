import JAXIR

/// Axes of a tensor, where neighbours are walked as one: each run of adjacent axes is one extent.
struct AxisGroups {
  /// The axes of each group, in order.
  let groups: [[Int]]
  private let shape: Shape

  /// - Parameter axes: axes of `shape`, each at most once; those that follow each other in the list and in the
  ///   shape make one group.
  init(_ axes: [Int], of shape: Shape) {
    self.init(axes, of: shape) { $1 == $0 + 1 }
  }

  /// - Parameter areAdjacent: whether an axis may be walked as one with the next of the list.
  init(_ axes: [Int], of shape: Shape, where areAdjacent: (Int, Int) -> Bool) {
    var groups: [[Int]] = []
    for axis in axes {
      if let last = groups.last?.last, areAdjacent(last, axis) {
        groups[groups.count - 1].append(axis)
      } else {
        groups.append([axis])
      }
    }
    self.groups = groups
    self.shape = shape
  }

  /// The elements along each group.
  var extents: [Int] { groups.map { $0.reduce(1) { $0 * shape[$1] } } }

  /// Sets the index along each axis from one index per group.
  func scatter(_ indices: [AffineIndex], into index: inout [AffineIndex], in builder: KernelBuilder) {
    for (group, position) in zip(groups, indices) {
      let parts = builder.unflatten(position, group.map { shape[$0] })
      for (axis, part) in zip(group, parts) { index[axis] = part }
    }
  }
}
