// Second derivatives, of functions of one to three arguments, by the first.

/// The second derivatives of `function`, which gives one number, by each two elements of its argument:
/// `[argument…, argument…]`.
///
/// ```swift
/// let curvature = hessian { (x: Tensor) in (x * x * x).sum() }(x)
/// ```
public func hessian(
  _ function: @escaping @Sendable (Tensor) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (Tensor) -> Tensor {
  jacfwd(grad(function, file: file, line: line), file: file, line: line)
}

/// The same for a function of two arguments.
public func hessian<Second: TensorTree>(
  _ function: @escaping @Sendable (Tensor, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (Tensor, Second) -> Tensor {
  jacfwd(grad(function, file: file, line: line), file: file, line: line)
}

/// The same for a function of three arguments.
public func hessian<Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (Tensor, Second, Third) -> Tensor, file: String = #fileID,
  line: Int = #line
) -> @Sendable (Tensor, Second, Third) -> Tensor {
  jacfwd(grad(function, file: file, line: line), file: file, line: line)
}

/// The same for a function of a tree: for each of its tensors a tree like it.
@_disfavoredOverload
public func hessian<Input: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Jacobian<Input, Input> {
  let gradient = grad(function, file: file, line: line)
  let call = ControlCall("hessian", file, line)
  return { call.jacobian(.forward, of: gradient, at: $0) }
}

/// The same for a function of a tree and another argument.
@_disfavoredOverload
public func hessian<First: TensorTree, Second: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> Jacobian<First, First> {
  let gradient = grad(function, file: file, line: line)
  let call = ControlCall("hessian", file, line)
  return { first, second in call.jacobian(.forward, of: { gradient($0, second) }, at: first) }
}

/// The same for a function of a tree and two other arguments.
@_disfavoredOverload
public func hessian<First: TensorTree, Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third) -> Jacobian<First, First> {
  let gradient = grad(function, file: file, line: line)
  let call = ControlCall("hessian", file, line)
  return { first, second, third in call.jacobian(.forward, of: { gradient($0, second, third) }, at: first) }
}
