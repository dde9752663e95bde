/// A primitive whose result is computed element by element, each from elements of the operands at indices that
/// follow from the result's index: arithmetic, broadcasts, slices, transposes, …
///
/// Such a primitive can be computed inside the loop of whoever reads it: this is what fusion is made of.
package protocol PointwisePrimitive: Primitive {
  /// The element of the only result at `index`, one index per axis.
  func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element
}

/// A pointwise primitive whose operands and result have one shape and that reads each operand at the result's index.
package protocol ElementwisePrimitive: PointwisePrimitive {
  /// The dtype of the result.
  /// - Throws: when the operands' dtypes do not fit.
  func resultType(of operands: [DType]) throws(JAXError) -> DType

  /// The result for one element of each operand; `type` is the dtype of the result.
  func element(_ operands: [Element], type: DType) -> Element
}

extension ElementwisePrimitive {
  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    element(operands.map { $0.element(at: index) }, type: type.dtype)
  }
}

/// One element of a tensor inside a kernel: one scalar, or real and imaginary part.
package struct Element {
  package var parts: [Scalar]

  package init(_ scalar: Scalar) { parts = [scalar] }
  package init(real: Scalar, imaginary: Scalar) { parts = [real, imaginary] }
  package init(parts: [Scalar]) { self.parts = parts }

  /// The scalar of an element of a dtype that is not complex.
  package var scalar: Scalar {
    precondition(parts.count == 1, "a complex element is two scalars")
    return parts[0]
  }
}

extension Scalar {
  /// `self ? then : otherwise`, for a `bool` and elements of one dtype.
  package func select(_ then: Element, _ otherwise: Element) -> Element {
    Element(parts: zip(then.parts, otherwise.parts).map { select($0, $1) })
  }
}

/// A tensor inside a kernel: something that gives its element at an index, from memory or by computing it.
package struct ElementSource {
  package let type: TensorType
  private let read: ([AffineIndex]) -> Element

  package init(_ type: TensorType, _ read: @escaping ([AffineIndex]) -> Element) {
    self.type = type
    self.read = read
  }

  /// The element at `index`, one index per axis, each within its extent.
  package func element(at index: [AffineIndex]) -> Element { read(index) }
}

/// A pointwise primitive that computes nothing: each element of the result is an element of an operand.
///
/// It is never worth memory of its own: fusion gives it to every reader as a change of index.
package protocol MovementPrimitive: PointwisePrimitive {}

/// A pointwise primitive whose own kernel writes the result piece by piece and so chooses nothing per element.
///
/// Fusion lets it keep that kernel, with what makes its operands and what reads its result in it.
package protocol PiecewisePrimitive: PointwisePrimitive {}

/// A primitive whose result `i` is operand `i` with some elements changed.
///
/// It starts with copies of those operands (`LoweringSite.copy`) and changes them in place. Fusion puts what makes the
/// other operands into its kernels, unless that reads what is changed, and nothing that reads the results.
package protocol UpdatePrimitive: AccumulatingPrimitive {}

/// A primitive that reads and changes what it has written to its results: fusion puts nothing that reads these into its
/// kernels.
package protocol AccumulatingPrimitive: Primitive {}
