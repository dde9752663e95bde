import JAXIR

/// What `function` gives of `argument` but for the elements: a tree whose tensors have a shape and a dtype, and cannot be
/// read. Nothing is computed.
public func evalShape<each Input: TensorTree, Output: TensorTree>(
  _ function: @escaping (repeat each Input) -> Output, _ arguments: repeat each Input, file: String = #fileID,
  line: Int = #line
) -> Output {
  let call = ControlCall("evalShape", file, line)
  let all = Arguments(repeat each arguments)
  let spread = { (input: Arguments<repeat each Input>) in function(repeat each input.values) }
  return call.run(spread, of: all) { () throws(JAXError) in
    let subject = try TransformedFunction(call, spread, of: all, remembering: false)
    // Parameters of a trace that is over: they have a type and nothing else.
    let trace = Trace(
      parent: nil, thread: Ambient.thread, title: Trace.titleOfShapes, at: call.location)
    defer { trace.abandon() }
    return subject.rebuild(
      subject.resultTypes.map { type in
        let value = trace.builder.parameter(.tensor(type))
        return Tensor(.traced(.init(trace: trace, value: value, type: type, location: call.location)))
      })
  }
}
