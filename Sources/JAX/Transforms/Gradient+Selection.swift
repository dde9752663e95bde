// Gradients by chosen arguments, or members of them.

/// The gradient of `function` by the argument, or the member of an argument, that a key path
/// names; by several, a tuple.
///
/// ```swift
/// let bySecond = grad(loss, withRespectTo: \.1)(parameters, x)
/// let (byWeight, byInput) = grad(loss, withRespectTo: \.0.weight, \.1)(layer, x)
/// ```
public func grad<First: TensorTree, Second: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable
) -> @Sendable (First, Second) -> Selected {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: ())
  return { first, second in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1) }, at: (first, second))
    return result.first
  }
}

/// The same for several key paths.
public func grad<First: TensorTree, Second: TensorTree, Selected: TensorTree, each More: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second), each More> & Sendable
) -> @Sendable (First, Second) -> (Selected, repeat each More) {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: (repeat each more))
  return { first, second in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1) }, at: (first, second))
    return (result.first, repeat each result.rest)
  }
}

/// The value of `function` and its gradient by what a key path names.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Selected: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable
) -> @Sendable (First, Second) -> (Tensor, Selected) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: ())
  return { first, second in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1) }, at: (first, second))
    return (result.value, result.first)
  }
}

/// The same for several key paths.
public func valueAndGrad<First: TensorTree, Second: TensorTree, Selected: TensorTree, each More: TensorTree>(
  _ function: @escaping @Sendable (First, Second) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second), each More> & Sendable
) -> @Sendable (First, Second) -> (Tensor, Selected, repeat each More) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: (repeat each more))
  return { first, second in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1) }, at: (first, second))
    return (result.value, result.first, repeat each result.rest)
  }
}

/// The same for a function of three arguments.
public func grad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable
) -> @Sendable (First, Second, Third) -> Selected {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: ())
  return { first, second, third in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2) }, at: (first, second, third))
    return result.first
  }
}

/// The same for several key paths.
public func grad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree, each More: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second, Third), each More> & Sendable
) -> @Sendable (First, Second, Third) -> (Selected, repeat each More) {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: (repeat each more))
  return { first, second, third in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2) }, at: (first, second, third))
    return (result.first, repeat each result.rest)
  }
}

/// The same for a function of three arguments.
public func valueAndGrad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable
) -> @Sendable (First, Second, Third) -> (Tensor, Selected) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: ())
  return { first, second, third in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2) }, at: (first, second, third))
    return (result.value, result.first)
  }
}

/// The same for several key paths.
public func valueAndGrad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Selected: TensorTree, each More: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third) -> Tensor, file: String = #fileID, line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second, Third), each More> & Sendable
) -> @Sendable (First, Second, Third) -> (Tensor, Selected, repeat each More) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: (repeat each more))
  return { first, second, third in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2) }, at: (first, second, third))
    return (result.value, result.first, repeat each result.rest)
  }
}

/// The same for a function of four arguments.
public func grad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Selected: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third, Fourth), Selected> & Sendable
) -> @Sendable (First, Second, Third, Fourth) -> Selected {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: ())
  return { first, second, third, fourth in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2, arguments.3) },
      at: (first, second, third, fourth))
    return result.first
  }
}

/// The same for several key paths.
public func grad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Selected: TensorTree,
  each More: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third, Fourth), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second, Third, Fourth), each More> & Sendable
) -> @Sendable (First, Second, Third, Fourth) -> (Selected, repeat each More) {
  let selection = Selection(call: ControlCall("grad", file, line), path: path, more: (repeat each more))
  return { first, second, third, fourth in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2, arguments.3) },
      at: (first, second, third, fourth))
    return (result.first, repeat each result.rest)
  }
}

/// The same for a function of four arguments.
public func valueAndGrad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Selected: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third, Fourth), Selected> & Sendable
) -> @Sendable (First, Second, Third, Fourth) -> (Tensor, Selected) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: ())
  return { first, second, third, fourth in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2, arguments.3) },
      at: (first, second, third, fourth))
    return (result.value, result.first)
  }
}

/// The same for several key paths.
public func valueAndGrad<
  First: TensorTree, Second: TensorTree, Third: TensorTree, Fourth: TensorTree, Selected: TensorTree,
  each More: TensorTree
>(
  _ function: @escaping @Sendable (First, Second, Third, Fourth) -> Tensor, file: String = #fileID,
  line: Int = #line,
  withRespectTo path: any WritableKeyPath<(First, Second, Third, Fourth), Selected> & Sendable,
  _ more: repeat any WritableKeyPath<(First, Second, Third, Fourth), each More> & Sendable
) -> @Sendable (First, Second, Third, Fourth) -> (Tensor, Selected, repeat each More) {
  let selection = Selection(
    call: ControlCall("valueAndGrad", file, line), path: path, more: (repeat each more))
  return { first, second, third, fourth in
    let result = selection.valueAndGradient(
      of: { arguments in function(arguments.0, arguments.1, arguments.2, arguments.3) },
      at: (first, second, third, fourth))
    return (result.value, result.first, repeat each result.rest)
  }
}

/// What key paths choose of the arguments of a function, a tuple.
private struct Selection<All, Selected: TensorTree, each More: TensorTree>: Sendable {
  let call: ControlCall
  let path: any WritableKeyPath<All, Selected> & Sendable
  let more: (repeat any WritableKeyPath<All, each More> & Sendable)

  func valueAndGradient(
    of function: (All) -> Tensor, at arguments: All
  ) -> (value: Tensor, first: Selected, rest: (repeat each More)) {
    let chosen = Chosen(
      first: arguments[keyPath: path], rest: Arguments(repeat arguments[keyPath: each more]))
    let (value, gradient) = call.valueAndGradient(
      of: { chosen in
        var arguments = arguments
        arguments[keyPath: path] = chosen.first
        repeat Self.set(&arguments, each more, each chosen.rest.values)
        return function(arguments)
      }, at: chosen, paths: { paths(of: chosen, in: arguments) })
    return (value, gradient.first, gradient.rest.values)
  }

  /// By tensor that is chosen: how it is reached from the arguments.
  private func paths(of chosen: Chosen, in arguments: All) -> [String] {
    let count = chosen.tensors.count
    let numbered = chosen.with(LeafSearch.numbers(count))
    var arguments = arguments
    arguments[keyPath: path] = numbered.first
    repeat Self.set(&arguments, each more, each numbered.rest.values)
    var search = LeafSearch(paths: [String](repeating: "", count: count))
    search.search(arguments)
    return search.paths
  }

  private static func set<Member>(
    _ arguments: inout All, _ path: any WritableKeyPath<All, Member> & Sendable, _ member: Member
  ) {
    arguments[keyPath: path] = member
  }

  private struct Chosen: TensorTree {
    var first: Selected
    var rest: Arguments<repeat each More>

    func flatten(into leaves: inout TreeFlattener) {
      leaves.append(first)
      leaves.append(rest)
    }

    func rebuild(from leaves: inout TreeRebuilder) -> Chosen {
      Chosen(first: leaves.next(first), rest: leaves.next(rest))
    }
  }
}
