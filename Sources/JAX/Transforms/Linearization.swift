import JAXCompiler
import JAXIR
import JAXPrimitives

/// The derivative of a function at one argument, apart from how it is computed: what tangents it takes and gives.
struct Differential: Sendable {
  let call: ControlCall
  let inputTypes: [TensorType]
  let outputTypes: [TensorType]
  /// By tensor of the argument: whether it has a tangent.
  let isActive: [Bool]
  /// By tensor of the result: whether it has a tangent that is not zero.
  let hasTangent: [Bool]
  let inputsAreWeak: [Bool]
  let outputsAreWeak: [Bool]
}

/// The derivative, forwards: a linear map with what it needs to know of the argument.
struct Pushforward: Sendable {
  let differential: Differential
  /// `(residuals…, ẋ…) → (ẏ…)`
  let graph: Graph
  let residuals: [Tensor]

  /// The tangents of all tensors of the result for those of the argument; those of integers are passed over.
  ///
  /// - Throws: `shapeMismatch` where a tangent is not of the type of what it belongs to.
  func callAsFunction(_ tangents: [Tensor], paths: () -> [String]) throws(JAXError) -> [Tensor] {
    let map = differential
    let tangents = try map.call.matched(
      tangents, to: map.inputTypes, needed: map.isActive, paths, "tangent", "the argument")
    let results = try graph.applied(
      to: residuals + tangents, isWeak: map.outputsAreWeak.chosen(by: map.hasTangent), at: map.call.location)
    return try map.call.filled(results, where: map.hasTangent, map.outputTypes)
  }
}

/// The derivative, backwards.
struct Pullback: Sendable {
  let differential: Differential
  /// `(residuals…, ȳ…) → (x̄…)`
  let graph: Graph
  let residuals: [Tensor]

  /// The cotangents of all tensors of the argument for those of the result; zeros for integers.
  ///
  /// - Throws: `shapeMismatch` where a cotangent is not of the type of what it belongs to.
  func callAsFunction(_ cotangents: [Tensor], paths: () -> [String]) throws(JAXError) -> [Tensor] {
    let map = differential
    let cotangents = try map.call.matched(
      cotangents, to: map.outputTypes, needed: map.hasTangent, paths, "cotangent", "the result")
    let results = try graph.applied(
      to: residuals + cotangents, isWeak: map.inputsAreWeak.chosen(by: map.isActive), at: map.call.location)
    return try map.call.filled(results, where: map.isActive, map.inputTypes)
  }
}

extension TransformedFunction {
  /// The tensors of the result, and the derivative there by those tensors of the argument that have one.
  func linearized() throws(JAXError) -> (results: [Tensor], pushforward: Pushforward) {
    let parts = try graph.linearized(parameters(where: \.isDifferentiable))
    let (results, residuals) = try divided(parts.forward)
    return (
      results,
      Pushforward(differential: differential(parts.hasTangent), graph: parts.linear, residuals: residuals)
    )
  }

  /// The same with the derivative backwards.
  ///
  /// - Parameter wanted: By tensor of the result: whether its derivative is asked for; all by default.
  func pulledBack(wanted: [Bool]? = nil) throws(JAXError) -> (results: [Tensor], pullback: Pullback) {
    var linearized = try graph.linearized(parameters(where: \.isDifferentiable))
    if let wanted { linearized = try linearized.giving(wanted) }
    let parts = try linearized.pulledBack()
    let (results, residuals) = try divided(parts.forward)
    return (
      results,
      Pullback(differential: differential(parts.hasCotangent), graph: parts.backward, residuals: residuals)
    )
  }

  /// The results of a forward part: those of the function, and the residuals.
  private func divided(_ forward: Graph) throws(JAXError) -> (results: [Tensor], residuals: [Tensor]) {
    let residualCount = forward.results.count - isWeak.count
    let results = try applied(forward, isWeak: isWeak + [Bool](repeating: false, count: residualCount))
    return (Array(results.prefix(isWeak.count)), Array(results.dropFirst(isWeak.count)))
  }

  private func differential(_ hasTangent: [Bool]) -> Differential {
    Differential(
      call: call, inputTypes: arguments.map(\.type), outputTypes: resultTypes,
      isActive: arguments.map(\.isDifferentiable), hasTangent: hasTangent,
      inputsAreWeak: arguments.map(\.isWeak), outputsAreWeak: isWeak)
  }
}

extension Array {
  /// The elements whose flag is set.
  func chosen(by flags: [Bool]) -> [Element] { zip(self, flags).filter(\.1).map(\.0) }
}

extension ControlCall {
  /// `given` where a flag is set, zeros of these types elsewhere.
  func filled(
    _ given: [Tensor], where flags: [Bool], _ types: [TensorType]
  ) throws(JAXError) -> [Tensor] {
    var given = given[...]
    return try zip(types, flags).map { (type, flag) throws(JAXError) in
      flag ? given.removeFirst() : try Tensor.zeros(type, at: location)
    }
  }

  /// Those of `tensors` that are needed, as tangents or cotangents of tensors of these types; numbers take their
  /// dtype.
  ///
  /// - Throws: `shapeMismatch` that names the member, `invalidArgument` for another number of tensors.
  func matched(
    _ tensors: [Tensor], to types: [TensorType], needed: [Bool], _ paths: () -> [String], _ what: String,
    _ whole: String
  ) throws(JAXError) -> [Tensor] {
    guard tensors.count == types.count else {
      throw JAXError(
        .invalidArgument,
        "\(whole) has \(types.count) tensors, its \(what) \(tensors.count): their structures must be the same",
        operation: name, location: location)
    }
    var matched: [Tensor] = []
    for (index, type) in types.enumerated() where needed[index] {
      var tensor = tensors[index]
      if tensor.isWeak, try tensor.checkedType().dtype != type.dtype {
        tensor = try tensor.convert(to: .init(type.dtype), at: location)
      }
      guard try tensor.checkedType() == type else {
        let paths = paths()
        let path = paths.indices.contains(index) && !paths[index].isEmpty ? " at \(paths[index])" : ""
        throw JAXError(
          .shapeMismatch, "the \(what)\(path) is \(tensor.type), but \(whole) is \(type) there",
          operation: name, location: location,
          hint: "a \(what) has the shape and dtype of what it belongs to")
      }
      matched.append(tensor)
    }
    return matched
  }
}
