import JAXIR

/// How the products of a contraction are summed.
struct DotAccumulator {
  let dtype: DType

  /// For operands and a result of these dtypes: the widest of them where rounding is at stake, f32 at least.
  init(_ lhs: DType, _ rhs: DType, _ result: DType) {
    guard result.isFloat || result.isComplex else {
      // Integers wrap at the end as they would at each step.
      dtype = result
      return
    }
    let isDouble = [lhs, rhs, result].contains { $0.component == .float64 }
    dtype =
      switch (result.isComplex, isDouble) {
      case (true, true): .complex128
      case (true, false): .complex64
      case (false, true): .float64
      case (false, false): .float32
      }
  }

  /// One constant for each part of a sum.
  var zero: [Kernel.Constant] {
    Array(repeating: Kernel.Constant(dtype.component, 0), count: dtype.partCount)
  }

  /// An element of an operand in the dtype of the sums.
  func promoted(_ element: Element) -> Element {
    var parts = element.parts.map { $0.convert(to: dtype.component) }
    if parts.count < dtype.partCount { parts.append(parts[0].constant(0)) }
    return Element(parts: parts)
  }

  /// `sum + lhs * rhs`.
  func add(_ lhs: Element, _ rhs: Element, to sum: Element) -> Element {
    switch dtype.kind {
    case .bool: Element(sum.scalar | (lhs.scalar & rhs.scalar))
    case .signed, .unsigned: Element(sum.scalar + lhs.scalar * rhs.scalar)
    case .float: Element(lhs.scalar.fma(rhs.scalar, sum.scalar))
    // The product is rounded: results that cancel then agree with what others compute.
    case .complex: add(sum, multiply(lhs, rhs))
    }
  }

  /// `a + b`.
  func add(_ a: Element, _ b: Element) -> Element {
    Element(parts: zip(a.parts, b.parts).map { dtype == .bool ? $0 | $1 : $0 + $1 })
  }

  /// The rounded product.
  func multiply(_ a: Element, _ b: Element) -> Element {
    switch dtype.kind {
    case .bool: Element(a.scalar & b.scalar)
    case .signed, .unsigned, .float: Element(a.scalar * b.scalar)
    case .complex:
      Element(
        real: a.parts[0] * b.parts[0] - a.parts[1] * b.parts[1],
        imaginary: a.parts[0] * b.parts[1] + a.parts[1] * b.parts[0])
    }
  }
}
