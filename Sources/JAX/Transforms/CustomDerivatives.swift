// Functions with derivatives of their own. Those of several arguments with a `derivative` are in
// `CustomDerivatives+Arities.swift`.

/// `function` with a derivative of its own, for all modes: for arguments and their tangents, `derivative` gives the value
/// and its tangent, which must be linear in the given one.
///
/// ```swift
/// let softplus = customJVP { x in log(1 + exp(x)) } derivative: { x, dx in
///   (log(1 + exp(x)), dx / (1 + exp(-x)))
/// }
/// ```
///
/// Outside derivatives and traced functions `function` alone runs, as it is. Elsewhere both are traced at each call and
/// become parts of the program, under `vmap` and in loops, too; a derivative of the derivative is that of its code. The
/// value and its tangent are trees like that of `function`. Integers have no tangents: theirs are zeros, and what is
/// given for integer results is not read.
///
/// Inside `jit` a derivative prints and calls what `derivative` does, not what `function` does; outside it is the other way
/// around.
///
/// What the two take from outside, and arguments of no interest to the rule, may be Swift values or tensors; a
/// derivative by such a tensor is an error.
///
/// - Parameter name: What programs and messages call the function.
public func customJVP<Input: TensorTree, Output: TensorTree>(
  name: String = "function", _ function: @escaping @Sendable (Input) -> Output,
  derivative: @escaping @Sendable (_ argument: Input, _ tangent: Input) -> (Output, Output),
  file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Output {
  let ruled = RuledFunction(
    ControlCall("customJVP", file, line), name, nondifferentiable: [], parts: { [$0] }, function)
  return { ruled.callAsFunction($0, derivative: derivative) }
}

/// `function` with a pullback of its own: `forward` gives the value and what `backward` needs to know of the way there,
/// its residuals; `backward` gives for these and a cotangent of the value, in which it must be linear, the cotangent of
/// the argument.
///
/// ```swift
/// let reversed = customVJP { x in x } forward: { x in (x, [Tensor]()) } backward: { _, g in -g }
/// let clipped = customVJP { x in x } forward: { x in (x, bound) } backward: { bound, g in minimum(g, bound) }
/// ```
///
/// Outside derivatives and traced functions `function` alone runs, as it is. Elsewhere the three are traced at each call
/// and become parts of the program, under `vmap` and in loops, too. Residuals are any tree, such as an array of tensors.
/// The cotangent is a tree like the argument. Integers have no cotangents: theirs are zeros, and what is given for
/// integer arguments is not read.
///
/// Forward mode uses the transpose of `backward`, and is an error where its code is not linear, as that of `clipped`
/// above.
///
/// What the three take from outside may be Swift values or tensors; a derivative by such a tensor is an error.
///
/// - Parameter name: What programs and messages call the function.
public func customVJP<Input: TensorTree, Output: TensorTree, Residuals: TensorTree>(
  name: String = "function", _ function: @escaping @Sendable (Input) -> Output,
  forward: @escaping @Sendable (Input) -> (Output, Residuals),
  backward: @escaping @Sendable (_ residuals: Residuals, _ cotangent: Output) -> Input,
  file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Output {
  let ruled = RuledFunction(
    ControlCall("customVJP", file, line), name, nondifferentiable: [], parts: { [$0] }, function)
  return { ruled.callAsFunction($0, forward: forward, backward: backward) }
}

/// The same for a function of several arguments: `backward` gives a tuple.
///
/// - Parameter nondifferentiable: The numbers of the arguments that the rule gives no derivative by; what `backward` gives
///   for them is not read. A derivative by them is an error.
public func customVJP<each Input: TensorTree, Output: TensorTree, Residuals: TensorTree>(
  name: String = "function", nondifferentiable: Set<Int> = [],
  _ function: @escaping @Sendable (repeat each Input) -> Output,
  forward: @escaping @Sendable (repeat each Input) -> (Output, Residuals),
  backward: @escaping @Sendable (_ residuals: Residuals, _ cotangent: Output) -> (repeat each Input),
  file: String = #fileID, line: Int = #line
) -> @Sendable (repeat each Input) -> Output {
  let ruled = RuledFunction(
    ControlCall("customVJP", file, line), name, nondifferentiable: nondifferentiable, parts: { $0.parts }
  ) { (input: Arguments<repeat each Input>) in function(repeat each input.values) }
  let first = { @Sendable (input: Arguments<repeat each Input>) in forward(repeat each input.values) }
  let second = { @Sendable (residuals: Residuals, cotangent: Output) in
    Arguments(repeat each backward(residuals, cotangent))
  }
  return { (arguments: repeat each Input) in
    ruled.callAsFunction(Arguments(repeat each arguments), forward: first, backward: second)
  }
}
