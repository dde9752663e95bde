package import JAXIR

/// How index vectors choose windows of a tensor, and where the windows lie in the tensor that holds them all: what a
/// gather reads and a scatter writes.
///
/// The axes of a tensor are either walked by a window, collapsed (a window has one element along them, and no axis),
/// or batch axes, along which the window of an index vector lies where the vector itself does. The axes of the tensor
/// of windows are those of the windows, and between them, in order, those of the indices without the vectors' axis.
package struct IndexedAxes: Hashable, Sendable {
  /// Axes of the tensor of windows, ascending: what the standard calls `offset_dims` and `update_window_dims`.
  package var window: [Int] = []
  /// Axes of the tensor, ascending: `collapsed_slice_dims` and `inserted_window_dims`.
  package var collapsed: [Int] = []
  /// Axes of the tensor, ascending: `operand_batching_dims` and `input_batching_dims`.
  package var operandBatch: [Int] = []
  /// Axes of the indices, one for each batch axis: `start_indices_batching_dims` and `scatter_indices_batching_dims`.
  package var indexBatch: [Int] = []
  /// Axes of the tensor along which the parts of an index vector place the window, which is at 0 along the others:
  /// `start_index_map` and `scatter_dims_to_operand_dims`.
  package var indexed: [Int] = []
  /// The axis of the indices that holds a vector, or their rank where each index is a vector of one:
  /// `index_vector_dim`.
  package var vector = 0

  package init(
    window: [Int] = [], collapsed: [Int] = [], operandBatch: [Int] = [], indexBatch: [Int] = [],
    indexed: [Int] = [], vector: Int = 0
  ) {
    self.window = window
    self.collapsed = collapsed
    self.operandBatch = operandBatch
    self.indexBatch = indexBatch
    self.indexed = indexed
    self.vector = vector
  }

  /// The axes of a tensor of `rank` that windows walk.
  func walked(rank: Int) -> [Int] {
    (0..<rank).filter { !collapsed.contains($0) && !operandBatch.contains($0) }
  }

  /// The axes of a tensor of windows, of `rank`, that are not theirs.
  func outer(rank: Int) -> [Int] { (0..<rank).filter { !window.contains($0) } }

  /// The shape of the indices without the axis of the vectors.
  func indexShape(_ indices: Shape) -> [Int] {
    indices.extents.indices.filter { $0 != vector }.map { indices[$0] }
  }

  /// By axis of the tensor: the part of an index vector that places windows along it.
  func part(ofAxis axis: Int) -> Int? { indexed.firstIndex(of: axis) }

  /// The place among the axes of `indexShape` of the axis of the indices that goes with a batch axis.
  func indexAxis(ofBatch number: Int) -> Int {
    indexBatch[number] < vector ? indexBatch[number] : indexBatch[number] - 1
  }
}

/// A primitive that finds windows of a tensor by index vectors.
package protocol IndexingPrimitive: Primitive {
  var axes: IndexedAxes { get set }
}

extension IndexingPrimitive {
  static var axesAttributes: [Attribute<Self>] {
    [
      Attribute("window_axes", \Self.axes.window), Attribute("collapsed_axes", \Self.axes.collapsed),
      Attribute("operand_batch_axes", \Self.axes.operandBatch),
      Attribute("index_batch_axes", \Self.axes.indexBatch), Attribute("indexed_axes", \Self.axes.indexed),
      Attribute("index_vector_axis", \Self.axes.vector),
    ]
  }
}

// MARK: - Elements

extension IndexedAxes {
  /// Part `part` of the index vector at `place`, one index for each axis of `indexShape`.
  func index(_ part: Int, at place: [AffineIndex], of indices: ElementSource) -> Scalar {
    var place = place
    if vector < indices.type.rank { place.insert(AffineIndex(offset: part), at: vector) }
    return indices.element(at: place).scalar
  }

