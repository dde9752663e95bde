import JAXCompiler
import JAXIR
import JAXPrimitives

/// The value of `function` at `argument`, and its derivative there along `tangent`, a tree like the argument: how much
/// the value changes for a small change in that direction.
///
/// ```swift
/// let (y, dy) = jvp({ x in sin(x) }, x, dx)     // dy = cos(x) * dx
/// ```
///
/// Integers have no tangent: theirs are passed over, and those of integer results are zeros.
public func jvp<Input: TensorTree, Output: TensorTree>(
  _ function: (Input) -> Output, _ argument: Input, _ tangent: Input, file: String = #fileID,
  line: Int = #line
) -> (Output, Output) {
  ControlCall("jvp", file, line).derivative(of: function, at: argument, along: tangent)
}

/// The same for a function of several arguments; arguments and tangents are tuples.
public func jvp<each Input: TensorTree, Output: TensorTree>(
  _ function: (repeat each Input) -> Output, _ arguments: (repeat each Input),
  _ tangents: (repeat each Input), file: String = #fileID, line: Int = #line
) -> (Output, Output) {
  ControlCall("jvp", file, line).derivative(
    of: { (input: Arguments<repeat each Input>) in function(repeat each input.values) },
    at: Arguments(repeat each arguments),
    along: Arguments(repeat each tangents))
}

/// The same for a function of several results.
public func jvp<Input: TensorTree, each Output: TensorTree>(
  _ function: (Input) -> (repeat each Output), _ argument: Input, _ tangent: Input, file: String = #fileID,
  line: Int = #line
) -> ((repeat each Output), (repeat each Output)) {
  let (output, derivative) = ControlCall("jvp", file, line).derivative(
    of: { Arguments(repeat each function($0)) }, at: argument, along: tangent)
  return (output.values, derivative.values)
}

/// The same for a function of several arguments and several results.
public func jvp<each Input: TensorTree, each Output: TensorTree>(
  _ function: (repeat each Input) -> (repeat each Output), _ arguments: (repeat each Input),
  _ tangents: (repeat each Input), file: String = #fileID, line: Int = #line
) -> ((repeat each Output), (repeat each Output)) {
  let (output, derivative) = ControlCall("jvp", file, line).derivative(
    of: { (input: Arguments<repeat each Input>) in Arguments(repeat each function(repeat each input.values))
    },
    at: Arguments(repeat each arguments),
    along: Arguments(repeat each tangents))
  return (output.values, derivative.values)
}

/// The value of `function` at `argument`, and its derivative there: a linear function from a tangent of the argument to
/// that of the value, for as many tangents as you like.
public func linearize<Input: TensorTree, Output: TensorTree>(
  _ function: (Input) -> Output, at argument: Input, file: String = #fileID, line: Int = #line
) -> (Output, @Sendable (Input) -> Output) {
  ControlCall("linearize", file, line).linearization(of: function, at: argument)
}

/// The same for a function of several results.
public func linearize<Input: TensorTree, each Output: TensorTree>(
  _ function: (Input) -> (repeat each Output), at argument: Input, file: String = #fileID, line: Int = #line
) -> ((repeat each Output), @Sendable (Input) -> (repeat each Output)) {
  let (output, pushforward) = ControlCall("linearize", file, line).linearization(
    of: { Arguments(repeat each function($0)) }, at: argument)
  return (output.values, { pushforward($0).values })
}

/// The same for a function of several arguments; so is the derivative. Give it a name before it is called: Swift does not
/// see how many there are in `linearize(…).1(a, b)`.
public func linearize<each Input: TensorTree, Output: TensorTree>(
  _ function: (repeat each Input) -> Output, at arguments: repeat each Input, file: String = #fileID,
  line: Int = #line
) -> (Output, @Sendable (repeat each Input) -> Output) {
  let (output, pushforward) = ControlCall("linearize", file, line).linearization(
    of: { (input: Arguments<repeat each Input>) in function(repeat each input.values) },
    at: Arguments(repeat each arguments))
  return (output, { (tangents: repeat each Input) in pushforward(Arguments(repeat each tangents)) })
}

/// The same for a function of several arguments and several results.
public func linearize<each Input: TensorTree, each Output: TensorTree>(
  _ function: (repeat each Input) -> (repeat each Output), at arguments: repeat each Input,
  file: String = #fileID, line: Int = #line
) -> ((repeat each Output), @Sendable (repeat each Input) -> (repeat each Output)) {
  let (output, pushforward) = ControlCall("linearize", file, line).linearization(
    of: { (input: Arguments<repeat each Input>) in Arguments(repeat each function(repeat each input.values))
    },
    at: Arguments(repeat each arguments))
  return (
    output.values, { (tangents: repeat each Input) in pushforward(Arguments(repeat each tangents)).values }
  )
}

/// The transpose of `function`, which is linear: for a cotangent of its result that of its argument, which is shaped
/// like `example`.
///
/// Only the types of the example's tensors matter.
public func linearTranspose<Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Output, _ example: Input, file: String = #fileID,
  line: Int = #line
) -> @Sendable (Output) -> Input {
  ControlCall("linearTranspose", file, line).linearTranspose(of: function, example)
}

