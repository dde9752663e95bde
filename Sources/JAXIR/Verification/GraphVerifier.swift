/// Checks that a graph is well formed. Passes, transforms and lowering rely on these invariants:
///
///  - G1: There are at least as many types as parameters, and the parameters are the first values.
///  - G2: Values are numbered densely in order of definition: parameters, then the results of each instruction;
///    there are no other types.
///  - G3: Operands of an instruction are values defined before it; the results of the graph are values.
///  - G4: The types of the results of an instruction are those that its primitive infers.
///  - G5: Every region is a well-formed graph; by G3 nothing is seen through it. They nest at most
///    `Region.maximumDepth` deep.
///  - G6: An instruction with ordered effects takes exactly one token and gives exactly one: the next of its chain.
///  - G7: Any other takes no token, and gives one only if it has no operand: a new chain. It may take one and give one
///    if it has regions, through which the token passes.
///  - G8: A token is used at most once, by an instruction or as a result of its graph: a chain orders effects.
///  - G9: In a region the chain of an ordered effect starts from a parameter: what is in a loop or a branch is ordered
///    with what is around.
struct GraphVerifier {
  private let graph: Graph
  private var definedCount: Int
  private var tokenUses: [Int]
  private let isRegion: Bool
  /// By value: whether it is a token of a chain that starts in this graph.
  private var isNewChain: [Bool]

  /// Verifies `graph` and, innermost first, the regions in it; a shared region is verified once.
  fileprivate static func verify(
    _ graph: Graph, isRegion: Bool = false, _ verified: inout Set<ObjectIdentifier>
  ) throws(JAXError) {
    for instruction in graph.instructions {
      for region in instruction.regions where verified.insert(ObjectIdentifier(region)).inserted {
        guard region.depth <= Region.maximumDepth else {
          throw JAXError(
            .verifyError, "G5: regions nest deeper than \(Region.maximumDepth)",
            operation: type(of: instruction.primitive).name,
            location: instruction.location)
        }
        do throws(JAXError) {
          try verify(region.graph, isRegion: true, &verified)
        } catch {
          // G5
          throw error.located(at: instruction.location, in: type(of: instruction.primitive).name)
        }
      }
    }
    var verifier = GraphVerifier(graph, isRegion)
    try verifier.verifyParameters()
    for instruction in graph.instructions { try verifier.verify(instruction) }
    try verifier.verifyEnd()
  }

  private init(_ graph: Graph, _ isRegion: Bool) {
    self.graph = graph
    self.isRegion = isRegion
    isNewChain = [Bool](repeating: false, count: graph.types.count)
    definedCount = graph.parameterCount
    tokenUses = [Int](repeating: 0, count: graph.types.count)
  }

  private func verifyParameters() throws(JAXError) {
    guard (0...graph.types.count).contains(graph.parameterCount) else {
      throw failure("G1", "there are \(graph.parameterCount) parameters and \(graph.types.count) types")
    }
  }

  private mutating func verify(_ instruction: Instruction) throws(JAXError) {
    try verifyUses(of: instruction.operands, by: instruction)
    for result in instruction.results {
      guard result.index == definedCount, definedCount < graph.types.count else {
        throw failure("G2", "\(result) is defined where %\(definedCount) comes next", at: instruction)
      }
      definedCount += 1
    }
    try verifyTypes(of: instruction)
    try verifyTokens(of: instruction)
  }

  private mutating func verifyUses(
    of values: [Graph.Value], by user: Instruction?
  ) throws(JAXError) {
    for value in values {
      guard value.index < definedCount else {
        throw failure("G3", "\(value) is not defined before", at: user)
      }
      if graph[type: value] == .token { tokenUses[value.index] += 1 }
    }
  }

  private func verifyTypes(of instruction: Instruction) throws(JAXError) {
    let inferred: [ValueType]
    do throws(JAXError) {
      inferred = try instruction.primitive.resultTypes(
        of: instruction.operands.map { graph[type: $0] }, regions: instruction.regions)
    } catch {
      throw failure("G4", error.message, at: instruction)
    }
    let stored = instruction.results.map { graph[type: $0] }
    guard stored == inferred else {
      let (found, expected) = (TextWriter.joined(stored), TextWriter.joined(inferred))
      throw failure("G4", "the results are of types (\(expected)), not (\(found))", at: instruction)
    }
  }

  private mutating func verifyTokens(of instruction: Instruction) throws(JAXError) {
    let taken = instruction.operands.filter { graph[type: $0] == .token }
    let given = instruction.results.filter { graph[type: $0] == .token }
    let isOrdered = instruction.effects == .ordered
    switch (taken.count, given.count) {
    case (1, 1):
      guard isOrdered || !instruction.regions.isEmpty else {
        throw failure("G7", "a token passes through an instruction without ordered effects", at: instruction)
      }
      isNewChain[given[0].index] = isNewChain[taken[0].index]
      guard !isOrdered || !isRegion || !isNewChain[taken[0].index] else {
        throw failure("G9", "a chain of ordered effects starts in a region", at: instruction)
      }
    case _ where isOrdered:
      throw failure(
        "G6", "\(taken.count) tokens are taken and \(given.count) given, not one and one", at: instruction)
    case (0, 0): break
    case (0, 1) where instruction.operands.isEmpty: isNewChain[given[0].index] = true
    default:
      throw failure("G7", "a token passes through an instruction without ordered effects", at: instruction)
    }
  }

  private mutating func verifyEnd() throws(JAXError) {
    guard definedCount == graph.types.count else {
      throw failure("G2", "there are \(graph.types.count) types and \(definedCount) values")
    }
    try verifyUses(of: graph.results, by: nil)
    for (index, type) in graph.types.enumerated() where type == .token && tokenUses[index] > 1 {
      throw failure("G8", "token %\(index) is used \(tokenUses[index]) times")
    }
  }

  private func failure(_ rule: String, _ message: String, at instruction: Instruction? = nil) -> JAXError {
    JAXError(
      .verifyError, "\(rule): \(message)", operation: instruction.map { type(of: $0.primitive).name },
      location: instruction?.location ?? .unknown)
  }
}

extension Graph {
  /// - Throws: `verifyError` naming the first invariant of `GraphVerifier` that is broken, and where.
  package func verify() throws(JAXError) {
    var verified: Set<ObjectIdentifier> = []
    try GraphVerifier.verify(self, &verified)
  }
}
