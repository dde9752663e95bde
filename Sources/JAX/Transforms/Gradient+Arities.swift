// The gradients of functions of one to four arguments. Swift does not see the parameters of a function that is the
// result of one with parameter packs when it is called at once, so there is an overload for each number.

/// The gradient of `function`, which gives one number, by its first argument: a function of the same arguments that gives
/// a tree like the first, with the derivative by each of its elements.
///
/// ```swift
/// let slope = grad { (x: Tensor) in tanh(x).sum() }(x)
/// let step = jit { (w: Tensor, x: Tensor) in w - 0.1 * grad(loss)(w, x) }
/// ```
///
/// Outside `jit` the function runs on the elements that its arguments have, operation by operation, and may read them
/// and decide by them. The other arguments, and what the function takes from around, are constants. By other arguments,
/// or by members of them, it differentiates `withRespectTo` key paths into the tuple of its arguments.
public func grad<First: TensorTree>(
  _ function: @escaping @Sendable (First) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> First {
  let call = ControlCall("grad", file, line)
  return { first in
    call.valueAndGradient(of: function, at: first).gradient
  }
}

/// The same for a function that gives something else beside the number: the gradient, and that.
public func grad<First: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First) -> (Tensor, Auxiliary), file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> (First, Auxiliary) {
  let call = ControlCall("grad", file, line)
  return { first in
    let (value, gradient) = call.valueAndGradient(of: function, at: first)
    return (gradient, value.1)
  }
}

/// The value of `function`, which gives one number, and its gradient by the first argument, for the price of the gradient.
///
/// ```swift
/// let (loss, gradient) = valueAndGrad(loss)(parameters, batch)
/// ```
public func valueAndGrad<First: TensorTree>(
  _ function: @escaping @Sendable (First) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> (Tensor, First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first in
    let (value, gradient) = call.valueAndGradient(of: function, at: first)
    return (value, gradient)
  }
}

/// The same for a function that gives something else beside the number: all that it gives, and the gradient.
public func valueAndGrad<First: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First) -> (Tensor, Auxiliary), file: String = #fileID, line: Int = #line
) -> @Sendable (First) -> ((Tensor, Auxiliary), First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first in
    let (value, gradient) = call.valueAndGradient(of: function, at: first)
    return (value, gradient)
  }
}

/// The same for a function of two arguments.
public func grad<First: TensorTree, Second: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> First {
  let call = ControlCall("grad", file, line)
  return { first, second in
    call.valueAndGradient(of: { function($0, second) }, at: first).gradient
  }
}

/// The same for a function of two arguments that gives something else beside the number.
public func grad<First: TensorTree, Second: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> (Tensor, Auxiliary), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second) -> (First, Auxiliary) {
  let call = ControlCall("grad", file, line)
  return { first, second in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second) }, at: first)
    return (gradient, value.1)
  }
}

/// The same for a function of two arguments.
public func valueAndGrad<First: TensorTree, Second: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> (Tensor, First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second) }, at: first)
    return (value, gradient)
  }
}

/// The same for a function of two arguments that gives something else beside the number.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> (Tensor, Auxiliary), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second) -> ((Tensor, Auxiliary), First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second) }, at: first)
    return (value, gradient)
  }
}

/// The same for a function of three arguments.
public func grad<First: TensorTree, Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> First {
  let call = ControlCall("grad", file, line)
  return { first, second, third in
    call.valueAndGradient(of: { function($0, second, third) }, at: first).gradient
  }
}

/// The same for a function of three arguments that gives something else beside the number.
public func grad<First: TensorTree, Second: TensorTree, Third: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> (Tensor, Auxiliary), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third) -> (First, Auxiliary) {
  let call = ControlCall("grad", file, line)
  return { first, second, third in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third) }, at: first)
    return (gradient, value.1)
  }
}

/// The same for a function of three arguments.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Third: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> (Tensor, First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second, third in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third) }, at: first)
    return (value, gradient)
  }
}

/// The same for a function of three arguments that gives something else beside the number.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Third: TensorTree, Auxiliary: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third) -> (Tensor, Auxiliary), file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third) -> ((Tensor, Auxiliary), First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second, third in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third) }, at: first)
    return (value, gradient)
  }
}

/// The same for a function of four arguments.
public func grad<First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> First {
  let call = ControlCall("grad", file, line)
  return { first, second, third, fourth in
    call.valueAndGradient(of: { function($0, second, third, fourth) }, at: first).gradient
  }
}

/// The same for a function of four arguments that gives something else beside the number.
public func grad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Auxiliary: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> (Tensor, Auxiliary),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> (First, Auxiliary) {
  let call = ControlCall("grad", file, line)
  return { first, second, third, fourth in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third, fourth) }, at: first)
    return (gradient, value.1)
  }
}

/// The same for a function of four arguments.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> (Tensor, First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second, third, fourth in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third, fourth) }, at: first)
    return (value, gradient)
  }
}

/// The same for a function of four arguments that gives something else beside the number.
public func valueAndGrad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Auxiliary: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> (Tensor, Auxiliary),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> ((Tensor, Auxiliary), First) {
  let call = ControlCall("valueAndGrad", file, line)
  return { first, second, third, fourth in
    let (value, gradient) = call.valueAndGradient(of: { function($0, second, third, fourth) }, at: first)
    return (value, gradient)
  }
}
