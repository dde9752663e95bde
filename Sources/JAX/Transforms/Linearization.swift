import JAXCompiler
import JAXIR
import JAXPrimitives

/// The derivative of a function at one argument: a linear map, with what it needs to know of the argument.
struct Linearization: Sendable {
  let call: ControlCall
  /// `(residuals…, ẋ…) → (ẏ…)`
  let linear: Graph
  let residuals: [Tensor]
  let inputTypes: [TensorType]
  let outputTypes: [TensorType]
  /// By tensor of the argument: whether it has a tangent.
  let isActive: [Bool]
  /// By tensor of the result: whether it has a tangent that is not zero.
  let hasTangent: [Bool]
  let inputsAreWeak: [Bool]
  let outputsAreWeak: [Bool]

  /// The tangents of all tensors of the result for those of the argument; those of integers are passed over.
  ///
  /// - Throws: `shapeMismatch` where a tangent is not of the type of what it belongs to.
  func pushed(_ tangents: [Tensor], paths: () -> [String]) throws(JAXError) -> [Tensor] {
    let tangents = try call.matched(
      tangents, to: inputTypes, needed: isActive, paths, "tangent", "the argument")
    var results = try linear.applied(
      to: residuals + tangents, isWeak: hasTangent.indices.filter { hasTangent[$0] }.map { outputsAreWeak[$0] },
      at: call.location
    )[...]
    return try hasTangent.indices.map { (index) throws(JAXError) in
      hasTangent[index]
        ? results.removeFirst() : try Tensor.zeros(outputTypes[index], at: call.location)
    }
  }

  /// The transpose: cotangents of the argument for those of the result.
  func transposed() throws(JAXError) -> Pullback {
    let isTangent = linear.parameters.map { $0.index >= residuals.count }
    return Pullback(of: self, graph: try linear.transposed(linear: isTangent))
  }

  /// The derivative, backwards.
  struct Pullback: Sendable {
    let of: Linearization
    /// `(residuals…, ȳ…) → (x̄…)`
    let graph: Graph

    /// The cotangents of all tensors of the argument for those of the result; zeros for integers.
    ///
    /// - Throws: `shapeMismatch` where a cotangent is not of the type of what it belongs to.
    func callAsFunction(_ cotangents: [Tensor], paths: () -> [String]) throws(JAXError) -> [Tensor] {
      let map = of
      let cotangents = try map.call.matched(
        cotangents, to: map.outputTypes, needed: map.hasTangent, paths, "cotangent", "the result")
      let weak = map.isActive.indices.filter { map.isActive[$0] }.map { map.inputsAreWeak[$0] }
      var results = try graph.applied(
        to: map.residuals + cotangents, isWeak: weak, at: map.call.location)[...]
      return try map.isActive.indices.map { (index) throws(JAXError) in
        map.isActive[index]
          ? results.removeFirst() : try Tensor.zeros(map.inputTypes[index], at: map.call.location)
      }
    }
  }
}

extension TransformedFunction {
  /// The tensors of the result, and the derivative there by those tensors of the argument that have one.
  ///
  /// - Parameter wanted: By tensor of the result: whether its derivative is asked for; all by default.
  func linearized(wanted: [Bool]? = nil) throws(JAXError) -> (results: [Tensor], derivative: Linearization) {
    let isActive = arguments.map(\.isDifferentiable)
    let wanted = wanted ?? isWeak.map { _ in true }
    let parts = try LinearizedGraph(
      graph, active: parameters(where: \.isDifferentiable), wanted: wanted)
    let residualCount = parts.forward.results.count - isWeak.count
    let results = try applied(parts.forward, isWeak: isWeak + [Bool](repeating: false, count: residualCount))
    let derivative = Linearization(
      call: call, linear: parts.linear, residuals: Array(results.dropFirst(isWeak.count)),
      inputTypes: arguments.map(\.type), outputTypes: resultTypes, isActive: isActive,
      hasTangent: parts.hasTangent, inputsAreWeak: arguments.map(\.isWeak), outputsAreWeak: isWeak)
    return (Array(results.prefix(isWeak.count)), derivative)
  }
}

extension ControlCall {
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
