import JAXIR
import JAXPrimitives

/// A function that says itself how it is differentiated.
struct RuledFunction<Input: TensorTree, Output: TensorTree>: Sendable {
  let call: ControlCall
  let name: String
  /// The arguments that the rules give no derivative by.
  let nondifferentiable: Set<Int>
  /// The arguments, one by one.
  let parts: @Sendable (Input) -> [any TensorTree]
  let function: @Sendable (Input) -> Output

  init(
    _ call: ControlCall, _ name: String, nondifferentiable: Set<Int>,
    parts: @escaping @Sendable (Input) -> [any TensorTree], _ function: @escaping @Sendable (Input) -> Output
  ) {
    self.call = call
    self.name = name
    self.nondifferentiable = nondifferentiable
    self.parts = parts
    self.function = function
  }

  /// A call with a rule that gives the tangent of the value.
  func callAsFunction(_ input: Input, derivative: (Input, Input) -> (Output, Output)) -> Output {
    if Ambient.activeTrace == nil { return function(input) }
    return call.run(function, of: input) { () throws(JAXError) in
      let site = try RuledCall(self, input)
      let derived = try site.traced(derivative)
      try call.checkIsUnordered(site.body.code, derived)
      let captures = CaptureList([site.body.code, derived], at: call.location)
      let count = site.operands.count
      let primitive = CustomJvp(name, constants: site.constantCount + captures.tensors.count)
      return try site.results(
        primitive, captures,
        [
          try captures.region(site.body.code, capturesAt: count),
          try captures.region(derived, capturesAt: count),
        ])
    }
  }

  /// A call with rules that give the residuals, and from these and a cotangent of the value that of the argument.
  func callAsFunction<Residuals: TensorTree>(
    _ input: Input, forward: (Input) -> (Output, Residuals), backward: (Residuals, Output) -> Input
  ) -> Output {
    if Ambient.activeTrace == nil { return function(input) }
    return call.run(function, of: input) { () throws(JAXError) in
      let site = try RuledCall(self, input)
      let (first, residuals) = try site.traced(forward)
      let second = try site.traced(residuals, backward)
      try call.checkIsUnordered(site.body.code, first, second)
      let captures = CaptureList([site.body.code, first, second], at: call.location)
      let ofBackward = CaptureList([second], at: call.location)
      let count = site.operands.count
      // What the backward part takes from outside is residuals, too.
      var forward = try captures.region(first, capturesAt: count).graph
      forward.results += second.captures.map { Graph.Value(count + captures.place(of: $0)) }
      let primitive = CustomVjp(name, constants: site.constantCount + captures.tensors.count)
      return try site.results(
        primitive, captures,
        [
          try captures.region(site.body.code, capturesAt: count), Region(forward),
          try ofBackward.region(second, capturesAt: residuals.tensors.count),
        ])
    }
  }
}
