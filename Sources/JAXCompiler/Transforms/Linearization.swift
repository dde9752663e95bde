package import JAXIR

/// A graph at a point: what it gives there, and its derivative there as a linear function.
///
///     f: (x…) → (y…)   ⇒   forward: (x…) → (y…, r…),   linear: (r…, ẋ…) → (ẏ…),   ẏ = ∂f(x) · ẋ
///
/// Residuals r are what the derivative reads of the way to y. One that is a parameter or a result of f, as it is,
/// takes no memory; constants are none.
package struct Linearized {
  package var forward: Graph
  package var linear: Graph
  package var residualCount: Int
  /// By result of f: whether `linear` gives its tangent; the tangent of the others is zero.
  package var hasTangent: [Bool]
}

/// The derivative of a graph, transposed: what each parameter contributes to a change of the results.
///
///     f: (x…) → (y…)   ⇒   forward: (x…) → (y…, r…),   backward: (r…, ȳ…) → (x̄…),   x̄ = ∂f(x)ᵀ · ȳ
package struct PulledBack {
  package var forward: Graph
  /// Results: a cotangent for each parameter that is active, zeros where none reaches it.
  package var backward: Graph
  package var residualCount: Int
  /// By result of f: whether `backward` takes its cotangent; that of the others leads nowhere.
  package var hasCotangent: [Bool]
}

extension Graph {
  /// - Parameter active: By parameter: whether it has a tangent.
  /// - Throws: `invalidArgument` when `active` does not fit the parameters; what a rule throws.
  package func linearized(_ active: [Bool]) throws(JAXError) -> Linearized {
    let derivative = try inliningCalls().jvp(active)
    // What is computed twice would be kept twice.
    let graph = try Pass.sharing.run(derivative.graph)
    let divided = try graph.partiallyEvaluated(
      unknown: graph.parameters.map { $0.index >= parameterCount },
      results: graph.results.indices.map { $0 >= results.count })
    return Linearized(
      forward: divided.known, linear: divided.unknown, residualCount: divided.residualCount,
      hasTangent: derivative.hasTangent)
  }

  /// - Parameter active: By parameter: whether its cotangent is asked for.
  /// - Throws: as `linearized` does; `unsupported` where the derivative has no transpose.
  package func pulledBack(_ active: [Bool]) throws(JAXError) -> PulledBack {
    try linearized(active).pulledBack()
  }
}

extension Linearized {
  /// The derivative of the results that `wanted` names alone; nothing is kept for the others.
  package func giving(_ wanted: [Bool]) throws(JAXError) -> Linearized {
    let given = hasTangent.indices.filter { hasTangent[$0] }
    var linear = linear
    linear.results = zip(given, linear.results).filter { wanted[$0.0] }.map(\.1)
    return Linearized(
      forward: forward, linear: try linear.removingDeadCode(), residualCount: residualCount,
      hasTangent: zip(hasTangent, wanted).map { $0 && $1 })
  }

  /// The derivative backwards.
  ///
  /// - Throws: `unsupported` where the derivative has no transpose; what a rule throws.
  package func pulledBack() throws(JAXError) -> PulledBack {
    let backward = try pullback()
    // What only the tangents read is not kept.
    let isRead = backward.isParameterRead(by: backward.results)
    let kept = (0..<residualCount).filter { isRead[$0] }
    let resultCount = forward.results.count - residualCount
    var forward = forward
    forward.results = forward.results.prefix(resultCount) + kept.map { forward.results[resultCount + $0] }
    return PulledBack(
      forward: kept.count == residualCount ? forward : try forward.removingDeadCode(),
      backward: try backward.taking(parameters: kept + Array(residualCount..<backward.parameterCount)),
      residualCount: kept.count, hasCotangent: hasTangent)
  }

  /// The transpose of the derivative, `(r…, ȳ…) → (x̄…)`.
  package func pullback() throws(JAXError) -> Graph {
    try linear.transposed(linear: linear.parameters.map { $0.index >= residualCount })
  }
}