/// The same for a function of several arguments: the transpose gives a tuple.
public func linearTranspose<each Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (repeat each Input) -> Output, _ examples: repeat each Input,
  file: String = #fileID, line: Int = #line
) -> @Sendable (Output) -> (repeat each Input) {
  let transpose = ControlCall("linearTranspose", file, line).linearTranspose(
    of: { (input: Arguments<repeat each Input>) in function(repeat each input.values) },
    Arguments(repeat each examples))
  return { transpose($0).values }
}

extension ControlCall {
  fileprivate func linearTranspose<Input: TensorTree, Output: TensorTree>(
    of function: @escaping @Sendable (Input) -> Output, _ example: Input
  ) -> @Sendable (Output) -> Input {
    return { cotangent in
      run(example) { () throws(JAXError) in
        let subject = try TransformedFunction(self, function, of: example, remembering: false)
        let output = subject.rebuild(cotangent.tensors)
        try checkStructure(of: cotangent, against: output, "cotangent", "the result")
        let cotangents = try matched(
          cotangent.tensors, to: subject.resultTypes, needed: subject.isWeak.map { _ in true },
          { cotangent.leafPaths }, "cotangent", "the result")
        let transpose = try subject.graph.transposed(linear: subject.parameters { _ in true })
        return example.with(
          try transpose.applied(
            to: subject.captures + cotangents, isWeak: subject.arguments.map(\.isWeak), at: location))
      }
    }
  }

  fileprivate func linearization<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input
  ) -> (Output, @Sendable (Input) -> Output) {
    do throws(JAXError) {
      let subject = try TransformedFunction(self, function, of: input, remembering: true)
      let (results, pushforward) = try subject.linearized()
      let output = subject.rebuild(results)
      return (
        output,
        { tangent in
          run(output) { () throws(JAXError) in
            try checkStructure(of: tangent, against: input, "tangent", "the argument")
            return output.with(try pushforward(tangent.tensors, paths: { input.leafPaths }))
          }
        }
      )
    } catch {
      let output = failed(error, function, of: input)
      return (output, { _ in output })
    }
  }

  func derivative<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input, along tangent: Input
  ) -> (Output, Output) {
    do throws(JAXError) {
      try checkStructure(of: tangent, against: input, "tangent", "the argument")
      let subject = try TransformedFunction(self, function, of: input, remembering: true)
      let tangents = try matched(
        tangent.tensors, to: subject.arguments.map(\.type),
        needed: subject.arguments.map(\.isDifferentiable),
        { input.leafPaths }, "tangent", "the argument")
      let derivative = try subject.graph.jvp(subject.parameters(where: \.isDifferentiable))
      let hasTangent = derivative.hasTangent
      let weak = subject.isWeak + hasTangent.indices.filter { hasTangent[$0] }.map { subject.isWeak[$0] }
      let results = try subject.applied(derivative.graph, tangents, isWeak: weak)
      let dense = try filled(
        Array(results.dropFirst(hasTangent.count)), where: hasTangent, subject.resultTypes)
      return (subject.rebuild(Array(results.prefix(hasTangent.count))), subject.rebuild(dense))
    } catch {
      let output = failed(error, function, of: input)
      return (output, output)
    }
  }

  /// - Throws: `invalidArgument` when a tree is not like the one that it belongs to.
  func checkStructure<Tree: TensorTree>(
    of tree: Tree, against other: Tree, _ what: String, _ whole: String
  ) throws(JAXError) {
    var (given, expected) = (TreeFlattener(), TreeFlattener())
    given.append(tree)
    expected.append(other)
    guard given.structure == expected.structure, given.tensors.count == expected.tensors.count else {
      throw JAXError(
        .invalidArgument,
        "the \(what) has the tensors \(tree.leafList), but \(whole) has \(other.leafList): "
          + difference(tree.leafPaths, other.leafPaths, "the \(what)", whole),
        operation: name, location: location, hint: "both must be trees of one structure")
    }
  }

  /// The first tensor that only one of two trees has.
  private func difference(_ paths: [String], _ others: [String], _ what: String, _ whole: String) -> String {
    let (all, otherAll) = (Set(paths), Set(others))
    for index in 0..<max(paths.count, others.count) {
      if index < paths.count, !otherAll.contains(paths[index]) { return "only \(what) has \(paths[index])" }
      if index < others.count, !all.contains(others[index]) { return "only \(whole) has \(others[index])" }
    }
    return "they differ in what is not a tensor"
  }
}

extension TensorTree {
  /// The tensors with their paths and types, for messages.
  var leafList: String {
    let tensors = tensors
    // Of a large tree its beginning says enough.
    var members = zip(leafPaths, tensors).prefix(24).map { path, tensor in
      if case .poisoned = tensor.storage { return path }
      return path.isEmpty ? "\(tensor.type)" : "\(path): \(tensor.type)"
    }
    if tensors.count > members.count { members.append("and \(tensors.count - members.count) more") }
    return "(" + members.joined(separator: ", ") + ")"
  }
}
