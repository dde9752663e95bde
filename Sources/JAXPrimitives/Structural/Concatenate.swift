package import JAXIR

/// The operands one after the other along `axis`.
///
/// - (C1) There is at least one operand; all have one dtype.
/// - (C2) All have one shape but for `axis`, which is an axis of each.
package struct Concatenate: StructuralPrimitive, PiecewisePrimitive, JointlyLinearPrimitive {
  package var axis = 0

  package init() {}
  package init(axis: Int) { self.axis = axis }

  package static var attributes: [Attribute<Self>] { [Attribute("axis", \.axis)] }
  package static var operandCount: Int? { nil }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    guard let first = operands.first else { throw JAXError(.invalidArgument, "takes at least one operand") }
    try [axis].checkAxes(rank: first.rank)
    var extents = first.shape.extents
    for operand in operands.dropFirst() {
      guard operand.dtype == first.dtype else {
        throw JAXError(.dtypeMismatch, "operands of \(first.dtype) and \(operand.dtype) do not mix")
      }
      guard operand.rank == first.rank, operand.shape.removing([axis]) == first.shape.removing([axis]) else {
        throw JAXError(
          .shapeMismatch, "\(first) and \(operand) differ in more than axis \(axis)")
      }
      let (sum, overflow) = extents[axis].addingReportingOverflow(operand.shape[axis])
      guard !overflow else { throw JAXError(.shapeOverflow, "the extents along axis \(axis) do not add up") }
      extents[axis] = sum
    }
    return first.with(shape: try Shape(extents))
  }

  /// Each operand's part of the cotangent.
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0] else { return rule.operands.map { _ in nil } }
    var start = 0
    return rule.operands.map { operand in
      var limits = cotangent.shape.extents
      var starts = limits.map { _ in 0 }
      starts[axis] = start
      switch operand {
      case .residual(let known):
        start += known.shape[axis]
        return nil
      case .linear(let type):
        start += type.shape[axis]
        limits[axis] = start
        return cotangent.slice(starts, limits)
      }
    }
  }

  package func withLeadingAxis(_ size: Int) -> Self { Self(axis: axis + 1) }

  /// A kernel of its own copies the operands one after the other.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let count = site.operandTypes.count
    try site.kernel(Self.name) { kernel in
      let operands = (0..<count).map(kernel.operand)
      var start = 0
      for operand in operands {
        kernel.builder.forEach(operand.type.shape.extents) { index in
          var place = index
          place[axis] = place[axis] + start
          kernel.store(operand.element(at: index), to: 0, at: place)
        }
        start += operand.type.shape[axis]
      }
    }
  }

  /// Inside the kernel of a reader, a chain of choices; an operand that is not chosen is read at its nearest index.
  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    var parts: [(limit: Int, element: Element)] = []
    var start = 0
    for operand in operands where operand.type.shape[axis] > 0 {
      let extent = operand.type.shape[axis]
      var position = index
      position[axis] = builder.clamp(index[axis] + -start, to: 0...(extent - 1))
      start += extent
      parts.append((start, operand.element(at: position)))
    }
    // A result without elements asks for none.
    guard var (_, element) = parts.popLast() else { preconditionFailure("an element of an empty tensor") }
    let place = builder.value(of: index[axis])
    for part in parts.reversed() {
      let isHere = place.compare(.less, place.constant(integer: part.limit))
      element = isHere.select(part.element, element)
    }
    return element
  }
}
