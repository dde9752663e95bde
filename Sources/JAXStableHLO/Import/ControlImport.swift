import JAXIR
import JAXPrimitives

extension Importer {
  /// Loops, choices, and what is computed by a region or a function of its own.
  static let controlRules: [String: Rule] = [
    "stablehlo.while": { (site) throws(JAXError) in try site.whileLoop() },
    "stablehlo.case": { (site) throws(JAXError) in try site.branch() },
    "stablehlo.if": { (site) throws(JAXError) in try site.conditional() },
    "stablehlo.map": { (site) throws(JAXError) in try site.map() },
    "stablehlo.composite": { (site) throws(JAXError) in
      // The attributes are for who knows the operation by its name; the decomposition is what it means.
      site.ignore("name", "composite_attributes", "version")
      let name = try site.string("decomposition")
      return try site.importer.call(name, site.operands, in: site.scope, at: site.operation.position)
    },
  ]
}

extension OperationSite {
  /// What regions read from outside becomes an invariant of the loop.
  func whileLoop() throws(JAXError) -> [Graph.Value] {
    let types = try operands.map { (operand) throws(JAXError) in try type(of: operand) }
    let (regions, captures) = try capturingRegions(2, of: types)
    return try apply(While(invariants: captures.count), operands + captures, regions: regions)
  }

  func branch() throws(JAXError) -> [Graph.Value] {
    let index = try operands(1)[0]
    let (regions, captures) = try capturingRegions(operation.regions.count)
    return try apply(Case(), [index] + captures, regions: regions)
  }

  /// `if(predicate) {true branch} {false branch}`.
  func conditional() throws(JAXError) -> [Graph.Value] {
    let index = try apply(Convert(.int32), try operands(1)[0])
    let (regions, captures) = try capturingRegions(2)
    return try apply(Case(), [index] + captures, regions: regions.reversed())
  }

  /// The regions of the operation, which all take the operands' parameters and then all that one of them captures.
  private func capturingRegions(
    _ count: Int, of types: [TensorType]? = nil
  ) throws(JAXError) -> (regions: [Region], captures: [Graph.Value]) {
    guard operation.regions.count == count else {
      throw invalid("has \(operation.regions.count) regions, not \(count)")
    }
    var found: [(region: Region, captures: [Graph.Value])] = []
    for region in operation.regions {
      found.append(try importer.capturingRegion(region, of: types, in: scope, at: operation.position))
    }
    var places: [Graph.Value: Int] = [:]
    var captures: [Graph.Value] = []
    for value in found.flatMap(\.captures) where places[value] == nil {
      places[value] = captures.count
      captures.append(value)
    }
    let types = captures.map(scope.builder.type)
    let regions = try found.map { (region, own) throws(JAXError) in
      let parameters = region.graph.parameterTypes.dropLast(own.count)
      let positions = Array(parameters.indices) + own.map { parameters.count + places[$0]! }
      return try region.taking(parameters + types, as: positions)
    }
    return (regions, captures)
  }

  /// The region for each element: its operations, which take scalars, on whole tensors.
  mutating func map() throws(JAXError) -> [Graph.Value] {
    let axes = try integers("dimensions")
    guard operation.regions.count == 1, let first = operands.first else {
      throw invalid("takes operands and a region")
    }
    let type = try type(of: first)
    guard axes == Array(0..<type.rank) else { throw invalid("dimensions \(axes) are not all, in order") }
    let (region, captures) = try importer.capturingRegion(
      operation.regions[0], in: scope, at: operation.position)
    guard region.graph.parameterCount == operands.count + captures.count else {
      throw invalid("the region takes \(region.graph.parameterCount - captures.count) scalars")
    }
    var values = operands
    for capture in captures {
      guard try self.type(of: capture).rank == 0 else { throw unsupported("a map that reads a tensor whole") }
      values.append(try broadcast(capture, toShapeOf: first))
    }
    for instruction in region.graph.instructions {
      values += try mapped(instruction, instruction.operands.map { values[$0.index] }, like: first)
    }
    return region.graph.results.map { values[$0.index] }
  }

  private func mapped(
    _ instruction: Instruction, _ operands: [Graph.Value], like first: Graph.Value
  ) throws(JAXError) -> [Graph.Value] {
    if instruction.primitive is Constant {
      let scalar = try apply(instruction.primitive, [])[0]
      return [try broadcast(scalar, toShapeOf: first)]
    }
    guard instruction.primitive is any ElementwisePrimitive else {
      throw unsupported("\(Swift.type(of: instruction.primitive).name) inside a map")
    }
    return try apply(instruction.primitive, operands)
  }
}
