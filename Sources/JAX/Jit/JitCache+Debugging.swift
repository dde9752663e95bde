import JAXCompiler
import JAXIR

extension JitCache {
  /// The debug modes of a call.
  var debugModes: Debugging {
    guard Trace.isAnyOpen, let scope = Ambient.current.debugging else { return debugging }
    return debugging.union(scope.modes)
  }

  /// The result under debug modes.
  ///
  /// - Throws: `nonFinite`, `outOfBounds`; what tracing, compiling or running throws.
  func debugged(
    _ leaves: TreeFlattener, paths: @escaping () -> [String], _ arguments: [ConcreteTensor],
    _ modes: Debugging, at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) -> Output {
    let function = try trace(leaves, paths: paths, at: location, retrace)
    let inputs = arguments + function.capturedTensors
    for tensor in inputs { try tensor.check(reading: name, at: location) }
    let call = "\(name) was called at \(location)"
    let nameOfArgument = { (index: Int) in
      index < arguments.count ? "argument \(index)" : "a tensor that is read from outside"
    }
    let hasEffects = function.graph.effects != .none
    let results: [ConcreteTensor]
    if modes.contains(.withoutJIT) || hasEffects && modes != .bounds {
      let observe = Ambient.current.debugging?.onOperation
      var run = SteppedRun(modes, observe: observe, call: call)
      let values = try run.run(
        Pipeline(options).meaning(of: function.graph),
        SteppedRun.values(inputs, modes, call, nameOfArgument))
      if let offence = Offence.earliest(values.map(\.offence)) { throw offence.error }
      results = values.compactMap(\.tensor)
    } else {
      var options = options
      options.checksBounds = modes.contains(.bounds)
      let compiled = try Engine.shared.compile(function.graph, options: options)
      results = try JAXError.wrapping { try compiled(inputs) }
      if results.contains(where: { $0.firstOffender(modes) != nil }) {
        throw try Engine.shared.origin(
          in: Pipeline(options).meaning(of: function.graph), inputs, modes: modes, call: call,
          nameOfArgument: nameOfArgument)
      }
    }
    return function.rebuild(
      zip(results, function.isWeak).map { Tensor(.concrete($0), isWeak: $1) })
  }
}
