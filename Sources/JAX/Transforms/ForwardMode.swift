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

/// The value of `function` at `argument`, and its derivative there: a linear function from a tangent of the argument to
/// that of the value, for as many tangents as you like.
public func linearize<Input: TensorTree, Output: TensorTree>(
  _ function: (Input) -> Output, at argument: Input, file: String = #fileID, line: Int = #line
) -> (Output, @Sendable (Input) -> Output) {
  let call = ControlCall("linearize", file, line)
  do throws(JAXError) {
    let subject = try TransformedFunction(call, function, of: argument, remembering: true)
    let (results, pushforward) = try subject.linearized()
    let output = subject.rebuild(results)
    return (
      output,
      { tangent in
        call.run(output) { () throws(JAXError) in
          try call.checkStructure(of: tangent, against: argument, "tangent", "the argument")
          return output.with(try pushforward(tangent.tensors, paths: { argument.leafPaths }))
        }
      }
    )
  } catch {
    let output = call.failed(error, function, of: argument)
    return (output, { _ in output })
  }
}

/// The transpose of `function`, which is linear: for a cotangent of its result that of its argument, which is shaped
/// like `example`.
///
/// Only the types of the example's tensors matter.
public func linearTranspose<Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (Input) -> Output, _ example: Input, file: String = #fileID,
  line: Int = #line
) -> @Sendable (Output) -> Input {
  let call = ControlCall("linearTranspose", file, line)
  return { cotangent in
    call.run(example) { () throws(JAXError) in
      let subject = try TransformedFunction(call, function, of: example, remembering: false)
      let output = subject.rebuild(cotangent.tensors)
      try call.checkStructure(of: cotangent, against: output, "cotangent", "the result")
      let cotangents = try call.matched(
        cotangent.tensors, to: subject.resultTypes, needed: subject.isWeak.map { _ in true },
        { cotangent.leafPaths }, "cotangent", "the result")
      let transpose = try subject.graph.transposed(linear: subject.parameters { _ in true })
      return example.with(
        try transpose.applied(
          to: subject.captures + cotangents, isWeak: subject.arguments.map(\.isWeak), at: call.location))
    }
  }
}

extension ControlCall {
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
      var given = results.dropFirst(hasTangent.count)
      let dense = try hasTangent.indices.map { (index) throws(JAXError) in
        hasTangent[index]
          ? given.removeFirst() : try Tensor.zeros(subject.resultTypes[index], at: location)
      }
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
          + "the trees must have one structure",
        operation: name, location: location)
    }
  }
}

extension TensorTree {
  /// The tensors with their paths and types, for messages.
  var leafList: String {
    let members = zip(leafPaths, tensors).map { path, tensor in
      if case .poisoned = tensor.storage { return path }
      return path.isEmpty ? "\(tensor.type)" : "\(path): \(tensor.type)"
    }
    return "(" + members.joined(separator: ", ") + ")"
  }
}
