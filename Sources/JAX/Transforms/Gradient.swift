import JAXCompiler
import JAXIR
import JAXPrimitives

/// What a function that is differentiated gives: the number, and what is only passed on.
struct Outcome<Auxiliary: TensorTree>: TensorTree {
  var value: Tensor
  var auxiliary: Auxiliary

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(value)
    leaves.append(auxiliary)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Outcome {
    Outcome(value: leaves.next(value), auxiliary: leaves.next(auxiliary))
  }
}

/// No tensors.
struct Nothing: TensorTree {
  func flatten(into leaves: inout TreeFlattener) {}
  func rebuild(from leaves: inout TreeRebuilder) -> Nothing { self }
}

extension ControlCall {
  /// The value of `function`, and its gradient by every tensor of `input`.
  ///
  /// - Parameter paths: By tensor: how it is reached from the tuple of arguments; by default from the first.
  func valueAndGradient<Input: TensorTree>(
    of function: (Input) -> Tensor, at input: Input, paths: (() -> [String])? = nil
  ) -> (value: Tensor, gradient: Input) {
    let result = gradient(
      of: { Outcome(value: function($0), auxiliary: Nothing()) }, at: input, paths: paths)
    return (result.outcome.value, result.gradient)
  }

  /// The same for a function that gives something else, too.
  func valueAndGradient<Input: TensorTree, Auxiliary: TensorTree>(
    of function: (Input) -> (Tensor, Auxiliary), at input: Input
  ) -> (value: (Tensor, Auxiliary), gradient: Input) {
    let result = gradient(
      of: { input in
        let (value, auxiliary) = function(input)
        return Outcome(value: value, auxiliary: auxiliary)
      }, at: input)
    return ((result.outcome.value, result.outcome.auxiliary), result.gradient)
  }

  private func gradient<Input: TensorTree, Auxiliary: TensorTree>(
    of function: (Input) -> Outcome<Auxiliary>, at input: Input, paths: (() -> [String])? = nil
  ) -> (outcome: Outcome<Auxiliary>, gradient: Input) {
    do throws(JAXError) {
      try checkDifferentiable(input, paths: paths)
      let subject = try TransformedFunction(self, function, of: input, remembering: true)
      let type = subject.resultTypes[0]
      try checkScalar(type)
      let (results, pullback) = try subject.pulledBack(wanted: subject.isWeak.indices.map { $0 == 0 })
      let one = try Tensor.make(Literal(splat: Kernel.Constant(type.dtype, 1), shape: .scalar), at: location)
      // Nobody asks for derivatives of the others, so any tensors do.
      let rest = [Tensor](repeating: one, count: results.count - 1)
      let gradient = try pullback([one] + rest, paths: { [] })
      return (subject.rebuild(results), input.with(gradient))
    } catch {
      let outcome = failed(error, function, of: input)
      return (outcome, input.with(input.tensors.map { _ in outcome.value }))
    }
  }

  /// - Throws: `dtypeMismatch` that names the first tensor without a derivative.
  func checkDifferentiable(_ input: some TensorTree, paths: (() -> [String])? = nil) throws(JAXError) {
    for (index, tensor) in input.tensors.enumerated() where try !tensor.checkedType().dtype.hasDerivative {
      let path = paths.map { $0()[index] } ?? ".0" + input.leafPaths[index]
      throw JAXError(
        .dtypeMismatch,
        "\(argumentName(path)) is \(tensor.type), but only functions of floats have derivatives",
        operation: name, location: location,
        hint: tensor.isWeak
          ? "write the number with a point, or convert it with asType(.float32)"
          : "convert it with asType(.float32), or take it out of what is differentiated: pass it as another argument, "
            + "or as Static")
    }
  }

  private func checkScalar(_ type: TensorType) throws(JAXError) {
    guard type.rank == 0 else {
      throw JAXError(
        .shapeMismatch,
        "the function gives \(type), but only a function that gives one number has a gradient",
        operation: name, location: location,
        hint: "give .sum() or .mean() of it, or use vjp or jacrev")
    }
    guard type.dtype.isFloat else {
      throw JAXError(
        .dtypeMismatch, "the function gives \(type), but only a function that gives a float has a gradient",
        operation: name, location: location,
        hint: type.dtype.isComplex ? "give its real part, or use vjp" : "convert it with asType(.float32)")
    }
  }
}
