package import JAXIR

/// A function as it was traced for arguments of one signature: its graph, what it took from outside, and how its
/// results are put together.
package struct TracedFunction<Output>: Sendable {
  package let graph: Graph
  /// What the parameters after the arguments stand for.
  package let captures: [Trace.Capture]
  /// Whether each tensor result is weak.
  package let isWeak: [Bool]
  /// The function's result with these tensors in it.
  package let rebuild: @Sendable ([Tensor]) -> Output
}

/// The result of a user's function, taken apart.
package struct TracedOutput<Output> {
  package let leaves: [Tensor]
  package let rebuild: @Sendable ([Tensor]) -> Output
}

extension TracedFunction {
  /// Traces `body`, which is given one tracer per argument leaf.
  ///
  /// - Throws: the first error of the expressions in `body` when inside `withErrors`, or of its results.
  package init(
    name: String, arguments: [Tensor], at location: Location, _ body: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) {
    let trace = Trace(at: location)
    let parameters = arguments.map { argument in
      let type = argument.type
      let value = trace.builder.parameter(.tensor(type))
      return Tensor(
        .traced(.init(trace: trace, value: value, type: type, location: location)), isWeak: argument.isWeak)
    }
    defer { trace.abandon() }
    let output = Ambient.tracing(trace) { body(parameters) }
    let results = try output.leaves.map { (leaf) throws(JAXError) in
      try trace.value(of: leaf, for: "the result of \(name)", at: location)
    }
    graph = trace.close(name: name, results: results)
    captures = trace.captures
    isWeak = output.leaves.map(\.isWeak)
    // What the result held of the trace is let go: only its structure is kept.
    let rebuild = output.rebuild
    self.rebuild = { rebuild($0) }
  }

  /// The tensors that exist and that the function reads, in the order of the captures.
  package var capturedTensors: [ConcreteTensor] {
    captures.compactMap { capture in
      if case .concrete(let captured) = capture.source { captured.object as? ConcreteTensor } else { nil }
    }
  }
}
