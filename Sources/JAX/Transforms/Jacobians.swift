// Whole derivatives, of functions of one to three arguments, by the first.

/// The derivatives of the result of `function` by each element of its first argument, computed column by column in forward
/// mode: for few elements of the argument and many of the result.
///
/// The result is a tree like the first argument; each of its tensors has the axes of the function's result, then those
/// of the tensor of the argument.
public func jacfwd<First: TensorTree>(
  _ function: @escaping @Sendable (First) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> First {
  let call = ControlCall("jacfwd", file, line)
  return { first in
    call.run(first) { () throws(JAXError) in
      try call.forwardJacobian(of: function, at: first).blocks[0]
    }
  }
}

/// The same for a function of two arguments.
public func jacfwd<First: TensorTree, Second: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> First {
  let call = ControlCall("jacfwd", file, line)
  return { first, second in
    call.run(first) { () throws(JAXError) in
      try call.forwardJacobian(of: { function($0, second) }, at: first).blocks[0]
    }
  }
}

/// The same for a function of three arguments.
public func jacfwd<First: TensorTree, Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> First {
  let call = ControlCall("jacfwd", file, line)
  return { first, second, third in
    call.run(first) { () throws(JAXError) in
      try call.forwardJacobian(of: { function($0, second, third) }, at: first).blocks[0]
    }
  }
}

/// The same for a function that gives a tree: a tree like the argument for each of its tensors.
@_disfavoredOverload
public func jacfwd<Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Jacobian<Output, Input> {
  let call = ControlCall("jacfwd", file, line)
  return {
    call.jacobian(of: function, at: $0) { (call, input) throws(JAXError) in
      try call.forwardJacobian(of: function, at: input)
    }
  }
}

/// The derivatives of the result of `function` by each element of its first argument, computed row by row in reverse mode:
/// for many elements of the argument and few of the result.
///
/// The result is a tree like the first argument; each of its tensors has the axes of the function's result, then those
/// of the tensor of the argument.
public func jacrev<First: TensorTree>(
  _ function: @escaping @Sendable (First) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> First {
  let call = ControlCall("jacrev", file, line)
  return { first in
    call.run(first) { () throws(JAXError) in
      try call.reverseJacobian(of: function, at: first).blocks[0]
    }
  }
}

/// The same for a function of two arguments.
public func jacrev<First: TensorTree, Second: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> First {
  let call = ControlCall("jacrev", file, line)
  return { first, second in
    call.run(first) { () throws(JAXError) in
      try call.reverseJacobian(of: { function($0, second) }, at: first).blocks[0]
    }
  }
}

/// The same for a function of three arguments.
public func jacrev<First: TensorTree, Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> First {
  let call = ControlCall("jacrev", file, line)
  return { first, second, third in
    call.run(first) { () throws(JAXError) in
      try call.reverseJacobian(of: { function($0, second, third) }, at: first).blocks[0]
    }
  }
}

/// The same for a function that gives a tree: a tree like the argument for each of its tensors.
@_disfavoredOverload
public func jacrev<Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Jacobian<Output, Input> {
  let call = ControlCall("jacrev", file, line)
  return {
    call.jacobian(of: function, at: $0) { (call, input) throws(JAXError) in
      try call.reverseJacobian(of: function, at: input)
    }
  }
}

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

/// The same for a function of a tree: for each of its tensors a tree like it.
@_disfavoredOverload
public func hessian<Input: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Jacobian<Input, Input> {
  let gradient = grad(function, file: file, line: line)
  let call = ControlCall("hessian", file, line)
  return {
    call.jacobian(of: gradient, at: $0) { (call, input) throws(JAXError) in
      try call.forwardJacobian(of: gradient, at: input)
    }
  }
}

extension ControlCall {
  fileprivate func jacobian<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input,
    _ blocks: (ControlCall, Input) throws(JAXError) -> (output: Output, blocks: [Input])
  ) -> Jacobian<Output, Input> {
    do throws(JAXError) {
      let (output, blocks) = try blocks(self, input)
      return Jacobian(blocks, like: output)
    } catch {
      let output = failed(error, function, of: input)
      let poisoned = output.tensors.first ?? Tensor(.poisoned(error))
      return Jacobian(
        output.tensors.map { _ in input.with(input.tensors.map { _ in poisoned }) }, like: output)
    }
  }
}
