// Transformations of functions that `jit` gave. One of several arguments is a closure around its call:
// `grad { step($0, $1) }`.

/// The gradient of a compiled function.
public func grad<Input: TensorTree>(
  _ function: Jit<Tensor, Input>, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Input {
  grad({ (input: Input) in function(input, file: file, line: line) }, file: file, line: line)
}

/// The value and gradient of a compiled function.
public func valueAndGrad<Input: TensorTree>(
  _ function: Jit<Tensor, Input>, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> (Tensor, Input) {
  valueAndGrad({ (input: Input) in function(input, file: file, line: line) }, file: file, line: line)
}

/// A compiled function for a batch of arguments.
public func vmap<Input: TensorTree, Output: TensorTree>(
  in inputAxes: BatchAxes = 0, out outputAxes: BatchAxes = 0, _ function: Jit<Output, Input>,
  file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Output {
  vmap(
    in: inputAxes, out: outputAxes, { (input: Input) in function(input, file: file, line: line) },
    file: file, line: line)
}
