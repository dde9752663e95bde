import JAXCompiler
import JAXIR
import JAXPrimitives

extension ControlCall {
  /// The results of `function` for a batch of arguments.
  ///
  /// - Parameters:
  ///   - counts: By argument: the number of its tensors.
  ///   - resultCounts: What gives, by result, the number of its tensors.
  func vectorized<Input: TensorTree, Output: TensorTree>(
    _ function: (Input) -> Output, at input: Input, counts: [Int], in inputAxes: BatchAxes,
    out outputAxes: BatchAxes,
    resultCounts: (Output) -> [Int]
  ) -> Output {
    run(function, of: input) { () throws(JAXError) in
      let axes = try normalized(inputAxes.axes(of: counts, "arguments"), of: input, counts)
      let size = try batchSize(of: input, axes, counts)
      let tensors = input.tensors
      let subject = try TransformedFunction(
        self, function, of: input, elementTypes: zip(tensors, axes).map { $0.type.removing($1) },
        remembering: false)
      let batched = try subject.graph.vectorized(axes: axes + subject.captures.map { _ in nil }, size: size)
      let results = try subject.applied(batched.graph, isWeak: subject.isWeak)
      let output = subject.rebuild(results)
      let wanted = try outputAxes.axes(of: resultCounts(output), "results")
      return output.with(
        try results.indices.map { (index) throws(JAXError) in
          try placed(results[index], from: batched.axes[index], at: wanted[index], size, number: index)
        })
    }
  }

  /// - Throws: `invalidArgument` for an axis that a tensor does not have.
  private func normalized(
    _ axes: [Int?], of input: some TensorTree, _ counts: [Int]
  ) throws(JAXError) -> [Int?] {
    var normalized: [Int?] = []
    for (index, tensor) in input.tensors.enumerated() {
      let type = try tensor.checkedType()
      guard let axis = axes[index] else {
        normalized.append(nil)
        continue
      }
      guard (-type.rank..<type.rank).contains(axis) else {
        throw error(
          "\(leafNames(of: input, counts)[index]) is \(type), which has no axis \(axis) to map over",
          hint: type.rank == 0 ? "pass nil for what all of the batch share: vmap(in: [0, nil]) { … }" : nil)
      }
      normalized.append(axis < 0 ? axis + type.rank : axis)
    }
    return normalized
  }

  /// The one extent of all batch axes.
  ///
  /// - Throws: `shapeMismatch`, which lists each tensor's when they differ; `invalidArgument` when there is none.
  private func batchSize(
    of input: some TensorTree, _ axes: [Int?], _ counts: [Int]
  ) throws(JAXError) -> Int {
    let tensors = input.tensors
    let mapped = tensors.indices.filter { axes[$0] != nil }
    let sizes = mapped.map { tensors[$0].shape[axes[$0]!] }
    guard let size = sizes.first else {
      throw JAXError(
        .invalidArgument, "no argument has an axis to map over", operation: name, location: location)
    }
    guard sizes.allSatisfy({ $0 == size }) else {
      let names = leafNames(of: input, counts)
      let list = zip(mapped, sizes).map { index, size in
        "\(size) (axis \(axes[index]!) of \(names[index]), \(tensors[index].type))"
      }
      throw error("the axes to map over differ in size: " + list.joined(separator: ", "))
    }
    return size
  }

  /// By tensor: what it is called, `argument 1 at .weight`.
  private func leafNames(of input: some TensorTree, _ counts: [Int]) -> [String] {
    let paths = input.leafPaths
    var names: [String] = []
    for (argument, count) in counts.enumerated() {
      for _ in 0..<count {
        // Several arguments are numbered members of `.values`.
        let path = paths[names.count].dropFirst(counts.count > 1 ? ".values.\(argument)".count : 0)
        names.append("argument \(argument)" + (path.isEmpty ? "" : " at \(path)"))
      }
    }
    return names
  }

  /// A result whose batch axis is at `source`, nil where there is none, with the axis where it is `wanted`.
  func placed(
    _ result: Tensor, from source: Int?, at wanted: Int?, _ size: Int, number: Int
  ) throws(JAXError) -> Tensor {
    guard let wanted else {
      guard source == nil else {
        throw error(
          "result \(number) differs within the batch, but its axis is to be nil",
          hint: "give it an axis, or reduce it over an axis of its own")
      }
      return result
    }
    let rank = source == nil ? result.rank + 1 : result.rank
    guard (-rank..<rank).contains(wanted) else {
      throw error("the batch axis of result \(number), which has \(rank) axes, cannot be axis \(wanted)")
    }
    let target = wanted < 0 ? wanted + rank : wanted
    guard let source else {
      var shape = result.shape
      shape.insert(size, at: target)
      return try Tensor.make(
        BroadcastInDim(shape: shape, axes: (0..<rank).filter { $0 != target }), [result],
        isWeak: result.isWeak, at: location)
    }
    guard source != target else { return result }
    var axes = (0..<rank).filter { $0 != source }
    axes.insert(source, at: target)
    return try Tensor.make(Transpose(permutation: axes), [result], isWeak: result.isWeak, at: location)
  }

  private func error(_ message: String, hint: String?) -> JAXError {
    var error = JAXError(.shapeMismatch, message, operation: name, location: location, hint: hint)
    error.operation = name
    return error
  }
}

extension TensorType {
  /// The type of an element of a batch along `axis`.
  fileprivate func removing(_ axis: Int?) -> TensorType {
    guard let axis else { return self }
    var extents = shape.extents
    extents.remove(at: axis)
    guard let shape = try? Shape(extents) else { preconditionFailure("fewer extents are a shape, too") }
    return with(shape: shape)
  }
}
