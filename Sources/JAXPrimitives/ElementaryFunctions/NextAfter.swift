package import JAXIR

extension Scalar {
  /// The neighbour of `self` among the floats of its dtype in the direction of `target`; `target` where they are
  /// equal, NaN where one is.
  package func nextAfter(_ target: Scalar) -> Scalar {
    let integer = dtype.signedOfSameWidth
    let bits = bitcast(to: integer)
    let (one, zero) = (bits.constant(integer: 1), bits.constant(integer: 0))
    // Bits of one sign are in order of magnitude.
    let outward = compare(.less, target) ^ bits.compare(.less, zero)
    let moved = (bits + outward.select(one, bits.constant(integer: -1))).bitcast(to: dtype)
    let least = one.bitcast(to: dtype).copySign(of: target)
    let next = compare(.equal, 0).select(least, moved)
    let isOrdered = compare(.equal, self) & target.compare(.equal, target)
    return isOrdered.select(compare(.equal, target).select(target, next), self + target)
  }
}
