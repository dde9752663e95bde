import JAXIR
import JAXPrimitives

extension RewriteSite {
  /// - `transpose(x, identity) ⇒ x`
  /// - `transpose(transpose(x, p), q) ⇒ transpose(x, p ∘ q)`
  func simplifiedTranspose(_ transpose: Transpose) throws(JAXError) -> Graph.Value? {
    if transpose.permutation.isIdentity { return operands[0] }
    guard let inner = match(operands[0], Transpose.self) else { return nil }
    let composed = transpose.permutation.map { inner.primitive.permutation[$0] }
    return composed.isIdentity
      ? inner.operands[0] : try apply(Transpose(permutation: composed), inner.operands[0])
  }

  /// - `reshape(x, shape of x) ⇒ x`
  /// - `reshape(reshape(x, s), t) ⇒ reshape(x, t)`
  func simplifiedReshape(_ reshape: Reshape) throws(JAXError) -> Graph.Value? {
    if tensorType(0)?.shape.extents == reshape.shape { return operands[0] }
    guard let inner = match(operands[0], Reshape.self) else { return nil }
    let x = inner.operands[0]
    return type(of: x).tensor?.shape.extents == reshape.shape ? x : try apply(reshape, x)
  }

  /// - `broadcast(x, shape of x) ⇒ x` when the axes stay where they are
  /// - `broadcast(broadcast(x, p), q) ⇒ broadcast(x, q ∘ p)`
  func simplifiedBroadcast(_ broadcast: BroadcastInDim) throws(JAXError) -> Graph.Value? {
    if tensorType(0)?.shape.extents == broadcast.shape, broadcast.axes.isIdentity { return operands[0] }
    guard let inner = match(operands[0], BroadcastInDim.self) else { return nil }
    let axes = inner.primitive.axes.map { broadcast.axes[$0] }
    return try apply(BroadcastInDim(shape: broadcast.shape, axes: axes), inner.operands[0])
  }
}

extension [Int] {
  /// `[0, 1, 2, …]`
  fileprivate var isIdentity: Bool { elementsEqual(indices) }
}
