package import JAXIR

/// The elements of the operand at `start, start + stride, …` below `limit` along each axis.
///
/// - (C1) There is one start, limit and stride for each axis.
/// - (C2) `0 ≤ start ≤ limit ≤ extent`.
/// - (C3) Strides are at least 1.
package struct Slice: StructuralPrimitive, MovementPrimitive, LinearUnaryPrimitive {
  package var starts: [Int] = []
  package var limits: [Int] = []
  package var strides: [Int] = []

  package init() {}
  package init(starts: [Int], limits: [Int], strides: [Int]) {
    self.starts = starts
    self.limits = limits
    self.strides = strides
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("starts", \.starts), Attribute("limits", \.limits), Attribute("strides", \.strides)]
  }

  package func resultType(of operands: [TensorType]) throws(JAXError) -> TensorType {
    let operand = operands[0]
    guard [starts, limits, strides].allSatisfy({ $0.count == operand.rank }) else {
      throw JAXError(
        .invalidArgument,
        "takes one start, limit and stride for each of the \(operand.rank) axes of \(operand)")
    }
    var extents: [Int] = []
    for axis in 0..<operand.rank {
      let (start, limit, stride) = (starts[axis], limits[axis], strides[axis])
      guard 0 <= start, start <= limit, limit <= operand.shape[axis] else {
        throw JAXError(
          .invalidArgument, "\(start)..<\(limit) is not within axis \(axis) of \(operand)")
      }
      guard stride >= 1 else {
        throw JAXError(.invalidArgument, "stride \(stride) of axis \(axis) is not positive")
      }
      extents.append(limit == start ? 0 : (limit - start - 1) / stride + 1)
    }
    return operand.with(shape: try Shape(extents))
  }

  /// Zeros where the slice did not look.
  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    var pad = Pad(low: starts, high: [], interior: [])
    for axis in 0..<operand.rank {
      let count = cotangent.shape[axis]
      // Of up to one element the stride says nothing, and it may be huge.
      pad.interior.append(count > 1 ? strides[axis] - 1 : 0)
      let end = count == 0 ? starts[axis] : starts[axis] + (count - 1) * (pad.interior[axis] + 1) + 1
      pad.high.append(operand.shape[axis] - end)
    }
    return .apply(pad, cotangent, cotangent.zeros(.scalar(operand.dtype)))
  }

  package func withLeadingAxis(_ size: Int) -> Self {
    Self(starts: [0] + starts, limits: [size] + limits, strides: [1] + strides)
  }

  package func element(
    at index: [AffineIndex], of operands: [ElementSource], type: TensorType, in builder: KernelBuilder
  ) -> Element {
    let index = index.indices.map { axis in
      // Of up to one element the stride says nothing, and it may be huge.
      type.shape[axis] > 1 ? index[axis] * strides[axis] + starts[axis] : AffineIndex(offset: starts[axis])
    }
    return operands[0].element(at: index)
  }
}

extension Tracer {
  /// Every `stride`-th element from `start` on, below `limit`, along each axis.
  package func slice(_ starts: [Int], _ limits: [Int], strides: [Int]? = nil) -> Tracer {
    .apply(Slice(starts: starts, limits: limits, strides: strides ?? starts.map { _ in 1 }), self)
  }
}
