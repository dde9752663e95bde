import JAXIR
import JAXPrimitives

/// Loops carry only what changes, and regions make constants themselves:
///
///     y…, z = while x…, a  {… return x'…, a}      ⇒  y… = while x… invariant a {… return x'…}; z = a
///     while x… invariant c {… c …}, case i, c {… c …}  ⇒  … {k = constant; … k …}      c constant, of one value
///     scan a, x…, xs… {… return x'…, a…}           ⇒  the same of a scan
///     case k, x… {f} {g}                           ⇒  the instructions of the branch that the constant k names
///
/// What is invariant is neither copied before the loop nor given back by it.
struct ControlSimplification: RewriteRule {
  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    switch site.primitive {
    case let loop as While: try site.simplifiedLoop(loop)
    case let scan as Scan: try site.simplifiedScan(scan)
    case is Case: try site.simplifiedChoice()
    default: nil
    }
  }
}

extension RewriteSite {
  fileprivate func simplifiedLoop(_ loop: While) throws(JAXError) -> [Graph.Value]? {
    let count = operands.count - loop.invariants
    let body = instruction.regions[1].graph
    let isCarried = (0..<count).map { body.results[$0] != Graph.Value($0) }
    let constants = operands.indices.map { $0 < count && isCarried[$0] ? nil : splat($0) }
    guard isCarried.contains(false) || constants.contains(where: { $0 != nil }) else { return nil }
    let state = (0..<count).filter { isCarried[$0] }
    // A token that nothing takes is neither.
    let invariants = operands.indices.filter {
      !state.contains($0) && constants[$0] == nil && tensorType($0) != nil
    }
    let positions = state + invariants
    let regions = try instruction.regions.enumerated().map { (number, region) throws(JAXError) in
      try region.taking(positions, constants, results: number == 0 ? [0] : state, at: instruction.location)
    }
    var results = try append(
      While(invariants: invariants.count), positions.map { operands[$0] }, regions: regions)[...]
    return isCarried.enumerated().map { $1 ? results.removeFirst() : operands[$0] }
  }

  fileprivate func simplifiedScan(_ scan: Scan) throws(JAXError) -> [Graph.Value]? {
    let (first, fixed) = (scan.isCounted ? 1 : 0, scan.invariants)
    let body = instruction.regions[0].graph
    let isCarried = (0..<scan.carries).map { body.results[$0] != Graph.Value(fixed + $0) }
    let carries = isCarried.indices.filter { isCarried[$0] }
    let same = Array(0..<fixed) + isCarried.indices.filter { !isCarried[$0] }.map { fixed + $0 }
    var constants = [Kernel.Constant?](repeating: nil, count: body.parameterCount)
    for parameter in same { constants[parameter] = splat(first + parameter) }
    guard isCarried.contains(false) || constants.contains(where: { $0 != nil }) else { return nil }
    let invariants = same.filter { constants[$0] == nil && body.types[$0] != .token }
    let positions =
      invariants + carries.map { fixed + $0 } + Array(fixed + scan.carries..<body.parameterCount)
    let region = try instruction.regions[0].taking(
      positions, constants, results: carries + Array(scan.carries..<body.results.count),
      at: instruction.location)
    let simplified = Scan(
      length: scan.length, invariants: invariants.count, carries: carries.count, isReversed: scan.isReversed,
      isCounted: scan.isCounted)
    var results = try append(
      simplified, operands.prefix(first) + positions.map { operands[first + $0] }, regions: [region])[...]
    let carried = isCarried.enumerated().map { $1 ? results.removeFirst() : operands[first + fixed + $0] }
    return carried + results
  }

  fileprivate func simplifiedChoice() throws(JAXError) -> [Graph.Value]? {
    if let index = splat(0) {
      let number = Int(Int32(truncatingIfNeeded: Int(bitPattern: UInt(index.bits))))
      let branches = instruction.regions
      let branch = branches[branches.indices.contains(number) ? number : branches.count - 1]
      return try inline(branch.graph, Array(operands.dropFirst()))
    }
    let constants = operands.indices.dropFirst().map { splat($0) }
    guard constants.contains(where: { $0 != nil }) else { return nil }
    let positions = constants.indices.filter { constants[$0] == nil }
    let regions = try instruction.regions.map { (region) throws(JAXError) in
      try region.taking(
        positions, constants, results: Array(region.graph.results.indices), at: instruction.location)
    }
    return try append(Case(), [operands[0]] + positions.map { operands[$0 + 1] }, regions: regions)
  }
}

extension Region {
  /// The region with the parameters at `positions`, in this order, and those of the others that are constants made
  /// inside; with some of its results.
  fileprivate func taking(
    _ positions: [Int], _ constants: [Kernel.Constant?], results: [Int], at location: Location
  ) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    var values = [Graph.Value?](repeating: nil, count: graph.parameterCount)
    for position in positions { values[position] = builder.parameter(graph.parameterTypes[position]) }
    for (position, constant) in constants.enumerated() where values[position] == nil {
      guard let constant, let type = graph.parameterTypes[position].tensor else { continue }
      values[position] = try builder.append(
        Constant(Literal(splat: constant, shape: type.shape)), [], at: location)[0]
    }
    // Each parameter is taken, a constant, a state that nothing changes, which is taken too, or a token that passes by.
    let chosen = results.map { graph.results[$0] }
    return Region(
      builder.finish(name: graph.name, results: try builder.inline(graph, values, results: chosen)))
  }
}

extension Pass {
  package static let controlSimplification = Pass("control-simplification", rule: ControlSimplification())
}