  /// By axis of a tensor of `rank`: the place of an element of the window at `outer` of which `starts` says, by axis,
  /// where it is, and `inner` where in it the element is.
  func place(
    rank: Int, outer: [AffineIndex], inner: [AffineIndex], start: (_ axis: Int) -> AffineIndex?
  ) -> [AffineIndex] {
    var place = (0..<rank).map { start($0) ?? AffineIndex() }
    for (axis, index) in zip(walked(rank: rank), inner) { place[axis] = place[axis] + index }
    for (number, axis) in operandBatch.enumerated() { place[axis] = outer[indexAxis(ofBatch: number)] }
    return place
  }
}

// MARK: - Batches

extension IndexedAxes {
  /// The axes when everything has a new leading axis of the batch, which the windows walk whole: the indices are
  /// shared.
  var sharingIndices: IndexedAxes {
    IndexedAxes(
      window: [0] + window.pastLeadingAxis, collapsed: collapsed.pastLeadingAxis,
      operandBatch: operandBatch.pastLeadingAxis, indexBatch: indexBatch,
      indexed: indexed.pastLeadingAxis, vector: vector)
  }

  /// The axes when the indices and the windows have a new leading axis, and the tensor is shared.
  var sharingOperand: IndexedAxes {
    IndexedAxes(
      window: window.pastLeadingAxis, collapsed: collapsed, operandBatch: operandBatch,
      indexBatch: indexBatch.pastLeadingAxis, indexed: indexed, vector: vector + 1)
  }

  /// The axes when everything has a new leading axis.
  var withLeadingBatch: IndexedAxes {
    IndexedAxes(
      window: window.pastLeadingAxis, collapsed: collapsed.pastLeadingAxis,
      operandBatch: [0] + operandBatch.pastLeadingAxis, indexBatch: [0] + indexBatch.pastLeadingAxis,
      indexed: indexed.pastLeadingAxis, vector: vector + 1)
  }
}

// MARK: - Types

extension IndexedAxes {
  /// The constraints, by number:
  ///
  /// - (I1) The indices are integers, and their vectors lie along one of their axes or are of one index each.
  /// - (I2) Collapsed and batch axes of the tensor are different axes of it, each list ascending.
  /// - (I3) Each batch axis goes with an axis of the indices of the same extent, which is not that of the vectors.
  /// - (I4) An index vector has a part for each axis in `indexed`; these are different ones and no batch axes.
  /// - (I5) The window's axes in the tensor of windows are different, ascending, and as many as windows walk.
  func check(operand: TensorType, indices: TensorType) throws(JAXError) {
    guard indices.dtype.isInteger else {
      throw JAXError(.dtypeMismatch, "the indices are integers, not \(indices.dtype)")
    }
    guard (0...indices.rank).contains(vector) else {
      throw JAXError(.invalidArgument, "axis \(vector) of the index vectors is not one of \(indices)")
    }
    try (collapsed + operandBatch).checkAxes(rank: operand.rank)
    try indexed.checkAxes(rank: operand.rank)
    try indexBatch.checkAxes(rank: indices.rank)
    for axes in [window, collapsed, operandBatch] where axes != axes.sorted() {
      throw JAXError(.invalidArgument, "axes \(axes) are not in ascending order")
    }
    guard operandBatch.count == indexBatch.count, !indexBatch.contains(vector) else {
      throw JAXError(
        .invalidArgument,
        "batch axes \(operandBatch) of the tensor do not go with \(indexBatch) of the indices")
    }
    for (own, other) in zip(operandBatch, indexBatch) where operand.shape[own] != indices.shape[other] {
      throw JAXError(
        .shapeMismatch, "batch axis \(own) of \(operand) and batch axis \(other) of \(indices) differ")
    }
    let count = vector < indices.rank ? indices.shape[vector] : 1
    guard indexed.count == count else {
      throw JAXError(.invalidArgument, "index vectors of \(count) do not index the axes \(indexed)")
    }
    if let axis = indexed.first(where: operandBatch.contains) {
      throw JAXError(.invalidArgument, "axis \(axis) is indexed and a batch axis at once")
    }
    let walked = walked(rank: operand.rank).count
    guard window.count == walked else {
      throw JAXError(.invalidArgument, "\(walked) axes of \(operand) are walked by windows of axes \(window)")
    }
    try window.checkAxes(rank: walked + indexShape(indices.shape).count)
  }
}
