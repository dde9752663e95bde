package import JAXIR

extension Tracer {
  /// The tensor as part of one of `shape`: its axis `i` is axis `axes[i]` there, and it is repeated along the
  /// others.
  package func broadcast(along axes: [Int], to shape: Shape) -> Tracer {
    if shape == self.shape, axes == Array(0..<shape.rank) { return self }
    return .apply(BroadcastInDim(shape: shape.extents, axes: axes), self)
  }

  /// The tensor repeated along the axes `axes` of `shape`, which it lacks: what undoes the shape of a reduction.
  package func broadcast(over axes: [Int], to shape: Shape) -> Tracer {
    broadcast(along: (0..<shape.rank).filter { !axes.contains($0) }, to: shape)
  }

  /// The tensor `count` times, along a new axis at `axis`.
  package func repeated(_ count: Int, alongNewAxis axis: Int) -> Tracer {
    var extents = shape.extents
    extents.insert(count, at: axis)
    return .apply(BroadcastInDim(shape: extents, axes: extents.indices.filter { $0 != axis }), self)
  }

  /// Axis `i` of the result is axis `permutation[i]` of the tensor.
  package func transpose(_ permutation: [Int]) -> Tracer {
    permutation == Array(permutation.indices) ? self : .apply(Transpose(permutation: permutation), self)
  }

  /// The tensor with its axis `source` at place `destination`, the others in order.
  package func movingAxis(_ source: Int, to destination: Int) -> Tracer {
    var permutation = Array(0..<shape.rank)
    permutation.remove(at: source)
    permutation.insert(source, at: destination)
    return transpose(permutation)
  }

  package func movingAxisToFront(_ axis: Int) -> Tracer { movingAxis(axis, to: 0) }

  /// The same elements in row-major order in another shape of as many.
  package func reshape(to shape: Shape) -> Tracer {
    shape == self.shape ? self : .apply(Reshape(shape: shape.extents), self)
  }
}
