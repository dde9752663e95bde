import JAXIR
import JAXPrimitives

extension OperationSite {
  /// A call of a routine of LAPACK, as JAX writes it for CPUs: parameters in `mhlo.backend_config`, matrices in
  /// column-major order. Results that take their operands' memory are no news here.
  mutating func lapackCall(
    _ name: LapackRoutine.Name, _ dtype: DType, _ target: String
  ) throws(JAXError) -> [Graph.Value] {
    let routine = LapackRoutine(name, arguments: try lapackArguments(name))
    let operands = try operands(routine.operandCount)
    let matrix = try type(of: operands[routine.matrixOperand])
    guard matrix.dtype == dtype else {
      throw invalid("'\(target)' computes in \(dtype), not \(matrix.dtype)")
    }
    ignore("has_side_effect", "api_version", "backend_config", "output_operand_aliases")
    let types = try operands.map { (operand) throws(JAXError) in try type(of: operand) }
    try checkLayouts("operand_layouts", types)
    try checkLayouts(
      "result_layouts",
      try operation.resultTypes.indices.map { (index) throws(JAXError) in try resultType(index) }, matrix.rank
    )
    var results = try apply(LapackCall(routine), operands)
    // Without vectors our call has none, and the text has some that nobody computes.
    if name.hasSingularVectors, results.count == 3 {
      for index in 2..<4 {
        let zeros = Literal(0, try resultType(index))
        results.insert(try apply(Constant(zeros), [], regions: [])[0], at: index)
      }
    }
    return results
  }

  /// The values of the routine's parameters, in order.
  private mutating func lapackArguments(_ name: LapackRoutine.Name) throws(JAXError) -> [Int] {
    var entries: [MLIR.NamedAttribute] = []
    if let attribute = attribute("mhlo.backend_config") {
      guard case .dictionary(let dictionary) = attribute.value else {
        throw invalid("attribute 'mhlo.backend_config' is not a dictionary", at: attribute.position)
      }
      entries = dictionary
    } else if let attribute = attribute("backend_config"), case .dictionary(let dictionary) = attribute.value
    {
      entries = dictionary
    }
    if let unknown = entries.first(where: { entry in !name.parameters.contains { $0.name == entry.name } }) {
      throw unsupported("unknown parameter '\(unknown.name)' of \(name)", at: unknown.position)
    }
    return try name.parameters.map { (parameter) throws(JAXError) in
      guard let entry = entries.first(where: { $0.name == parameter.name }) else {
        throw invalid("parameter '\(parameter.name)' of \(name) is missing")
      }
      let value: Int? =
        switch entry.value {
        case .integer(let value): value
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
      guard let value, parameter.takes(value) else {
        throw invalid(
          "parameter '\(parameter.name)' of \(name) has a value that it may not have", at: entry.position)
      }
      return value
    }
  }

  /// Of the tensors with most axes, which are matrices, the first axis of two has to run fastest in memory; of the
  /// others, the last one. Axes before them stand in order.
  ///
  /// - Parameter rank: How many axes a batch of matrices has; nil for the most of `types`.
  private mutating func checkLayouts(
    _ name: String, _ types: [TensorType], _ rank: Int? = nil
  ) throws(JAXError) {
    let attribute = try required(name)
    guard case .array(let layouts) = attribute.value, layouts.count == types.count else {
      throw invalid("attribute '\(name)' is not a list of \(types.count) layouts", at: attribute.position)
    }
    let rank = rank ?? types.map(\.rank).max() ?? 0
    for (type, layout) in zip(types, layouts) {
      var expected = Array((0..<type.rank).reversed())
      if type.rank == rank, rank >= 2 { expected.swapAt(0, 1) }
      let order = try integers(
        MLIR.NamedAttribute(name: name, value: layout, position: attribute.position))
      guard order == expected else {
        throw unsupported(
          "a \(type) whose axes lie in the order \(order) in memory; LAPACK is called with \(expected)",
          at: attribute.position)
      }
    }
  }
}

extension LapackRoutine.Name {
  var hasSingularVectors: Bool { self == .gesdd || self == .gesvd }
}
