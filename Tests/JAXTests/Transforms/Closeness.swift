import JAX
import Testing

/// Expects equal types, and elements that differ by at most `tolerance` of the larger, or of 1.
func expectClose(
  _ a: Tensor, _ b: Tensor, _ tolerance: Float, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(a.type == b.type, sourceLocation: sourceLocation)
  for (x, y) in zip(try floats(a), try floats(b)) {
    #expect(
      abs(x - y) <= tolerance * max(1, abs(x), abs(y)), "\(x) and \(y)", sourceLocation: sourceLocation)
  }
}
