package import JAXIR

/// A tensor of `shape` whose elements are their index along `axis`, as numbers of `dtype`.
///
/// - (C1) `dtype` is a number.
/// - (C2) `axis` is an axis of the shape.
package struct Iota: NullaryPrimitive {
  package var dtype = DType.int32
  package var shape: [Int] = [0]
  package var axis = 0

  package init() {}
  package init(_ dtype: DType, shape: [Int], axis: Int) {
    self.dtype = dtype
    self.shape = shape
    self.axis = axis
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("dtype", \.dtype), Attribute("shape", \.shape), Attribute("axis", \.axis)]
  }

  package func resultType() throws(JAXError) -> TensorType {
    try DTypeDomain.numbers.check(dtype)
    try [axis].checkAxes(rank: shape.count)
    return TensorType(dtype, try Shape(shape))
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    Convert(dtype).element([Element(builder.value(of: index[axis]))], type: dtype)
  }
}
