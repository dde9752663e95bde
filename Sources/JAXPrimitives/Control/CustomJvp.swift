package import JAXIR

/// A function with a derivative of its own: `(x…) → (y…)` by the first region, and
/// `(x…, ẋ…) → (y…, ẏ…)` by the second, where only floats and complex numbers have tangents.
///
/// The last operands may be constants: values from around and arguments that it has no derivative by.
///
/// It means its first region, which passes inline before lowering.
package struct CustomJvp: Primitive {
  /// The name of the function, for readers.
  package var function = ""
  /// How many of the last operands are constants, which have no tangents.
  package var constants = 0

  package init() {}
  package init(_ function: String, constants: Int = 0) {
    self.function = function
    self.constants = constants
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("function", \.function), Attribute("constants", \.constants)]
  }

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors, no fewer than there are constants; there are two regions without effects.
  /// 2. The first takes the operands.
  /// 3. The second takes the operands and the tangents of those that have one, and gives the results of the first and
  ///    the tangents of those that have one.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 2, !operands.contains(.token), (0...operands.count).contains(constants) else {
      throw JAXError(.invalidArgument, "'\(function)' takes tensors, and has a body and a derivative")
    }
    let results = regions[0].graph.resultTypes
    let tangents = operands.dropLast(constants).withTangents
    try regions[0].check("'\(function)'", takes: operands)
    try regions[1].check("the derivative of '\(function)'", takes: operands + tangents)
    try regions[1].check("the derivative of '\(function)'", gives: results + results.withTangents)
    return results
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) { try site.expand(site.regions[0].graph) }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangents = try rule.tangents(of: function, constants: constants)
    let builder = rule.primals[0].builder
    let results = try builder.inline(rule.regions[1].graph, (rule.primals + tangents).map(\.value))
      .map { Tracer($0, in: builder, at: rule.primals[0].location) }
    let count = rule.regions[0].graph.results.count
    var rest = results.dropFirst(count)
    return (
      Array(results.prefix(count)),
      results.prefix(count).map { $0.dtype.hasDerivative ? rest.removeFirst() : nil }
    )
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let (transforms, size) = (rule.transforms, rule.size)
    let isBatched = rule.axes.map { $0 != nil }
    let ofTangents = zip(rule.operands, isBatched).dropLast(constants)
      .filter { $0.0.dtype.hasDerivative }.map(\.1)
    let types = rule.regions[0].graph.resultTypes
    var results = try transforms.areBatched(rule.regions[0], isBatched, size: size)
    let derived = try transforms.areBatched(rule.regions[1], isBatched + ofTangents, size: size)
    var rest = derived.dropFirst(results.count)
    for (index, type) in types.enumerated() {
      let ofTangent = type.hasTangent ? rest.removeFirst() : false
      results[index] = results[index] || derived[index] || ofTangent
    }
    let tangents = zip(types, results).filter { $0.0.hasTangent }.map(\.1)
    let operands = rule.operands(batched: isBatched)
    let regions = [
      try transforms.batched(rule.regions[0], isBatched, size: size, results: results),
      try transforms.batched(
        rule.regions[1], isBatched + ofTangents, size: size, results: results + tangents),
    ]
    return (Tracer.apply(self, operands, regions: regions), results.map { $0 ? 0 : nil })
  }
}

extension CustomJvp: SteppedPrimitive {}

extension ValueType {
  var hasTangent: Bool { tensor?.dtype.hasDerivative ?? false }
}

extension JVPRule {
  /// The tangents of those operands of a function with a rule of its own that have one, zeros where need be.
  ///
  /// - Parameter constants: How many of the last operands the rule knows no derivative by.
  /// - Throws: `unsupported` when one of these has a tangent.
  func tangents(of function: String, constants: Int) throws(JAXError) -> [Tracer] {
    for (primal, tangent) in zip(primals, tangents).suffix(constants) where tangent != nil {
      let definition = primal.builder.definition(of: primal.value)
      let place = definition.map { $0.location == .unknown ? "" : ", made at \($0.location)" } ?? ""
      throw JAXError(
        .unsupported,
        "the rule of '\(function)' gives derivatives by its arguments alone, but the derivative by a "
          + "\(primal.type)\(place) is asked for, which it takes from outside or as nondifferentiable",
        hint: "pass it as an argument that the rule gives the derivative by, or take stopGradient of it")
    }
    return zip(primals, tangents).dropLast(constants).compactMap {
      $0.dtype.hasDerivative ? $1 ?? $0.zeros() : nil
    }
  }
}

extension Sequence<ValueType> {
  /// Those that have tangents, which are the types of these.
  var withTangents: [ValueType] { filter(\.hasTangent) }
}
