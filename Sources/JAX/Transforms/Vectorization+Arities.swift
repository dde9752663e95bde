// `vmap` of functions of one to four arguments.

/// `function` for a batch of arguments at once: it is traced for one element of the batch, and computes all of them
/// together.
///
/// ```swift
/// let predictions = vmap(in: [nil, 0]) { (w: Tensor, x: Tensor) in tanh(matmul(x, w)) }(w, batch)
/// let perExample = vmap(in: [nil, 0, 0], grad(loss))(parameters, images, labels)
/// ```
///
/// - Parameters:
///   - in: Where the batch axis of each argument is: one axis for all, or a list with an entry for each; `nil` for an
///     argument that all of the batch share.
///   - out: Where the batch axis of each result is to be; `nil` for a result that does not differ within the batch.
///   - axisName: What `psum`, `axisIndex` and the other collective functions call the batch inside `function`.
///   - size: The number of members of the batch, which the axes of the arguments say unless all are `nil`.
public func vmap<First: TensorTree, Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> Output {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first in
    batch(
      { function($0) }, at: first, counts: [first.tensors.count],
      resultCounts: { [$0.tensors.count] })
  }
}

/// The same for a function of one argument and several results.
public func vmap<First: TensorTree, each Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First) -> (repeat each Output), file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> (repeat each Output) {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first in
    batch(
      { Arguments(repeat each function($0)) }, at: first, counts: [first.tensors.count],
      resultCounts: { $0.counts }
    ).values
  }
}

/// The same for a function of two arguments.
public func vmap<First: TensorTree, Second: TensorTree, Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> Output {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second in
    batch(
      { function($0.values.0, $0.values.1) }, at: Arguments(first, second),
      counts: [first.tensors.count, second.tensors.count],
      resultCounts: { [$0.tensors.count] })
  }
}

/// The same for a function of two arguments and several results.
public func vmap<First: TensorTree, Second: TensorTree, each Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second) -> (repeat each Output), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second) -> (repeat each Output) {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second in
    batch(
      { Arguments(repeat each function($0.values.0, $0.values.1)) }, at: Arguments(first, second),
      counts: [first.tensors.count, second.tensors.count],
      resultCounts: { $0.counts }
    ).values
  }
}

/// The same for a function of three arguments.
public func vmap<First: TensorTree, Second: TensorTree, Third: TensorTree, Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second, Third) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> Output {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second, third in
    batch(
      { function($0.values.0, $0.values.1, $0.values.2) }, at: Arguments(first, second, third),
      counts: [first.tensors.count, second.tensors.count, third.tensors.count],
      resultCounts: { [$0.tensors.count] })
  }
}

/// The same for a function of three arguments and several results.
public func vmap<First: TensorTree, Second: TensorTree, Third: TensorTree, each Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second, Third) -> (repeat each Output), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third) -> (repeat each Output) {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second, third in
    batch(
      { Arguments(repeat each function($0.values.0, $0.values.1, $0.values.2)) },
      at: Arguments(first, second, third),
      counts: [first.tensors.count, second.tensors.count, third.tensors.count],
      resultCounts: { $0.counts }
    ).values
  }
}

/// The same for a function of four arguments.
public func vmap<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Output: TensorTree
>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Output, file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> Output {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second, third, fourth in
    batch(
      { function($0.values.0, $0.values.1, $0.values.2, $0.values.3) },
      at: Arguments(first, second, third, fourth),
      counts: [first.tensors.count, second.tensors.count, third.tensors.count, fourth.tensors.count],
      resultCounts: { [$0.tensors.count] })
  }
}

/// The same for a function of four arguments and several results.
public func vmap<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, each Output: TensorTree
>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, axisName: String? = nil, size: Int? = nil,
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> (repeat each Output),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> (repeat each Output) {
  let batch = Vectorization(inputAxes, outputAxes, axisName, size, file, line)
  return { first, second, third, fourth in
    batch(
      { Arguments(repeat each function($0.values.0, $0.values.1, $0.values.2, $0.values.3)) },
      at: Arguments(first, second, third, fourth),
      counts: [first.tensors.count, second.tensors.count, third.tensors.count, fourth.tensors.count],
      resultCounts: { $0.counts }
    ).values
  }
}
