import JAXCompiler
import JAXIR
import JAXPrimitives

/// A call of `vmap`: what is to be batched how.
struct Vectorization {
  let call: ControlCall
  let inputAxes: BatchAxes
  let outputAxes: BatchAxes
  let axisName: String?
  let size: Int?

  init(
    _ inputAxes: BatchAxes, _ outputAxes: BatchAxes, _ axisName: String?, _ size: Int?, _ file: String,
    _ line: Int
  ) {
    call = ControlCall("vmap", file, line)
    self.inputAxes = inputAxes
    self.outputAxes = outputAxes
    self.axisName = axisName
    self.size = size
  }

  /// The results of `function` for a batch of arguments.
  ///
  /// - Parameters:
  ///   - counts: By argument: the number of its tensors.
  ///   - resultCounts: What gives, by result, the number of its tensors.
  func callAsFunction<Input: TensorTree, Output: TensorTree>(
    _ function: (Input) -> Output, at input: Input, counts: [Int], resultCounts: (Output) -> [Int]
  ) -> Output {
    call.run(function, of: input) { () throws(JAXError) in
      let axes = try call.normalized(inputAxes.axes(of: counts, "arguments"), of: input, counts)
      let size = try call.batchSize(of: input, axes, counts, given: size)
      let subject = try subject(function, input, axes, size)
      let operandAxes = axes + (axisName == nil ? [] : [0]) + subject.captures.map { _ in nil }
      let batched = try subject.graph.vectorized(axes: operandAxes, size: size)
      let results = try subject.applied(batched.graph, isWeak: subject.isWeak)
      let output = subject.rebuild(results)
      let wanted = try outputAxes.axes(of: resultCounts(output), "results")
      return output.with(
        try results.indices.map { (index) throws(JAXError) in
          try call.placed(results[index], from: batched.axes[index], at: wanted[index], size, number: index)
        })
    }
  }

  /// `function` traced for a member of the batch; with a name for the axis, for the member at a place, which is the
  /// last argument.
  private func subject<Input: TensorTree, Output: TensorTree>(
    _ function: (Input) -> Output, _ input: Input, _ axes: [Int?], _ size: Int
  ) throws(JAXError) -> TransformedFunction<Output> {
    let types = zip(input.tensors, axes).map { $0.type.removing($1) }
    guard let axisName else {
      return try TransformedFunction(call, function, of: input, elementTypes: types, remembering: false)
    }
    let places = try Tensor.make(Iota(.int32, shape: [size], axis: 0), [], at: call.location)
    return try TransformedFunction(
      call,
      { member in
        if case .traced(let place) = member.values.1.storage {
          place.trace.namedAxis = Trace.NamedAxis(axisName, size: size, place: place.value)
        }
        return function(member.values.0)
      }, of: Arguments(input, places), elementTypes: types + [.scalar(.int32)], remembering: false)
  }
}

extension ControlCall {
  /// - Throws: `invalidArgument` for an axis that a tensor does not have.
  fileprivate func normalized(
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
  fileprivate func batchSize(
    of input: some TensorTree, _ axes: [Int?], _ counts: [Int], given: Int?
  ) throws(JAXError) -> Int {
    let tensors = input.tensors
    let mapped = tensors.indices.filter { axes[$0] != nil }
    let sizes = mapped.map { tensors[$0].shape[axes[$0]!] }
    guard let size = given ?? sizes.first, size >= 0 else {
      throw JAXError(
        .invalidArgument,
        given.map { "a batch of \($0) members" } ?? "no argument has an axis to map over", operation: name,
        location: location, hint: given == nil ? "say how large the batch is: vmap(in: nil, size: 8)" : nil)
    }
    guard sizes.allSatisfy({ $0 == size }) else {
      let names = leafNames(of: input, counts)
      let list = zip(mapped, sizes).map { index, size in
        "\(size) (axis \(axes[index]!) of \(names[index]), \(tensors[index].type))"
      }
      let all = list + (given.map { ["\($0) (size)"] } ?? [])
      throw error("the axes to map over differ in size: " + all.joined(separator: ", "), hint: nil)
    }
    return size
  }

  /// By tensor: what it is called, `argument 1 at .weight`.
  private func leafNames(of input: some TensorTree, _ counts: [Int]) -> [String] {
    input.leafPaths.map { argumentName(counts.count > 1 ? $0 : ".0" + $0) }
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
      let type = source == nil ? result.type.inserting(size) : result.type
      throw error("result \(number) of the batch is \(type), which has no axis \(wanted)", hint: nil)
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
  /// The type of a batch of `size` along a new first axis.
  fileprivate func inserting(_ size: Int) -> TensorType {
    (try? Shape([size] + shape.extents)).map { with(shape: $0) } ?? self
  }

  /// The type of an element of a batch along `axis`.
  fileprivate func removing(_ axis: Int?) -> TensorType {
    guard let axis else { return self }
    var extents = shape.extents
    extents.remove(at: axis)
    guard let shape = try? Shape(extents) else { preconditionFailure("fewer extents are a shape, too") }
    return with(shape: shape)
  }
}
