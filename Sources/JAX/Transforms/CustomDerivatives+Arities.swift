// `customJVP` of functions of two to four arguments.

/// The same for a function of two arguments: those come first, then their tangents.
///
/// ```swift
/// let power = customJVP(nondifferentiable: [1]) { (x: Tensor, n: Tensor) in
///   pow(x, n)
/// } derivative: { x, n, dx, _ in (pow(x, n), n * pow(x, n - 1) * dx) }
/// ```
///
/// - Parameter nondifferentiable: The numbers of the arguments that the rule gives no derivative by; their tangents are
///   zeros. A derivative by them is an error.
public func customJVP<First: TensorTree, Second: TensorTree, Output: TensorTree>(
  name: String = "function", nondifferentiable: Set<Int> = [],
  _ function: @escaping @Sendable (First, Second) -> Output,
  derivative: @escaping @Sendable (First, Second, First, Second) -> (Output, Output),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second) -> Output {
  let ruled = RuledFunction(
    ControlCall("customJVP", file, line), name, nondifferentiable: nondifferentiable, parts: { $0.parts }
  ) { (input: Arguments<First, Second>) in function(input.values.0, input.values.1) }
  return { first, second in
    ruled.callAsFunction(Arguments(first, second)) {
      derivative($0.values.0, $0.values.1, $1.values.0, $1.values.1)
    }
  }
}

/// The same for a function of three arguments.
public func customJVP<First: TensorTree, Second: TensorTree, Third: TensorTree, Output: TensorTree>(
  name: String = "function", nondifferentiable: Set<Int> = [],
  _ function: @escaping @Sendable (First, Second, Third) -> Output,
  derivative: @escaping @Sendable (First, Second, Third, First, Second, Third) -> (Output, Output),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third) -> Output {
  let ruled = RuledFunction(
    ControlCall("customJVP", file, line), name, nondifferentiable: nondifferentiable, parts: { $0.parts }
  ) { (input: Arguments<First, Second, Third>) in function(input.values.0, input.values.1, input.values.2) }
  return { first, second, third in
    ruled.callAsFunction(Arguments(first, second, third)) {
      derivative($0.values.0, $0.values.1, $0.values.2, $1.values.0, $1.values.1, $1.values.2)
    }
  }
}

/// The same for a function of four arguments.
public func customJVP<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Output: TensorTree
>(
  name: String = "function", nondifferentiable: Set<Int> = [],
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Output,
  derivative:
    @escaping @Sendable (First, Second, Third, Fourth, First, Second, Third, Fourth) -> (Output, Output),
  file: String = #fileID, line: Int = #line
) -> @Sendable (First, Second, Third, Fourth) -> Output {
  let ruled = RuledFunction(
    ControlCall("customJVP", file, line), name, nondifferentiable: nondifferentiable, parts: { $0.parts }
  ) { (input: Arguments<First, Second, Third, Fourth>) in
    function(input.values.0, input.values.1, input.values.2, input.values.3)
  }
  return { first, second, third, fourth in
    ruled.callAsFunction(Arguments(first, second, third, fourth)) {
      derivative(
        $0.values.0, $0.values.1, $0.values.2, $0.values.3, $1.values.0, $1.values.1, $1.values.2, $1.values.3
      )
    }
  }
}
