package import JAXIR

extension Tracer {
  /// The sum over `axes`, which are gone from the result.
  package func sum(over axes: [Int]) -> Tracer {
    axes.isEmpty ? self : .apply(ReduceSum(axes: axes, of: type), self)
  }
}
