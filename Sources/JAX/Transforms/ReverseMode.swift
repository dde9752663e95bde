import JAXIR

/// The value of `function` at `argument`, and its pullback there: a linear function from a cotangent of the value, a tree
/// like it, to the cotangent of the argument.
///
/// ```swift
/// let (y, pullback) = vjp({ x in sin(x) }, x)
/// let dx = pullback(dy)                         // dx = cos(x) * dy
/// ```
///
/// Integers have no cotangent: theirs are passed over, and those of integer arguments are zeros.
public func vjp<Input: TensorTree, Output: TensorTree>(
  _ function: (Input) -> Output, _ argument: Input, file: String = #fileID, line: Int = #line
) -> (Output, @Sendable (Output) -> Input) {
  ControlCall("vjp", file, line).pullback(of: function, at: argument)
}

/// The same for a function of several arguments: the pullback gives a tuple.
public func vjp<each Input: TensorTree, Output: TensorTree>(
  _ function: (repeat each Input) -> Output, _ arguments: repeat each Input, file: String = #fileID,
  line: Int = #line
) -> (Output, @Sendable (Output) -> (repeat each Input)) {
  let (output, pullback) = ControlCall("vjp", file, line).pullback(
    of: { (input: Arguments<repeat each Input>) in function(repeat each input.values) },
    at: Arguments(repeat each arguments))
  return (output, { cotangent in pullback(cotangent).values })
}

/// The same for a function of several results: the pullback takes a cotangent of each. Give it a name before it is called:
/// Swift does not see how many there are in `vjp(…).1(a, b)`.
public func vjp<Input: TensorTree, each Output: TensorTree>(
  _ function: (Input) -> (repeat each Output), _ argument: Input, file: String = #fileID, line: Int = #line
) -> ((repeat each Output), @Sendable (repeat each Output) -> Input) {
  let (output, pullback) = ControlCall("vjp", file, line).pullback(
    of: { Arguments(repeat each function($0)) }, at: argument)
  return (
    output.values, { (cotangents: repeat each Output) in pullback(Arguments(repeat each cotangents)) }
  )
}

/// The same for a function of several arguments and several results.
public func vjp<each Input: TensorTree, each Output: TensorTree>(
  _ function: (repeat each Input) -> (repeat each Output), _ arguments: repeat each Input,
  file: String = #fileID, line: Int = #line
) -> ((repeat each Output), @Sendable (repeat each Output) -> (repeat each Input)) {
  let (output, pullback) = ControlCall("vjp", file, line).pullback(
    of: { (input: Arguments<repeat each Input>) in Arguments(repeat each function(repeat each input.values))
    },
    at: Arguments(repeat each arguments))
  return (
    output.values, { (cotangents: repeat each Output) in pullback(Arguments(repeat each cotangents)).values }
  )
}

extension ControlCall {
  func pullback<Input: TensorTree, Output: TensorTree>(
    of function: (Input) -> Output, at input: Input
  ) -> (Output, @Sendable (Output) -> Input) {
    do throws(JAXError) {
      let subject = try TransformedFunction(self, function, of: input, remembering: true)
      let (results, pullback) = try subject.pulledBack()
      let output = subject.rebuild(results)
      return (
        output,
        { cotangent in
          run(input) { () throws(JAXError) in
            try checkStructure(of: cotangent, against: output, "cotangent", "the result")
            return input.with(try pullback(cotangent.tensors, paths: { output.leafPaths }))
          }
        }
      )
    } catch {
      let output = failed(error, function, of: input)
      let poisoned = Tensor(.poisoned(error))
      return (output, { _ in input.with(input.tensors.map { _ in poisoned }) })
    }
  }
}
