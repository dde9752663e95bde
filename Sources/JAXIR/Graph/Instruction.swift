/// One application of a primitive.
package struct Instruction: Hashable, Sendable {
  package var primitive: any Primitive
  package var operands: [Graph.Value]
  /// Closed graphs that the primitive runs, such as the body of a reduction.
  package var regions: [Region]
  package var results: [Graph.Value]
  /// Where the user wrote it; not part of what it means.
  package var location: Location

  package init(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region] = [],
    results: [Graph.Value], location: Location = .unknown
  ) {
    self.primitive = primitive
    self.operands = operands
    self.regions = regions
    self.results = results
    self.location = location
  }

  /// What an instruction computes, whoever reads it: the key of common subexpressions.
  package struct Key: Hashable {
    let primitive: AnyHashable
    let operands: [Graph.Value]
    let regions: [Region]
  }

  /// What the primitive does, or what is done in a region that it runs.
  package var effects: Effects { primitive.effects(of: regions) }

  package var key: Key { Key(primitive: AnyHashable(primitive), operands: operands, regions: regions) }

  package static func == (a: Instruction, b: Instruction) -> Bool {
    a.results == b.results && a.operands == b.operands && a.primitive.isEqual(to: b.primitive)
      && a.regions == b.regions
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: primitive)))
    hasher.combine(primitive)
    hasher.combine(operands)
    hasher.combine(regions)
  }
}

extension Primitive {
  /// Equality with a primitive of any type.
  package func isEqual(to other: any Primitive) -> Bool {
    guard let other = other as? Self else { return false }
    return self == other
  }
}

/// A closed graph that an instruction owns: shared, never changed, hashed once.
///
/// What it needs from outside is an operand of the instruction.
package final class Region: Hashable, Sendable {
  package let graph: Graph
  /// What its instructions do, however deep.
  package let effects: Effects
  /// How deep regions nest in it: 1 when there is none inside.
  package let depth: Int
  private let structuralHash: Int

  /// The deepest nesting that graphs may have, so that whoever recurses through regions needs little stack.
  package static let maximumDepth = 100

  package init(_ graph: Graph) {
    self.graph = graph
    depth = 1 + (graph.instructions.lazy.flatMap(\.regions).map(\.depth).max() ?? 0)
    effects = graph.effects
    structuralHash = graph.hashValue
  }

  package static func == (a: Region, b: Region) -> Bool {
    a === b || (a.structuralHash == b.structuralHash && a.graph == b.graph)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(structuralHash) }

  package var hasEffects: Bool { effects != .none }
}

extension Graph {
  /// What its instructions do, those of regions too.
  package var effects: Effects { instructions.reduce(.none) { max($0, $1.effects) } }
}
