package import JAXIR

/// Which row stands in each place once row `i` and row `pivots[i] − 1` have been exchanged, for each `i` in order.
///
/// `[…, k] → […, count]`, both `int32`; a pivot is counted from 1, as `getrf` gives them. One that is no row exchanges
/// nothing that can be relied on, but gives rows.
///
/// - (C1) The operand is of `int32` and has at least one axis, of which the last is not longer than `count`.
package struct PivotsToPermutation: NondifferentiablePrimitive {
  /// How many rows there are.
  package var count = 0

  package init() {}
  package init(count: Int) { self.count = count }

  package static var attributes: [Attribute<Self>] { [Attribute("count", \.count)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let pivots = try operands.tensors(1)[0]
    guard pivots.dtype == .int32 else {
      throw JAXError(.dtypeMismatch, "exchanges are numbers of i32, not \(pivots)")
    }
    guard pivots.rank >= 1, pivots.shape[pivots.rank - 1] <= count else {
      throw JAXError(.shapeMismatch, "\(pivots) are no exchanges of \(count) rows")
    }
    let shape = try Shape(pivots.shape.extents.dropLast() + [count])
    return [.tensor(pivots.with(shape: shape))]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands(withBatchAxisAt: 0)), [0])
  }
}

extension PivotsToPermutation: ExpandedPrimitive {
  /// A scan over the exchanges, of all the batch at once.
  package func expansion(of operands: [TensorType]) throws(JAXError) -> Graph {
    let shape = try Shape(operands[0].shape.extents.dropLast() + [count])
    let axis = shape.rank - 1
    let steps = operands[0].shape[axis]
    return try expansion(of: operands) { (parameters) throws(JAXError) in
      let pivots = parameters[0]
      let rows = pivots.zeros(pivots.type.with(shape: shape)).places(along: axis, as: .int32)
      let numbers = pivots.zeros(TensorType(.int32, try Shape([steps]))).places(along: 0, as: .int32)
      let operands = [rows, pivots.movingAxisToFront(axis), numbers]
      let body = exchange(rows.type, pivots.type.with(shape: shape.removing([axis])))
      return [
        Tracer.apply(Scan(length: steps, invariants: 0, carries: 1), operands, regions: [body])[0]
      ]
    }
  }

  /// `(rows, pivot, step) → rows`
  private func exchange(_ rows: TensorType, _ pivot: TensorType) -> Region {
    let builder = GraphBuilder()
    let types = [rows, pivot, .scalar(.int32)]
    let parameters = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
    let (rows, axis) = (parameters[0], rows.rank - 1)
    let places = rows.places(along: axis, as: .int32)
    let isHere = places.compare(.equal, parameters[2].broadcast(along: [], to: rows.shape))
    let isThere = places.compare(.equal, (parameters[1] - 1).broadcast(over: [axis], to: rows.shape))
    func only(_ isChosen: Tracer) -> Tracer {
      isChosen.select(rows, 0).sum(over: [axis]).broadcast(over: [axis], to: rows.shape)
    }
    let exchanged = isHere.select(only(isThere), isThere.select(only(isHere), rows))
    return Region(builder.finish(name: "exchange", results: [exchanged.value]))
  }
}
