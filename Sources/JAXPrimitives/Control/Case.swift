package import JAXIR

/// A choice: `(index, operands…) → (results…)`, by the branch that the `i32` index names; out of range means the last.
/// The branches, regions that take the operands, are as many as one likes; only the one runs.
package struct Case: Primitive {
  package init() {}

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors, the first an `i32` scalar; but one of the others may be a token.
  /// 2. At least one branch; each takes the types of the other operands, and has ordered effects only if there is a token.
  /// 3. All branches give the same types, those of the results.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.first == .tensor(.scalar(.int32)), operands.tokenCount <= 1 else {
      throw JAXError(.invalidArgument, "a choice takes an i32 scalar and tensors")
    }
    guard let results = regions.first?.graph.resultTypes else {
      throw JAXError(.invalidArgument, "a choice has at least one branch")
    }
    for (index, branch) in regions.enumerated() {
      try branch.check(
        "branch \(index)", takes: Array(operands.dropFirst()), allowing: operands.allowedEffects)
      try branch.check("branch \(index)", gives: results)
    }
    return results
  }

  /// The token comes after the index.
  package var tokenOperand: Int { 1 }

  package func lower(_ site: any LoweringSite) throws(JAXError) { try site.branch(site.regions) }
}

extension Case: SteppedPrimitive {}

extension Case: ScalarControlPrimitive {
  package func elements(
    _ operands: [Element], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element] {
    let index = operands[0].scalar
    let arguments = Array(operands.dropFirst())
    let parts = regions[0].graph.resultTypes.map { $0.tensor?.dtype.partCount ?? 0 }
    var failure: JAXError?
    func run(_ branch: Int) -> [Scalar] {
      do throws(JAXError) {
        return try builder.inline(regions[branch], arguments).flatMap(\.parts)
      } catch {
        failure = failure ?? error
        return []
      }
    }
    func choose(from branch: Int) -> [Scalar] {
      if branch == regions.count - 1 { return run(branch) }
      let isChosen = index.compare(.equal, index.constant(integer: branch))
      return builder.conditional(isChosen) {
        run(branch)
      } otherwise: {
        choose(from: branch + 1)
      }
    }
    var rest = choose(from: 0)[...]
    if let failure { throw failure }
    return parts.map { count in
      defer { rest = rest.dropFirst(count) }
      return Element(parts: Array(rest.prefix(count)))
    }
  }
}
