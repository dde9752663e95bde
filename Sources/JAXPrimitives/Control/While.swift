package import JAXIR

/// A loop: `(state…, invariants…) → (state…)`, by two regions that take all operands. While the condition gives true,
/// the body gives the next state.
package struct While: Primitive {
  /// How many of the last operands are the same in every iteration.
  package var invariants = 0

  package init() {}

  package init(invariants: Int) { self.invariants = invariants }

  package static var attributes: [Attribute<Self>] { [Attribute("invariants", \Self.invariants)] }

  /// The constraints, by number:
  ///
  /// 1. All operands are tensors, at most as many invariants among them as there are operands; but one of the state may
  ///    be a token.
  /// 2. Two regions, condition and body, take the types of the operands. The condition has no effects, the body has
  ///    ordered ones only if there is a token.
  /// 3. The condition gives a `bool` scalar.
  /// 4. The body gives the types of the state.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard (0...operands.count).contains(invariants), operands.tokenCount <= 1,
      !operands.suffix(invariants).contains(.token)
    else {
      throw JAXError(.invalidArgument, "a loop takes tensors, the last \(invariants) of them invariant")
    }
    guard regions.count == 2 else {
      throw JAXError(.invalidArgument, "a loop has a condition and a body, not \(regions.count) regions")
    }
    let state = Array(operands.dropLast(invariants))
    let names = ["the condition", "the body"]
    try regions[0].check(names[0], takes: operands, allowing: .none)
    try regions[1].check(names[1], takes: operands, allowing: operands.allowedEffects)
    try regions[0].check(names[0], gives: [.tensor(.scalar(.bool))])
    try regions[1].check(names[1], gives: state)
    return state
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard site.target != nil, isScalarCode(site) else {
      return try site.loop(while: site.regions[0], site.regions[1])
    }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      let operands = site.operandTypes.indices.map { kernel.operand($0).element(at: []) }
      let results = try elements(operands, regions: site.regions, in: kernel.builder)
      for (index, element) in results.enumerated() { kernel.store(element, to: index, at: []) }
    }
  }

  /// More instructions than these are not worth one kernel: compiling takes longer the larger it is.
  private static let maximumKernelSize = 256

  private func isScalarCode(_ site: any LoweringSite) -> Bool {
    site.operandTypes.allSatisfy { $0.tensor?.rank == 0 } && site.regions.allSatisfy(\.isScalarCode)
      && site.regions.reduce(0) { $0 + $1.instructionCount } <= While.maximumKernelSize
  }
}

extension While: SteppedPrimitive {}

extension While: ScalarControlPrimitive {
  package func elements(
    _ operands: [Element], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element] {
    let state = operands.dropLast(invariants)
    let rest = operands.suffix(invariants)
    var failure: JAXError?
    func run(_ region: Region, _ parts: [Scalar]) -> [Scalar] {
      do throws(JAXError) {
        return try builder.inline(region, grouped(parts, like: state) + rest).flatMap(\.parts)
      } catch {
        failure = failure ?? error
        return parts
      }
    }
    let results = builder.whileLoop(carrying: state.flatMap(\.parts)) { parts in
      let results = run(regions[0], parts)
      return failure == nil ? results[0] : builder.constant(Kernel.Constant(.bool, integer: 0))
    } body: { parts in
      run(regions[1], parts)
    }
    if let failure { throw failure }
    return grouped(results, like: state)
  }

  /// The elements that scalars are the parts of, in the order of `elements`.
  private func grouped(_ scalars: [Scalar], like elements: ArraySlice<Element>) -> [Element] {
    var rest = scalars[...]
    return elements.map { element in
      defer { rest = rest.dropFirst(element.parts.count) }
      return Element(parts: Array(rest.prefix(element.parts.count)))
    }
  }
}

extension Region {
  /// - Throws: `shapeMismatch` unless the parameters have these types, `unsupported` for greater effects.
  func check(
    _ name: String, takes types: [ValueType], allowing effects: Effects = .unordered
  ) throws(JAXError) {
    guard graph.parameterTypes == types else {
      throw JAXError(
        .shapeMismatch,
        "\(name) takes \(Region.list(graph.parameterTypes)), its operands are \(Region.list(types))")
    }
    guard self.effects <= effects else {
      throw JAXError(
        .unsupported, effects == .none ? "\(name) has effects" : "\(name) has ordered effects, but no token")
    }
  }

  /// - Throws: `shapeMismatch` unless the results have these types.
  func check(_ name: String, gives types: [ValueType]) throws(JAXError) {
    guard graph.resultTypes == types else {
      throw JAXError(
        .shapeMismatch, "\(name) gives \(Region.list(graph.resultTypes)), not \(Region.list(types))")
    }
  }

  private static func list(_ types: [ValueType]) -> String {
    "(" + types.map(\.description).joined(separator: ", ") + ")"
  }
}

extension [ValueType] {
  var tokenCount: Int { count { $0 == .token } }

  /// What the regions of an instruction with these operands may do.
  var allowedEffects: Effects { contains(.token) ? .ordered : .unordered }
}
