package import JAXIR

/// A function as it was traced for arguments of one signature: its graph, what it took from outside, and how its
/// results are put together.
package struct TracedFunction<Output>: Sendable {
  package let graph: Graph
  /// What the parameters after the arguments stand for.
  package let captures: [Trace.Capture]
  /// What the function took from outside, as tensors where it was traced.
  package let captureTensors: [Tensor]
  /// The elements of its values where it was run as it was traced.
  let memory: TraceMemory?
  /// Whether each tensor result is weak.
  package let isWeak: [Bool]
  /// Whether `Output` is `Tensor` or a tuple of nothing else.
  package let resultsAreTensors: Bool
  /// The function's result with these tensors in it.
  package let rebuild: @Sendable ([Tensor]) -> Output
}

/// The result of a user's function, taken apart.
package struct TracedOutput<Output> {
  package let leaves: [Tensor]
  /// Whether `Output` is `Tensor` or a tuple of nothing else.
  package let isTensors: Bool
  package let rebuild: @Sendable ([Tensor]) -> Output
}

extension TracedFunction {
  /// Traces `body`, which is given one tracer per argument leaf.
  ///
  /// - Parameters:
  ///   - title: What messages call the function; by default that which was given to `name`.
  ///   - nameOfArgument: What messages call an argument, by number.
  ///   - elementTypes: The types of the tracers where they are not those of the arguments.
  ///   - remembering: Whether operations are to be run as they are recorded, if the arguments have elements.
  /// - Throws: the first error of the expressions in `body` when inside `withErrors`, or of its results.
  package init(
    name: String, title: String? = nil, arguments: [Tensor], nameOfArgument: ((Int) -> String)? = nil,
    elementTypes: [TensorType]? = nil, key: Trace.Key? = nil, remembering: Bool = false,
    at location: Location, _ body: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) {
    let parent = Ambient.activeTrace
    let memory = remembering && Ambient.recordingTrace == nil ? TraceMemory() : nil
    let elements = try arguments.map { (argument) throws(JAXError) -> ConcreteTensor? in
      guard memory != nil else { return ConcreteTensor?.none }
      return try argument.concrete(reading: name, at: location)
    }
    let trace = Trace(
      parent: parent, thread: Ambient.thread, key: key, memory: memory,
      title: title ?? "the function given to \(name)", at: location)
    trace.argumentCount = arguments.count
    trace.nameOfArgument = nameOfArgument
    try trace.checkNotRecursive(name)
    var parameters: [Tensor] = []
    for (position, argument) in arguments.enumerated() {
      let type = if let elementTypes { elementTypes[position] } else { try argument.checkedType() }
      let value = trace.builder.parameter(.tensor(type))
      memory?[value] = elements[position]
      parameters.append(
        Tensor(
          .traced(.init(trace: trace, value: value, type: type, location: location)), isWeak: argument.isWeak)
      )
    }
    defer { trace.abandon() }
    let output = try Self.run(body, parameters, in: trace)
    let results = try output.leaves.map { (leaf) throws(JAXError) in
      try trace.value(of: leaf, for: "the result of \(name)", at: location)
    }
    graph = trace.close(name: name, results: results)
    captures = trace.captures
    captureTensors = memory?.captures ?? trace.captures.map { $0.tensor(at: location) }
    self.memory = memory
    isWeak = output.leaves.map(\.isWeak)
    resultsAreTensors = output.isTensors
    // What the result held of the trace is let go: only its structure is kept.
    let rebuild = output.rebuild
    self.rebuild = { rebuild($0) }
  }

  /// Runs the user's function inside `trace`.
  ///
  /// - Throws: the first error of its expressions inside `withErrors`, also when no result depends on it: a function
  ///   with an error must not be compiled and found ready the next time.
  private static func run(
    _ body: ([Tensor]) -> TracedOutput<Output>, _ parameters: [Tensor], in trace: Trace
  ) throws(JAXError) -> TracedOutput<Output> {
    var ambient = Ambient.current
    ambient.trace = trace
    if ambient.errors != nil { ambient.errors = ErrorSink() }
    let output = Ambient.$current.withValue(ambient) { body(parameters) }
    if let error = ambient.errors?.error { throw error }
    return output
  }

  /// The tensors that exist and that the function reads, in the order of the captures.
  package var capturedTensors: [ConcreteTensor] {
    captures.compactMap { capture in
      if case .concrete(let captured) = capture.source { captured.object as? ConcreteTensor } else { nil }
    }
  }
}

extension Trace {
  /// - Throws: `recursiveTrace` when a function calls itself for arguments of the same types: its trace would never
  ///   end. Nesting is bounded too, because it costs stack.
  func checkNotRecursive(_ name: String) throws(JAXError) {
    var depth = 0
    var outer = parent
    while let trace = outer {
      guard key == nil || trace.key != key else {
        throw JAXError(
          .recursiveTrace, "\(name) calls itself while it is being traced, called first at \(trace.location)",
          location: location,
          hint: "tracing unrolls calls, so recursion must depend on static arguments or shapes")
      }
      depth += 1
      guard depth < 200 else {
        throw JAXError(.recursiveTrace, "\(name) is nested in 200 traced functions", location: location)
      }
      outer = trace.parent
    }
  }
}
