package import JAXIR

extension Scalar {
  /// The arc tangent.
  package func atan() -> Scalar { atan2(constant(1)) }

  /// The angle of the point (x, y), from −π to π, by the signs of both: `y.atan2(x)` has the special cases of C's
  /// `atan2(y, x)`.
  package func atan2(_ x: Scalar) -> Scalar {
    precondition(x.dtype == dtype, "atan2 of \(dtype) and \(x.dtype)")
    let angle = dtype == .float32 ? singleAngle(x) : doubleAngle(x)
    return angle.copySign(of: self)
  }

  /// |atan2(y, x)|, in float64 and rounded once.
  private func singleAngle(_ x: Scalar) -> Scalar {
    let (width, height) = (x.convert(to: .float64).abs, convert(to: .float64).abs)
    let steep = height.compare(.greater, width)
    // A number instead of infinity makes ∞/∞ 1, and finite/∞ as good as 0.
    let numerator = steep.select(width, height).atMost(0x1p600)
    let divisor = steep.select(height, width).atMost(0x1p600)
    // Makes 0/0 0, and is nothing beside any other float32.
    let q = numerator / (divisor + 0x1p-600)
    let square = q * q
    let acute = q * square.fma(square.polynomial(Self.atanSingle), square.constant(1))
    let right = steep.select(Double.pi / 2 - acute, acute)
    return x.signBit.select(Double.pi - right, right).convert(to: .float32)
  }

  /// |atan2(y, x)|. Above tan(π/8), atan(a/b) = π/4 + atan((a − b) / (a + b)); the quotient q, its error and what
  /// follows in the series are added to a multiple of π/4 in order of size.
  private func doubleAngle(_ x: Scalar) -> Scalar {
    let steep = abs.compare(.greater, x.abs)
    let (a, b) = Self.scaled(steep.select(x.abs, abs), steep.select(abs, x.abs))
    let wide = a.compare(.greater, b * 0x1.a827999fcef32p-2)
    let difference = Pair.sum(-b, a)
    let sum = Pair.sum(b, a)
    let (numerator, divisor) = (wide.select(difference.high, a), wide.select(sum.high, b))
    let reciprocal = 1 / divisor
    let q = numerator * reciprocal
    let low = wide.select((-q).fma(sum.low, difference.low), 0)
    let error = ((-q).fma(divisor, numerator) + low) * reciprocal
    let square = q * q
    let tail = (q * square).fma(square.polynomial(Self.atanDouble), error)
    // π/2 − a where steep; then π − a where x is negative: both turn the sign.
    let back = x.signBit
    let turned = (steep ^ back).select(constant(-1), 1)
    let right = steep.select(2, back.select(constant(4), 0))
    let quarters = wide.select(right + turned, right)
    // So few bits that the product is exact.
    let angle = Pair.sum(quarters * 0x1.921fb54442dp-1, q * turned)
    return angle.high + tail.fma(turned, quarters.fma(0x1.8469898cc5170p-49, angle.low))
  }

  /// Two numbers of the same quotient, not above 1, as that of `numerator` and `divisor`, such that neither they
  /// nor the reciprocal of the second overflow or lose bits; 0/0 becomes 0, ∞/∞ becomes 1.
  private static func scaled(_ numerator: Scalar, _ divisor: Scalar) -> (numerator: Scalar, divisor: Scalar) {
    let one = divisor.constant(1)
    let infinite = divisor.compare(.equal, .infinity)
    let beside = numerator.compare(.equal, .infinity).select(one, numerator * 0)
    let finite = infinite.select(beside, numerator)
    let large = divisor.compare(.greater, 0x1p900).select(one.constant(0x1p-600), 1)
    let factor = divisor.compare(.less, 0x1p-450).select(0x1p600, large)
    let scaled = infinite.select(one, divisor) * factor
    return (finite * factor, scaled.compare(.equal, 0).select(one, scaled))
  }

  /// Whether the sign is minus, of zero too.
  var signBit: Scalar { bits.compare(.less, bits.constant(integer: 0)) }

  /// (atan(q) − q) / q³ in q², 0 ≤ q ≤ 1.
  private static let atanSingle = [
    -0x1.555554875ab51p-2, 0x1.999937f6753b4p-3, -0x1.248a2cc409732p-3, 0x1.c66e4c4c20609p-4,
    -0x1.700b1c7c3776cp-4, 0x1.29588a14e97e2p-4, -0x1.be976e66dcd60p-5, 0x1.1a6c050721b90p-5,
    -0x1.0b0b0544a1584p-6, 0x1.42d747912ce8bp-8, -0x1.6de942cd92a41p-11,
  ]
  /// The same, |q| ≤ tan(π/8).
  private static let atanDouble = [
    -0x1.555555555553bp-2, 0x1.999999999540cp-3, -0x1.2492492292456p-3, 0x1.c71c70db877dfp-4,
    -0x1.745cf7adc305fp-4, 0x1.3b110409f9cd2p-4, -0x1.10eac7ee31b91p-4, 0x1.df019268fdb11p-5,
    -0x1.9c949b6f52b3p-5, 0x1.3736f66b5ad35p-5, -0x1.240ceca77c69dp-6,
  ]
}
