// Whole derivatives by a chosen argument, or a member of one.

/// The derivatives of the result of `function` by the argument, or the member of an argument, that a key path names, in
/// forward mode.
///
/// ```swift
/// let byInput = jacfwd(model, withRespectTo: \.1)(parameters, x)
/// ```
public func jacfwd<First: TensorTree, Second: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable
) -> @Sendable (First, Second) -> Selected {
  let call = ControlCall("jacfwd", file, line)
  return { call.jacobian(.forward, of: { function($0.0, $0.1) }, at: ($0, $1), by: path) }
}

/// The same for a function of three arguments.
public func jacfwd<First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable
) -> @Sendable (First, Second, Third) -> Selected {
  let call = ControlCall("jacfwd", file, line)
  return { call.jacobian(.forward, of: { function($0.0, $0.1, $0.2) }, at: ($0, $1, $2), by: path) }
}

/// The same in reverse mode.
public func jacrev<First: TensorTree, Second: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable
) -> @Sendable (First, Second) -> Selected {
  let call = ControlCall("jacrev", file, line)
  return { call.jacobian(.reverse, of: { function($0.0, $0.1) }, at: ($0, $1), by: path) }
}

/// The same for a function of three arguments.
public func jacrev<First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable
) -> @Sendable (First, Second, Third) -> Selected {
  let call = ControlCall("jacrev", file, line)
  return { call.jacobian(.reverse, of: { function($0.0, $0.1, $0.2) }, at: ($0, $1, $2), by: path) }
}

extension ControlCall {
  /// The derivatives by what `path` names of the arguments, a tuple; a tree like it.
  fileprivate func jacobian<All, Selected: TensorTree>(
    _ order: JacobianOrder, of function: (All) -> Tensor, at arguments: All,
    by path: any WritableKeyPath<All, Selected> & Sendable
  ) -> Selected {
    let jacobian = jacobian(
      order,
      of: { (selected: Selected) in
        var arguments = arguments
        arguments[keyPath: path] = selected
        return function(arguments)
      }, at: arguments[keyPath: path])
    return jacobian.blocks[0]
  }
}
