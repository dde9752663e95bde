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
  return { call.jacobian(.forward, of: function, at: $0) }
}

/// The same for a function of two arguments that gives a tree.
@_disfavoredOverload
public func jacfwd<First: TensorTree, Second: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> Jacobian<Output, First> {
  let call = ControlCall("jacfwd", file, line)
  return { first, second in call.jacobian(.forward, of: { function($0, second) }, at: first) }
}

/// The same for a function of three arguments that gives a tree.
@_disfavoredOverload
public func jacfwd<First: TensorTree, Second: TensorTree, Third: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> Jacobian<Output, First> {
  let call = ControlCall("jacfwd", file, line)
  return { first, second, third in
    call.jacobian(.forward, of: { function($0, second, third) }, at: first)
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
  return { call.jacobian(.reverse, of: function, at: $0) }
}

/// The same for a function of two arguments that gives a tree.
@_disfavoredOverload
public func jacrev<First: TensorTree, Second: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> Jacobian<Output, First> {
  let call = ControlCall("jacrev", file, line)
  return { first, second in call.jacobian(.reverse, of: { function($0, second) }, at: first) }
}

/// The same for a function of three arguments that gives a tree.
@_disfavoredOverload
public func jacrev<First: TensorTree, Second: TensorTree, Third: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Output, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> Jacobian<Output, First> {
  let call = ControlCall("jacrev", file, line)
  return { first, second, third in
    call.jacobian(.reverse, of: { function($0, second, third) }, at: first)
  }
}
