package import JAXIR
import JAXPrimitives

/// A graph for a batch of inputs at once, by the rules of its primitives.
///
///     f: (x…) → (y…)   ⇒   (X…) → (Y…),   Y[i] = f(X[i])
package struct Vectorized {
  package var graph: Graph
  /// By result: where its batch axis is; nil for a result that is the same for all of the batch.
  package var axes: [Int?]
}

extension Graph {
  /// - Parameters:
  ///   - axes: By parameter: where its new axis is; nil for one that all of the batch share.
  ///   - size: The extent of the new axes.
  /// - Throws: `invalidArgument` when the axes do not fit the parameters; what a rule throws.
  package func vectorized(axes: [Int?], size: Int) throws(JAXError) -> Vectorized {
    let builder = GraphBuilder()
    var (values, axes) = (try batchedParameters(axes, size, in: builder), axes)
    try vectorize(&values, &axes, size, in: builder)
    let graph = builder.finish(name: name, results: results.map { values[$0.index].value })
    return Vectorized(graph: try graph.removingDeadCode(), axes: results.map { axes[$0.index] })
  }

  /// The graph with a leading axis of `size` on the parameters that `leading` names and on all tensor results, or on
  /// those that `chosen` names; the others must not differ.
  package func vectorized(
    leading: [Bool], size: Int, results chosen: [Bool]? = nil
  ) throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    var axes: [Int?] = leading.map { $0 ? 0 : nil }
    var values = try batchedParameters(axes, size, in: builder)
    try vectorize(&values, &axes, size, in: builder)
    let results = self.results.enumerated().map { position, result in
      let value = values[result.index]
      if self[type: result] == .token || chosen?[position] == false { return value.value }
      return (axes[result.index].map(value.movingAxisToFront) ?? value.repeated(size, alongNewAxis: 0)).value
    }
    return try builder.finish(name: name, results: results).removingDeadCode()
  }

  private func batchedParameters(
    _ axes: [Int?], _ size: Int, in builder: GraphBuilder
  ) throws(JAXError) -> [Tracer] {
    guard axes.count == parameterCount else {
      throw JAXError(.invalidArgument, "\(axes.count) axes for the \(parameterCount) parameters of '\(name)'")
    }
    var parameters: [Tracer] = []
    for (type, axis) in zip(parameterTypes, axes) {
      parameters.append(builder.traced(try type.inserting(axis, size)))
    }
    return parameters
  }

  /// Appends all instructions; `values` and `axes` are those of the parameters, then of all values.
  private func vectorize(
    _ values: inout [Tracer], _ axes: inout [Int?], _ size: Int, in builder: GraphBuilder
  ) throws(JAXError) {
    for instruction in instructions {
      let operands = instruction.operands.map { values[$0.index].at(instruction.location) }
      let operandAxes = instruction.operands.map { axes[$0.index] }
      guard operandAxes.contains(where: { $0 != nil }) else {
        values += try builder.copy(instruction, operands)
        axes += instruction.results.map { _ in nil }
        continue
      }
      let rule = BatchingRule(
        operands: operands, axes: operandAxes, size: size, regions: instruction.regions,
        transforms: GraphTransforms())
      let batched = try instruction.located { () throws(JAXError) in try instruction.primitive.batched(rule) }
      precondition(
        batched.results.count == instruction.results.count && batched.axes.count == batched.results.count,
        "a rule gives each result and its axis")
      values += batched.results
      axes += batched.axes
    }
  }
}

extension ValueType {
  /// The type with a new axis of extent `size` at `axis`.
  fileprivate func inserting(_ axis: Int?, _ size: Int) throws(JAXError) -> ValueType {
    guard let axis else { return self }
    guard let type = tensor, (0...type.rank).contains(axis) else {
      throw JAXError(.invalidArgument, "a batch axis at \(axis) of a value of type \(self)")
    }
    var extents = type.shape.extents
    extents.insert(size, at: axis)
    return .tensor(type.with(shape: try Shape(extents)))
  }
}
