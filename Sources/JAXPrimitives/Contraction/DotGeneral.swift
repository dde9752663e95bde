package import JAXIR

/// The general product of two tensors: sums of products over pairs of contracting axes, for each index of the
/// batch axes that both sides share.
///
/// The result has the batch axes, in the order they are listed, then the other axes of the left side, then those of
/// the right side. Half precision is accumulated in f32 and rounded once, integers wrap, `bool` asks whether any pair
/// is true in both.
///
/// Each element is summed in the order that is part of the product, over the contracting axes in the order they are
/// listed, the last one fastest. With one lane a sum starts from 0 and takes one fused multiply–add after the other;
/// where there are more products than the order's block, each block of them is summed so, and the sums of the blocks
/// are added to 0 one after the other. With several lanes the products are rounded, and summed as `ReduceSum` does.
package struct DotGeneral: Primitive {
  package var lhsBatch: [Int] = []
  package var rhsBatch: [Int] = []
  package var lhsContracting: [Int] = []
  package var rhsContracting: [Int] = []
  package var resultDType = DType.float32
  package var order = ReductionOrder.sequential

  package init() {}

  package init(
    lhsBatch: [Int] = [], rhsBatch: [Int] = [], lhsContracting: [Int], rhsContracting: [Int],
    resultDType: DType, order: ReductionOrder = .sequential
  ) {
    self.lhsBatch = lhsBatch
    self.rhsBatch = rhsBatch
    self.lhsContracting = lhsContracting
    self.rhsContracting = rhsContracting
    self.resultDType = resultDType
    self.order = order
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("lhs_batch", \Self.lhsBatch), Attribute("rhs_batch", \Self.rhsBatch),
      Attribute("lhs_contracting", \Self.lhsContracting), Attribute("rhs_contracting", \Self.rhsContracting),
      Attribute("result_dtype", \Self.resultDType),
      Attribute("order", \Self.order),
    ]
  }

  /// The axes of the left side that are neither batch nor contracting, in ascending order.
  func lhsFree(rank: Int) -> [Int] { freeAxes(rank, lhsBatch + lhsContracting) }

  /// The axes of the right side that are neither batch nor contracting, in ascending order.
  func rhsFree(rank: Int) -> [Int] { freeAxes(rank, rhsBatch + rhsContracting) }

  private func freeAxes(_ rank: Int, _ taken: [Int]) -> [Int] { (0..<rank).filter { !taken.contains($0) } }

  /// By axis of an operand: the axis of the result that goes along it; nil for a contracting axis.
  package func resultAxes(ofOperand operand: Int, _ types: [TensorType]) -> [Int?] {
    let free = [lhsFree(rank: types[0].rank), rhsFree(rank: types[1].rank)]
    let start = lhsBatch.count + (operand == 0 ? 0 : free[0].count)
    var axes = [Int?](repeating: nil, count: types[operand].rank)
    for (position, axis) in (operand == 0 ? lhsBatch : rhsBatch).enumerated() { axes[axis] = position }
    for (position, axis) in free[operand].enumerated() { axes[axis] = start + position }
    return axes
  }
}

// MARK: Types

extension DotGeneral {
  /// The constraints, by number:
  ///
  /// 1. Two tensors.
  /// 2. Each listed axis is an axis of its side.
  /// 3. No side lists an axis twice.
  /// 4. Both sides list as many batch and as many contracting axes.
  /// 5. Paired axes have the same extent.
  /// 6. The dtypes can be multiplied and their products be summed in `resultDType`: `bool`s to any dtype, integers to
  ///    integers and beyond, floats to floats and beyond, complex to complex.
  /// 7. The order is one that sums can be walked in.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.count == 2, let lhs = operands[0].tensor, let rhs = operands[1].tensor, regions.isEmpty
    else { throw JAXError(.invalidArgument, "a product takes two tensors") }
    try checkAxes(lhsBatch + lhsContracting, of: lhs, "left")
    try checkAxes(rhsBatch + rhsContracting, of: rhs, "right")
    try checkPairs("batch", lhsBatch, lhs, rhsBatch, rhs)
    try checkPairs("contracting", lhsContracting, lhs, rhsContracting, rhs)
    guard max(lhs.dtype.kind.rank, rhs.dtype.kind.rank) <= resultDType.kind.rank else {
      throw JAXError(.dtypeMismatch, "the product of \(lhs) and \(rhs) cannot be of dtype \(resultDType)")
    }
    try order.check()
    let extents =
      lhsBatch.map { lhs.shape[$0] } + lhsFree(rank: lhs.rank).map { lhs.shape[$0] }
      + rhsFree(rank: rhs.rank).map { rhs.shape[$0] }
    return [.tensor(TensorType(resultDType, try Shape(extents)))]
  }

  private func checkAxes(_ axes: [Int], of type: TensorType, _ side: String) throws(JAXError) {
    var seen: Set<Int> = []
    for axis in axes {
      guard axis >= 0, axis < type.rank else {
        throw JAXError(
          .invalidArgument, "axis \(axis) is out of range: the \(side) side \(type) has \(type.rank) axes")
      }
      guard seen.insert(axis).inserted else {
        throw JAXError(.invalidArgument, "axis \(axis) of the \(side) side \(type) is named twice")
      }
    }
  }

  private func checkPairs(
    _ role: String, _ left: [Int], _ lhs: TensorType, _ right: [Int], _ rhs: TensorType
  ) throws(JAXError) {
    guard left.count == right.count else {
      throw JAXError(
        .shapeMismatch,
        "the \(role) axes \(left) of the left side do not pair with \(right) of the right side")
    }
    for (a, b) in zip(left, right) where lhs.shape[a] != rhs.shape[b] {
      throw JAXError(
        .shapeMismatch,
        "\(role) axis \(a) of \(lhs) has extent \(lhs.shape[a]), but its partner, axis \(b) of \(rhs), has "
          + "\(rhs.shape[b])")
    }
  }
}

extension DType.Kind {
  /// A kind of value is also one of every kind of higher rank.
  fileprivate var rank: Int {
    switch self {
    case .bool: 0
    case .signed, .unsigned: 1
    case .float: 2
    case .complex: 3
    }
  }
}
