package import JAXIR

/// The transformations that rules of primitives apply to regions.
package struct GraphTransforms: RegionTransforms {
  package init() {}

  package func jvp(_ region: Region) throws(JAXError) -> Region {
    let isTensor = region.graph.parameterTypes.map { $0 != .token }
    return Region(try region.graph.jvp(isTensor, explicitZeros: true).graph)
  }

  package func jvp(
    _ region: Region, _ active: [Bool], results: [Bool]?
  ) throws(JAXError) -> (region: Region, hasTangent: [Bool]) {
    let derivative = try region.graph.jvp(active, including: results)
    return (Region(derivative.graph), derivative.hasTangent)
  }

  package func areBatched(_ region: Region, _ batched: [Bool], size: Int) throws(JAXError) -> [Bool] {
    try region.graph.vectorized(axes: batched.map { $0 ? 0 : nil }, size: size).axes.map { $0 != nil }
  }

  package func batched(
    _ region: Region, _ batched: [Bool], size: Int, results: [Bool]
  ) throws(JAXError) -> Region {
    Region(try region.graph.vectorized(leading: batched, size: size, results: results))
  }

  package func transposed(
    _ region: Region, linear: [Bool], given: [Bool], results: [Bool]?
  ) throws(JAXError) -> (region: Region, hasCotangent: [Bool]) {
    let transposed = try region.graph.transposed(linear: linear, given: given, results: results)
    return (Region(transposed.graph), transposed.hasCotangent)
  }

  package func partiallyEvaluated(
    _ region: Region, unknown: [Bool], results: [Bool]?
  ) throws(JAXError) -> PartiallyEvaluatedRegion {
    let parts = try region.graph.partiallyEvaluated(unknown: unknown, results: results)
      .makingCheapResidualsAgain()
    return PartiallyEvaluatedRegion(
      known: Region(parts.known), unknown: Region(parts.unknown), isUnknown: parts.isUnknown,
      residualCount: parts.residualCount)
  }

  package func batched(_ region: Region, _ batched: [Bool], size: Int) throws(JAXError) -> Region {
    Region(try region.graph.vectorized(leading: batched, size: size))
  }
}

extension GraphBuilder {
  /// Appends a copy of `instruction` that reads `operands`.
  func copy(_ instruction: Instruction, _ operands: [Tracer]) throws(JAXError) -> [Tracer] {
    try append(
      instruction.primitive, operands.map(\.value), regions: instruction.regions, at: instruction.location
    ).map { Tracer($0, in: self, at: instruction.location) }
  }

  /// Appends a parameter, as a rule takes it.
  func traced(_ type: ValueType) -> Tracer { Tracer(parameter(type), in: self) }
}

extension Tracer {
  /// The same value, whose readers are appended at `location`.
  func at(_ location: Location) -> Tracer { Tracer(value, in: builder, at: location) }
}

extension Instruction {
  /// Runs a rule of the primitive; what it throws is placed at the instruction.
  func located<Result>(_ rule: () throws(JAXError) -> Result) throws(JAXError) -> Result {
    do throws(JAXError) {
      return try rule()
    } catch {
      throw error.located(at: location, in: type(of: primitive).name)
    }
  }
}
