package import JAXIR

/// The order in which a reduction combines its elements: part of its meaning, chosen when the instruction is made,
/// printed, and kept by every pass, so that neither fusion nor vectors nor threads change a bit.
///
/// Adjacent reduced axes count as one. All but the last of these are walked one index after the other; the last,
/// of `M` elements, is dealt to `lanes` accumulators, element `k` to lane `k mod lanes`, which are combined by
/// halves in the end (`Kernel.Reduction`). Where `M` is more than `block`, the last axis is first cut in blocks of
/// that many elements (the last one may be shorter), each of them is reduced so, and the results of the blocks are
/// reduced in turn in the same order. Every accumulator starts from the identity, or from the initial value.
package struct ReductionOrder: Hashable, Sendable {
  /// A power of two.
  package var lanes: Int
  /// 0 for none, else at least 2.
  package var block: Int

  package init(lanes: Int = 1, block: Int = 0) {
    self.lanes = lanes
    self.block = block
  }

  /// One element after the other.
  package static let sequential = ReductionOrder()

  /// The order that is fast for an operand of this dtype and shape, whose sums also grow their rounding errors
  /// slowly. Axes that the shape does not have are for the type rule to reject: any order will do.
  package static func standard(_ dtype: DType, _ shape: Shape, axes: [Int]) -> ReductionOrder {
    guard axes.allSatisfy(shape.extents.indices.contains) else { return .sequential }
    let extent = AxisGroups(axes, of: shape).extents.last ?? 1
    let lanes = standardLanes(dtype, shape, axes: axes, extent: extent)
    let block = lanes == 1 ? 1_024 : lanes * 256
    return ReductionOrder(lanes: lanes, block: extent > block ? block : 0)
  }

  private static func standardLanes(_ dtype: DType, _ shape: Shape, axes: [Int], extent: Int) -> Int {
    // A vector runs over results rather than lanes where results are neighbours, or elements are few.
    let trailing = shape.extents[((axes.last ?? -1) + 1)...].reduce(1, *)
    guard trailing < 8, extent >= 8 else { return 1 }
    // Four registers of 64 bytes hide the latency of an addition.
    let most = min(extent, 256 / dtype.accumulator.byteCount)
    return 1 << (Int.bitWidth - 1 - most.leadingZeroBitCount)
  }

  /// - Throws: `invalidArgument` when no reduction can run in this order.
  func check() throws(JAXError) {
    guard lanes > 0, lanes & (lanes - 1) == 0, lanes <= 4_096 else {
      throw JAXError(.invalidArgument, "the lanes of an order are a power of two up to 4096, not \(lanes)")
    }
    guard block == 0 || block >= 2 else {
      throw JAXError(.invalidArgument, "the block of an order is 0 or at least 2, not \(block)")
    }
  }
}

extension ReductionOrder: AttributeValue {
  /// `lanes 64`, `lanes 64 block 16384`.
  package var text: String { "lanes \(lanes)" + (block == 0 ? "" : " block \(block)") }

  package init(from reader: inout TextReader) throws(JAXError) {
    try reader.expect("lanes")
    lanes = try reader.count("a number of lanes")
    block = try reader.accept("block") ? try reader.count("a number of elements") : 0
  }
}

extension DType {
  /// The dtype in which sums, products and elementary functions of this one are computed: half precision takes one
  /// rounding, at the end.
  package var accumulator: DType {
    switch self {
    case .float16, .bfloat16: .float32
    default: self
    }
  }
}
