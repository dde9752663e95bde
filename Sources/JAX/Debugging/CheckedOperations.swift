import JAXIR
import JAXPrimitives

extension Engine {
  /// `run`, and what debug modes ask for.
  ///
  /// - Throws: `nonFinite` for a result that holds a number that is looked for.
  func runChecked(
    _ primitive: any Primitive, _ operands: [ConcreteTensor], regions: [Region] = [], token: Int? = nil,
    at location: Location
  ) throws(JAXError) -> [ConcreteTensor] {
    guard Trace.isAnyOpen, let scope = Ambient.current.debugging else {
      return try run(primitive, operands, regions: regions, token: token)
    }
    let results = try run(primitive, operands, regions: regions, token: token)
    if let observe = scope.onOperation {
      observe(
        DebuggedOperation(
          name: primitive.spelling, location: location, operands: operands.map { Tensor(.concrete($0)) },
          results: results.map { Tensor(.concrete($0)) }, iterations: []))
    }
    // What has effects does not run again.
    let looked = scope.modes.intersection([.nans, .infinities])
    guard !looked.isEmpty, results.contains(where: { $0.firstOffender(looked) != nil }) else {
      return results
    }
    let arguments = SteppedRun.values(operands, looked, nil) { "operand \($0)" }
    let hasEffects = primitive.effects(of: regions) != .none
    var offence = Offence.earliest(arguments.map(\.offence))
    if offence == nil {
      var again = SteppedRun(looked, observe: nil, call: nil)
      offence = Offence.earliest(
        try again.run(primitive, hasEffects ? [] : regions, arguments, results, at: location))
    }
    if let offence { throw offence.error.located(at: location, in: primitive.spelling) }
    return results
  }

  /// Where a number that is not finite in the results of a graph comes from.
  ///
  /// - Parameter nameOfArgument: what an argument is called.
  /// - Returns: the error that says so.
  /// - Throws: what running the graph throws.
  func origin(
    in graph: Graph, _ arguments: [ConcreteTensor], modes: Debugging, call: String?,
    nameOfArgument: (Int) -> String
  ) throws(JAXError) -> JAXError {
    var run = SteppedRun(modes, observe: nil, call: call)
    let results = try run.run(graph, SteppedRun.values(arguments, modes, call, nameOfArgument))
    return Offence.earliest(results.map(\.offence))?.error
      ?? JAXError(
        .nonFinite,
        "a result is not finite, but is when the operations run one by one" + (call.map { ": \($0)" } ?? ""),
        hint: "the function may have read something else this time; if not, the compiler is wrong")
  }
}

extension SteppedRun {
  /// Arguments, of which those that hold a number that is looked for are where it comes from.
  static func values(
    _ arguments: [ConcreteTensor], _ modes: Debugging, _ call: String?, _ nameOfArgument: (Int) -> String
  ) -> [Value] {
    let modes = modes.intersection([.nans, .infinities])
    return arguments.enumerated().map { number, tensor in
      guard !modes.isEmpty, let index = tensor.firstOffender(modes) else { return Value(tensor: tensor) }
      let text =
        "\(nameOfArgument(number)), \(tensor.type), already is \(tensor.text(ofElement: index))"
        + (tensor.type.rank == 0 ? "" : " at \(tensor.position(index))")
      let error = JAXError(
        .nonFinite, ([text] + (call.map { [$0] } ?? [])).joined(separator: ", "),
        hint: "what made it ran before, outside of `withDebugging`, or it was in the data")
      return Value(tensor: tensor, offence: Offence(order: number - arguments.count, error: error))
    }
  }
}
