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

  /// The elements in `range` along an axis.
  package func slice(_ range: Range<Int>, along axis: Int) -> Tracer {
    var starts = [Int](repeating: 0, count: shape.rank)
    var limits = shape.extents
    starts[axis] = range.lowerBound
    limits[axis] = range.upperBound
    return .apply(Slice(starts: starts, limits: limits, strides: limits.map { _ in 1 }), self)
  }

  /// The tensor, then `other`, along an axis.
  package func concatenated(with other: Tracer, along axis: Int) -> Tracer {
    .apply(Concatenate(axis: axis), self, other)
  }
}
