import JAXIR
import JAXPrimitives

extension Tensor {
  /// The index of the largest element along `axis`, or in row-major order of all; of several the first. A NaN is
  /// larger than any number.
  public func argmax(
    axis: Int? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("argmax", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.argument(of: .greater, self, axis: axis, keepingAxes: keepingAxes)
    }
  }

  /// The index of the smallest element along `axis`, or in row-major order of all; of several the first. A NaN is
  /// smaller than any number.
  public func argmin(
    axis: Int? = nil, keepingAxes: Bool = false, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("argmin", file, line)
    return call.run(self) { () throws(JAXError) in
      try call.argument(of: .less, self, axis: axis, keepingAxes: keepingAxes)
    }
  }
}

extension OperationCall {
  /// The index of the element that wins by `comparison`: a reduction of pairs of value and index.
  fileprivate func argument(
    of comparison: Comparison, _ x: Tensor, axis: Int?, keepingAxes: Bool
  ) throws(JAXError) -> Tensor {
    guard let axis else {
      let flat = try argument(of: comparison, reshape(x, to: [x.count]), axis: 0, keepingAxes: false)
      return keepingAxes ? try reshape(flat, to: x.shape.map { _ in 1 }) : flat
    }
    try checkNotEmpty(x, axes: [axis])
    let x = try x.convert(to: x.typed, at: location)
    let reduced = try normalized(axis, of: x.type)
    // An index of 32 bits would wrap in an axis that is longer.
    let index: DType = x.shape[reduced] > Int(Int32.max) ? .int64 : .int32
    let indices = try Tensor.make(Iota(index, shape: x.shape, axis: reduced), [], at: location)
    // The first element of a row beats the initial values: its index is smaller.
    let initial = [
      (comparison == .greater ? ReduceMax.identity(x.dtype) : ReduceMin.identity(x.dtype))[0],
      Kernel.Constant(index, integer: index == .int64 ? Int.max : Int(Int32.max)),
    ]
    let initialTensors = try initial.map { (constant) throws(JAXError) in
      try Tensor.make(Literal(splat: constant, shape: .scalar), at: location)
    }
    let results = try Tensor.results(
      of: Reduce(axes: [reduced], of: [x.type, indices.type]), [x, indices] + initialTensors,
      regions: [winner(comparison, x.dtype, index)], at: location)
    return keepingAxes ? try keeping([reduced], of: x.type, in: results[1]) : results[1]
  }

  /// `(value, index, value, index) → (value, index)`: the better value; of equal ones that with the smaller index.
  private func winner(_ comparison: Comparison, _ value: DType, _ index: DType) -> Region {
    let builder = GraphBuilder()
    let parameters = [value, index, value, index].map { dtype in
      Tracer(builder.parameter(.tensor(.scalar(dtype))), in: builder, at: location)
    }
    let (a, i, b, j) = (parameters[0], parameters[1], parameters[2], parameters[3])
    func both(_ a: Tracer, _ b: Tracer) -> Tracer { .apply(And(), a, b) }
    func either(_ a: Tracer, _ b: Tracer) -> Tracer { .apply(Or(), a, b) }
    // Few comparisons, each of both values or of one with itself: what is not greater is less, equal or not a number.
    //     a wins = ¬(a ≤ b) ∧ b is a number,  and so for b;  a is first = a wins ∨ (i < j ∧ ¬(b wins))
    var wins = a.compare(comparison, b)
    var isNotWorse = a.compare(comparison == .greater ? .greaterEqual : .lessEqual, b)
    if value.isFloat {
      let worse = a.compare(comparison == .greater ? .lessEqual : .greaterEqual, b)
      wins = both(.apply(Not(), worse), b.compare(.equal, b))
      isNotWorse = either(isNotWorse, a.compare(.notEqual, a))
    }
    let takesFirst = either(wins, both(i.compare(.less, j), isNotWorse))
    let results = [takesFirst.select(a, b).value, takesFirst.select(i, j).value]
    return Region(builder.finish(name: "winner", results: results))
  }
}
