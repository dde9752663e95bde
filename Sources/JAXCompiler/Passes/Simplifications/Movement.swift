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

extension RewriteSite {
  /// - `slice(x, everything) ⇒ x`
  /// - `slice(slice(x, s₁ step k₁), s₂ step k₂) ⇒ slice(x, s₁ + s₂·k₁ step k₁·k₂)`
  func simplifiedSlice(_ slice: Slice) throws(JAXError) -> Graph.Value? {
    guard let operand = tensorType(0) else { return nil }
    let extents = try slice.resultType(of: [operand]).shape.extents
    if extents == operand.shape.extents { return operands[0] }
    guard let inner = match(operands[0], Slice.self) else { return nil }
    var composed = Slice(starts: [], limits: [], strides: [])
    for (axis, extent) in extents.enumerated() {
      // Starts and strides of what does not exist may be huge: only places of elements are computed.
      let start =
        extent > 0 ? inner.primitive.starts[axis] + slice.starts[axis] * inner.primitive.strides[axis] : 0
      let stride = extent > 1 ? inner.primitive.strides[axis] * slice.strides[axis] : 1
      composed.starts.append(start)
      composed.limits.append(extent > 0 ? start + (extent - 1) * stride + 1 : 0)
      composed.strides.append(stride)
    }
    return try apply(composed, inner.operands[0])
  }

  /// - `reverse(x, axes) ⇒ x` when every axis has at most one element
  /// - `reverse(reverse(x, p), q) ⇒ reverse(x, p △ q)`
  func simplifiedReverse(_ reverse: Reverse) throws(JAXError) -> Graph.Value? {
    guard let shape = tensorType(0)?.shape else { return nil }
    if reverse.axes.allSatisfy({ shape[$0] <= 1 }) { return operands[0] }
    guard let inner = match(operands[0], Reverse.self) else { return nil }
    let axes = Set(reverse.axes).symmetricDifference(inner.primitive.axes)
    return axes.isEmpty ? inner.operands[0] : try apply(Reverse(axes: axes.sorted()), inner.operands[0])
  }

  /// `pad(x, nothing) ⇒ x`
  func simplifiedPad(_ pad: Pad) -> Graph.Value? {
    guard let shape = tensorType(0)?.shape else { return nil }
    let isNothing = shape.extents.indices.allSatisfy {
      pad.low[$0] == 0 && pad.high[$0] == 0 && (pad.interior[$0] == 0 || shape[$0] <= 1)
    }
    return isNothing ? operands[0] : nil
  }

  /// - `concatenate(x) ⇒ x`
  /// - `concatenate(…, empty, …) ⇒ concatenate(…, …)`
  func simplifiedConcatenation(_ concatenate: Concatenate) throws(JAXError) -> Graph.Value? {
    if operands.count == 1 { return operands[0] }
    let filled = operands.filter { type(of: $0).tensor?.shape[concatenate.axis] != 0 }
    if filled.count == operands.count || filled.isEmpty { return nil }
    return filled.count == 1 ? filled[0] : try append(concatenate, filled)[0]
  }
}

extension [Int] {
  /// `[0, 1, 2, …]`
  fileprivate var isIdentity: Bool { elementsEqual(indices) }
}
