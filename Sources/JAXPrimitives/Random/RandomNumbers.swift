package import JAXIR

extension Tracer {
  /// Numbers drawn evenly from `low` up to, not including, `high`, both scalars of the dtype of `type`: floats in steps
  /// of 2⁻²³ (`float64`: 2⁻⁵²) of the range, integers and `bool` by the remainder of 64 random bits. `self` is the
  /// threefry state that they are drawn from.
  package func uniform(from low: Tracer, to high: Tracer, _ type: TensorType) throws(JAXError) -> Tracer {
    let (lows, highs) = (low.broadcast(along: [], to: type.shape), high.broadcast(along: [], to: type.shape))
    guard type.dtype.isFloat else {
      let (first, last) = (lows.convert(to: .uint64), highs.convert(to: .uint64))
      let bits = try randomBits(.threefry, type.with(dtype: .uint64)).bits
      return (first + .apply(Remainder(), bits, last - first)).convert(to: type.dtype)
    }
    let wide: DType = type.dtype == .float64 ? .float64 : .float32
    let (a, b) = (lows.convert(to: wide), highs.convert(to: wide))
    let numbers = (a + (b - a) * (try unitInterval(type.with(dtype: wide)))).convert(to: type.dtype)
    // Rounding may lead to the end.
    return .apply(Maximum(), lows, .apply(Minimum(), numbers, highs.nextAfter(lows)))
  }

  /// Numbers of the normal distribution, by the inverse of its distribution function. `self` is the threefry state that
  /// they are drawn from; the scalars are of the dtype of `type`, a float.
  package func normal(mean: Tracer, deviation: Tracer, _ type: TensorType) throws(JAXError) -> Tracer {
    let wide: DType = type.dtype == .float64 ? .float64 : .float32
    // The middle of each step of −1…1: symmetric, and never an end.
    let half = wide == .float64 ? 0x1p-53 : 0x1p-24
    let number = (try unitInterval(type.with(dtype: wide)) + half) * 2 - 1
    let standard = number.erfInv() * 2.0.squareRoot()
    let (m, s) = (mean.convert(to: wide), deviation.convert(to: wide))
    return (m.broadcast(along: [], to: type.shape) + standard * s.broadcast(along: [], to: type.shape))
      .convert(to: type.dtype)
  }

  /// Floats from 0 up to 1: random bits are the significand of a number from 1 to 2.
  private func unitInterval(_ type: TensorType) throws(JAXError) -> Tracer {
    let isDouble = type.dtype == .float64
    let bits = try randomBits(.threefry, type.with(dtype: isDouble ? .uint64 : .uint32)).bits
    let significand = Tracer.apply(ShiftRightLogical(), bits, bits.filled(isDouble ? 12 : 9))
    let one = bits.filled(isDouble ? Double(0x3FF0_0000_0000_0000) : Double(0x3F80_0000))
    return Tracer.apply(BitcastConvert(type.dtype), .apply(Or(), significand, one)) - 1
  }
}
