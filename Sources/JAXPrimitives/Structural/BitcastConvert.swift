package import JAXIR

/// The bits of the operand read as `dtype`.
///
/// To a narrower dtype, a new last axis holds the parts of an element, the lowest bits first; to a wider one, the
/// last axis holds the parts and goes.
///
/// - (C1) `bool` is read as `bool` only, a complex dtype as a complex one.
/// - (C2) To a wider dtype, the last extent is the ratio of the widths.
package struct BitcastConvert: StructuralPrimitive, NondifferentiablePrimitive {
  package var dtype = DType.int32

  package init() {}
  package init(_ dtype: DType) { self.dtype = dtype }

  package static var attributes: [Attribute<Self>] { [Attribute("dtype", \.dtype)] }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let operand = operands[0]
    guard (operand.dtype == .bool) == (dtype == .bool), operand.dtype.isComplex == dtype.isComplex else {
      throw JAXError(.dtypeMismatch, "the bits of \(operand.dtype) are not those of \(dtype)")
    }
    var extents = operand.shape.extents
    if dtype.bitWidth < operand.dtype.bitWidth {
      extents.append(operand.dtype.bitWidth / dtype.bitWidth)
    } else if dtype.bitWidth > operand.dtype.bitWidth {
      let ratio = dtype.bitWidth / operand.dtype.bitWidth
      guard extents.popLast() == ratio else {
        throw JAXError(
          .shapeMismatch,
          "the last axis of \(operand) does not hold the \(ratio) parts of an element of \(dtype)")
      }
    }
    return TensorType(dtype, try Shape(extents))
  }

  package func withLeadingAxis(_ size: Int) -> Self { self }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let source = operands[0].type.dtype
    if dtype.isComplex { return complexElement(at: index, of: operands[0], builder) }
    if dtype.bitWidth < source.bitWidth {
      return Element(part(at: index.last!, of: operands[0].element(at: index.dropLast()).scalar))
    }
    if dtype.bitWidth > source.bitWidth {
      let parts = (0..<dtype.bitWidth / source.bitWidth).map {
        operands[0].element(at: index + [AffineIndex(offset: $0)]).scalar
      }
      return Element(joined(parts))
    }
    return Element(operands[0].element(at: index).scalar.bitcast(to: dtype))
  }

  /// The bits of each part of a `complex128` are those of the two parts of a `complex64`.
  private func complexElement(
    at index: [AffineIndex], of operand: ElementSource, _ builder: KernelBuilder
  ) -> Element {
    let part = dtype.component
    if dtype.bitWidth < operand.type.dtype.bitWidth {
      let parts = operand.element(at: index.dropLast()).parts
      let chosen = builder.value(of: index.last!).compare(.equal, 0).select(parts[0], parts[1])
      return Element(
        parts: (0..<2).map { Self(part).part(at: AffineIndex(offset: $0), of: chosen) })
    }
    if dtype.bitWidth > operand.type.dtype.bitWidth {
      return Element(
        parts: (0..<2).map {
          Self(part).joined(operand.element(at: index + [AffineIndex(offset: $0)]).parts)
        })
    }
    return operand.element(at: index)
  }

  private func part(at index: AffineIndex, of whole: Scalar) -> Scalar {
    let bits = whole.bitcast(to: whole.dtype.unsignedOfSameWidth)
    let distance = whole.builder.value(of: index * dtype.bitWidth).convert(to: bits.dtype)
    let shifted = whole.builder.apply(.shiftRightLogical, bits, distance)
    return shifted.convert(to: dtype.unsignedOfSameWidth).bitcast(to: dtype)
  }

  private func joined(_ parts: [Scalar]) -> Scalar {
    let wide = dtype.unsignedOfSameWidth
    var bits: Scalar?
    for (position, part) in parts.enumerated() {
      let narrow = part.bitcast(to: part.dtype.unsignedOfSameWidth).convert(to: wide)
      let placed = narrow.shiftLeft(position * part.dtype.bitWidth)
      bits = bits.map { $0 | placed } ?? placed
    }
    return bits!.bitcast(to: dtype)
  }
}

extension DType {
  /// The unsigned integers of this dtype's width.
  fileprivate var unsignedOfSameWidth: DType {
    switch bitWidth {
    case 1: .bool
    case 8: .uint8
    case 16: .uint16
    case 32: .uint32
    default: .uint64
    }
  }
}
