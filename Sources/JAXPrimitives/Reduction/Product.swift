package import JAXIR

/// The product over axes; 1 where there is nothing to multiply. Of `bool`s, whether all are true.
///
/// Half precision is accumulated in f32 and rounded once.
package struct ReduceProduct: MonoidReduction {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "a product" }
  package static func accepts(_ dtype: DType) -> Bool { true }
  package static func accumulator(for dtype: DType) -> DType { dtype.accumulator }

  package static func identity(_ dtype: DType) -> [Kernel.Constant] {
    let one = Kernel.Constant(dtype.component, 1)
    return dtype.isComplex ? [one, Kernel.Constant(dtype.component, 0)] : [one]
  }

  package static func combine(_ a: Element, _ b: Element) -> Element {
    guard a.parts.count == 2 else {
      return Element(a.scalar.dtype == .bool ? a.scalar & b.scalar : a.scalar * b.scalar)
    }
    let (x, y) = (a.parts, b.parts)
    return Element(real: x[0] * y[0] - x[1] * y[1], imaginary: x[0] * y[1] + x[1] * y[0])
  }

  /// The tangent follows a tree of products of two, which is right where elements are 0 and whose steps are all
  /// linear in the tangents.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let result = Tracer.apply(self, rule.primals[0])
    // The product of nothing is 1, whatever the tangents.
    guard let tangent = rule.tangents[0], !tangent.dtype.isInteger, tangent.dtype != .bool,
      tangent.shape.count > 0
    else {
      return ([result], [nil])
    }
    var dual = DualNumber(value: rule.primals[0], tangent: tangent)
    for axis in axes { dual = dual.product(along: axis) }
    return ([result], [dual.tangent.reshape(to: result.shape)])
  }
}

/// A value and its tangent.
private struct DualNumber {
  var value: Tracer
  var tangent: Tracer

  static func * (a: DualNumber, b: DualNumber) -> DualNumber {
    DualNumber(value: a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }

  /// The product along an axis of at least one element, which stays with extent 1.
  func product(along axis: Int) -> DualNumber {
    var dual = self
    while dual.value.shape[axis] > 1 {
      let extent = dual.value.shape[axis]
      let half = extent / 2
      let pairs = dual.slice(0..<half, along: axis) * dual.slice(half..<2 * half, along: axis)
      dual =
        extent % 2 == 0
        ? pairs : pairs.concatenated(with: dual.slice(2 * half..<extent, along: axis), along: axis)
    }
    return dual
  }

  private func slice(_ range: Range<Int>, along axis: Int) -> DualNumber {
    DualNumber(value: value.slice(range, along: axis), tangent: tangent.slice(range, along: axis))
  }

  private func concatenated(with other: DualNumber, along axis: Int) -> DualNumber {
    DualNumber(
      value: value.concatenated(with: other.value, along: axis),
      tangent: tangent.concatenated(with: other.tangent, along: axis))
  }
}
