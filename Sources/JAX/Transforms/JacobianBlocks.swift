import JAXCompiler
import JAXIR
import JAXPrimitives

/// Which way derivatives are computed.
enum JacobianOrder {
  /// Column by column.
  case forward
  /// Row by row.
  case reverse
}

extension ControlCall {
  /// The derivatives of every tensor of the result by every one of the argument.
  func jacobian<Input: TensorTree, Output: TensorTree>(
    _ order: JacobianOrder, of function: (Input) -> Output, at input: Input
  ) -> Jacobian<Output, Input> {
    do throws(JAXError) {
      let (output, blocks) =
        switch order {
        case .forward: try forwardJacobian(of: function, at: input)
        case .reverse: try reverseJacobian(of: function, at: input)
        }
      return Jacobian(blocks, like: output)
    } catch {
      let output = failed(error, function, of: input)
      let poisoned = output.tensors.first ?? Tensor(.poisoned(error))
      return Jacobian(
        output.tensors.map { _ in input.with(input.tensors.map { _ in poisoned }) }, like: output)
    }
  }

  /// By tensor of the result: the derivatives by the argument, `[result…, argument…]`, computed column by column.
  ///
  /// - Throws: `dtypeMismatch` for integers, which have no derivatives; what the function does.
  func forwardJacobian<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input
  ) throws(JAXError) -> (output: Output, blocks: [Input]) {
    try checkDifferentiable(input)
    let subject = try TransformedFunction(self, function, of: input, remembering: true)
    let (results, map) = try subject.linearized()
    var blocks: [[Tensor]] = results.map { _ in [] }
    for index in map.differential.inputTypes.indices {
      let columns = try map.differential.derivatives(
        map.graph, map.residuals, by: index, of: map.differential.inputTypes,
        (map.differential.outputTypes, map.differential.hasTangent))
      for (result, column) in columns.enumerated() {
        // The axis of the tangents comes first: it goes behind those of the result.
        let rank = column.rank - 1
        let moved = rank == 0 ? column : try transposed(column, Array(1...rank) + [0])
        blocks[result].append(
          try reshaped(moved, results[result].shape + map.differential.inputTypes[index].shape.extents))
      }
    }
    return (subject.rebuild(results), blocks.map { input.with($0) })
  }

  /// The same, computed row by row.
  func reverseJacobian<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input
  ) throws(JAXError) -> (output: Output, blocks: [Input]) {
    try checkDifferentiable(input)
    let subject = try TransformedFunction(self, function, of: input, remembering: true)
    let (results, map) = try subject.pulledBack()
    let types = map.differential.outputTypes
    let given = map.differential.hasTangent.indices.filter { map.differential.hasTangent[$0] }
    let blocks = try results.indices.map { (index) throws(JAXError) -> Input in
      let inputs = map.differential.inputTypes
      guard let position = given.firstIndex(of: index) else {
        return input.with(
          try inputs.map { (type) throws(JAXError) in
            try Tensor.zeros(
              type.with(shape: Shape(types[index].shape.extents + type.shape.extents)), at: location)
          })
      }
      let rows = try map.differential.derivatives(
        map.graph, map.residuals, by: position, of: given.map { types[$0] },
        (inputs, map.differential.isActive))
      return input.with(
        try zip(rows, inputs).map { (row, type) throws(JAXError) in
          try reshaped(row, types[index].shape.extents + type.shape.extents)
        })
    }
    return (subject.rebuild(results), blocks)
  }

  private func transposed(_ tensor: Tensor, _ axes: [Int]) throws(JAXError) -> Tensor {
    try .make(Transpose(permutation: axes), [tensor], isWeak: tensor.isWeak, at: location)
  }

  private func reshaped(_ tensor: Tensor, _ shape: [Int]) throws(JAXError) -> Tensor {
    try .make(Reshape(shape: shape), [tensor], isWeak: tensor.isWeak, at: location)
  }
}

extension Differential {
  /// What `graph`, a linear map of tensors of `types`, makes of each unit tensor in place of tensor `index`, along a
  /// first axis; zeros stand for the other tensors.
  fileprivate func derivatives(
    _ graph: Graph, _ residuals: [Tensor], by index: Int, of types: [TensorType],
    _ results: (types: [TensorType], areGiven: [Bool])
  ) throws(JAXError) -> [Tensor] {
    let size = types[index].shape.count
    var operands = residuals
    for (position, type) in types.enumerated() {
      operands.append(
        try position == index ? units(of: type) : Tensor.zeros(type, at: call.location))
    }
    let axes = graph.parameters.map { $0.index == residuals.count + index ? 0 : nil as Int? }
    let batched = try graph.vectorized(axes: axes, size: size)
    let derivatives = try batched.graph.applied(
      to: operands, isWeak: graph.results.map { _ in false }, at: call.location)
    var given = zip(derivatives, batched.axes).makeIterator()
    return try results.areGiven.indices.map { (position) throws(JAXError) in
      let type = results.types[position]
      guard results.areGiven[position], let (tensor, axis) = given.next() else {
        return try Tensor.zeros(type.with(shape: Shape([size] + type.shape.extents)), at: call.location)
      }
      return try call.placed(tensor, from: axis, at: 0, size, number: position)
    }
  }

  /// `[count, type…]`: along the first axis, each tensor of `type` with one 1 and otherwise 0.
  private func units(of type: TensorType) throws(JAXError) -> Tensor {
    let count = type.shape.count
    let places = try (0...1).map { (axis) throws(JAXError) in
      try Tensor.make(Iota(.int64, shape: [count, count], axis: axis), [], at: call.location)
    }
    let isUnit = try Tensor.make(Compare(.equal), places, at: call.location)
    let units = try Tensor.make(Convert(type.dtype), [isUnit], at: call.location)
    return try Tensor.make(Reshape(shape: [count] + type.shape.extents), [units], at: call.location)
  }
}
